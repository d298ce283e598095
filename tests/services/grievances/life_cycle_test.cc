#include "services/grievances/life_cycle.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;

// Typed from the table of the domain and from the decisions, not from the
// code: the state after a move, and whose act it is.
struct Expected {
  G::State to;
  ActOf act_of;
};
using Expectations = std::map<std::pair<G::State, E::Move>, Expected>;

// One move: whose act it is, and from where to where.
struct Row {
  E::Move move;
  ActOf act_of;
  std::vector<std::pair<G::State, G::State>> ways;
};

const std::vector<Row> kRows = {
    {E::GRIEVANCE_FILED, ActOf::kOwner, {{G::STATE_UNSPECIFIED, G::FILED}}},
    {E::GRIEVANCE_RECEIVED, ActOf::kOther, {{G::FILED, G::RECEIVED}}},
    {E::GRIEVANCE_ANSWERED,
     ActOf::kOther,
     {{G::FILED, G::ANSWERED},
      {G::RECEIVED, G::ANSWERED},
      {G::ANSWERED, G::ANSWERED},
      {G::REFERRED, G::REFERRED},
      {G::ARBITRATOR_NAMED, G::ARBITRATOR_NAMED},
      {G::HEARING, G::HEARING},
      {G::DELIBERATION, G::DELIBERATION}}},
    {E::GRIEVANCE_ADVANCED,
     ActOf::kOwner,
     {{G::RECEIVED, G::RECEIVED}, {G::ANSWERED, G::RECEIVED}}},
    {E::GRIEVANCE_REFERRED,
     ActOf::kEither,
     {{G::RECEIVED, G::REFERRED}, {G::ANSWERED, G::REFERRED}}},
    {E::ARBITRATOR_NAMED,
     ActOf::kNeither,
     {{G::REFERRED, G::ARBITRATOR_NAMED}}},
    {E::ARBITRATOR_ENDED,
     ActOf::kNeither,
     {{G::ARBITRATOR_NAMED, G::REFERRED},
      {G::HEARING, G::REFERRED},
      {G::DELIBERATION, G::REFERRED}}},
    {E::HEARING_FIXED,
     ActOf::kEither,
     {{G::ARBITRATOR_NAMED, G::ARBITRATOR_NAMED}, {G::HEARING, G::HEARING}}},
    {E::HEARING_MOVED,
     ActOf::kEither,
     {{G::ARBITRATOR_NAMED, G::ARBITRATOR_NAMED}, {G::HEARING, G::HEARING}}},
    {E::HEARING_HELD,
     ActOf::kNeither,
     {{G::ARBITRATOR_NAMED, G::HEARING}, {G::HEARING, G::HEARING}}},
    {E::EXHIBIT_FILED,
     ActOf::kEither,
     {{G::ARBITRATOR_NAMED, G::ARBITRATOR_NAMED}, {G::HEARING, G::HEARING}}},
    {E::TAKEN_UNDER_ADVISEMENT,
     ActOf::kNeither,
     {{G::ARBITRATOR_NAMED, G::DELIBERATION}, {G::HEARING, G::DELIBERATION}}},
    {E::HEARING_REOPENED, ActOf::kNeither, {{G::DELIBERATION, G::HEARING}}},
    {E::INTERLOCUTORY_AWARDED,
     ActOf::kNeither,
     {{G::ARBITRATOR_NAMED, G::ARBITRATOR_NAMED},
      {G::HEARING, G::HEARING},
      {G::DELIBERATION, G::HEARING}}},
    {E::MERITS_AWARDED, ActOf::kNeither, {{G::DELIBERATION, G::AWARDED}}},
    {E::QUANTUM_RESERVED, ActOf::kNeither, {{G::DELIBERATION, G::HEARING}}},
    {E::QUANTUM_AWARDED, ActOf::kNeither, {{G::DELIBERATION, G::AWARDED}}},
    {E::AWARD_CORRECTED,
     ActOf::kNeither,
     {{G::AWARDED, G::AWARDED},
      {G::HEARING, G::HEARING},
      {G::DELIBERATION, G::DELIBERATION}}},
    {E::REVIEW_SOUGHT,
     ActOf::kEither,
     {{G::AWARDED, G::UNDER_REVIEW},
      {G::HEARING, G::UNDER_REVIEW},
      {G::DELIBERATION, G::UNDER_REVIEW}}},
    {E::REVIEW_DECIDED, ActOf::kNeither, {{G::UNDER_REVIEW, kPriorState}}},
    {E::OBJECTION_RULED, ActOf::kEither, {{G::AWARDED, G::AWARDED}}},
    {E::GRIEVANCE_SEVERED, ActOf::kNeither, {{G::AWARDED, G::AWARDED}}},
    {E::REVIEW_SENT_BACK, ActOf::kNeither, {{G::UNDER_REVIEW, G::HEARING}}},
    {E::REVIEW_SENT_TO_ANOTHER,
     ActOf::kNeither,
     {{G::UNDER_REVIEW, G::REFERRED}}},
    {E::GRIEVANCE_SETTLED,
     ActOf::kNeither,
     {{G::FILED, G::SETTLED},
      {G::RECEIVED, G::SETTLED},
      {G::ANSWERED, G::SETTLED},
      {G::REFERRED, G::SETTLED},
      {G::ARBITRATOR_NAMED, G::SETTLED},
      {G::HEARING, G::SETTLED},
      {G::DELIBERATION, G::SETTLED}}},
    {E::GRIEVANCE_WITHDRAWN,
     ActOf::kOwner,
     {{G::FILED, G::WITHDRAWN},
      {G::RECEIVED, G::WITHDRAWN},
      {G::ANSWERED, G::WITHDRAWN},
      {G::REFERRED, G::WITHDRAWN},
      {G::ARBITRATOR_NAMED, G::WITHDRAWN},
      {G::HEARING, G::WITHDRAWN},
      {G::DELIBERATION, G::WITHDRAWN}}},
    {E::GRIEVANCE_LAPSED,
     ActOf::kOwner,
     {{G::FILED, G::DEEMED_WITHDRAWN},
      {G::RECEIVED, G::DEEMED_WITHDRAWN},
      {G::ANSWERED, G::DEEMED_WITHDRAWN}}},
    {E::GRIEVANCE_RELIEVED,
     ActOf::kNeither,
     {{G::DEEMED_WITHDRAWN, kPriorState}}},
    {E::GRIEVANCE_REVIVED, ActOf::kEither, {{G::SETTLED, G::REFERRED}}},
    {E::GRIEVANCE_REINSTATED, ActOf::kUnion, {{G::SETTLED, kPriorState}}},
    {E::BREACH_NOTED, ActOf::kUnion, {{G::SETTLED, G::SETTLED}}},
    {E::END_NOTED,
     ActOf::kNeither,
     {{G::SETTLED, G::SETTLED}, {G::WITHDRAWN, G::WITHDRAWN}}},
    {E::GRIEVANCE_CLOSED,
     ActOf::kEither,
     {{G::SETTLED, G::CLOSED}, {G::AWARDED, G::CLOSED}}},
};

