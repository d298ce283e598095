// What a union owes the members whose grievances it ends: a decision with its
// reasons, and word of it. Pure.

#ifndef ENTENTE_SERVICES_NOTES_DUTY_RULES_H_
#define ENTENTE_SERVICES_NOTES_DUTY_RULES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/note.pb.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// The decision by which a union would bring a grievance to where it is: to drop
// one that was withdrawn or lapsed, to settle one that was settled. Empty for a
// grievance that lives on or was decided, and for one that no union owns.
absl::optional<v1::Note::Decision> DecisionOwed(const v1::Grievance& grievance);

// What the union's notes on the grievance hold of that decision. Nothing is
// refused for it: the duty of fair representation asks that a decision have
// reasons and that the member be told, not that a system hold them. The time
// for a complaint runs from the day on which the member was told; of one who
// was not, from whenever they come to know. `notes` are those of its side, with
// what they say. Without `procedure` nothing is said of that time. Empty where
// DecisionOwed is. END_OUT_OF_RANGE.
//
// Sources: Labour Code (Québec), s. 47.2, 47.3 and 47.5; Canada Labour Code,
// s. 37 and 97(2); National Labor Relations Act, s. 10(b).
absl::StatusOr<absl::optional<v1::MemberDuty>> ComputeMemberDuty(
    const Procedure* procedure, const v1::Grievance& grievance,
    const std::vector<v1::Note>& notes);

}  // namespace entente

#endif  // ENTENTE_SERVICES_NOTES_DUTY_RULES_H_
