// The calendars at hand, by code and version.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_CALENDAR_BOOK_H_
#define ENTENTE_SERVICES_TIME_LIMITS_CALENDAR_BOOK_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "entente/v1/calendar.pb.h"
#include "services/time_limits/calendar_rules.h"

namespace entente {

// A set of calendars, worked out once. Fill it before other threads read it.
class CalendarBook {
 public:
  // Adds one. Refused as CheckCalendar does, and as CALENDAR_INVALID
  // (DUPLICATE) when that code and version are there.
  absl::Status Add(v1::Calendar calendar);

  // The calendar, which lives as long as the book; null when there is none.
  // Version 0 asks for the newest.
  const CalendarDays* Find(absl::string_view code, int version = 0) const;

  // The newest version of each, by code.
  std::vector<const CalendarDays*> Newest() const;

 private:
  std::map<std::pair<std::string, int>, CalendarDays> calendars_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_CALENDAR_BOOK_H_
