#include "services/grievances/grievance_rules.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "proto/support/record_patch.h"
#include "services/grievances/correction_rules.h"
#include "services/grievances/entrusting_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/issue_rules.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/standing_rules.h"
#include "tests/services/grievances/three_steps.h"

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;
using L = v1::TimeLimit;
using R = v1::Refusal;
using S = v1::Standing;

// What a refusal says of where the grievance is.
std::string Told(const absl::StatusOr<Changes>& changes) {
  const auto refusal = FindRefusal(changes.status());
  if (!refusal.has_value()) return changes.status().ToString();
  auto told = refusal->metadata();
  return absl::StrCat(refusal->reason(), ", step ", told["step"], ", state ",
                      told["state"]);
}

TEST(GrievanceMoves, OpenAndMeetTheDeadlinesOfEachStep) {
  using Strings = std::vector<std::string>;
  G g = Filed();
  EXPECT_EQ(Shown(g),
            (Strings{"FILE 2012-12-03 2012-11-20", "REFER 2013-05-19 open"}));
  g = After(Receive(g, "2012-11-21"));
  EXPECT_EQ(g.step(), 1u);
  EXPECT_EQ(Shown(g),
            (Strings{"FILE 2012-12-03 2012-11-20", "REFER 2013-05-19 open",
                     "REPLY-1 2012-12-01 open", "ADVANCE-1 2012-12-16 open"}));
  // An answer in time makes the limit to advance run from its own day.
  g = After(Reply(g, "2012-11-25"));
  EXPECT_EQ(
      Shown(g),
      (Strings{"FILE 2012-12-03 2012-11-20", "REFER 2013-05-19 open",
               "REPLY-1 2012-12-01 2012-11-25", "ADVANCE-1 2012-12-10 open"}));
  g = After(Advance(g, "2012-12-05"));
  EXPECT_EQ(g.state(), G::RECEIVED);
  EXPECT_EQ(g.step(), 2u);
  EXPECT_EQ(g.advances(0).clause(), "art. ADVANCE-1");
  EXPECT_EQ(Shown(g),
            (Strings{"FILE 2012-12-03 2012-11-20", "REFER 2013-05-19 open",
                     "REPLY-1 2012-12-01 2012-11-25",
                     "ADVANCE-1 2012-12-10 2012-12-05",
                     "REPLY-2 2012-12-15 open", "ADVANCE-2 2012-12-30 open"}));
  g = After(Withdraw(g, "2012-12-08"));
  for (const v1::Deadline& each : g.deadlines()) EXPECT_FALSE(IsOpen(each));
  EXPECT_EQ(FindDeadline(g, L::REFER, 0)->met_date(), "");
}

TEST(GrievanceMoves, LetSilenceMoveNothingButAPerson) {
  const G g = After(Receive(Filed(), "2012-11-21"));
  EXPECT_EQ(ReasonOf(Advance(g, "2012-12-01")), R::REPLY_NOT_DUE);
  const G advanced = After(Advance(g, "2012-12-02"));
  EXPECT_TRUE(advanced.advances(0).after_silence());
  EXPECT_EQ(advanced.advances(0).clause(), "silence 1");
  EXPECT_FALSE(
      FindDeadline(advanced, L::REPLY, 1)->ended_by_event_id().empty());
  // At the second step silence opens no way.
  EXPECT_EQ(Told(Advance(advanced, "2013-05-01")),
            "REPLY_AWAITED, step 2, state ");
  const G third =
      After(Advance(After(Reply(advanced, "2012-12-10")), "2012-12-11"));
  EXPECT_EQ(ReasonOf(Advance(third, "2013-05-01")), R::LAST_STEP);
}

