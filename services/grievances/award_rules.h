// G10: the awards of an arbitrator.

#ifndef ENTENTE_SERVICES_GRIEVANCES_AWARD_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_AWARD_RULES_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "entente/v1/arbitration_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// The award of that number that stands, since no court set it aside; null when
// there is none.
const v1::Award* FindStandingAward(const v1::Grievance& grievance,
                                   uint32_t number);

// The award on the merits that stands; null when there is none.
const v1::Award* StandingMerits(const v1::Grievance& grievance);

// The award that a court may review: the last one on the merits or on quantum
// that stands; null when there is none.
const v1::Award* ReviewableAward(const v1::Grievance& grievance);

// Whether an award on the merits stands that reserved amounts, and none has
// fixed them since.
bool IsQuantumOpen(const v1::Grievance& grievance);

// Invariants: WRONG_STATE once an award on the merits stands,
// also while an amount is still to be decided.
absl::Status CheckUndecided(const v1::Grievance& grievance);

// G10. An award on the merits says what becomes of the grievance, and ends the
// deliberation: the grievance is AWARDED, or goes back to HEARING for amounts
// that are reserved. Of the decisions of the request, that counts which names
// this grievance by its id, or none. AWARD_WITHOUT_DISPOSITION when none does;
// MERITS_DECIDED while one stands; NO_RESERVED_QUANTUM;
// REMEDY_UNFIT of an order that does not go with it; REFERENCE_UNKNOWN of an
// award to correct that is not there or fell.
// A grievance that was settled has no award, since no state after a settlement
// has this move (invariant A-10).
absl::StatusOr<Changes> RenderAward(const v1::Grievance& current,
                                    const v1::RenderAwardRequest& request,
                                    const Procedure& procedure,
                                    const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_AWARD_RULES_H_
