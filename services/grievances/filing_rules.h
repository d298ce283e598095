// Filing a grievance (G1).

#ifndef ENTENTE_SERVICES_GRIEVANCES_FILING_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_FILING_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "entente/v1/issue.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// A person of the file, as the directory has them.
struct FilePerson {
  std::string person_id;
  // The name to copy onto the file; of a sealed person, the sealed one.
  std::string name;
  bool sealed = false;
  // What this person is called in this file alone; random.
  std::string pseudonym;
};

// What a new grievance needs besides the request.
struct FilingFacts {
  Entry entry;
  std::string grievance_id;
  v1::Agreement agreement;
  // The establishment of the employer; empty when the file names none.
  std::string establishment_id;
  // The numbers of the two parties, each of its own sequence.
  std::string union_number;
  std::string employer_number;
  Procedure procedure;
  const v1::Issue* issue = nullptr;
  // In the order of the request.
  std::vector<FilePerson> grievors;
  std::vector<FilePerson> protected_persons;
  // The consultation that it comes from, as it is kept; without sealed fields.
  absl::optional<v1::Consultation> consultation;
};

// On which side the union stands: 1 when it files, 2 when the employer does.
uint32_t UnionSide(v1::GrievanceClass::Value grievance_class);

// The request with what the consultation says put in where it is silent: its
// local, agreement, issue and days, and its members as beneficiaries of a
// union's own grievance, else as grievors. The summary stays with the union.
// `consultation` has its members.
v1::FileGrievanceRequest CompleteFromConsultation(
    const v1::FileGrievanceRequest& request,
    const v1::Consultation& consultation);

// Where the grievance says otherwise than the consultation from which it comes;
// what the consultation leaves empty, it does not say. Of the persons, only
// that they differ, and nothing while the members are sealed.
std::vector<v1::ConsultationDifference> DifferencesFromConsultation(
    const v1::Grievance& grievance, const v1::Consultation& consultation);

// GRIEVOR_COUNT unless `count` fits the class: one for INDIVIDUAL, two or more
// for GROUP, none for the others.
absl::Status CheckGrievorCount(v1::GrievanceClass::Value grievance_class,
                               int count);

// Files it. Never refused for being late: the deadline for filing is kept with
// it, met, and the verdict follows from it. Pins the versions of profile and
// calendar. Restricted when the issue is so by default, or the consultation
// is, unless the request says otherwise; entrusted to whoever enters it, and to
// those who had the consultation. Refused: GRIEVOR_COUNT, DATE_IN_FUTURE,
// DATE_ORDER, INSTRUMENT_REQUIRED, SEALED_GRIEVOR, CONSULTATION_CLOSED,
// NUMBER_OF_PARTY, what TakePriorStep refuses, FIELDS_CONFLICT when the
// consultation is of another local, or the grievance not a union's. The events
// are the grievance's, then the consultation's.
absl::StatusOr<Changes> FileGrievance(const v1::FileGrievanceRequest& request,
                                      const FilingFacts& facts);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_FILING_RULES_H_
