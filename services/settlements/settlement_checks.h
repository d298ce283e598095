// Whether the requests on settlements have their shape, whatever the records
// say. Pure.

#ifndef ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_CHECKS_H_
#define ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_CHECKS_H_

#include "absl/status/status.h"
#include "entente/v1/settlement_service.pb.h"

namespace entente {

inline constexpr int kSettledGrievancesMax = 1000;
inline constexpr int kCommitmentsMax = 100;
inline constexpr int kCommitmentCharactersMax = 4000;

absl::Status CheckProposeSettlement(
    const v1::ProposeSettlementRequest& request);
absl::Status CheckSignSettlement(const v1::SignSettlementRequest& request);
absl::Status CheckContestSignature(const v1::ContestSignatureRequest& request);
absl::Status CheckAbandonSettlement(
    const v1::AbandonSettlementRequest& request);
absl::Status CheckReportCommitment(const v1::ReportCommitmentRequest& request);
absl::Status CheckRepudiateSettlement(
    const v1::RepudiateSettlementRequest& request);
absl::Status CheckReinstateGrievance(
    const v1::ReinstateGrievanceRequest& request);
absl::Status CheckGetSettlement(const v1::GetSettlementRequest& request);
absl::Status CheckListSettlements(const v1::ListSettlementsRequest& request);
absl::Status CheckListSettlementHistory(
    const v1::ListSettlementHistoryRequest& request);
absl::Status CheckCloseGrievance(const v1::CloseGrievanceRequest& request);
absl::Status CheckNoteEnd(const v1::NoteEndRequest& request);

}  // namespace entente

#endif  // ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_CHECKS_H_
