#include "services/grievances/file_deadline_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/services/grievances/three_steps.h"

namespace entente {
namespace {

using G = v1::Grievance;
using L = v1::TimeLimit;
using Strings = std::vector<std::string>;

// The procedure of three steps with every limit that follows it, and that of
// a committee that comes before.
const v1::Profile& WholeLife() {
  static const v1::Profile* const kProfile = [] {
    auto* profile = new v1::Profile(ThreeSteps());
    const auto add = [profile](const char* code, L::Act act,
                               v1::Clock::Trigger from, int days,
                               L::Owner owner) {
      AddLimit(code, act, 0, from, days, owner, L::NOTHING, *profile);
    };
    add("MEETING", L::COMMITTEE_MEETING, v1::Clock::COMPLAINT, 5, L::COMMITTEE);
    add("DECISION", L::COMMITTEE_DECISION, v1::Clock::CONVENING, 20,
        L::COMMITTEE);
    add("NAME", L::NAME_ARBITRATOR, v1::Clock::REFERRAL, 15, L::EITHER_SIDE);
    add("FIX", L::FIX_HEARING, v1::Clock::NAMING, 30, L::EITHER_SIDE);
    add("AWARD", L::AWARD, v1::Clock::END_OF_HEARING, 90, L::ARBITRATOR);
    add("REINSTATE", L::REINSTATE, v1::Clock::BREACH_KNOWN, 30, L::FILING_SIDE);
    return profile;
  }();
  return *kProfile;
}

Procedure Whole() { return {&WholeLife(), &Calendars(), 0}; }

// Brings the deadlines up to date by an event of its own.
void Refresh(G& g) {
  const absl::Status done =
      RefreshDeadlines(Whole(), EntryOn("2013-06-01", 1), g);
  ASSERT_TRUE(done.ok()) << done;
}

// The same, and what is shown of the deadlines from the referral on, or of the
// committee.
Strings Late(G& g) {
  Refresh(g);
  Strings shown;
  for (const std::string& line : Shown(g)) {
    const bool early = absl::StartsWith(line, "FILE") ||
                       absl::StartsWith(line, "REPLY") ||
                       absl::StartsWith(line, "ADVANCE");
    if (!early) shown.push_back(line);
  }
  return shown;
}

// Filed on 20 November, answered on the 25th, the last day to refer is 19 May.
G Answered() {
  return After(Reply(After(Receive(Filed(), "2012-11-21")), "2012-11-25"));
}

G Referred() {
  G g = Answered();
  g.set_state(G::REFERRED);
  g.mutable_referral()->set_referral_date("2013-01-10");
  return g;
}

v1::Arbitrator& Name(const char* day, G& g) {
  g.set_state(G::ARBITRATOR_NAMED);
  v1::Arbitrator& named = *g.add_arbitrators();
  named.set_named_date(day);
  return named;
}

v1::HearingDay& Fix(const char* fixed_on, const char* day, G& g) {
  v1::HearingDay& fixed = *g.add_hearing_days();
  fixed.set_kind(v1::HearingDay::HEARING);
  fixed.set_state(v1::HearingDay::FIXED);
  fixed.set_fixed_date(fixed_on);
  fixed.set_hearing_date(day);
  return fixed;
}

v1::Deliberation& Deliberate(const char* from, G& g) {
  g.set_state(G::DELIBERATION);
  v1::Deliberation& deliberation = *g.add_deliberations();
  deliberation.set_from_date(from);
  return deliberation;
}

void AddAward(v1::Award::Kind kind, const char* day, G& g) {
  v1::Award& award = *g.add_awards();
  award.set_kind(kind);
  award.set_award_date(day);
  g.mutable_deliberations(g.deliberations_size() - 1)->set_until_date(day);
}

G::SettledBy& Settle(const char* day, G& g) {
  G::SettledBy& settled = *g.add_settled_by();
  settled.set_prior_state(g.state());
  settled.set_settled_date(day);
  g.set_state(G::SETTLED);
  return settled;
}

TEST(Deadlines, RunFromTheReferralToTheAwardEachFromWhatCameBefore) {
  G g = Answered();
  EXPECT_EQ(Late(g), (Strings{"REFER 2013-05-19 open"}));
  g = Referred();
  EXPECT_EQ(Late(g),
            (Strings{"REFER 2013-05-19 2013-01-10", "NAME 2013-01-25 open"}));
  // Nobody owes the next step any more.
  EXPECT_EQ(FindDeadline(g, L::ADVANCE, 1)->met_date(), "");
  EXPECT_NE(FindDeadline(g, L::ADVANCE, 1)->ended_by_event_id(), "");
  Name("2013-01-20", g);
  EXPECT_EQ(Late(g),
            (Strings{"REFER 2013-05-19 2013-01-10",
                     "NAME 2013-01-25 2013-01-20", "FIX 2013-02-19 open"}));
  // A preparatory conference is no hearing.
  Fix("2013-01-22", "2013-02-01", g)
      .set_kind(v1::HearingDay::PREPARATORY_CONFERENCE);
  EXPECT_EQ(Late(g).back(), "FIX 2013-02-19 open");
  Fix("2013-02-15", "2013-04-02", g);
  EXPECT_EQ(Late(g).back(), "FIX 2013-02-19 2013-02-15");
  g.mutable_hearing_days(1)->set_state(v1::HearingDay::CANCELLED);
  EXPECT_EQ(Late(g).back(), "FIX 2013-02-19 2013-02-15");
  Fix("2013-03-01", "2013-04-03", g).set_state(v1::HearingDay::HELD);
  Deliberate("2013-04-03", g);
  EXPECT_EQ(Late(g).back(), "AWARD 2013-07-02 open");
  AddAward(v1::Award::MERITS, "2013-05-30", g);
  g.set_state(G::AWARDED);
  EXPECT_EQ(
      Late(g),
      (Strings{"REFER 2013-05-19 2013-01-10", "NAME 2013-01-25 2013-01-20",
               "FIX 2013-02-19 2013-02-15", "AWARD 2013-07-02 2013-05-30"}));
}

TEST(Deadlines, OfArbitrationAreOwedByWhomTheProfileSays) {
  G g = Referred();
  Name("2013-01-20", g);
  Deliberate("2013-04-03", g);
  Refresh(g);
  EXPECT_EQ(FindDeadline(g, L::REFER, 0)->owed_by_side(), 1u);
  EXPECT_EQ(FindDeadline(g, L::NAME_ARBITRATOR, 0)->owed_by_side(), 0u);
  EXPECT_EQ(FindDeadline(g, L::AWARD, 0)->owed_by_side(), 0u);
  EXPECT_EQ(FindDeadline(g, L::AWARD, 0)->owner(), L::ARBITRATOR);
}

TEST(Deadlines, ForAHearingAreNotOwedWithoutOneNorFixedTwice) {
  G g = Referred();
  Name("2013-01-20", g);
  Deliberate("2013-02-01", g);
  EXPECT_EQ(Late(g),
            (Strings{"REFER 2013-05-19 2013-01-10",
                     "NAME 2013-01-25 2013-01-20", "AWARD 2013-05-02 open"}));
  // A day that was held is fixed at the latest then.
  g = Referred();
  Name("2013-01-20", g);
  Fix("", "2013-02-12", g).set_state(v1::HearingDay::HELD);
  g.set_state(G::HEARING);
  EXPECT_EQ(Late(g).back(), "FIX 2013-02-19 2013-02-12");
}

TEST(Deadlines, RunAnewForAnotherArbitrator) {
  G g = Referred();
  Name("2013-01-20", g);
  Refresh(g);
  g.mutable_arbitrators(0)->set_ended_date("2013-02-01");
  g.set_state(G::REFERRED);
  EXPECT_EQ(Late(g),
            (Strings{"REFER 2013-05-19 2013-01-10",
                     "NAME 2013-01-25 2013-01-20", "FIX 2013-02-19 ended"}));
  Name("2013-02-10", g);
  EXPECT_EQ(Late(g).back(), "FIX 2013-03-12 open");
  // What the first had met stays met when the second begins.
  Fix("2013-02-20", "2013-04-01", g);
  EXPECT_EQ(Late(g).back(), "FIX 2013-03-12 2013-02-20");
  g.mutable_arbitrators(1)->set_ended_date("2013-03-01");
  g.mutable_hearing_days(0)->set_state(v1::HearingDay::CANCELLED);
  Refresh(g);
  Name("2013-03-05", g);
  EXPECT_EQ(Late(g),
            (Strings{"REFER 2013-05-19 2013-01-10",
                     "NAME 2013-01-25 2013-01-20", "FIX 2013-02-19 ended",
                     "FIX 2013-03-12 2013-02-20", "FIX 2013-04-04 open"}));
}

TEST(Deadlines, ForAnAwardEndWithTheDeliberationAndBeginWithTheNext) {
  G g = Referred();
  Name("2013-01-20", g);
  Deliberate("2013-02-01", g);
  Refresh(g);
  g.mutable_deliberations(0)->set_until_date("2013-03-01");
  g.set_state(G::HEARING);
  EXPECT_EQ(Late(g).back(), "AWARD 2013-05-02 ended");
  Deliberate("2013-04-01", g);
  EXPECT_EQ(Late(g).back(), "AWARD 2013-06-30 open");
  // An interlocutory award is none on the merits.
  G interlocutory = g;
  AddAward(v1::Award::INTERLOCUTORY, "2013-05-01", interlocutory);
  interlocutory.set_state(G::HEARING);
  EXPECT_EQ(Late(interlocutory).back(), "AWARD 2013-06-30 ended");
  // Amounts that were reserved have a deliberation, and a limit, of their own.
  AddAward(v1::Award::MERITS, "2013-05-01", g);
  g.set_state(G::HEARING);
  EXPECT_EQ(Late(g).back(), "AWARD 2013-06-30 2013-05-01");
  Deliberate("2013-05-15", g);
  EXPECT_EQ(Late(g).back(), "AWARD 2013-08-13 open");
  AddAward(v1::Award::QUANTUM, "2013-06-01", g);
  g.set_state(G::AWARDED);
  const Strings shown = Late(g);
  EXPECT_EQ(Strings(shown.end() - 3, shown.end()),
            (Strings{"AWARD 2013-05-02 ended", "AWARD 2013-06-30 2013-05-01",
                     "AWARD 2013-08-13 2013-06-01"}));
}

v1::HearingDay& Hear(const char* day, G& g) {
  v1::HearingDay& held = Fix("", day, g);
  held.set_state(v1::HearingDay::HELD);
  return held;
}

// Ninety days from the last day of hearing, and from the start of the
// deliberation only where nothing was heard.
TEST(Deadlines, ForAnAwardRunFromTheLastHearingOfItsDeliberation) {
  G g = Referred();
  Name("2013-01-20", g);
  Hear("2013-02-04", g);
  Hear("2013-01-28", g);
  Hear("2013-02-25", g).set_kind(v1::HearingDay::PREPARATORY_CONFERENCE);
  Deliberate("2013-03-04", g);
  EXPECT_EQ(Late(g).back(), "AWARD 2013-05-05 open");
  // Reopened, and heard no more.
  g.mutable_deliberations(0)->set_until_date("2013-03-20");
  g.set_state(G::HEARING);
  Refresh(g);
  G unheard = g;
  Deliberate("2013-04-01", unheard);
  EXPECT_EQ(Late(unheard).back(), "AWARD 2013-06-30 open");
  Hear("2013-03-25", g);
  Deliberate("2013-04-01", g);
  EXPECT_EQ(Late(g).back(), "AWARD 2013-06-23 open");
  // Heard by another, and decided on the file.
  G replaced = Referred();
  Name("2013-01-20", replaced).set_ended_date("2013-03-01");
  Hear("2013-02-04", replaced);
  Name("2013-03-10", replaced);
  Deliberate("2013-03-20", replaced);
  EXPECT_EQ(Late(replaced).back(), "AWARD 2013-06-18 open");
}

// Before the last step there is no arbitration to go to.
TEST(Deadlines, ToReferRunFromTheReplyOfTheLastStepAlone) {
  const v1::Profile profile = ShippedProfile("US-14D");
  const auto refer = [&](G g) {
    g.clear_deadlines();
    EXPECT_TRUE(RefreshDeadlines({&profile, &Calendars(), 0},
                                 EntryOn("2013-06-01", 1), g)
                    .ok());
    const v1::Deadline* const limit = FindDeadline(g, L::REFER, 0);
    return limit == nullptr ? "none" : limit->due_date();
  };
  const G first = After(Receive(Filed(), "2012-11-21"));
  EXPECT_EQ(refer(first), "none");
  const G answered = Answered();
  EXPECT_EQ(refer(answered), "none");
  const G second = After(Advance(answered, "2012-12-03"));
  EXPECT_EQ(refer(second), "none");
  const G third =
      After(Advance(After(Reply(second, "2012-12-10")), "2012-12-11"));
  // Thirty days to reply, twenty-one from that.
  EXPECT_EQ(refer(third), "2013-01-31");
  EXPECT_EQ(refer(After(Reply(third, "2012-12-20"))), "2013-01-10");
}

TEST(Deadlines, EndWithASettlementAndComeBackWithABreach) {
  G g = Answered();
  const G before = g;
  Settle("2012-12-01", g);
  Refresh(g);
  for (const v1::Deadline& each : g.deadlines()) EXPECT_FALSE(IsOpen(each));
  g.mutable_settled_by(0)->set_breach_known_date("2013-02-01");
  EXPECT_EQ(Late(g).back(), "REINSTATE 2013-03-03 open");
  g.mutable_settled_by(0)->set_reopened_date("2013-02-20");
  g.set_state(G::ANSWERED);
  EXPECT_EQ(Late(g).back(), "REFER 2013-05-19 open");
  EXPECT_EQ(FindDeadline(g, L::REINSTATE, 0)->met_date(), "2013-02-20");
  // From the same dates as before.
  for (const L::Act act : {L::REFER, L::ADVANCE}) {
    const int step = act == L::ADVANCE ? 1 : 0;
    EXPECT_TRUE(IsOpen(*FindDeadline(g, act, step)));
    EXPECT_EQ(FindDeadline(g, act, step)->due_date(),
              FindDeadline(before, act, step)->due_date());
  }
  // What was met is not owed a second time.
  int replies = 0;
  for (const v1::Deadline& each : g.deadlines()) {
    replies += each.act() == L::REPLY ? 1 : 0;
  }
  EXPECT_EQ(replies, 1);
}

TEST(Deadlines, ToReinstateEndWhenItIsClosedAndRunAnewForASecondBreach) {
  G g = Answered();
  Settle("2012-12-01", g).set_breach_known_date("2013-02-01");
  Refresh(g);
  G closed = g;
  closed.set_state(G::CLOSED);
  closed.set_closed_date("2013-02-10");
  EXPECT_EQ(Late(closed).back(), "REINSTATE 2013-03-03 ended");
  g.mutable_settled_by(0)->set_reopened_date("2013-02-20");
  g.set_state(G::ANSWERED);
  Refresh(g);
  Settle("2013-03-15", g);
  EXPECT_EQ(FindDeadline(g, L::REINSTATE, 0)->met_date(), "2013-02-20");
  g.mutable_settled_by(1)->set_breach_known_date("2013-04-01");
  EXPECT_EQ(Late(g).back(), "REINSTATE 2013-05-01 open");
}

// C.t. 100.0.2: the other side may take it to arbitration though the limit to
// refer has passed.
TEST(Deadlines, ToNameAnArbitratorRunFromTheDayOnWhichItWasRevived) {
  G g = Answered();
  Settle("2012-12-01", g);
  Refresh(g);
  g.mutable_settled_by(0)->set_repudiated(true);
  g.mutable_settled_by(0)->set_reopened_date("2013-06-01");
  g.set_state(G::REFERRED);
  const Strings shown = Late(g);
  EXPECT_EQ(shown, (Strings{"REFER 2013-05-19 ended", "NAME 2013-06-16 open"}));
  EXPECT_EQ(FindDeadline(g, L::REINSTATE, 0), nullptr);
}

TEST(Deadlines, ComeBackWhenTheLapseIsRelieved) {
  G g = Answered();
  g.set_state(G::DEEMED_WITHDRAWN);
  Refresh(g);
  EXPECT_EQ(Late(g), (Strings{"REFER 2013-05-19 ended"}));
  g.set_state(G::ANSWERED);
  EXPECT_EQ(Late(g),
            (Strings{"REFER 2013-05-19 ended", "REFER 2013-05-19 open"}));
}

TEST(Deadlines, OfTheCommitteeRunFromTheComplaintAndTheConvening) {
  G g = Filed();
  EXPECT_EQ(FindDeadline(g, L::COMMITTEE_MEETING, 0), nullptr);
  G::PriorStep& prior = *g.mutable_prior_step();
  prior.set_complaint_date("2012-11-01");
  EXPECT_EQ(Late(g).back(), "MEETING 2012-11-06 open");
  EXPECT_EQ(FindDeadline(g, L::COMMITTEE_MEETING, 0)->owner(), L::COMMITTEE);
  prior.set_convened_date("2012-11-03");
  prior.set_meeting_date("2012-11-08");
  EXPECT_EQ(Late(g),
            (Strings{"REFER 2013-05-19 open", "MEETING 2012-11-06 2012-11-08",
                     "DECISION 2012-11-23 open"}));
  prior.set_decision_date("2012-11-22");
  EXPECT_EQ(Late(g).back(), "DECISION 2012-11-23 2012-11-22");
  // One that decides without having met owes no meeting any more.
  prior.clear_meeting_date();
  G unmet = Filed();
  unmet.mutable_prior_step()->set_complaint_date("2012-11-01");
  Refresh(unmet);
  unmet.mutable_prior_step()->set_decision_date("2012-11-20");
  EXPECT_EQ(Late(unmet).back(), "MEETING 2012-11-06 ended");
}

TEST(Deadlines, StandThoughAReplyComesAfterTheReferral) {
  // The limit to refer runs from the answer of the last step.
  v1::Profile profile = WholeLife();
  for (L& limit : *profile.mutable_limits()) {
    if (limit.act() != L::REFER) continue;
    limit.mutable_clocks(0)->set_trigger(v1::Clock::REPLY);
  }
  const Procedure procedure = {&profile, &Calendars(), 0};
  const Entry entry = EntryOn("2013-06-01", 2);
  G g = Referred();
  ASSERT_TRUE(RefreshDeadlines(procedure, entry, g).ok());
  const G before = g;
  G::Reply& late = *g.add_replies();
  late = g.replies(0);
  late.set_reply_date("2013-02-01");
  ASSERT_TRUE(RefreshDeadlines(procedure, entry, g).ok());
  EXPECT_EQ(Shown(g), Shown(before));
}

TEST(Deadlines, DoNotChangeWhenNothingElseDoes) {
  G g = Referred();
  Name("2013-01-20", g);
  Fix("2013-02-15", "2013-04-02", g);
  Deliberate("2013-04-03", g);
  Refresh(g);
  const G before = g;
  Refresh(g);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(g, before));
  Settle("2013-05-01", g).set_breach_known_date("2013-05-02");
  Refresh(g);
  const G settled = g;
  Refresh(g);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(g, settled));
}

