// What has to come before a grievance about certain issues: a complaint to a
// committee, and its decision.

#ifndef ENTENTE_SERVICES_GRIEVANCES_PRIOR_STEP_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_PRIOR_STEP_RULES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "entente/v1/time_ledger_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// The shape of the days, and of the request.
absl::Status CheckPriorStepDays(const std::string& field,
                                const v1::PriorStepDays& days);
absl::Status CheckRecordPriorStep(const v1::RecordPriorStepRequest& request);

// What has to come before a grievance about this issue; null for nothing.
const v1::Prerequisite* FindPrerequisite(const v1::Profile& profile,
                                         absl::string_view issue_code);

// Enters, at filing, what came before or why nothing did.
// PRIOR_STEP_REQUIRED when the profile asks for it and the request says
// neither; NO_PREREQUISITE when it says one and the profile asks for nothing;
// DATE_IN_FUTURE, DATE_ORDER.
absl::Status TakePriorStep(const v1::FileGrievanceRequest& request,
                           const v1::Profile& profile, const Entry& entry,
                           v1::Grievance& grievance);

// Adds days to those that are known. NO_PREREQUISITE; PRIOR_DAY_RECORDED for
// one that is there with another value; DATE_IN_FUTURE; DATE_ORDER.
absl::StatusOr<Changes> RecordPriorStep(
    const v1::Grievance& current, const v1::RecordPriorStepRequest& request,
    const Procedure& procedure, const Entry& entry);

// That the days stand in their order, none in the future: DATE_ORDER,
// DATE_IN_FUTURE.
absl::Status CheckPriorStepOrder(const v1::Grievance::PriorStep& prior,
                                 const Entry& entry);

// Says whether what had to come before was exhausted on `as_of`, and by which
// clause it had to.
void SayPriorStep(const v1::Profile& profile, const v1::Grievance& grievance,
                  absl::CivilDay as_of, v1::Standing& standing);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_PRIOR_STEP_RULES_H_
