#include "services/grievances/settled_rules.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "proto/support/deadline.h"
#include "proto/support/refusal.h"
#include "services/grievances/file_deadline_rules.h"
#include "tests/services/settlements/sample_settlement.h"

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;
using R = v1::Refusal;

const std::set<G::State> kBefore = {G::FILED, G::RECEIVED, G::ANSWERED};
const std::set<G::State> kInArbitration = {G::REFERRED, G::ARBITRATOR_NAMED,
                                           G::HEARING, G::DELIBERATION};

R::Reason ReasonOf(const absl::Status& status) {
  return status.ok() ? R::REASON_UNSPECIFIED : RefusalReason(status);
}
template <typename Result>
R::Reason ReasonOf(const Result& result) {
  return ReasonOf(result.status());
}

G InState(G::State state) {
  G grievance;
  grievance.set_grievance_id("grievance-1");
  grievance.set_state(state);
  grievance.set_step(1);
  grievance.set_grievance_class(v1::GrievanceClass::UNION);
  grievance.set_issue_code("ORG-TIM");
  const v1::Settlement sample = DraftSettlement();
  *grievance.mutable_parties() = sample.parties();
  grievance.set_occurred_date("2012-11-01");
  grievance.set_known_date("2012-11-03");
  grievance.set_submitted_date("2012-11-20");
  grievance.set_received_date("2012-11-22");
  if (kInArbitration.count(state) > 0) {
    grievance.mutable_referral()->set_referral_date("2012-12-20");
  }
  return grievance;
}

// What the settlement says of an act on this day.
E Said(const std::string& date, bool from_paper = false) {
  E said;
  said.set_effective_date(date);
  *said.mutable_settlement() = SignedSettlement();
  if (from_paper) *said.mutable_instrument() = Letter(date);
  return said;
}

// The grievance as SettleGrievance makes it, settled from `state`.
G SettledFrom(G::State state) {
  G grievance = InState(state);
  const Entry entry = EntryOn("2013-01-15", 1);
  EXPECT_TRUE(RefreshDeadlines(TestProcedure(), entry, grievance).ok());
  const auto changes =
      SettleGrievance(grievance, Said("2013-01-15"), TestProcedure(), entry);
  EXPECT_TRUE(changes.ok()) << changes.status();
  return changes.ok() ? (*changes)[0].grievance() : G();
}

G Breached(G::State state, const std::string& known = "2013-03-05") {
  const auto changes = NoteBreach(SettledFrom(state), Said(known), known,
                                  TestProcedure(), EntryOn("2013-03-10", 1));
  EXPECT_TRUE(changes.ok()) << changes.status();
  return changes.ok() ? (*changes)[0].grievance() : G();
}

TEST(SettleGrievance, EndsItFromEveryStateInWhichItGoesOnAndNoOther) {
  for (int value = 1; value < G::State_ARRAYSIZE; ++value) {
    const auto state = static_cast<G::State>(value);
    const G current = InState(state);
    const auto changes = SettleGrievance(
        current, Said("2013-01-15"), TestProcedure(), EntryOn("2013-01-20", 2));
    const bool goes_on =
        kBefore.count(state) > 0 || kInArbitration.count(state) > 0;
    EXPECT_EQ(ReasonOf(changes),
              goes_on ? R::REASON_UNSPECIFIED : R::WRONG_STATE)
        << G::State_Name(state);
    EXPECT_EQ(ReasonOf(CheckSettleable(current)), ReasonOf(changes));
    if (!goes_on) continue;
    const E& event = (*changes)[0];
    EXPECT_EQ(event.acted_by_side(), 0u);  // Both sides together.
    EXPECT_EQ(event.grievance().state(), G::SETTLED);
    ASSERT_EQ(event.grievance().settled_by_size(), 1);
    const auto& settled = event.grievance().settled_by(0);
    EXPECT_EQ(settled.prior_state(), state);
    EXPECT_EQ(settled.settled_date(), "2013-01-15");
    EXPECT_EQ(settled.settlement_id(), "settlement-1");
    for (const v1::Deadline& deadline : event.grievance().deadlines()) {
      EXPECT_FALSE(IsOpen(deadline)) << deadline.limit_code();
    }
  }
}

