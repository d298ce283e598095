#include "services/time_limits/procedure_rules.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "services/time_limits/profile_rules.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {
namespace {

using v1::GrievanceClass;
using v1::TimeLimit;

// "" is an unknown day.
absl::optional<absl::CivilDay> MaybeDay(const std::string& iso) {
  if (iso.empty()) return absl::nullopt;
  return Day(iso);
}

FileFacts Facts(const std::string& issue, const std::string& occurred,
                const std::string& known, const std::string& last_fact = "") {
  FileFacts facts;
  facts.issue_code = issue;
  facts.occurred = MaybeDay(occurred);
  facts.known = MaybeDay(known);
  facts.last_fact = MaybeDay(last_fact);
  facts.grievance_class = GrievanceClass::INDIVIDUAL;
  return facts;
}

FileDays SubmittedAndReceived(const char* submission, const char* receipt) {
  FileDays days;
  days.submission = Day(submission);
  days.receipt = Day(receipt);
  return days;
}

// A profile held for the time of a test, with the shipped calendars.
class Rules {
 public:
  explicit Rules(v1::Profile profile) : profile_(std::move(profile)) {}
  explicit Rules(const char* code) : Rules(ShippedProfile(code)) {}

  v1::Profile& profile() { return profile_; }
  Procedure get() const { return Procedure{&profile_, &Calendars(), 0}; }

  v1::Deadline Filing(const FileFacts& facts) const {
    const absl::StatusOr<v1::Deadline> deadline = FilingDeadline(get(), facts);
    EXPECT_TRUE(deadline.ok()) << Complaint(deadline.status());
    return deadline.value_or(v1::Deadline());
  }

  Verdict Judge(const FileFacts& facts, const char* submitted) const {
    const absl::StatusOr<Verdict> verdict =
        ComputeVerdict(get(), facts, Filing(facts), Day(submitted));
    EXPECT_TRUE(verdict.ok());
    return verdict.value_or(Verdict::kUndetermined);
  }

