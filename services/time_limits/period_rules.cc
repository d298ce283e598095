#include "services/time_limits/period_rules.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using v1::ExplanationStep;
using v1::Period;

// The words after the number, without capitals.
constexpr std::pair<absl::string_view, Period::Unit> kUnits[] = {
    {"day", Period::CALENDAR_DAYS},
    {"days", Period::CALENDAR_DAYS},
    {"calendar day", Period::CALENDAR_DAYS},
    {"calendar days", Period::CALENDAR_DAYS},
    {"jour", Period::CALENDAR_DAYS},
    {"jours", Period::CALENDAR_DAYS},
    {"jour de calendrier", Period::CALENDAR_DAYS},
    {"jours de calendrier", Period::CALENDAR_DAYS},
    {"jour calendaire", Period::CALENDAR_DAYS},
    {"jours calendaires", Period::CALENDAR_DAYS},
    {"working day", Period::WORKING_DAYS},
    {"working days", Period::WORKING_DAYS},
    {"jour ouvrable", Period::WORKING_DAYS},
    {"jours ouvrables", Period::WORKING_DAYS},
    {"jour ouvré", Period::WORKING_DAYS},
    {"jours ouvrés", Period::WORKING_DAYS},
    {"clear day", Period::CLEAR_DAYS},
    {"clear days", Period::CLEAR_DAYS},
    {"jour franc", Period::CLEAR_DAYS},
    {"jours francs", Period::CLEAR_DAYS},
    {"month", Period::MONTHS},
    {"months", Period::MONTHS},
    {"mois", Period::MONTHS},
    {"year", Period::YEARS},
    {"years", Period::YEARS},
    {"an", Period::YEARS},
    {"ans", Period::YEARS},
    {"année", Period::YEARS},
    {"années", Period::YEARS},
};

// The longest text worth reading, and worth showing again.
constexpr int kTextCharactersMax = 60;

absl::optional<Period::Unit> FindUnit(absl::string_view words) {
  for (const auto& [name, unit] : kUnits) {
    if (words == name) return unit;
  }
  return absl::nullopt;
}

absl::optional<Period> ReadPeriod(absl::string_view text) {
  std::vector<std::string> words =
      absl::StrSplit(text, absl::ByAnyChar(" \t"), absl::SkipEmpty());
  if (words.size() < 2) return absl::nullopt;
  const std::string number = words[0];
  // SimpleAtoi also takes signs, which no period has.
  if (!std::all_of(number.begin(), number.end(), absl::ascii_isdigit)) {
    return absl::nullopt;
  }
  int count = 0;
  if (!absl::SimpleAtoi(number, &count) || count < 1 ||
      count > kPeriodCountMax) {
    return absl::nullopt;
  }
  words.erase(words.begin());
  const absl::optional<Period::Unit> unit =
      FindUnit(absl::AsciiStrToLower(absl::StrJoin(words, " ")));
  if (!unit.has_value()) return absl::nullopt;
  Period period;
  period.set_count(count);
  period.set_unit(*unit);
  return period;
}

ExplanationStep Counted(const Period& period, absl::CivilDay raw) {
  ExplanationStep step;
  step.set_kind(ExplanationStep::COUNTED);
  step.set_count(period.count());
  step.set_unit(period.unit());
  step.set_date(DayIso(raw));
  return step;
}

void AddClosedDays(const CalendarDays& calendar,
                   std::vector<v1::ClosedDay> days, ExplanationStep& step) {
  step.set_calendar_code(calendar.calendar().code());
  for (v1::ClosedDay& day : days) *step.add_closed_days() = std::move(day);
}

// The last working day, without any pause.
absl::CivilDay CountWorkingDays(const Period& period, absl::CivilDay start,
                                const CalendarDays& calendar,
                                ExplanationStep& step) {
  absl::CivilDay day = start;
  std::vector<v1::ClosedDay> holidays;
  for (int left = period.count(); left > 0;) {
    ++day;
    if (calendar.IsOpen(day)) {
      --left;
      continue;
    }
    // Ordinary weekends need no mention; holidays do.
    absl::optional<v1::ClosedDay> closed = calendar.WhyClosed(day);
    if (closed.has_value() && closed->has_name()) {
      holidays.push_back(*std::move(closed));
    }
  }
  step = Counted(period, day);
  AddClosedDays(calendar, std::move(holidays), step);
  return day;
}

// The same day-number `months` later, else the last day of that month.
absl::CivilDay MonthsLater(absl::CivilDay start, int months) {
  const absl::CivilMonth month = absl::CivilMonth(start) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (start.day() - 1), last);
}

