#include "services/time_limits/procedure_rules.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/time_limits/deadline_rules.h"
#include "services/time_limits/ledger_rules.h"
#include "services/time_limits/period_rules.h"

namespace entente {
namespace {

using v1::Clock;
using v1::TimeLimit;

absl::optional<absl::CivilDay> LastFact(const FileFacts& facts) {
  return facts.last_fact.has_value() ? facts.last_fact : facts.occurred;
}

absl::optional<absl::CivilDay> DayOf(Clock::Trigger trigger,
                                     const FileFacts& facts,
                                     const FileDays& days) {
  switch (trigger) {
    case Clock::KNOWLEDGE:
      return facts.known;
    case Clock::OCCURRENCE:
      return facts.occurred;
    case Clock::LAST_FACT:
      return LastFact(facts);
    case Clock::SUBMISSION:
      return days.submission;
    case Clock::RECEIPT:
      return days.receipt;
    case Clock::REPLY:
      return days.reply;
    case Clock::REPLY_DUE:
      return days.reply_due;
    case Clock::REFERRAL:
      return days.referral;
    case Clock::END_OF_HEARING:
      return days.end_of_hearing;
    case Clock::COMPLAINT:
      return days.complaint;
    case Clock::CONVENING:
      return days.convening;
    case Clock::NAMING:
      return days.naming;
    case Clock::BREACH_KNOWN:
      return days.breach_known;
    case Clock::REQUEST:
      return days.request;
    case Clock::ADMISSION:
      return days.admission;
    case Clock::CONSENTS:
      return days.consents;
    case Clock::ENTRY:
      return days.entry;
    default:
      return absl::nullopt;
  }
}

// A fact has always a day, known or not; other events may not have happened.
bool AlwaysHasADay(Clock::Trigger trigger) {
  return trigger == Clock::KNOWLEDGE || trigger == Clock::OCCURRENCE ||
         trigger == Clock::LAST_FACT;
}

// The field of a file that holds the day of `trigger`, for refusals.
absl::string_view FieldOf(Clock::Trigger trigger) {
  switch (trigger) {
    case Clock::KNOWLEDGE:
      return "known_date";
    case Clock::OCCURRENCE:
    case Clock::LAST_FACT:
      return "occurred_date";
    case Clock::SUBMISSION:
      return "submitted_date";
    case Clock::RECEIPT:
      return "received_date";
    case Clock::REPLY:
    case Clock::REPLY_DUE:
      return "reply_date";
    case Clock::END_OF_HEARING:
      return "advisement_date";
    case Clock::COMPLAINT:
      return "complaint_date";
    case Clock::CONVENING:
      return "convened_date";
    case Clock::NAMING:
      return "named_date";
    case Clock::BREACH_KNOWN:
      return "breach_known_date";
    case Clock::REQUEST:
      return "requested_date";
    case Clock::ADMISSION:
      return "admitted_date";
    case Clock::CONSENTS:
      return "consented_date";
    case Clock::ENTRY:
      return "opened_date";
    default:
      return "referral_date";
  }
}

bool ClassFits(const TimeLimit& limit, v1::GrievanceClass::Value value) {
  const auto& classes = limit.grievance_classes();
  return classes.empty() ||
         std::find(classes.begin(), classes.end(), value) != classes.end();
}

// Whether the day of the fact, still unknown, may show that another filing
// limit holds than the one that the day of knowledge stands in for.
bool FactMayChooseAnotherLimit(const v1::Profile& profile,
                               const FileFacts& facts) {
  if (LastFact(facts).has_value()) return false;
  return std::any_of(
      profile.limits().begin(), profile.limits().end(),
      [&facts](const TimeLimit& limit) {
        return limit.act() == TimeLimit::FILE && limit.has_in_force() &&
               limit.in_force().basis() != v1::InForce::DAY_OF_REQUEST &&
               IssueFits(limit.issue_codes(), facts.issue_code) &&
               ClassFits(limit, facts.grievance_class);
      });
}

bool IsInForce(const v1::InForce& in_force, const FileFacts& facts,
               const FileDays& days) {
  absl::optional<absl::CivilDay> day;
  if (in_force.basis() == v1::InForce::DAY_OF_REQUEST) {
    day = days.request.has_value()    ? days.request
          : days.referral.has_value() ? days.referral
                                      : days.submission;
  } else {
    day = LastFact(facts).has_value() ? LastFact(facts) : facts.known;
  }
  if (!day.has_value()) return in_force.until_date().empty();
  const std::string iso = DayIso(*day);
  return (in_force.from_date().empty() || in_force.from_date() <= iso) &&
         (in_force.until_date().empty() || iso <= in_force.until_date());
}

// The calendar of `period`. A file may have pinned a version that a program
// no longer brings: INTERNAL_ERROR, since no other version may stand in.
absl::StatusOr<const CalendarDays*> CalendarOf(const Procedure& procedure,
                                               const v1::Period& period) {
  const std::string& own = procedure.profile->calendar_code();
  const bool is_own =
      period.calendar_code().empty() || period.calendar_code() == own;
  const CalendarDays* const calendar =
      is_own ? procedure.calendars->Find(own, procedure.calendar_version)
             : procedure.calendars->Find(period.calendar_code(),
                                         period.calendar_version());
  if (calendar == nullptr) return Refuse(v1::Refusal::INTERNAL_ERROR);
  return calendar;
}

absl::StatusOr<StartedClock> Start(const Procedure& procedure,
                                   const Clock& clock, const FileFacts& facts,
                                   const FileDays& days) {
  StartedClock started;
  started.clock = clock;
  started.day = DayOf(clock.trigger(), facts, days);
  if (clock.trigger() == Clock::KNOWLEDGE) started.latest_day = facts.known_by;
  ASSIGN_OR_RETURN(started.calendar, CalendarOf(procedure, clock.period()));
  started.field = std::string(FieldOf(clock.trigger()));
  return started;
}

uint32_t SideOf(TimeLimit::Owner owner, int step, const FileFacts& facts) {
  if (owner == TimeLimit::FILING_SIDE) return facts.filing_side;
  if (owner == TimeLimit::RESPONDING_SIDE) return facts.responding_side;
  if (owner == TimeLimit::EACH_PARTY) return static_cast<uint32_t>(step);
  return 0;
}

// The second prudent date: safe even when the day of knowledge is disputed.
// While a day is unknown it is the only one.
absl::Status AddPrudentFromFact(const Procedure& procedure,
                                const TimeLimit& limit, const FileFacts& facts,
                                v1::Deadline& deadline) {
  const absl::optional<absl::CivilDay> fact = LastFact(facts);
  if (!limit.has_prudent_from_fact() || !fact.has_value()) {
    return absl::OkStatus();
  }
  const v1::Period& period = limit.prudent_from_fact();
  ASSIGN_OR_RETURN(const CalendarDays* const calendar,
                   CalendarOf(procedure, period));
  ASSIGN_OR_RETURN(const PeriodEnd end, CountPeriod(period, *fact, *calendar,
                                                    FieldOf(Clock::LAST_FACT)));
  const absl::CivilDay day = end.prudent.value_or(end.due);
  // Of a fact announced before it happened: a date that comes too late is not
  // prudent, whatever else is disputed.
  if (!deadline.due_date().empty() && DayIso(day) > deadline.due_date()) {
    return absl::OkStatus();
  }
  deadline.set_prudent_from_fact_date(DayIso(day));
  v1::ExplanationStep& step = *deadline.add_steps();
  step.set_kind(deadline.undetermined()
                    ? v1::ExplanationStep::PRUDENT_WHILE_UNKNOWN
                    : v1::ExplanationStep::PRUDENT_FROM_FACT);
  if (deadline.undetermined()) deadline.set_prudent_date(DayIso(day));
  step.set_from_date(DayIso(*fact));
  step.set_date(DayIso(day));
  step.set_count(period.count());
  step.set_unit(period.unit());
  return absl::OkStatus();
}

absl::Status AddNotBefore(const Procedure& procedure, const TimeLimit& limit,
                          const FileFacts& facts, const FileDays& days,
                          v1::Deadline& deadline) {
  if (!limit.has_not_before()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const StartedClock started,
                   Start(procedure, limit.not_before(), facts, days));
  if (!started.day.has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const PeriodEnd end,
                   CountPeriod(started.clock.period(), *started.day,
                               *started.calendar, started.field));
  // The wait is over when its last day is; after clear days it already is.
  const bool clear = started.clock.period().unit() == v1::Period::CLEAR_DAYS;
  const absl::CivilDay first = clear ? end.due : end.due + 1;
  deadline.set_not_before_date(DayIso(first));
  v1::ExplanationStep& step = *deadline.add_steps();
  step.set_kind(v1::ExplanationStep::NOT_BEFORE);
  step.set_trigger(started.clock.trigger());
  step.set_from_date(DayIso(*started.day));
  step.set_date(DayIso(first));
  step.set_count(started.clock.period().count());
  step.set_unit(started.clock.period().unit());
  return absl::OkStatus();
}

}  // namespace

bool IssueFits(const google::protobuf::RepeatedPtrField<std::string>& codes,
               absl::string_view issue_code) {
  if (codes.empty()) return true;
  return std::any_of(
      codes.begin(), codes.end(), [issue_code](absl::string_view code) {
        if (!absl::EndsWith(code, "*")) return code == issue_code;
        return absl::StartsWith(issue_code, code.substr(0, code.size() - 1));
      });
}

const TimeLimit* FindLimit(const v1::Profile& profile, TimeLimit::Act act,
                           int step, const FileFacts& facts,
                           const FileDays& days) {
  for (const TimeLimit& limit : profile.limits()) {
    if (limit.act() != act) continue;
    if (limit.step() != 0 && limit.step() != step) continue;
    if (!IssueFits(limit.issue_codes(), facts.issue_code)) continue;
    if (!ClassFits(limit, facts.grievance_class)) continue;
    if (limit.has_in_force() && !IsInForce(limit.in_force(), facts, days)) {
      continue;
    }
    return &limit;
  }
  return nullptr;
}

absl::StatusOr<absl::optional<v1::Deadline>> OpenDeadline(
    const Procedure& procedure, TimeLimit::Act act, int step,
    const FileFacts& facts, const FileDays& days, const TimeLedger& ledger) {
  const v1::Profile& profile = *procedure.profile;
  const TimeLimit* limit = FindLimit(profile, act, step, facts, days);
  if (limit == nullptr) return absl::optional<v1::Deadline>();
  std::vector<StartedClock> clocks;
  for (const Clock& clock : limit->clocks()) {
    ASSIGN_OR_RETURN(StartedClock started,
                     Start(procedure, clock, facts, days));
    if (!started.day.has_value() && !AlwaysHasADay(clock.trigger())) continue;
    if (started.clock.clause().empty()) {
      started.clock.set_clause(limit->clause());
    }
    clocks.push_back(std::move(started));
  }
  if (clocks.empty()) return absl::optional<v1::Deadline>();
  ASSIGN_OR_RETURN(const CalendarDays* const own,
                   CalendarOf(procedure, v1::Period()));
  ASSIGN_OR_RETURN(
      v1::Deadline deadline,
      ComputeByLedger(clocks, act, step, limit->nature(), ledger, *own));
  RETURN_IF_ERROR(AddPrudentFromFact(procedure, *limit, facts, deadline));
  if (deadline.undetermined() && deadline.prudent_date().empty()) {
    deadline.add_steps()->set_kind(
        v1::ExplanationStep::NO_PRUDENT_WHILE_UNKNOWN);
  }
  RETURN_IF_ERROR(AddNotBefore(procedure, *limit, facts, days, deadline));
  deadline.set_limit_code(limit->code());
  deadline.set_act(act);
  deadline.set_step(step);
  deadline.set_clause(limit->clause());
  deadline.set_nature(limit->nature());
  deadline.set_mandatory(limit->mandatory());
  deadline.set_owner(limit->owner());
  deadline.set_owed_by_side(SideOf(limit->owner(), step, facts));
  deadline.set_missed(limit->missed());
  deadline.set_profile_code(profile.code());
  deadline.set_profile_version(profile.version());
  NoteWaiver(ledger, deadline);
  return absl::optional<v1::Deadline>(std::move(deadline));
}

absl::StatusOr<v1::Deadline> FilingDeadline(
    const Procedure& procedure, const FileFacts& facts,
    absl::optional<absl::CivilDay> submission) {
  FileDays days;
  days.submission = submission;
  ASSIGN_OR_RETURN(absl::optional<v1::Deadline> deadline,
                   OpenDeadline(procedure, TimeLimit::FILE, 0, facts, days));
  // Of a profile of grievances CheckProfile asks for a filing limit that
  // applies to everything; no file is under another.
  if (!deadline.has_value()) return Refuse(v1::Refusal::INTERNAL_ERROR);
  return *std::move(deadline);
}

absl::StatusOr<Verdict> ComputeVerdict(const Procedure& procedure,
                                       const FileFacts& facts,
                                       const v1::Deadline& filing,
                                       absl::CivilDay submitted) {
  const absl::optional<absl::CivilDay> due = ParseDay(filing.due_date());
  if (!due.has_value()) return Verdict::kUndetermined;
  if (!IsPast(filing, DayIso(submitted))) {
    return filing.undetermined() ? Verdict::kUndetermined : Verdict::kTimely;
  }
  const v1::Profile& profile = *procedure.profile;
  // Several periods end with the first of them: what is unknown can only make
  // the date earlier, unless it puts the file under another limit.
  if (filing.undetermined() && FactMayChooseAnotherLimit(profile, facts)) {
    return Verdict::kUndetermined;
  }
  if (!profile.has_late_protection()) return Verdict::kLate;
  const v1::LateProtection& protection = profile.late_protection();
  FileDays days;
  days.submission = submitted;
  if (protection.nature() != filing.nature() ||
      (protection.has_in_force() &&
       !IsInForce(protection.in_force(), facts, days))) {
    return Verdict::kLate;
  }
  ASSIGN_OR_RETURN(const StartedClock started,
                   Start(procedure, protection.clock(), facts, days));
  if (!started.day.has_value()) return Verdict::kUndetermined;
  ASSIGN_OR_RETURN(const PeriodEnd end,
                   CountPeriod(started.clock.period(), *started.day,
                               *started.calendar, started.field));
  return submitted <= end.due ? Verdict::kLateProtected : Verdict::kLate;
}

absl::optional<SilenceAllows> MeaningOfSilence(const v1::Profile& profile,
                                               const v1::Deadline& reply,
                                               absl::CivilDay as_of) {
  const absl::optional<absl::CivilDay> due = ParseDay(reply.due_date());
  const absl::optional<absl::CivilDay> met = ParseDay(reply.met_date());
  if (reply.act() != TimeLimit::REPLY || !IsPast(reply, DayIso(as_of)) ||
      (met.has_value() && *met <= as_of)) {
    return absl::nullopt;
  }
  for (const v1::Step& step : profile.steps()) {
    if (step.number() != reply.step()) continue;
    SilenceAllows allows;
    allows.meaning = step.silence();
    allows.since = *due + 1;
    allows.clause = step.silence_clause();
    return allows;
  }
  return absl::nullopt;
}

}  // namespace entente
