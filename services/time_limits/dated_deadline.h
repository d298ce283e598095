// A deadline on a day that people fixed: no period runs.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_DATED_DEADLINE_H_
#define ENTENTE_SERVICES_TIME_LIMITS_DATED_DEADLINE_H_

#include "absl/strings/string_view.h"
#include "entente/v1/deadline.pb.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// Its dates, of which `why` says who fixed them: `date`, an ISO 8601 day that
// nothing carries forward, and as the prudent one the last open day on or
// before it, by the calendar of the procedure. The profile by which it is
// judged is that of the procedure; what is to be done, and by whom, the
// caller's to say.
v1::Deadline DatedDeadline(const Procedure& procedure, absl::string_view date,
                           v1::ExplanationStep::Kind why);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_DATED_DEADLINE_H_
