// Whether a procedure profile is complete.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_PROFILE_RULES_H_
#define ENTENTE_SERVICES_TIME_LIMITS_PROFILE_RULES_H_

#include "absl/status/status.h"
#include "entente/v1/profile.pb.h"
#include "services/time_limits/calendar_book.h"

namespace entente {

// Refuses with PROFILE_INVALID, naming the place and the problem, a profile
// that lacks anything that a computation or a reader needs:
//  - code, version, titles, setting, source, checked date, time zone, a known
//    calendar, the days from which a limit is due soon;
// of a profile of grievances, which has no scheme,
//  - steps numbered from 1 without gap, each with its names and what silence
//    means there, and the clause that says so;
//  - a reply limit for every step (none where the text sets no reply period)
//    and an advance limit for every step but the last, where there is one for
//    the reply;
//  - a filing limit;
//  - a prudent period from the fact where a limit runs from knowledge;
//  - what CheckProcedurePaths asks for;
// of a profile of mediations,
//  - what CheckScheme and CheckMediationLimit ask for;
// and of both, for their own acts and those who owe them alone,
//  - of the limits for one act and step, the last one, and only the last,
//    applies to every file;
//  - for each limit its clocks, running from events that can come before the
//    act, their periods and calendars, clause, nature, owner and what follows
//    from missing it.
absl::Status CheckProfile(const v1::Profile& profile,
                          const CalendarBook& calendars);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_PROFILE_RULES_H_
