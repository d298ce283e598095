#include "services/grievances/life_cycle.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <utility>

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
const std::map<std::pair<G::State, E::Move>, Expected> kExpected = {
    {{G::STATE_UNSPECIFIED, E::GRIEVANCE_FILED}, {G::FILED, ActOf::kOwner}},
    {{G::FILED, E::GRIEVANCE_RECEIVED}, {G::RECEIVED, ActOf::kOther}},
    {{G::FILED, E::GRIEVANCE_ANSWERED}, {G::ANSWERED, ActOf::kOther}},
    {{G::FILED, E::GRIEVANCE_WITHDRAWN}, {G::WITHDRAWN, ActOf::kOwner}},
    {{G::FILED, E::GRIEVANCE_CORRECTED}, {G::FILED, ActOf::kEither}},
    {{G::FILED, E::GRIEVANCE_CONTESTED}, {G::FILED, ActOf::kEither}},
    {{G::FILED, E::GRIEVANCE_ASSIGNED}, {G::FILED, ActOf::kEither}},
    {{G::RECEIVED, E::GRIEVANCE_ANSWERED}, {G::ANSWERED, ActOf::kOther}},
    {{G::RECEIVED, E::GRIEVANCE_ADVANCED}, {G::RECEIVED, ActOf::kOwner}},
    {{G::RECEIVED, E::GRIEVANCE_WITHDRAWN}, {G::WITHDRAWN, ActOf::kOwner}},
    {{G::RECEIVED, E::GRIEVANCE_CORRECTED}, {G::RECEIVED, ActOf::kEither}},
    {{G::RECEIVED, E::GRIEVANCE_CONTESTED}, {G::RECEIVED, ActOf::kEither}},
    {{G::RECEIVED, E::GRIEVANCE_ASSIGNED}, {G::RECEIVED, ActOf::kEither}},
    {{G::ANSWERED, E::GRIEVANCE_ANSWERED}, {G::ANSWERED, ActOf::kOther}},
    {{G::ANSWERED, E::GRIEVANCE_ADVANCED}, {G::RECEIVED, ActOf::kOwner}},
    {{G::ANSWERED, E::GRIEVANCE_WITHDRAWN}, {G::WITHDRAWN, ActOf::kOwner}},
    {{G::ANSWERED, E::GRIEVANCE_CORRECTED}, {G::ANSWERED, ActOf::kEither}},
    {{G::ANSWERED, E::GRIEVANCE_CONTESTED}, {G::ANSWERED, ActOf::kEither}},
    {{G::ANSWERED, E::GRIEVANCE_ASSIGNED}, {G::ANSWERED, ActOf::kEither}},
    {{G::WITHDRAWN, E::GRIEVANCE_CORRECTED}, {G::WITHDRAWN, ActOf::kEither}},
    {{G::WITHDRAWN, E::GRIEVANCE_CONTESTED}, {G::WITHDRAWN, ActOf::kEither}},
    {{G::WITHDRAWN, E::GRIEVANCE_ASSIGNED}, {G::WITHDRAWN, ActOf::kEither}},
};

TEST(GrievanceLifeCycle, AllowsWhatTheTableSaysAndNothingElse) {
  int states = 0;
  for (int s = 0; s < G::State_ARRAYSIZE; ++s) {
    if (!G::State_IsValid(s)) continue;
    ++states;
    for (int m = 0; m < E::Move_ARRAYSIZE; ++m) {
      if (!E::Move_IsValid(m)) continue;
      const auto from = static_cast<G::State>(s);
      const auto move = static_cast<E::Move>(m);
      const Transition* const found = FindTransition(from, move);
      const auto expected = kExpected.find({from, move});
      SCOPED_TRACE(G::State_Name(from) + " " + E::Move_Name(move));
      ASSERT_EQ(found != nullptr, expected != kExpected.end());
      if (found == nullptr) continue;
      EXPECT_EQ(found->to, expected->second.to);
      EXPECT_EQ(found->act_of, expected->second.act_of);
    }
  }
  EXPECT_EQ(states, 5);
  EXPECT_EQ(GrievanceLifeCycle().size(), kExpected.size());
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

TEST(GrievanceLifeCycle, WithdrawnIsTheOnlyStateThatIsOver) {
  EXPECT_FALSE(IsLive(G::STATE_UNSPECIFIED));
  EXPECT_TRUE(IsLive(G::FILED));
  EXPECT_TRUE(IsLive(G::RECEIVED));
  EXPECT_TRUE(IsLive(G::ANSWERED));
  EXPECT_FALSE(IsLive(G::WITHDRAWN));
}

}  // namespace
}  // namespace entente
