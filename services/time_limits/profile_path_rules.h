// Whether a profile says all that it has to of the ways beside its steps: to
// arbitration, past an objection, by a committee first, and around a closed
// office.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_PROFILE_PATH_RULES_H_
#define ENTENTE_SERVICES_TIME_LIMITS_PROFILE_PATH_RULES_H_

#include "absl/status/status.h"
#include "entente/v1/profile.pb.h"

namespace entente {

// Refuses with PROFILE_INVALID a profile whose
//  - referral names no side or no clause, or lacks though a limit of
//    arbitration is set;
//  - objection cut-offs name no objection, no moment or no clause, a step that
//    there is not, a moment that cannot come, or one objection twice;
//  - prerequisites lack code, issues, names or clause, or share a code; or
//    which limits a committee that no prerequisite asks for;
//  - closure rules lack acts or clause, or name an act twice.
absl::Status CheckProcedurePaths(const v1::Profile& profile);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_PROFILE_PATH_RULES_H_
