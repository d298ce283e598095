#include "services/grievances/correction_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "proto/support/record_patch.h"
#include "services/grievances/file_deadline_rules.h"
#include "tests/services/grievances/three_steps.h"

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
