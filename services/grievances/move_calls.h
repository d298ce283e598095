// The moves of a grievance before arbitration, and who has the file: what
// happens inside the calls. Each is the body of one RPC, as Rpc::Write wants
// it.

#ifndef ENTENTE_SERVICES_GRIEVANCES_MOVE_CALLS_H_
#define ENTENTE_SERVICES_GRIEVANCES_MOVE_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

absl::StatusOr<std::string> Receive(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::ReceiveGrievanceRequest& request,
                                    v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> Reply(WriteCall& call, const Procedures& procedures,
                                  const v1::ReplyGrievanceRequest& request,
                                  v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> Advance(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::AdvanceGrievanceRequest& request,
                                    v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> Withdraw(
    WriteCall& call, const Procedures& procedures,
    const v1::WithdrawGrievanceRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> Lapse(WriteCall& call, const Procedures& procedures,
                                  const v1::LapseGrievanceRequest& request,
                                  v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> Relieve(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::RelieveGrievanceRequest& request,
                                    v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> Correct(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::CorrectGrievanceRequest& request,
                                    v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> Contest(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::ContestActRequest& request,
                                    v1::GrievanceAnswer& answer);

// Who steps aside themself is answered with the id alone.
absl::StatusOr<std::string> Wall(WriteCall& call, const Procedures& procedures,
                                 const v1::WallGrievanceRequest& request,
                                 v1::GrievanceAnswer& answer);
// For representatives who see the file; and, while nobody who may act has it on
// that side, for the keeper of its party, who is answered with the id alone: of
// a restricted file nobody of a side may see it before somebody was assigned.
absl::StatusOr<std::string> Assign(WriteCall& call,
                                   const Procedures& procedures,
                                   const v1::AssignGrievanceRequest& request,
                                   v1::GrievanceAnswer& answer);

// The present grievance, for a call that is repeated.
absl::Status ShowAgain(ReadCall& call, const Procedures& procedures,
                       absl::string_view grievance_id,
                       v1::GrievanceAnswer& answer);
// The same for Assign.
absl::Status ShowAssignedAgain(ReadCall& call, const Procedures& procedures,
                               absl::string_view grievance_id,
                               v1::GrievanceAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_MOVE_CALLS_H_