TEST(SettleGrievance, IsNotBeforeTheActsOnWhichItBuilds) {
  G grievance = InState(G::RECEIVED);
  grievance.set_received_date("2013-01-16");
  EXPECT_EQ(
      ReasonOf(SettleGrievance(grievance, Said("2013-01-15"), TestProcedure(),
                               EntryOn("2013-01-20", 1))),
      R::DATE_ORDER);
}

TEST(InvariantA10, NoGrievanceIsEndedByASettlementAndAnAward) {
  G grievance = InState(G::HEARING);
  v1::Award& award = *grievance.add_awards();
  award.set_award_date("2013-01-02");
  for (const v1::Award::Kind kind :
       {v1::Award::INTERLOCUTORY, v1::Award::MERITS, v1::Award::QUANTUM}) {
    award.set_kind(kind);
    award.clear_set_aside_by_review();
    const bool decided = kind != v1::Award::INTERLOCUTORY;
    EXPECT_EQ(ReasonOf(CheckSettleable(grievance)),
              decided ? R::WRONG_STATE : R::REASON_UNSPECIFIED);
    award.set_set_aside_by_review(1);
    EXPECT_EQ(ReasonOf(CheckSettleable(grievance)), R::REASON_UNSPECIFIED);
  }
}

TEST(ReviveGrievance, GoesToArbitrationDespiteExpiredLimits) {
  v1::RepudiateSettlementRequest request;
  for (const G::State state : kBefore) {
    const G settled = SettledFrom(state);
    // Long after the six months of the agreement.
    const auto changes =
        ReviveGrievance(settled, Said("2014-09-10"), request, 1,
                        TestProcedure(), EntryOn("2014-09-10", 1));
    ASSERT_TRUE(changes.ok()) << changes.status();
    const E& event = (*changes)[0];
    const G& revived = event.grievance();
    EXPECT_EQ(revived.state(), G::REFERRED);
    EXPECT_EQ(event.acted_by_side(), 1u);
    EXPECT_EQ(revived.referral().clause(), "C.t. 100.0.2");
    EXPECT_EQ(revived.referral().referral_date(), "2014-09-10");
    EXPECT_EQ(revived.referral().track(), v1::Referral::REGULAR);
    EXPECT_TRUE(revived.settled_by(0).repudiated());
    EXPECT_EQ(revived.settled_by(0).reopened_date(), "2014-09-10");
  }
}

TEST(ReviveGrievance, IsForSettlementsMadeBeforeTheReferral) {
  for (const G::State state : kInArbitration) {
    EXPECT_EQ(
        ReasonOf(ReviveGrievance(SettledFrom(state), Said("2013-02-10"), {}, 1,
                                 TestProcedure(), EntryOn("2013-02-10", 1))),
        R::NOT_REOPENED);
  }
}

TEST(ReviveGrievance, NeedsATextOfTheProfile) {
  v1::Profile profile = ReinstatingProfile();
  profile.clear_repudiation_clause();
  Procedure procedure = TestProcedure();
  procedure.profile = &profile;
  EXPECT_EQ(
      ReasonOf(ReviveGrievance(SettledFrom(G::RECEIVED), Said("2013-02-10"), {},
                               1, procedure, EntryOn("2013-02-10", 1))),
      R::NOT_REOPENED);
}

TEST(NoteBreach, OpensTheTimeToTakeTheGrievanceUpAgain) {
  const G breached = Breached(G::RECEIVED);
  EXPECT_EQ(breached.state(), G::SETTLED);
  EXPECT_EQ(breached.settled_by(0).breach_known_date(), "2013-03-05");
  const v1::Deadline* const limit =
      ReinstatementLimit(breached, "settlement-1");
  ASSERT_NE(limit, nullptr);
  EXPECT_TRUE(IsOpen(*limit));
  // 30 days end on Thursday 2013-04-04.
  EXPECT_EQ(limit->due_date(), "2013-04-04");
  EXPECT_EQ(limit->clause(), "art. 14.07");
  EXPECT_EQ(ReinstatementLimit(breached, "settlement-2"), nullptr);
}