// That the calendars know the last day. It is not the day that somebody gave.
absl::Status CheckEnd(absl::string_view field, absl::CivilDay start,
                      absl::CivilDay end) {
  const absl::CivilDay last(kLastYear, 12, 31);
  if (end <= last) return absl::OkStatus();
  return Refuse(v1::Refusal::END_OUT_OF_RANGE, {{"field", field},
                                                {"start_date", DayIso(start)},
                                                {"last", DayIso(last)}});
}

// The last day as counted from `start`, without any pause.
absl::StatusOr<absl::CivilDay> CountOnce(const Period& period,
                                         absl::CivilDay start,
                                         const CalendarDays& calendar,
                                         absl::string_view field,
                                         ExplanationStep& step) {
  absl::CivilDay raw;
  switch (period.unit()) {
    case Period::WORKING_DAYS:
      raw = CountWorkingDays(period, start, calendar, step);
      RETURN_IF_ERROR(CheckEnd(field, start, raw));
      return raw;
    case Period::CLEAR_DAYS:
      raw = start + period.count() + 1;
      break;
    case Period::MONTHS:
      raw = MonthsLater(start, period.count());
      break;
    case Period::YEARS:
      raw = MonthsLater(start, 12 * period.count());
      break;
    default:
      raw = start + period.count();
  }
  RETURN_IF_ERROR(CheckEnd(field, start, raw));
  step = Counted(period, raw);
  const bool in_months =
      period.unit() == Period::MONTHS || period.unit() == Period::YEARS;
  if (in_months && raw.day() != start.day()) {
    step.set_kind(ExplanationStep::COUNTED_TO_MONTH_END);
  }
  return raw;
}

// A period on its way past the pauses in it.
struct Running {
  const Period& period;
  const CalendarDays& calendar;
  absl::string_view field;
  absl::CivilDay start;
  PeriodEnd& end;

  // Moves the end by `pause`, of which `first` to `last` do not count.
  absl::Status Pass(const Pause& pause, absl::CivilDay first,
                    absl::CivilDay last);
  // Once the days are counted: lets the end wait until `pause` is over.
  absl::Status WaitFor(const Pause& pause, absl::CivilDay first,
                       absl::CivilDay last);
};

v1::AppliedInterval Applied(const Pause& pause, absl::CivilDay first,
                            absl::CivilDay last) {
  v1::AppliedInterval applied;
  applied.set_kind(pause.restarts ? v1::AppliedInterval::INTERRUPTION
                                  : v1::AppliedInterval::SUSPENSION);
  applied.set_number(pause.number);
  applied.set_clause(pause.clause);
  applied.set_from_date(DayIso(first));
  if (pause.until.has_value()) applied.set_until_date(DayIso(last));
  return applied;
}

ExplanationStep Since(absl::CivilDay first) {
  ExplanationStep step;
  step.set_kind(ExplanationStep::SUSPENDED_SINCE);
  step.set_date(DayIso(first));
  return step;
}

absl::Status Running::Pass(const Pause& pause, absl::CivilDay first,
                           absl::CivilDay last) {
  v1::AppliedInterval applied = Applied(pause, first, last);
  ExplanationStep step;
  ExplanationStep again;
  step.set_kind(pause.restarts ? ExplanationStep::INTERRUPTED
                               : ExplanationStep::SUSPENDED);
  step.set_from_date(DayIso(first));
  step.set_date(DayIso(last));
  // One that lasts since before the start may have ended before it.
  if (last >= first && pause.restarts) {
    ASSIGN_OR_RETURN(const absl::CivilDay raw,
                     CountOnce(period, last, calendar, field, again));
    start = last;
    end.raw = std::max(end.raw, raw);
  } else if (last >= first) {
    const int days = CountedDays(calendar, period.unit(), first, last);
    if (days == 0 && pause.until.has_value()) return absl::OkStatus();
    applied.set_days(days);
    step.set_count(days);
    step.set_unit(period.unit() == Period::WORKING_DAYS
                      ? Period::WORKING_DAYS
                      : Period::CALENDAR_DAYS);
    end.raw = period.unit() == Period::WORKING_DAYS
                  ? OpenDaysLater(calendar, end.raw, days)
                  : end.raw + days;
    RETURN_IF_ERROR(CheckEnd(field, start, end.raw));
  }
  if (!pause.until.has_value()) {
    end.paused_since = first;
    step = Since(first);
  }
  end.applied.push_back(std::move(applied));
  end.steps.push_back(std::move(step));
  if (again.kind() != ExplanationStep::KIND_UNSPECIFIED) {
    end.steps.push_back(std::move(again));
  }
  return absl::OkStatus();
}