TEST(GrievanceMoves, KeepALateReplyAndAReplyBeforeAnyReceipt) {
  const G late =
      After(Reply(After(Receive(Filed(), "2012-11-21")), "2013-02-01"));
  EXPECT_EQ(late.state(), G::ANSWERED);
  EXPECT_EQ(FindDeadline(late, L::REPLY, 1)->met_date(), "2013-02-01");
  const G early = After(Reply(Filed(), "2012-11-22"));
  EXPECT_EQ(early.state(), G::ANSWERED);
  EXPECT_EQ(early.step(), 1u);
  EXPECT_EQ(FindDeadline(early, L::REPLY, 1), nullptr);
  EXPECT_EQ(FindDeadline(early, L::ADVANCE, 1)->due_date(), "2012-12-07");
  v1::ReplyGrievanceRequest grant;
  grant.set_answer(G::Reply::GRANTED);
  EXPECT_EQ(
      After(ReplyGrievance(early, grant, Steps(), EntryOn("2013-01-05", 2)))
          .state(),
      G::ANSWERED);
}

TEST(GrievanceMoves, AreRefusedWithTheStepAtWhichTheGrievanceIs) {
  const G filed = Filed();
  EXPECT_EQ(Told(Advance(filed, "2012-12-02")),
            "WRONG_STATE, step , state FILED");
  const G received = After(Receive(filed, "2012-11-21"));
  EXPECT_EQ(Told(Receive(received, "2012-11-22")),
            "WRONG_STATE, step 1, state RECEIVED");
  const G second = After(Advance(received, "2012-12-02"));
  EXPECT_EQ(Told(Receive(second, "2012-12-03")),
            "WRONG_STATE, step 2, state RECEIVED");
  const G answered = After(Reply(second, "2012-12-10"));
  EXPECT_EQ(Told(Receive(answered, "2012-12-11")),
            "WRONG_STATE, step 2, state ANSWERED");
  // Where it ended, no step runs any more.
  const G withdrawn = After(Withdraw(second, "2012-12-12"));
  EXPECT_EQ(Told(Withdraw(withdrawn, "2012-12-13")),
            "WRONG_STATE, step , state WITHDRAWN");
}

TEST(GrievanceMoves, RefuseDaysOutOfOrderAndInTheFuture) {
  const G filed = Filed();
  EXPECT_EQ(ReasonOf(Receive(filed, "2012-11-19")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Receive(filed, "2013-06-02")), R::DATE_IN_FUTURE);
  const G received = After(Receive(filed, "2012-11-22"));
  EXPECT_EQ(ReasonOf(Receive(received, "2012-11-23")), R::WRONG_STATE);
  EXPECT_EQ(ReasonOf(Reply(received, "2012-11-21")), R::DATE_ORDER);
  const G answered = After(Reply(received, "2012-11-25"));
  EXPECT_EQ(ReasonOf(Advance(answered, "2012-11-24")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Withdraw(answered, "2012-11-24")), R::DATE_ORDER);
  EXPECT_EQ(
      ReasonOf(Reply(After(Advance(answered, "2012-12-01")), "2012-11-30")),
      R::DATE_ORDER);
}

TEST(GrievanceMoves, AskForThePaperOfTheOtherSidesAct) {
  const G filed = Filed();
  EXPECT_EQ(ReasonOf(Receive(filed, "2012-11-21", 1)), R::INSTRUMENT_REQUIRED);
  EXPECT_EQ(ReasonOf(Reply(filed, "2012-11-21", 1)), R::INSTRUMENT_REQUIRED);
  const G answered = After(Reply(filed, "2012-11-21"));
  EXPECT_EQ(ReasonOf(Advance(answered, "2012-11-22", 2)),
            R::INSTRUMENT_REQUIRED);
  EXPECT_EQ(ReasonOf(Withdraw(answered, "2012-11-22", 2)), R::OWNER_SIDE_ONLY);
  v1::WithdrawGrievanceRequest request;
  *request.mutable_instrument() = Letter();
  const auto changes =
      WithdrawGrievance(answered, request, Steps(), EntryOn("2012-11-22", 2));
  ASSERT_TRUE(changes.ok());
  EXPECT_EQ((*changes)[0].acted_by_side(), 1u);
  EXPECT_EQ((*changes)[0].acted_by_id(), "qn");
  EXPECT_EQ((*changes)[0].recorded_by_id(), "karl");
}

