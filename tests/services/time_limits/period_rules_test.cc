#include "services/time_limits/period_rules.h"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace entente
