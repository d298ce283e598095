// Random periods, for properties that hold of every period.

#ifndef ENTENTE_TESTS_SERVICES_TIME_LIMITS_RANDOM_PERIODS_H_
#define ENTENTE_TESTS_SERVICES_TIME_LIMITS_RANDOM_PERIODS_H_

#include <random>
#include <vector>

#include "proto/support/day.h"
#include "services/time_limits/period_rules.h"
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

  // Up to `most` pauses in their order, on and after the start of a period,
  // without a common day. The last may last.
  std::vector<Pause> NextPauses(absl::CivilDay start, int most) {
    std::vector<Pause> pauses(Between(0, most));
    absl::CivilDay day = start - 5;
    for (size_t i = 0; i < pauses.size(); ++i) {
      Pause& pause = pauses[i];
      pause.number = static_cast<uint32_t>(i + 1);
      pause.from = day + Between(1, 40);
      pause.until = pause.from + Between(0, 30);
      pause.restarts = Between(0, 9) == 0;
      day = *pause.until;
    }
    if (!pauses.empty() && Between(0, 4) == 0) pauses.back().until.reset();
    return pauses;
  }

 private:
  std::mt19937 engine_{20121122};
};

inline constexpr int kDraws = 20000;

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_TIME_LIMITS_RANDOM_PERIODS_H_
