// Which days are closed: the rules of a calendar, applied to a year.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_CALENDAR_RULES_H_
#define ENTENTE_SERVICES_TIME_LIMITS_CALENDAR_RULES_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "entente/v1/calendar.pb.h"

namespace entente {

// Refuses with CALENDAR_INVALID, naming the place and the problem, a calendar
// with a part missing, with no open weekday, or with a rule that names no day
// in any year from kFirstYear to kLastYear.
absl::Status CheckCalendar(const v1::Calendar& calendar);

// One version of a calendar with its closed days worked out, so that asking
// costs no computation. Immutable: any thread may ask. Days outside the years
// covered are closed by their weekday only.
class CalendarDays {
 public:
  // Refused as CheckCalendar does.
  static absl::StatusOr<CalendarDays> From(v1::Calendar calendar);

  // The rules.
  const v1::Calendar& calendar() const { return calendar_; }

  // Whether something can be done on `day`.
  bool IsOpen(absl::CivilDay day) const;
  // `day` when it is open, else the first open day after it.
  absl::CivilDay NextOpen(absl::CivilDay day) const;
  // `day` when it is open, else the last open day before it.
  absl::CivilDay LastOpen(absl::CivilDay day) const;

  // Why `day` is closed; empty when it is open. A holiday comes before the
  // ordinary closed weekday on which it falls.
  absl::optional<v1::ClosedDay> WhyClosed(absl::CivilDay day) const;
  // The closed days from `first` to `last`, both included.
  std::vector<v1::ClosedDay> ClosedDays(absl::CivilDay first,
                                        absl::CivilDay last) const;
  // The holidays observed in `year`, in order, those of a neighbouring year
  // too. Ordinary closed weekdays are not among them.
  std::vector<v1::ClosedDay> Holidays(int year) const;

 private:
  // A holiday as it is observed.
  struct Observed {
    absl::CivilDay day;
    absl::CivilDay falls_on;
    int rule;
  };

  explicit CalendarDays(v1::Calendar calendar);

  bool IsClosedWeekday(absl::CivilDay day) const;
  v1::ClosedDay ToMessage(const Observed& observed) const;

  v1::Calendar calendar_;
  uint8_t closed_weekdays_ = 0;     // Bit n for Calendar::Weekday n.
  std::vector<Observed> observed_;  // By day, then in the order of the rules.
  std::vector<bool> holiday_;       // By days since the first day covered.
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_CALENDAR_RULES_H_
