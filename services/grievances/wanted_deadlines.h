// Which deadlines a grievance has by its records: what must be done by when,
// whether it was done, and whether it is still asked for.

#ifndef ENTENTE_SERVICES_GRIEVANCES_WANTED_DEADLINES_H_
#define ENTENTE_SERVICES_GRIEVANCES_WANTED_DEADLINES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "entente/v1/deadline.pb.h"
#include "entente/v1/grievance.pb.h"
#include "services/grievances/kept_deadlines.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// One for each act that the grievance can have a deadline for, in a fixed
// order. Of what may happen more than once (a deliberation, a naming, a
// settlement) the last is meant. Pure in the record: what depends on today is
// not in it. Refused as END_OUT_OF_RANGE.
absl::StatusOr<std::vector<WantedDeadline>> WantedDeadlines(
    const Procedure& procedure, const FileFacts& facts,
    const v1::Grievance& grievance);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_WANTED_DEADLINES_H_