// Says how the end, which is due on `due`, is carried forward.
ExplanationStep Roll(const Period& period, const CalendarDays& calendar,
                     PeriodEnd& end) {
  ExplanationStep step;
  // Clear days are over by then: the limit does not end there.
  if (period.unit() == Period::CLEAR_DAYS) step.set_unit(period.unit());
  const absl::CivilDay day = end.due;
  if (calendar.IsOpen(day)) {
    step.set_kind(ExplanationStep::ENDS_OPEN);
  } else if (period.roll() == Period::NONE) {
    step.set_kind(ExplanationStep::NOT_CARRIED);
    AddClosedDays(calendar, calendar.ClosedDays(day, day), step);
  } else {
    step.set_kind(ExplanationStep::CARRIED_FORWARD);
    step.set_from_date(DayIso(day));
    end.due = calendar.NextOpen(day);
    AddClosedDays(calendar, calendar.ClosedDays(day, end.due - 1), step);
  }
  step.set_calendar_code(calendar.calendar().code());
  step.set_date(DayIso(end.due));
  return step;
}

absl::Status Running::WaitFor(const Pause& pause, absl::CivilDay first,
                              absl::CivilDay last) {
  end.applied.push_back(Applied(pause, first, last));
  if (pause.until.has_value()) {
    ExplanationStep& step = end.steps.emplace_back();
    step.set_kind(ExplanationStep::SUSPENDED_AT_END);
    step.set_from_date(DayIso(first));
    step.set_date(DayIso(last));
  } else {
    end.paused_since = first;
    end.steps.push_back(Since(first));
  }
  end.due = std::max(end.due, last + 1);
  end.steps.push_back(Roll(period, calendar, end));
  return CheckEnd(field, start, end.due);
}

// Goes past the pauses, in their order. What begins while days are counted
// moves them; what begins after that, until the day that is due, only lets the
// end wait: nothing is due on a day that does not count.
absl::Status PassPauses(absl::Span<const Pause> pauses, Running running) {
  const Period& period = running.period;
  PeriodEnd& end = running.end;
  absl::optional<absl::CivilDay> passed;
  bool counted = false;
  const auto finish_count = [&] {
    counted = true;
    end.due = end.raw;
    // Working days end on an open day, and the count has said so; once it was
    // moved, that is said anew.
    if (period.unit() != Period::WORKING_DAYS || !end.applied.empty()) {
      end.steps.push_back(Roll(period, running.calendar, end));
    }
  };
  for (const Pause& pause : pauses) {
    absl::CivilDay first = std::max(pause.from, running.start + 1);
    // Intervals that overlap count their days once.
    if (passed.has_value()) first = std::max(first, *passed + 1);
    // Of one that lasts, its first day is all that is certain.
    const absl::CivilDay last = pause.until.value_or(pause.from);
    if (last < first && pause.until.has_value()) continue;
    // The day after clear days is none of them.
    const bool clear = period.unit() == Period::CLEAR_DAYS;
    if (!counted && first > (clear ? end.raw - 1 : end.raw)) finish_count();
    if (!counted) {
      RETURN_IF_ERROR(running.Pass(pause, first, last));
    } else if (first <= end.due) {
      RETURN_IF_ERROR(running.WaitFor(pause, first, last));
    } else {
      break;
    }
    passed = std::max(first - 1, last);
  }
  if (!counted) finish_count();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Period> ParsePeriod(absl::string_view field,
                                   absl::string_view text) {
  RETURN_IF_ERROR(CheckText(field, text, kTextCharactersMax, true));
  const absl::optional<Period> period = ReadPeriod(text);
  if (!period.has_value()) {
    return Refuse(v1::Refusal::PERIOD_MALFORMED,
                  {{"field", field},
                   {"value", text},
                   {"maximum", absl::StrCat(kPeriodCountMax)}});
  }
  return *period;
}

absl::CivilDay OpenDaysLater(const CalendarDays& calendar, absl::CivilDay day,
                             int count) {
  while (count > 0) {
    if (calendar.IsOpen(++day)) --count;
  }
  return day;
}

int CountedDays(const CalendarDays& calendar, Period::Unit unit,
                absl::CivilDay first, absl::CivilDay last) {
  if (unit != Period::WORKING_DAYS) return static_cast<int>(last - first) + 1;
  int days = 0;
  for (absl::CivilDay day = first; day <= last; ++day) {
    if (calendar.IsOpen(day)) ++days;
  }
  return days;
}

absl::StatusOr<PeriodEnd> CountPeriod(const Period& period,
                                      absl::CivilDay start,
                                      const CalendarDays& calendar,
                                      absl::string_view field,
                                      absl::Span<const Pause> pauses) {
  PeriodEnd end;
  ExplanationStep counted;
  ASSIGN_OR_RETURN(end.raw, CountOnce(period, start, calendar, field, counted));
  end.steps.push_back(std::move(counted));
  RETURN_IF_ERROR(
      PassPauses(pauses, Running{period, calendar, field, start, end}));
  // Acting before clear days are over would be too early, not prudent.
  if (period.unit() != Period::CLEAR_DAYS) {
    end.prudent = calendar.LastOpen(end.raw);
  }
  return end;
}

}  // namespace entente
