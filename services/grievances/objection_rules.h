// Objections: that a grievance must not be heard.

#ifndef ENTENTE_SERVICES_GRIEVANCES_OBJECTION_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_OBJECTION_RULES_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/arbitration_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/profile.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// The step at which the grievance stood at the end of `date`, by its receipt
// and its moves; 0 before receipt.
uint32_t StepOn(const v1::Grievance& grievance, absl::string_view date);

// The latest step to which the grievance came too late: 1 for a late filing,
// the step that it moved to for a late move; 0 when it was late for none. What
// came too late to arbitration lies after every step.
uint32_t StepOfFailure(const v1::Grievance& grievance);

// The rule by which an objection that is raised on `date` comes too late; null
// when it does not. On the day itself on which the last moment passed it is
// still in time.
const v1::ObjectionCutOff* CutOffBefore(const v1::Profile& profile,
                                        const v1::Grievance& grievance,
                                        v1::Objection::Kind kind,
                                        absl::string_view date);

// Judges the objection with this number by its day anew, after a correction:
// whether it came too late, unless it was ruled on or given up.
// OBJECTION_PENDING when that makes it the second of its side and kind.
absl::Status JudgeObjection(const v1::Profile& profile, int number,
                            v1::Grievance& grievance);

// A side objected. After the last moment of the profile it is kept as waived,
// with the clause, and not refused (invariant A-8). OBJECTION_PENDING while the
// same objection of the same side is.
absl::StatusOr<Changes> RaiseObjection(const v1::Grievance& current,
                                       const v1::RaiseObjectionRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry);

// An objection was ruled on by the arbitrator, or given up by the side that
// raised it. Nothing else changes: an award draws the consequence. WRONG_STATE
// for a ruling while nobody has the case; OBJECTION_DECIDED; REFERENCE_UNKNOWN
// of a number that no objection has; FIELD_REQUIRED of the number when several
// are pending.
absl::StatusOr<Changes> RuleObjection(const v1::Grievance& current,
                                      const v1::RuleObjectionRequest& request,
                                      const Procedure& procedure,
                                      const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_OBJECTION_RULES_H_
