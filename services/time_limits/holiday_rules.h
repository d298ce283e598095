// On which day a single holiday falls in a year, and on which it is observed.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_HOLIDAY_RULES_H_
#define ENTENTE_SERVICES_TIME_LIMITS_HOLIDAY_RULES_H_

#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "entente/v1/calendar.pb.h"

namespace entente {

// Easter Sunday of a Gregorian year (Meeus, Jones and Butcher).
absl::CivilDay EasterSunday(int year);

// The weekday of `day`.
v1::Calendar::Weekday WeekdayOf(absl::CivilDay day);

// Whether `weekday` is one of the seven.
bool IsWeekday(v1::Calendar::Weekday weekday);

// The day on which the holiday falls in `year`, before any shift; empty when
// the rule names no day in that year, for example the fifth Monday of a month
// that has four, or a year before its first. A month or a weekday that does
// not exist names no day in any year.
absl::optional<absl::CivilDay> FallsOn(const v1::HolidayRule& rule, int year);

// The day on which a holiday that falls on `day` is observed. It may lie in a
// neighbouring year.
absl::CivilDay ObservedOn(const v1::HolidayRule& rule, absl::CivilDay day);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_HOLIDAY_RULES_H_
