#include "services/time_limits/deadline_rules.h"

#include <utility>

#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/time_limits/rule_text_check.h"

namespace entente {
namespace {

using v1::ExplanationStep;

constexpr int kStartsMax = 20;

// A clock that was counted, and its number from 1.
struct Counted {
  PeriodEnd end;
  int number;
};

// One that is due sooner; of two due on a day, the one counted to an earlier
// one; else the first named.
bool ComesBefore(const Counted& a, const Counted& b) {
  if (a.end.due != b.end.due) return a.end.due < b.end.due;
  if (a.end.raw != b.end.raw) return a.end.raw < b.end.raw;
  return a.number < b.number;
}

ExplanationStep& AddStep(ExplanationStep::Kind kind, v1::Deadline& deadline) {
  ExplanationStep& step = *deadline.add_steps();
  step.set_kind(kind);
  return step;
}

ExplanationStep::Kind KindOfStart(const StartedClock& started) {
  if (started.day.has_value()) return ExplanationStep::START;
  return started.latest_day.has_value() ? ExplanationStep::START_AT_THE_LATEST
                                        : ExplanationStep::START_UNKNOWN;
}

void DescribeStart(const StartedClock& started, int number,
                   v1::Deadline& deadline) {
  v1::ClockResult& clock = *deadline.add_clocks();
  clock.set_trigger(started.clock.trigger());
  *clock.mutable_period() = started.clock.period();
  clock.set_clause(started.clock.clause());
  clock.set_calendar_code(started.calendar->calendar().code());
  clock.set_calendar_version(started.calendar->calendar().version());
  ExplanationStep& step = AddStep(KindOfStart(started), deadline);
  step.set_clock(number);
  step.set_trigger(started.clock.trigger());
  if (started.day.has_value()) {
    clock.set_trigger_date(DayIso(*started.day));
    step.set_date(DayIso(*started.day));
  } else if (started.latest_day.has_value()) {
    step.set_date(DayIso(*started.latest_day));
  }
}

void DescribeEnd(const PeriodEnd& end, int number, v1::Deadline& deadline) {
  v1::ClockResult& clock = *deadline.mutable_clocks(number - 1);
  clock.set_raw_date(DayIso(end.raw));
  clock.set_due_date(DayIso(end.due));
  if (end.prudent.has_value()) clock.set_prudent_date(DayIso(*end.prudent));
  for (const ExplanationStep& step : end.steps) {
    ExplanationStep& added = *deadline.add_steps();
    added = step;
    added.set_clock(number);
  }
}

void DescribePrudent(const std::vector<Counted>& counted, const Counted& winner,
                     v1::Deadline& deadline) {
  absl::optional<absl::CivilDay> prudent;
  int clock = 0;
  for (const Counted& each : counted) {
    if (!each.end.prudent.has_value()) continue;
    if (prudent.has_value() && *prudent <= *each.end.prudent) continue;
    prudent = each.end.prudent;
    clock = each.number;
  }
  if (!prudent.has_value() || *prudent > winner.end.due) {
    AddStep(ExplanationStep::NO_PRUDENT, deadline);
    return;
  }
  deadline.set_prudent_date(DayIso(*prudent));
  ExplanationStep& step = AddStep(ExplanationStep::PRUDENT, deadline);
  step.set_date(DayIso(*prudent));
  // Which clock it comes from matters only when there are several.
  if (counted.size() > 1) step.set_clock(clock);
}

// A day from which calendars can count.
absl::StatusOr<absl::CivilDay> CheckStartDay(const std::string& field,
                                             const std::string& text) {
  ASSIGN_OR_RETURN(const absl::optional<absl::CivilDay> day,
                   CheckDay(field, text, true));
  RETURN_IF_ERROR(CheckDayInRange(field, *day));
  return *day;
}

}  // namespace

absl::StatusOr<v1::Deadline> ComputeDeadline(
    const std::vector<StartedClock>& clocks, absl::Span<const Pause> pauses) {
  v1::Deadline deadline;
  std::vector<Counted> counted;
  for (size_t i = 0; i < clocks.size(); ++i) {
    const StartedClock& started = clocks[i];
    const int number = static_cast<int>(i) + 1;
    DescribeStart(started, number, deadline);
    if (!started.day.has_value()) {
      deadline.set_undetermined(true);
      deadline.add_unknown_triggers(started.clock.trigger());
    }
    const absl::optional<absl::CivilDay> start =
        started.day.has_value() ? started.day : started.latest_day;
    if (!start.has_value()) continue;
    ASSIGN_OR_RETURN(PeriodEnd end,
                     CountPeriod(started.clock.period(), *start,
                                 *started.calendar, started.field, pauses));
    // Counted from the latest day that is possible, it is not prudent.
    if (!started.day.has_value()) end.prudent.reset();
    DescribeEnd(end, number, deadline);
    counted.push_back({std::move(end), number});
  }
  if (counted.empty()) return deadline;

  const Counted* winner = &counted[0];
  for (const Counted& each : counted) {
    if (ComesBefore(each, *winner)) winner = &each;
  }
  deadline.set_winning_clock(winner->number);
  const v1::ClockResult& won = deadline.clocks(winner->number - 1);
  deadline.set_calendar_code(won.calendar_code());
  deadline.set_calendar_version(won.calendar_version());
  deadline.set_raw_date(won.raw_date());
  deadline.set_due_date(won.due_date());
  for (const v1::AppliedInterval& each : winner->end.applied) {
    *deadline.add_applied() = each;
  }
  if (winner->end.paused_since.has_value()) {
    deadline.set_suspended_since_date(DayIso(*winner->end.paused_since));
  }
  if (counted.size() > 1) {
    ExplanationStep& step = AddStep(ExplanationStep::EARLIEST, deadline);
    step.set_clock(winner->number);
    step.set_trigger(won.trigger());
    step.set_date(won.due_date());
  }
  if (deadline.undetermined()) {
    // Any of the prudent dates may prove to be too late.
    AddStep(ExplanationStep::AT_THE_LATEST, deadline)
        .set_date(deadline.due_date());
    return deadline;
  }
  DescribePrudent(counted, *winner, deadline);
  return deadline;
}

absl::Status CheckComputeDeadline(const v1::ComputeDeadlineRequest& request) {
  if (request.starts().empty()) {
    return Refuse(v1::Refusal::FIELD_REQUIRED, {{"field", "starts"}});
  }
  RETURN_IF_ERROR(CheckCount("starts", request.starts_size(), kStartsMax));
  for (int i = 0; i < request.starts_size(); ++i) {
    const std::string place = Indexed("starts", i);
    RETURN_IF_ERROR(
        CheckStartDay(place + ".from_date", request.starts(i).from_date())
            .status());
    RETURN_IF_ERROR(
        ParsePeriod(place + ".period", request.starts(i).period()).status());
  }
  RETURN_IF_ERROR(
      CheckReference("calendar_code", request.calendar_code(), true));
  return CheckKnownEnum("roll", request.roll(), false);
}

absl::StatusOr<v1::ComputeDeadlineResponse> AnswerComputeDeadline(
    const v1::ComputeDeadlineRequest& request, const CalendarDays& calendar) {
  std::vector<StartedClock> clocks;
  for (int i = 0; i < request.starts_size(); ++i) {
    const v1::ComputeDeadlineRequest::Start& start = request.starts(i);
    const std::string place = Indexed("starts", i);
    StartedClock& started = clocks.emplace_back();
    started.field = place + ".from_date";
    started.calendar = &calendar;
    started.clock.set_trigger(v1::Clock::GIVEN_DAY);
    ASSIGN_OR_RETURN(started.day,
                     CheckStartDay(started.field, start.from_date()));
    ASSIGN_OR_RETURN(*started.clock.mutable_period(),
                     ParsePeriod(place + ".period", start.period()));
    started.clock.mutable_period()->set_roll(request.roll() == v1::Period::NONE
                                                 ? v1::Period::NONE
                                                 : v1::Period::NEXT_OPEN);
  }
  ASSIGN_OR_RETURN(v1::Deadline deadline, ComputeDeadline(clocks));
  v1::ComputeDeadlineResponse response;
  response.set_raw_date(deadline.raw_date());
  response.set_due_date(deadline.due_date());
  response.set_prudent_date(deadline.prudent_date());
  response.mutable_steps()->Swap(deadline.mutable_steps());
  response.mutable_clocks()->Swap(deadline.mutable_clocks());
  response.set_winning_clock(deadline.winning_clock());
  response.set_calendar_code(calendar.calendar().code());
  response.set_calendar_version(calendar.calendar().version());
  return response;
}

bool IsPast(const v1::Deadline& deadline, absl::string_view date) {
  if (deadline.due_date().empty() || date <= deadline.due_date()) return false;
  // While it does not run, its dates are only the earliest that they can be.
  const std::string& since = deadline.suspended_since_date();
  if (!since.empty() && since <= date) return false;
  const std::string& relieved = deadline.relieved_date();
  return relieved.empty() || relieved > date;
}

v1::DeadlineStanding::Value StandingOn(const v1::Deadline& deadline,
                                       absl::CivilDay as_of,
                                       int due_soon_days) {
  const absl::optional<absl::CivilDay> due = ParseDay(deadline.due_date());
  const absl::optional<absl::CivilDay> met = ParseDay(deadline.met_date());
  // What is undetermined has its due date at the latest, if it has one: only
  // what is past that is certain.
  if (!due.has_value()) return v1::DeadlineStanding::UNDETERMINED;
  if (met.has_value() && *met <= as_of) {
    if (IsPast(deadline, deadline.met_date())) {
      return v1::DeadlineStanding::MET_LATE;
    }
    return deadline.undetermined() ? v1::DeadlineStanding::UNDETERMINED
                                   : v1::DeadlineStanding::MET;
  }
  if (!deadline.suspended_since_date().empty() &&
      DayIso(as_of) >= deadline.suspended_since_date()) {
    return v1::DeadlineStanding::SUSPENDED;
  }
  if (IsPast(deadline, DayIso(as_of))) return v1::DeadlineStanding::OVERDUE;
  if (deadline.undetermined()) return v1::DeadlineStanding::UNDETERMINED;
  return *due - as_of <= due_soon_days ? v1::DeadlineStanding::DUE_SOON
                                       : v1::DeadlineStanding::OPEN;
}

}  // namespace entente
