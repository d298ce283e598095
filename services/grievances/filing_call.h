// Filing a grievance: what happens inside the call.

#ifndef ENTENTE_SERVICES_GRIEVANCES_FILING_CALL_H_
#define ENTENTE_SERVICES_GRIEVANCES_FILING_CALL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/file_references.h"
#include "services/grievances/filing_rules.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

// How a filing is judged, besides its request.
struct FilingTerms {
  // Common to all events of the call; empty when nothing will be kept.
  std::string operation_id;
  // A person who is entered with the grievance, and whom the request names
  // among the grievors by the id that they will have; null for none. Not owned.
  const v1::Person* new_grievor = nullptr;
  // Whether sealed names are opened, to be copied onto the file.
  Names names = Names::kOpened;
};

// A filing that the rules admit, and that is not kept yet.
struct JudgedFiling {
  FilingFacts facts;
  HeldProcedure held;
  // The side of the caller, and whether it is the union's.
  uint32_t side = 0;
  bool for_union = false;
  // Where the grievance says otherwise than its consultation.
  std::vector<v1::ConsultationDifference> differences;
  // Empty when no person is entered with it.
  std::string new_grievor_id;
  // The first is the filing.
  Changes changes;
};

// Finds what the request means, and judges it by FileGrievance. Writes
// nothing. The numbers are those that come next.
absl::StatusOr<JudgedFiling> JudgeFiling(
    ReadCall& call, const Procedures& procedures,
    const v1::FileGrievanceRequest& request, const FilingTerms& terms);

// Writes what JudgeFiling made in this transaction, and the readings that it
// took. A new grievor was entered before.
absl::Status KeepFiling(WriteCall& call, JudgedFiling filing);

// The body of FileGrievance, as Rpc::Write wants it: the id of the grievance.
absl::StatusOr<std::string> File(WriteCall& call, const Procedures& procedures,
                                 const v1::FileGrievanceRequest& request,
                                 v1::GrievanceAnswer& answer);

// The present grievance, for a call that is repeated, with where it says
// otherwise than its consultation, persons apart.
absl::Status ShowFiledAgain(ReadCall& call, const Procedures& procedures,
                            absl::string_view grievance_id,
                            v1::GrievanceAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_FILING_CALL_H_
