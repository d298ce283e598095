// Every act of arbitration in every state: what the life cycle does not have
// is refused by name, and what it has is not refused for the state.

#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "services/grievances/life_cycle.h"
#include "tests/services/grievances/in_arbitration.h"

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;
using R = v1::Refusal;
using Act = std::function<absl::StatusOr<Changes>(const G&, const Entry&)>;

template <typename Request, typename Rule>
Act By(Rule rule, Request request) {
  return [rule, request](const G& current, const Entry& entry) {
    return rule(current, FromPaper(request), ArbitrableSteps(), entry);
  };
}

Act Reviewed(v1::Review::Outcome outcome) {
  return By(DecideReview, Outcome(outcome));
}

std::multimap<E::Move, Act> Acts() {
  v1::RuleObjectionRequest ruling;
  ruling.set_outcome(v1::Objection::WAIVED);
  v1::RenderAwardRequest reserved = Merits(v1::Disposition::GRANTED);
  reserved.set_quantum_reserved(true);
  return {
      {E::GRIEVANCE_REFERRED, By(ReferGrievance, v1::ReferGrievanceRequest())},
      {E::ARBITRATOR_NAMED,
       [](const G& current, const Entry& entry) {
         return NameArbitrator(current, NamingOn(""), {}, ArbitrableSteps(),
                               entry);
       }},
      {E::ARBITRATOR_ENDED, By(EndArbitrator, v1::EndArbitratorRequest())},
      {E::HEARING_FIXED, By(FixHearing, v1::FixHearingRequest())},
      {E::HEARING_HELD, By(HoldHearing, v1::HoldHearingRequest())},
      {E::HEARING_MOVED, By(MoveHearing, v1::MoveHearingRequest())},
      {E::EXHIBIT_FILED, By(FileExhibit, v1::FileExhibitRequest())},
      {E::TAKEN_UNDER_ADVISEMENT,
       By(TakeUnderAdvisement, v1::TakeUnderAdvisementRequest())},
      {E::HEARING_REOPENED, By(ReopenHearing, v1::ReopenHearingRequest())},
      {E::INTERLOCUTORY_AWARDED,
       By(RenderAward, AwardOf(v1::Award::INTERLOCUTORY, ""))},
      {E::MERITS_AWARDED, By(RenderAward, Merits(v1::Disposition::DENIED, ""))},
      {E::QUANTUM_RESERVED, By(RenderAward, reserved)},
      {E::QUANTUM_AWARDED, By(RenderAward, AwardOf(v1::Award::QUANTUM, ""))},
      {E::AWARD_CORRECTED, By(RenderAward, AwardOf(v1::Award::CORRECTION, ""))},
      {E::REVIEW_SOUGHT, By(SeekReview, v1::SeekReviewRequest())},
      {E::REVIEW_DECIDED, Reviewed(v1::Review::UPHELD)},
      {E::REVIEW_DECIDED, Reviewed(v1::Review::SET_ASIDE)},
      {E::REVIEW_DECIDED, Reviewed(v1::Review::DISCONTINUED)},
      {E::REVIEW_SENT_BACK, Reviewed(v1::Review::SENT_BACK)},
      {E::REVIEW_SENT_TO_ANOTHER, Reviewed(v1::Review::SENT_TO_ANOTHER)},
      {E::OBJECTION_RAISED, By(RaiseObjection, v1::RaiseObjectionRequest())},
      {E::OBJECTION_RULED, By(RuleObjection, ruling)},
  };
}

// A file in this state, with the records of one that was reviewed.
G In(G::State state) {
  G grievance = After(Seek(Awarded()));
  grievance.set_state(state);
  v1::Objection& objection = *grievance.add_objections();
  objection.set_number(1);
  // Of a grievance that is decided, what was joined to the merits alone.
  objection.set_outcome(state == G::AWARDED ? v1::Objection::JOINED_TO_MERITS
                                            : v1::Objection::PENDING);
  objection.set_raised_by_side(2);
  return grievance;
}

TEST(EveryActOfArbitration, IsRefusedByNameInEveryOtherState) {
  int refused = 0;
  int possible = 0;
  for (int number = 1; number < G::State_ARRAYSIZE; ++number) {
    const auto state = static_cast<G::State>(number);
    for (const auto& [move, act] : Acts()) {
      for (uint32_t side = 1; side <= 2; ++side) {
        SCOPED_TRACE(testing::Message()
                     << G::State_Name(state) << " " << E::Move_Name(move));
        const absl::StatusOr<Changes> changes = act(In(state), EnteredBy(side));
        if (FindTransition(state, move) == nullptr) {
          ++refused;
          EXPECT_EQ(ReasonOf(changes), R::WRONG_STATE);
        } else {
          ++possible;
          EXPECT_NE(ReasonOf(changes), R::WRONG_STATE);
        }
      }
    }
  }
  EXPECT_EQ(possible + refused, 2 * 13 * 22);
  EXPECT_GT(possible, 2 * 35);
}

}  // namespace
}  // namespace entente
