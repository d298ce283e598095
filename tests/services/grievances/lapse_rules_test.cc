#include "services/grievances/lapse_rules.h"

#include <gtest/gtest.h>

#include "proto/support/refusal.h"
#include "services/grievances/life_cycle.h"
#include "tests/services/grievances/three_steps.h"

namespace entente {
namespace {

using G = v1::Grievance;
using R = v1::Refusal;

v1::LapseGrievanceRequest Request(v1::Basis::Value basis,
                                  absl::string_view day) {
  v1::LapseGrievanceRequest request;
  request.set_basis(basis);
  request.set_lapse_date(std::string(day));
  if (basis != v1::Basis::OWNER_SIDE) *request.mutable_instrument() = Letter();
  return request;
}

absl::StatusOr<Changes> Lapse(const G& current, v1::Basis::Value basis,
                              absl::string_view day, uint32_t side = 1) {
  return LapseGrievance(current, Request(basis, day), Steps(),
                        EntryOn("2013-12-01", side));
}

absl::StatusOr<Changes> Relieve(const G& current, v1::Basis::Value basis,
                                absl::string_view day) {
  v1::RelieveGrievanceRequest request;
  request.set_basis(basis);
  request.set_relief_date(std::string(day));
  *request.mutable_instrument() = Letter();
  return RelieveGrievance(current, request, Steps(), EntryOn("2013-12-01", 2));
}

// Filed on November 20, 2012: the notice of arbitration is due on May 19, 2013.
constexpr char kDue[] = "2013-05-19";
constexpr char kAfter[] = "2013-05-20";

TEST(LapseGrievance, IsRefusedUntilALimitWithThatEffectIsMissed) {
  EXPECT_EQ(ReasonOf(Lapse(Filed(), v1::Basis::OWNER_SIDE, kDue)),
            R::NOTHING_LAPSED);
  const G after = After(Lapse(Filed(), v1::Basis::OWNER_SIDE, kAfter));
  EXPECT_EQ(after.state(), G::DEEMED_WITHDRAWN);
  ASSERT_EQ(after.lapses_size(), 1);
  EXPECT_EQ(after.lapses(0).clause(), "art. REFER");
  EXPECT_EQ(after.lapses(0).due_date(), kDue);
  EXPECT_FALSE(after.lapses(0).has_recorded_for());
}

TEST(LapseGrievance, CitesTheSilenceThatDropsAGrievanceAtItsStep) {
  G second = After(
      Advance(After(Reply(After(Receive(Filed(), "2012-11-21")), "2012-11-30")),
              "2012-12-03"));
  EXPECT_EQ(ReasonOf(Lapse(second, v1::Basis::OWNER_SIDE, "2012-12-13")),
            R::NOTHING_LAPSED);
  const G after = After(Lapse(second, v1::Basis::OWNER_SIDE, "2012-12-14"));
  EXPECT_EQ(after.lapses(0).clause(), "silence 2");
  EXPECT_EQ(after.lapses(0).due_date(), "2012-12-13");
}

TEST(LapseGrievance, TakesTheWordOfTheOwnerOfBothOrOfARulingWithItsPaper) {
  // The other side alone has no word in it, and needs the owner's paper.
  EXPECT_EQ(ReasonOf(Lapse(Filed(), v1::Basis::OWNER_SIDE, kAfter, 2)),
            R::INSTRUMENT_REQUIRED);
  for (const v1::Basis::Value basis :
       {v1::Basis::BOTH_SIDES, v1::Basis::RULING}) {
    v1::LapseGrievanceRequest bare = Request(basis, kAfter);
    bare.clear_instrument();
    for (const uint32_t side : {1u, 2u}) {
      EXPECT_EQ(ReasonOf(LapseGrievance(Filed(), bare, Steps(),
                                        EntryOn("2013-12-01", side))),
                R::INSTRUMENT_REQUIRED);
      const auto changes = Lapse(Filed(), basis, kAfter, side);
      ASSERT_TRUE(changes.ok()) << changes.status();
      EXPECT_EQ((*changes)[0].acted_by_side(), 0u);
      EXPECT_EQ((*changes)[0].grievance().lapses(0).recorded_for().by_side(),
                side);
    }
  }
}

TEST(LapseGrievance, LeavesOutWhatWasWaivedOrIsSuspended) {
  for (const auto& change : {
           +[](v1::Deadline& each) { each.set_waived_date("2013-01-10"); },
           +[](v1::Deadline& each) {
             each.set_suspended_since_date("2013-01-10");
           },
       }) {
    G held = Filed();
    ASSERT_TRUE(FindLapseGround(ThreeSteps(), held, Day(kAfter)).has_value());
    for (v1::Deadline& each : *held.mutable_deadlines()) change(each);
    EXPECT_FALSE(FindLapseGround(ThreeSteps(), held, Day(kAfter)).has_value());
  }
}

TEST(LapseGrievance, EndsTheDeadlinesAndReliefOpensThemAgain) {
  const G lapsed = After(Lapse(Filed(), v1::Basis::OWNER_SIDE, kAfter));
  EXPECT_EQ(Shown(lapsed).back(), "REFER 2013-05-19 ended");
  const G relieved = After(Relieve(lapsed, v1::Basis::RULING, "2013-07-01"));
  EXPECT_EQ(relieved.state(), G::FILED);
  EXPECT_EQ(Shown(relieved).back(), "REFER 2013-05-19 open");
  EXPECT_EQ(relieved.lapses(0).relief_date(), "2013-07-01");
  EXPECT_EQ(relieved.lapses(0).relief_basis(), v1::Basis::RULING);
  EXPECT_EQ(relieved.lapses(0).relief_recorded_for().by_side(), 2u);
}

TEST(RelieveGrievance, GoesBackToWhereTheGrievanceWas) {
  const G received = After(Receive(Filed(), "2012-11-21"));
  const G answered = After(Reply(received, "2012-11-30"));
  const G second = After(Advance(answered, "2012-12-03"));
  for (const G& before : {Filed(), received, answered, second}) {
    const G lapsed = After(Lapse(before, v1::Basis::BOTH_SIDES, kAfter));
    const G after = After(Relieve(lapsed, v1::Basis::BOTH_SIDES, "2013-06-01"));
    EXPECT_EQ(after.state(), before.state());
    EXPECT_EQ(after.step(), before.step());
  }
}

TEST(RelieveGrievance, CuresWhatWasMissedBeforeItAndNothingElse) {
  const G lapsed = After(Lapse(Filed(), v1::Basis::OWNER_SIDE, kAfter));
  const G relieved = After(Relieve(lapsed, v1::Basis::RULING, "2013-07-01"));
  const v1::Deadline& limit = *relieved.deadlines().rbegin();
  EXPECT_EQ(limit.due_date(), kDue);
  EXPECT_EQ(limit.relieved_date(), "2013-07-01");
  EXPECT_EQ(limit.steps().rbegin()->kind(), v1::ExplanationStep::RELIEVED);
  EXPECT_FALSE(
      FindLapseGround(ThreeSteps(), relieved, Day("2013-11-01")).has_value());
  EXPECT_EQ(ReasonOf(Lapse(relieved, v1::Basis::OWNER_SIDE, "2013-11-01")),
            R::NOTHING_LAPSED);
  // What was done in its time needed none.
  EXPECT_EQ(relieved.deadlines(0).met_date(), "2012-11-20");
  EXPECT_EQ(relieved.deadlines(0).relieved_date(), "");
  // A limit that is missed after the relief drops it again: the silence of the
  // second step.
  const G soon = After(Relieve(lapsed, v1::Basis::RULING, "2013-05-25"));
  const G second = After(
      Advance(After(Reply(After(Receive(soon, "2013-05-26")), "2013-05-27")),
              "2013-05-28"));
  const auto ground = FindLapseGround(ThreeSteps(), second, Day("2013-11-01"));
  ASSERT_TRUE(ground.has_value());
  EXPECT_EQ(ground->clause, "silence 2");
}

TEST(RelieveGrievance, LiesNotBeforeTheLapseAndWantsItsPaper) {
  const G lapsed = After(Lapse(Filed(), v1::Basis::OWNER_SIDE, kAfter));
  EXPECT_EQ(ReasonOf(Relieve(lapsed, v1::Basis::RULING, "2013-05-19")),
            R::DATE_ORDER);
  v1::RelieveGrievanceRequest bare;
  bare.set_basis(v1::Basis::RULING);
  EXPECT_EQ(ReasonOf(RelieveGrievance(lapsed, bare, Steps(),
                                      EntryOn("2013-12-01", 1))),
            R::INSTRUMENT_REQUIRED);
}

TEST(RelieveGrievance, IsRefusedWhereNothingLapsed) {
  EXPECT_EQ(ReasonOf(Relieve(Filed(), v1::Basis::RULING, "2013-06-01")),
            R::WRONG_STATE);
}

}  // namespace
}  // namespace entente
