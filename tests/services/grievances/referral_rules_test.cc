#include "services/grievances/referral_rules.h"

#include <gtest/gtest.h>

#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/standing_rules.h"
#include "services/grievances/time_ledger_rules.h"
#include "tests/services/grievances/in_arbitration.h"

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;
using R = v1::Refusal;
using S = v1::Standing;

absl::StatusOr<Changes> ReferBy(const v1::Profile& profile, const G& current,
                                const v1::ReferGrievanceRequest& request,
                                uint32_t side = 1) {
  return ReferGrievance(current, request, {&profile, &Calendars(), 0},
                        EnteredBy(side));
}

// The same procedure with one step only, at which silence means `silence`.
v1::Profile OneStep(v1::Step::Silence silence) {
  v1::Profile profile = Arbitrable();
  profile.mutable_steps()->DeleteSubrange(1, 2);
  profile.mutable_steps(0)->set_silence(silence);
  return profile;
}

S StandingOf(const G& grievance, absl::string_view day) {
  const auto standing = ComputeStanding(ArbitrableSteps(), grievance, Day(day));
  EXPECT_TRUE(standing.ok()) << standing.status();
  return standing.value_or(S());
}

const S::NextAct* FindAct(const S& standing, E::Move move) {
  for (const S::NextAct& act : standing.next_acts()) {
    if (act.move() == move) return &act;
  }
  return nullptr;
}

TEST(ReferGrievance, KeepsTheNoticeAndMeetsTheLimit) {
  v1::ReferGrievanceRequest request = ReferralOn("2013-01-10");
  request.set_track(v1::Referral::SUMMARY);
  request.mutable_notice()->set_way(v1::Delivery::REGISTERED_MAIL);
  request.mutable_notice()->set_proof("RN 1");
  const G after = After(ReferBy(Arbitrable(), AtLastStep(), request));
  EXPECT_EQ(after.state(), G::REFERRED);
  const v1::Referral& referral = after.referral();
  EXPECT_EQ(referral.referral_date(), "2013-01-10");
  EXPECT_EQ(referral.by_side(), 1u);
  EXPECT_EQ(referral.track(), v1::Referral::SUMMARY);
  EXPECT_EQ(referral.notice().proof(), "RN 1");
  EXPECT_EQ(referral.clause(), "art. 12");
  EXPECT_EQ(referral.from_step(), 3u);
  EXPECT_TRUE(referral.after_silence());
  EXPECT_FALSE(referral.has_recorded_for());
  EXPECT_EQ(FindDeadline(after, v1::TimeLimit::REFER, 0)->met_date(),
            "2013-01-10");
}

TEST(ReferGrievance, SaysThatAnAnswerHadCome) {
  const G answered = After(Reply(AtLastStep(), "2012-12-20"));
  const G after =
      After(ReferBy(Arbitrable(), answered, ReferralOn("2013-01-10")));
  EXPECT_FALSE(after.referral().after_silence());
  EXPECT_EQ(ReasonOf(ReferBy(Arbitrable(), answered, ReferralOn("2012-12-19"))),
            R::DATE_ORDER);
}

TEST(ReferGrievance, NeedsAProcedureThatKnowsArbitration) {
  v1::Profile without = Arbitrable();
  without.clear_referral();
  EXPECT_EQ(ReasonOf(ReferBy(without, AtLastStep(), ReferralOn("2013-01-10"))),
            R::NO_ARBITRATION);
}

TEST(ReferGrievance, NeedsTheLastStep) {
  const G received = After(Receive(Filed(), "2012-11-21"));
  EXPECT_EQ(ReasonOf(ReferBy(Arbitrable(), received, ReferralOn("2013-01-10"))),
            R::NOT_LAST_STEP);
  EXPECT_EQ(ReasonOf(ReferBy(Arbitrable(), After(Reply(received, "2012-11-25")),
                             ReferralOn("2013-01-10"))),
            R::NOT_LAST_STEP);
}

// What silence at the last step opens: typed from the meaning of each word.
TEST(ReferGrievance, GoesOnAfterSilenceWhereTheProfileLetsIt) {
  const G received = After(Receive(Filed(), "2012-11-21"));
  using Silence = v1::Step;
  for (const auto silence : {Silence::DEEMED_DENIAL, Silence::RIGHT_TO_ADVANCE,
                             Silence::AUTOMATIC_ADVANCE}) {
    const v1::Profile profile = OneStep(silence);
    // The answer is due on December 1.
    EXPECT_EQ(ReasonOf(ReferBy(profile, received, ReferralOn("2012-12-01"))),
              R::REPLY_NOT_DUE);
    const G after = After(ReferBy(profile, received, ReferralOn("2012-12-02")));
    EXPECT_TRUE(after.referral().after_silence());
    EXPECT_EQ(after.referral().clause(), "silence 1");
  }
  EXPECT_EQ(ReasonOf(ReferBy(OneStep(Silence::DEEMED_DROPPED), received,
                             ReferralOn("2013-01-10"))),
            R::REPLY_AWAITED);
  // There is no answer to wait for.
  EXPECT_EQ(After(ReferBy(OneStep(Silence::NO_REPLY_PERIOD), received,
                          ReferralOn("2012-11-21")))
                .referral()
                .clause(),
            "art. 12");
}