TEST(ReinstateGrievance, GoesBackToWhereItWasWithItsLimits) {
  for (const auto& states : {kBefore, kInArbitration}) {
    for (const G::State state : states) {
      const auto changes =
          ReinstateGrievance(Breached(state), Said("2013-03-20"),
                             TestProcedure(), EntryOn("2013-03-20", 1));
      ASSERT_TRUE(changes.ok()) << changes.status();
      const G& again = (*changes)[0].grievance();
      EXPECT_EQ((*changes)[0].acted_by_side(), 1u);
      EXPECT_EQ(again.state(), state);
      EXPECT_EQ(again.settled_by(0).reopened_date(), "2013-03-20");
      EXPECT_FALSE(again.settled_by(0).repudiated());
      EXPECT_FALSE(ReinstatedLate(again, "settlement-1"));
      EXPECT_EQ(ReinstatementLimit(again, "settlement-1")->met_date(),
                "2013-03-20");
      if (state != G::RECEIVED) continue;
      const v1::Deadline* const reply =
          FindDeadline(again, v1::TimeLimit::REPLY, 1);
      ASSERT_NE(reply, nullptr);
      EXPECT_TRUE(IsOpen(*reply));
    }
  }
}

TEST(ReinstateGrievance, IsKeptWhenLateAndShowsIt) {
  const G breached = Breached(G::RECEIVED);
  for (const auto& [date, late] :
       {std::pair<const char*, bool>{"2013-04-04", false},
        {"2013-04-05", true}}) {
    const auto changes = ReinstateGrievance(
        breached, Said(date), TestProcedure(), EntryOn("2013-05-01", 1));
    ASSERT_TRUE(changes.ok()) << changes.status();
    EXPECT_EQ(ReinstatedLate((*changes)[0].grievance(), "settlement-1"), late)
        << date;
  }
}

TEST(ReinstateGrievance, NeedsABreachAndALimitOfTheProfile) {
  const Entry entry = EntryOn("2013-05-01", 1);
  EXPECT_EQ(
      ReasonOf(ReinstateGrievance(SettledFrom(G::RECEIVED), Said("2013-03-20"),
                                  TestProcedure(), entry)),
      R::NOT_REOPENED);
  const v1::Profile shipped = ShippedProfile("QC-SSS-30");
  Procedure procedure = TestProcedure();
  procedure.profile = &shipped;
  EXPECT_EQ(ReasonOf(ReinstateGrievance(Breached(G::RECEIVED),
                                        Said("2013-03-20"), procedure, entry)),
            R::NOT_REOPENED);
  // Nor before the breach was known.
  EXPECT_EQ(
      ReasonOf(ReinstateGrievance(Breached(G::RECEIVED), Said("2013-03-04"),
                                  TestProcedure(), entry)),
      R::DATE_ORDER);
}

TEST(NoteContestedSignature, LetsTheLimitsRunOn) {
  const G settled = SettledFrom(G::RECEIVED);
  EXPECT_FALSE(IsOpen(*FindDeadline(settled, v1::TimeLimit::REPLY, 1)));
  const auto changes = NoteContestedSignature(settled, TestProcedure(),
                                              EntryOn("2013-02-01", 2));
  ASSERT_TRUE(changes.ok()) << changes.status();
  const G& contested = (*changes)[0].grievance();
  EXPECT_EQ(contested.state(), G::SETTLED);
  EXPECT_EQ(contested.settled_by(0).contested_date(), "2013-02-01");
  EXPECT_TRUE(IsOpen(*FindDeadline(contested, v1::TimeLimit::REPLY, 1)));
}

TEST(CloseGrievance, WaitsUntilEveryCommitmentIsDoneOrReleased) {
  using C = v1::Commitment;
  const Entry entry = EntryOn("2013-05-01", 2);
  for (int value = 1; value < C::Status_ARRAYSIZE; ++value) {
    const auto status = static_cast<C::Status>(value);
    v1::Settlement settlement = SignedSettlement();
    settlement.mutable_commitments(0)->set_status(C::FULFILLED);
    settlement.mutable_commitments(1)->set_status(status);
    const auto changes = CloseGrievance(SettledFrom(G::RECEIVED), {},
                                        &settlement, TestProcedure(), entry);
    const bool done = status == C::FULFILLED || status == C::RELEASED;
    EXPECT_EQ(ReasonOf(changes),
              done ? R::REASON_UNSPECIFIED : R::COMMITMENT_OPEN);
    if (!done) continue;
    EXPECT_EQ((*changes)[0].grievance().state(), G::CLOSED);
    EXPECT_EQ((*changes)[0].grievance().closed_date(), "2013-05-01");
  }
  EXPECT_EQ(ReasonOf(CloseGrievance(InState(G::AWARDED), {}, nullptr,
                                    TestProcedure(), entry)),
            R::REASON_UNSPECIFIED);
}

