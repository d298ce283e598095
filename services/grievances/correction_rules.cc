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
#include "services/grievances/objection_rules.h"
#include "services/grievances/prior_step_rules.h"
#include "services/grievances/time_ledger_rules.h"
#include "services/time_limits/calendar_rules.h"
#include "services/time_limits/deadline_rules.h"
#include "services/time_limits/ledger_rules.h"

namespace entente {
namespace {

using v1::Grievance;
using R = v1::Refusal;

// What a field that can be corrected holds.
enum class Holds {
  kDay,
  kDayOrNothing,
  // A day that may lie ahead, but not after the years that calendars cover.
  kCoveredDay,
  kCoveredDayOrNothing,
  kText,
  kIssue,
};

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

// A day of one of several acts; null where the act was not entered, or has no
// such day.
template <typename Act,
          google::protobuf::RepeatedPtrField<Act>* (Grievance::*kActs)(),
          std::string* (Act::*kDay)()>
std::string* FindDayOf(Grievance& grievance, uint32_t number) {
  Act* const act = ActAt(*(grievance.*kActs)(), number);
  if (act == nullptr) return nullptr;
  std::string* const day = (act->*kDay)();
  return day->empty() ? nullptr : day;
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
    {"named_date", "arbitrators", Holds::kDay,
     FindDayOf<v1::Arbitrator, &Grievance::mutable_arbitrators,
               &v1::Arbitrator::mutable_named_date>,
     0, false, Last<&Grievance::arbitrators_size>},
    {"ended_date", "arbitrators", Holds::kDay,
     FindDayOf<v1::Arbitrator, &Grievance::mutable_arbitrators,
               &v1::Arbitrator::mutable_ended_date>,
     0, false, Last<&Grievance::arbitrators_size>},
    {"fixed_date", "hearing_days", Holds::kDay,
     FindDayOf<v1::HearingDay, &Grievance::mutable_hearing_days,
               &v1::HearingDay::mutable_fixed_date>,
     0, false, Last<&Grievance::hearing_days_size>},
    {"hearing_date", "hearing_days", Holds::kDay,
     FindDayOf<v1::HearingDay, &Grievance::mutable_hearing_days,
               &v1::HearingDay::mutable_hearing_date>,
     0, false, Last<&Grievance::hearing_days_size>},
    {"advisement_date", "deliberations", Holds::kDay,
     FindDayOf<v1::Deliberation, &Grievance::mutable_deliberations,
               &v1::Deliberation::mutable_from_date>,
     0, false, Last<&Grievance::deliberations_size>},
    {"award_date", "awards", Holds::kDay,
     FindDayOf<v1::Award, &Grievance::mutable_awards,
               &v1::Award::mutable_award_date>,
     0, false, Last<&Grievance::awards_size>},
    {"sought_date", "reviews", Holds::kDay,
     FindDayOf<v1::Review, &Grievance::mutable_reviews,
               &v1::Review::mutable_sought_date>,
     0, false, Last<&Grievance::reviews_size>},
    {"outcome_date", "reviews", Holds::kDay,
     FindDayOf<v1::Review, &Grievance::mutable_reviews,
               &v1::Review::mutable_outcome_date>,
     0, false, Last<&Grievance::reviews_size>},
    {"raised_date", "objections", Holds::kDay,
     FindDayOf<v1::Objection, &Grievance::mutable_objections,
               &v1::Objection::mutable_raised_date>,
     0, false, Last<&Grievance::objections_size>},
    {"new_due_date", "extensions", Holds::kCoveredDay,
     FindDayOf<v1::Extension, &Grievance::mutable_extensions,
               &v1::Extension::mutable_new_due_date>,
     0, false, Last<&Grievance::extensions_size>},
    {"signed_date", "extensions", Holds::kDay,
     FindDayOf<v1::Extension, &Grievance::mutable_extensions,
               &v1::Extension::mutable_signed_date>,
     0, false, Last<&Grievance::extensions_size>},
    {"suspension_from_date", "suspensions", Holds::kCoveredDay,
     FindDayOf<v1::Suspension, &Grievance::mutable_suspensions,
               &v1::Suspension::mutable_from_date>,
     0, false, Last<&Grievance::suspensions_size>},
    {"suspension_until_date", "suspensions", Holds::kCoveredDayOrNothing,
     FindDayOf<v1::Suspension, &Grievance::mutable_suspensions,
               &v1::Suspension::mutable_until_date>,
     0, false, Last<&Grievance::suspensions_size>},
    {"waiver_date", "waivers", Holds::kDay,
     FindDayOf<v1::Waiver, &Grievance::mutable_waivers,
               &v1::Waiver::mutable_waiver_date>,
     0, false, Last<&Grievance::waivers_size>},
    {"lapse_date", "lapses", Holds::kDay,
     FindDayOf<v1::Lapse, &Grievance::mutable_lapses,
               &v1::Lapse::mutable_lapse_date>,
     0, false, Last<&Grievance::lapses_size>},
    {"relief_date", "lapses", Holds::kDay,
     FindDayOf<v1::Lapse, &Grievance::mutable_lapses,
               &v1::Lapse::mutable_relief_date>,
     0, false, Last<&Grievance::lapses_size>},
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
    RETURN_IF_ERROR(
        CheckDateOrder("fixed_date", day.fixed_date(), "named_date", named));
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

// That an act which was on `from`, and is on `to`, comes as before between the
// acts on other days.
absl::Status CheckKeepsItsPlace(const Grievance& before,
                                absl::string_view field,
                                const std::string& from,
                                const std::string& to) {
  for (const auto& [other_field, other] : ActsOf(before)) {
    if (other.empty() || other == from) continue;
    RETURN_IF_ERROR(other < from
                        ? CheckDateOrder(field, to, other_field, other)
                        : CheckDateOrder(other_field, other, field, to));
  }
  return absl::OkStatus();
}

absl::Status CheckReviews(const Grievance& grievance) {
  std::string before;
  for (const v1::Review& each : grievance.reviews()) {
    RETURN_IF_ERROR(CheckDateOrder("sought_date", each.sought_date(),
                                   "outcome_date", before));
    RETURN_IF_ERROR(CheckDateOrder("outcome_date", each.outcome_date(),
                                   "sought_date", each.sought_date()));
    before = each.outcome_date();
  }
  return absl::OkStatus();
}

absl::Status CheckLapses(const Grievance& grievance) {
  std::string before;
  for (const v1::Lapse& each : grievance.lapses()) {
    if (each.lapse_date() <= each.due_date()) return Refuse(R::NOTHING_LAPSED);
    RETURN_IF_ERROR(
        CheckDateOrder("lapse_date", each.lapse_date(), "relief_date", before));
    RETURN_IF_ERROR(CheckDateOrder("relief_date", each.relief_date(),
                                   "lapse_date", each.lapse_date()));
    before = each.relief_date();
  }
  return absl::OkStatus();
}

// Whether it was signed after the due date in whose place it stands.
bool IsSignedTooLate(const Grievance& grievance,
                     const v1::Extension& extension) {
  for (v1::Deadline each : grievance.deadlines()) {
    each.clear_relieved_date();
    if (each.act() == extension.act() &&
        each.step() == static_cast<int>(extension.step()) &&
        each.due_date() == extension.old_due_date() &&
        !IsPast(each, extension.signed_date())) {
      return false;
    }
  }
  return !extension.old_due_date().empty() &&
         extension.signed_date() > extension.old_due_date();
}

// What invariant A-5 asks of the extensions of one deadline, after the one with
// this number was corrected; the next one stands in its place.
absl::Status CheckExtensions(uint32_t number, const std::string& old_new_due,
                             Grievance& grievance) {
  const v1::Extension corrected =
      grievance.extensions(static_cast<int>(number) - 1);
  const v1::Deadline* const limit = FindDeadline(
      grievance, corrected.act(), static_cast<int>(corrected.step()));
  if (limit != nullptr) {
    RETURN_IF_ERROR(CheckDateOrder("signed_date", corrected.signed_date(),
                                   "trigger_date", BeginOf(*limit)));
  }
  std::string signed_before;
  for (v1::Extension& each : *grievance.mutable_extensions()) {
    if (each.act() != corrected.act() || each.step() != corrected.step()) {
      continue;
    }
    if (each.number() > number && each.old_due_date() == old_new_due) {
      each.set_old_due_date(corrected.new_due_date());
    }
    if (IsSignedTooLate(grievance, each)) {
      return Refuse(R::EXTENSION_TOO_LATE, {{"date", each.signed_date()},
                                            {"due_date", each.old_due_date()}});
    }
    if (each.new_due_date() <= each.old_due_date()) {
      return Refuse(R::EXTENSION_SHORTENS, {{"date", each.new_due_date()},
                                            {"due_date", each.old_due_date()}});
    }
    RETURN_IF_ERROR(CheckDateOrder("signed_date", each.signed_date(),
                                   "signed_date", signed_before));
    signed_before = each.signed_date();
  }
  return absl::OkStatus();
}

absl::Status CheckSuspension(const Grievance& grievance,
                             const v1::Suspension& corrected) {
  RETURN_IF_ERROR(CheckDateOrder("suspension_until_date",
                                 corrected.until_date(), "suspension_from_date",
                                 corrected.from_date()));
  return CheckApart(grievance, corrected);
}

absl::Status CheckWaiver(const Grievance& grievance,
                         const v1::Waiver& corrected) {
  const v1::Deadline* const limit = FindDeadline(
      grievance, corrected.act(), static_cast<int>(corrected.step()));
  if (limit == nullptr) return absl::OkStatus();
  return CheckDateOrder("waiver_date", corrected.waiver_date(), "trigger_date",
                        BeginOf(*limit));
}

absl::Status CheckObjection(const Grievance& grievance,
                            const v1::Objection& corrected) {
  RETURN_IF_ERROR(CheckDateOrder("raised_date", corrected.raised_date(),
                                 "submitted_date", grievance.submitted_date()));
  // That it came too late is no act of anybody.
  if (!corrected.cut_off_clause().empty()) return absl::OkStatus();
  return CheckDateOrder("outcome_date", corrected.outcome_date(), "raised_date",
                        corrected.raised_date());
}

// What the field asks of its day besides the order of the acts. `number` is
// that of the act, which the record has.
absl::Status CheckOwnRules(const Correctable& field, uint32_t number,
                           const Grievance& before, const std::string& from,
                           const std::string& to, const Entry& entry,
                           Grievance& grievance) {
  const int index = static_cast<int>(number) - 1;
  // What may lie ahead is not an act.
  const bool ahead =
      field.holds != Holds::kDay || field.field == "hearing_date";
  if (!ahead) RETURN_IF_ERROR(ActDate(entry, field.field, to).status());
  if (field.record_field == "reviews") {
    RETURN_IF_ERROR(CheckReviews(grievance));
    return CheckKeepsItsPlace(before, field.field, from, to);
  }
  if (field.record_field == "lapses") {
    RETURN_IF_ERROR(CheckLapses(grievance));
    return CheckKeepsItsPlace(before, field.field, from, to);
  }
  if (field.record_field == "extensions") {
    return CheckExtensions(number, before.extensions(index).new_due_date(),
                           grievance);
  }
  if (field.record_field == "suspensions") {
    return CheckSuspension(grievance, grievance.suspensions(index));
  }
  if (field.record_field == "waivers") {
    return CheckWaiver(grievance, grievance.waivers(index));
  }
  if (field.record_field == "objections") {
    return CheckObjection(grievance, grievance.objections(index));
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
    case Holds::kCoveredDay:
    case Holds::kCoveredDayOrNothing: {
      ASSIGN_OR_RETURN(const absl::optional<absl::CivilDay> day,
                       CheckDay("value", request.value(),
                                field->holds == Holds::kCoveredDay));
      return day.has_value() ? CheckDayInRange("value", *day)
                             : absl::OkStatus();
    }
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
    return RefuseInState(current);
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
  RETURN_IF_ERROR(CheckOwnRules(field, step, current, before, request.value(),
                                entry, grievance));
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
  if (request.field() == "raised_date") {
    RETURN_IF_ERROR(
        JudgeObjection(*procedure.profile, static_cast<int>(step), grievance));
  }
  Changes changes;
  changes.push_back(std::move(event));
  return changes;
}

}  // namespace entente