// Decision 1: kind, date and way received of the paper, for every move.
TEST(GrievanceMoves, AskWhichPaperItIsWhenAndHowItCame) {
  const G filed = Filed();
  const G received = After(Receive(filed, "2012-11-21"));
  const G answered = After(Reply(received, "2012-11-22"));
  v1::Instrument no_kind = Letter();
  no_kind.clear_kind();
  v1::Instrument no_date = Letter();
  no_date.clear_instrument_date();
  v1::Instrument no_way = Letter();
  no_way.clear_way();
  const std::pair<const char*, v1::Instrument> lacking[] = {
      {"instrument.kind", no_kind},
      {"instrument.instrument_date", no_date},
      {"instrument.way", no_way}};
  const Entry union_entry = EntryOn("2012-12-01", 1);
  const Entry employer_entry = EntryOn("2012-12-01", 2);
  for (const auto& [field, paper] : lacking) {
    SCOPED_TRACE(field);
    const auto expect_asked =
        [&, field = field](const absl::StatusOr<Changes>& changes) {
          EXPECT_EQ(ReasonOf(changes), R::INSTRUMENT_REQUIRED);
          const auto refusal = FindRefusal(changes.status());
          ASSERT_TRUE(refusal.has_value());
          EXPECT_EQ(refusal->metadata().at("field"), field);
        };
    v1::FileGrievanceRequest file = UnionFiling();
    *file.mutable_instrument() = paper;
    expect_asked(FileGrievance(file, Facts(employer_entry)));
    v1::ReceiveGrievanceRequest receive;
    *receive.mutable_instrument() = paper;
    expect_asked(ReceiveGrievance(filed, receive, Steps(), union_entry));
    v1::ReplyGrievanceRequest reply;
    *reply.mutable_instrument() = paper;
    expect_asked(ReplyGrievance(received, reply, Steps(), union_entry));
    v1::AdvanceGrievanceRequest advance;
    *advance.mutable_instrument() = paper;
    expect_asked(AdvanceGrievance(answered, advance, Steps(), employer_entry));
    v1::WithdrawGrievanceRequest withdraw;
    *withdraw.mutable_instrument() = paper;
    expect_asked(
        WithdrawGrievance(answered, withdraw, Steps(), employer_entry));
  }
  // Of one's own act the kind is enough.
  v1::ReceiveGrievanceRequest own;
  own.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  EXPECT_TRUE(ReceiveGrievance(filed, own, Steps(), employer_entry).ok());
}

TEST(GrievanceMoves, FollowTheTableInEveryStateOnEitherSide) {
  for (int s = 1; s < G::State_ARRAYSIZE; ++s) {
    G g = After(Receive(Filed(), "2012-11-21"));
    g.set_state(static_cast<G::State>(s));
    if (s == G::FILED) {
      g = Filed();
    }
    const v1::Instrument paper = Letter();
    for (const uint32_t side : {1u, 2u}) {
      SCOPED_TRACE(absl::StrCat(G::State_Name(g.state()), " ", side));
      const Entry entry = EntryOn("2013-03-01", side);
      const auto check = [&](E::Move move, const absl::StatusOr<Changes>& c) {
        const Transition* const found = FindTransition(g.state(), move);
        ASSERT_EQ(c.ok(), found != nullptr) << E::Move_Name(move);
        if (found == nullptr) {
          EXPECT_EQ(ReasonOf(c), R::WRONG_STATE);
        } else {
          EXPECT_EQ((*c)[0].grievance().state(), found->to);
        }
      };
      v1::ReceiveGrievanceRequest receive;
      *receive.mutable_instrument() = paper;
      check(E::GRIEVANCE_RECEIVED,
            ReceiveGrievance(g, receive, Steps(), entry));
      v1::ReplyGrievanceRequest reply;
      *reply.mutable_instrument() = paper;
      check(E::GRIEVANCE_ANSWERED, ReplyGrievance(g, reply, Steps(), entry));
      v1::AdvanceGrievanceRequest advance;
      *advance.mutable_instrument() = paper;
      check(E::GRIEVANCE_ADVANCED,
            AdvanceGrievance(g, advance, Steps(), entry));
      v1::WithdrawGrievanceRequest withdraw;
      *withdraw.mutable_instrument() = paper;
      check(E::GRIEVANCE_WITHDRAWN,
            WithdrawGrievance(g, withdraw, Steps(), entry));
    }
  }
}

