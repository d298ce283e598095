// The shape of the requests on consultations and grievances: what is wrong
// with them whatever the records say. Each names the field and what it lacks.

#ifndef ENTENTE_SERVICES_GRIEVANCES_GRIEVANCE_CHECKS_H_
#define ENTENTE_SERVICES_GRIEVANCES_GRIEVANCE_CHECKS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/grievance_service.pb.h"

namespace entente {

// The limits of texts, in characters, and of lists, in entries. Technical
// bounds, not rules of any agreement.
inline constexpr int kStatementCharactersMax = 2000;
inline constexpr int kFactsCharactersMax = 20000;
inline constexpr int kRemedyCharactersMax = 4000;
inline constexpr int kArticlesCharactersMax = 1000;
inline constexpr int kProofCharactersMax = 500;
inline constexpr int kNumberCharactersMax = 60;
inline constexpr int kFilePersonsMax = 1000;
// How many grievances one call joins.
inline constexpr int kJoinedAtOnceMax = 1000;
inline constexpr int kExternalNumbersMax = 10;

absl::Status CheckOpenConsultation(const v1::OpenConsultationRequest& request);
absl::Status CheckCloseConsultation(
    const v1::CloseConsultationRequest& request);
absl::Status CheckAssignConsultation(
    const v1::AssignConsultationRequest& request);
absl::Status CheckWallConsultation(const v1::WallConsultationRequest& request);
absl::Status CheckGetConsultation(const v1::GetConsultationRequest& request);
absl::Status CheckListConsultations(
    const v1::ListConsultationsRequest& request);
absl::Status CheckFileGrievance(const v1::FileGrievanceRequest& request);
absl::Status CheckReceiveGrievance(const v1::ReceiveGrievanceRequest& request);
absl::Status CheckReplyGrievance(const v1::ReplyGrievanceRequest& request);
absl::Status CheckAdvanceGrievance(const v1::AdvanceGrievanceRequest& request);
absl::Status CheckWithdrawGrievance(
    const v1::WithdrawGrievanceRequest& request);
absl::Status CheckAssignGrievance(const v1::AssignGrievanceRequest& request);
absl::Status CheckWallGrievance(const v1::WallGrievanceRequest& request);
absl::Status CheckLapseGrievance(const v1::LapseGrievanceRequest& request);
absl::Status CheckRelieveGrievance(const v1::RelieveGrievanceRequest& request);
absl::Status CheckJoinGrievances(const v1::JoinGrievancesRequest& request);
absl::Status CheckSeverGrievance(const v1::SeverGrievanceRequest& request);
absl::Status CheckGetGrievance(const v1::GetGrievanceRequest& request);
absl::Status CheckUnsealGrievancePersons(
    const v1::UnsealGrievancePersonsRequest& request);
absl::Status CheckListGrievances(const v1::ListGrievancesRequest& request);
absl::Status CheckListGrievanceHistory(
    const v1::ListGrievanceHistoryRequest& request);
// NUMBER_OF_PARTY of `field` when `number`, one that others gave, has the form
// of the numbers of a party's own files, of which `party_numbers` holds one of
// each party: every number that a party gives begins with its code, as the
// store makes them. Case and spaces at the ends make no difference.
absl::Status CheckNumberOfOthers(
    absl::string_view field, absl::string_view number,
    absl::Span<const absl::string_view> party_numbers);
// CheckCorrectGrievance stands in correction_rules.h, with what it corrects.

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_GRIEVANCE_CHECKS_H_
