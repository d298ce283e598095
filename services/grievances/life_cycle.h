// The life cycle of a grievance, as data.

#ifndef ENTENTE_SERVICES_GRIEVANCES_LIFE_CYCLE_H_
#define ENTENTE_SERVICES_GRIEVANCES_LIFE_CYCLE_H_

#include "absl/types/span.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/grievance.pb.h"

namespace entente {

// Whose act a move is. Who is of another side may record it from a paper.
enum class ActOf {
  kOwner,   // Side 1, which filed.
  kOther,   // Side 2, which answers.
  kEither,  // The side that enters it.
};

// One move from one state. Guards stand in the rules.
struct Transition {
  v1::Grievance::State from;
  v1::Event::Move move;
  v1::Grievance::State to;
  ActOf act_of;
};

// Every transition there is. What is not in it is refused.
absl::Span<const Transition> GrievanceLifeCycle();

// The transition for `move` in `from`; null when there is none.
const Transition* FindTransition(v1::Grievance::State from,
                                 v1::Event::Move move);

// Whether the grievance still goes on.
bool IsLive(v1::Grievance::State state);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_LIFE_CYCLE_H_
