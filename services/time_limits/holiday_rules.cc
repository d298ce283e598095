#include "services/time_limits/holiday_rules.h"

#include "proto/support/day.h"

namespace entente {
namespace {

// How far from Easter a rule may lie: within the year in any case.
constexpr int kEasterOffsetMin = -80;
constexpr int kEasterOffsetMax = 250;

absl::optional<absl::CivilDay> Day(int year, int month, int day) {
  if (month < 1 || month > 12 || day < 1) return absl::nullopt;
  const absl::CivilDay result(year, month, day);
  if (result.month() != month || result.day() != day) return absl::nullopt;
  return result;
}

// How many days after `day` the next `weekday` comes, 0 to 6.
int DaysUntil(absl::CivilDay day, v1::Calendar::Weekday weekday) {
  return (weekday - WeekdayOf(day) + 7) % 7;
}

absl::optional<absl::CivilDay> NthWeekday(
    const v1::HolidayRule::NthWeekday& rule, int year) {
  const absl::optional<absl::CivilDay> first = Day(year, rule.month(), 1);
  if (!first.has_value() || !IsWeekday(rule.weekday()) || rule.n() < 1 ||
      rule.n() > 5) {
    return absl::nullopt;
  }
  const absl::CivilDay day =
      *first + DaysUntil(*first, rule.weekday()) + 7 * (rule.n() - 1);
  if (day.month() != rule.month()) return absl::nullopt;
  return day;
}

absl::optional<absl::CivilDay> LastWeekday(
    const v1::HolidayRule::LastWeekday& rule, int year) {
  const absl::optional<absl::CivilDay> first = Day(year, rule.month(), 1);
  if (!first.has_value() || !IsWeekday(rule.weekday())) return absl::nullopt;
  const absl::CivilDay next_month(absl::CivilMonth(*first) + 1);
  const absl::CivilDay week_before = next_month - 7;
  return week_before + DaysUntil(week_before, rule.weekday());
}

absl::optional<absl::CivilDay> WeekdayBefore(
    const v1::HolidayRule::WeekdayBefore& rule, int year) {
  const absl::optional<absl::CivilDay> limit =
      Day(year, rule.month(), rule.day());
  if (!limit.has_value() || !IsWeekday(rule.weekday())) return absl::nullopt;
  const absl::CivilDay week_before = *limit - 7;
  return week_before + DaysUntil(week_before, rule.weekday());
}

absl::optional<absl::CivilDay> Proclaimed(const std::string& date, int year) {
  const absl::optional<absl::CivilDay> day = ParseDay(date);
  if (!day.has_value() || day->year() != year) return absl::nullopt;
  return day;
}

}  // namespace

absl::CivilDay EasterSunday(int year) {
  const int a = year % 19;
  const int b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4;
  const int f = (b + 8) / 25;
  const int g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return absl::CivilDay(year, n / 31, n % 31 + 1);
}

v1::Calendar::Weekday WeekdayOf(absl::CivilDay day) {
  // absl::Weekday counts from Monday = 0, ISO 8601 from Monday = 1.
  return static_cast<v1::Calendar::Weekday>(
      static_cast<int>(absl::GetWeekday(day)) + 1);
}

bool IsWeekday(v1::Calendar::Weekday weekday) {
  return weekday >= v1::Calendar::MONDAY && weekday <= v1::Calendar::SUNDAY;
}

absl::optional<absl::CivilDay> FallsOn(const v1::HolidayRule& rule, int year) {
  if (rule.from_year() != 0 && year < rule.from_year()) return absl::nullopt;
  if (rule.until_year() != 0 && year > rule.until_year()) return absl::nullopt;
  switch (rule.day_case()) {
    case v1::HolidayRule::kFixed:
      return Day(year, rule.fixed().month(), rule.fixed().day());
    case v1::HolidayRule::kNthWeekday:
      return NthWeekday(rule.nth_weekday(), year);
    case v1::HolidayRule::kLastWeekday:
      return LastWeekday(rule.last_weekday(), year);
    case v1::HolidayRule::kWeekdayBefore:
      return WeekdayBefore(rule.weekday_before(), year);
    case v1::HolidayRule::kEasterOffsetDays:
      if (rule.easter_offset_days() < kEasterOffsetMin ||
          rule.easter_offset_days() > kEasterOffsetMax) {
        return absl::nullopt;
      }
      return EasterSunday(year) + rule.easter_offset_days();
    case v1::HolidayRule::kProclaimedDate:
      return Proclaimed(rule.proclaimed_date(), year);
    case v1::HolidayRule::DAY_NOT_SET:
      return absl::nullopt;
  }
  return absl::nullopt;
}

absl::CivilDay ObservedOn(const v1::HolidayRule& rule, absl::CivilDay day) {
  const v1::Calendar::Weekday weekday = WeekdayOf(day);
  for (const v1::HolidayRule::Shift& shift : rule.shifts()) {
    if (shift.falls_on() == weekday) return day + shift.days();
  }
  return day;
}

}  // namespace entente
