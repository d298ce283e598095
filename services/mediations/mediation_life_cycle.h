// The life cycle of a mediation, as data.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_LIFE_CYCLE_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_LIFE_CYCLE_H_

#include "absl/types/span.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/mediation.pb.h"

namespace entente {

// Whose act a move of a mediation is.
enum class MediationAct {
  kRequester,  // Who asks: a party, or an authority that is none.
  kOffice,     // The office that keeps it.
  kMediator,   // One who conducts it.
  kConductor,  // The office, or one who conducts it.
  kParty,      // One party, for itself.
  kSignatory,  // One party, or one mediator, for themselves.
  kAnybody,    // Whoever stands in it; the rule says who may for which end.
};

// One move from one state. Guards stand in the rules.
struct MediationTransition {
  v1::Mediation::State from;
  v1::Event::Move move;
  // The state after it, unless the rule says that it goes further.
  v1::Mediation::State to;
  MediationAct act;
};

// Every transition there is. What is not in it is refused.
absl::Span<const MediationTransition> MediationLifeCycle();

// The transition for `move` in `from`; null when there is none.
const MediationTransition* FindTransition(v1::Mediation::State from,
                                          v1::Event::Move move);

// Who in a mediation enters such an act: its own, or from a paper. Assistants
// enter nothing; what is a mediator's own is not entered by the office.
bool MayEnter(v1::Mediation::Part part, MediationAct act);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_LIFE_CYCLE_H_
