// The life cycle of a grievance, as data.

#ifndef ENTENTE_SERVICES_GRIEVANCES_LIFE_CYCLE_H_
#define ENTENTE_SERVICES_GRIEVANCES_LIFE_CYCLE_H_

#include <cstdint>

#include "absl/types/span.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/grievance.pb.h"

namespace entente {

// Whose act a move is. Who is of another side may record it from a paper.
enum class ActOf {
  kOwner,    // Side 1, which filed.
  kOther,    // Side 2, which answers.
  kEither,   // The side that enters it.
  kUnion,    // The side of the union, whichever filed.
  kNeither,  // An arbitrator, a court, or both sides together: either side
             // records it, always from the paper that shows it.
};

// In the place of a state: the one in which the grievance was before the move
// that this one undoes.
inline constexpr v1::Grievance::State kPriorState =
    v1::Grievance::STATE_UNSPECIFIED;

// One move from one state. Guards stand in the rules.
struct Transition {
  v1::Grievance::State from;
  v1::Event::Move move;
  // kPriorState for G16 and G18, where the rule says which it was.
  v1::Grievance::State to;
  ActOf act_of;
};

// Every transition there is. What is not in it is refused.
absl::Span<const Transition> GrievanceLifeCycle();

// The transition for `move` in `from`; null when there is none.
const Transition* FindTransition(v1::Grievance::State from,
                                 v1::Event::Move move);

// The side whose act the transition is in this grievance, entered by
// `entering_side`; 0 for that of neither.
uint32_t SideOf(const Transition& transition, const v1::Grievance& grievance,
                uint32_t entering_side);

// Whether a file offers the move as its next step, when its state allows it:
// what may be done at any time is not offered.
bool IsNextStep(v1::Event::Move move);

// Whether the grievance still goes on: from filing to deliberation.
bool IsLive(v1::Grievance::State state);

// Whether it was referred to arbitration and still goes on.
bool IsInArbitration(v1::Grievance::State state);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_LIFE_CYCLE_H_
