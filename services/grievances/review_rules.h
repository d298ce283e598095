// Judicial review of an award.

#ifndef ENTENTE_SERVICES_GRIEVANCES_REVIEW_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_REVIEW_RULES_H_

#include "absl/status/statusor.h"
#include "entente/v1/arbitration_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// A side asked a court to review the last award on the merits or on quantum.
// NOTHING_TO_REVIEW when none stands.
absl::StatusOr<Changes> SeekReview(const v1::Grievance& current,
                                   const v1::SeekReviewRequest& request,
                                   const Procedure& procedure,
                                   const Entry& entry);

// The court decided, or the side that asked gave it up. An award that falls is
// marked with the review, and with it what corrects it and, with the merits,
// what was fixed as quantum. REFERENCE_UNKNOWN of an award that does not stand.
// When the case goes to another arbitrator, the present one no longer has it.
absl::StatusOr<Changes> DecideReview(const v1::Grievance& current,
                                     const v1::DecideReviewRequest& request,
                                     const Procedure& procedure,
                                     const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_REVIEW_RULES_H_
