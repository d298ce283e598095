#include "services/time_limits/ledger_rules.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using v1::ExplanationStep;
using v1::TimeLimit;

// The last extension of the run of a limit that began on `begin`; null when
// there is none.
const v1::Extension* LastExtension(const TimeLedger& ledger, TimeLimit::Act act,
                                   int step, const std::string& begin) {
  const v1::Extension* last = nullptr;
  for (const v1::Extension& each : ledger.extensions) {
    if (each.act() != act || static_cast<int>(each.step()) != step) continue;
    if (!IsOfRun(act, begin, each.signed_date())) continue;
    if (last == nullptr || each.signed_date() >= last->signed_date()) {
      last = &each;
    }
  }
  return last;
}

// The unit by which days of a pause are counted.
v1::Period PeriodOf(const v1::Deadline& deadline) {
  if (deadline.winning_clock() > 0) {
    return deadline.clocks(deadline.winning_clock() - 1).period();
  }
  v1::Period days;
  days.set_unit(v1::Period::CALENDAR_DAYS);
  days.set_roll(v1::Period::NEXT_OPEN);
  return days;
}

// The dates by an extension alone, and what led to them.
struct Extended {
  absl::CivilDay raw;
  absl::CivilDay due;
  std::vector<v1::AppliedInterval> applied;
  std::vector<ExplanationStep> steps;
  std::string suspended_since_date;
};

Extended ByAgreement(const v1::Extension& extension) {
  Extended extended;
  extended.raw = *ParseDay(extension.new_due_date());
  extended.due = extended.raw;
  v1::AppliedInterval& applied = extended.applied.emplace_back();
  applied.set_kind(v1::AppliedInterval::EXTENSION);
  applied.set_number(extension.number());
  applied.set_from_date(extension.old_due_date());
  applied.set_until_date(extension.new_due_date());
  ExplanationStep& step = extended.steps.emplace_back();
  step.set_kind(ExplanationStep::EXTENDED);
  step.set_from_date(extension.old_due_date());
  step.set_date(extension.new_due_date());
  return extended;
}

// Goes past what is suspended later. The agreed date is the last day of a
// period that began on the day of the signature.
absl::Status PassLater(const v1::Extension& extension,
                       const std::vector<Pause>& later,
                       const v1::Period& period, const CalendarDays& calendar,
                       Extended& extended) {
  const absl::CivilDay signed_on = *ParseDay(extension.signed_date());
  v1::Period agreed;
  agreed.set_unit(period.unit() == v1::Period::WORKING_DAYS
                      ? v1::Period::WORKING_DAYS
                      : v1::Period::CALENDAR_DAYS);
  agreed.set_roll(period.roll());
  agreed.set_count(
      CountedDays(calendar, agreed.unit(), signed_on + 1, extended.raw));
  if (agreed.count() < 1) return absl::OkStatus();
  // An agreed date that is closed counts as it stands: it is carried forward,
  // and waits for what begins on the days after it, only once it was moved.
  v1::Period as_it_stands = agreed;
  as_it_stands.set_roll(v1::Period::NONE);
  ASSIGN_OR_RETURN(PeriodEnd end, CountPeriod(as_it_stands, signed_on, calendar,
                                              "new_due_date", later));
  if (end.applied.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      end, CountPeriod(agreed, signed_on, calendar, "new_due_date", later));
  extended.raw = std::max(extended.raw, end.raw);
  extended.due = std::max(extended.raw, end.due);
  std::move(end.applied.begin(), end.applied.end(),
            std::back_inserter(extended.applied));
  // The first says what was counted, as the sentence on the agreement does.
  std::move(end.steps.begin() + 1, end.steps.end(),
            std::back_inserter(extended.steps));
  if (end.paused_since.has_value()) {
    extended.suspended_since_date = DayIso(*end.paused_since);
  }
  return absl::OkStatus();
}