TEST(ComputeStanding, SaysSinceWhenTheOwnerMayGoOn) {
  const G g = After(Receive(Filed(), "2012-11-21"));
  const auto before = ComputeStanding(Steps(), g, Day("2012-12-01"));
  ASSERT_TRUE(before.ok());
  EXPECT_EQ(before->verdict(), S::TIMELY);
  EXPECT_FALSE(before->reply_overdue());
  const auto after = ComputeStanding(Steps(), g, Day("2012-12-02"));
  EXPECT_TRUE(after->reply_overdue());
  bool found = false;
  for (const S::NextAct& act : after->next_acts()) {
    if (act.move() != E::GRIEVANCE_ADVANCED) continue;
    found = true;
    EXPECT_EQ(act.side(), 1u);
    EXPECT_EQ(act.since_date(), "2012-12-02");
    EXPECT_EQ(act.until_date(), "2012-12-16");
  }
  EXPECT_TRUE(found);
  const G answered = After(Reply(g, "2012-12-05"));
  EXPECT_TRUE(
      ComputeStanding(Steps(), answered, Day("2012-12-03"))->reply_overdue());
  EXPECT_FALSE(
      ComputeStanding(Steps(), answered, Day("2012-12-05"))->reply_overdue());
  const G over = After(Withdraw(answered, "2012-12-06"));
  EXPECT_EQ(ComputeStanding(Steps(), over, Day("2013-01-01"))->next_acts_size(),
            0);
}

TEST(GrievanceHistory, FoldsToTheRecordOnRandomWalks) {
  std::mt19937 random(20121122);
  int moves = 0;
  for (int walk = 0; walk < 300; ++walk) {
    G before;
    G folded;
    absl::CivilDay day = Day("2012-11-20");
    auto changes =
        FileGrievance(UnionFiling(), Facts(EntryOn("2012-11-20", 1)));
    for (int i = 0; i < 12; ++i) {
      if (changes.ok()) {
        v1::Event event = (*changes)[0];
        const G after = event.grievance();
        KeepOnlyChanges(i == 0 ? nullptr : &before, event);
        ASSERT_TRUE(FoldEvent(event, folded).ok());
        ASSERT_TRUE(
            google::protobuf::util::MessageDifferencer::Equals(folded, after));
        before = after;
        ++moves;
        // At most one deadline stands for each act and step.
        std::set<std::pair<int, int>> standing;
        for (const v1::Deadline& each : after.deadlines()) {
          if (!IsOpen(each)) continue;
          EXPECT_TRUE(standing.insert({each.act(), each.step()}).second);
        }
      }
      day += static_cast<int>(random() % 12);
      const std::string on = DayIso(day);
      const uint32_t side = 1 + random() % 2;
      switch (random() % 6) {
        case 0: {
          changes = Receive(before, on, 2);
          break;
        }
        case 1:
          changes = Reply(before, on, 2);
          break;
        case 2:
          changes = Advance(before, on, 1);
          break;
        case 3: {
          v1::CorrectGrievanceRequest request;
          constexpr const char* kDays[] = {"known_date", "received_date",
                                           "reply_date", "advance_date"};
          request.set_field(kDays[random() % 4]);
          request.set_value(
              DayIso(Day("2012-11-01") + static_cast<int>(random() % 60)));
          request.set_reason("reason");
          changes = CorrectGrievance(before, request, v1::Mandate::UNION_REP,
                                     Steps(), EntryOn("2013-06-01", 1));
          break;
        }
        case 4: {
          v1::AssignGrievanceRequest request;
          request.set_person_id(random() % 2 ? "bea" : "paul");
          request.set_remove(random() % 2 == 0);
          changes = AssignGrievance(before, request, EntryOn(on, side));
          break;
        }
        default:
          changes = random() % 6 == 0 ? Withdraw(before, on, 1)
                                      : Reply(before, on, 2);
      }
    }
  }
  EXPECT_GT(moves, 1000);
}