TEST(ReferGrievance, IsTheActOfTheSideThatTheProfileLets) {
  const G last = AtLastStep();
  // Either side, each as its own act.
  EXPECT_EQ(After(ReferBy(Arbitrable(), last, ReferralOn("2013-01-10"), 2))
                .referral()
                .by_side(),
            2u);
  v1::ReferGrievanceRequest of_union = ReferralOn("2013-01-10");
  of_union.set_by(v1::Whose::UNION);
  EXPECT_EQ(ReasonOf(ReferBy(Arbitrable(), last, of_union, 2)),
            R::INSTRUMENT_REQUIRED);
  const auto recorded = ReferBy(Arbitrable(), last, FromPaper(of_union), 2);
  ASSERT_TRUE(recorded.ok()) << recorded.status();
  EXPECT_EQ((*recorded)[0].acted_by_side(), 1u);
  EXPECT_EQ((*recorded)[0].acted_by_id(), "qn");
  EXPECT_EQ(After(recorded).referral().recorded_for().by_side(), 2u);

  v1::Profile owner_only = Arbitrable();
  owner_only.mutable_referral()->set_by(v1::TimeLimit::FILING_SIDE);
  EXPECT_EQ(ReasonOf(ReferBy(owner_only, last, ReferralOn("2013-01-10"), 2)),
            R::OWNER_SIDE_ONLY);
  EXPECT_TRUE(ReferBy(owner_only, last, FromPaper(of_union), 2).ok());
  EXPECT_TRUE(ReferBy(owner_only, last, ReferralOn("2013-01-10")).ok());
}

TEST(ReferGrievance, WaitsForTheFirstDayThatTheLimitLets) {
  v1::Profile profile = Arbitrable();
  v1::TimeLimit& limit = *profile.mutable_limits(profile.limits_size() - 1);
  ASSERT_EQ(limit.act(), v1::TimeLimit::REFER);
  *limit.mutable_not_before() = limit.clocks(0);
  limit.mutable_not_before()->mutable_period()->set_count(60);
  const Procedure procedure{&profile, &Calendars(), 0};
  G last = AtLastStep();
  ASSERT_TRUE(RefreshDeadlines(procedure, EnteredBy(1), last).ok());
  // Sixty days from November 20 end on January 19.
  EXPECT_EQ(ReasonOf(ReferBy(profile, last, ReferralOn("2013-01-19"))),
            R::DATE_ORDER);
  EXPECT_TRUE(ReferBy(profile, last, ReferralOn("2013-01-20")).ok());
}

// Lateness is for the other side to raise.
TEST(ReferGrievance, KeepsALateReferralAndSaysSo) {
  // Due on 2013-05-19.
  EXPECT_EQ(StandingOf(Referred("2013-05-19"), "2013-06-01").referral_verdict(),
            S::TIMELY);
  const G late = Referred("2013-05-20");
  EXPECT_EQ(late.state(), G::REFERRED);
  EXPECT_EQ(StandingOf(late, "2013-06-01").referral_verdict(), S::LATE);
  EXPECT_EQ(StandingOf(late, "2013-06-01").lapsed_if_raised_since_date(), "");
}

// Nothing that is done while a limit does not run is late.
TEST(ReferGrievance, IsInTimeWhileTheLimitDoesNotRun) {
  v1::SuspendLimitsRequest request;
  request.set_ground(v1::Suspension::AGREED);
  request.set_from_date("2013-05-01");
  *request.mutable_instrument() = Order();
  const G since = After(
      SuspendLimits(AtLastStep(), request, ArbitrableSteps(), EnteredBy(1)));
  const auto referred = [](const G& from) {
    return After(ReferGrievance(from, ReferralOn("2013-09-03"),
                                ArbitrableSteps(), EnteredBy(1)));
  };
  ASSERT_EQ(FindDeadline(since, v1::TimeLimit::REFER, 0)->due_date(),
            "2013-05-20");
  EXPECT_EQ(StandingOf(referred(since), "2013-10-01").referral_verdict(),
            S::TIMELY);
  EXPECT_EQ(StepOfFailure(referred(since)), 0u);
  // It proves to have ended in June: the rest had passed in July.
  v1::ResumeLimitsRequest resume;
  resume.set_until_date("2013-06-15");
  const G late = After(
      ResumeLimits(referred(since), resume, ArbitrableSteps(), EnteredBy(1)));
  EXPECT_EQ(FindDeadline(late, v1::TimeLimit::REFER, 0)->due_date(),
            "2013-07-04");
  EXPECT_EQ(StandingOf(late, "2013-10-01").referral_verdict(), S::LATE);
  EXPECT_GT(StepOfFailure(late), 3u);
}

