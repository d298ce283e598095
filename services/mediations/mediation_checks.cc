#include "services/mediations/mediation_checks.h"

#include <cstddef>
#include <string>

#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/move_checks.h"

namespace entente {
namespace {

using R = v1::Refusal;

// What every act in a mediation has in common: which, the day in `field`, the
// paper.
template <typename Request>
absl::Status CheckAct(const Request& request, absl::string_view field,
                      const std::string& date) {
  RETURN_IF_ERROR(CheckReference("mediation_id", request.mediation_id(), true));
  RETURN_IF_ERROR(CheckReference("etag", request.etag(), false));
  RETURN_IF_ERROR(CheckOptionalDay(field, date));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckWords(absl::string_view field, const std::string& text,
                        bool required) {
  return CheckLongText(field, text, kMediationTextCharactersMax, required);
}

// An organisation or a person, and not both.
absl::Status CheckParty(const std::string& place,
                        const v1::RequestMediationRequest::NewParty& party) {
  const bool is_organization = !party.organization_id().empty();
  if (is_organization && !party.person_id().empty()) {
    return Refuse(R::FIELDS_CONFLICT, {{"field", place + ".organization_id"},
                                       {"other_field", place + ".person_id"}});
  }
  RETURN_IF_ERROR(CheckReference(place + ".person_id", party.person_id(),
                                 !is_organization));
  return CheckReference(place + ".organization_id", party.organization_id(),
                        false);
}

}  // namespace

absl::Status CheckRequestMediation(const v1::RequestMediationRequest& request) {
  RETURN_IF_ERROR(CheckReference("profile_code", request.profile_code(), true));
  RETURN_IF_ERROR(CheckReference("office_id", request.office_id(), true));
  RETURN_IF_ERROR(CheckKnownEnum("kind", request.kind(), false));
  RETURN_IF_ERROR(CheckKnownEnum("level", request.level(), false));
  if (request.parties().empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "parties"}});
  }
  RETURN_IF_ERROR(CheckCount("parties",
                             static_cast<std::size_t>(request.parties_size()),
                             kMediationPartiesMax));
  for (int i = 0; i < request.parties_size(); ++i) {
    RETURN_IF_ERROR(CheckParty(At("parties", i), request.parties(i)));
  }
  RETURN_IF_ERROR(CheckOptionalDay("requested_date", request.requested_date()));
  RETURN_IF_ERROR(CheckWords("object", request.object(), true));
  RETURN_IF_ERROR(CheckWords("prior_attempt", request.prior_attempt(),
                             !request.failed_date().empty()));
  RETURN_IF_ERROR(CheckOptionalDay("failed_date", request.failed_date()));
  RETURN_IF_ERROR(CheckWords("litigation", request.litigation(), false));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckAcknowledgeMediation(
    const v1::AcknowledgeMediationRequest& request) {
  return CheckAct(request, "acknowledged_date", request.acknowledged_date());
}

absl::Status CheckAdmitMediation(const v1::AdmitMediationRequest& request) {
  RETURN_IF_ERROR(CheckAct(request, "admitted_date", request.admitted_date()));
  return CheckWords("waived_reason", request.waived_reason(), false);
}

absl::Status CheckRejectMediation(const v1::RejectMediationRequest& request) {
  RETURN_IF_ERROR(CheckAct(request, "end_date", request.end_date()));
  RETURN_IF_ERROR(CheckKnownEnum("ground", request.ground(), false));
  // Who is sent elsewhere is told where; a refusal has its ground.
  return CheckWords(
      "text", request.text(),
      request.ground() == v1::Mediation::Outcome::GROUND_UNSPECIFIED);
}

absl::Status CheckAnswerMediation(const v1::AnswerMediationRequest& request) {
  RETURN_IF_ERROR(CheckAct(request, "answer_date", request.answer_date()));
  RETURN_IF_ERROR(CheckKnownEnum("value", request.value(), true));
  if (request.value() != v1::Mediation::Answer::WITHDRAWN) {
    return absl::OkStatus();
  }
  // It has a call of its own, which is open at any time.
  return Refuse(
      R::VALUE_UNKNOWN,
      {{"field", "value"},
       {"value", v1::Mediation::Answer::Value_Name(request.value())}});
}

absl::Status CheckWithdrawFromMediation(
    const v1::WithdrawFromMediationRequest& request) {
  return CheckAct(request, "answer_date", request.answer_date());
}

absl::Status CheckProposeMediator(const v1::ProposeMediatorRequest& request) {
  RETURN_IF_ERROR(CheckAct(request, "proposed_date", request.proposed_date()));
  return CheckReference("person_id", request.person_id(), true);
}

absl::Status CheckDiscloseInterests(
    const v1::DiscloseInterestsRequest& request) {
  RETURN_IF_ERROR(
      CheckAct(request, "disclosed_date", request.disclosed_date()));
  // That there is nothing is said, too: silence discloses nothing.
  if (request.nothing_to_disclose() && !request.disclosure().empty()) {
    return Refuse(R::FIELDS_CONFLICT, {{"field", "disclosure"},
                                       {"other_field", "nothing_to_disclose"}});
  }
  return CheckWords("disclosure", request.disclosure(),
                    !request.nothing_to_disclose());
}

