// The shape of requests on mediations.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CHECKS_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CHECKS_H_

#include "absl/status/status.h"
#include "entente/v1/mediation_content_service.pb.h"
#include "entente/v1/mediation_service.pb.h"

namespace entente {

inline constexpr int kMediationTextCharactersMax = 4000;
inline constexpr int kMediationPartiesMax = 20;
inline constexpr int kAttendancesMax = 50;
inline constexpr int kSessionMinutesMax = 24 * 60;

absl::Status CheckRequestMediation(const v1::RequestMediationRequest& request);
absl::Status CheckAcknowledgeMediation(
    const v1::AcknowledgeMediationRequest& request);
absl::Status CheckAdmitMediation(const v1::AdmitMediationRequest& request);
absl::Status CheckRejectMediation(const v1::RejectMediationRequest& request);
absl::Status CheckAnswerMediation(const v1::AnswerMediationRequest& request);
absl::Status CheckWithdrawFromMediation(
    const v1::WithdrawFromMediationRequest& request);
absl::Status CheckProposeMediator(const v1::ProposeMediatorRequest& request);
absl::Status CheckDiscloseInterests(
    const v1::DiscloseInterestsRequest& request);
absl::Status CheckAcceptInterests(const v1::AcceptInterestsRequest& request);
absl::Status CheckChallengeMediator(
    const v1::ChallengeMediatorRequest& request);
absl::Status CheckEndMediator(const v1::EndMediatorRequest& request);
absl::Status CheckConfirmMediators(const v1::ConfirmMediatorsRequest& request);
absl::Status CheckSignEntry(const v1::SignEntryRequest& request);
absl::Status CheckHoldSession(const v1::HoldSessionRequest& request);
absl::Status CheckPauseMediation(const v1::PauseMediationRequest& request);
absl::Status CheckResumeMediation(const v1::ResumeMediationRequest& request);
absl::Status CheckEndMediation(const v1::EndMediationRequest& request);
absl::Status CheckGetMediation(const v1::GetMediationRequest& request);
absl::Status CheckListMediations(const v1::ListMediationsRequest& request);
absl::Status CheckListMediationHistory(
    const v1::ListMediationHistoryRequest& request);

absl::Status CheckAddItem(const v1::AddItemRequest& request);
absl::Status CheckReleaseItem(const v1::ReleaseItemRequest& request);
absl::Status CheckReadItems(const v1::ReadItemsRequest& request);
absl::Status CheckWriteMediatorNote(
    const v1::WriteMediatorNoteRequest& request);
absl::Status CheckReadMediatorNotes(
    const v1::ReadMediatorNotesRequest& request);
absl::Status CheckDestroyMediatorNote(
    const v1::DestroyMediatorNoteRequest& request);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CHECKS_H_
