// Lengths of time: read from words, and counted from a day.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_PERIOD_RULES_H_
#define ENTENTE_SERVICES_TIME_LIMITS_PERIOD_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
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

// An interval in which a period does not run.
struct Pause {
  // Its number in the file.
  uint32_t number = 0;
  // The first day that does not count.
  absl::CivilDay from;
  // The last one; empty while it lasts.
  absl::optional<absl::CivilDay> until;
  // Afterwards the whole period starts anew; else the rest of it runs.
  bool restarts = false;
  // The clause that lets it count.
  std::string clause;
};

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
  // The pauses that moved the end, in order.
  std::vector<v1::AppliedInterval> applied;
  // The first day of a pause that lasts and keeps the period from running.
  absl::optional<absl::CivilDay> paused_since;
};

// Counts `period` from `start`, itself not counted. Calendar days include
// weekends and holidays; working days are the open days of `calendar`; after
// clear days the act falls on the day that follows them; months and years end
// on the same day-number, else on the last day of the month. `period` must
// have a count of 1 to kPeriodCountMax and a unit. Refused as
// END_OUT_OF_RANGE of `field` when the end lies after the years covered.
//
// `pauses`, in the order of their first days, move the end before it is carried
// forward. A pause that begins while the period runs moves it by as many days
// as do not count: open days for working days, else all days, for months and
// years too; one that restarts makes the whole period run from its last day on.
// An end that was moved may be reached by the next pause. Of a pause that lasts
// its first day is counted: the end is the earliest that it can be. One that
// begins after the last day as counted, but not after the day to which that is
// carried forward, moves `due` alone, to the first day after it, carried
// forward in its turn: nothing is due on a day that does not count. No pause
// makes an end earlier.
//
// Sources: art. 83 of the Code of Civil Procedure (Québec), art. 641 and 642
// of the Code de procédure civile (France), rule 6(a)(1) of the Federal Rules
// of Civil Procedure (United States).
absl::StatusOr<PeriodEnd> CountPeriod(const v1::Period& period,
                                      absl::CivilDay start,
                                      const CalendarDays& calendar,
                                      absl::string_view field,
                                      absl::Span<const Pause> pauses = {});

// The day that lies `count` open days after `day`.
absl::CivilDay OpenDaysLater(const CalendarDays& calendar, absl::CivilDay day,
                             int count);

// How many days from `first` to `last` count in a period of `unit`: open days
// for working days, else all days.
int CountedDays(const CalendarDays& calendar, v1::Period::Unit unit,
                absl::CivilDay first, absl::CivilDay last);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_PERIOD_RULES_H_
