#include "services/grievances/life_cycle.h"

namespace entente {
namespace {

using G = v1::Grievance;
using E = v1::Event;

// The numbers are those of the moves in the domain's table. STEP(k) is
// RECEIVED with step k; silence is no transition: a person records G4.
constexpr Transition kLifeCycle[] = {
    // G1 file
    {G::STATE_UNSPECIFIED, E::GRIEVANCE_FILED, G::FILED, ActOf::kOwner},
    // G2 receive
    {G::FILED, E::GRIEVANCE_RECEIVED, G::RECEIVED, ActOf::kOther},
    // G3 reply, late or in time, in any live state; a grant is an answer too
    {G::FILED, E::GRIEVANCE_ANSWERED, G::ANSWERED, ActOf::kOther},
    {G::RECEIVED, E::GRIEVANCE_ANSWERED, G::ANSWERED, ActOf::kOther},
    {G::ANSWERED, E::GRIEVANCE_ANSWERED, G::ANSWERED, ActOf::kOther},
    // G4 advance, after an answer or an overdue one
    {G::RECEIVED, E::GRIEVANCE_ADVANCED, G::RECEIVED, ActOf::kOwner},
    {G::ANSWERED, E::GRIEVANCE_ADVANCED, G::RECEIVED, ActOf::kOwner},
    // G12 withdraw
    {G::FILED, E::GRIEVANCE_WITHDRAWN, G::WITHDRAWN, ActOf::kOwner},
    {G::RECEIVED, E::GRIEVANCE_WITHDRAWN, G::WITHDRAWN, ActOf::kOwner},
    {G::ANSWERED, E::GRIEVANCE_WITHDRAWN, G::WITHDRAWN, ActOf::kOwner},
    // Typing errors, what is said against an act, and who has the file, are no
    // steps of the procedure.
    {G::FILED, E::GRIEVANCE_CORRECTED, G::FILED, ActOf::kEither},
    {G::RECEIVED, E::GRIEVANCE_CORRECTED, G::RECEIVED, ActOf::kEither},
    {G::ANSWERED, E::GRIEVANCE_CORRECTED, G::ANSWERED, ActOf::kEither},
    {G::WITHDRAWN, E::GRIEVANCE_CORRECTED, G::WITHDRAWN, ActOf::kEither},
    {G::FILED, E::GRIEVANCE_CONTESTED, G::FILED, ActOf::kEither},
    {G::RECEIVED, E::GRIEVANCE_CONTESTED, G::RECEIVED, ActOf::kEither},
    {G::ANSWERED, E::GRIEVANCE_CONTESTED, G::ANSWERED, ActOf::kEither},
    {G::WITHDRAWN, E::GRIEVANCE_CONTESTED, G::WITHDRAWN, ActOf::kEither},
    {G::FILED, E::GRIEVANCE_ASSIGNED, G::FILED, ActOf::kEither},
    {G::RECEIVED, E::GRIEVANCE_ASSIGNED, G::RECEIVED, ActOf::kEither},
    {G::ANSWERED, E::GRIEVANCE_ASSIGNED, G::ANSWERED, ActOf::kEither},
    {G::WITHDRAWN, E::GRIEVANCE_ASSIGNED, G::WITHDRAWN, ActOf::kEither},
};

}  // namespace

absl::Span<const Transition> GrievanceLifeCycle() { return kLifeCycle; }

const Transition* FindTransition(G::State from, E::Move move) {
  for (const Transition& transition : kLifeCycle) {
    if (transition.from == from && transition.move == move) return &transition;
  }
  return nullptr;
}

bool IsLive(G::State state) {
  return state == G::FILED || state == G::RECEIVED || state == G::ANSWERED;
}

}  // namespace entente
