// The deadlines of a grievance or a consultation, kept in step with its dates.

#ifndef ENTENTE_SERVICES_GRIEVANCES_FILE_DEADLINE_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_FILE_DEADLINE_RULES_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "entente/v1/deadline.pb.h"
#include "entente/v1/grievance.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// What a file says of the fact, for the rules of time limits.
FileFacts FactsOf(const v1::Grievance& grievance);

// Makes the deadlines of `grievance` what its dates say after the move that
// `entry` enters: opens those for which a period now runs, marks those that
// were met, ends those that no longer run, and replaces those that give other
// dates. Replaced ones stay, with the one that took their place. What ended
// runs anew, from the same dates, when the grievance is taken up again; a
// second deliberation, another arbitrator and a second breach have deadlines of
// their own beside those of the first. Pure in the record: the same dates give
// the same deadlines. Refused as END_OUT_OF_RANGE.
absl::Status RefreshDeadlines(const Procedure& procedure, const Entry& entry,
                              v1::Grievance& grievance);

// Opens the one deadline of a new consultation: to file by its due date.
absl::Status OpenFilingDeadline(const Procedure& procedure, const Entry& entry,
                                v1::Consultation& consultation);

// Makes the deadline of `consultation` what its dates say after a correction:
// when they give another, it takes the place of the one that stands.
absl::Status RefreshFilingDeadline(const Procedure& procedure,
                                   const Entry& entry,
                                   v1::Consultation& consultation);

// The last deadline for `act` at `step` that no other took the place of; null
// when there is none.
const v1::Deadline* FindDeadline(const v1::Grievance& grievance,
                                 v1::TimeLimit::Act act, int step);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_FILE_DEADLINE_RULES_H_
