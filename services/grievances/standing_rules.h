// What can be said of a grievance on a given day. Nothing of it is stored.

#ifndef ENTENTE_SERVICES_GRIEVANCES_STANDING_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_STANDING_RULES_H_

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// Whether it was filed in time; UNDETERMINED without a deadline for filing.
absl::StatusOr<v1::Standing::Verdict> VerdictOn(const Procedure& procedure,
                                                const v1::Grievance& grievance);

// The verdict on its timeliness, whether the present reply is overdue on
// `as_of`, and what each side may do next: since when, and until when a limit
// runs; whether it was referred to arbitration in time, or, while it was not
// and that limit is missed on `as_of`, since when it is deemed withdrawn if
// that is raised. All acts that are entered count, except that a reply given
// after `as_of` has not come yet for `reply_overdue`. Silence moves nothing: it
// shows as a move of the owner that is possible since a day.
absl::StatusOr<v1::Standing> ComputeStanding(const Procedure& procedure,
                                             const v1::Grievance& grievance,
                                             absl::CivilDay as_of);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_STANDING_RULES_H_
