// Lengths of time: read from words, and counted from a day.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_PERIOD_RULES_H_
#define ENTENTE_SERVICES_TIME_LIMITS_PERIOD_RULES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "entente/v1/deadline.pb.h"
#include "entente/v1/time_limit.pb.h"
#include "services/time_limits/calendar_rules.h"

namespace entente {

// The longest count of any unit. A technical bound, not a rule.
inline constexpr int kPeriodCountMax = 9999;

// Reads "30 days", "5 working days", "3 clear days", "6 months", "1 year", or
// in French « 30 jours », « 5 jours ouvrables », « 5 jours ouvrés », « 3 jours
// francs », « 6 mois », « 2 ans ». Which days are open is for the calendar to
// say, for all these words. Roll and calendar are left unset. Anything else is
// refused as PERIOD_MALFORMED of `field`; an empty text as FIELD_REQUIRED, a
// very long one as FIELD_TOO_LONG.
absl::StatusOr<v1::Period> ParsePeriod(absl::string_view field,
                                       absl::string_view text);

// Where a period ends, and why.
struct PeriodEnd {
  // The last day as counted.
  absl::CivilDay raw;
  // That day, carried forward when the period says so; for working days the
  // same.
  absl::CivilDay due;
  // The last open day on or before `raw`; none for clear days.
  absl::optional<absl::CivilDay> prudent;
  // The count, without its start.
  std::vector<v1::ExplanationStep> steps;
};

// Counts `period` from `start`, itself not counted. Calendar days include
// weekends and holidays; working days are the open days of `calendar`; after
// clear days the act falls on the day that follows them; months and years end
// on the same day-number, else on the last day of the month. `period` must
// have a count of 1 to kPeriodCountMax and a unit. Refused as
// END_OUT_OF_RANGE of `field` when the end lies after the years covered.
// Sources: art. 83 of the Code of Civil Procedure (Québec), art. 641 and 642
// of the Code de procédure civile (France), rule 6(a)(1) of the Federal Rules
// of Civil Procedure (United States).
absl::StatusOr<PeriodEnd> CountPeriod(const v1::Period& period,
                                      absl::CivilDay start,
                                      const CalendarDays& calendar,
                                      absl::string_view field);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_PERIOD_RULES_H_
