// G5: a grievance goes to arbitration.

#ifndef ENTENTE_SERVICES_GRIEVANCES_REFERRAL_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_REFERRAL_RULES_H_

#include "absl/status/statusor.h"
#include "entente/v1/arbitration_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// Whether the step at which the grievance stands is the last one before
// arbitration, in a procedure that knows arbitration.
bool MayBeReferred(const v1::Profile& profile, const v1::Grievance& grievance);

// G5: a side gave notice of arbitration, in time or late: lateness is for the
// other side to raise. From the last step, after an answer; after silence where
// the profile lets the grievance go on, or where the step sets no time for an
// answer. NO_ARBITRATION, NOT_LAST_STEP, REPLY_NOT_DUE; OWNER_SIDE_ONLY where
// only the side that filed may refer; DATE_ORDER before the first day on which
// the limit lets it be done. Refused too for what move_rules.h names.
absl::StatusOr<Changes> ReferGrievance(const v1::Grievance& current,
                                       const v1::ReferGrievanceRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_REFERRAL_RULES_H_