// The day on which both sides agreed on it, as the paper says; empty when it is
// not that which makes it count.
std::string AgreedOn(const v1::Suspension& suspension) {
  return suspension.ground() == v1::Suspension::AGREED
             ? suspension.recorded_for().instrument_date()
             : "";
}

bool IsPrudent(const ExplanationStep& step) {
  return step.kind() == ExplanationStep::PRUDENT ||
         step.kind() == ExplanationStep::NO_PRUDENT ||
         step.kind() == ExplanationStep::AT_THE_LATEST;
}

// Puts the agreed dates in the place of the computed ones. Whatever is unknown,
// the sides have agreed on a day.
void Replace(Extended extended, const CalendarDays& calendar,
             v1::Deadline& deadline) {
  deadline.set_undetermined(false);
  deadline.clear_unknown_triggers();
  deadline.set_raw_date(DayIso(extended.raw));
  deadline.set_due_date(DayIso(extended.due));
  deadline.set_suspended_since_date(extended.suspended_since_date);
  if (deadline.calendar_code().empty()) {
    deadline.set_calendar_code(calendar.calendar().code());
    deadline.set_calendar_version(calendar.calendar().version());
  }
  for (v1::AppliedInterval& each : extended.applied) {
    *deadline.add_applied() = std::move(each);
  }
  auto& steps = *deadline.mutable_steps();
  steps.erase(std::remove_if(steps.begin(), steps.end(), IsPrudent),
              steps.end());
  for (ExplanationStep& step : extended.steps) *steps.Add() = std::move(step);
  const std::string prudent = DayIso(calendar.LastOpen(extended.raw));
  deadline.set_prudent_date(prudent);
  ExplanationStep& step = *steps.Add();
  step.set_kind(ExplanationStep::PRUDENT);
  step.set_date(prudent);
}

}  // namespace

bool Touches(const v1::Suspension& suspension, TimeLimit::Act act,
             TimeLimit::Nature nature) {
  if (nature != TimeLimit::CONVENTIONAL) return false;
  return suspension.acts().empty() ||
         std::find(suspension.acts().begin(), suspension.acts().end(), act) !=
             suspension.acts().end();
}

std::vector<Pause> PausesFor(const TimeLedger& ledger, TimeLimit::Act act,
                             TimeLimit::Nature nature) {
  std::vector<Pause> pauses;
  for (const v1::Suspension& each : ledger.suspensions) {
    const absl::optional<absl::CivilDay> from = ParseDay(each.from_date());
    if (!from.has_value() || !Touches(each, act, nature)) continue;
    Pause& pause = pauses.emplace_back();
    pause.number = each.number();
    pause.from = *from;
    pause.until = ParseDay(each.until_date());
    pause.restarts = each.effect() == v1::Suspension::INTERRUPT;
    pause.clause = each.clause();
  }
  std::stable_sort(
      pauses.begin(), pauses.end(),
      [](const Pause& a, const Pause& b) { return a.from < b.from; });
  return pauses;
}

std::string BeginOf(const v1::Deadline& deadline) {
  std::string first;
  for (const v1::ClockResult& clock : deadline.clocks()) {
    if (clock.trigger_date().empty()) continue;
    if (first.empty() || clock.trigger_date() < first) {
      first = clock.trigger_date();
    }
  }
  return first;
}

bool IsOfRun(TimeLimit::Act act, absl::string_view begin,
             absl::string_view date) {
  switch (act) {
    case TimeLimit::NAME_ARBITRATOR:
    case TimeLimit::FIX_HEARING:
    case TimeLimit::AWARD:
    case TimeLimit::REINSTATE:
      return date >= begin;
    default:
      // The day from which it is counted may become a later one, and what the
      // sides agreed on is not lost by that.
      return true;
  }
}

