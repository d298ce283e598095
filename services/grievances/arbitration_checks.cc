#include "services/grievances/arbitration_checks.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/move_checks.h"
#include "services/grievances/remedy_rules.h"

namespace entente {
namespace {

using v1::Award;
using Decision = v1::RenderAwardRequest::Decision;
using v1::Disposition;
using v1::Review;
using R = v1::Refusal;

// Technical bounds on lists.
constexpr std::size_t kWitnessesMax = 100;
constexpr std::size_t kRemediesMax = 50;
constexpr std::size_t kAwardNumbersMax = 50;

absl::Status Conflict(absl::string_view field, absl::string_view other) {
  return Refuse(R::FIELDS_CONFLICT, {{"field", field}, {"other_field", other}});
}

absl::Status Required(absl::string_view field) {
  return Refuse(R::FIELD_REQUIRED, {{"field", field}});
}

// Whose act it is, where it is that of a side.
absl::Status CheckBySide(v1::Whose::Value by) {
  RETURN_IF_ERROR(CheckKnownEnum("by", by, false));
  if (by != v1::Whose::NEITHER) return absl::OkStatus();
  return Refuse(R::VALUE_UNKNOWN, {{"field", "by"}, {"value", "NEITHER"}});
}

template <typename Request>
absl::Status CheckPaper(const Request& request) {
  return CheckInstrument(request.has_instrument(), request.instrument());
}

bool GrantsSomething(const v1::RenderAwardRequest& request) {
  return std::any_of(request.decisions().begin(), request.decisions().end(),
                     [](const Decision& each) {
                       return each.disposition() == Disposition::GRANTED ||
                              each.disposition() ==
                                  Disposition::GRANTED_IN_PART;
                     });
}

bool OrdersSomething(const v1::RenderAwardRequest& request) {
  return std::any_of(
      request.decisions().begin(), request.decisions().end(),
      [](const Decision& each) { return !each.remedies().empty(); });
}

absl::Status CheckDecision(const std::string& field, Award::Kind kind,
                           const Decision& decision) {
  const std::string disposition = field + ".disposition";
  RETURN_IF_ERROR(
      CheckReference(field + ".grievance_id", decision.grievance_id(), false));
  RETURN_IF_ERROR(CheckKnownEnum(disposition, decision.disposition(), false));
  if (kind == Award::MERITS &&
      decision.disposition() == Disposition::VALUE_UNSPECIFIED) {
    return Refuse(R::AWARD_WITHOUT_DISPOSITION, {{"field", disposition}});
  }
  if (kind != Award::MERITS &&
      decision.disposition() != Disposition::VALUE_UNSPECIFIED) {
    return Conflict(disposition, "kind");
  }
  RETURN_IF_ERROR(CheckCount(field + ".remedies",
                             static_cast<std::size_t>(decision.remedies_size()),
                             kRemediesMax));
  for (int i = 0; i < decision.remedies_size(); ++i) {
    RETURN_IF_ERROR(
        CheckRemedy(At(field + ".remedies", i), decision.remedies(i)));
  }
  return absl::OkStatus();
}

absl::Status CheckDecisions(const v1::RenderAwardRequest& request) {
  RETURN_IF_ERROR(CheckCount("decisions",
                             static_cast<std::size_t>(request.decisions_size()),
                             kFilePersonsMax));
  std::set<std::string> named;
  for (int i = 0; i < request.decisions_size(); ++i) {
    const Decision& decision = request.decisions(i);
    const std::string field = At("decisions", i);
    RETURN_IF_ERROR(CheckDecision(field, request.kind(), decision));
    if (!named.insert(decision.grievance_id()).second) {
      const std::string& id = decision.grievance_id().empty()
                                  ? request.grievance_id()
                                  : decision.grievance_id();
      return Refuse(R::NAMED_TWICE,
                    {{"field", field + ".grievance_id"}, {"value", id}});
    }
  }
  return absl::OkStatus();
}

// What one kind of award has and the others have not.
absl::Status CheckAwardKind(const v1::RenderAwardRequest& request) {
  const Award::Kind kind = request.kind();
  if (kind == Award::MERITS && request.decisions().empty()) {
    return Refuse(R::AWARD_WITHOUT_DISPOSITION,
                  {{"field", "decisions[0].disposition"}});
  }
  if (kind == Award::QUANTUM && !OrdersSomething(request)) {
    return Required("decisions[0].remedies");
  }
  if (request.quantum_reserved()) {
    if (kind != Award::MERITS) return Conflict("quantum_reserved", "kind");
    // What is dismissed leaves nothing to be fixed.
    if (!GrantsSomething(request)) {
      return Conflict("quantum_reserved", "decisions[0].disposition");
    }
  }
  if (kind == Award::CORRECTION && request.corrects_number() == 0) {
    return Required("corrects_number");
  }
  if (kind != Award::CORRECTION && request.corrects_number() != 0) {
    return Conflict("corrects_number", "kind");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckReferGrievance(const v1::ReferGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckBySide(request.by()));
  RETURN_IF_ERROR(CheckOptionalDay("referral_date", request.referral_date()));
  RETURN_IF_ERROR(CheckKnownEnum("track", request.track(), false));
  RETURN_IF_ERROR(CheckKnownEnum("notice.way", request.notice().way(), false));
  RETURN_IF_ERROR(CheckText("notice.proof", request.notice().proof(),
                            kProofCharactersMax, false));
  return CheckPaper(request);
}

absl::Status CheckNameArbitrator(const v1::NameArbitratorRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckText("name", request.name(), kNameCharactersMax,
                            request.person_id().empty()));
  RETURN_IF_ERROR(CheckReference("person_id", request.person_id(), false));
  RETURN_IF_ERROR(CheckKnownEnum("mode", request.mode(), true));
  RETURN_IF_ERROR(CheckOptionalDay("named_date", request.named_date()));
  return CheckPaper(request);
}

absl::Status CheckEndArbitrator(const v1::EndArbitratorRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckKnownEnum("ending", request.ending(), true));
  RETURN_IF_ERROR(CheckOptionalDay("ended_date", request.ended_date()));
  return CheckPaper(request);
}

absl::Status CheckFixHearing(const v1::FixHearingRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(
      CheckDay("hearing_date", request.hearing_date(), true).status());
  RETURN_IF_ERROR(CheckKnownEnum("kind", request.kind(), false));
  RETURN_IF_ERROR(
      CheckText("place", request.place(), kNameCharactersMax, false));
  RETURN_IF_ERROR(CheckOptionalDay("fixed_date", request.fixed_date()));
  return CheckPaper(request);
}

absl::Status CheckHoldHearing(const v1::HoldHearingRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  const bool numbered = request.number() != 0;
  if (numbered && !request.hearing_date().empty()) {
    return Conflict("hearing_date", "number");
  }
  RETURN_IF_ERROR(
      CheckDay("hearing_date", request.hearing_date(), !numbered).status());
  RETURN_IF_ERROR(CheckKnownEnum("kind", request.kind(), false));
  RETURN_IF_ERROR(
      CheckText("place", request.place(), kNameCharactersMax, false));
  RETURN_IF_ERROR(CheckCount("witnesses",
                             static_cast<std::size_t>(request.witnesses_size()),
                             kWitnessesMax));
  for (int i = 0; i < request.witnesses_size(); ++i) {
    const auto& witness = request.witnesses(i);
    RETURN_IF_ERROR(CheckKnownEnum(At("witnesses", i) + ".called_by",
                                   witness.called_by(), true));
    RETURN_IF_ERROR(CheckText(At("witnesses", i) + ".name", witness.name(),
                              kNameCharactersMax, true));
  }
  return CheckPaper(request);
}

absl::Status CheckMoveHearing(const v1::MoveHearingRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  if (request.number() == 0) return Required("number");
  RETURN_IF_ERROR(CheckKnownEnum("by", request.by(), true));
  RETURN_IF_ERROR(
      CheckLongText("reason", request.reason(), kReasonCharactersMax, true));
  RETURN_IF_ERROR(CheckOptionalDay("moved_date", request.moved_date()));
  RETURN_IF_ERROR(CheckOptionalDay("new_date", request.new_date()));
  if (request.cancelled() && !request.new_date().empty()) {
    return Conflict("new_date", "cancelled");
  }
  RETURN_IF_ERROR(
      CheckText("place", request.place(), kNameCharactersMax, false));
  return CheckPaper(request);
}

absl::Status CheckFileExhibit(const v1::FileExhibitRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckKnownEnum("by", request.by(), false));
  RETURN_IF_ERROR(
      CheckText("title", request.title(), kProofCharactersMax, true));
  RETURN_IF_ERROR(CheckOptionalDay("filed_date", request.filed_date()));
  RETURN_IF_ERROR(CheckDigest("sha256", request.sha256()));
  return CheckPaper(request);
}

