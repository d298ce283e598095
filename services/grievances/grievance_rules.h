// The moves of a grievance after it was filed: G2, G3, G4 and G12.
//
// Every rule takes the grievance as it is (sealed names may be left out), and
// returns the events that change it, each with the whole record after the
// move. Refused alike: WRONG_STATE; DATE_IN_FUTURE; DATE_ORDER when the day
// lies before that of an act on which the move builds; INSTRUMENT_REQUIRED
// when the side that enters the move is not the one that acted, and does not
// say which paper shows the act: its kind, date and way.

#ifndef ENTENTE_SERVICES_GRIEVANCES_GRIEVANCE_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_GRIEVANCE_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// G2: the other side received it; its reply period begins. From FILED.
absl::StatusOr<Changes> ReceiveGrievance(
    const v1::Grievance& current, const v1::ReceiveGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry);

// G3: the other side answered, late or in time, in any live state. A grant
// leaves it ANSWERED until it is carried out and settled.
absl::StatusOr<Changes> ReplyGrievance(const v1::Grievance& current,
                                       const v1::ReplyGrievanceRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry);

// G4: on to the next step, after an answer, or after silence where the
// profile lets silence have that effect; the clause is kept with it. Silence
// alone moves nothing. REPLY_NOT_DUE while the reply period runs, LAST_STEP
// when the profile has no further step.
absl::StatusOr<Changes> AdvanceGrievance(
    const v1::Grievance& current, const v1::AdvanceGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry);

// G12: its owner withdraws it. OWNER_SIDE_ONLY when the other side enters it
// without a paper that shows it.
absl::StatusOr<Changes> WithdrawGrievance(
    const v1::Grievance& current, const v1::WithdrawGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_GRIEVANCE_RULES_H_
