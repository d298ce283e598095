#include "services/grievances/correction_rules.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/consultation_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/grievance_rules.h"
#include "services/grievances/issue_rules.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/prior_step_rules.h"

namespace entente {
namespace {

using v1::Grievance;
using R = v1::Refusal;

// What a field that can be corrected holds.
enum class Holds { kDay, kDayOrNothing, kText, kIssue };

// One of the fields, or of the acts by their day.
struct Correctable {
  absl::string_view field;
  // The field of the record that holds it.
  absl::string_view record_field;
  Holds holds;
  // The value, in a grievance or in what an event kept of one; null where the
  // act was not entered. Of several acts of one kind, that of this step.
  std::string* (*find)(Grievance& grievance, uint32_t step);
  int limit_characters = 0;
  bool required = false;
  // Which of several acts of one kind is the last one, by its step or number;
  // null for what there is but one of.
  uint32_t (*last)(const Grievance& grievance) = nullptr;
};

std::string* FindReplyDate(Grievance& grievance, uint32_t step) {
  // The first answer of a step is the one that counts.
  for (Grievance::Reply& reply : *grievance.mutable_replies()) {
    if (reply.step() == step) return reply.mutable_reply_date();
  }
  return nullptr;
}

std::string* FindAdvanceDate(Grievance& grievance, uint32_t step) {
  for (Grievance::Advance& advance : *grievance.mutable_advances()) {
    if (advance.step() == step) return advance.mutable_advance_date();
  }
  return nullptr;
}

std::string* FindWithdrawalDate(Grievance& grievance, uint32_t) {
  if (!grievance.has_withdrawal()) return nullptr;
  return grievance.mutable_withdrawal()->mutable_withdrawal_date();
}

std::string* FindReferralDate(Grievance& grievance, uint32_t) {
  if (!grievance.has_referral()) return nullptr;
  return grievance.mutable_referral()->mutable_referral_date();
}

// One of several acts, by its place among them, from 1; null beyond.
template <typename Acts>
auto ActAt(Acts& acts, uint32_t number) {
  const bool there = number > 0 && number <= static_cast<uint32_t>(acts.size());
  return there ? &acts[static_cast<int>(number) - 1] : nullptr;
}

std::string* FindNamedDate(Grievance& grievance, uint32_t number) {
  auto* act = ActAt(*grievance.mutable_arbitrators(), number);
  return act == nullptr ? nullptr : act->mutable_named_date();
}

std::string* FindHearingDate(Grievance& grievance, uint32_t number) {
  auto* act = ActAt(*grievance.mutable_hearing_days(), number);
  return act == nullptr ? nullptr : act->mutable_hearing_date();
}

std::string* FindAdvisementDate(Grievance& grievance, uint32_t number) {
  auto* act = ActAt(*grievance.mutable_deliberations(), number);
  return act == nullptr ? nullptr : act->mutable_from_date();
}

std::string* FindAwardDate(Grievance& grievance, uint32_t number) {
  auto* act = ActAt(*grievance.mutable_awards(), number);
  return act == nullptr ? nullptr : act->mutable_award_date();
}

template <int (Grievance::*kSize)() const>
uint32_t Last(const Grievance& grievance) {
  return static_cast<uint32_t>((grievance.*kSize)());
}

uint32_t LastReplyStep(const Grievance& grievance) {
  if (grievance.replies().empty()) return 0;
  return grievance.replies().rbegin()->step();
}

uint32_t LastAdvanceStep(const Grievance& grievance) {
  if (grievance.advances().empty()) return 0;
  return grievance.advances().rbegin()->step();
}

std::string* FindReceivedDate(Grievance& grievance, uint32_t) {
  if (grievance.received_date().empty()) return nullptr;
  return grievance.mutable_received_date();
}

// A day of what had to come before, once it was entered.
template <std::string* (Grievance::PriorStep::*kField)()>
std::string* FindPriorDay(Grievance& grievance, uint32_t) {
  if (!grievance.has_prior_step()) return nullptr;
  std::string* const day = (grievance.mutable_prior_step()->*kField)();
  return day->empty() ? nullptr : day;
}

template <std::string* (Grievance::*kField)()>
std::string* Find(Grievance& grievance, uint32_t) {
  return (grievance.*kField)();
}

constexpr Correctable kCorrectable[] = {
    {"occurred_date", "occurred_date", Holds::kDayOrNothing,
     Find<&Grievance::mutable_occurred_date>},
    {"known_date", "known_date", Holds::kDayOrNothing,
     Find<&Grievance::mutable_known_date>},
    {"submitted_date", "submitted_date", Holds::kDay,
     Find<&Grievance::mutable_submitted_date>},
    {"received_date", "received_date", Holds::kDay, FindReceivedDate},
    {"reply_date", "replies", Holds::kDay, FindReplyDate, 0, false,
     LastReplyStep},
    {"advance_date", "advances", Holds::kDay, FindAdvanceDate, 0, false,
     LastAdvanceStep},
    {"withdrawal_date", "withdrawal", Holds::kDay, FindWithdrawalDate},
    {"referral_date", "referral", Holds::kDay, FindReferralDate},
    {"named_date", "arbitrators", Holds::kDay, FindNamedDate, 0, false,
     Last<&Grievance::arbitrators_size>},
    {"hearing_date", "hearing_days", Holds::kDay, FindHearingDate, 0, false,
     Last<&Grievance::hearing_days_size>},
    {"advisement_date", "deliberations", Holds::kDay, FindAdvisementDate, 0,
     false, Last<&Grievance::deliberations_size>},
    {"award_date", "awards", Holds::kDay, FindAwardDate, 0, false,
     Last<&Grievance::awards_size>},
    {"complaint_date", "prior_step", Holds::kDay,
     FindPriorDay<&Grievance::PriorStep::mutable_complaint_date>},
    {"convened_date", "prior_step", Holds::kDay,
     FindPriorDay<&Grievance::PriorStep::mutable_convened_date>},
    {"meeting_date", "prior_step", Holds::kDay,
     FindPriorDay<&Grievance::PriorStep::mutable_meeting_date>},
    {"decision_date", "prior_step", Holds::kDay,
     FindPriorDay<&Grievance::PriorStep::mutable_decision_date>},
    {"statement", "statement", Holds::kText,
     Find<&Grievance::mutable_statement>, kStatementCharactersMax, true},
    {"facts", "facts", Holds::kText, Find<&Grievance::mutable_facts>,
     kFactsCharactersMax, false},
    {"remedy_sought", "remedy_sought", Holds::kText,
     Find<&Grievance::mutable_remedy_sought>, kRemedyCharactersMax, true},
    {"articles", "articles", Holds::kText, Find<&Grievance::mutable_articles>,
     kArticlesCharactersMax, false},
    {"issue_code", "issue_code", Holds::kIssue,
     Find<&Grievance::mutable_issue_code>},
};

const Correctable* FindCorrectable(absl::string_view field) {
  for (const Correctable& each : kCorrectable) {
    if (each.field == field) return &each;
  }
  return nullptr;
}

// The step that is meant.
uint32_t StepOf(const Grievance& current,
                const v1::CorrectGrievanceRequest& request) {
  if (request.step() != 0) return static_cast<uint32_t>(request.step());
  const Correctable& field = *FindCorrectable(request.field());
  return field.last == nullptr ? 0 : field.last(current);
}

// The acts before an arbitrator may repeat, and ActsOf takes them in the order
// of their days: what begins and ends keeps its own order.
absl::Status CheckHearingOrder(const Grievance& grievance) {
  std::string before;
  for (const v1::Arbitrator& each : grievance.arbitrators()) {
    RETURN_IF_ERROR(
        CheckDateOrder("named_date", each.named_date(), "ended_date", before));
    RETURN_IF_ERROR(CheckDateOrder("ended_date", each.ended_date(),
                                   "named_date", each.named_date()));
    before = each.ended_date();
  }
  const std::string named = grievance.arbitrators().empty()
                                ? std::string()
                                : grievance.arbitrators(0).named_date();
  for (const v1::HearingDay& day : grievance.hearing_days()) {
    RETURN_IF_ERROR(CheckDateOrder("hearing_date", day.hearing_date(),
                                   "named_date", named));
  }
  before.clear();
  for (const v1::Deliberation& each : grievance.deliberations()) {
    RETURN_IF_ERROR(CheckDateOrder("advisement_date", each.from_date(),
                                   "named_date", named));
    RETURN_IF_ERROR(CheckDateOrder("advisement_date", each.from_date(),
                                   "until_date", before));
    RETURN_IF_ERROR(CheckDateOrder("until_date", each.until_date(),
                                   "advisement_date", each.from_date()));
    before = each.until_date();
    // Nothing is heard while the arbitrator deliberates.
    for (const v1::HearingDay& day : grievance.hearing_days()) {
      const bool ended = !before.empty() && day.hearing_date() >= before;
      if (day.state() != v1::HearingDay::HELD || ended) continue;
      RETURN_IF_ERROR(CheckDateOrder("advisement_date", each.from_date(),
                                     "hearing_date", day.hearing_date()));
    }
  }
  before.clear();
  for (const v1::Award& each : grievance.awards()) {
    RETURN_IF_ERROR(
        CheckDateOrder("award_date", each.award_date(), "award_date", before));
    RETURN_IF_ERROR(
        CheckDateOrder("award_date", each.award_date(), "named_date", named));
    before = each.award_date();
  }
  return absl::OkStatus();
}

// Every date of the file in its order, after one of them was changed.
absl::Status CheckAllDates(const Grievance& grievance, const Entry& entry) {
  RETURN_IF_ERROR(CheckFactDates(entry, grievance.occurred_date(),
                                 grievance.known_date(), "submitted_date",
                                 grievance.submitted_date()));
  std::pair<absl::string_view, std::string> before;
  for (auto& act : ActsOf(grievance)) {
    if (act.second.empty()) continue;
    RETURN_IF_ERROR(ActDate(entry, act.first, act.second).status());
    RETURN_IF_ERROR(
        CheckDateOrder(act.first, act.second, before.first, before.second));
    before = std::move(act);
  }
  RETURN_IF_ERROR(CheckHearingOrder(grievance));
  return CheckPriorStepOrder(grievance.prior_step(), entry);
}

// What a move to `step` was held to when it was entered holds for its day when
// it is corrected.
absl::Status CheckAdvance(const Grievance& grievance, uint32_t step,
                          const Procedure& procedure) {
  const int from = static_cast<int>(step) - 1;
  for (const Grievance::Advance& advance : grievance.advances()) {
    if (advance.step() != step) continue;
    const v1::Deadline* const limit =
        FindDeadline(grievance, v1::TimeLimit::ADVANCE, from);
    if (limit != nullptr) {
      RETURN_IF_ERROR(CheckDateOrder("advance_date", advance.advance_date(),
                                     "not_before_date",
                                     limit->not_before_date()));
    }
    const v1::Deadline* const reply =
        FindDeadline(grievance, v1::TimeLimit::REPLY, from);
    if (!advance.after_silence() || reply == nullptr) continue;
    if (!MeaningOfSilence(*procedure.profile, *reply,
                          *ParseDay(advance.advance_date()))
             .has_value()) {
      return Refuse(R::REPLY_NOT_DUE, {{"date", reply->due_date()}});
    }
  }
  return absl::OkStatus();
}

// The same for the notice of arbitration.
absl::Status CheckReferral(const Grievance& grievance,
                           const Procedure& procedure) {
  const v1::Referral& referral = grievance.referral();
  const v1::Deadline* const limit =
      FindDeadline(grievance, v1::TimeLimit::REFER, 0);
  if (limit != nullptr) {
    RETURN_IF_ERROR(CheckDateOrder("referral_date", referral.referral_date(),
                                   "not_before_date",
                                   limit->not_before_date()));
  }
  const v1::Deadline* const reply = FindDeadline(
      grievance, v1::TimeLimit::REPLY, static_cast<int>(referral.from_step()));
  // Where the step sets no time for an answer there is none to wait for.
  if (!referral.after_silence() || reply == nullptr) return absl::OkStatus();
  if (!MeaningOfSilence(*procedure.profile, *reply,
                        *ParseDay(referral.referral_date()))
           .has_value()) {
    return Refuse(R::REPLY_NOT_DUE, {{"date", reply->due_date()}});
  }
  return absl::OkStatus();
}

// The award ended the deliberation on its day.
void MoveEndOfDeliberation(const std::string& from, const std::string& to,
                           Grievance& grievance) {
  for (v1::Deliberation& each : *grievance.mutable_deliberations()) {
    if (each.until_date() == from) each.set_until_date(to);
  }
}

}  // namespace

absl::Status CheckCorrectGrievance(const v1::CorrectGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckReference("grievance_id", request.grievance_id(), true));
  RETURN_IF_ERROR(CheckText("field", request.field(), 100, true));
  RETURN_IF_ERROR(
      CheckLongText("reason", request.reason(), kReasonCharactersMax, true));
  const Correctable* field = FindCorrectable(request.field());
  if (field == nullptr) {
    return Refuse(R::VALUE_UNKNOWN,
                  {{"field", "field"}, {"value", request.field()}});
  }
  if (request.step() != 0 && field->last == nullptr) {
    return Refuse(R::FIELDS_CONFLICT,
                  {{"field", "step"}, {"other_field", "field"}});
  }
  switch (field->holds) {
    case Holds::kDay:
      return CheckDay("value", request.value(), true).status();
    case Holds::kDayOrNothing:
      return CheckDay("value", request.value(), false).status();
    case Holds::kText:
      return CheckLongText("value", request.value(), field->limit_characters,
                           field->required);
    case Holds::kIssue:
      return FindLabourIssue("value", request.value()).status();
  }
  return absl::OkStatus();
}

