// Random periods, for properties that hold of every period.

#ifndef ENTENTE_TESTS_SERVICES_TIME_LIMITS_RANDOM_PERIODS_H_
#define ENTENTE_TESTS_SERVICES_TIME_LIMITS_RANDOM_PERIODS_H_

#include <random>

#include "proto/support/day.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {

struct Random {
  absl::CivilDay start;
  v1::Period period;
  const CalendarDays* calendar;
};

// The same periods in every run: what fails can be run again.
class Draws {
 public:
  int Between(int first, int last) {
    return std::uniform_int_distribution<int>(first, last)(engine_);
  }

  Random Next() {
    const auto calendars = Calendars().Newest();
    Random random;
    random.start = absl::CivilDay(kFirstYear, 1, 1) +
                   Between(0, 365 * (kLastYear - kFirstYear));
    random.period.set_unit(static_cast<v1::Period::Unit>(Between(1, 5)));
    const bool long_unit = random.period.unit() == v1::Period::MONTHS ||
                           random.period.unit() == v1::Period::YEARS;
    random.period.set_count(Between(1, long_unit ? 11 : 200));
    // Room for the longest period before the last year covered.
    if (random.start.year() > kLastYear - 15) random.start -= 15 * 366;
    random.period.set_roll(static_cast<v1::Period::Roll>(Between(1, 2)));
    random.calendar =
        calendars[Between(0, static_cast<int>(calendars.size()) - 1)];
    return random;
  }

 private:
  std::mt19937 engine_{20121122};
};

inline constexpr int kDraws = 20000;

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_TIME_LIMITS_RANDOM_PERIODS_H_