TEST(Standing, SaysSinceWhenItIsDeemedWithdrawnIfThatIsRaised) {
  const G last = AtLastStep();
  EXPECT_EQ(StandingOf(last, "2013-05-19").lapsed_if_raised_since_date(), "");
  EXPECT_EQ(StandingOf(last, "2013-05-20").lapsed_if_raised_since_date(),
            "2013-05-20");
  EXPECT_EQ(StandingOf(last, "2013-05-20").referral_verdict(),
            S::VERDICT_UNSPECIFIED);
  // It goes no further by itself.
  EXPECT_EQ(last.state(), G::RECEIVED);
  const G withdrawn = After(Withdraw(last, "2013-01-10"));
  EXPECT_EQ(StandingOf(withdrawn, "2013-06-01").lapsed_if_raised_since_date(),
            "");
  // Where a missed limit is an objection only, it is not deemed withdrawn.
  v1::Profile profile = Arbitrable();
  profile.mutable_limits(profile.limits_size() - 1)
      ->set_missed(v1::TimeLimit::OBJECTION);
  const Procedure procedure{&profile, &Calendars(), 0};
  G other = last;
  ASSERT_TRUE(RefreshDeadlines(procedure, EnteredBy(1), other).ok());
  EXPECT_EQ(ComputeStanding(procedure, other, Day("2013-06-01"))
                ->lapsed_if_raised_since_date(),
            "");
}

TEST(Standing, OffersWhatMayComeNextInArbitration) {
  const S last = StandingOf(AtLastStep(), "2013-01-01");
  ASSERT_NE(FindAct(last, E::GRIEVANCE_REFERRED), nullptr);
  EXPECT_EQ(FindAct(last, E::GRIEVANCE_REFERRED)->until_date(), "2013-05-19");
  EXPECT_EQ(FindAct(last, E::GRIEVANCE_REFERRED)->side(), 0u);
  const G received = After(Receive(Filed(), "2012-11-21"));
  EXPECT_EQ(FindAct(StandingOf(received, "2013-01-01"), E::GRIEVANCE_REFERRED),
            nullptr);

  const S referred = StandingOf(Referred(), "2013-02-01");
  EXPECT_NE(FindAct(referred, E::ARBITRATOR_NAMED), nullptr);
  EXPECT_EQ(FindAct(referred, E::GRIEVANCE_ANSWERED), nullptr);

  const S named = StandingOf(Named(), "2013-02-02");
  EXPECT_NE(FindAct(named, E::HEARING_FIXED), nullptr);
  EXPECT_EQ(FindAct(named, E::HEARING_HELD), nullptr);
  v1::FixHearingRequest fix;
  fix.set_hearing_date("2013-09-16");
  const G fixed = After(
      FixHearing(Named(), fix, ArbitrableSteps(), EntryOn("2013-02-02", 1)));
  ASSERT_NE(FindAct(StandingOf(fixed, "2013-02-02"), E::HEARING_HELD), nullptr);
  EXPECT_EQ(
      FindAct(StandingOf(fixed, "2013-02-02"), E::HEARING_HELD)->since_date(),
      "2013-09-16");

  const S heard = StandingOf(Heard(), "2013-04-01");
  EXPECT_NE(FindAct(heard, E::TAKEN_UNDER_ADVISEMENT), nullptr);
  EXPECT_EQ(FindAct(named, E::TAKEN_UNDER_ADVISEMENT), nullptr);
  EXPECT_EQ(FindAct(heard, E::OBJECTION_RULED), nullptr);

  const S deliberating = StandingOf(Deliberating(), "2013-04-01");
  EXPECT_NE(FindAct(deliberating, E::MERITS_AWARDED), nullptr);
  EXPECT_EQ(FindAct(deliberating, E::QUANTUM_AWARDED), nullptr);

  const S awarded = StandingOf(Awarded(), "2013-06-01");
  EXPECT_NE(FindAct(awarded, E::REVIEW_SOUGHT), nullptr);
  const S reviewed = StandingOf(After(Seek(Awarded())), "2013-07-01");
  EXPECT_NE(FindAct(reviewed, E::REVIEW_DECIDED), nullptr);
}

}  // namespace
}  // namespace entente
