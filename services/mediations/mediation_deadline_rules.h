// The deadlines of a mediation, kept in step with its dates.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_DEADLINE_RULES_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_DEADLINE_RULES_H_

#include "absl/status/status.h"
#include "entente/v1/mediation.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// Makes the deadlines of `mediation` what its dates say after the move that
// `entry` enters: to acknowledge the request, to answer it (one for each party,
// whose side is the step), to conclude. Pure in the record. Refused as
// END_OUT_OF_RANGE.
absl::Status RefreshMediationDeadlines(const Procedure& procedure,
                                       const Entry& entry,
                                       v1::Mediation& mediation);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_DEADLINE_RULES_H_
