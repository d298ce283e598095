// The union's duty to its members, as the notes of a grievance show it.

#ifndef ENTENTE_SERVICES_NOTES_MEMBER_DUTY_H_
#define ENTENTE_SERVICES_NOTES_MEMBER_DUTY_H_

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/note.pb.h"
#include "services/rpc/call.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// ComputeMemberDuty, by the notes that are kept. They are opened for it, and
// nothing that they say is in the answer: whether a decision and the word of it
// are there is for the union's representatives alone, who read them anyway.
absl::StatusOr<absl::optional<v1::MemberDuty>> MemberDutyOf(
    ReadCall& call, const Procedure* procedure, const v1::Grievance& grievance);

}  // namespace entente

#endif  // ENTENTE_SERVICES_NOTES_MEMBER_DUTY_H_
