// That a grievance is deemed withdrawn since a limit was missed (G13), and
// what undoes it (G16).

#ifndef ENTENTE_SERVICES_GRIEVANCES_LAPSE_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_LAPSE_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// By what a grievance is deemed withdrawn if that is raised.
struct LapseGround {
  std::string clause;
  // The day by which the act was due, ISO 8601.
  std::string due_date;
};

// The earliest limit that was missed by `as_of` and whose missing means that
// the grievance is deemed withdrawn, or dropped; empty when there is none. A
// limit whose lateness was waived is not among them, nor one that a suspension
// holds.
absl::optional<LapseGround> FindLapseGround(const v1::Profile& profile,
                                            const v1::Grievance& grievance,
                                            absl::CivilDay as_of);

// G13. Never by itself: on the word of the owner, of both sides, or by a
// ruling. NOTHING_LAPSED when no limit was missed by that day; the others as
// in grievance_rules.h.
absl::StatusOr<Changes> LapseGrievance(const v1::Grievance& current,
                                       const v1::LapseGrievanceRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry);

// G16: on where it was before.
absl::StatusOr<Changes> RelieveGrievance(
    const v1::Grievance& current, const v1::RelieveGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_LAPSE_RULES_H_
