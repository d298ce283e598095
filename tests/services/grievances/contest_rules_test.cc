#include "services/grievances/contest_rules.h"

#include <gtest/gtest.h>

#include <vector>

#include "services/grievances/lapse_rules.h"
#include "services/grievances/time_ledger_rules.h"
#include "tests/services/grievances/three_steps.h"

namespace entente {
namespace {

using C = v1::Grievance::Contest;
using E = v1::Event;
using G = v1::Grievance;
using R = v1::Refusal;

// A grievance with what happened to it.
struct Life {
  G grievance = Filed();
  std::vector<E> history;

  void Keep(const absl::StatusOr<Changes>& changes) {
    ASSERT_TRUE(changes.ok()) << changes.status();
    history.push_back((*changes)[0]);
    grievance = (*changes)[0].grievance();
  }
  absl::StatusOr<Changes> Contest(C::Act act, uint32_t side,
                                  uint32_t step = 0) const {
    v1::ContestActRequest request;
    request.set_act(act);
    request.set_step(step);
    request.set_text("Ce n'est pas de nous.");
    return ContestAct(grievance, request, history, EntryOn("2013-12-02", side));
  }
};

absl::StatusOr<Changes> Lapse(const G& current, v1::Basis::Value basis,
                              uint32_t side) {
  v1::LapseGrievanceRequest request;
  request.set_basis(basis);
  request.set_lapse_date("2013-05-20");
  *request.mutable_instrument() = Letter();
  return LapseGrievance(current, request, Steps(), EntryOn("2013-12-01", side));
}

TEST(ContestAct, IsOfALapseThatTheOtherSideRecorded) {
  for (const v1::Basis::Value basis :
       {v1::Basis::OWNER_SIDE, v1::Basis::BOTH_SIDES, v1::Basis::RULING}) {
    Life life;
    life.Keep(Lapse(life.grievance, basis, 2));
    EXPECT_EQ(ReasonOf(life.Contest(C::LAPSE, 2)), R::NOT_ATTRIBUTED);
    EXPECT_EQ(ReasonOf(life.Contest(C::WITHDRAWAL, 1)), R::NOT_ATTRIBUTED);
    const G contested = After(life.Contest(C::LAPSE, 1));
    EXPECT_EQ(contested.state(), G::DEEMED_WITHDRAWN);
    ASSERT_EQ(contested.contests_size(), 1);
    EXPECT_EQ(contested.contests(0).event_id(), life.history[0].event_id());
    // Its limits run on, whoever's word holds in the end.
    EXPECT_EQ(Shown(contested).back(), "REFER 2013-05-19 open");
  }
  Life own;
  own.Keep(Lapse(own.grievance, v1::Basis::OWNER_SIDE, 1));
  EXPECT_EQ(ReasonOf(own.Contest(C::LAPSE, 1)), R::NOT_ATTRIBUTED);
}

TEST(ContestAct, IsOfAReliefWhoeverIsSaidToHaveGivenIt) {
  Life life;
  life.Keep(Lapse(life.grievance, v1::Basis::OWNER_SIDE, 1));
  v1::RelieveGrievanceRequest request;
  request.set_basis(v1::Basis::BOTH_SIDES);
  request.set_relief_date("2013-07-01");
  *request.mutable_instrument() = Letter();
  life.Keep(RelieveGrievance(life.grievance, request, Steps(),
                             EntryOn("2013-12-01", 1)));
  EXPECT_EQ(ReasonOf(life.Contest(C::RELIEF, 1)), R::NOT_ATTRIBUTED);
  EXPECT_EQ(After(life.Contest(C::RELIEF, 2)).contests(0).act(), C::RELIEF);
}

TEST(ContestAct, IsOfWhatMovesALimitByItsNumber) {
  Life life;
  const auto extend = [&](const char* signed_on, const char* to) {
    v1::ExtendDeadlineRequest request;
    request.set_act(v1::TimeLimit::REFER);
    request.set_signed_date(signed_on);
    request.set_new_due_date(to);
    *request.mutable_instrument() = Letter();
    life.Keep(ExtendDeadline(life.grievance, request, Steps(),
                             EntryOn("2013-06-01", 2)));
  };
  extend("2013-01-10", "2013-06-19");
  extend("2013-02-10", "2013-07-19");
  EXPECT_EQ(After(life.Contest(C::EXTENSION, 1)).contests(0).step(), 2u);
  EXPECT_EQ(After(life.Contest(C::EXTENSION, 1, 1)).contests(0).step(), 1u);
  EXPECT_EQ(ReasonOf(life.Contest(C::EXTENSION, 1, 3)), R::NOT_ATTRIBUTED);
  EXPECT_EQ(ReasonOf(life.Contest(C::EXTENSION, 2)), R::NOT_ATTRIBUTED);
}

}  // namespace
}  // namespace entente