absl::Status CheckTakeUnderAdvisement(
    const v1::TakeUnderAdvisementRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckOptionalDay("from_date", request.from_date()));
  return CheckPaper(request);
}

absl::Status CheckReopenHearing(const v1::ReopenHearingRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckOptionalDay("reopened_date", request.reopened_date()));
  return CheckPaper(request);
}

absl::Status CheckRenderAward(const v1::RenderAwardRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  const Award::Kind kind = request.kind();
  RETURN_IF_ERROR(CheckKnownEnum("kind", kind, true));
  RETURN_IF_ERROR(CheckOptionalDay("award_date", request.award_date()));
  RETURN_IF_ERROR(CheckDecisions(request));
  RETURN_IF_ERROR(CheckAwardKind(request));
  // What has no outcome says in words what it decides.
  RETURN_IF_ERROR(
      CheckLongText("text", request.text(), kLongTextCharactersMax,
                    kind == Award::INTERLOCUTORY || kind == Award::CORRECTION));
  RETURN_IF_ERROR(
      CheckText("reference", request.reference(), kProofCharactersMax, false));
  return CheckPaper(request);
}

absl::Status CheckSeekReview(const v1::SeekReviewRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckBySide(request.by()));
  RETURN_IF_ERROR(CheckOptionalDay("sought_date", request.sought_date()));
  RETURN_IF_ERROR(
      CheckText("court", request.court(), kNameCharactersMax, true));
  return CheckPaper(request);
}

