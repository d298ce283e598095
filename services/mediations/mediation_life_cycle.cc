#include "services/mediations/mediation_life_cycle.h"

namespace entente {
namespace {

using M = v1::Mediation;
using E = v1::Event;
using Act = MediationAct;

// The numbers are those of the moves in the domain's table.
constexpr MediationTransition kLifeCycle[] = {
    // M1 ask for it
    {M::STATE_UNSPECIFIED, E::MEDIATION_REQUESTED, M::REQUESTED,
     Act::kRequester},
    // M2 acknowledge
    {M::REQUESTED, E::MEDIATION_ACKNOWLEDGED, M::ADMISSIBILITY, Act::kOffice},
    // M3 admit; where nobody's consent is awaited it goes on to APPOINTMENT
    {M::ADMISSIBILITY, E::MEDIATION_ADMITTED, M::CONSENT, Act::kConductor},
    // M4 do not admit, or send elsewhere
    {M::REQUESTED, E::MEDIATION_REJECTED, M::CLOSED, Act::kConductor},
    {M::ADMISSIBILITY, E::MEDIATION_REJECTED, M::CLOSED, Act::kConductor},
    // M5 answer; M6 with the last consent to APPOINTMENT
    {M::CONSENT, E::MEDIATION_ANSWERED, M::CONSENT, Act::kParty},
    {M::PAUSED, E::MEDIATION_ANSWERED, M::PAUSED, Act::kParty},
    // M7 propose, disclose, accept, challenge, decline; the duty to disclose
    // goes on to the end
    {M::APPOINTMENT, E::MEDIATOR_PROPOSED, M::APPOINTMENT, Act::kOffice},
    {M::APPOINTMENT, E::INTERESTS_DISCLOSED, M::APPOINTMENT, Act::kSignatory},
    {M::READY, E::INTERESTS_DISCLOSED, M::READY, Act::kSignatory},
    {M::OPEN, E::INTERESTS_DISCLOSED, M::OPEN, Act::kSignatory},
    {M::PAUSED, E::INTERESTS_DISCLOSED, M::PAUSED, Act::kSignatory},
    {M::APPOINTMENT, E::INTERESTS_ACCEPTED, M::APPOINTMENT, Act::kParty},
    {M::READY, E::INTERESTS_ACCEPTED, M::READY, Act::kParty},
    {M::OPEN, E::INTERESTS_ACCEPTED, M::OPEN, Act::kParty},
    {M::PAUSED, E::INTERESTS_ACCEPTED, M::PAUSED, Act::kParty},
    {M::APPOINTMENT, E::MEDIATOR_CHALLENGED, M::APPOINTMENT, Act::kParty},
    {M::APPOINTMENT, E::MEDIATOR_ENDED, M::APPOINTMENT, Act::kConductor},
    {M::READY, E::MEDIATOR_ENDED, M::READY, Act::kConductor},
    {M::OPEN, E::MEDIATOR_ENDED, M::OPEN, Act::kConductor},
    {M::PAUSED, E::MEDIATOR_ENDED, M::PAUSED, Act::kConductor},
    // M8 confirm
    {M::APPOINTMENT, E::MEDIATORS_CONFIRMED, M::READY, Act::kOffice},
    // M9 sign the entry; with the last signature OPEN
    {M::READY, E::ENTRY_SIGNED, M::READY, Act::kSignatory},
    // M10 sessions; before the entry only those that inform
    {M::CONSENT, E::SESSION_HELD, M::CONSENT, Act::kConductor},
    {M::APPOINTMENT, E::SESSION_HELD, M::APPOINTMENT, Act::kConductor},
    {M::READY, E::SESSION_HELD, M::READY, Act::kConductor},
    {M::OPEN, E::SESSION_HELD, M::OPEN, Act::kMediator},
    // M12 pause and go on
    {M::OPEN, E::MEDIATION_PAUSED, M::PAUSED, Act::kMediator},
    {M::PAUSED, E::MEDIATION_RESUMED, M::OPEN, Act::kMediator},
    // M16 leave; with fewer than two others left CLOSED
    {M::CONSENT, E::MEDIATION_LEFT, M::CONSENT, Act::kParty},
    {M::APPOINTMENT, E::MEDIATION_LEFT, M::APPOINTMENT, Act::kParty},
    {M::READY, E::MEDIATION_LEFT, M::READY, Act::kParty},
    {M::OPEN, E::MEDIATION_LEFT, M::PAUSED, Act::kParty},
    {M::PAUSED, E::MEDIATION_LEFT, M::PAUSED, Act::kParty},
    // M17 and the other ends
    {M::REQUESTED, E::MEDIATION_ENDED, M::CLOSED, Act::kAnybody},
    {M::ADMISSIBILITY, E::MEDIATION_ENDED, M::CLOSED, Act::kAnybody},
    {M::CONSENT, E::MEDIATION_ENDED, M::CLOSED, Act::kAnybody},
    {M::APPOINTMENT, E::MEDIATION_ENDED, M::CLOSED, Act::kAnybody},
    {M::READY, E::MEDIATION_ENDED, M::CLOSED, Act::kAnybody},
    {M::OPEN, E::MEDIATION_ENDED, M::CLOSED, Act::kAnybody},
    {M::PAUSED, E::MEDIATION_ENDED, M::CLOSED, Act::kAnybody},
};

}  // namespace

absl::Span<const MediationTransition> MediationLifeCycle() {
  return kLifeCycle;
}

const MediationTransition* FindTransition(M::State from, E::Move move) {
  for (const MediationTransition& each : kLifeCycle) {
    if (each.from == from && each.move == move) return &each;
  }
  return nullptr;
}

bool MayEnter(M::Part part, Act act) {
  switch (part) {
    case M::PARTY:
      return true;
    case M::MEDIATOR:
      return act != Act::kOffice && act != Act::kRequester;
    case M::REGISTRAR:
      return act != Act::kMediator;
    default:
      return false;
  }
}

}  // namespace entente
