#include "services/time_limits/calendar_rules.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "services/time_limits/holiday_rules.h"
#include "services/time_limits/rule_text_check.h"

namespace entente {
namespace {

// A prudent date may lie just before the first year, a due date just after
// the last one.
constexpr absl::CivilDay kFirstDay(kFirstYear - 1, 1, 1);
constexpr absl::CivilDay kLastDay(kLastYear + 1, 12, 31);

// More rules than this are no calendar; it also bounds every search for an
// open day.
constexpr int kRulesMax = 100;

RuleProblem Problem(std::string where, absl::string_view problem) {
  return RuleProblem{v1::Refusal::CALENDAR_INVALID, std::move(where), problem};
}

absl::Status CheckHoliday(const v1::HolidayRule& rule,
                          const std::string& where) {
  if (rule.name().fr().empty()) {
    return Problem(where + ".name.fr", "MISSING").Refused();
  }
  if (rule.name().en().empty()) {
    return Problem(where + ".name.en", "MISSING").Refused();
  }
  for (int i = 0; i < rule.shifts_size(); ++i) {
    const v1::HolidayRule::Shift& shift = rule.shifts(i);
    const std::string place = Indexed(where + ".shifts", i);
    if (!IsWeekday(shift.falls_on())) {
      return Problem(place + ".falls_on", "MISSING").Refused();
    }
    if (shift.days() == 0 || shift.days() < -6 || shift.days() > 6) {
      return Problem(place + ".days", "OUT_OF_RANGE").Refused();
    }
  }
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    if (FallsOn(rule, year).has_value()) return absl::OkStatus();
  }
  return Problem(where, "NAMES_NO_DAY").Refused();
}

}  // namespace

absl::Status CheckCalendar(const v1::Calendar& calendar) {
  RETURN_IF_ERROR(CheckRuleTexts(calendar, v1::Refusal::CALENDAR_INVALID));
  if (!IsRuleCode(calendar.code())) {
    return Problem("code", "NOT_A_CODE").Refused();
  }
  if (calendar.version() < 1) {
    return Problem("version", "OUT_OF_RANGE").Refused();
  }
  const std::pair<absl::string_view, const std::string*> texts[] = {
      {"title.fr", &calendar.title().fr()},
      {"title.en", &calendar.title().en()},
      {"jurisdiction", &calendar.jurisdiction()},
      {"source", &calendar.source()},
  };
  for (const auto& [where, text] : texts) {
    if (text->empty()) return Problem(std::string(where), "MISSING").Refused();
  }
  if (!ParseDay(calendar.checked_date()).has_value()) {
    return Problem("checked_date", "NOT_A_DATE").Refused();
  }
  unsigned weekdays = 0;
  for (int i = 0; i < calendar.closed_weekdays_size(); ++i) {
    const std::string place = Indexed("closed_weekdays", i);
    if (!IsWeekday(calendar.closed_weekdays(i))) {
      return Problem(place, "NAMES_NO_DAY").Refused();
    }
    const unsigned bit = 1u << calendar.closed_weekdays(i);
    if (weekdays & bit) return Problem(place, "DUPLICATE").Refused();
    weekdays |= bit;
  }
  if (calendar.closed_weekdays_size() == 7) {
    return Problem("closed_weekdays", "NO_OPEN_DAY").Refused();
  }
  if (calendar.holidays_size() > kRulesMax) {
    return Problem("holidays", "TOO_MANY").Refused();
  }
  for (int i = 0; i < calendar.holidays_size(); ++i) {
    RETURN_IF_ERROR(CheckHoliday(calendar.holidays(i), Indexed("holidays", i)));
  }
  return absl::OkStatus();
}

absl::StatusOr<CalendarDays> CalendarDays::From(v1::Calendar calendar) {
  RETURN_IF_ERROR(CheckCalendar(calendar));
  return CalendarDays(std::move(calendar));
}

CalendarDays::CalendarDays(v1::Calendar calendar)
    : calendar_(std::move(calendar)), holiday_(kLastDay - kFirstDay + 1) {
  for (const int weekday : calendar_.closed_weekdays()) {
    closed_weekdays_ |= 1u << weekday;
  }
  // One year more at either end: a holiday may be observed in a neighbouring
  // year, and counts there.
  for (int year = kFirstYear - 2; year <= kLastYear + 2; ++year) {
    for (int i = 0; i < calendar_.holidays_size(); ++i) {
      const v1::HolidayRule& rule = calendar_.holidays(i);
      const absl::optional<absl::CivilDay> falls_on = FallsOn(rule, year);
      if (!falls_on.has_value()) continue;
      const absl::CivilDay day = ObservedOn(rule, *falls_on);
      if (day < kFirstDay || day > kLastDay) continue;
      observed_.push_back({day, *falls_on, i});
      holiday_[day - kFirstDay] = true;
    }
  }
  std::sort(observed_.begin(), observed_.end(),
            [](const Observed& a, const Observed& b) {
              return std::tie(a.day, a.rule) < std::tie(b.day, b.rule);
            });
}

bool CalendarDays::IsClosedWeekday(absl::CivilDay day) const {
  return (closed_weekdays_ >> WeekdayOf(day)) & 1;
}

bool CalendarDays::IsOpen(absl::CivilDay day) const {
  if (IsClosedWeekday(day)) return false;
  if (day < kFirstDay || day > kLastDay) return true;
  return !holiday_[day - kFirstDay];
}

absl::CivilDay CalendarDays::NextOpen(absl::CivilDay day) const {
  while (!IsOpen(day)) ++day;
  return day;
}

absl::CivilDay CalendarDays::LastOpen(absl::CivilDay day) const {
  while (!IsOpen(day)) --day;
  return day;
}

v1::ClosedDay CalendarDays::ToMessage(const Observed& observed) const {
  v1::ClosedDay result;
  result.set_date(DayIso(observed.day));
  *result.mutable_name() = calendar_.holidays(observed.rule).name();
  if (observed.falls_on != observed.day) {
    result.set_observed_for_date(DayIso(observed.falls_on));
  }
  return result;
}

absl::optional<v1::ClosedDay> CalendarDays::WhyClosed(
    absl::CivilDay day) const {
  const auto found = std::lower_bound(
      observed_.begin(), observed_.end(), day,
      [](const Observed& a, absl::CivilDay b) { return a.day < b; });
  if (found != observed_.end() && found->day == day) return ToMessage(*found);
  if (!IsClosedWeekday(day)) return absl::nullopt;
  v1::ClosedDay result;
  result.set_date(DayIso(day));
  return result;
}

std::vector<v1::ClosedDay> CalendarDays::ClosedDays(absl::CivilDay first,
                                                    absl::CivilDay last) const {
  std::vector<v1::ClosedDay> result;
  for (absl::CivilDay day = first; day <= last; ++day) {
    absl::optional<v1::ClosedDay> closed = WhyClosed(day);
    if (closed.has_value()) result.push_back(*std::move(closed));
  }
  return result;
}

std::vector<v1::ClosedDay> CalendarDays::Holidays(int year) const {
  std::vector<v1::ClosedDay> result;
  for (const Observed& observed : observed_) {
    if (observed.day.year() == year) result.push_back(ToMessage(observed));
  }
  return result;
}

}  // namespace entente
