// The dates that running periods give, and why: one computation for every
// time limit.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_DEADLINE_RULES_H_
#define ENTENTE_SERVICES_TIME_LIMITS_DEADLINE_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "entente/v1/deadline.pb.h"
#include "entente/v1/time_limit.pb.h"
#include "entente/v1/time_limit_service.pb.h"
#include "services/time_limits/calendar_rules.h"
#include "services/time_limits/period_rules.h"

namespace entente {

// A period and the day from which it runs.
struct StartedClock {
  // Trigger, period and clause. The period must be complete.
  v1::Clock clock;
  // The day of the trigger; empty while it is unknown.
  absl::optional<absl::CivilDay> day;
  // While it is unknown, the latest that it can be; empty when nothing bounds
  // it.
  absl::optional<absl::CivilDay> latest_day;
  // The calendar of the period. Must outlive the call.
  const CalendarDays* calendar = nullptr;
  // The field that a refusal names.
  std::string field;
};

// Counts every clock and chooses: the smallest due date wins, then the
// smallest raw date; the prudent date is the smallest prudent date, unless
// that lies after the due date. A clock without a day makes the result
// undetermined: it counts from the latest day that it can have, or not at all,
// and what comes out are the dates at the latest (none when no clock could
// count), without a prudent one, since each may prove to be too late. `pauses`
// move every clock, as CountPeriod says. Filled are the clocks, the dates, the
// calendar, the steps and the pauses that moved the winning clock; everything
// else is the caller's. Refused as END_OUT_OF_RANGE when an end lies after the
// years covered.
absl::StatusOr<v1::Deadline> ComputeDeadline(
    const std::vector<StartedClock>& clocks,
    absl::Span<const Pause> pauses = {});

// Refuses a request without a period, with more than 20, or with a day or a
// period that cannot be read (DATE_MALFORMED, PERIOD_MALFORMED, …).
absl::Status CheckComputeDeadline(const v1::ComputeDeadlineRequest& request);

// Counts the periods of a request that CheckComputeDeadline accepts, by the
// calendar that it names. The sentences are left for who knows the language.
absl::StatusOr<v1::ComputeDeadlineResponse> AnswerComputeDeadline(
    const v1::ComputeDeadlineRequest& request, const CalendarDays& calendar);

// Whether an act on `date`, ISO 8601, comes after the last day of `deadline`:
// never while its period does not run, nor since it was relieved, nor while
// that day is unknown. False for an empty date.
bool IsPast(const v1::Deadline& deadline, absl::string_view date);

// How `deadline` stands on `as_of`: what was met after that day is not yet
// met. While it is undetermined nothing is certain before its due date, the
// latest possible, is past: UNDETERMINED, whether it was met or not.
// `due_soon_days` is the profile's.
v1::DeadlineStanding::Value StandingOn(const v1::Deadline& deadline,
                                       absl::CivilDay as_of, int due_soon_days);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_DEADLINE_RULES_H_
