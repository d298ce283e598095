// What a settlement does to the grievances that it ends: G11, G14, G17 and G18,
// and that the arbitrator takes note of an end.
//
// Every rule takes the grievance as it is, and returns the event that changes
// it. Refused alike: WRONG_STATE; DATE_IN_FUTURE; DATE_ORDER when the day lies
// before that of an act on which the move builds; INSTRUMENT_REQUIRED. Where
// `said` is taken, it is the settlement's own event of the same act: its paper
// is that of the move too, and its record the settlement after the act.

#ifndef ENTENTE_SERVICES_GRIEVANCES_SETTLED_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_SETTLED_RULES_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/settlement.pb.h"
#include "entente/v1/settlement_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// The side of the grievance on which the party of `side` of the settlement
// stands; 0 when it is no party to the grievance.
uint32_t SideInGrievance(const v1::Grievance& grievance,
                         const v1::Settlement& settlement, uint32_t side);

// Whether the grievance can be settled: WRONG_STATE when it does not go on; of
// one that an award decided, as AWARDED, also while an amount is reserved
// (invariant A-10).
absl::Status CheckSettleable(const v1::Grievance& current);

// G11: everyone who must has signed. From any state in which it goes on.
absl::StatusOr<Changes> SettleGrievance(const v1::Grievance& current,
                                        const v1::Event& said,
                                        const Procedure& procedure,
                                        const Entry& entry);

// The union knew on `known` that the settlement was breached: the time in which
// the profile lets the grievance be taken up again begins. Empty when, in its
// word, no breach stands any more: that time ends. From SETTLED.
absl::StatusOr<Changes> NoteBreach(const v1::Grievance& current,
                                   const v1::Event& said,
                                   absl::string_view known,
                                   const Procedure& procedure,
                                   const Entry& entry);

// A side says that it never gave the signature by which the grievance was
// settled: the limits of the grievance run on, since a date that is missed
// cannot be had back. From SETTLED.
absl::StatusOr<Changes> NoteContestedSignature(const v1::Grievance& current,
                                               const Procedure& procedure,
                                               const Entry& entry);

// G14: `acting_side` of the grievance refers it to arbitration, since the other
// refuses to apply the settlement. From SETTLED. NOT_REOPENED when the profile
// cites no article for it, or the settlement was made after the referral.
absl::StatusOr<Changes> ReviveGrievance(
    const v1::Grievance& current, const v1::Event& said,
    const v1::RepudiateSettlementRequest& request, uint32_t acting_side,
    const Procedure& procedure, const Entry& entry);

// G18: the union takes it up again after a breach; back to the state in which
// it was, with the limits that the settlement ended. From SETTLED.
// NOT_REOPENED when no breach is known, or the profile sets no limit for it;
// later than that limit it is recorded, and late.
absl::StatusOr<Changes> ReinstateGrievance(const v1::Grievance& current,
                                           const v1::Event& said,
                                           const Procedure& procedure,
                                           const Entry& entry);

// Whether it was taken up again, after the settlement of this id was breached,
// later than the profile's limit.
bool ReinstatedLate(const v1::Grievance& grievance,
                    absl::string_view settlement_id);

// The limit for taking it up again after that settlement was breached; null
// while none runs or ran.
const v1::Deadline* ReinstatementLimit(const v1::Grievance& grievance,
                                       absl::string_view settlement_id);

// That the settlement of this id ended it; null when it did not.
const v1::Grievance::SettledBy* FindSettledBy(const v1::Grievance& grievance,
                                              absl::string_view settlement_id);

// G17: what was settled or awarded is done. `settlement` is the one that ended
// it; null for an award. From SETTLED or AWARDED. COMMITMENT_OPEN.
absl::StatusOr<Changes> CloseGrievance(const v1::Grievance& current,
                                       const v1::CloseGrievanceRequest& request,
                                       const v1::Settlement* settlement,
                                       const Procedure& procedure,
                                       const Entry& entry);

// The arbitrator took note of a settlement or a withdrawal made after the
// referral. From SETTLED or WITHDRAWN. END_NOT_NOTED.
absl::StatusOr<Changes> NoteEnd(const v1::Grievance& current,
                                const v1::NoteEndRequest& request,
                                const Procedure& procedure, const Entry& entry);

// Whether a file whose state allows the move offers it as its next step: the
// moves of this header, as far as the record tells.
bool OffersSettledMove(const v1::Profile& profile,
                       const v1::Grievance& grievance, v1::Event::Move move);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_SETTLED_RULES_H_
