// What silence at a step lets the grievance do.

#ifndef ENTENTE_SERVICES_GRIEVANCES_SILENCE_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_SILENCE_RULES_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/profile.pb.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// The step of that number; null when the profile has none.
const v1::Step* FindStep(const v1::Profile& profile, uint32_t number);

// Whether silence opens the way to the next step, or to arbitration.
bool LetsGoOn(v1::Step::Silence silence);

// Whether the profile sets no time for a reply at the present step, so that
// nobody has to wait for one.
bool WaitsForNoReply(const v1::Profile& profile,
                     const v1::Grievance& grievance);

// The clause by which silence at the present step lets the grievance go on
// upon `date`. REPLY_NOT_DUE while the reply period runs; WRONG_STATE where
// silence opens no way.
absl::StatusOr<std::string> ClauseOfSilence(const v1::Grievance& current,
                                            const Procedure& procedure,
                                            absl::string_view date);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_SILENCE_RULES_H_