namespace {

// What ComputeByLedger gives when every suspension counts.
absl::StatusOr<v1::Deadline> ComputeByAll(
    const std::vector<StartedClock>& clocks, TimeLimit::Act act, int step,
    TimeLimit::Nature nature, const TimeLedger& ledger,
    const CalendarDays& calendar) {
  const std::vector<Pause> pauses = PausesFor(ledger, act, nature);
  ASSIGN_OR_RETURN(v1::Deadline deadline, ComputeDeadline(clocks, pauses));
  const v1::Extension* const extension =
      LastExtension(ledger, act, step, BeginOf(deadline));
  if (extension == nullptr) return deadline;

  std::vector<Pause> before;
  std::vector<Pause> later;
  for (const Pause& pause : pauses) {
    if (DayIso(pause.from) <= extension->signed_date()) {
      before.push_back(pause);
    } else if (!pause.restarts) {
      // A period that starts anew is counted without the extension.
      later.push_back(pause);
    }
  }
  ASSIGN_OR_RETURN(v1::Deadline agreed, ComputeDeadline(clocks, before));
  Extended extended = ByAgreement(*extension);
  RETURN_IF_ERROR(
      PassLater(*extension, later, PeriodOf(agreed), calendar, extended));
  if (!deadline.undetermined() && deadline.due_date() >= DayIso(extended.due)) {
    return deadline;
  }
  Replace(std::move(extended), calendar, agreed);
  // What lasts may still make the date without the extension the later one.
  if (agreed.suspended_since_date().empty()) {
    agreed.set_suspended_since_date(deadline.suspended_since_date());
  }
  return agreed;
}

}  // namespace

absl::StatusOr<v1::Deadline> ComputeByLedger(
    const std::vector<StartedClock>& clocks, TimeLimit::Act act, int step,
    TimeLimit::Nature nature, const TimeLedger& ledger,
    const CalendarDays& calendar) {
  TimeLedger counts = ledger;
  counts.suspensions.Clear();
  std::vector<const v1::Suspension*> agreed;
  for (const v1::Suspension& each : ledger.suspensions) {
    if (!Touches(each, act, nature)) continue;
    if (AgreedOn(each).empty()) {
      *counts.suspensions.Add() = each;
    } else {
      agreed.push_back(&each);
    }
  }
  if (!agreed.empty()) {
    ASSIGN_OR_RETURN(const v1::Deadline bare, ComputeDeadline(clocks));
    std::stable_sort(agreed.begin(), agreed.end(),
                     [](const v1::Suspension* a, const v1::Suspension* b) {
                       return AgreedOn(*a) < AgreedOn(*b);
                     });
    for (const v1::Suspension* each : agreed) {
      const std::string day = AgreedOn(*each);
      if (IsPast(bare, day)) {
        // Whether what had moved it by that day let it still run.
        TimeLedger then = counts;
        auto& extensions = then.extensions;
        extensions.erase(std::remove_if(extensions.begin(), extensions.end(),
                                        [&day](const v1::Extension& signed_on) {
                                          return signed_on.signed_date() > day;
                                        }),
                         extensions.end());
        ASSIGN_OR_RETURN(
            const v1::Deadline moved,
            ComputeByAll(clocks, act, step, nature, then, calendar));
        if (IsPast(moved, day)) continue;
      }
      *counts.suspensions.Add() = *each;
    }
  }
  return ComputeByAll(clocks, act, step, nature, counts, calendar);
}

void NoteWaiver(const TimeLedger& ledger, v1::Deadline& deadline) {
  const std::string begin = BeginOf(deadline);
  std::string first;
  for (const v1::Waiver& each : ledger.waivers) {
    if (each.act() != deadline.act() ||
        static_cast<int>(each.step()) != deadline.step() ||
        !IsOfRun(deadline.act(), begin, each.waiver_date())) {
      continue;
    }
    if (first.empty() || each.waiver_date() < first) first = each.waiver_date();
  }
  if (first.empty()) return;
  deadline.set_waived_date(first);
  ExplanationStep& step = *deadline.add_steps();
  step.set_kind(ExplanationStep::WAIVED);
  step.set_date(first);
}

}  // namespace entente