const std::vector<G::State> kLive = {
    G::FILED,   G::RECEIVED,    G::ANSWERED, G::REFERRED, G::ARBITRATOR_NAMED,
    G::HEARING, G::DELIBERATION};
const std::vector<G::State> kOver = {G::AWARDED,          G::UNDER_REVIEW,
                                     G::SETTLED,          G::WITHDRAWN,
                                     G::DEEMED_WITHDRAWN, G::CLOSED};

// What leaves the state as it is: in every live state, and in all.
const std::vector<std::pair<E::Move, ActOf>> kStayWhileLive = {
    {E::OBJECTION_RAISED, ActOf::kEither},
    {E::OBJECTION_RULED, ActOf::kEither},
    {E::GRIEVANCE_JOINED, ActOf::kNeither},
    {E::GRIEVANCE_SEVERED, ActOf::kNeither},
    {E::LIMIT_EXTENDED, ActOf::kNeither},
    {E::LIMIT_WAIVED, ActOf::kEither},
    {E::LIMITS_SUSPENDED, ActOf::kEither},
    {E::LIMITS_RESUMED, ActOf::kEither},
    {E::PRIOR_STEP_RECORDED, ActOf::kEither}};
const std::vector<std::pair<E::Move, ActOf>> kStayAlways = {
    {E::GRIEVANCE_CORRECTED, ActOf::kEither},
    {E::GRIEVANCE_CONTESTED, ActOf::kEither},
    {E::GRIEVANCE_ASSIGNED, ActOf::kEither},
    {E::GRIEVANCE_WALLED, ActOf::kEither}};