v1::Mandate::Role WhoEntered(const v1::CorrectGrievanceRequest& request,
                             const Grievance& current,
                             absl::Span<const v1::Event> history) {
  const Correctable& field = *FindCorrectable(request.field());
  const uint32_t step = StepOf(current, request);
  v1::Mandate::Role role = v1::Mandate::ROLE_UNSPECIFIED;
  std::string last;
  for (const v1::Event& event : history) {
    // What a filing leaves empty, its side may fill in.
    const bool is_filing = event.move() == v1::Event::GRIEVANCE_FILED;
    const auto& fields = event.set_fields();
    if (!is_filing && std::find(fields.begin(), fields.end(),
                                field.record_field) == fields.end()) {
      continue;
    }
    Grievance kept = event.grievance();
    const std::string* const value = field.find(kept, step);
    const std::string now = value == nullptr ? std::string() : *value;
    // Other acts of the same kind stand in the same field of the record.
    if (is_filing || now != last) role = event.recorded_as();
    last = now;
  }
  return role;
}

absl::StatusOr<Changes> CorrectGrievance(
    const Grievance& current, const v1::CorrectGrievanceRequest& request,
    v1::Mandate::Role entered_as, const Procedure& procedure,
    const Entry& entry) {
  if (FindTransition(current.state(), v1::Event::GRIEVANCE_CORRECTED) ==
      nullptr) {
    return Refuse(R::WRONG_STATE,
                  {{"state", Grievance::State_Name(current.state())}});
  }
  const uint32_t step = StepOf(current, request);
  Grievance corrected = current;
  const Correctable& field = *FindCorrectable(request.field());
  std::string* const value = field.find(corrected, step);
  // What nobody entered is no typing error: the call for the act enters it,
  // and starts its clock.
  if (value == nullptr) {
    return Refuse(R::NOT_ENTERED, {{"field", request.field()}});
  }
  if (*value == request.value()) {
    return Refuse(R::NOTHING_TO_CORRECT, {{"field", request.field()}});
  }
  if (entered_as != entry.role) return Refuse(R::OWNER_SIDE_ONLY);

  v1::Event event =
      MakeEvent(entry, v1::Event::GRIEVANCE_CORRECTED, current.grievance_id(),
                DayIso(entry.today), entry.side, PartyOf(current, entry.side));
  event.set_reason(request.reason());
  const std::string before = *value;
  *value = request.value();
  if (request.field() == "award_date") {
    MoveEndOfDeliberation(before, request.value(), corrected);
  }
  Grievance& grievance = *event.mutable_grievance();
  grievance = std::move(corrected);
  RETURN_IF_ERROR(CheckAllDates(grievance, entry));
  if (request.field() == "issue_code") {
    ASSIGN_OR_RETURN(const v1::Issue* issue,
                     FindLabourIssue("value", request.value()));
    if (issue->restricted()) grievance.set_restricted(true);
  }
  RETURN_IF_ERROR(RefreshDeadlines(procedure, entry, grievance));
  if (request.field() == "advance_date") {
    RETURN_IF_ERROR(CheckAdvance(grievance, step, procedure));
  }
  if (request.field() == "referral_date") {
    RETURN_IF_ERROR(CheckReferral(grievance, procedure));
  }
  Changes changes;
  changes.push_back(std::move(event));
  return changes;
}

}  // namespace entente
