// Calendars and profiles as text, and those that are shipped.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_PROFILE_TEXT_H_
#define ENTENTE_SERVICES_TIME_LIMITS_PROFILE_TEXT_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/calendar.pb.h"
#include "entente/v1/profile.pb.h"
#include "services/time_limits/calendar_book.h"

namespace entente {

// The largest text of a profile or calendar that is read, in bytes.
inline constexpr size_t kRuleTextBytesMax = 256 * 1024;

// Reads a profile written as protobuf text. Refused as PROFILE_INVALID, naming
// line and column, when it cannot be read; what it says is not yet checked.
absl::StatusOr<v1::Profile> ParseProfile(absl::string_view text);

// The same for a calendar, refused as CALENDAR_INVALID.
absl::StatusOr<v1::Calendar> ParseCalendar(absl::string_view text);

// The calendars embedded in the program, all of them checked. An error is a
// bug in the shipped data.
absl::StatusOr<CalendarBook> ShippedCalendars();

// The profiles embedded in the program, checked with `calendars`.
absl::StatusOr<std::vector<v1::Profile>> ShippedProfiles(
    const CalendarBook& calendars);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_PROFILE_TEXT_H_