 private:
  v1::Profile profile_;
};

Rules ThreeSteps() {
  std::ifstream file(TIME_LIMITS_TESTDATA "/test_3step.textproto");
  std::stringstream text;
  text << file.rdbuf();
  absl::StatusOr<v1::Profile> profile = ParseProfile(text.str());
  EXPECT_TRUE(profile.ok());
  EXPECT_EQ(Complaint(CheckProfile(*profile, Calendars())), "OK");
  return Rules(*std::move(profile));
}

TEST(FilingDeadline, TakesTheLimitOfTheIssueAndOfTheDay) {
  struct Example {
    const char* profile;
    const char* issue;
    const char* occurred;
    const char* known;
    const char* last_fact;
    const char* limit;
    const char* raw;
    const char* due;
    const char* prudent;
    const char* prudent_from_fact;
  };
  const Example kExamples[] = {
      // Known the day it happened.
      {"QC-SSS-30", "ORG-TIM", "2012-11-22", "2012-11-22", "", "FILE",
       "2012-12-22", "2012-12-24", "2012-12-21", "2012-12-21"},
      // Known later: the second prudent date counts from the fact.
      {"QC-SSS-30", "ORG-TIM", "2012-10-15", "2012-11-22", "", "FILE",
       "2012-12-22", "2012-12-24", "2012-12-21", "2012-11-14"},
      // The six months win.
      {"QC-SSS-30", "ORG-TIM", "2012-06-01", "2012-11-12", "", "FILE",
       "2012-12-01", "2012-12-03", "2012-11-30", "2012-06-29"},
      // Announced before it happened: counted from the fact, December 31 would
      // be too late.
      {"QC-SSS-30", "ORG-TIM", "2012-12-01", "2012-11-12", "", "FILE",
       "2012-12-12", "2012-12-12", "2012-12-12", ""},
      // The last of continuing facts starts the six months.
      {"QC-SSS-30", "ORG-LOAD", "2012-01-10", "2012-11-12", "2012-09-01",
       "FILE", "2012-12-12", "2012-12-12", "2012-12-12", "2012-10-01"},
      // Money: six months from the fact, whenever it was known.
      {"QC-SSS-30", "PAY-WAGE", "2012-06-01", "2012-06-01", "", "FILE-MONEY",
       "2012-12-01", "2012-12-03", "2012-11-30", ""},
      {"QC-SSS-30", "PAY-PREM", "2012-06-01", "", "", "FILE-MONEY",
       "2012-12-01", "2012-12-03", "2012-11-30", ""},
      {"QC-SSS-30", "PAYROLL", "2012-06-01", "2012-06-04", "", "FILE",
       "2012-07-04", "2012-07-04", "2012-07-04", "2012-06-29"},
      // Harassment: two years from the last incident since 12 June 2018.
      {"QC-SSS-30", "HAR-PSY", "2019-03-01", "", "2020-02-29",
       "FILE-HARASSMENT", "2022-02-28", "2022-02-28", "2022-02-28", ""},
      {"QC-SSS-30", "HAR-PSY", "2018-06-12", "", "", "FILE-HARASSMENT",
       "2020-06-12", "2020-06-12", "2020-06-12", ""},
      {"QC-SSS-30", "HAR-PSY", "2018-06-11", "", "", "FILE-HARASSMENT-90",
       "2018-09-09", "2018-09-10", "2018-09-07", ""},
      {"QC-SSS-30", "HAR-PSY", "2018-03-01", "", "2018-07-03",
       "FILE-HARASSMENT", "2020-07-03", "2020-07-03", "2020-07-03", ""},
      {"QC-SSS-60", "HAR-PSY", "2012-03-01", "", "", "FILE-HARASSMENT",
       "2014-03-01", "2014-03-03", "2014-02-28", ""},
      // The other agreement: 60 days, but 30 for discipline.
      {"QC-SSS-60", "ORG-TIM", "2012-11-22", "2012-11-22", "", "FILE",
       "2013-01-21", "2013-01-21", "2013-01-21", "2013-01-21"},
      {"QC-SSS-60", "EMP-DISC", "2012-11-22", "2012-11-22", "",
       "FILE-DISCIPLINE", "2012-12-22", "2012-12-24", "2012-12-21",
       "2012-12-21"},
      // The statute alone: six months, knowledge does not count.
      {"QC-DEFAULT", "ORG-TIM", "2012-08-31", "2012-11-22", "", "FILE",
       "2013-02-28", "2013-02-28", "2013-02-28", ""},
  };
  for (const Example& example : kExamples) {
    const v1::Deadline deadline =
        Rules(example.profile)
            .Filing(Facts(example.issue, example.occurred, example.known,
                          example.last_fact));
    const std::string name = std::string(example.profile) + " " +
                             example.issue + " " + example.occurred;
    EXPECT_EQ(deadline.limit_code(), example.limit) << name;
    EXPECT_EQ(deadline.raw_date(), example.raw) << name;
    EXPECT_EQ(deadline.due_date(), example.due) << name;
    EXPECT_EQ(deadline.prudent_date(), example.prudent) << name;
    EXPECT_EQ(deadline.prudent_from_fact_date(), example.prudent_from_fact)
        << name;
    EXPECT_FALSE(deadline.undetermined()) << name;
  }
}

TEST(FilingDeadline, KeepsWhatItWasComputedFrom) {
  FileFacts facts = Facts("ORG-TIM", "2012-10-15", "2012-11-22");
  facts.filing_side = 3;
  const v1::Deadline deadline = Rules("QC-SSS-30").Filing(facts);
  EXPECT_EQ(deadline.act(), TimeLimit::FILE);
  EXPECT_EQ(deadline.step(), 0);
  EXPECT_EQ(deadline.clause(), "10.02");
  EXPECT_EQ(deadline.nature(), TimeLimit::CONVENTIONAL);
  EXPECT_TRUE(deadline.mandatory());
  EXPECT_EQ(deadline.owner(), TimeLimit::FILING_SIDE);
  EXPECT_EQ(deadline.owed_by_side(), 3u);
  EXPECT_EQ(deadline.missed(), TimeLimit::OBJECTION);
  EXPECT_EQ(deadline.profile_code(), "QC-SSS-30");
  EXPECT_EQ(deadline.profile_version(), 1);
  EXPECT_EQ(deadline.calendar_code(), "QC-CODE");
  EXPECT_EQ(deadline.calendar_version(), 1);
  ASSERT_EQ(deadline.clocks_size(), 2);
  EXPECT_EQ(deadline.clocks(0).trigger(), v1::Clock::KNOWLEDGE);
  EXPECT_EQ(deadline.clocks(0).trigger_date(), "2012-11-22");
  EXPECT_EQ(deadline.clocks(0).clause(), "10.02");
  EXPECT_EQ(deadline.clocks(0).due_date(), "2012-12-24");
  EXPECT_EQ(deadline.clocks(1).trigger(), v1::Clock::LAST_FACT);
  EXPECT_EQ(deadline.clocks(1).trigger_date(), "2012-10-15");
  EXPECT_EQ(deadline.clocks(1).clause(), "10.02, 10.05");
  EXPECT_EQ(deadline.clocks(1).due_date(), "2013-04-15");
  EXPECT_EQ(deadline.steps().rbegin()->kind(),
            v1::ExplanationStep::PRUDENT_FROM_FACT);
}

TEST(FilingDeadline, IsUndeterminedWhileADayOfTheFactIsUnknown) {
  const Rules rules("QC-SSS-30");
  v1::Deadline deadline = rules.Filing(Facts("ORG-TIM", "", "2012-11-22"));
  EXPECT_TRUE(deadline.undetermined());
  EXPECT_EQ(deadline.due_date(), "2012-12-24");
  EXPECT_EQ(deadline.prudent_date(), "");
  EXPECT_EQ(deadline.prudent_from_fact_date(), "");
  EXPECT_EQ(deadline.steps().rbegin()->kind(),
            v1::ExplanationStep::NO_PRUDENT_WHILE_UNKNOWN);
  deadline = rules.Filing(Facts("ORG-TIM", "2012-10-15", ""));
  EXPECT_TRUE(deadline.undetermined());
  EXPECT_EQ(deadline.due_date(), "2013-04-15");
  // Not the last open day of the six months: who has known for a month files
  // too late by then.
  EXPECT_EQ(deadline.prudent_date(), "2012-11-14");
  EXPECT_EQ(deadline.prudent_from_fact_date(), "2012-11-14");
  EXPECT_EQ(deadline.steps().rbegin()->kind(),
            v1::ExplanationStep::PRUDENT_WHILE_UNKNOWN);
  deadline = rules.Filing(Facts("ORG-TIM", "", ""));
  EXPECT_TRUE(deadline.undetermined());
  EXPECT_EQ(deadline.due_date(), "");
  EXPECT_EQ(deadline.prudent_date(), "");
}

TEST(FilingDeadline, CountsAnUnknownKnowledgeFromTheLatestDayItCanHave) {
  const Rules rules("QC-SSS-30");
  FileFacts facts = Facts("ORG-TIM", "2026-11-01", "");
  facts.known_by = Day("2026-11-22");
  v1::Deadline deadline = rules.Filing(facts);
  EXPECT_TRUE(deadline.undetermined());
  EXPECT_EQ(deadline.due_date(), "2026-12-22");
  EXPECT_EQ(deadline.winning_clock(), 1);
  // 30 days from the fact end on Tuesday, 1 December.
  EXPECT_EQ(deadline.prudent_date(), "2026-12-01");
  EXPECT_EQ(deadline.steps(0).kind(), v1::ExplanationStep::START_AT_THE_LATEST);
  EXPECT_EQ(deadline.steps(0).date(), "2026-11-22");
  // Known by then of a fact long past: the six months end sooner.
  facts.occurred = Day("2026-06-01");
  EXPECT_EQ(rules.Filing(facts).due_date(), "2026-12-01");
  EXPECT_TRUE(rules.Filing(facts).undetermined());
  facts.occurred = absl::nullopt;
  deadline = rules.Filing(facts);
  EXPECT_EQ(deadline.due_date(), "2026-12-22");
  EXPECT_EQ(deadline.prudent_date(), "");
  // A known day needs no bound.
  facts = Facts("ORG-TIM", "2026-11-01", "2026-11-05");
  facts.known_by = Day("2026-11-22");
  EXPECT_FALSE(rules.Filing(facts).undetermined());
  EXPECT_EQ(rules.Filing(facts).due_date(), "2026-12-07");
}

TEST(FilingDeadline, RefusesAFactTooFarAhead) {
  const Rules rules("QC-SSS-30");
  const absl::StatusOr<v1::Deadline> deadline =
      FilingDeadline(rules.get(), Facts("ORG-TIM", "2100-12-31", "2012-11-22"));
  EXPECT_EQ(RefusalReason(deadline.status()), v1::Refusal::END_OUT_OF_RANGE);
  const auto metadata = FindRefusal(deadline.status())->metadata();
  EXPECT_EQ(metadata.at("field"), "occurred_date");
}

TEST(FindLimit, TakesTheFirstThatFitsTheClass) {
  Rules rules = ThreeSteps();
  FileFacts facts = Facts("ORG-TIM", "2026-09-01", "2026-09-03");
  const auto code = [&](GrievanceClass::Value value) {
    facts.grievance_class = value;
    return FindLimit(rules.profile(), TimeLimit::FILE, 0, facts, {})->code();
  };
  EXPECT_EQ(code(GrievanceClass::INDIVIDUAL), "FILE");
  EXPECT_EQ(code(GrievanceClass::GROUP), "FILE");
  EXPECT_EQ(code(GrievanceClass::UNION), "FILE-POLICY");
  EXPECT_EQ(code(GrievanceClass::EMPLOYER), "FILE-POLICY");
}

TEST(FindLimit, JudgesWhatIsInForceByTheDayItNames) {
  Rules rules("QC-SSS-30");
  const auto code = [&rules](const FileFacts& facts, const FileDays& days) {
    return FindLimit(rules.profile(), TimeLimit::FILE, 0, facts, days)->code();
  };
  // By the day of the fact; both ends are in force.
  EXPECT_EQ(code(Facts("HAR-PSY", "2018-06-11", ""), {}), "FILE-HARASSMENT-90");
  EXPECT_EQ(code(Facts("HAR-PSY", "2018-06-12", ""), {}), "FILE-HARASSMENT");
  EXPECT_EQ(code(Facts("HAR-PSY", "2018-01-01", "", "2018-06-12"), {}),
            "FILE-HARASSMENT");
  // The day of knowledge stands in; with neither, the rule in force now.
  EXPECT_EQ(code(Facts("HAR-PSY", "", "2018-06-11"), {}), "FILE-HARASSMENT-90");
  EXPECT_EQ(code(Facts("HAR-PSY", "", ""), {}), "FILE-HARASSMENT");
  // By the day of the request.
  rules.profile().mutable_limits(0)->mutable_in_force()->set_basis(
      v1::InForce::DAY_OF_REQUEST);
  rules.profile().mutable_limits(1)->mutable_in_force()->set_basis(
      v1::InForce::DAY_OF_REQUEST);
  FileDays days;
  const FileFacts facts = Facts("HAR-PSY", "2018-05-01", "");
  EXPECT_EQ(code(facts, days), "FILE-HARASSMENT");
  days.submission = Day("2018-06-11");
  EXPECT_EQ(code(facts, days), "FILE-HARASSMENT-90");
  days.submission = Day("2018-06-12");
  EXPECT_EQ(code(facts, days), "FILE-HARASSMENT");
}

TEST(ComputeVerdict, FollowsTheTable) {
  struct Example {
    const char* profile;
    const char* issue;
    const char* occurred;
    const char* known;
    const char* submitted;
    Verdict verdict;
  };
  const Example kExamples[] = {
      // Due on Monday, 24 December.
      {"QC-SSS-30", "ORG-TIM", "2012-11-22", "2012-11-22", "2012-11-22",
       Verdict::kTimely},
      {"QC-SSS-30", "ORG-TIM", "2012-11-22", "2012-11-22", "2012-12-24",
       Verdict::kTimely},
      {"QC-SSS-30", "ORG-TIM", "2012-11-22", "2012-11-22", "2012-12-25",
       Verdict::kLate},
      // Announced on 1 October for 10 November: due on 31 October by the
      // agreement, protected for 15 days from the fact (Sunday the 25th, so
      // until Monday the 26th).
      {"QC-SSS-30", "ORG-TIM", "2012-11-10", "2012-10-01", "2012-10-31",
       Verdict::kTimely},
      {"QC-SSS-30", "ORG-TIM", "2012-11-10", "2012-10-01", "2012-11-01",
       Verdict::kLateProtected},
      {"QC-SSS-30", "ORG-TIM", "2012-11-10", "2012-10-01", "2012-11-26",
       Verdict::kLateProtected},
      {"QC-SSS-30", "ORG-TIM", "2012-11-10", "2012-10-01", "2012-11-27",
       Verdict::kLate},
      // While a day that can decide is unknown, nothing is judged.
      {"QC-SSS-30", "ORG-TIM", "", "2012-11-22", "2012-12-01",
       Verdict::kUndetermined},
      {"QC-SSS-30", "ORG-TIM", "2012-11-22", "", "2012-12-01",
       Verdict::kUndetermined},
      {"QC-SSS-30", "ORG-TIM", "2012-11-22", "", "2013-05-22",
       Verdict::kUndetermined},
      // The protection runs from the fact, which may be later than thought.
      {"QC-SSS-30", "ORG-TIM", "", "2012-11-22", "2013-12-01",
       Verdict::kUndetermined},
      // Six months from the fact are over, whatever the day of knowledge.
      {"QC-SSS-30", "ORG-TIM", "2012-11-22", "", "2013-05-23", Verdict::kLate},
      {"QC-SSS-30", "ORG-TIM", "2012-11-22", "", "2013-12-01", Verdict::kLate},
      {"QC-SSS-30", "ORG-TIM", "", "", "2012-12-01", Verdict::kUndetermined},
      // The day of knowledge decides nothing where it does not count.
      {"QC-SSS-30", "PAY-OT", "2012-06-01", "", "2012-12-03", Verdict::kTimely},
      {"QC-SSS-30", "PAY-OT", "2012-06-01", "", "2012-12-04", Verdict::kLate},
      {"QC-DEFAULT", "ORG-TIM", "2012-08-31", "", "2013-02-28",
       Verdict::kTimely},
      // A statute's own limit is not set aside by the protection.
      {"QC-DEFAULT", "ORG-TIM", "2012-08-31", "", "2013-03-01", Verdict::kLate},
  };
  for (const Example& example : kExamples) {
    EXPECT_EQ(Rules(example.profile)
                  .Judge(Facts(example.issue, example.occurred, example.known),
                         example.submitted),
              example.verdict)
        << example.occurred << " " << example.known << " " << example.submitted;
  }
}

TEST(ComputeVerdict, ProtectsOnlyWhatTheStatuteCoversAndWhileItIsInForce) {
  const FileFacts facts = Facts("ORG-TIM", "2012-11-10", "2012-10-01");
  Rules rules("QC-SSS-30");
  v1::LateProtection& protection = *rules.profile().mutable_late_protection();
  EXPECT_EQ(rules.Judge(facts, "2012-11-10"), Verdict::kLateProtected);
  protection.mutable_in_force()->set_from_date("2012-11-11");
  EXPECT_EQ(rules.Judge(facts, "2012-11-10"), Verdict::kLate);
  protection.mutable_in_force()->set_from_date("2012-11-10");
  EXPECT_EQ(rules.Judge(facts, "2012-11-10"), Verdict::kLateProtected);
  protection.set_nature(TimeLimit::ACTION);
  EXPECT_EQ(rules.Judge(facts, "2012-11-10"), Verdict::kLate);
  rules.profile().clear_late_protection();
  EXPECT_EQ(rules.Judge(facts, "2012-11-10"), Verdict::kLate);
}

TEST(ComputeVerdict, WaitsForTheFactWhereItMayChooseAnotherLimit) {
  const FileFacts facts = Facts("ORG-TIM", "", "2012-11-22");
  Rules rules("QC-SSS-30");
  rules.profile().clear_late_protection();
  EXPECT_EQ(rules.Judge(facts, "2013-02-01"), Verdict::kLate);
  TimeLimit& longer = *rules.profile().mutable_limits(0);
  ASSERT_EQ(longer.code(), "FILE-HARASSMENT");
  longer.add_issue_codes("ORG-TIM");
  longer.mutable_in_force()->set_basis(v1::InForce::DAY_OF_FACT);
  longer.mutable_in_force()->set_from_date("2013-01-01");
  EXPECT_EQ(rules.Judge(facts, "2013-02-01"), Verdict::kUndetermined);
}

TEST(OpenDeadlineToReply, RunsFromReceiptAndIsOwedByTheOtherSide) {
  const Rules rules("QC-SSS-30");
  const FileFacts facts = Facts("ORG-TIM", "2012-11-22", "2012-11-22");
  const auto reply =
      OpenDeadline(rules.get(), TimeLimit::REPLY, 1, facts,
                   SubmittedAndReceived("2012-12-18", "2012-12-20"));
  ASSERT_TRUE(reply.ok() && reply->has_value());
  EXPECT_EQ((*reply)->raw_date(), "2012-12-25");
  EXPECT_EQ((*reply)->due_date(), "2012-12-27");
  EXPECT_EQ((*reply)->act(), TimeLimit::REPLY);
  EXPECT_EQ((*reply)->step(), 1);
  EXPECT_EQ((*reply)->owner(), TimeLimit::RESPONDING_SIDE);
  EXPECT_EQ((*reply)->owed_by_side(), 2u);
  EXPECT_EQ((*reply)->missed(), TimeLimit::SILENCE);
  EXPECT_EQ((*reply)->prudent_from_fact_date(), "");
}

TEST(OpenDeadlineToReply, IsNoneWhereTheTextSetsNone) {
  const Rules rules("QC-DEFAULT");
  const FileFacts facts = Facts("ORG-TIM", "2012-11-22", "2012-11-22");
  const auto reply =
      OpenDeadline(rules.get(), TimeLimit::REPLY, 1, facts,
                   SubmittedAndReceived("2012-12-18", "2012-12-20"));
  ASSERT_TRUE(reply.ok());
  EXPECT_FALSE(reply->has_value());
}

TEST(OpenDeadlineToAdvance, RunsFromTheReplyOrFromTheDayItWasDue) {
  const Rules rules = ThreeSteps();
  const FileFacts facts = Facts("ORG-TIM", "2026-09-01", "2026-09-03");
  const auto due = [&](const char* reply, const char* reply_due, int step) {
    FileDays days;
    days.reply = MaybeDay(reply);
    days.reply_due = MaybeDay(reply_due);
    const auto deadline =
        OpenDeadline(rules.get(), TimeLimit::ADVANCE, step, facts, days);
    EXPECT_TRUE(deadline.ok());
    return deadline->has_value()
               ? (*deadline)->limit_code() + " " + (*deadline)->due_date()
               : "none";
  };
  // Ten working days, with Thanksgiving on 12 October.
  EXPECT_EQ(due("2026-10-01", "", 1), "ADVANCE-1 2026-10-16");
  EXPECT_EQ(due("", "2026-10-05", 1), "ADVANCE-1 2026-10-20");
  EXPECT_EQ(due("2026-10-01", "2026-10-05", 2), "ADVANCE-2 2026-10-16");
  // A late reply gives no new time.
  EXPECT_EQ(due("2026-10-08", "2026-10-05", 1), "ADVANCE-1 2026-10-20");
  // Nothing has happened yet; no step follows the last one.
  EXPECT_EQ(due("", "", 1), "none");
  EXPECT_EQ(due("2026-10-01", "", 3), "none");
}

TEST(OpenDeadline, OfReferralRunsFromTheSubmissionAndSaysWhatMissingItMeans) {
  const Rules rules("QC-SSS-60");
  FileDays days;
  const FileFacts facts = Facts("ORG-TIM", "2012-11-22", "2012-11-22");
  auto refer = OpenDeadline(rules.get(), TimeLimit::REFER, 0, facts, days);
  ASSERT_TRUE(refer.ok());
  EXPECT_FALSE(refer->has_value());
  days.submission = Day("2012-12-18");
  refer = OpenDeadline(rules.get(), TimeLimit::REFER, 0, facts, days);
  ASSERT_TRUE(refer.ok() && refer->has_value());
  EXPECT_EQ((*refer)->due_date(), "2013-06-18");
  EXPECT_EQ((*refer)->missed(), TimeLimit::DEEMED_WITHDRAWN);
  EXPECT_EQ((*refer)->clause(), "12.01");
  EXPECT_EQ((*refer)->not_before_date(), "");
}

TEST(OpenDeadline, SaysFromWhichDayTheActIsPossible) {
  const Rules rules = ThreeSteps();
  FileDays days;
  days.reply = Day("2012-12-20");
  const auto refer =
      OpenDeadline(rules.get(), TimeLimit::REFER, 0,
                   Facts("ORG-TIM", "2012-09-01", "2012-09-03"), days);
  ASSERT_TRUE(refer.ok() && refer->has_value());
  // Not carried forward: the agreement says nothing of it.
  EXPECT_EQ((*refer)->due_date(), "2013-01-19");
  EXPECT_EQ((*refer)->raw_date(), "2013-01-19");
  EXPECT_EQ((*refer)->prudent_date(), "2013-01-18");
  // Five working days by the calendar that the limit names end on 4 January.
  EXPECT_EQ((*refer)->not_before_date(), "2013-01-05");
  EXPECT_EQ((*refer)->calendar_code(), "QC-CODE");
}

TEST(MeaningOfSilence, StartsTheDayAfterTheReplyWasDueAndMovesNothing) {
  const Rules rules = ThreeSteps();
  const FileFacts facts = Facts("ORG-TIM", "2026-09-01", "2026-09-03");
  const v1::Step::Silence kMeanings[] = {v1::Step::DEEMED_DENIAL,
                                         v1::Step::AUTOMATIC_ADVANCE,
                                         v1::Step::DEEMED_DROPPED};
  for (int step = 1; step <= 3; ++step) {
    const auto reply =
        OpenDeadline(rules.get(), TimeLimit::REPLY, step, facts,
                     SubmittedAndReceived("2026-09-10", "2026-09-14"));
    ASSERT_TRUE(reply.ok() && reply->has_value());
    v1::Deadline deadline = **reply;
    EXPECT_EQ(deadline.due_date(), "2026-09-28");
    const v1::Profile& profile = *rules.get().profile;
    EXPECT_FALSE(
        MeaningOfSilence(profile, deadline, Day("2026-09-28")).has_value());
    const auto allows = MeaningOfSilence(profile, deadline, Day("2026-09-29"));
    ASSERT_TRUE(allows.has_value());
    EXPECT_EQ(allows->meaning, kMeanings[step - 1]);
    EXPECT_EQ(allows->since, Day("2026-09-29"));
    EXPECT_EQ(allows->clause, profile.steps(step - 1).silence_clause());
    // A late reply ends the silence from its own day on.
    deadline.set_met_date("2026-10-05");
    EXPECT_TRUE(
        MeaningOfSilence(profile, deadline, Day("2026-10-04")).has_value());
    EXPECT_FALSE(
        MeaningOfSilence(profile, deadline, Day("2026-10-05")).has_value());
  }
}

TEST(MeaningOfSilence, IsNothingForOtherDeadlines) {
  const Rules rules("QC-SSS-30");
  const v1::Deadline filing =
      rules.Filing(Facts("ORG-TIM", "2012-11-22", "2012-11-22"));
  EXPECT_FALSE(MeaningOfSilence(*rules.get().profile, filing, Day("2026-01-01"))
                   .has_value());
}

TEST(Procedure, CountsByTheCalendarVersionThatAFilePinned) {
  CalendarBook book;
  v1::Calendar calendar = Calendar("QC-CODE").calendar();
  ASSERT_TRUE(book.Add(calendar).ok());
  calendar.set_version(2);
  v1::HolidayRule& proclaimed = *calendar.add_holidays();
  proclaimed.mutable_name()->set_fr("Jour proclamé");
  proclaimed.mutable_name()->set_en("Proclaimed day");
  proclaimed.set_proclaimed_date("2012-12-24");
  ASSERT_TRUE(book.Add(calendar).ok());
  const v1::Profile profile = ShippedProfile("QC-SSS-30");
  const FileFacts facts = Facts("ORG-TIM", "2012-11-22", "2012-11-22");
  const auto due = [&](int version) {
    const auto deadline =
        FilingDeadline(Procedure{&profile, &book, version}, facts);
    EXPECT_TRUE(deadline.ok());
    return std::to_string(deadline->calendar_version()) + " " +
           deadline->due_date();
  };
  EXPECT_EQ(due(1), "1 2012-12-24");
  EXPECT_EQ(due(2), "2 2012-12-27");
  EXPECT_EQ(due(0), "2 2012-12-27");
  // A limit by another profile's calendar names the version that it goes by,
  // whichever the file has of its own.
  v1::Profile elsewhere = profile;
  elsewhere.set_calendar_code("QC-TRIB");
  ASSERT_TRUE(book.Add(Calendar("QC-TRIB").calendar()).ok());
  for (v1::TimeLimit& limit : *elsewhere.mutable_limits()) {
    for (v1::Clock& clock : *limit.mutable_clocks()) {
      clock.mutable_period()->set_calendar_code("QC-CODE");
      clock.mutable_period()->set_calendar_version(1);
    }
  }
  for (const int own : {0, 1}) {
    const auto kept = FilingDeadline(Procedure{&elsewhere, &book, own}, facts);
    ASSERT_TRUE(kept.ok()) << kept.status();
    EXPECT_EQ(kept->calendar_version(), 1);
    EXPECT_EQ(kept->due_date(), "2012-12-24");
  }
  // No other version may stand in for one that is gone.
  const auto gone = FilingDeadline(Procedure{&profile, &book, 3}, facts);
  EXPECT_EQ(RefusalReason(gone.status()), v1::Refusal::INTERNAL_ERROR);
}

// The further profiles, counted by hand.

TEST(FurtherProfiles, CountInWorkingDaysOfCanada) {
  const Rules rules("CA-3STEP-WD");
  // Twenty working days from Friday 14 September 2012: Thanksgiving, 8 October,
  // is none of them.
  FileFacts facts = Facts("ORG-TIM", "2012-09-10", "2012-09-14");
  EXPECT_EQ(rules.Filing(facts).due_date(), "2012-10-15");
  EXPECT_EQ(rules.Filing(facts).limit_code(), "FILE");
  // In 2022 neither was 30 September.
  facts = Facts("ORG-TIM", "2022-09-12", "2022-09-16");
  EXPECT_EQ(rules.Filing(facts).due_date(), "2022-10-18");
  facts.grievance_class = GrievanceClass::UNION;
  EXPECT_EQ(rules.Filing(facts).limit_code(), "FILE-POLICY");
  EXPECT_EQ(rules.Filing(facts).due_date(), "2022-10-04");
  FileDays days;
  days.receipt = Day("2012-12-20");
  const auto reply =
      OpenDeadline(rules.get(), TimeLimit::REPLY, 2, facts, days);
  ASSERT_TRUE(reply.ok() && reply->has_value());
  // Christmas, Boxing Day and New Year's Day.
  EXPECT_EQ((*reply)->due_date(), "2013-01-08");
  // Silence moves it by itself: there is no day by which the owner has to.
  days.reply_due = Day("2013-01-08");
  for (const int step : {1, 2}) {
    const auto silent =
        OpenDeadline(rules.get(), TimeLimit::ADVANCE, step, facts, days);
    ASSERT_TRUE(silent.ok());
    EXPECT_FALSE(silent->has_value()) << step;
    FileDays answered = days;
    answered.reply = Day("2013-01-04");
    const auto advance =
        OpenDeadline(rules.get(), TimeLimit::ADVANCE, step, facts, answered);
    ASSERT_TRUE(advance.ok() && advance->has_value()) << step;
    EXPECT_EQ((*advance)->due_date(), "2013-01-18") << step;
  }
}

TEST(FurtherProfiles, CountFourteenDaysOfThePostalService) {
  const Rules rules("US-14D");
  const FileFacts facts = Facts("ORG-TIM", "2026-06-20", "2026-06-20");
  const v1::Deadline filing = rules.Filing(facts);
  // 4 July, on a Saturday: the text carries nothing forward.
  EXPECT_EQ(filing.due_date(), "2026-07-04");
  EXPECT_EQ(filing.prudent_date(), "2026-07-02");
  EXPECT_EQ(rules.Judge(facts, "2026-07-05"), Verdict::kLate);
  ASSERT_EQ(rules.get().profile->objection_cut_offs_size(), 1);
  const v1::ObjectionCutOff& cut_off =
      rules.get().profile->objection_cut_offs(0);
  EXPECT_EQ(cut_off.kind(), v1::Objection::TIMELINESS);
  EXPECT_EQ(cut_off.until(), v1::ObjectionCutOff::STEP_OR_STEP_OF_FAILURE);
  EXPECT_EQ(cut_off.step(), 2);
  // Silence at the second step opens the third.
  FileDays days;
  days.receipt = Day("2026-07-20");
  const auto reply =
      OpenDeadline(rules.get(), TimeLimit::REPLY, 2, facts, days);
  ASSERT_TRUE(reply.ok() && reply->has_value());
  EXPECT_EQ((*reply)->due_date(), "2026-08-06");
  const auto allows =
      MeaningOfSilence(*rules.get().profile, **reply, Day("2026-08-07"));
  ASSERT_TRUE(allows.has_value());
  EXPECT_EQ(allows->meaning, v1::Step::RIGHT_TO_ADVANCE);
}

TEST(FurtherProfiles, KnowNoArbitrationInFrenchPublicHospitals) {
  const Rules rules("FR-FPH");
  const v1::Profile& profile = *rules.get().profile;
  EXPECT_FALSE(profile.has_referral());
  const FileFacts facts = Facts("ORG-TIM", "2018-01-10", "2018-01-15");
  const v1::Deadline filing = rules.Filing(facts);
  EXPECT_EQ(filing.due_date(), "2018-03-15");
  EXPECT_EQ(filing.nature(), TimeLimit::ACTION);
  EXPECT_EQ(filing.missed(), TimeLimit::NOTHING);
  // Nothing else has a limit: neither side is ever late.
  FileDays days = SubmittedAndReceived("2018-01-20", "2018-01-22");
  days.reply = Day("2018-02-01");
  for (const TimeLimit::Act act : {TimeLimit::REPLY, TimeLimit::ADVANCE,
                                   TimeLimit::REFER, TimeLimit::AWARD}) {
    for (int step = 1; step <= 3; ++step) {
      const auto none = OpenDeadline(rules.get(), act, step, facts, days);
      ASSERT_TRUE(none.ok());
      EXPECT_FALSE(none->has_value());
    }
  }
}

// The schemes of mediations, counted by hand.

v1::Deadline Opened(const Rules& rules, TimeLimit::Act act, int step,
                    const FileDays& days) {
  const auto deadline = OpenDeadline(rules.get(), act, step, FileFacts(), days);
  EXPECT_TRUE(deadline.ok()) << Complaint(deadline.status());
  EXPECT_TRUE(deadline.ok() && deadline->has_value());
  if (!deadline.ok()) return v1::Deadline();
  return deadline->value_or(v1::Deadline());
}

TEST(Schemes, GiveTheOfficeEightDaysToAcknowledge) {
  const Rules rules("FR-MED-FPH");
  FileDays days;
  days.request = Day("2021-03-01");
  const v1::Deadline deadline = Opened(rules, TimeLimit::ACKNOWLEDGE, 0, days);
  EXPECT_EQ(deadline.limit_code(), "ACKNOWLEDGE");
  EXPECT_EQ(deadline.due_date(), "2021-03-09");
  EXPECT_EQ(deadline.owner(), TimeLimit::OFFICE);
  EXPECT_EQ(deadline.owed_by_side(), 0u);
  EXPECT_EQ(deadline.missed(), TimeLimit::NOTHING);
  EXPECT_EQ(deadline.nature(), TimeLimit::STATUTE);
  EXPECT_EQ(deadline.profile_code(), "FR-MED-FPH");
  ASSERT_EQ(deadline.clocks_size(), 1);
  EXPECT_EQ(deadline.clocks(0).trigger(), v1::Clock::REQUEST);
  EXPECT_EQ(deadline.clocks(0).trigger_date(), "2021-03-01");
  EXPECT_FALSE(deadline.undetermined());
  // On a Saturday: the decree carries nothing forward.
  days.request = Day("2021-03-05");
  const v1::Deadline saturday = Opened(rules, TimeLimit::ACKNOWLEDGE, 0, days);
  EXPECT_EQ(saturday.due_date(), "2021-03-13");
  EXPECT_EQ(saturday.prudent_date(), "2021-03-12");
}

// Article 13 counts "three months from the written record of consent", and does
// not call them clear, as the code of administrative justice does for the time
// to go to court: the last day is that of the same number, else the last of the
// month, and not the day after it.
TEST(Schemes, GiveTheMediatorsThreeMonthsFromTheLastConsent) {
  const Rules rules("FR-MED-FPH");
  struct Example {
    const char* consents;
    const char* due;
    const char* prudent;
  };
  const Example kExamples[] = {
      {"2021-11-30", "2022-02-28", "2022-02-28"},
      {"2021-11-15", "2022-02-15", "2022-02-15"},
      {"2023-11-30", "2024-02-29", "2024-02-29"},
      // A Sunday.
      {"2021-09-05", "2021-12-05", "2021-12-03"},
  };
  for (const Example& example : kExamples) {
    FileDays days;
    days.request = Day("2021-03-01");
    days.admission = Day("2021-03-20");
    days.consents = Day(example.consents);
    const v1::Deadline deadline = Opened(rules, TimeLimit::CONCLUDE, 0, days);
    EXPECT_EQ(deadline.due_date(), example.due);
    EXPECT_EQ(deadline.raw_date(), example.due);
    EXPECT_EQ(deadline.prudent_date(), example.prudent);
    EXPECT_EQ(deadline.owner(), TimeLimit::MEDIATORS);
    EXPECT_EQ(deadline.owed_by_side(), 0u);
    EXPECT_EQ(deadline.clocks(0).trigger(), v1::Clock::CONSENTS);
  }
}

TEST(Schemes, GiveEachPartyATimeOfItsOwnToAnswer) {
  const Rules rules("FR-MED-CMAP");
  FileDays days;
  days.request = Day("2017-11-28");
  days.admission = Day("2017-12-01");
  for (const int side : {2, 3}) {
    const v1::Deadline deadline = Opened(rules, TimeLimit::CONSENT, side, days);
    EXPECT_EQ(deadline.owner(), TimeLimit::EACH_PARTY);
    EXPECT_EQ(deadline.owed_by_side(), static_cast<uint32_t>(side));
    EXPECT_EQ(deadline.step(), side);
    EXPECT_EQ(deadline.missed(), TimeLimit::REFUSAL);
    // Fifteen days end on a Saturday.
    EXPECT_EQ(deadline.due_date(), "2017-12-16");
    EXPECT_EQ(deadline.prudent_date(), "2017-12-15");
  }
}

TEST(Schemes, OpenNoLimitBeforeItsDayNorWhereTheTextSetsNone) {
  FileDays days;
  const auto none = [&](const char* code, TimeLimit::Act act) {
    const Rules rules(code);
    const auto deadline = OpenDeadline(rules.get(), act, 0, FileFacts(), days);
    ASSERT_TRUE(deadline.ok());
    EXPECT_FALSE(deadline->has_value()) << code;
  };
  // Admitted, but nobody has consented yet.
  days.request = Day("2021-03-01");
  days.admission = Day("2021-03-20");
  none("FR-MED-FPH", TimeLimit::CONCLUDE);
  days.consents = Day("2021-04-01");
  days.entry = Day("2021-04-20");
  none("FR-MED-FPH", TimeLimit::CONSENT);
  for (const char* code :
       {"QC-MED-PREARB", "FR-MISSION-2017", "FR-MED-COLL", "CH-CANTON"}) {
    none(code, TimeLimit::ACKNOWLEDGE);
    none(code, TimeLimit::CONSENT);
    none(code, TimeLimit::CONCLUDE);
  }
}

TEST(Schemes, CountFromTheBeginningAndByTheDayOfTheRequestWhereTheySaySo) {
  Rules rules("FR-MED-FPH");
  TimeLimit& conclude = *rules.profile().mutable_limits(1);
  TimeLimit older = conclude;
  conclude.mutable_clocks(0)->set_trigger(v1::Clock::ENTRY);
  older.set_code("CONCLUDE-OLD");
  older.mutable_in_force()->set_until_date("2021-03-31");
  older.mutable_in_force()->set_basis(v1::InForce::DAY_OF_REQUEST);
  *rules.profile().add_limits() = conclude;
  *rules.profile().mutable_limits(1) = older;
  ASSERT_EQ(Complaint(CheckProfile(rules.profile(), Calendars())), "OK");
  FileDays days;
  days.request = Day("2021-03-31");
  days.consents = Day("2021-04-12");
  days.entry = Day("2021-05-04");
  v1::Deadline deadline = Opened(rules, TimeLimit::CONCLUDE, 0, days);
  EXPECT_EQ(deadline.limit_code(), "CONCLUDE-OLD");
  EXPECT_EQ(deadline.due_date(), "2021-07-12");
  days.request = Day("2021-04-01");
  deadline = Opened(rules, TimeLimit::CONCLUDE, 0, days);
  EXPECT_EQ(deadline.limit_code(), "CONCLUDE");
  EXPECT_EQ(deadline.due_date(), "2021-08-04");
}

TEST(Schemes, LetNoGrievanceBeFiledUnderThem) {
  const Rules rules("FR-MED-FPH");
  EXPECT_EQ(
      RefusalReason(FilingDeadline(rules.get(),
                                   Facts("ORG-TIM", "2021-03-01", "2021-03-01"))
                        .status()),
      v1::Refusal::INTERNAL_ERROR);
}

}  // namespace
}  // namespace entente
