#include "services/grievances/life_cycle.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace entente {
namespace {

using G = v1::Grievance;
using E = v1::Event;

constexpr G::State kBeforeReferral[] = {G::FILED, G::RECEIVED, G::ANSWERED};
constexpr G::State kInArbitration[] = {G::REFERRED, G::ARBITRATOR_NAMED,
                                       G::HEARING, G::DELIBERATION};
constexpr G::State kAfter[] = {G::AWARDED,   G::UNDER_REVIEW,     G::SETTLED,
                               G::WITHDRAWN, G::DEEMED_WITHDRAWN, G::CLOSED};

// The moves that change the state, or depend on it alone. The numbers are
// those of the moves in the domain's table. STEP(k) is RECEIVED with step k;
// silence is no transition: a person records G4 or G5.
constexpr Transition kSteps[] = {
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
    // G5 refer, after the last answer or an overdue one
    {G::RECEIVED, E::GRIEVANCE_REFERRED, G::REFERRED, ActOf::kEither},
    {G::ANSWERED, E::GRIEVANCE_REFERRED, G::REFERRED, ActOf::kEither},
    // G7 name the arbitrator, and end that
    {G::REFERRED, E::ARBITRATOR_NAMED, G::ARBITRATOR_NAMED, ActOf::kNeither},
    {G::ARBITRATOR_NAMED, E::ARBITRATOR_ENDED, G::REFERRED, ActOf::kNeither},
    {G::HEARING, E::ARBITRATOR_ENDED, G::REFERRED, ActOf::kNeither},
    {G::DELIBERATION, E::ARBITRATOR_ENDED, G::REFERRED, ActOf::kNeither},
    // G8 the hearing roll
    {G::ARBITRATOR_NAMED, E::HEARING_FIXED, G::ARBITRATOR_NAMED,
     ActOf::kEither},
    {G::HEARING, E::HEARING_FIXED, G::HEARING, ActOf::kEither},
    {G::ARBITRATOR_NAMED, E::HEARING_MOVED, G::ARBITRATOR_NAMED,
     ActOf::kEither},
    {G::HEARING, E::HEARING_MOVED, G::HEARING, ActOf::kEither},
    {G::ARBITRATOR_NAMED, E::HEARING_HELD, G::HEARING, ActOf::kNeither},
    {G::HEARING, E::HEARING_HELD, G::HEARING, ActOf::kNeither},
    {G::ARBITRATOR_NAMED, E::EXHIBIT_FILED, G::ARBITRATOR_NAMED,
     ActOf::kEither},
    {G::HEARING, E::EXHIBIT_FILED, G::HEARING, ActOf::kEither},
    // G9 take under advisement, and reopen
    {G::ARBITRATOR_NAMED, E::TAKEN_UNDER_ADVISEMENT, G::DELIBERATION,
     ActOf::kNeither},
    {G::HEARING, E::TAKEN_UNDER_ADVISEMENT, G::DELIBERATION, ActOf::kNeither},
    {G::DELIBERATION, E::HEARING_REOPENED, G::HEARING, ActOf::kNeither},
    // G10 the awards
    {G::ARBITRATOR_NAMED, E::INTERLOCUTORY_AWARDED, G::ARBITRATOR_NAMED,
     ActOf::kNeither},
    {G::HEARING, E::INTERLOCUTORY_AWARDED, G::HEARING, ActOf::kNeither},
    {G::DELIBERATION, E::INTERLOCUTORY_AWARDED, G::HEARING, ActOf::kNeither},
    {G::DELIBERATION, E::MERITS_AWARDED, G::AWARDED, ActOf::kNeither},
    {G::DELIBERATION, E::QUANTUM_RESERVED, G::HEARING, ActOf::kNeither},
    {G::DELIBERATION, E::QUANTUM_AWARDED, G::AWARDED, ActOf::kNeither},
    {G::AWARDED, E::AWARD_CORRECTED, G::AWARDED, ActOf::kNeither},
    // An award stands, too, while an amount is still to be decided.
    {G::HEARING, E::AWARD_CORRECTED, G::HEARING, ActOf::kNeither},
    {G::DELIBERATION, E::AWARD_CORRECTED, G::DELIBERATION, ActOf::kNeither},
    // Review of an award, which goes back to where the awards leave it
    {G::AWARDED, E::REVIEW_SOUGHT, G::UNDER_REVIEW, ActOf::kEither},
    {G::HEARING, E::REVIEW_SOUGHT, G::UNDER_REVIEW, ActOf::kEither},
    {G::DELIBERATION, E::REVIEW_SOUGHT, G::UNDER_REVIEW, ActOf::kEither},
    {G::UNDER_REVIEW, E::REVIEW_DECIDED, kPriorState, ActOf::kNeither},
    {G::UNDER_REVIEW, E::REVIEW_SENT_BACK, G::HEARING, ActOf::kNeither},
    {G::UNDER_REVIEW, E::REVIEW_SENT_TO_ANOTHER, G::REFERRED, ActOf::kNeither},
    // G13 lapse, by the owner, both sides or a ruling, and G16 relief
    {G::FILED, E::GRIEVANCE_LAPSED, G::DEEMED_WITHDRAWN, ActOf::kOwner},
    {G::RECEIVED, E::GRIEVANCE_LAPSED, G::DEEMED_WITHDRAWN, ActOf::kOwner},
    {G::ANSWERED, E::GRIEVANCE_LAPSED, G::DEEMED_WITHDRAWN, ActOf::kOwner},
    {G::DEEMED_WITHDRAWN, E::GRIEVANCE_RELIEVED, kPriorState, ActOf::kNeither},
    // G14 revive after a repudiation, G18 reinstate after a breach
    {G::SETTLED, E::GRIEVANCE_REVIVED, G::REFERRED, ActOf::kEither},
    {G::SETTLED, E::GRIEVANCE_REINSTATED, kPriorState, ActOf::kUnion},
    {G::SETTLED, E::BREACH_NOTED, G::SETTLED, ActOf::kUnion},
    // What was joined to the merits is ruled on with them, and each of those
    // joined may go its own way once it is decided
    {G::AWARDED, E::OBJECTION_RULED, G::AWARDED, ActOf::kEither},
    {G::AWARDED, E::GRIEVANCE_SEVERED, G::AWARDED, ActOf::kNeither},
    // The arbitrator takes note of an end made after the referral
    {G::SETTLED, E::END_NOTED, G::SETTLED, ActOf::kNeither},
    {G::WITHDRAWN, E::END_NOTED, G::WITHDRAWN, ActOf::kNeither},
    // G17 close
    {G::SETTLED, E::GRIEVANCE_CLOSED, G::CLOSED, ActOf::kEither},
    {G::AWARDED, E::GRIEVANCE_CLOSED, G::CLOSED, ActOf::kEither},
};

// What leaves the state as it is, in every live one.
struct Stay {
  E::Move move;
  ActOf act_of;
};
constexpr Stay kInLiveStates[] = {
    {E::OBJECTION_RAISED, ActOf::kEither},
    {E::OBJECTION_RULED, ActOf::kEither},
    // G15
    {E::GRIEVANCE_JOINED, ActOf::kNeither},
    {E::GRIEVANCE_SEVERED, ActOf::kNeither},
    {E::LIMIT_EXTENDED, ActOf::kNeither},
    {E::LIMIT_WAIVED, ActOf::kEither},
    {E::LIMITS_SUSPENDED, ActOf::kEither},
    {E::LIMITS_RESUMED, ActOf::kEither},
    {E::PRIOR_STEP_RECORDED, ActOf::kEither},
};
// And in every state.
constexpr Stay kInAllStates[] = {
    {E::GRIEVANCE_CORRECTED, ActOf::kEither},
    {E::GRIEVANCE_CONTESTED, ActOf::kEither},
    {E::GRIEVANCE_ASSIGNED, ActOf::kEither},
    {E::GRIEVANCE_WALLED, ActOf::kEither},
};

constexpr E::Move kNextSteps[] = {
    E::GRIEVANCE_RECEIVED,     E::GRIEVANCE_ANSWERED,   E::GRIEVANCE_ADVANCED,
    E::GRIEVANCE_WITHDRAWN,    E::GRIEVANCE_REFERRED,   E::ARBITRATOR_NAMED,
    E::HEARING_FIXED,          E::HEARING_HELD,         E::OBJECTION_RULED,
    E::TAKEN_UNDER_ADVISEMENT, E::MERITS_AWARDED,       E::QUANTUM_AWARDED,
    E::REVIEW_SOUGHT,          E::REVIEW_DECIDED,       E::GRIEVANCE_SETTLED,
    E::GRIEVANCE_REVIVED,      E::GRIEVANCE_REINSTATED, E::END_NOTED,
    E::GRIEVANCE_CLOSED,
};

std::vector<Transition> MakeLifeCycle() {
  std::vector<Transition> all(std::begin(kSteps), std::end(kSteps));
  const auto add_live = [&all](G::State state) {
    // G11 settle, G12 withdraw: any before the award
    all.push_back({state, E::GRIEVANCE_SETTLED, G::SETTLED, ActOf::kNeither});
    all.push_back({state, E::GRIEVANCE_WITHDRAWN, G::WITHDRAWN, ActOf::kOwner});
    for (const Stay& each : kInLiveStates) {
      all.push_back({state, each.move, state, each.act_of});
    }
  };
  const auto add_any = [&all](G::State state) {
    for (const Stay& each : kInAllStates) {
      all.push_back({state, each.move, state, each.act_of});
    }
  };
  for (G::State state : kBeforeReferral) {
    add_live(state);
    add_any(state);
  }
  for (G::State state : kInArbitration) {
    // G3: a reply that comes after the referral changes nothing else.
    all.push_back({state, E::GRIEVANCE_ANSWERED, state, ActOf::kOther});
    add_live(state);
    add_any(state);
  }
  for (G::State state : kAfter) add_any(state);
  return all;
}

template <typename Value, size_t kSize>
bool IsOneOf(const Value (&values)[kSize], Value value) {
  return std::find(std::begin(values), std::end(values), value) !=
         std::end(values);
}

}  // namespace

