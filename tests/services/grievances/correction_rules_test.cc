#include "services/grievances/correction_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "proto/support/record_patch.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/lapse_rules.h"
#include "services/grievances/time_ledger_rules.h"
#include "tests/services/grievances/in_arbitration.h"

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;
using L = v1::TimeLimit;
using R = v1::Refusal;

TEST(CorrectGrievance, ComputesAnewAndKeepsTheOld) {
  const G g = After(Receive(Filed(), "2012-11-21"));
  v1::CorrectGrievanceRequest request;
  request.set_field("received_date");
  request.set_value("2012-11-20");
  request.set_reason("typing error");
  EXPECT_EQ(ReasonOf(CorrectGrievance(g, request, v1::Mandate::EMPLOYER_REP,
                                      Steps(), EntryOn("2012-12-01", 1))),
            R::OWNER_SIDE_ONLY);
  const auto changes = CorrectGrievance(g, request, v1::Mandate::EMPLOYER_REP,
                                        Steps(), EntryOn("2012-12-01", 2));
  const G corrected = After(changes);
  EXPECT_EQ((*changes)[0].reason(), "typing error");
  EXPECT_EQ(FindDeadline(corrected, L::REPLY, 1)->due_date(), "2012-11-30");
  int replaced = 0;
  for (const v1::Deadline& each : corrected.deadlines()) {
    if (each.superseded_by_deadline_id().empty()) continue;
    ++replaced;
    EXPECT_EQ(each.due_date().substr(0, 7), "2012-12");
  }
  EXPECT_EQ(replaced, 2);
  request.set_value("2012-11-19");
  EXPECT_EQ(ReasonOf(CorrectGrievance(g, request, v1::Mandate::EMPLOYER_REP,
                                      Steps(), EntryOn("2012-12-01", 2))),
            R::DATE_ORDER);
  request.set_field("issue_code");
  request.set_value("HAR-PSY");
  EXPECT_TRUE(After(CorrectGrievance(g, request, v1::Mandate::UNION_REP,
                                     Steps(), EntryOn("2012-12-01", 1)))
                  .restricted());
  request.set_field("submitted_date");
  request.set_value("2012-11-18");
  const G sooner = After(CorrectGrievance(g, request, v1::Mandate::UNION_REP,
                                          Steps(), EntryOn("2012-12-01", 1)));
  EXPECT_EQ(FindDeadline(sooner, L::FILE, 0)->met_date(), "2012-11-18");
  // The event that met it is still the filing.
  EXPECT_EQ(FindDeadline(sooner, L::FILE, 0)->met_by_event_id(),
            g.deadlines(0).met_by_event_id());
}

absl::StatusOr<Changes> CorrectDay(
    const G& current, const char* field, const char* value, int step = 0,
    uint32_t side = 2,
    v1::Mandate::Role entered_as = v1::Mandate::EMPLOYER_REP) {
  v1::CorrectGrievanceRequest request;
  request.set_field(field);
  request.set_value(value);
  request.set_step(step);
  request.set_reason("typing error");
  EXPECT_TRUE(CheckCorrectGrievance([&] {
                v1::CorrectGrievanceRequest whole = request;
                whole.set_grievance_id("g");
                return whole;
              }())
                  .ok());
  return CorrectGrievance(current, request, entered_as, Steps(),
                          EntryOn("2013-06-01", side));
}