TEST(Deadlines, ThatWereMetGiveWayToACorrectionAndKeepWhoMetThem) {
  G g = Referred();
  Refresh(g);
  const std::string met_by = FindDeadline(g, L::REFER, 0)->met_by_event_id();
  g.mutable_referral()->set_referral_date("2013-01-11");
  EXPECT_EQ(Late(g),
            (Strings{"REFER 2013-05-19 2013-01-11", "NAME 2013-01-26 open"}));
  EXPECT_EQ(FindDeadline(g, L::REFER, 0)->met_by_event_id(), met_by);
}

TEST(Deadlines, OfAConsultationIsTheEarliestThatItsClassMayHave) {
  v1::Consultation consultation;
  consultation.set_consultation_id("c");
  consultation.set_consulted_date("2012-03-02");
  consultation.set_occurred_date("2012-03-01");
  consultation.set_known_date("2012-03-01");
  consultation.set_issue_code("ORG-TIM");
  const Entry entry = EntryOn("2012-03-02", 1);
  const v1::Profile wd = ShippedProfile("CA-3STEP-WD");
  ASSERT_TRUE(
      OpenFilingDeadline({&wd, &Calendars(), 0}, entry, consultation).ok());
  // 15 working days of a policy grievance, and not the 20 of the others.
  const v1::Deadline& deadline = consultation.deadlines(0);
  EXPECT_EQ(deadline.due_date(), "2012-03-22");
  EXPECT_LE(deadline.prudent_date(), "2012-03-22");
  EXPECT_EQ(deadline.steps().rbegin()->kind(),
            v1::ExplanationStep::SHORTEST_CLASS);
  // Where the class changes nothing, nothing is said of it.
  consultation.clear_deadlines();
  ASSERT_TRUE(OpenFilingDeadline(Steps(), entry, consultation).ok());
  EXPECT_EQ(consultation.deadlines(0).due_date(), "2012-03-31");
  for (const auto& step : consultation.deadlines(0).steps()) {
    EXPECT_NE(step.kind(), v1::ExplanationStep::SHORTEST_CLASS);
  }
}

}  // namespace
}  // namespace entente