TEST(CloseGrievance, IsFromSettledOrAwardedOnly) {
  for (int value = 1; value < G::State_ARRAYSIZE; ++value) {
    const auto state = static_cast<G::State>(value);
    if (state == G::SETTLED || state == G::AWARDED) continue;
    EXPECT_EQ(
        ReasonOf(CloseGrievance(InState(state), {}, nullptr, TestProcedure(),
                                EntryOn("2013-05-01", 1))),
        R::WRONG_STATE)
        << G::State_Name(state);
  }
}

TEST(InvariantA7, OnlyAnEndAfterTheReferralIsNotedAndOnlyOnce) {
  const Entry entry = EntryOn("2013-05-01", 1);
  v1::NoteEndRequest request;
  request.set_noted_date("2013-02-01");
  const auto note = [&](const G& grievance) {
    return NoteEnd(grievance, request, TestProcedure(), entry);
  };
  EXPECT_EQ(ReasonOf(note(SettledFrom(G::HEARING))), R::INSTRUMENT_REQUIRED);
  *request.mutable_instrument() = Letter("2013-02-01");
  for (const G::State state : kInArbitration) {
    const auto noted = note(SettledFrom(state));
    ASSERT_TRUE(noted.ok()) << noted.status();
    EXPECT_EQ((*noted)[0].grievance().settled_by(0).noted_date(), "2013-02-01");
    EXPECT_EQ(ReasonOf(note((*noted)[0].grievance())), R::END_NOT_NOTED);
  }
  for (const G::State state : kBefore) {
    EXPECT_EQ(ReasonOf(note(SettledFrom(state))), R::END_NOT_NOTED);
  }
  G withdrawn = InState(G::WITHDRAWN);
  withdrawn.mutable_withdrawal()->set_withdrawal_date("2013-01-10");
  EXPECT_EQ(ReasonOf(note(withdrawn)), R::END_NOT_NOTED);
  withdrawn.mutable_referral()->set_referral_date("2012-12-20");
  const auto noted = note(withdrawn);
  ASSERT_TRUE(noted.ok()) << noted.status();
  EXPECT_EQ((*noted)[0].grievance().withdrawal().noted_date(), "2013-02-01");
}

TEST(SideInGrievance, IsThatOfTheSamePartyWhicheverSideFiled) {
  const v1::Settlement settlement = SignedSettlement();
  G filed_by_employer = InState(G::RECEIVED);
  filed_by_employer.mutable_parties()->SwapElements(0, 1);
  filed_by_employer.mutable_parties(0)->set_side(1);
  filed_by_employer.mutable_parties(1)->set_side(2);
  EXPECT_EQ(SideInGrievance(filed_by_employer, settlement, 1), 2u);
  EXPECT_EQ(SideInGrievance(filed_by_employer, settlement, 2), 1u);
  EXPECT_EQ(SideInGrievance(InState(G::RECEIVED), settlement, 1), 1u);
  EXPECT_EQ(SideInGrievance(InState(G::RECEIVED), settlement, 3), 0u);
}

TEST(ReinstateGrievance, DoesNotLapseByWhatFellDueWhileItWasSettled) {
  // The last day to refer, in May, passes while it is settled.
  const auto changes = ReinstateGrievance(Breached(G::RECEIVED, "2013-06-05"),
                                          Said("2013-06-20"), TestProcedure(),
                                          EntryOn("2013-06-20", 1));
  ASSERT_TRUE(changes.ok()) << changes.status();
  const v1::Deadline* const refer =
      FindDeadline((*changes)[0].grievance(), v1::TimeLimit::REFER, 0);
  ASSERT_NE(refer, nullptr);
  ASSERT_TRUE(IsOpen(*refer));
  ASSERT_GE(refer->due_date(), "2013-01-15");
  ASSERT_LE(refer->due_date(), "2013-06-20");
  EXPECT_EQ(refer->relieved_date(), "2013-06-20");
}

}  // namespace
}  // namespace entente
