#include "services/time_limits/period_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/services/time_limits/random_periods.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {
namespace {

using v1::Period;

TEST(ParsePeriod, ReadsTheWordsOfBothLanguages) {
  struct Example {
    const char* text;
    int count;
    Period::Unit unit;
  };
  const Example kExamples[] = {
      {"30 days", 30, Period::CALENDAR_DAYS},
      {"1 day", 1, Period::CALENDAR_DAYS},
      {"30 calendar days", 30, Period::CALENDAR_DAYS},
      {"30 jours", 30, Period::CALENDAR_DAYS},
      {"1 jour", 1, Period::CALENDAR_DAYS},
      {"30 jours de calendrier", 30, Period::CALENDAR_DAYS},
      {"30 jours calendaires", 30, Period::CALENDAR_DAYS},
      {"5 working days", 5, Period::WORKING_DAYS},
      {"5 jours ouvrables", 5, Period::WORKING_DAYS},
      {"5 jours ouvrés", 5, Period::WORKING_DAYS},
      {"1 jour ouvré", 1, Period::WORKING_DAYS},
      {"3 clear days", 3, Period::CLEAR_DAYS},
      {"3 jours francs", 3, Period::CLEAR_DAYS},
      {"1 jour franc", 1, Period::CLEAR_DAYS},
      {"6 months", 6, Period::MONTHS},
      {"6 mois", 6, Period::MONTHS},
      {"1 year", 1, Period::YEARS},
      {"2 years", 2, Period::YEARS},
      {"2 ans", 2, Period::YEARS},
      {"1 an", 1, Period::YEARS},
      {"1 année", 1, Period::YEARS},
      {"  30\tDays ", 30, Period::CALENDAR_DAYS},
      {"9999 days", 9999, Period::CALENDAR_DAYS},
      {"007 days", 7, Period::CALENDAR_DAYS},
  };
  for (const Example& example : kExamples) {
    // A tab is a control character, which a field may not hold.
    std::string text = example.text;
    std::replace(text.begin(), text.end(), '\t', ' ');
    const absl::StatusOr<Period> period = ParsePeriod("period", text);
    ASSERT_TRUE(period.ok()) << example.text;
    EXPECT_EQ(period->count(), example.count) << example.text;
    EXPECT_EQ(period->unit(), example.unit) << example.text;
    EXPECT_EQ(period->roll(), Period::ROLL_UNSPECIFIED);
  }
}

TEST(ParsePeriod, RefusesEverythingElse) {
  for (const char* text :
       {"30", "days", "days 30", "0 days", "-1 days", "+1 days", "1.5 days",
        "30days", "30 dayz", "10000 days", "99999999999999999999 days",
        "thirty days", "30 days 2 months", "30 lunar days", "30 weeks",
        "trente jours", "30 working", "0x10 days", "1e3 days"}) {
    EXPECT_EQ(RefusalReason(ParsePeriod("period", text).status()),
              v1::Refusal::PERIOD_MALFORMED)
        << text;
  }
  EXPECT_EQ(RefusalReason(ParsePeriod("period", "  ").status()),
            v1::Refusal::FIELD_REQUIRED);
  EXPECT_EQ(RefusalReason(ParsePeriod("period", std::string(61, '3')).status()),
            v1::Refusal::FIELD_TOO_LONG);
  EXPECT_EQ(RefusalReason(ParsePeriod("period", "30\x1b days").status()),
            v1::Refusal::FIELD_BAD_CHARACTER);
}

// Any year: random periods, counted a second time by naive loops.

PeriodEnd Count(const Random& random) {
  const absl::StatusOr<PeriodEnd> end =
      CountPeriod(random.period, random.start, *random.calendar, "from_date");
  EXPECT_TRUE(end.ok()) << DayIso(random.start) << " "
                        << random.period.ShortDebugString();
  return end.value_or(PeriodEnd());
}

// The raw date, a day at a time.
absl::CivilDay NaiveRaw(const Random& random) {
  absl::CivilDay day = random.start;
  const int count = random.period.count();
  switch (random.period.unit()) {
    case Period::WORKING_DAYS:
      for (int i = 0; i < count;) {
        ++day;
        if (random.calendar->IsOpen(day)) ++i;
      }
      return day;
    case Period::CLEAR_DAYS:
      for (int i = 0; i < count; ++i) ++day;
      return ++day;
    case Period::MONTHS:
    case Period::YEARS: {
      int year = day.year(), month = day.month();
      const int months =
          random.period.unit() == Period::YEARS ? 12 * count : count;
      for (int i = 0; i < months; ++i) {
        if (++month == 13) {
          month = 1;
          ++year;
        }
      }
      for (int number = day.day();; --number) {
        const absl::CivilDay end(year, month, number);
        if (end.month() == month) return end;
      }
    }
    default:
      for (int i = 0; i < count; ++i) ++day;
      return day;
  }
}

TEST(CountPeriod, GivesWhatANaiveCountGives) {
  Draws draws;
  for (int i = 0; i < kDraws; ++i) {
    const Random random = draws.Next();
    ASSERT_EQ(Count(random).raw, NaiveRaw(random))
        << DayIso(random.start) << " " << random.period.ShortDebugString();
  }
}

TEST(CountPeriod, KeepsItsDatesInOrderAndOnOpenDays) {
  Draws draws;
  for (int i = 0; i < kDraws; ++i) {
    const Random random = draws.Next();
    const CalendarDays& calendar = *random.calendar;
    const PeriodEnd end = Count(random);
    const bool working = random.period.unit() == Period::WORKING_DAYS;
    ASSERT_GT(end.raw, random.start);
    ASSERT_LE(end.raw, end.due);
    if (working || random.period.roll() == Period::NEXT_OPEN) {
      ASSERT_TRUE(calendar.IsOpen(end.due));
      for (absl::CivilDay day = end.raw; day < end.due; ++day) {
        ASSERT_FALSE(calendar.IsOpen(day));
      }
    } else {
      ASSERT_EQ(end.due, end.raw);
    }
    ASSERT_EQ(end.prudent.has_value(),
              random.period.unit() != Period::CLEAR_DAYS);
    if (!end.prudent.has_value()) continue;
    ASSERT_LE(*end.prudent, end.raw);
    ASSERT_TRUE(calendar.IsOpen(*end.prudent));
    for (absl::CivilDay day = *end.prudent + 1; day <= end.raw; ++day) {
      ASSERT_FALSE(calendar.IsOpen(day));
    }
    ASSERT_TRUE(!working || (end.raw == end.due && end.due == *end.prudent));
  }
}

TEST(CountPeriod, NeverMovesBackWhenADayOrACountIsAdded) {
  Draws draws;
  for (int i = 0; i < kDraws; ++i) {
    Random random = draws.Next();
    const PeriodEnd end = Count(random);
    Random later = random;
    ++later.start;
    const PeriodEnd later_end = Count(later);
    ASSERT_GE(later_end.due, end.due);
    ASSERT_GE(later_end.raw, end.raw);
    random.period.set_count(random.period.count() + 1);
    const PeriodEnd longer_end = Count(random);
    ASSERT_GE(longer_end.due, end.due);
    ASSERT_GT(longer_end.raw, end.raw);
  }
}

// Pauses.

Pause PauseOf(absl::string_view from, absl::string_view until,
              bool restarts = false) {
  Pause pause;
  pause.number = 1;
  pause.from = Day(from);
  pause.until = ParseDay(until);
  pause.restarts = restarts;
  return pause;
}

Period PeriodOf(absl::string_view text) {
  Period period = ParsePeriod("period", text).value_or(Period());
  period.set_roll(Period::NEXT_OPEN);
  return period;
}

// "raw due prudent" of a period from `start` past `pauses`.
std::string Past(absl::string_view period, absl::string_view start,
                 const std::vector<Pause>& pauses) {
  const absl::StatusOr<PeriodEnd> end = CountPeriod(
      PeriodOf(period), Day(start), Calendar("QC-CODE"), "from_date", pauses);
  if (!end.ok()) return "refused";
  return absl::StrCat(DayIso(end->raw), " ", DayIso(end->due), " ",
                      end->prudent.has_value() ? DayIso(*end->prudent) : "-");
}

TEST(CountPeriod, RunsTheRestAfterAPause) {
  // 22 November and 30 days end on Saturday the 22nd of December.
  EXPECT_EQ(Past("30 days", "2012-11-22", {}),
            "2012-12-22 2012-12-24 2012-12-21");
  EXPECT_EQ(
      Past("30 days", "2012-11-22", {PauseOf("2012-12-01", "2012-12-05")}),
      "2012-12-27 2012-12-27 2012-12-27");
  // The first day of a pause may be the last of the period, and no later.
  EXPECT_EQ(
      Past("30 days", "2012-11-22", {PauseOf("2012-12-22", "2012-12-23")}),
      "2012-12-24 2012-12-24 2012-12-24");
  // After that the days are counted, and the end alone waits.
  EXPECT_EQ(
      Past("30 days", "2012-11-22", {PauseOf("2012-12-23", "2012-12-30")}),
      "2012-12-22 2012-12-31 2012-12-21");
  // What lies before the start moves nothing; of what begins before it, the
  // days after it do. The start itself is not counted.
  EXPECT_EQ(
      Past("30 days", "2012-11-22", {PauseOf("2012-11-01", "2012-11-22")}),
      "2012-12-22 2012-12-24 2012-12-21");
  EXPECT_EQ(
      Past("30 days", "2012-11-22", {PauseOf("2012-11-01", "2012-11-23")}),
      "2012-12-23 2012-12-24 2012-12-21");
  // Lengthened by the first, it is reached by the second.
  EXPECT_EQ(Past("30 days", "2012-11-22",
                 {PauseOf("2012-12-20", "2012-12-21"),
                  PauseOf("2012-12-24", "2012-12-26")}),
            "2012-12-27 2012-12-27 2012-12-27");
}

TEST(CountPeriod, CountsAPauseByTheUnitOfThePeriod) {
  // Of Saturday to Tuesday two days were open.
  EXPECT_EQ(Past("5 working days", "2012-11-22", {}),
            "2012-11-29 2012-11-29 2012-11-29");
  EXPECT_EQ(Past("5 working days", "2012-11-22",
                 {PauseOf("2012-11-24", "2012-11-27")}),
            "2012-12-03 2012-12-03 2012-12-03");
  EXPECT_EQ(Past("5 working days", "2012-11-22",
                 {PauseOf("2012-11-24", "2012-11-25")}),
            "2012-11-29 2012-11-29 2012-11-29");
  // Months are moved by days.
  EXPECT_EQ(
      Past("6 months", "2012-08-31", {PauseOf("2012-12-22", "2013-01-05")}),
      "2013-03-15 2013-03-15 2013-03-15");
  EXPECT_EQ(Past("1 year", "2012-08-31", {PauseOf("2012-12-22", "2012-12-22")}),
            "2013-09-01 2013-09-03 2013-08-30");
  // The day after clear days is none of them, but nothing is due on a day that
  // does not count.
  EXPECT_EQ(
      Past("3 clear days", "2012-11-05", {PauseOf("2012-11-08", "2012-11-08")}),
      "2012-11-10 2012-11-12 -");
  EXPECT_EQ(
      Past("3 clear days", "2012-11-05", {PauseOf("2012-11-09", "2012-11-11")}),
      "2012-11-09 2012-11-12 -");
}

// A limit that is carried forward does not end on a day on which limits do not
// run.
TEST(CountPeriod, EndsOnNoDayOfAPause) {
  const absl::StatusOr<PeriodEnd> end =
      CountPeriod(PeriodOf("6 months"), Day("2012-06-22"), Calendar("QC-CODE"),
                  "from_date", {PauseOf("2012-12-24", "2013-01-11")});
  ASSERT_TRUE(end.ok());
  // The last day as counted, and the prudent one, stay where they are.
  EXPECT_EQ(DayIso(end->raw), "2012-12-22");
  EXPECT_EQ(end->prudent, Day("2012-12-21"));
  EXPECT_EQ(DayIso(end->due), "2013-01-14");
  ASSERT_EQ(end->applied.size(), 1u);
  EXPECT_EQ(end->applied[0].kind(), v1::AppliedInterval::SUSPENSION);
  EXPECT_EQ(end->applied[0].from_date(), "2012-12-24");
  EXPECT_EQ(end->applied[0].until_date(), "2013-01-11");
  EXPECT_EQ(end->applied[0].days(), 0);
  // Carried to Monday, past the pause, and from that Saturday to Monday.
  std::string told;
  for (const v1::ExplanationStep& step : end->steps) {
    absl::StrAppend(&told, v1::ExplanationStep::Kind_Name(step.kind()), " ",
                    step.from_date(), " ", step.date(), "\n");
  }
  EXPECT_EQ(told,
            "COUNTED  2012-12-22\n"
            "CARRIED_FORWARD 2012-12-22 2012-12-24\n"
            "SUSPENDED_AT_END 2012-12-24 2013-01-11\n"
            "CARRIED_FORWARD 2013-01-12 2013-01-14\n");
  // The next one may reach the day to which it was carried; one that begins
  // after that day does not.
  EXPECT_EQ(Past("30 days", "2012-11-22",
                 {PauseOf("2012-12-24", "2012-12-30"),
                  PauseOf("2012-12-31", "2013-01-06")}),
            "2012-12-22 2013-01-07 2012-12-21");
  EXPECT_EQ(
      Past("30 days", "2012-11-22", {PauseOf("2012-12-25", "2012-12-30")}),
      "2012-12-22 2012-12-24 2012-12-21");
}

TEST(CountPeriod, DoesNotEndWhileAPauseOnItsLastDayLasts) {
  const absl::StatusOr<PeriodEnd> end =
      CountPeriod(PeriodOf("30 days"), Day("2012-11-22"), Calendar("QC-CODE"),
                  "from_date", {PauseOf("2012-12-24", "")});
  ASSERT_TRUE(end.ok());
  EXPECT_EQ(DayIso(end->raw), "2012-12-22");
  // The 25th and the 26th are holidays.
  EXPECT_EQ(DayIso(end->due), "2012-12-27");
  EXPECT_EQ(end->paused_since, Day("2012-12-24"));
  EXPECT_EQ(end->steps[2].kind(), v1::ExplanationStep::SUSPENDED_SINCE);
}

TEST(CountPeriod, StartsAnewAfterAnInterruption) {
  EXPECT_EQ(Past("30 days", "2012-11-22",
                 {PauseOf("2012-12-01", "2012-12-05", true)}),
            "2013-01-04 2013-01-04 2013-01-04");
  EXPECT_EQ(Past("2 months", "2012-11-22",
                 {PauseOf("2012-12-01", "2012-12-31", true)}),
            "2013-02-28 2013-02-28 2013-02-28");
  EXPECT_EQ(Past("30 days", "2012-11-22",
                 {PauseOf("2012-12-23", "2012-12-31", true)}),
            "2012-12-22 2013-01-03 2012-12-21");
}

TEST(CountPeriod, GivesTheEarliestEndWhileAPauseLasts) {
  const absl::StatusOr<PeriodEnd> end =
      CountPeriod(PeriodOf("30 days"), Day("2012-11-01"), Calendar("QC-CODE"),
                  "from_date", {PauseOf("2012-11-12", "")});
  ASSERT_TRUE(end.ok());
  // One day at least does not count.
  EXPECT_EQ(DayIso(end->raw), "2012-12-02");
  EXPECT_EQ(end->paused_since, Day("2012-11-12"));
  ASSERT_EQ(end->applied.size(), 1u);
  EXPECT_EQ(end->applied[0].from_date(), "2012-11-12");
  EXPECT_EQ(end->applied[0].until_date(), "");
}

// It may prove to have ended before the period began.
TEST(CountPeriod, IsNotMovedByAPauseThatLastsSinceBeforeTheStart) {
  for (const bool restarts : {false, true}) {
    const absl::StatusOr<PeriodEnd> end =
        CountPeriod(PeriodOf("30 days"), Day("2012-11-01"), Calendar("QC-CODE"),
                    "from_date", {PauseOf("2012-10-12", "", restarts)});
    ASSERT_TRUE(end.ok());
    EXPECT_EQ(DayIso(end->raw), "2012-12-01");
    EXPECT_EQ(end->paused_since, Day("2012-11-02"));
    EXPECT_EQ(end->applied.size(), 1u);
  }
}

TEST(CountPeriod, RefusesAPauseThatLeadsPastTheYearsCovered) {
  EXPECT_EQ(
      Past("30 days", "2012-11-22", {PauseOf("2012-12-01", "2100-12-31")}),
      "refused");
}

TEST(CountPeriod, PassesPausesAsANaiveCountDoes) {
  Draws draws;
  int moved = 0;
  for (int i = 0; i < kDraws; ++i) {
    Random random = draws.Next();
    random.period.set_unit(i % 2 == 0 ? Period::CALENDAR_DAYS
                                      : Period::WORKING_DAYS);
    std::vector<Pause> pauses = draws.NextPauses(random.start, 6);
    for (Pause& pause : pauses) {
      pause.restarts = false;
      pause.until = pause.until.value_or(pause.from);
    }
    const absl::StatusOr<PeriodEnd> end = CountPeriod(
        random.period, random.start, *random.calendar, "from_date", pauses);
    ASSERT_TRUE(end.ok());
    absl::CivilDay day = random.start;
    for (int left = random.period.count(); left > 0;) {
      ++day;
      const bool paused =
          std::any_of(pauses.begin(), pauses.end(), [day](const Pause& pause) {
            return pause.from <= day && day <= *pause.until;
          });
      const bool counts = i % 2 == 0 || random.calendar->IsOpen(day);
      if (counts && !paused) --left;
    }
    ASSERT_EQ(end->raw, day)
        << DayIso(random.start) << " " << random.period.ShortDebugString();
    for (const Pause& pause : pauses) {
      ASSERT_FALSE(pause.from <= end->due && end->due <= *pause.until)
          << DayIso(random.start) << " " << random.period.ShortDebugString();
    }
    moved += end->applied.empty() ? 0 : 1;
  }
  EXPECT_GT(moved, kDraws / 2);
}

// A pause that is added, lengthened or ended never makes a date earlier; and
// the same pauses give the same dates.
TEST(CountPeriod, IsNeverEarlierForAPause) {
  Draws draws;
  for (int i = 0; i < kDraws; ++i) {
    const Random random = draws.Next();
    std::vector<Pause> pauses = draws.NextPauses(random.start, 6);
    const auto end = [&] {
      return CountPeriod(random.period, random.start, *random.calendar,
                         "from_date", pauses);
    };
    const absl::StatusOr<PeriodEnd> whole = end();
    ASSERT_TRUE(whole.ok());
    const absl::StatusOr<PeriodEnd> again = end();
    ASSERT_EQ(whole->raw, again->raw);
    ASSERT_EQ(whole->due, again->due);
    ASSERT_LE(whole->raw, whole->due);
    if (pauses.empty()) continue;
    const bool lasted = !pauses.back().until.has_value();
    if (lasted) {
      pauses.back().until = pauses.back().from + draws.Between(0, 60);
      ASSERT_GE(end()->due, whole->due) << random.period.ShortDebugString();
      pauses.back().until.reset();
    }
    pauses.pop_back();
    ASSERT_LE(end()->due, whole->due) << random.period.ShortDebugString();
    ASSERT_LE(end()->raw, whole->raw) << random.period.ShortDebugString();
  }
}

}  // namespace
}  // namespace entente
