#include "services/time_limits/deadline_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/services/time_limits/random_periods.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {
namespace {

using v1::ExplanationStep;
using v1::Period;

struct Start {
  const char* from_date;
  const char* period;
};

v1::ComputeDeadlineRequest Request(
    const char* calendar, const std::vector<Start>& starts,
    Period::Roll roll = Period::ROLL_UNSPECIFIED) {
  v1::ComputeDeadlineRequest request;
  request.set_calendar_code(calendar);
  request.set_roll(roll);
  for (const Start& start : starts) {
    request.add_starts()->set_from_date(start.from_date);
    request.mutable_starts()->rbegin()->set_period(start.period);
  }
  return request;
}

// Counts by a shipped calendar; must succeed.
v1::ComputeDeadlineResponse Compute(
    const char* calendar, const std::vector<Start>& starts,
    Period::Roll roll = Period::ROLL_UNSPECIFIED) {
  const v1::ComputeDeadlineRequest request = Request(calendar, starts, roll);
  EXPECT_EQ(Complaint(CheckComputeDeadline(request)), "OK");
  const auto response = AnswerComputeDeadline(request, Calendar(calendar));
  EXPECT_TRUE(response.ok()) << Complaint(response.status());
  return *response;
}

std::vector<std::string> Kinds(const v1::ComputeDeadlineResponse& response) {
  std::vector<std::string> kinds;
  for (const ExplanationStep& step : response.steps()) {
    kinds.push_back(ExplanationStep::Kind_Name(step.kind()));
  }
  return kinds;
}

// Worked examples, computed by hand. An empty prudent date is not looked at.
TEST(ComputeDeadline, GivesTheWorkedExamples) {
  struct Example {
    const char* from_date;
    const char* period;
    const char* calendar;
    const char* raw;
    const char* due;
    const char* prudent;
  };
  const Example kExamples[] = {
      {"2012-11-03", "30 days", "QC-CODE", "2012-12-03", "2012-12-03",
       "2012-12-03"},
      {"2012-11-03", "30 days", "QC-TRIB", "2012-12-03", "2012-12-03",
       "2012-12-03"},
      {"2012-11-22", "30 days", "QC-CODE", "2012-12-22", "2012-12-24",
       "2012-12-21"},
      {"2012-11-22", "30 days", "QC-TRIB", "2012-12-22", "2012-12-27",
       "2012-12-21"},
      {"2013-02-27", "30 days", "QC-CODE", "2013-03-29", "2013-04-02",
       "2013-03-28"},
      {"2013-02-27", "30 days", "QC-TRIB", "2013-03-29", "2013-04-02",
       "2013-03-28"},
      {"2026-05-25", "30 days", "QC-CODE", "2026-06-24", "2026-06-25",
       "2026-06-23"},
      {"2026-05-25", "30 days", "QC-TRIB", "2026-06-24", "2026-06-25",
       "2026-06-23"},
      {"2012-12-20", "5 working days", "QC-CODE", "2012-12-31", "2012-12-31",
       "2012-12-31"},
      {"2012-12-20", "5 working days", "QC-TRIB", "2013-01-04", "2013-01-04",
       "2013-01-04"},
      {"2012-08-31", "6 months", "QC-CODE", "2013-02-28", "2013-02-28",
       "2013-02-28"},
      {"2017-12-24", "8 days", "FR", "2018-01-01", "2018-01-02", "2017-12-29"},
      {"2018-01-15", "3 months", "FR", "2018-04-15", "2018-04-16",
       "2018-04-13"},
      {"2026-06-20", "14 days", "US-FED", "2026-07-04", "2026-07-06",
       "2026-07-02"},
      {"2026-09-15", "90 days", "QC-CODE", "2026-12-14", "2026-12-14",
       "2026-12-14"},
      // Three clear days from Monday the 5th: the act falls on Friday the 9th.
      {"2012-11-05", "3 clear days", "QC-CODE", "2012-11-09", "2012-11-09", ""},
      {"2012-11-06", "3 clear days", "QC-CODE", "2012-11-10", "2012-11-12", ""},
      // Months end on the same day-number, else on the last day of the month.
      {"2012-01-31", "1 month", "QC-CODE", "2012-02-29", "2012-02-29",
       "2012-02-29"},
      {"2013-01-31", "1 month", "QC-CODE", "2013-02-28", "2013-02-28",
       "2013-02-28"},
      {"2012-02-29", "1 year", "QC-CODE", "2013-02-28", "2013-02-28",
       "2013-02-28"},
      {"2012-02-29", "4 years", "QC-CODE", "2016-02-29", "2016-02-29",
       "2016-02-29"},
      {"2012-02-29", "1 month", "QC-CODE", "2012-03-29", "2012-03-29",
       "2012-03-29"},
      {"2012-10-31", "4 months", "QC-CODE", "2013-02-28", "2013-02-28",
       "2013-02-28"},
      {"2012-12-31", "12 months", "QC-CODE", "2013-12-31", "2013-12-31",
       "2013-12-31"},
  };
  for (const Example& example : kExamples) {
    const v1::ComputeDeadlineResponse response =
        Compute(example.calendar, {{example.from_date, example.period}});
    const std::string name =
        std::string(example.from_date) + " " + example.period;
    EXPECT_EQ(response.raw_date(), example.raw) << name;
    EXPECT_EQ(response.due_date(), example.due) << name;
    EXPECT_EQ(response.prudent_date(), example.prudent) << name;
    EXPECT_EQ(response.calendar_code(), example.calendar);
    EXPECT_EQ(response.calendar_version(), 1);
  }
}

TEST(ComputeDeadline, TakesTheClockThatIsDueFirst) {
  // Known on 2012-11-12: 30 days end on 12 December. Six months from the fact
  // of 2012-06-01 end on Saturday, 1 December, and win.
  const v1::ComputeDeadlineResponse response = Compute(
      "QC-CODE", {{"2012-11-12", "30 days"}, {"2012-06-01", "6 months"}});
  EXPECT_EQ(response.raw_date(), "2012-12-01");
  EXPECT_EQ(response.due_date(), "2012-12-03");
  EXPECT_EQ(response.prudent_date(), "2012-11-30");
  EXPECT_EQ(response.winning_clock(), 2);
  ASSERT_EQ(response.clocks_size(), 2);
  EXPECT_EQ(response.clocks(0).raw_date(), "2012-12-12");
  EXPECT_EQ(response.clocks(0).due_date(), "2012-12-12");
  EXPECT_EQ(response.clocks(0).prudent_date(), "2012-12-12");
  EXPECT_EQ(response.clocks(1).due_date(), "2012-12-03");
  EXPECT_EQ(Kinds(response),
            (std::vector<std::string>{"START", "COUNTED", "ENDS_OPEN", "START",
                                      "COUNTED", "CARRIED_FORWARD", "EARLIEST",
                                      "PRUDENT"}));
}

TEST(ComputeDeadline, ChoosesBetweenClocksByDueThenRawDate) {
  // Due on the same Monday, counted to Sunday and to Saturday.
  v1::ComputeDeadlineResponse response =
      Compute("QC-CODE", {{"2012-11-01", "10 days"}, {"2012-11-01", "9 days"}});
  EXPECT_EQ(response.due_date(), "2012-11-12");
  EXPECT_EQ(response.raw_date(), "2012-11-10");
  EXPECT_EQ(response.winning_clock(), 2);
  // Wholly alike: the first named.
  response =
      Compute("QC-CODE", {{"2012-11-01", "9 days"}, {"2012-11-01", "9 days"}});
  EXPECT_EQ(response.winning_clock(), 1);
}

TEST(ComputeDeadline, TakesTheSmallestPrudentDateOfAllClocks) {
  // Not carried forward, Saturday the 10th is due before Monday the 12th, but
  // the working days give a prudent date no earlier than Friday.
  const v1::ComputeDeadlineResponse response = Compute(
      "QC-CODE", {{"2012-11-01", "7 working days"}, {"2012-11-01", "11 days"}});
  EXPECT_EQ(response.clocks(0).prudent_date(), "2012-11-12");
  EXPECT_EQ(response.clocks(1).prudent_date(), "2012-11-12");
  EXPECT_EQ(response.prudent_date(), "2012-11-12");
  const v1::ComputeDeadlineResponse other = Compute(
      "QC-CODE", {{"2012-11-01", "8 clear days"}, {"2012-11-01", "9 days"}});
  // Clear days have none: the other clock's stands.
  EXPECT_EQ(other.clocks(0).prudent_date(), "");
  EXPECT_EQ(other.prudent_date(), "2012-11-09");
}

TEST(ComputeDeadline, GivesNoPrudentDateThatLiesAfterTheDueDate) {
  const v1::ComputeDeadlineResponse response = Compute(
      "QC-CODE", {{"2012-11-05", "3 clear days"}, {"2012-11-05", "30 days"}});
  EXPECT_EQ(response.due_date(), "2012-11-09");
  EXPECT_EQ(response.prudent_date(), "");
  EXPECT_EQ(Kinds(response).back(), "NO_PRUDENT");
}

TEST(ComputeDeadline, LeavesAClosedLastDayWhereItIsWhenTheRegimeSaysSo) {
  const v1::ComputeDeadlineResponse response =
      Compute("QC-TRIB", {{"2012-11-22", "30 days"}}, Period::NONE);
  EXPECT_EQ(response.raw_date(), "2012-12-22");
  EXPECT_EQ(response.due_date(), "2012-12-22");
  EXPECT_EQ(response.prudent_date(), "2012-12-21");
  EXPECT_EQ(
      Kinds(response),
      (std::vector<std::string>{"START", "COUNTED", "NOT_CARRIED", "PRUDENT"}));
}

TEST(ComputeDeadline, ExplainsEveryStepWithItsDays) {
  const v1::ComputeDeadlineResponse response =
      Compute("QC-TRIB", {{"2012-11-22", "30 days"}});
  ASSERT_EQ(response.steps_size(), 4);
  EXPECT_EQ(response.steps(0).kind(), ExplanationStep::START);
  EXPECT_EQ(response.steps(0).date(), "2012-11-22");
  EXPECT_EQ(response.steps(0).trigger(), v1::Clock::GIVEN_DAY);
  EXPECT_EQ(response.steps(1).kind(), ExplanationStep::COUNTED);
  EXPECT_EQ(response.steps(1).count(), 30);
  EXPECT_EQ(response.steps(1).unit(), Period::CALENDAR_DAYS);
  EXPECT_EQ(response.steps(1).date(), "2012-12-22");
  const ExplanationStep& carried = response.steps(2);
  EXPECT_EQ(carried.kind(), ExplanationStep::CARRIED_FORWARD);
  EXPECT_EQ(carried.from_date(), "2012-12-22");
  EXPECT_EQ(carried.date(), "2012-12-27");
  EXPECT_EQ(carried.calendar_code(), "QC-TRIB");
  std::vector<std::string> closed;
  for (const v1::ClosedDay& day : carried.closed_days()) {
    closed.push_back(day.date() + " " + day.name().en());
  }
  EXPECT_EQ(closed,
            (std::vector<std::string>{
                "2012-12-22 ", "2012-12-23 ", "2012-12-24 Christmas Eve",
                "2012-12-25 Christmas Day", "2012-12-26 Boxing Day"}));
  EXPECT_EQ(response.steps(3).kind(), ExplanationStep::PRUDENT);
  EXPECT_EQ(response.steps(3).date(), "2012-12-21");
}

TEST(ComputeDeadline, NamesTheHolidaysThatWorkingDaysPassOver) {
  const v1::ComputeDeadlineResponse response =
      Compute("QC-CODE", {{"2012-12-20", "5 working days"}});
  ASSERT_EQ(response.steps_size(), 3);
  EXPECT_EQ(response.steps(1).closed_days_size(), 2);
  EXPECT_EQ(response.steps(1).closed_days(0).date(), "2012-12-25");
  EXPECT_EQ(response.steps(1).closed_days(1).date(), "2012-12-26");
}

TEST(ComputeDeadline, SaysThatAMonthHasNoSuchDay) {
  EXPECT_EQ(Kinds(Compute("QC-CODE", {{"2012-08-31", "6 months"}}))[1],
            "COUNTED_TO_MONTH_END");
  EXPECT_EQ(Kinds(Compute("QC-CODE", {{"2012-08-28", "6 months"}}))[1],
            "COUNTED");
}

TEST(ComputeDeadline, IsUndeterminedWhileADayIsUnknown) {
  StartedClock known, unknown;
  known.clock.set_trigger(v1::Clock::KNOWLEDGE);
  known.clock.mutable_period()->set_count(30);
  known.clock.mutable_period()->set_unit(Period::CALENDAR_DAYS);
  known.clock.mutable_period()->set_roll(Period::NEXT_OPEN);
  known.day = Day("2012-11-22");
  known.calendar = &Calendar("QC-CODE");
  unknown = known;
  unknown.clock.set_trigger(v1::Clock::OCCURRENCE);
  unknown.day = absl::nullopt;

  absl::StatusOr<v1::Deadline> deadline = ComputeDeadline({known, unknown});
  ASSERT_TRUE(deadline.ok());
  EXPECT_TRUE(deadline->undetermined());
  EXPECT_THAT(deadline->unknown_triggers(),
              testing::ElementsAre(v1::Clock::OCCURRENCE));
  EXPECT_EQ(deadline->due_date(), "2012-12-24");
  EXPECT_EQ(deadline->winning_clock(), 1);
  EXPECT_EQ(deadline->clocks(1).trigger_date(), "");
  EXPECT_EQ(deadline->clocks(1).due_date(), "");
  EXPECT_EQ(deadline->steps(3).kind(), ExplanationStep::START_UNKNOWN);
  EXPECT_EQ(deadline->steps().rbegin()->kind(), ExplanationStep::AT_THE_LATEST);
  // The fact may lie so far back that every date counted here is too late.
  EXPECT_EQ(deadline->prudent_date(), "");

  unknown.latest_day = Day("2012-11-15");
  deadline = ComputeDeadline({known, unknown});
  ASSERT_TRUE(deadline.ok());
  EXPECT_TRUE(deadline->undetermined());
  EXPECT_EQ(deadline->winning_clock(), 2);
  EXPECT_EQ(deadline->raw_date(), "2012-12-15");
  EXPECT_EQ(deadline->due_date(), "2012-12-17");
  EXPECT_EQ(deadline->prudent_date(), "");
  EXPECT_EQ(deadline->clocks(1).trigger_date(), "");
  EXPECT_EQ(deadline->clocks(1).prudent_date(), "");
  EXPECT_EQ(deadline->steps(3).kind(), ExplanationStep::START_AT_THE_LATEST);
  EXPECT_EQ(deadline->steps(3).date(), "2012-11-15");

  unknown.latest_day = absl::nullopt;
  deadline = ComputeDeadline({unknown});
  ASSERT_TRUE(deadline.ok());
  EXPECT_TRUE(deadline->undetermined());
  EXPECT_EQ(deadline->due_date(), "");
  EXPECT_EQ(deadline->winning_clock(), 0);
}

TEST(CheckComputeDeadline, NamesTheFieldThatIsWrong) {
  using R = v1::Refusal;
  struct Bad {
    R::Reason reason;
    const char* field;
    v1::ComputeDeadlineRequest request;
  };
  const auto with = [](const char* from_date, const char* period) {
    return Request("QC-CODE", {{"2012-11-22", "30 days"}, {from_date, period}});
  };
  v1::ComputeDeadlineRequest many;
  for (int i = 0; i < 1000000; ++i) many.add_starts();
  v1::ComputeDeadlineRequest roll =
      Request("QC-CODE", {{"2012-11-22", "30 days"}});
  roll.set_roll(static_cast<Period::Roll>(9));
  const Bad kBad[] = {
      {R::FIELD_REQUIRED, "starts", Request("QC-CODE", {})},
      {R::FIELD_TOO_MANY, "starts", many},
      {R::FIELD_REQUIRED, "calendar_code",
       Request("", {{"2012-11-22", "30 days"}})},
      {R::VALUE_UNKNOWN, "roll", roll},
      {R::FIELD_REQUIRED, "starts[2].from_date", with("", "30 days")},
      {R::DATE_MALFORMED, "starts[2].from_date", with("2012-02-30", "1 day")},
      {R::DATE_OUT_OF_RANGE, "starts[2].from_date",
       with("1969-12-31", "1 day")},
      {R::DATE_OUT_OF_RANGE, "starts[2].from_date",
       with("2101-01-01", "1 day")},
      {R::FIELD_REQUIRED, "starts[2].period", with("2012-11-22", "")},
      {R::PERIOD_MALFORMED, "starts[2].period", with("2012-11-22", "30")},
  };
  for (const Bad& bad : kBad) {
    const absl::Status status = CheckComputeDeadline(bad.request);
    EXPECT_EQ(RefusalReason(status), bad.reason) << bad.field;
    if (status.ok()) continue;
    const auto metadata = FindRefusal(status)->metadata();
    EXPECT_EQ(metadata.at("field"), bad.field);
  }
}

TEST(ComputeDeadline, RefusesToEndAfterTheYearsCovered) {
  for (const char* period :
       {"1 day", "1 month", "1 year", "9999 days", "9999 working days",
        "9999 clear days", "9999 months", "9999 years"}) {
    const auto response = AnswerComputeDeadline(
        Request("QC-CODE", {{"2100-12-31", period}}), Calendar("QC-CODE"));
    EXPECT_EQ(RefusalReason(response.status()), v1::Refusal::END_OUT_OF_RANGE)
        << period;
    const auto metadata = FindRefusal(response.status())->metadata();
    EXPECT_EQ(metadata.at("field"), "starts[1].from_date");
    EXPECT_EQ(metadata.at("start_date"), "2100-12-31");
    EXPECT_EQ(metadata.at("last"), "2100-12-31");
  }
  // The last day itself is covered; carried forward, it lies just beyond.
  EXPECT_EQ(Compute("QC-TRIB", {{"2100-12-30", "1 day"}}).due_date(),
            "2101-01-03");
}

TEST(StandingOn, FollowsTheDayItIsAskedFor) {
  using S = v1::DeadlineStanding;
  v1::Deadline deadline;
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-24"), 7), S::UNDETERMINED);
  deadline.set_due_date("2012-12-24");
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-16"), 7), S::OPEN);
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-17"), 7), S::DUE_SOON);
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-24"), 7), S::DUE_SOON);
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-25"), 7), S::OVERDUE);
  deadline.set_met_date("2012-12-20");
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-19"), 7), S::DUE_SOON);
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-20"), 7), S::MET);
  deadline.set_met_date("2012-12-25");
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-24"), 7), S::DUE_SOON);
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-25"), 7), S::MET_LATE);
  // It was done; whether in time nobody can say.
  deadline.clear_due_date();
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-25"), 7), S::UNDETERMINED);
}

// While it does not run nothing is late.
TEST(StandingOn, HoldsNothingLateThatWasDoneWhileItDidNotRun) {
  using S = v1::DeadlineStanding;
  v1::Deadline deadline;
  deadline.set_due_date("2012-12-24");
  deadline.set_suspended_since_date("2012-12-20");
  EXPECT_FALSE(IsPast(deadline, "2012-12-25"));
  deadline.set_met_date("2012-12-26");
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-25"), 7), S::SUSPENDED);
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-26"), 7), S::MET);
  deadline.clear_suspended_since_date();
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-26"), 7), S::MET_LATE);
  EXPECT_TRUE(IsPast(deadline, "2012-12-25"));
  EXPECT_FALSE(IsPast(deadline, "2012-12-24"));
  EXPECT_FALSE(IsPast(deadline, ""));
  deadline.clear_due_date();
  EXPECT_FALSE(IsPast(deadline, "2012-12-25"));
  // What stopped to run after the act did not help it.
  deadline.set_due_date("2012-12-24");
  deadline.set_suspended_since_date("2012-12-27");
  EXPECT_TRUE(IsPast(deadline, "2012-12-26"));
}

TEST(StandingOn, IsCertainOfAnUndeterminedDeadlineOnlyAfterItsLatestDay) {
  using S = v1::DeadlineStanding;
  v1::Deadline deadline;
  deadline.set_undetermined(true);
  deadline.set_due_date("2012-12-24");
  EXPECT_EQ(StandingOn(deadline, Day("2012-11-24"), 7), S::UNDETERMINED);
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-24"), 7), S::UNDETERMINED);
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-25"), 7), S::OVERDUE);
  deadline.set_met_date("2012-12-24");
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-23"), 7), S::UNDETERMINED);
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-25"), 7), S::UNDETERMINED);
  deadline.set_met_date("2012-12-25");
  EXPECT_EQ(StandingOn(deadline, Day("2012-12-25"), 7), S::MET_LATE);
}

TEST(ComputeDeadline, IsTheEarliestOfItsClocksInWhateverOrder) {
  Draws draws;
  for (int i = 0; i < kDraws / 10; ++i) {
    std::vector<StartedClock> clocks(draws.Between(1, 4));
    const absl::CivilDay start = draws.Next().start;
    for (StartedClock& clock : clocks) {
      const Random random = draws.Next();
      clock.clock.set_trigger(v1::Clock::GIVEN_DAY);
      *clock.clock.mutable_period() = random.period;
      // Near each other, so that any of them may win.
      clock.day = std::min(start, random.start) + draws.Between(0, 20);
      clock.calendar = random.calendar;
    }
    const absl::StatusOr<v1::Deadline> deadline = ComputeDeadline(clocks);
    ASSERT_TRUE(deadline.ok());
    std::string due = "9999", prudent = "9999";
    for (const v1::ClockResult& clock : deadline->clocks()) {
      due = std::min(due, clock.due_date());
      if (!clock.prudent_date().empty()) {
        prudent = std::min(prudent, clock.prudent_date());
      }
    }
    ASSERT_EQ(deadline->due_date(), due);
    ASSERT_EQ(deadline->prudent_date(), prudent <= due ? prudent : "");
    std::reverse(clocks.begin(), clocks.end());
    const absl::StatusOr<v1::Deadline> reversed = ComputeDeadline(clocks);
    ASSERT_TRUE(reversed.ok());
    ASSERT_EQ(reversed->due_date(), deadline->due_date());
    ASSERT_EQ(reversed->raw_date(), deadline->raw_date());
    ASSERT_EQ(reversed->prudent_date(), deadline->prudent_date());
  }
}

TEST(IsPast, HoldsNothingAgainstAnActAfterTheRelief) {
  v1::Deadline deadline;
  deadline.set_due_date("2013-05-20");
  EXPECT_FALSE(IsPast(deadline, "2013-05-20"));
  EXPECT_TRUE(IsPast(deadline, "2013-05-21"));
  deadline.set_relieved_date("2013-07-01");
  EXPECT_TRUE(IsPast(deadline, "2013-06-30"));
  EXPECT_FALSE(IsPast(deadline, "2013-07-01"));
  EXPECT_EQ(StandingOn(deadline, absl::CivilDay(2013, 6, 30), 7),
            v1::DeadlineStanding::OVERDUE);
  EXPECT_EQ(StandingOn(deadline, absl::CivilDay(2013, 7, 2), 7),
            v1::DeadlineStanding::DUE_SOON);
  deadline.set_met_date("2013-07-05");
  EXPECT_EQ(StandingOn(deadline, absl::CivilDay(2013, 8, 1), 7),
            v1::DeadlineStanding::MET);
}

}  // namespace
}  // namespace entente
