#include "services/time_limits/ledger_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/time_limits/procedure_rules.h"
#include "tests/services/time_limits/random_periods.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {
namespace {

using L = v1::TimeLimit;

v1::Suspension& Suspend(const char* from, const char* until,
                        TimeLedger& ledger) {
  v1::Suspension& added = *ledger.suspensions.Add();
  added.set_number(static_cast<uint32_t>(ledger.suspensions.size()));
  added.set_ground(v1::Suspension::AGREED);
  added.set_from_date(from);
  added.set_until_date(until);
  return added;
}

void Extend(L::Act act, int step, const std::string& signed_on,
            const std::string& until, TimeLedger& ledger) {
  v1::Extension& added = *ledger.extensions.Add();
  added.set_number(static_cast<uint32_t>(ledger.extensions.size()));
  added.set_act(act);
  added.set_step(static_cast<uint32_t>(step));
  added.set_old_due_date("2012-12-05");
  added.set_new_due_date(until);
  added.set_signed_date(signed_on);
}

// The reply of QC-SSS-30, five days from a receipt on Monday 26 November 2012:
// due on Saturday, carried forward to Monday 3 December.
v1::Deadline Open(L::Act act, int step, const TimeLedger& ledger) {
  static const v1::Profile* const kProfile =
      new v1::Profile(ShippedProfile("QC-SSS-30"));
  FileDays days;
  days.receipt = Day("2012-11-26");
  days.referral = Day("2012-11-26");
  const auto deadline =
      OpenDeadline({kProfile, &Calendars(), 0}, act, step, {}, days, ledger);
  EXPECT_TRUE(deadline.ok() && deadline->has_value());
  return deadline.ok() ? deadline->value_or(v1::Deadline()) : v1::Deadline();
}
v1::Deadline Reply(const TimeLedger& ledger) {
  return Open(L::REPLY, 1, ledger);
}

// To name the arbitrator, fifteen days from the same day: due on Tuesday 11
// December. It may run anew.
v1::Deadline Naming(const TimeLedger& ledger) {
  return Open(L::NAME_ARBITRATOR, 0, ledger);
}

std::string Dates(const v1::Deadline& deadline) {
  return absl::StrCat(deadline.raw_date(), " ", deadline.due_date(), " ",
                      deadline.prudent_date());
}

// "SUSPENSION 1 2012-11-28 2012-11-30 3" for each interval.
std::vector<std::string> Applied(const v1::Deadline& deadline) {
  std::vector<std::string> shown;
  for (const v1::AppliedInterval& each : deadline.applied()) {
    shown.push_back(absl::StrCat(v1::AppliedInterval::Kind_Name(each.kind()),
                                 " ", each.number(), " ", each.from_date(), " ",
                                 each.until_date(), " ", each.days()));
  }
  return shown;
}

using Strings = std::vector<std::string>;

TEST(ComputeByLedger, MovesTheDateByWhatIsSuspendedAndSaysHow) {
  TimeLedger ledger;
  EXPECT_EQ(Dates(Reply(ledger)), "2012-12-01 2012-12-03 2012-11-30");
  Suspend("2012-11-28", "2012-11-30", ledger).set_clause("10.20");
  const v1::Deadline moved = Reply(ledger);
  EXPECT_EQ(Dates(moved), "2012-12-04 2012-12-04 2012-12-04");
  EXPECT_EQ(Applied(moved), (Strings{"SUSPENSION 1 2012-11-28 2012-11-30 3"}));
  EXPECT_EQ(moved.applied(0).clause(), "10.20");
  EXPECT_EQ(moved.steps(2).kind(), v1::ExplanationStep::SUSPENDED);
  EXPECT_EQ(moved.steps(2).count(), 3);
}

TEST(ComputeByLedger, TouchesOnlyTheActsAndTheNatureThatItIsFor) {
  TimeLedger ledger;
  v1::Suspension& others = Suspend("2012-11-28", "2012-11-30", ledger);
  others.add_acts(L::REFER);
  others.add_acts(L::ADVANCE);
  EXPECT_EQ(Dates(Reply(ledger)), "2012-12-01 2012-12-03 2012-11-30");
  others.add_acts(L::REPLY);
  EXPECT_EQ(Dates(Reply(ledger)), "2012-12-04 2012-12-04 2012-12-04");
  // What a statute sets the sides do not suspend.
  for (const L::Nature nature : {L::PRESCRIPTION, L::ACTION, L::STATUTE}) {
    EXPECT_FALSE(Touches(others, L::REPLY, nature));
    EXPECT_TRUE(PausesFor(ledger, L::REPLY, nature).empty());
  }
}

TEST(ComputeByLedger, GivesTheAgreedDateAsItStands) {
  TimeLedger ledger;
  // A Sunday: agreed on, it is not carried forward.
  Extend(L::REPLY, 1, "2012-12-03", "2012-12-16", ledger);
  const v1::Deadline extended = Reply(ledger);
  EXPECT_EQ(Dates(extended), "2012-12-16 2012-12-16 2012-12-14");
  EXPECT_EQ(Applied(extended),
            (Strings{"EXTENSION 1 2012-12-05 2012-12-16 0"}));
  int prudent = 0;
  for (const v1::ExplanationStep& step : extended.steps()) {
    prudent += step.kind() == v1::ExplanationStep::PRUDENT ? 1 : 0;
  }
  EXPECT_EQ(prudent, 1);
  // The one signed last counts; one of another act or step does not.
  Extend(L::REPLY, 2, "2012-12-20", "2013-12-16", ledger);
  Extend(L::REFER, 0, "2012-12-20", "2013-12-16", ledger);
  Extend(L::REPLY, 1, "2012-12-10", "2012-12-21", ledger);
  EXPECT_EQ(Dates(Reply(ledger)), "2012-12-21 2012-12-21 2012-12-21");
}

// A reply to one step is asked for once: its agreed date is not lost when the
// day from which it is counted becomes a later one. What may run anew has dates
// of its own each time.
TEST(ComputeByLedger, KeepsAnAgreedDateForTheRunThatItWasAgreedFor) {
  TimeLedger ledger;
  Extend(L::REPLY, 1, "2012-11-25", "2012-12-16", ledger);
  Extend(L::NAME_ARBITRATOR, 0, "2012-11-25", "2013-01-15", ledger);
  EXPECT_EQ(Reply(ledger).due_date(), "2012-12-16");
  EXPECT_EQ(Naming(ledger).due_date(), "2012-12-11");
  Extend(L::NAME_ARBITRATOR, 0, "2012-11-26", "2013-01-15", ledger);
  EXPECT_EQ(Naming(ledger).due_date(), "2013-01-15");
}

// The limit to refer may run from each step; a grievance is referred once.
TEST(ComputeByLedger, KeepsTheDateAgreedOnToReferWhateverTheStep) {
  const v1::Profile profile = ShippedProfile("US-14D");
  FileDays days;
  days.reply = Day("2018-09-27");
  const auto refer = [&](const TimeLedger& ledger) {
    const auto deadline = OpenDeadline({&profile, &Calendars(), 0}, L::REFER, 0,
                                       {}, days, ledger);
    return (*deadline)->due_date();
  };
  EXPECT_EQ(refer({}), "2018-10-18");
  TimeLedger ledger;
  Extend(L::REFER, 0, "2018-09-18", "2018-11-21", ledger);
  EXPECT_EQ(refer(ledger), "2018-11-21");
  // And moves nothing that is due later without it.
  days.reply = Day("2018-11-10");
  EXPECT_EQ(refer(ledger), "2018-12-01");
}

TEST(ComputeByLedger, MovesTheAgreedDateByWhatIsSuspendedLater) {
  TimeLedger ledger;
  Suspend("2012-11-27", "2012-11-28", ledger);
  Extend(L::REPLY, 1, "2012-12-03", "2012-12-14", ledger);
  EXPECT_EQ(Dates(Reply(ledger)), "2012-12-14 2012-12-14 2012-12-14");
  Suspend("2012-12-10", "2012-12-11", ledger);
  const v1::Deadline moved = Reply(ledger);
  // Sunday the 16th, carried forward once it was moved.
  EXPECT_EQ(Dates(moved), "2012-12-16 2012-12-17 2012-12-14");
  EXPECT_EQ(Applied(moved), (Strings{"SUSPENSION 1 2012-11-27 2012-11-28 2",
                                     "EXTENSION 1 2012-12-05 2012-12-14 0",
                                     "SUSPENSION 2 2012-12-10 2012-12-11 2"}));
}

// The agreed date counts as it stands; one that was moved ends on no day of a
// suspension either.
TEST(ComputeByLedger, EndsNoAgreedDateOnADayOfASuspension) {
  TimeLedger ledger;
  // A Sunday, and what begins on the Monday: the limit has ended.
  Extend(L::REPLY, 1, "2012-12-03", "2012-12-16", ledger);
  Suspend("2012-12-17", "2012-12-21", ledger);
  EXPECT_EQ(Dates(Reply(ledger)), "2012-12-16 2012-12-16 2012-12-14");
  // Moved to Sunday the 16th, and carried forward to the Monday.
  ledger.extensions[0].set_new_due_date("2012-12-14");
  ledger.suspensions.DeleteSubrange(0, 1);
  Suspend("2012-12-10", "2012-12-11", ledger);
  Suspend("2012-12-17", "2012-12-21", ledger);
  EXPECT_EQ(Dates(Reply(ledger)), "2012-12-16 2012-12-24 2012-12-14");
}

// What both sides agree on moves no limit that had passed by then: that is a
// waiver, or relief.
TEST(ComputeByLedger, SuspendsByAgreementOnlyWhatHadNotPassed) {
  const auto agree = [](const char* day, TimeLedger& ledger) {
    v1::Suspension& added = Suspend("2012-11-28", "2012-11-30", ledger);
    added.mutable_recorded_for()->set_instrument_date(day);
  };
  TimeLedger late;
  agree("2012-12-04", late);
  EXPECT_EQ(Dates(Reply(late)), "2012-12-01 2012-12-03 2012-11-30");
  EXPECT_TRUE(Applied(Reply(late)).empty());
  TimeLedger last_day;
  agree("2012-12-03", last_day);
  EXPECT_EQ(Dates(Reply(last_day)), "2012-12-04 2012-12-04 2012-12-04");
  // A clause works by itself, whenever both say that it did.
  late.suspensions[0].set_ground(v1::Suspension::CLAUSE);
  EXPECT_EQ(Dates(Reply(late)), "2012-12-04 2012-12-04 2012-12-04");
  // What was agreed on in time lets the next agreement come in time.
  TimeLedger both;
  agree("2012-12-04", both);
  Suspend("2012-12-01", "2012-12-03", both)
      .mutable_recorded_for()
      ->set_instrument_date("2012-11-27");
  EXPECT_EQ(Reply(both).applied_size(), 2);
  // So does an extension.
  TimeLedger extended;
  agree("2012-12-04", extended);
  Extend(L::REPLY, 1, "2012-12-03", "2012-12-07", extended);
  EXPECT_EQ(Reply(extended).due_date(), "2012-12-07");
  extended.suspensions[0].set_until_date("2012-12-20");
  EXPECT_GT(Reply(extended).due_date(), "2012-12-20");
}

TEST(ComputeByLedger, LetsNoExtensionShortenWhatSuspensionsGive) {
  TimeLedger ledger;
  Suspend("2012-11-28", "", ledger);
  EXPECT_EQ(Reply(ledger).suspended_since_date(), "2012-11-28");
  Extend(L::REPLY, 1, "2012-12-03", "2012-12-14", ledger);
  const v1::Deadline agreed = Reply(ledger);
  EXPECT_EQ(agreed.due_date(), "2012-12-14");
  // The end of what lasts may still give a later date.
  EXPECT_EQ(agreed.suspended_since_date(), "2012-11-28");
  ledger.suspensions[0].set_until_date("2013-01-31");
  EXPECT_EQ(Dates(Reply(ledger)), "2013-02-04 2013-02-04 2013-02-04");
}

TEST(ComputeByLedger, SaysWhenLatenessWasFirstWaived) {
  TimeLedger ledger;
  for (const char* day : {"2012-12-20", "2012-12-10", "2012-11-20"}) {
    v1::Waiver& waiver = *ledger.waivers.Add();
    waiver.set_act(L::REPLY);
    waiver.set_step(1);
    waiver.set_waiver_date(day);
  }
  for (int i = 0; i < 3; ++i) {
    v1::Waiver each = ledger.waivers[i];
    each.set_act(L::NAME_ARBITRATOR);
    each.set_step(0);
    *ledger.waivers.Add() = each;
  }
  const v1::Deadline waived = Reply(ledger);
  EXPECT_EQ(Dates(waived), "2012-12-01 2012-12-03 2012-11-30");
  EXPECT_EQ(waived.waived_date(), "2012-11-20");
  // Of an earlier run is what was waived before this one began.
  EXPECT_EQ(Naming(ledger).waived_date(), "2012-12-10");
  EXPECT_EQ(waived.steps().rbegin()->kind(), v1::ExplanationStep::WAIVED);
}

// Whatever is added to a ledger, in whatever order of days, no date becomes
// earlier, and the same ledger gives the same deadline.
TEST(ComputeByLedger, NeverMakesADateEarlier) {
  Draws draws;
  int extended = 0;
  for (int i = 0; i < kDraws / 10; ++i) {
    const Random random = draws.Next();
    StartedClock clock;
    clock.clock.set_trigger(v1::Clock::RECEIPT);
    *clock.clock.mutable_period() = random.period;
    clock.day = random.start;
    clock.calendar = random.calendar;
    const auto compute = [&](const TimeLedger& ledger) {
      return ComputeByLedger({clock}, L::REPLY, 1, L::CONVENTIONAL, ledger,
                             *random.calendar);
    };
    TimeLedger ledger;
    std::string due = compute(ledger)->due_date();
    absl::CivilDay day = random.start - 3;
    for (int k = 0; k < 6; ++k) {
      if (draws.Between(0, 2) == 0) {
        // Signed in time, to a later day.
        const absl::CivilDay now = *ParseDay(due);
        const int open = static_cast<int>(now - random.start);
        Extend(L::REPLY, 1, DayIso(random.start + draws.Between(0, open)),
               DayIso(now + draws.Between(1, 40)), ledger);
        ++extended;
      } else {
        day += draws.Between(1, 30);
        const absl::CivilDay until = day + draws.Between(0, 20);
        Suspend(DayIso(day).c_str(), "", ledger);
        if (draws.Between(0, 5) == 0) {
          ledger.suspensions.rbegin()->set_effect(v1::Suspension::INTERRUPT);
        }
        const std::string earliest = compute(ledger)->due_date();
        ASSERT_GE(earliest, due);
        due = earliest;
        ledger.suspensions.rbegin()->set_until_date(DayIso(until));
        day = until;
      }
      const absl::StatusOr<v1::Deadline> deadline = compute(ledger);
      ASSERT_TRUE(deadline.ok());
      ASSERT_GE(deadline->due_date(), due)
          << DayIso(random.start) << " " << random.period.ShortDebugString();
      ASSERT_LE(deadline->raw_date(), deadline->due_date());
      due = deadline->due_date();
    }
    ASSERT_TRUE(google::protobuf::util::MessageDifferencer::Equals(
        *compute(ledger), *compute(ledger)));
  }
  EXPECT_GT(extended, kDraws / 10);
}

}  // namespace
}  // namespace entente
