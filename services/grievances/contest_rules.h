// Contesting an act that the other side recorded: decision and paper stay, and
// what the one concerned says stands beside them.

#ifndef ENTENTE_SERVICES_GRIEVANCES_CONTEST_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_CONTEST_RULES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/entry.h"

namespace entente {

absl::Status CheckContestAct(const v1::ContestActRequest& request);

// Puts what `entry`'s side says beside the last such act that the other side
// recorded as its own, as one of neither side, or, of what moves limits or
// joins, at all; NOT_ATTRIBUTED when there is none. `history` are the events of
// the grievance from its filing on. The deadlines that a contested withdrawal
// or lapse ended run on; nothing else changes.
absl::StatusOr<Changes> ContestAct(const v1::Grievance& current,
                                   const v1::ContestActRequest& request,
                                   absl::Span<const v1::Event> history,
                                   const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_CONTEST_RULES_H_