absl::Span<const Transition> GrievanceLifeCycle() {
  static const std::vector<Transition>* const kLifeCycle =
      new std::vector<Transition>(MakeLifeCycle());
  return *kLifeCycle;
}

const Transition* FindTransition(G::State from, E::Move move) {
  for (const Transition& transition : GrievanceLifeCycle()) {
    if (transition.from == from && transition.move == move) return &transition;
  }
  return nullptr;
}

uint32_t SideOf(const Transition& transition, const G& grievance,
                uint32_t entering_side) {
  constexpr uint32_t kOwner = 1;
  constexpr uint32_t kOther = 2;
  switch (transition.act_of) {
    case ActOf::kOwner:
      return kOwner;
    case ActOf::kOther:
      return kOther;
    case ActOf::kEither:
      return entering_side;
    case ActOf::kUnion:
      return grievance.grievance_class() == v1::GrievanceClass::EMPLOYER
                 ? kOther
                 : kOwner;
    case ActOf::kNeither:
      return 0;
  }
  return 0;
}

bool IsNextStep(E::Move move) { return IsOneOf(kNextSteps, move); }

bool IsLive(G::State state) {
  return IsOneOf(kBeforeReferral, state) || IsInArbitration(state);
}

bool IsInArbitration(G::State state) { return IsOneOf(kInArbitration, state); }

}  // namespace entente