Expectations Expect() {
  Expectations all;
  for (const Row& row : kRows) {
    for (const auto& way : row.ways) {
      all[{way.first, row.move}] = {way.second, row.act_of};
    }
  }
  for (G::State state : kLive) {
    for (const auto& each : kStayWhileLive) {
      all[{state, each.first}] = {state, each.second};
    }
  }
  for (const auto& states : {kLive, kOver}) {
    for (G::State state : states) {
      for (const auto& each : kStayAlways) {
        all[{state, each.first}] = {state, each.second};
      }
    }
  }
  return all;
}

TEST(GrievanceLifeCycle, AllowsWhatTheTableSaysAndNothingElse) {
  const Expectations expectations = Expect();
  int states = 0;
  for (int s = 0; s < G::State_ARRAYSIZE; ++s) {
    if (!G::State_IsValid(s)) continue;
    ++states;
    for (int m = 0; m < E::Move_ARRAYSIZE; ++m) {
      if (!E::Move_IsValid(m)) continue;
      const auto from = static_cast<G::State>(s);
      const auto move = static_cast<E::Move>(m);
      const Transition* const found = FindTransition(from, move);
      const auto expected = expectations.find({from, move});
      SCOPED_TRACE(G::State_Name(from) + " " + E::Move_Name(move));
      ASSERT_EQ(found != nullptr, expected != expectations.end());
      if (found == nullptr) continue;
      EXPECT_EQ(found->to, expected->second.to);
      EXPECT_EQ(found->act_of, expected->second.act_of);
    }
  }
  EXPECT_EQ(states, 14);
  EXPECT_EQ(GrievanceLifeCycle().size(), expectations.size());
}

TEST(GrievanceLifeCycle, ReachesEveryStateFromFilingAndLeavesEveryLiveOne) {
  std::set<G::State> reached = {G::STATE_UNSPECIFIED};
  for (size_t round = 0; round < GrievanceLifeCycle().size(); ++round) {
    for (const Transition& each : GrievanceLifeCycle()) {
      if (reached.count(each.from) > 0) reached.insert(each.to);
    }
  }
  for (int s = 0; s < G::State_ARRAYSIZE; ++s) {
    const auto state = static_cast<G::State>(s);
    EXPECT_EQ(reached.count(state), 1u) << G::State_Name(state);
    bool leaves = false;
    for (const Transition& each : GrievanceLifeCycle()) {
      leaves |= each.from == state && each.to != state;
    }
    EXPECT_TRUE(leaves || !IsLive(state)) << G::State_Name(state);
  }
}

TEST(GrievanceLifeCycle, IsLiveFromFilingToDeliberation) {
  EXPECT_FALSE(IsLive(G::STATE_UNSPECIFIED));
  for (G::State state : kLive) EXPECT_TRUE(IsLive(state));
  for (G::State state : kOver) EXPECT_FALSE(IsLive(state));
}

}  // namespace
}  // namespace entente