TEST(ShippedIssues, NamesEachIssueOnceInBothLanguages) {
  std::set<std::string> codes;
  for (const v1::Issue& issue : ShippedIssues().issues()) {
    EXPECT_TRUE(codes.insert(issue.code()).second) << issue.code();
    EXPECT_FALSE(issue.label().fr().empty());
    EXPECT_FALSE(issue.label().en().empty());
  }
  EXPECT_EQ(codes.size(), 37u);
  for (const char* restricted : {"HAR-PSY", "HAR-SEX", "HS-RPS", "EMP-ACC"}) {
    EXPECT_TRUE((*FindLabourIssue("f", restricted))->restricted());
  }
  EXPECT_FALSE((*FindLabourIssue("f", "ORG-TIM"))->restricted());
  EXPECT_FALSE(FindLabourIssue("f", "MED-ADM").ok());
}

TEST(GrievanceMoves, KeepTheReplyToAStepThatWasLeftUnderThatStep) {
  const G received = After(Receive(Filed(), "2012-11-21"));
  const G second = After(Advance(received, "2012-12-02"));
  v1::ReplyGrievanceRequest late;
  late.set_answer(G::Reply::DENIED);
  late.set_reply_date("2012-12-04");
  late.set_step(1);
  const auto answer = [&](const G& current) {
    return ReplyGrievance(current, late, Steps(), EntryOn("2013-06-01", 2));
  };
  // It comes after the step was left: neither state nor a clock changes.
  const G after = After(answer(second));
  EXPECT_EQ(after.state(), G::RECEIVED);
  EXPECT_EQ(after.step(), 2u);
  ASSERT_EQ(after.replies_size(), 1);
  EXPECT_EQ(after.replies(0).step(), 1u);
  EXPECT_EQ(Shown(after), Shown(second));
  // One that came in time, and is entered afterwards, is that of its day.
  late.set_reply_date("2012-11-30");
  const G entered = After(answer(second));
  EXPECT_EQ(entered.state(), G::RECEIVED);
  EXPECT_EQ(entered.replies(0).reply_date(), "2012-11-30");
  // The next answer is that of the present step.
  EXPECT_EQ(After(Reply(entered, "2012-12-10")).replies(1).step(), 2u);
  late.set_reply_date("2012-11-20");
  EXPECT_EQ(ReasonOf(answer(second)), R::DATE_ORDER);
  late.set_step(3);
  EXPECT_EQ(ReasonOf(answer(second)), R::NUMBER_OUT_OF_RANGE);
}

TEST(GrievanceMoves, WaitForNoReplyWhereTheProfileSetsNoTimeForOne) {
  v1::Profile profile = ThreeSteps();
  profile.mutable_steps(0)->set_silence(v1::Step::NO_REPLY_PERIOD);
  const Procedure procedure{&profile, &Calendars(), 0};
  const G received = After(Receive(Filed(), "2012-11-21"));
  v1::AdvanceGrievanceRequest request;
  request.set_advance_date("2012-11-22");
  const G advanced = After(
      AdvanceGrievance(received, request, procedure, EntryOn("2013-06-01", 1)));
  EXPECT_EQ(advanced.step(), 2u);
  const auto standing = ComputeStanding(procedure, received, Day("2012-11-22"));
  ASSERT_TRUE(standing.ok()) << standing.status();
  bool offered = false;
  for (const auto& act : standing->next_acts()) {
    offered |= act.move() == E::GRIEVANCE_ADVANCED;
  }
  EXPECT_TRUE(offered);
}

}  // namespace
}  // namespace entente
