#include "services/settlements/settlement_checks.h"

#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/move_checks.h"

namespace entente {
namespace {

using NewCommitment = v1::ProposeSettlementRequest::NewCommitment;
using R = v1::Refusal;

// Ids or numbers, each once.
absl::Status CheckReferences(
    absl::string_view field, int limit,
    const google::protobuf::RepeatedPtrField<std::string>& references) {
  RETURN_IF_ERROR(CheckCount(field, static_cast<size_t>(references.size()),
                             static_cast<size_t>(limit)));
  for (int i = 0; i < references.size(); ++i) {
    RETURN_IF_ERROR(CheckReference(At(field, i), references[i], true));
    for (int j = 0; j < i; ++j) {
      if (references[i] != references[j]) continue;
      return Refuse(R::NAMED_TWICE,
                    {{"field", At(field, i)}, {"value", references[i]}});
    }
  }
  return absl::OkStatus();
}

absl::Status CheckCommitment(const std::string& place,
                             const NewCommitment& commitment) {
  RETURN_IF_ERROR(CheckKnownEnum(place + ".owner_kind", commitment.owner_kind(),
                                 commitment.owner_side() == 0));
  if (commitment.owner_side() != 0 &&
      commitment.owner_kind() != v1::Party::KIND_UNSPECIFIED) {
    return Refuse(R::FIELDS_CONFLICT, {{"field", place + ".owner_side"},
                                       {"other_field", place + ".owner_kind"}});
  }
  RETURN_IF_ERROR(CheckLongText(place + ".text", commitment.text(),
                                kCommitmentCharactersMax, true));
  return CheckOptionalDay(place + ".due_date", commitment.due_date());
}

// What every act in a settlement has in common.
template <typename Request>
absl::Status CheckAct(const Request& request) {
  RETURN_IF_ERROR(
      CheckReference("settlement_id", request.settlement_id(), true));
  return CheckReference("etag", request.etag(), false);
}

}  // namespace

absl::Status CheckProposeSettlement(
    const v1::ProposeSettlementRequest& request) {
  RETURN_IF_ERROR(CheckReferences("grievance_ids", kSettledGrievancesMax,
                                  request.grievance_ids()));
  if (request.grievance_ids().empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "grievance_ids"}});
  }
  // Terms or commitments, or both.
  RETURN_IF_ERROR(CheckLongText("terms", request.terms(), kFactsCharactersMax,
                                request.commitments().empty()));
  RETURN_IF_ERROR(CheckCount("commitments",
                             static_cast<size_t>(request.commitments_size()),
                             kCommitmentsMax));
  for (int i = 0; i < request.commitments_size(); ++i) {
    RETURN_IF_ERROR(
        CheckCommitment(At("commitments", i), request.commitments(i)));
  }
  RETURN_IF_ERROR(CheckKnownEnum("precedent", request.precedent(), true));
  RETURN_IF_ERROR(
      CheckReferences("employee_ids", kFilePersonsMax, request.employee_ids()));
  return CheckOptionalDay("proposed_date", request.proposed_date());
}

absl::Status CheckSignSettlement(const v1::SignSettlementRequest& request) {
  RETURN_IF_ERROR(CheckAct(request));
  RETURN_IF_ERROR(CheckOptionalDay("signed_date", request.signed_date()));
  RETURN_IF_ERROR(CheckText("signed_name", request.signed_name(),
                            kNameCharactersMax, false));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckContestSignature(const v1::ContestSignatureRequest& request) {
  RETURN_IF_ERROR(CheckAct(request));
  return CheckLongText("text", request.text(), kReasonCharactersMax, true);
}

absl::Status CheckAbandonSettlement(
    const v1::AbandonSettlementRequest& request) {
  RETURN_IF_ERROR(CheckAct(request));
  RETURN_IF_ERROR(
      CheckLongText("reason", request.reason(), kReasonCharactersMax, true));
  return CheckOptionalDay("abandoned_date", request.abandoned_date());
}

absl::Status CheckReportCommitment(const v1::ReportCommitmentRequest& request) {
  RETURN_IF_ERROR(CheckAct(request));
  RETURN_IF_ERROR(CheckKnownEnum("status", request.status(), true));
  RETURN_IF_ERROR(CheckOptionalDay("report_date", request.report_date()));
  const bool is_release = request.status() == v1::Commitment::RELEASED;
  RETURN_IF_ERROR(CheckLongText("evidence", request.evidence(),
                                kReasonCharactersMax, !is_release));
  RETURN_IF_ERROR(CheckDigest("sha256", request.sha256()));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckRepudiateSettlement(
    const v1::RepudiateSettlementRequest& request) {
  RETURN_IF_ERROR(CheckAct(request));
  RETURN_IF_ERROR(
      CheckLongText("reason", request.reason(), kReasonCharactersMax, true));
  RETURN_IF_ERROR(CheckOptionalDay("referral_date", request.referral_date()));
  RETURN_IF_ERROR(CheckKnownEnum("track", request.track(), false));
  RETURN_IF_ERROR(CheckKnownEnum("notice.way", request.notice().way(), false));
  RETURN_IF_ERROR(CheckText("notice.proof", request.notice().proof(),
                            kProofCharactersMax, false));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckReinstateGrievance(
    const v1::ReinstateGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckAct(request));
  RETURN_IF_ERROR(
      CheckOptionalDay("reinstated_date", request.reinstated_date()));
  RETURN_IF_ERROR(
      CheckLongText("reason", request.reason(), kReasonCharactersMax, false));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckGetSettlement(const v1::GetSettlementRequest& request) {
  return CheckReference("settlement_id", request.settlement_id(), true);
}

absl::Status CheckListSettlements(const v1::ListSettlementsRequest& request) {
  RETURN_IF_ERROR(CheckPage(request));
  RETURN_IF_ERROR(CheckKnownEnum("state", request.state(), false));
  return CheckReference("grievance_id", request.grievance_id(), false);
}

absl::Status CheckListSettlementHistory(
    const v1::ListSettlementHistoryRequest& request) {
  RETURN_IF_ERROR(
      CheckReference("settlement_id", request.settlement_id(), true));
  return CheckPage(request);
}

absl::Status CheckCloseGrievance(const v1::CloseGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  return CheckOptionalDay("closed_date", request.closed_date());
}

absl::Status CheckNoteEnd(const v1::NoteEndRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckOptionalDay("noted_date", request.noted_date()));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

}  // namespace entente