TEST(CorrectGrievance, RepairsTheDayOfAReplyAndWhatFollowsFromIt) {
  const G g = After(Reply(After(Receive(Filed(), "2012-11-21")), "2012-11-25"));
  ASSERT_EQ(FindDeadline(g, L::ADVANCE, 1)->due_date(), "2012-12-10");
  const G corrected = After(CorrectDay(g, "reply_date", "2012-11-28"));
  EXPECT_EQ(corrected.replies(0).reply_date(), "2012-11-28");
  EXPECT_EQ(FindDeadline(corrected, L::REPLY, 1)->met_date(), "2012-11-28");
  EXPECT_EQ(FindDeadline(corrected, L::REPLY, 1)->met_by_event_id(),
            FindDeadline(g, L::REPLY, 1)->met_by_event_id());
  EXPECT_EQ(FindDeadline(corrected, L::ADVANCE, 1)->due_date(), "2012-12-13");
  // The first of a step is meant, which counts; later ones stay after it.
  const G again = After(Reply(g, "2012-11-30"));
  EXPECT_EQ(After(CorrectDay(again, "reply_date", "2012-11-24", 1))
                .replies(0)
                .reply_date(),
            "2012-11-24");
  EXPECT_EQ(ReasonOf(CorrectDay(again, "reply_date", "2012-12-01")),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(CorrectDay(g, "reply_date", "2012-11-20")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(CorrectDay(g, "reply_date", "2013-06-02")),
            R::DATE_IN_FUTURE);
  EXPECT_EQ(ReasonOf(CorrectDay(g, "reply_date", "2012-11-25")),
            R::NOTHING_TO_CORRECT);
  EXPECT_EQ(ReasonOf(CorrectDay(g, "reply_date", "2012-11-24", 2)),
            R::NOT_ENTERED);
  EXPECT_EQ(ReasonOf(CorrectDay(g, "reply_date", "2012-11-24", -1)),
            R::NOT_ENTERED);
  EXPECT_EQ(ReasonOf(CorrectDay(Filed(), "reply_date", "2012-11-24")),
            R::NOT_ENTERED);
  EXPECT_EQ(ReasonOf(CorrectDay(g, "reply_date", "2012-11-24", 0, 1)),
            R::OWNER_SIDE_ONLY);
}

TEST(CorrectGrievance, RepairsTheDayOfAnAdvanceWithinWhatAllowedIt) {
  const v1::Mandate::Role kUnionRep = v1::Mandate::UNION_REP;
  const G received = After(Receive(Filed(), "2012-11-21"));
  const G answered = After(Reply(received, "2012-11-25"));
  const G second = After(Advance(answered, "2012-12-05"));
  const G corrected =
      After(CorrectDay(second, "advance_date", "2012-12-01", 0, 1, kUnionRep));
  EXPECT_EQ(FindDeadline(corrected, L::ADVANCE, 1)->met_date(), "2012-12-01");
  EXPECT_EQ(FindDeadline(corrected, L::REPLY, 2)->due_date(), "2012-12-11");
  EXPECT_EQ(ReasonOf(CorrectDay(second, "advance_date", "2012-11-24", 2, 1,
                                kUnionRep)),
            R::DATE_ORDER);
  // A reply of the first step cannot come to lie after the second began.
  EXPECT_EQ(ReasonOf(CorrectDay(second, "reply_date", "2012-12-06", 1)),
            R::DATE_ORDER);
  const G silent = After(Advance(received, "2012-12-05"));
  EXPECT_EQ(ReasonOf(CorrectDay(silent, "advance_date", "2012-12-01", 0, 1,
                                kUnionRep)),
            R::REPLY_NOT_DUE);
  EXPECT_EQ(
      After(CorrectDay(silent, "advance_date", "2012-12-02", 0, 1, kUnionRep))
          .advances(0)
          .advance_date(),
      "2012-12-02");
  EXPECT_EQ(ReasonOf(CorrectDay(received, "advance_date", "2012-12-01", 0, 1,
                                kUnionRep)),
            R::NOT_ENTERED);
}

TEST(CorrectGrievance, RepairsTheDayOfAWithdrawal) {
  const G g = After(Withdraw(
      After(Reply(After(Receive(Filed(), "2012-11-21")), "2012-11-25")),
      "2012-12-05"));
  const v1::Mandate::Role kUnionRep = v1::Mandate::UNION_REP;
  const auto correct = [&](const G& current, const char* day) {
    return CorrectDay(current, "withdrawal_date", day, 0, 1, kUnionRep);
  };
  const G corrected = After(correct(g, "2012-12-01"));
  EXPECT_EQ(corrected.withdrawal().withdrawal_date(), "2012-12-01");
  EXPECT_EQ(corrected.state(), G::WITHDRAWN);
  for (const v1::Deadline& each : corrected.deadlines()) {
    EXPECT_FALSE(IsOpen(each));
  }
  EXPECT_EQ(ReasonOf(correct(g, "2012-11-24")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(correct(Filed(), "2012-12-01")), R::NOT_ENTERED);
}

// What was typed into the ledger of time.

constexpr v1::Mandate::Role kUnion = v1::Mandate::UNION_REP;

absl::StatusOr<Changes> CorrectAsUnion(const G& current, const char* field,
                                       const char* value, int number = 0) {
  return CorrectDay(current, field, value, number, 1, kUnion);
}

G Extended(const G& g, L::Act act, const char* until, const char* signed_on) {
  v1::ExtendDeadlineRequest request;
  request.set_act(act);
  request.set_new_due_date(until);
  request.set_signed_date(signed_on);
  *request.mutable_instrument() = Letter();
  return After(ExtendDeadline(g, request, Steps(), EntryOn("2013-06-01", 1)));
}

TEST(CorrectGrievance, RepairsTheDatesOfAnExtension) {
  // 2023, for 2013.
  const G typed = Extended(After(Receive(Filed(), "2012-11-21")), L::REFER,
                           "2023-06-01", "2013-03-01");
  ASSERT_EQ(FindDeadline(typed, L::REFER, 0)->due_date(), "2023-06-01");
  const G g = After(CorrectAsUnion(typed, "new_due_date", "2013-06-01"));
  EXPECT_EQ(FindDeadline(g, L::REFER, 0)->due_date(), "2013-06-01");
  EXPECT_EQ(g.extensions(0).new_due_date(), "2013-06-01");
  // It keeps to what an extension is.
  EXPECT_EQ(ReasonOf(CorrectAsUnion(typed, "new_due_date", "2013-05-19", 1)),
            R::EXTENSION_SHORTENS);
  EXPECT_EQ(ReasonOf(CorrectAsUnion(typed, "signed_date", "2013-05-20")),
            R::EXTENSION_TOO_LATE);
  EXPECT_EQ(ReasonOf(CorrectAsUnion(typed, "signed_date", "2012-11-19")),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(CorrectAsUnion(typed, "signed_date", "2013-06-02")),
            R::DATE_IN_FUTURE);
  EXPECT_EQ(ReasonOf(CorrectAsUnion(typed, "new_due_date", "2013-06-01", 2)),
            R::NOT_ENTERED);
  EXPECT_EQ(After(CorrectAsUnion(typed, "signed_date", "2013-05-19"))
                .extensions(0)
                .signed_date(),
            "2013-05-19");
  // The next one says in whose place it stands.
  const G twice = Extended(g, L::REFER, "2013-07-01", "2013-05-31");
  const G both = After(CorrectAsUnion(twice, "new_due_date", "2013-06-15", 1));
  EXPECT_EQ(both.extensions(1).old_due_date(), "2013-06-15");
  EXPECT_EQ(ReasonOf(CorrectAsUnion(twice, "new_due_date", "2013-07-01", 1)),
            R::EXTENSION_SHORTENS);
  EXPECT_EQ(ReasonOf(CorrectAsUnion(twice, "signed_date", "2013-02-28", 2)),
            R::DATE_ORDER);
}

TEST(CorrectGrievance, RepairsTheDaysOfASuspension) {
  const auto suspend = [](const G& g, const char* from, const char* until) {
    v1::SuspendLimitsRequest request;
    request.set_ground(v1::Suspension::AGREED);
    request.set_from_date(from);
    request.set_until_date(until);
    *request.mutable_instrument() = Letter();
    return After(SuspendLimits(g, request, Steps(), EntryOn("2013-06-01", 1)));
  };
  const G received = After(Receive(Filed(), "2012-11-21"));
  const G typed = suspend(received, "2012-11-26", "2013-11-30");
  const G g =
      After(CorrectAsUnion(typed, "suspension_until_date", "2012-11-30"));
  EXPECT_EQ(FindDeadline(g, L::REPLY, 1)->due_date(), "2012-12-06");
  EXPECT_EQ(FindDeadline(g, L::REFER, 0)->due_date(), "2013-05-24");
  EXPECT_EQ(FindDeadline(
                After(CorrectAsUnion(g, "suspension_from_date", "2012-11-28")),
                L::REPLY, 1)
                ->due_date(),
            "2012-12-04");
  EXPECT_EQ(ReasonOf(CorrectAsUnion(g, "suspension_from_date", "2012-12-01")),
            R::DATE_ORDER);
  const G two = suspend(g, "2012-12-05", "2012-12-07");
  EXPECT_EQ(
      ReasonOf(CorrectAsUnion(two, "suspension_until_date", "2012-12-05", 1)),
      R::SUSPENSION_OVERLAPS);
  EXPECT_TRUE(
      CorrectAsUnion(two, "suspension_until_date", "2012-12-04", 1).ok());
  // It was not to end; and one that lasts has no last day to correct.
  const G lasts = After(CorrectAsUnion(g, "suspension_until_date", ""));
  EXPECT_EQ(FindDeadline(lasts, L::REPLY, 1)->suspended_since_date(),
            "2012-11-26");
  EXPECT_EQ(
      ReasonOf(CorrectAsUnion(lasts, "suspension_until_date", "2012-12-04")),
      R::NOT_ENTERED);
}

TEST(CorrectGrievance, RepairsTheDayOfAWaiver) {
  v1::WaiveLimitRequest request;
  request.set_act(L::REPLY);
  request.set_waiver_date("2012-12-11");
  const G waived = After(WaiveLimit(
      After(Reply(After(Receive(Filed(), "2012-11-21")), "2012-12-10")),
      request, Steps(), EntryOn("2013-06-01", 1)));
  const G g = After(CorrectAsUnion(waived, "waiver_date", "2012-12-14"));
  EXPECT_EQ(FindDeadline(g, L::REPLY, 1)->waived_date(), "2012-12-14");
  EXPECT_EQ(ReasonOf(CorrectAsUnion(waived, "waiver_date", "2012-11-20")),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(CorrectAsUnion(waived, "waiver_date", "2013-06-02")),
            R::DATE_IN_FUTURE);
}

TEST(CorrectGrievance, RepairsTheDaysOfALapseAndOfItsRelief) {
  v1::LapseGrievanceRequest lapse;
  lapse.set_basis(v1::Basis::OWNER_SIDE);
  lapse.set_lapse_date("2013-05-25");
  const G lapsed = After(LapseGrievance(AtLastStep(), lapse, ArbitrableSteps(),
                                        EntryOn("2013-06-01", 1)));
  const auto correct = [](const G& current, const char* field,
                          const char* value) {
    v1::CorrectGrievanceRequest request;
    request.set_field(field);
    request.set_value(value);
    request.set_reason("typing error");
    return CorrectGrievance(current, request, kUnion, ArbitrableSteps(),
                            EntryOn("2013-06-30", 1));
  };
  const G g = After(correct(lapsed, "lapse_date", "2013-05-20"));
  EXPECT_EQ(g.lapses(0).lapse_date(), "2013-05-20");
  EXPECT_EQ(g.state(), G::DEEMED_WITHDRAWN);
  // On the last day itself nothing had lapsed.
  EXPECT_EQ(ReasonOf(correct(lapsed, "lapse_date", "2013-05-19")),
            R::NOTHING_LAPSED);
  EXPECT_EQ(ReasonOf(correct(lapsed, "relief_date", "2013-05-26")),
            R::NOT_ENTERED);
  v1::RelieveGrievanceRequest relief;
  relief.set_basis(v1::Basis::BOTH_SIDES);
  relief.set_relief_date("2013-05-30");
  *relief.mutable_instrument() = Letter();
  const G relieved = After(RelieveGrievance(lapsed, relief, ArbitrableSteps(),
                                            EntryOn("2013-06-01", 1)));
  EXPECT_EQ(After(correct(relieved, "relief_date", "2013-05-28"))
                .lapses(0)
                .relief_date(),
            "2013-05-28");
  EXPECT_EQ(ReasonOf(correct(relieved, "relief_date", "2013-05-24")),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(correct(relieved, "lapse_date", "2013-05-31")),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(correct(relieved, "relief_date", "2013-07-01")),
            R::DATE_IN_FUTURE);
}

// With its day goes whether an objection came too late.
TEST(CorrectGrievance, RepairsTheDayOfAnObjection) {
  static const v1::Profile* const kProfile = [] {
    auto* profile = new v1::Profile(Arbitrable());
    v1::ObjectionCutOff& cut_off = *profile->add_objection_cut_offs();
    cut_off.set_kind(v1::Objection::TIMELINESS);
    cut_off.set_until(v1::ObjectionCutOff::REFERRAL);
    cut_off.set_clause("art. 15.4");
    return profile;
  }();
  const Procedure procedure{kProfile, &Calendars(), 0};
  v1::RaiseObjectionRequest request;
  request.set_kind(v1::Objection::TIMELINESS);
  request.set_raised_date("2013-02-09");
  const G late =
      After(RaiseObjection(Referred(), request, procedure, EnteredBy(1)));
  ASSERT_EQ(late.objections(0).outcome(), v1::Objection::WAIVED);
  const auto correct = [&](const G& current, const char* value) {
    v1::CorrectGrievanceRequest correction;
    correction.set_field("raised_date");
    correction.set_value(value);
    correction.set_reason("typing error");
    return CorrectGrievance(current, correction, kUnion, procedure,
                            EnteredBy(1));
  };
  const G g = After(correct(late, "2012-12-09"));
  EXPECT_EQ(g.objections(0).outcome(), v1::Objection::PENDING);
  EXPECT_EQ(g.objections(0).outcome_date(), "");
  EXPECT_EQ(g.objections(0).cut_off_clause(), "");
  EXPECT_EQ(g.objections(0).at_step(), 2u);
  const G again = After(correct(g, "2013-02-10"));
  EXPECT_EQ(again.objections(0).outcome(), v1::Objection::WAIVED);
  EXPECT_EQ(again.objections(0).outcome_date(), "2013-02-10");
  EXPECT_EQ(again.objections(0).cut_off_clause(), "art. 15.4");
  EXPECT_EQ(ReasonOf(correct(late, "2012-11-19")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(correct(late, "2014-06-02")), R::DATE_IN_FUTURE);
  // What was ruled on keeps its ruling, which came after it.
  G ruled = g;
  ruled.mutable_objections(0)->set_outcome(v1::Objection::DISMISSED);
  ruled.mutable_objections(0)->set_outcome_date("2013-03-01");
  EXPECT_EQ(After(correct(ruled, "2013-02-10")).objections(0).outcome(),
            v1::Objection::DISMISSED);
  EXPECT_EQ(ReasonOf(correct(ruled, "2013-03-02")), R::DATE_ORDER);
}

TEST(CorrectGrievance, RepairsDaysOfTheRollOfAnArbitratorAndOfAReview) {
  const auto correct = [](const G& current, const char* field,
                          const char* value) {
    v1::CorrectGrievanceRequest request;
    request.set_field(field);
    request.set_value(value);
    request.set_reason("typing error");
    return CorrectGrievance(current, request, kUnion, ArbitrableSteps(),
                            EnteredBy(1));
  };
  v1::FixHearingRequest fix;
  fix.set_hearing_date("2013-04-08");
  fix.set_fixed_date("2013-03-08");
  const G fixed =
      After(FixHearing(Named(), fix, ArbitrableSteps(), EnteredBy(1)));
  EXPECT_EQ(After(correct(fixed, "fixed_date", "2013-02-18"))
                .hearing_days(0)
                .fixed_date(),
            "2013-02-18");
  EXPECT_EQ(ReasonOf(correct(fixed, "fixed_date", "2013-01-31")),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(correct(fixed, "fixed_date", "2014-06-02")),
            R::DATE_IN_FUTURE);
  // One held without being fixed has no such day.
  EXPECT_EQ(ReasonOf(correct(Heard(), "fixed_date", "2013-02-18")),
            R::NOT_ENTERED);

  EXPECT_EQ(ReasonOf(correct(Named(), "ended_date", "2013-02-18")),
            R::NOT_ENTERED);
  G ended = Named();
  ended.mutable_arbitrators(0)->set_ended_date("2013-02-20");
  ended.set_state(G::REFERRED);
  EXPECT_EQ(After(correct(ended, "ended_date", "2013-02-18"))
                .arbitrators(0)
                .ended_date(),
            "2013-02-18");
  EXPECT_EQ(ReasonOf(correct(ended, "ended_date", "2013-01-31")),
            R::DATE_ORDER);

  const G sought = After(Seek(Awarded(), "2013-06-03"));
  EXPECT_EQ(After(correct(sought, "sought_date", "2013-05-30"))
                .reviews(0)
                .sought_date(),
            "2013-05-30");
  // The award is of 1 May.
  EXPECT_EQ(ReasonOf(correct(sought, "sought_date", "2013-04-30")),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(correct(sought, "outcome_date", "2013-12-02")),
            R::NOT_ENTERED);
  const G upheld = After(Decide(sought, Outcome(v1::Review::UPHELD)));
  EXPECT_EQ(After(correct(upheld, "outcome_date", "2013-11-29"))
                .reviews(0)
                .outcome_date(),
            "2013-11-29");
  EXPECT_EQ(ReasonOf(correct(upheld, "outcome_date", "2013-06-02")),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(correct(upheld, "sought_date", "2013-12-03")),
            R::DATE_ORDER);
}

TEST(CorrectGrievance, KnowsAStepForRepliesAndAdvancesAlone) {
  v1::CorrectGrievanceRequest request;
  request.set_grievance_id("g");
  request.set_field("known_date");
  request.set_value("2012-11-03");
  request.set_reason("typing error");
  EXPECT_TRUE(CheckCorrectGrievance(request).ok());
  request.set_step(1);
  EXPECT_EQ(RefusalReason(CheckCorrectGrievance(request)), R::FIELDS_CONFLICT);
}

// Replies stand in one field of the record, and each may be another's entry.
TEST(WhoEntered, TellsTheEntriesOfOneFieldApart) {
  const G received = After(Receive(Filed(), "2012-11-21"));
  std::vector<E> history = (*Receive(Filed(), "2012-11-21"));
  const auto add = [&](absl::StatusOr<Changes> changes, const G& before) {
    EXPECT_TRUE(changes.ok()) << changes.status();
    const G after = (*changes)[0].grievance();
    KeepOnlyChanges(&before, (*changes)[0]);
    history.push_back((*changes)[0]);
    return after;
  };
  const G first = add(Reply(received, "2012-11-25"), received);
  const G second = add(Advance(first, "2012-12-01"), first);
  v1::ReplyGrievanceRequest from_paper;
  from_paper.set_reply_date("2012-12-05");
  *from_paper.mutable_instrument() = Letter();
  const G third =
      add(ReplyGrievance(second, from_paper, Steps(), EntryOn("2013-06-01", 1)),
          second);
  v1::CorrectGrievanceRequest request;
  request.set_field("reply_date");
  const auto who = [&](int step, const G& current) {
    request.set_step(step);
    return WhoEntered(request, current, history);
  };
  EXPECT_EQ(who(1, third), v1::Mandate::EMPLOYER_REP);
  EXPECT_EQ(who(2, third), v1::Mandate::UNION_REP);
  EXPECT_EQ(who(0, third), v1::Mandate::UNION_REP);
  request.set_field("advance_date");
  EXPECT_EQ(who(2, third), v1::Mandate::UNION_REP);
}

}  // namespace
}  // namespace entente
