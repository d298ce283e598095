// The moves of a grievance in arbitration: what happens inside the calls. Each
// is the body of one RPC, as Rpc::Write wants it.

#ifndef ENTENTE_SERVICES_GRIEVANCES_ARBITRATION_CALLS_H_
#define ENTENTE_SERVICES_GRIEVANCES_ARBITRATION_CALLS_H_

#include <string>

#include "absl/status/statusor.h"
#include "entente/v1/arbitration_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

absl::StatusOr<std::string> RunReferGrievance(
    WriteCall& call, const Procedures& procedures,
    const v1::ReferGrievanceRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunNameArbitrator(
    WriteCall& call, const Procedures& procedures,
    const v1::NameArbitratorRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunEndArbitrator(
    WriteCall& call, const Procedures& procedures,
    const v1::EndArbitratorRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunFixHearing(WriteCall& call,
                                          const Procedures& procedures,
                                          const v1::FixHearingRequest& request,
                                          v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunHoldHearing(
    WriteCall& call, const Procedures& procedures,
    const v1::HoldHearingRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunMoveHearing(
    WriteCall& call, const Procedures& procedures,
    const v1::MoveHearingRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunFileExhibit(
    WriteCall& call, const Procedures& procedures,
    const v1::FileExhibitRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunTakeUnderAdvisement(
    WriteCall& call, const Procedures& procedures,
    const v1::TakeUnderAdvisementRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunReopenHearing(
    WriteCall& call, const Procedures& procedures,
    const v1::ReopenHearingRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunRenderAward(
    WriteCall& call, const Procedures& procedures,
    const v1::RenderAwardRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunSeekReview(WriteCall& call,
                                          const Procedures& procedures,
                                          const v1::SeekReviewRequest& request,
                                          v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunDecideReview(
    WriteCall& call, const Procedures& procedures,
    const v1::DecideReviewRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunRaiseObjection(
    WriteCall& call, const Procedures& procedures,
    const v1::RaiseObjectionRequest& request, v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> RunRuleObjection(
    WriteCall& call, const Procedures& procedures,
    const v1::RuleObjectionRequest& request, v1::GrievanceAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_ARBITRATION_CALLS_H_
