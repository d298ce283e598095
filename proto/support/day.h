// Days of law: ISO 8601 texts in the vocabulary, absl::CivilDay in the rules.

#ifndef ENTENTE_PROTO_SUPPORT_DAY_H_
#define ENTENTE_PROTO_SUPPORT_DAY_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"

namespace entente {

// The years for which calendars are computed. A technical bound, not a rule.
inline constexpr int kFirstYear = 1970;
inline constexpr int kLastYear = 2100;

// The day written exactly YYYY-MM-DD; empty when `text` is anything else or
// names a day that does not exist.
absl::optional<absl::CivilDay> ParseDay(absl::string_view text);

// YYYY-MM-DD.
std::string DayIso(absl::CivilDay day);

// Refuses a `day`, the value of `field`, that lies before `first_year` or after
// kLastYear as DATE_OUT_OF_RANGE.
absl::Status CheckDayInRange(absl::string_view field, absl::CivilDay day,
                             int first_year = kFirstYear);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_DAY_H_
