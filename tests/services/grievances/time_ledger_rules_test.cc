#include "services/grievances/time_ledger_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "google/protobuf/util/message_differencer.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/standing_rules.h"
#include "services/time_limits/deadline_rules.h"
#include "tests/services/grievances/three_steps.h"

namespace entente {
namespace {

using G = v1::Grievance;
using L = v1::TimeLimit;
using R = v1::Refusal;
using S = v1::Suspension;

// Received on 21 November: the reply is due on 1 December, the next step on
// the 16th, the referral on 19 May.
G Received() { return After(Receive(Filed(), "2012-11-21")); }

std::string Due(const G& g, L::Act act, int step = 0) {
  const v1::Deadline* const deadline = FindDeadline(g, act, step);
  return deadline == nullptr ? "none" : deadline->due_date();
}

absl::StatusOr<Changes> Extend(const G& g, L::Act act, const char* until,
                               const char* signed_on, bool paper = true,
                               const char* today = "2012-12-31") {
  v1::ExtendDeadlineRequest request;
  request.set_act(act);
  request.set_new_due_date(until);
  request.set_signed_date(signed_on);
  if (paper) *request.mutable_instrument() = Letter();
  return ExtendDeadline(g, request, Steps(), EntryOn(today, 1));
}

v1::SuspendLimitsRequest Interval(S::Ground ground, const char* from,
                                  const char* until) {
  v1::SuspendLimitsRequest request;
  request.set_ground(ground);
  request.set_from_date(from);
  request.set_until_date(until);
  if (ground == S::CLAUSE) request.set_clause("10.20");
  if (ground != S::OFFICE_CLOSURE) *request.mutable_instrument() = Letter();
  return request;
}
absl::StatusOr<Changes> Suspend(const G& g,
                                const v1::SuspendLimitsRequest& request,
                                const Procedure& procedure = Steps()) {
  return SuspendLimits(g, request, procedure, EntryOn("2012-12-31", 1));
}

absl::StatusOr<Changes> Resume(const G& g, const char* until, int number = 0) {
  v1::ResumeLimitsRequest request;
  request.set_until_date(until);
  request.set_number(number);
  return ResumeLimits(g, request, Steps(), EntryOn("2012-12-31", 2));
}

TEST(ExtendDeadline, MovesOneDeadlineToTheAgreedDate) {
  const G before = Received();
  const G g = After(Extend(before, L::REPLY, "2012-12-20", "2012-11-28"));
  EXPECT_EQ(Due(g, L::REPLY, 1), "2012-12-20");
  // What runs from the day of the reply moves with it; the rest does not.
  EXPECT_EQ(Due(g, L::ADVANCE, 1), "2013-01-04");
  EXPECT_EQ(Due(g, L::REFER), Due(before, L::REFER));
  ASSERT_EQ(g.extensions_size(), 1);
  EXPECT_EQ(g.extensions(0).step(), 1u);
  EXPECT_EQ(g.extensions(0).old_due_date(), "2012-12-01");
  EXPECT_EQ(g.extensions(0).recorded_for().by_side(), 1u);
  EXPECT_EQ(g.state(), G::RECEIVED);
  // The old date stays, with the one that took its place.
  EXPECT_EQ(before.deadlines(2).due_date(), g.deadlines(2).due_date());
  EXPECT_NE(g.deadlines(2).superseded_by_deadline_id(), "");
  // Once more, and to a later day.
  const G again = After(Extend(g, L::REPLY, "2012-12-21", "2012-12-20"));
  EXPECT_EQ(Due(again, L::REPLY, 1), "2012-12-21");
  EXPECT_EQ(again.extensions(1).old_due_date(), "2012-12-20");
}

TEST(ExtendDeadline, IsOfBothSidesAndNeedsThePaper) {
  const G g = Received();
  EXPECT_EQ(ReasonOf(Extend(g, L::REPLY, "2012-12-20", "2012-11-28", false)),
            R::INSTRUMENT_REQUIRED);
  const auto changes = Extend(g, L::REPLY, "2012-12-20", "2012-11-28");
  ASSERT_TRUE(changes.ok());
  EXPECT_EQ((*changes)[0].acted_by_side(), 0u);
  EXPECT_EQ((*changes)[0].move(), v1::Event::LIMIT_EXTENDED);
  EXPECT_EQ((*changes)[0].effective_date(), "2012-11-28");
}

// Invariant A-5.
TEST(ExtendDeadline, A5IsSignedBeforeExpiryAndOnlyToALaterDay) {
  const G g = Received();
  // On the last day it is in time, the day after it is not.
  EXPECT_TRUE(Extend(g, L::REPLY, "2012-12-20", "2012-12-01").ok());
  const auto late = Extend(g, L::REPLY, "2012-12-20", "2012-12-02");
  EXPECT_EQ(ReasonOf(late), R::EXTENSION_TOO_LATE);
  EXPECT_EQ(FindRefusal(late.status())->metadata().at("due_date"),
            "2012-12-01");
  EXPECT_EQ(ReasonOf(Extend(g, L::REPLY, "2012-12-01", "2012-11-28")),
            R::EXTENSION_SHORTENS);
  EXPECT_EQ(ReasonOf(Extend(g, L::REPLY, "2012-11-30", "2012-11-28")),
            R::EXTENSION_SHORTENS);
  EXPECT_EQ(ReasonOf(Extend(g, L::REPLY, "2012-12-20", "2013-01-01")),
            R::DATE_IN_FUTURE);
  // Before the period began nothing could be extended.
  EXPECT_EQ(ReasonOf(Extend(g, L::REPLY, "2012-12-20", "2012-11-20")),
            R::DATE_ORDER);
  const G extended = After(Extend(g, L::REPLY, "2012-12-20", "2012-11-28"));
  EXPECT_EQ(ReasonOf(Extend(extended, L::REPLY, "2012-12-21", "2012-11-27")),
            R::DATE_ORDER);
}

TEST(ExtendDeadline, NeedsADeadlineThatStands) {
  const G g = Received();
  for (const L::Act act : {L::AWARD, L::PERFORM}) {
    EXPECT_EQ(ReasonOf(Extend(g, act, "2013-12-20", "2012-11-28")),
              R::DEADLINE_NOT_OPEN);
  }
  // Nobody asks any more for the reply that never came.
  const G second = After(Advance(g, "2012-12-10"));
  v1::ExtendDeadlineRequest request;
  request.set_act(L::REPLY);
  request.set_step(1);
  request.set_new_due_date("2012-12-20");
  request.set_signed_date("2012-11-28");
  *request.mutable_instrument() = Letter();
  EXPECT_EQ(ReasonOf(ExtendDeadline(second, request, Steps(),
                                    EntryOn("2012-12-31", 1))),
            R::DEADLINE_NOT_OPEN);
}

// Nothing in A-5 asks that the act be still to do: what both sides signed in
// time counts, whenever it is entered.
TEST(ExtendDeadline, IsEnteredAfterTheActThatItWasSignedFor) {
  // Due on 1 December, given on the 10th.
  const G late = After(Reply(Received(), "2012-12-10"));
  ASSERT_EQ(StandingOn(*FindDeadline(late, L::REPLY, 1), Day("2012-12-31"), 7),
            v1::DeadlineStanding::MET_LATE);
  const G g = After(Extend(late, L::REPLY, "2012-12-14", "2012-11-28"));
  const v1::Deadline& reply = *FindDeadline(g, L::REPLY, 1);
  EXPECT_EQ(reply.due_date(), "2012-12-14");
  EXPECT_EQ(reply.met_date(), "2012-12-10");
  EXPECT_EQ(reply.met_by_event_id(),
            FindDeadline(late, L::REPLY, 1)->met_by_event_id());
  EXPECT_EQ(StandingOn(reply, Day("2012-12-31"), 7), v1::DeadlineStanding::MET);
  // The other checks stay.
  EXPECT_EQ(ReasonOf(Extend(late, L::REPLY, "2012-12-14", "2012-12-02")),
            R::EXTENSION_TOO_LATE);
  EXPECT_EQ(ReasonOf(Extend(late, L::REPLY, "2012-12-01", "2012-11-28")),
            R::EXTENSION_SHORTENS);
}

TEST(ExtendDeadline, LetsALateFilingBeInTime) {
  // Known on 1 October, to be filed by the 31st, filed on 20 November.
  G late = Filed();
  late.set_known_date("2012-10-01");
  late.set_occurred_date("2012-10-01");
  ASSERT_TRUE(RefreshDeadlines(Steps(), EntryOn("2012-11-20", 1), late).ok());
  ASSERT_EQ(*VerdictOn(Steps(), late), v1::Standing::LATE);
  const G g = After(Extend(late, L::FILE, "2012-11-30", "2012-10-20"));
  EXPECT_EQ(Due(g, L::FILE), "2012-11-30");
  EXPECT_EQ(*VerdictOn(Steps(), g), v1::Standing::TIMELY);
  EXPECT_EQ(ReasonOf(Extend(late, L::FILE, "2012-11-30", "2012-11-01")),
            R::EXTENSION_TOO_LATE);
}

// Relief forgives the lateness; it does not let the limit run again.
TEST(ExtendDeadline, IsTooLateAfterARelief) {
  G g = Received();
  for (v1::Deadline& each : *g.mutable_deadlines()) {
    if (each.act() == L::REPLY) each.set_relieved_date("2012-12-10");
  }
  EXPECT_EQ(ReasonOf(Extend(g, L::REPLY, "2012-12-20", "2012-12-11")),
            R::EXTENSION_TOO_LATE);
}

// While it does not run no date has passed.
TEST(ExtendDeadline, IsInTimeWhileTheLimitDoesNotRun) {
  v1::SuspendLimitsRequest request = Interval(S::AGREED, "2012-11-26", "");
  const G since = After(Suspend(Received(), request));
  ASSERT_EQ(Due(since, L::REPLY, 1), "2012-12-02");
  const G g = After(Extend(since, L::REPLY, "2013-01-15", "2012-12-20"));
  EXPECT_EQ(Due(g, L::REPLY, 1), "2013-01-15");
}

TEST(WaiveLimit, StandsBesideTheDateAndMovesNone) {
  const G before = After(Reply(Received(), "2012-12-10"));
  v1::WaiveLimitRequest request;
  request.set_act(L::REPLY);
  request.set_waiver_date("2012-12-11");
  // The side that had to reply cannot; the one that may object can.
  EXPECT_EQ(
      ReasonOf(WaiveLimit(before, request, Steps(), EntryOn("2012-12-31", 2))),
      R::OWN_LATENESS);
  const Entry entry = EntryOn("2012-12-31", 1);
  const G g = After(WaiveLimit(before, request, Steps(), entry));
  EXPECT_EQ(Due(g, L::REPLY, 1), "2012-12-01");
  EXPECT_EQ(FindDeadline(g, L::REPLY, 1)->waived_date(), "2012-12-11");
  EXPECT_EQ(FindDeadline(g, L::REPLY, 1)->met_date(), "2012-12-10");
  EXPECT_EQ(g.waivers(0).by_side(), 1u);
  EXPECT_EQ(g.waivers(0).step(), 1u);
  EXPECT_FALSE(g.waivers(0).has_recorded_for());
  EXPECT_EQ(ReasonOf(WaiveLimit(g, request, Steps(), entry)),
            R::NOTHING_TO_CORRECT);
}

TEST(WaiveLimit, OfTheOtherSideNeedsThePaper) {
  const G g = Received();
  const Entry entry = EntryOn("2012-12-31", 1);
  v1::WaiveLimitRequest request;
  request.set_act(L::REFER);
  EXPECT_EQ(ReasonOf(WaiveLimit(g, request, Steps(), entry)), R::OWN_LATENESS);
  request.set_by(v1::Party::EMPLOYER);
  EXPECT_EQ(ReasonOf(WaiveLimit(g, request, Steps(), entry)),
            R::INSTRUMENT_REQUIRED);
  *request.mutable_instrument() = Letter();
  const auto changes = WaiveLimit(g, request, Steps(), entry);
  ASSERT_TRUE(changes.ok());
  EXPECT_EQ((*changes)[0].acted_by_side(), 2u);
  EXPECT_EQ((*changes)[0].acted_by_id(), "csss");
  EXPECT_EQ((*changes)[0].grievance().waivers(0).recorded_for().by_side(), 1u);
  request.set_act(L::AWARD);
  EXPECT_EQ(ReasonOf(WaiveLimit(g, request, Steps(), entry)),
            R::DEADLINE_NOT_OPEN);
  request.set_act(L::REFER);
  request.set_waiver_date("2012-11-19");
  EXPECT_EQ(ReasonOf(WaiveLimit(g, request, Steps(), entry)), R::DATE_ORDER);
}

TEST(SuspendLimits, MovesWhatRunsAndSaysByWhat) {
  const G before = Received();
  const G g =
      After(Suspend(before, Interval(S::AGREED, "2012-11-26", "2012-11-30")));
  EXPECT_EQ(Due(g, L::REPLY, 1), "2012-12-06");
  // Five days of the reply, and the rest from the day on which it is due.
  EXPECT_EQ(Due(g, L::ADVANCE, 1), "2012-12-21");
  EXPECT_EQ(Due(g, L::REFER), "2013-05-24");
  EXPECT_EQ(FindDeadline(g, L::REPLY, 1)->applied(0).days(), 5);
  // The filing was done before.
  EXPECT_EQ(Due(g, L::FILE), Due(before, L::FILE));
  EXPECT_EQ(g.suspensions(0).number(), 1u);
  EXPECT_EQ(g.suspensions(0).effect(), S::SUSPEND);
  EXPECT_EQ(g.suspensions(0).recorded_for().by_side(), 1u);
}

TEST(SuspendLimits, ThatLieAheadKeepTheirDateWhenTheActComesBefore) {
  // Agreed on for the days from 28 November; the reply comes the day before.
  const G suspended = After(
      Suspend(Received(), Interval(S::AGREED, "2012-11-28", "2012-12-05")));
  ASSERT_EQ(Due(suspended, L::REPLY, 1), "2012-12-09");
  const G answered = After(Reply(suspended, "2012-11-27"));
  EXPECT_EQ(Due(answered, L::REPLY, 1), "2012-12-09");
  EXPECT_EQ(FindDeadline(answered, L::REPLY, 1)->met_date(), "2012-11-27");
  // What is agreed on after the act moves it no more.
  const G again =
      After(Suspend(answered, Interval(S::AGREED, "2012-12-07", "2012-12-08")));
  EXPECT_EQ(Due(again, L::REPLY, 1), "2012-12-09");
}

TEST(SuspendLimits, LeavesWhatAStatuteSets) {
  v1::Profile profile = ThreeSteps();
  for (L& limit : *profile.mutable_limits()) {
    if (limit.act() == L::REFER) limit.set_nature(L::STATUTE);
  }
  const G before = Received();
  const G g =
      After(Suspend(before, Interval(S::AGREED, "2012-11-26", "2012-11-30"),
                    {&profile, &Calendars(), 0}));
  EXPECT_EQ(Due(g, L::REPLY, 1), "2012-12-06");
  EXPECT_EQ(Due(g, L::REFER), Due(before, L::REFER));
}

TEST(SuspendLimits, AsksForWhatItsGroundNeeds) {
  const G g = Received();
  // No side moves its own limit alone: a clause that only it has read is not
  // enough.
  for (const S::Ground ground : {S::AGREED, S::CLAUSE, S::MEDIATION}) {
    v1::SuspendLimitsRequest request =
        Interval(ground, "2012-11-26", "2012-11-30");
    const auto changes = Suspend(g, request);
    ASSERT_TRUE(changes.ok());
    EXPECT_EQ((*changes)[0].acted_by_side(), 0u);
    request.clear_instrument();
    EXPECT_EQ(ReasonOf(Suspend(g, request)), R::INSTRUMENT_REQUIRED);
  }
  v1::SuspendLimitsRequest clause =
      Interval(S::CLAUSE, "2012-11-26", "2012-11-30");
  EXPECT_TRUE(Suspend(g, clause).ok());
  clause.clear_clause();
  const auto refused = Suspend(g, clause);
  EXPECT_EQ(ReasonOf(refused), R::FIELD_REQUIRED);
  EXPECT_EQ(FindRefusal(refused.status())->metadata().at("field"), "clause");
}

TEST(SuspendLimits, LetsAClosedOfficeStopOnlyTheActsThatAClauseNames) {
  v1::Profile profile = ThreeSteps();
  v1::ClosureRule& rule = *profile.add_closure_rules();
  rule.add_acts(L::REPLY);
  rule.set_clause("1.05");
  const Procedure procedure = {&profile, &Calendars(), 0};
  const G before = Received();
  v1::SuspendLimitsRequest request =
      Interval(S::OFFICE_CLOSURE, "2012-11-26", "2012-11-30");
  EXPECT_EQ(ReasonOf(Suspend(before, request, procedure)), R::FIELD_REQUIRED);
  request.add_acts(L::REPLY);
  EXPECT_EQ(ReasonOf(Suspend(before, request)), R::CLOSURE_NOT_COVERED);
  const G g = After(Suspend(before, request, procedure));
  EXPECT_EQ(g.suspensions(0).clause(), "1.05");
  EXPECT_EQ(Due(g, L::REPLY, 1), "2012-12-06");
  EXPECT_EQ(Due(g, L::REFER), Due(before, L::REFER));
  request.add_acts(L::REFER);
  const auto refused = Suspend(before, request, procedure);
  EXPECT_EQ(ReasonOf(refused), R::CLOSURE_NOT_COVERED);
  EXPECT_EQ(FindRefusal(refused.status())->metadata().at("act"),
            "TimeLimit.Act.REFER");
}

TEST(SuspendLimits, DoesNotEndBeforeItBeginsNorOverlapAnother) {
  const G g = Received();
  EXPECT_EQ(
      ReasonOf(Suspend(g, Interval(S::AGREED, "2012-11-26", "2012-11-25"))),
      R::DATE_ORDER);
  const G one =
      After(Suspend(g, Interval(S::AGREED, "2012-11-26", "2012-11-30")));
  for (const auto& [from, until] : {std::pair("2012-11-30", "2012-12-05"),
                                    {"2012-11-20", "2012-11-26"},
                                    {"2012-11-20", ""},
                                    {"2012-11-27", "2012-11-28"}}) {
    EXPECT_EQ(ReasonOf(Suspend(one, Interval(S::CLAUSE, from, until))),
              R::SUSPENSION_OVERLAPS)
        << from;
  }
  EXPECT_TRUE(
      Suspend(one, Interval(S::CLAUSE, "2012-12-01", "2012-12-01")).ok());
  // Of other acts the same days may be suspended too.
  v1::SuspendLimitsRequest reply =
      Interval(S::CLAUSE, "2012-11-26", "2012-11-30");
  reply.add_acts(L::REPLY);
  v1::SuspendLimitsRequest refer = reply;
  refer.set_acts(0, L::REFER);
  EXPECT_TRUE(Suspend(After(Suspend(g, reply)), refer).ok());
  EXPECT_EQ(ReasonOf(Suspend(After(Suspend(g, reply)), reply)),
            R::SUSPENSION_OVERLAPS);
}

TEST(ResumeLimits, SetsTheLastDayOfWhatLasts) {
  const G before = Received();
  EXPECT_EQ(ReasonOf(Resume(before, "2012-12-20")), R::NOT_SUSPENDED);
  const G since = After(Suspend(before, Interval(S::AGREED, "2012-11-26", "")));
  EXPECT_EQ(FindDeadline(since, L::REPLY, 1)->suspended_since_date(),
            "2012-11-26");
  EXPECT_EQ(Due(since, L::REPLY, 1), "2012-12-02");
  EXPECT_EQ(ReasonOf(Resume(since, "2012-11-25")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Resume(since, "2012-12-20", 7)), R::NOT_SUSPENDED);
  const G g = After(Resume(since, "2012-12-20"));
  EXPECT_EQ(Due(g, L::REPLY, 1), "2012-12-26");
  EXPECT_EQ(FindDeadline(g, L::REPLY, 1)->suspended_since_date(), "");
  EXPECT_EQ(g.suspensions(0).end_recorded_for().by_side(), 2u);
  EXPECT_EQ(ReasonOf(Resume(g, "2012-12-21")), R::NOT_SUSPENDED);
}

TEST(ResumeLimits, AsksWhichOfSeveral) {
  v1::SuspendLimitsRequest reply = Interval(S::CLAUSE, "2012-11-26", "");
  reply.add_acts(L::REPLY);
  v1::SuspendLimitsRequest refer = reply;
  refer.set_acts(0, L::REFER);
  const G g = After(Suspend(After(Suspend(Received(), reply)), refer));
  EXPECT_EQ(ReasonOf(Resume(g, "2012-12-20")), R::FIELD_REQUIRED);
  const G resumed = After(Resume(g, "2012-12-20", 2));
  EXPECT_EQ(resumed.suspensions(1).until_date(), "2012-12-20");
  EXPECT_EQ(resumed.suspensions(0).until_date(), "");
}

absl::StatusOr<Changes> AgreeOn(const G& g, const char* paper_date,
                                const char* from, const char* until) {
  v1::SuspendLimitsRequest request = Interval(S::AGREED, from, until);
  request.mutable_instrument()->set_instrument_date(paper_date);
  return SuspendLimits(g, request, Steps(), EntryOn("2013-12-01", 1));
}

// After it has passed a limit is waived or relieved, and not suspended.
TEST(SuspendLimits, ByAgreementMoveNothingThatHadPassed) {
  const G g = Received();
  // The referral was due on 19 May.
  const auto late = AgreeOn(g, "2013-11-15", "2013-01-01", "2013-12-31");
  EXPECT_EQ(ReasonOf(late), R::SUSPENSION_TOO_LATE);
  const auto said = FindRefusal(late.status())->metadata();
  EXPECT_EQ(said.at("act"), "TimeLimit.Act.REFER");
  EXPECT_EQ(said.at("date"), "2013-11-15");
  EXPECT_EQ(said.at("due_date"), "2013-05-19");
  EXPECT_TRUE(AgreeOn(g, "2013-05-19", "2013-01-01", "2013-12-31").ok());
  // The reply was due on 1 December: what is agreed on in March leaves it, and
  // moves the referral.
  const G some = After(AgreeOn(g, "2013-03-01", "2012-11-26", "2013-03-31"));
  EXPECT_EQ(Due(some, L::REPLY, 1), "2012-12-01");
  EXPECT_EQ(Due(some, L::ADVANCE, 1), "2012-12-16");
  EXPECT_EQ(Due(some, L::REFER), "2013-09-22");
  // One of days to come, for limits that may begin by then.
  EXPECT_TRUE(AgreeOn(g, "2013-11-15", "2013-12-10", "2013-12-31").ok());
}

// What runs from the day on which a reply is due does not run while nobody
// knows that day.
TEST(SuspendLimits, OfTheReplyAloneKeepWhatFollowsItFromRunning) {
  v1::SuspendLimitsRequest request = Interval(S::AGREED, "2012-11-26", "");
  request.add_acts(L::REPLY);
  const G since = After(Suspend(Received(), request));
  EXPECT_TRUE(IsOpen(*FindDeadline(since, L::REPLY, 1)));
  EXPECT_FALSE(IsOpen(*FindDeadline(since, L::ADVANCE, 1)));
  const G g = After(Resume(since, "2012-12-20"));
  EXPECT_EQ(Due(g, L::REPLY, 1), "2012-12-26");
  EXPECT_EQ(Due(g, L::ADVANCE, 1), "2013-01-10");
  EXPECT_TRUE(IsOpen(*FindDeadline(g, L::ADVANCE, 1)));
  // A reply that comes all the same starts it.
  EXPECT_EQ(Due(After(Reply(since, "2012-12-20")), L::ADVANCE, 1),
            "2013-01-04");
}

// Silence cannot be cited while the reply is not due.
TEST(SuspendLimits, KeepsSilenceFromMeaningAnything) {
  const G since =
      After(Suspend(Received(), Interval(S::AGREED, "2012-11-26", "")));
  EXPECT_EQ(ReasonOf(Advance(since, "2013-01-10")), R::REPLY_NOT_DUE);
  const G g = After(Resume(since, "2012-12-20"));
  EXPECT_EQ(ReasonOf(Advance(g, "2012-12-26")), R::REPLY_NOT_DUE);
  EXPECT_TRUE(Advance(g, "2012-12-27").ok());
}

TEST(TimeLedger, IsWrittenInLiveStatesOnly) {
  for (int state = 1; state < G::State_ARRAYSIZE; ++state) {
    if (!G::State_IsValid(state)) continue;
    G g = Received();
    g.set_state(static_cast<G::State>(state));
    const auto changes =
        Suspend(g, Interval(S::AGREED, "2012-11-26", "2012-11-30"));
    EXPECT_EQ(changes.ok(), IsLive(g.state())) << G::State_Name(g.state());
    if (changes.ok()) continue;
    EXPECT_EQ(ReasonOf(changes), R::WRONG_STATE);
  }
}

TEST(CheckTimeLedger, RefusesWhatCannotBeRead) {
  v1::ExtendDeadlineRequest extend;
  extend.set_grievance_id("g");
  EXPECT_EQ(RefusalReason(CheckExtendDeadline(extend)), R::FIELD_REQUIRED);
  extend.set_act(L::REPLY);
  EXPECT_EQ(RefusalReason(CheckExtendDeadline(extend)), R::FIELD_REQUIRED);
  extend.set_new_due_date("2012-13-01");
  EXPECT_EQ(RefusalReason(CheckExtendDeadline(extend)), R::DATE_MALFORMED);
  extend.set_new_due_date("2500-01-01");
  EXPECT_EQ(RefusalReason(CheckExtendDeadline(extend)), R::DATE_OUT_OF_RANGE);
  extend.set_new_due_date("2012-12-20");
  EXPECT_TRUE(CheckExtendDeadline(extend).ok());
  extend.set_step(-1);
  EXPECT_EQ(RefusalReason(CheckExtendDeadline(extend)), R::VALUE_UNKNOWN);
  v1::SuspendLimitsRequest suspend;
  suspend.set_grievance_id("g");
  EXPECT_EQ(RefusalReason(CheckSuspendLimits(suspend)), R::FIELD_REQUIRED);
  suspend.set_ground(S::AGREED);
  suspend.add_acts(L::REPLY);
  EXPECT_TRUE(CheckSuspendLimits(suspend).ok());
  suspend.add_acts(L::REPLY);
  EXPECT_EQ(RefusalReason(CheckSuspendLimits(suspend)), R::NAMED_TWICE);
  v1::WaiveLimitRequest waive;
  waive.set_grievance_id("g");
  waive.set_act(L::REFER);
  EXPECT_TRUE(CheckWaiveLimit(waive).ok());
  waive.set_by(v1::Party::AUTHORITY);
  EXPECT_EQ(RefusalReason(CheckWaiveLimit(waive)), R::VALUE_UNKNOWN);
}

}  // namespace
}  // namespace entente
