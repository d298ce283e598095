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

PeriodEnd CountWorkingDays(const Period& period, absl::CivilDay start,
                           const CalendarDays& calendar) {
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
  ExplanationStep step = Counted(period, day);
  AddClosedDays(calendar, std::move(holidays), step);
  return PeriodEnd{day, day, day, {std::move(step)}};
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

ExplanationStep Roll(const Period& period, const CalendarDays& calendar,
                     PeriodEnd& end) {
  ExplanationStep step;
  // Clear days are over by then: the limit does not end there.
  if (period.unit() == Period::CLEAR_DAYS) step.set_unit(period.unit());
  if (calendar.IsOpen(end.raw)) {
    step.set_kind(ExplanationStep::ENDS_OPEN);
  } else if (period.roll() == Period::NONE) {
    step.set_kind(ExplanationStep::NOT_CARRIED);
    AddClosedDays(calendar, calendar.ClosedDays(end.raw, end.raw), step);
  } else {
    step.set_kind(ExplanationStep::CARRIED_FORWARD);
    step.set_from_date(DayIso(end.raw));
    end.due = calendar.NextOpen(end.raw);
    AddClosedDays(calendar, calendar.ClosedDays(end.raw, end.due - 1), step);
  }
  step.set_calendar_code(calendar.calendar().code());
  step.set_date(DayIso(end.due));
  return step;
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

absl::StatusOr<PeriodEnd> CountPeriod(const Period& period,
                                      absl::CivilDay start,
                                      const CalendarDays& calendar,
                                      absl::string_view field) {
  if (period.unit() == Period::WORKING_DAYS) {
    PeriodEnd end = CountWorkingDays(period, start, calendar);
    RETURN_IF_ERROR(CheckEnd(field, start, end.raw));
    return end;
  }
  PeriodEnd end;
  switch (period.unit()) {
    case Period::CLEAR_DAYS:
      end.raw = start + period.count() + 1;
      break;
    case Period::MONTHS:
      end.raw = MonthsLater(start, period.count());
      break;
    case Period::YEARS:
      end.raw = MonthsLater(start, 12 * period.count());
      break;
    default:
      end.raw = start + period.count();
  }
  RETURN_IF_ERROR(CheckEnd(field, start, end.raw));
  end.due = end.raw;
  end.steps.push_back(Counted(period, end.raw));
  const bool in_months =
      period.unit() == Period::MONTHS || period.unit() == Period::YEARS;
  if (in_months && end.raw.day() != start.day()) {
    end.steps.back().set_kind(ExplanationStep::COUNTED_TO_MONTH_END);
  }
  end.steps.push_back(Roll(period, calendar, end));
  // Acting before clear days are over would be too early, not prudent.
  if (period.unit() != Period::CLEAR_DAYS) {
    end.prudent = calendar.LastOpen(end.raw);
  }
  return end;
}

}  // namespace entente