absl::Status CheckDecideReview(const v1::DecideReviewRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  const Review::Outcome outcome = request.outcome();
  RETURN_IF_ERROR(CheckKnownEnum("outcome", outcome, true));
  RETURN_IF_ERROR(CheckOptionalDay("outcome_date", request.outcome_date()));
  RETURN_IF_ERROR(
      CheckLongText("text", request.text(), kLongTextCharactersMax, false));
  RETURN_IF_ERROR(CheckKnownEnum("disposition", request.disposition(),
                                 outcome == Review::SET_ASIDE));
  if (outcome != Review::SET_ASIDE &&
      request.disposition() != Disposition::VALUE_UNSPECIFIED) {
    return Conflict("disposition", "outcome");
  }
  RETURN_IF_ERROR(CheckCount(
      "award_numbers", static_cast<std::size_t>(request.award_numbers_size()),
      kAwardNumbersMax));
  const bool stands =
      outcome == Review::UPHELD || outcome == Review::DISCONTINUED;
  if (stands && request.award_numbers_size() > 0) {
    return Conflict("award_numbers", "outcome");
  }
  return CheckPaper(request);
}

absl::Status CheckRaiseObjection(const v1::RaiseObjectionRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckKnownEnum("kind", request.kind(), true));
  RETURN_IF_ERROR(CheckBySide(request.by()));
  RETURN_IF_ERROR(CheckOptionalDay("raised_date", request.raised_date()));
  RETURN_IF_ERROR(
      CheckLongText("text", request.text(), kLongTextCharactersMax, false));
  return CheckPaper(request);
}

absl::Status CheckRuleObjection(const v1::RuleObjectionRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckKnownEnum("outcome", request.outcome(), true));
  if (request.outcome() == v1::Objection::PENDING) {
    return Refuse(R::VALUE_UNKNOWN,
                  {{"field", "outcome"}, {"value", "PENDING"}});
  }
  RETURN_IF_ERROR(CheckOptionalDay("outcome_date", request.outcome_date()));
  RETURN_IF_ERROR(CheckLongText("outcome_text", request.outcome_text(),
                                kLongTextCharactersMax, false));
  return CheckPaper(request);
}

}  // namespace entente
