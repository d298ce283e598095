// The shape of the requests on arbitration: what is wrong with them whatever
// the records say. Each names the field and what it lacks.

#ifndef ENTENTE_SERVICES_GRIEVANCES_ARBITRATION_CHECKS_H_
#define ENTENTE_SERVICES_GRIEVANCES_ARBITRATION_CHECKS_H_

#include "absl/status/status.h"
#include "entente/v1/arbitration_service.pb.h"

namespace entente {

absl::Status CheckReferGrievance(const v1::ReferGrievanceRequest& request);
absl::Status CheckNameArbitrator(const v1::NameArbitratorRequest& request);
absl::Status CheckEndArbitrator(const v1::EndArbitratorRequest& request);
absl::Status CheckFixHearing(const v1::FixHearingRequest& request);
absl::Status CheckHoldHearing(const v1::HoldHearingRequest& request);
absl::Status CheckMoveHearing(const v1::MoveHearingRequest& request);
absl::Status CheckFileExhibit(const v1::FileExhibitRequest& request);
absl::Status CheckTakeUnderAdvisement(
    const v1::TakeUnderAdvisementRequest& request);
absl::Status CheckReopenHearing(const v1::ReopenHearingRequest& request);
absl::Status CheckRenderAward(const v1::RenderAwardRequest& request);
absl::Status CheckSeekReview(const v1::SeekReviewRequest& request);
absl::Status CheckDecideReview(const v1::DecideReviewRequest& request);
absl::Status CheckRaiseObjection(const v1::RaiseObjectionRequest& request);
absl::Status CheckRuleObjection(const v1::RuleObjectionRequest& request);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_ARBITRATION_CHECKS_H_
