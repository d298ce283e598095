// Filing a grievance: what happens inside the call.

#ifndef ENTENTE_SERVICES_GRIEVANCES_FILING_CALL_H_
#define ENTENTE_SERVICES_GRIEVANCES_FILING_CALL_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

// The body of FileGrievance, as Rpc::Write wants it: the id of the grievance.
absl::StatusOr<std::string> File(WriteCall& call, const Procedures& procedures,
                                 const v1::FileGrievanceRequest& request,
                                 v1::GrievanceAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_FILING_CALL_H_
