// Joining grievances and severing them: what happens inside the calls.

#ifndef ENTENTE_SERVICES_GRIEVANCES_JOINDER_CALLS_H_
#define ENTENTE_SERVICES_GRIEVANCES_JOINDER_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

// All of them, or none.
absl::StatusOr<std::string> Join(WriteCall& call, const Procedures& procedures,
                                 const v1::JoinGrievancesRequest& request,
                                 v1::JoinGrievancesResponse& response);
// The answer to a repeated call: the lead as it is, and how many of those that
// the caller sees are joined to it.
absl::Status ShowJoinedAgain(ReadCall& call, absl::string_view lead_id,
                             v1::JoinGrievancesResponse& response);

absl::StatusOr<std::string> Sever(WriteCall& call, const Procedures& procedures,
                                  const v1::SeverGrievanceRequest& request,
                                  v1::GrievanceAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_JOINDER_CALLS_H_
