#include "services/grievances/objection_rules.h"

#include <gtest/gtest.h>

#include "services/grievances/file_deadline_rules.h"
#include "tests/services/grievances/in_arbitration.h"

namespace entente {
namespace {

using G = v1::Grievance;
using O = v1::Objection;
using R = v1::Refusal;
using C = v1::ObjectionCutOff;

v1::Profile WithCutOff(O::Kind kind, C::Until until, int step = 0) {
  v1::Profile profile = Arbitrable();
  C& cut_off = *profile.add_objection_cut_offs();
  cut_off.set_kind(kind);
  cut_off.set_until(until);
  cut_off.set_step(step);
  cut_off.set_clause("art. 15.4");
  return profile;
}

absl::StatusOr<Changes> Raise(const v1::Profile& profile, const G& current,
                              O::Kind kind, const char* day,
                              uint32_t side = 2) {
  v1::RaiseObjectionRequest request;
  request.set_kind(kind);
  request.set_raised_date(day);
  request.set_text("text");
  return RaiseObjection(current, request, {&profile, &Calendars(), 0},
                        EnteredBy(side));
}

v1::RuleObjectionRequest Ruling(O::Outcome outcome, uint32_t number = 0) {
  v1::RuleObjectionRequest request;
  request.set_number(number);
  request.set_outcome(outcome);
  request.set_outcome_date("2013-04-01");
  return FromPaper(request);
}
absl::StatusOr<Changes> Rule(const G& current,
                             const v1::RuleObjectionRequest& request,
                             uint32_t side = 1) {
  return RuleObjection(current, request, ArbitrableSteps(), EnteredBy(side));
}

O Raised(const v1::Profile& profile, const G& current, O::Kind kind,
         const char* day) {
  return After(Raise(profile, current, kind, day)).objections(0);
}

// A file that came late to the second step: the move was due on December 10.
G MovedLate() {
  const G first =
      After(Reply(After(Receive(Filed(), "2012-11-21")), "2012-11-25"));
  return After(Advance(first, "2012-12-12"));
}

// A filing that came late: known on November 1, due on December 1.
G FiledLate() {
  G late = Filed();
  late.set_known_date("2012-10-01");
  late.set_occurred_date("2012-10-01");
  EXPECT_TRUE(RefreshDeadlines(Steps(), EnteredBy(1), late).ok());
  return late;
}

TEST(RaiseObjection, IsKeptInEveryLiveStateAndMovesNothing) {
  for (const G& current :
       {Filed(), AtLastStep(), Referred(), Named(), Heard(), Deliberating()}) {
    const G after =
        After(Raise(Arbitrable(), current, O::TIMELINESS, "2013-05-02"));
    EXPECT_EQ(after.state(), current.state());
    const O& objection = after.objections(0);
    EXPECT_EQ(objection.outcome(), O::PENDING);
    EXPECT_EQ(objection.raised_by_side(), 2u);
    EXPECT_EQ(objection.cut_off_clause(), "");
    EXPECT_EQ(objection.at_step(), current.step());
  }
  EXPECT_EQ(ReasonOf(Raise(Arbitrable(), Filed(), O::FORM, "2012-11-19")),
            R::DATE_ORDER);
}

TEST(RaiseObjection, IsOneForEachSideAndKindWhileItIsPending) {
  const G once = After(Raise(Arbitrable(), Heard(), O::FORM, "2013-03-05"));
  EXPECT_EQ(ReasonOf(Raise(Arbitrable(), once, O::FORM, "2013-03-06")),
            R::OBJECTION_PENDING);
  EXPECT_TRUE(Raise(Arbitrable(), once, O::STANDING, "2013-03-06").ok());
  EXPECT_TRUE(Raise(Arbitrable(), once, O::FORM, "2013-03-06", 1).ok());
  const G ruled = After(Rule(once, Ruling(O::DISMISSED)));
  EXPECT_TRUE(Raise(Arbitrable(), ruled, O::FORM, "2013-04-02").ok());
}

TEST(RaiseObjection, OfTheOtherSideNeedsItsPaper) {
  v1::RaiseObjectionRequest request;
  request.set_kind(O::TIMELINESS);
  request.set_by(v1::Whose::EMPLOYER);
  request.set_raised_date("2013-03-05");
  EXPECT_EQ(ReasonOf(RaiseObjection(Heard(), request, ArbitrableSteps(),
                                    EnteredBy(1))),
            R::INSTRUMENT_REQUIRED);
  const G after = After(RaiseObjection(Heard(), FromPaper(request),
                                       ArbitrableSteps(), EnteredBy(1)));
  EXPECT_EQ(after.objections(0).raised_by_side(), 2u);
  EXPECT_EQ(after.objections(0).recorded_for().by_side(), 1u);
}

TEST(InvariantA8, AnObjectionAfterTheReferralIsKeptAsWaived) {
  const v1::Profile profile = WithCutOff(O::TIMELINESS, C::REFERRAL);
  const G referred = Referred("2013-01-10");
  EXPECT_EQ(Raised(profile, referred, O::TIMELINESS, "2013-01-10").outcome(),
            O::PENDING);
  const O late = Raised(profile, referred, O::TIMELINESS, "2013-01-11");
  EXPECT_EQ(late.outcome(), O::WAIVED);
  EXPECT_EQ(late.outcome_date(), "2013-01-11");
  EXPECT_EQ(late.cut_off_clause(), "art. 15.4");
  // Another ground has no such last moment.
  EXPECT_EQ(Raised(profile, referred, O::ARBITRABILITY, "2013-01-11").outcome(),
            O::PENDING);
  EXPECT_EQ(
      Raised(profile, AtLastStep(), O::TIMELINESS, "2013-05-01").outcome(),
      O::PENDING);
}

TEST(InvariantA8, AnObjectionAfterTheFirstHearingIsKeptAsWaived) {
  const v1::Profile profile = WithCutOff(O::FORM, C::FIRST_HEARING);
  EXPECT_EQ(Raised(profile, Named(), O::FORM, "2013-05-01").outcome(),
            O::PENDING);
  EXPECT_EQ(Raised(profile, Heard(), O::FORM, "2013-03-04").outcome(),
            O::PENDING);
  EXPECT_EQ(Raised(profile, Heard(), O::FORM, "2013-03-05").outcome(),
            O::WAIVED);
  // A preparatory conference is no hearing.
  v1::HoldHearingRequest conference;
  conference.set_hearing_date("2013-03-04");
  conference.set_kind(v1::HearingDay::PREPARATORY_CONFERENCE);
  const G prepared = After(HoldHearing(Named(), FromPaper(conference),
                                       ArbitrableSteps(), EnteredBy(1)));
  EXPECT_EQ(Raised(profile, prepared, O::FORM, "2013-03-05").outcome(),
            O::PENDING);
}

// The step that the profile names, or the step of the failure, whichever is
// later.
TEST(InvariantA8, AnObjectionAfterTheStepOfTheFailureIsKeptAsWaived) {
  const v1::Profile first =
      WithCutOff(O::TIMELINESS, C::STEP_OR_STEP_OF_FAILURE, 1);
  const v1::Profile second =
      WithCutOff(O::TIMELINESS, C::STEP_OR_STEP_OF_FAILURE, 2);
  // The filing came late: the failure lies at step 1. On December 5 it moved.
  G late = FiledLate();
  late = After(Reply(After(Receive(late, "2012-11-21")), "2012-11-25"));
  late = After(Advance(late, "2012-12-05"));
  EXPECT_EQ(StepOfFailure(late), 1u);
  EXPECT_EQ(Raised(first, late, O::TIMELINESS, "2012-12-05").outcome(),
            O::PENDING);
  EXPECT_EQ(Raised(first, late, O::TIMELINESS, "2012-12-06").outcome(),
            O::WAIVED);
  EXPECT_EQ(Raised(second, late, O::TIMELINESS, "2012-12-06").outcome(),
            O::PENDING);
  late = After(Advance(After(Reply(late, "2012-12-10")), "2012-12-11"));
  EXPECT_EQ(Raised(second, late, O::TIMELINESS, "2012-12-12").outcome(),
            O::WAIVED);

  // The move came late: the failure lies at step 2, whatever the profile says.
  const G moved = MovedLate();
  EXPECT_EQ(StepOfFailure(moved), 2u);
  EXPECT_EQ(Raised(first, moved, O::TIMELINESS, "2013-05-01").outcome(),
            O::PENDING);

  // What came too late to arbitration is objected to there.
  EXPECT_EQ(Raised(first, Referred("2013-05-20"), O::TIMELINESS, "2013-05-25")
                .outcome(),
            O::PENDING);
  EXPECT_EQ(Raised(first, Referred("2013-01-10"), O::TIMELINESS, "2013-05-25")
                .outcome(),
            O::WAIVED);
  EXPECT_EQ(StepOfFailure(AtLastStep()), 0u);
}

TEST(StepOn, GoesByTheDaysOfTheActs) {
  const G last = AtLastStep();
  EXPECT_EQ(StepOn(last, "2012-11-20"), 0u);
  EXPECT_EQ(StepOn(last, "2012-11-21"), 1u);
  EXPECT_EQ(StepOn(last, "2012-12-04"), 1u);
  EXPECT_EQ(StepOn(last, "2012-12-05"), 2u);
  EXPECT_EQ(StepOn(last, "2012-12-11"), 3u);
}

TEST(RuleObjection, KeepsTheRulingAndMovesNothing) {
  for (const O::Outcome outcome :
       {O::UPHELD, O::DISMISSED, O::JOINED_TO_MERITS}) {
    const G raised =
        After(Raise(Arbitrable(), Heard(), O::TIMELINESS, "2013-03-05"));
    const auto changes = Rule(raised, Ruling(outcome));
    const G ruled = After(changes);
    EXPECT_EQ((*changes)[0].acted_by_side(), 0u);
    EXPECT_EQ(ruled.state(), G::HEARING);
    EXPECT_EQ(ruled.objections(0).outcome(), outcome);
    EXPECT_EQ(ruled.objections(0).outcome_date(), "2013-04-01");
    EXPECT_TRUE(ruled.objections(0).has_outcome_recorded_for());
    v1::RuleObjectionRequest without = Ruling(outcome);
    without.clear_instrument();
    EXPECT_EQ(ReasonOf(Rule(raised, without)), R::INSTRUMENT_REQUIRED);
  }
}

TEST(RuleObjection, IsOfAnArbitratorWhoHasTheCase) {
  const G raised =
      After(Raise(Arbitrable(), Referred(), O::TIMELINESS, "2013-01-20"));
  EXPECT_EQ(ReasonOf(Rule(raised, Ruling(O::UPHELD))), R::WRONG_STATE);
  // Who raised it may give it up without one.
  v1::RuleObjectionRequest given_up = Ruling(O::WAIVED);
  given_up.clear_instrument();
  EXPECT_EQ(ReasonOf(Rule(raised, given_up, 1)), R::INSTRUMENT_REQUIRED);
  const auto changes = Rule(raised, given_up, 2);
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_EQ((*changes)[0].acted_by_side(), 2u);
  EXPECT_EQ(After(changes).objections(0).outcome(), O::WAIVED);
  EXPECT_FALSE(After(changes).objections(0).has_outcome_recorded_for());
}

TEST(RuleObjection, IsOnceButForWhatWasJoinedToTheMerits) {
  const G raised =
      After(Raise(Arbitrable(), Heard(), O::TIMELINESS, "2013-03-05"));
  const G joined = After(Rule(raised, Ruling(O::JOINED_TO_MERITS, 1)));
  EXPECT_EQ(ReasonOf(Rule(joined, Ruling(O::JOINED_TO_MERITS, 1))),
            R::OBJECTION_DECIDED);
  const G decided = After(Rule(joined, Ruling(O::UPHELD, 1)));
  EXPECT_EQ(ReasonOf(Rule(decided, Ruling(O::DISMISSED, 1))),
            R::OBJECTION_DECIDED);
}

TEST(RuleObjection, NeedsANumberWhenSeveralArePending) {
  const G one = After(Raise(Arbitrable(), Heard(), O::FORM, "2013-03-05"));
  const G two = After(Raise(Arbitrable(), one, O::STANDING, "2013-03-05"));
  EXPECT_EQ(ReasonOf(Rule(two, Ruling(O::DISMISSED))), R::FIELD_REQUIRED);
  EXPECT_EQ(After(Rule(two, Ruling(O::DISMISSED, 2))).objections(1).outcome(),
            O::DISMISSED);
  EXPECT_EQ(ReasonOf(Rule(two, Ruling(O::DISMISSED, 3))), R::REFERENCE_UNKNOWN);
  EXPECT_EQ(ReasonOf(Rule(Heard(), Ruling(O::DISMISSED))),
            R::REFERENCE_UNKNOWN);
  v1::RuleObjectionRequest early = Ruling(O::DISMISSED, 1);
  early.set_outcome_date("2013-03-04");
  EXPECT_EQ(ReasonOf(Rule(two, early)), R::DATE_ORDER);
}

TEST(RuleObjection, ComesWithTheAwardWhenItWasJoinedToTheMerits) {
  const G raised =
      After(Raise(Arbitrable(), Heard(), O::TIMELINESS, "2013-03-05"));
  const auto awarded = [](const G& heard) {
    return After(Render(After(Deliberate(heard, "2013-04-02")),
                        Merits(v1::Disposition::GRANTED)));
  };
  const G joined = awarded(After(Rule(raised, Ruling(O::JOINED_TO_MERITS, 1))));
  EXPECT_EQ(joined.state(), G::AWARDED);
  const G ruled = After(Rule(joined, Ruling(O::DISMISSED, 1)));
  EXPECT_EQ(ruled.state(), G::AWARDED);
  EXPECT_EQ(ruled.objections(0).outcome(), O::DISMISSED);
  EXPECT_EQ(ReasonOf(Rule(awarded(raised), Ruling(O::DISMISSED, 1))),
            R::WRONG_STATE);
}

}  // namespace
}  // namespace entente