absl::Status CheckAcceptInterests(const v1::AcceptInterestsRequest& request) {
  return CheckAct(request, "accepted_date", request.accepted_date());
}

absl::Status CheckChallengeMediator(
    const v1::ChallengeMediatorRequest& request) {
  return CheckAct(request, "challenged_date", request.challenged_date());
}

absl::Status CheckEndMediator(const v1::EndMediatorRequest& request) {
  return CheckAct(request, "ended_date", request.ended_date());
}

absl::Status CheckConfirmMediators(const v1::ConfirmMediatorsRequest& request) {
  return CheckAct(request, "confirmed_date", request.confirmed_date());
}

absl::Status CheckSignEntry(const v1::SignEntryRequest& request) {
  RETURN_IF_ERROR(CheckAct(request, "signed_date", request.signed_date()));
  if (request.side() == 0 || request.mediator() == 0) return absl::OkStatus();
  return Refuse(R::FIELDS_CONFLICT,
                {{"field", "side"}, {"other_field", "mediator"}});
}

absl::Status CheckHoldSession(const v1::HoldSessionRequest& request) {
  RETURN_IF_ERROR(CheckAct(request, "session_date", request.session_date()));
  RETURN_IF_ERROR(CheckKnownEnum("kind", request.kind(), true));
  if (request.duration_minutes() > kSessionMinutesMax) {
    return Refuse(R::NUMBER_OUT_OF_RANGE,
                  {{"field", "duration_minutes"},
                   {"minimum", "0"},
                   {"maximum", std::to_string(kSessionMinutesMax)}});
  }
  RETURN_IF_ERROR(
      CheckText("place", request.place(), kNameCharactersMax, false));
  RETURN_IF_ERROR(CheckCount(
      "attendances", static_cast<std::size_t>(request.attendances_size()),
      kAttendancesMax));
  for (int i = 0; i < request.attendances_size(); ++i) {
    const std::string place = At("attendances", i);
    RETURN_IF_ERROR(CheckKnownEnum(place + ".quality",
                                   request.attendances(i).quality(), true));
    RETURN_IF_ERROR(CheckText(place + ".who", request.attendances(i).who(),
                              kNameCharactersMax, false));
  }
  return absl::OkStatus();
}

absl::Status CheckPauseMediation(const v1::PauseMediationRequest& request) {
  RETURN_IF_ERROR(CheckAct(request, "from_date", request.from_date()));
  return CheckWords("reason", request.reason(), true);
}

absl::Status CheckResumeMediation(const v1::ResumeMediationRequest& request) {
  return CheckAct(request, "until_date", request.until_date());
}

absl::Status CheckEndMediation(const v1::EndMediationRequest& request) {
  RETURN_IF_ERROR(CheckAct(request, "end_date", request.end_date()));
  RETURN_IF_ERROR(CheckKnownEnum("code", request.code(), true));
  return CheckWords("text", request.text(), false);
}

absl::Status CheckGetMediation(const v1::GetMediationRequest& request) {
  return CheckReference("mediation_id", request.mediation_id(), true);
}

absl::Status CheckListMediations(const v1::ListMediationsRequest& request) {
  RETURN_IF_ERROR(CheckPage(request));
  return CheckKnownEnum("state", request.state(), false);
}

absl::Status CheckListMediationHistory(
    const v1::ListMediationHistoryRequest& request) {
  RETURN_IF_ERROR(CheckReference("mediation_id", request.mediation_id(), true));
  return CheckPage(request);
}

absl::Status CheckAddItem(const v1::AddItemRequest& request) {
  RETURN_IF_ERROR(CheckReference("mediation_id", request.mediation_id(), true));
  RETURN_IF_ERROR(CheckOptionalDay("given_date", request.given_date()));
  return CheckLongText("text", request.text(), kLongTextCharactersMax, true);
}

absl::Status CheckReleaseItem(const v1::ReleaseItemRequest& request) {
  RETURN_IF_ERROR(CheckReference("item_id", request.item_id(), true));
  if (request.to_sides().empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "to_sides"}});
  }
  RETURN_IF_ERROR(CheckCount("to_sides",
                             static_cast<std::size_t>(request.to_sides_size()),
                             kMediationPartiesMax));
  RETURN_IF_ERROR(CheckOptionalDay("release_date", request.release_date()));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckReadItems(const v1::ReadItemsRequest& request) {
  RETURN_IF_ERROR(CheckReference("mediation_id", request.mediation_id(), true));
  return CheckPage(request);
}

absl::Status CheckWriteMediatorNote(
    const v1::WriteMediatorNoteRequest& request) {
  RETURN_IF_ERROR(CheckReference("mediation_id", request.mediation_id(), true));
  RETURN_IF_ERROR(
      CheckLongText("text", request.text(), kLongTextCharactersMax, true));
  return CheckDay("destroy_date", request.destroy_date(), true).status();
}

absl::Status CheckReadMediatorNotes(
    const v1::ReadMediatorNotesRequest& request) {
  RETURN_IF_ERROR(CheckReference("mediation_id", request.mediation_id(), true));
  return CheckPage(request);
}

absl::Status CheckDestroyMediatorNote(
    const v1::DestroyMediatorNoteRequest& request) {
  return CheckReference("note_id", request.note_id(), true);
}

}  // namespace entente
