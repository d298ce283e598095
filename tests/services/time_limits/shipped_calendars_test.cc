// The shipped calendars against the law as it was counted by hand.

#include <gtest/gtest.h>

#include <ctime>
#include <map>
#include <string>
#include <vector>

#include "services/time_limits/calendar_rules.h"
#include "services/time_limits/holiday_rules.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {
namespace {

TEST(EasterSunday, FallsOnTheKnownDays) {
  for (const char* day :
       {"2008-03-23", "2011-04-24", "2012-04-08", "2013-03-31", "2017-04-16",
        "2018-04-01", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28",
        "2028-04-16", "2030-04-21", "2038-04-25", "1970-03-29", "2000-04-23",
        "2100-03-28"}) {
    EXPECT_EQ(DayIso(EasterSunday(Day(day).year())), day);
  }
}

// An independent count of the days, by hand and on other ground than the
// rules: C's own time functions for weekdays, Gauss's algorithm for Easter.

// The `day`-th day counted from the start of `month`; may run over into other
// months.
std::tm DayC(int year, int month, int day) {
  std::tm tm = {};
  tm.tm_year = year - 1900;
  tm.tm_mon = month - 1;
  tm.tm_mday = day;
  tm.tm_hour = 12;
  timegm(&tm);
  return tm;
}

// Weekday of a day, Sunday = 0.
int WeekdayC(int year, int month, int day) {
  return DayC(year, month, day).tm_wday;
}

// YYYY-MM-DD of that day.
std::string IsoC(int year, int month, int day) {
  const std::tm tm = DayC(year, month, day);
  char text[11];
  std::strftime(text, sizeof text, "%Y-%m-%d", &tm);
  return text;
}

// Easter Sunday as a day of March, by Gauss's algorithm with its exceptions.
int EasterInMarch(int year) {
  const int k = year / 100;
  const int m = (15 - (13 + 8 * k) / 25 + k - k / 4) % 30;
  const int n = (4 + k - k / 4) % 7;
  const int d = (19 * (year % 19) + m) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
  int day = 22 + d + e;
  if (d == 29 && e == 6) day = 50;
  if (d == 28 && e == 6 && (11 * m + 11) % 30 < 19) day = 49;
  return day;
}

// The n-th weekday (Sunday = 0) of a month.
std::string Nth(int year, int month, int weekday, int n) {
  int day = 1;
  while (WeekdayC(year, month, day) != weekday) ++day;
  return IsoC(year, month, day + 7 * (n - 1));
}

std::string MondayBefore25May(int year) {
  int day = 24;
  while (WeekdayC(year, 5, day) != 1) --day;
  return IsoC(year, 5, day);
}

std::string Easter(int year, int offset) {
  return IsoC(year, 3, EasterInMarch(year) + offset);
}

using Days = std::map<std::string, std::string>;  // Day to English name.

Days QcCode(int y) {
  return {
      {IsoC(y, 1, 1), "New Year's Day"},
      {IsoC(y, 1, 2), "Day after New Year's Day"},
      {Easter(y, -2), "Good Friday"},
      {Easter(y, 1), "Easter Monday"},
      {MondayBefore25May(y), "National Patriots' Day"},
      {IsoC(y, 6, 24), "Québec National Holiday"},
      {IsoC(y, 7, WeekdayC(y, 7, 1) == 0 ? 2 : 1), "Canada Day"},
      {Nth(y, 9, 1, 1), "Labour Day"},
      {Nth(y, 10, 1, 2), "Thanksgiving"},
      {IsoC(y, 12, 25), "Christmas Day"},
      {IsoC(y, 12, 26), "Boxing Day"},
  };
}

Days CaFed(int y) {
  Days days = {
      {IsoC(y, 1, 1), "New Year's Day"},
      {Easter(y, -2), "Good Friday"},
      {MondayBefore25May(y), "Victoria Day"},
      {IsoC(y, 7, WeekdayC(y, 7, 1) == 0 ? 2 : 1), "Canada Day"},
      {Nth(y, 9, 1, 1), "Labour Day"},
      {Nth(y, 10, 1, 2), "Thanksgiving"},
      {IsoC(y, 11, 11), "Remembrance Day"},
      {IsoC(y, 12, 25), "Christmas Day"},
      {IsoC(y, 12, 26), "Boxing Day"},
  };
  if (y >= 2021) {
    days[IsoC(y, 9, 30)] = "National Day for Truth and Reconciliation";
  }
  return days;
}

Days QcTrib(int y) {
  Days days = QcCode(y);
  days.erase(IsoC(y, 7, 2));
  days[IsoC(y, 7, 1)] = "Canada Day";
  days[IsoC(y, 12, 24)] = "Christmas Eve";
  days[IsoC(y, 12, 31)] = "New Year's Eve";
  return days;
}

Days QcLnt(int y) {
  return {
      {IsoC(y, 1, 1), "New Year's Day"},
      {MondayBefore25May(y), "National Patriots' Day"},
      {IsoC(y, 6, WeekdayC(y, 6, 24) == 0 ? 25 : 24),
       "Québec National Holiday"},
      {IsoC(y, 7, WeekdayC(y, 7, 1) == 0 ? 2 : 1), "Canada Day"},
      {Nth(y, 9, 1, 1), "Labour Day"},
      {Nth(y, 10, 1, 2), "Thanksgiving"},
      {IsoC(y, 12, 25), "Christmas Day"},
  };
}

Days QcLntGf(int y) {
  Days days = QcLnt(y);
  days[Easter(y, -2)] = "Good Friday";
  return days;
}

Days QcLntEm(int y) {
  Days days = QcLnt(y);
  days[Easter(y, 1)] = "Easter Monday";
  return days;
}

Days Fr(int y) {
  Days days = {
      {IsoC(y, 1, 1), "New Year's Day"},
      {Easter(y, 1), "Easter Monday"},
      {IsoC(y, 5, 1), "Labour Day"},
      {IsoC(y, 5, 8), "Victory in Europe Day"},
      {IsoC(y, 7, 14), "Bastille Day"},
      {IsoC(y, 8, 15), "Assumption Day"},
      {IsoC(y, 11, 1), "All Saints' Day"},
      {IsoC(y, 11, 11), "Armistice Day"},
      {IsoC(y, 12, 25), "Christmas Day"},
  };
  // Ascension may fall on 1 or 8 May; the day is closed all the same, and the
  // first rule names it.
  days.insert({Easter(y, 39), "Ascension Day"});
  days.insert({Easter(y, 50), "Whit Monday"});
  return days;
}

Days FrAls(int y) {
  Days days = Fr(y);
  days.insert({Easter(y, -2), "Good Friday"});
  days.insert({IsoC(y, 12, 26), "Saint Stephen's Day"});
  return days;
}

// The day on which a United States holiday of a fixed date is observed.
std::string Observed(int year, int month, int day) {
  const int weekday = WeekdayC(year, month, day);
  if (weekday == 6) return IsoC(year, month, day - 1);
  if (weekday == 0) return IsoC(year, month, day + 1);
  return IsoC(year, month, day);
}

Days UsFed(int y) {
  Days all;
  for (const int year : {y, y + 1}) {
    all[Observed(year, 1, 1)] = "New Year's Day";
    all[Observed(year, 7, 4)] = "Independence Day";
    all[Observed(year, 11, 11)] = "Veterans Day";
    all[Observed(year, 12, 25)] = "Christmas Day";
    if (year >= 2021) all[Observed(year, 6, 19)] = "Juneteenth";
  }
  if (y >= 1986) {
    all[Nth(y, 1, 1, 3)] = "Birthday of Martin Luther King, Jr.";
  }
  all[Nth(y, 2, 1, 3)] = "Washington's Birthday";
  all[Nth(y, 9, 1, 1)] = "Labor Day";
  all[Nth(y, 10, 1, 2)] = "Columbus Day";
  all[Nth(y, 11, 4, 4)] = "Thanksgiving Day";
  int last_monday = 31;
  while (WeekdayC(y, 5, last_monday) != 1) --last_monday;
  all[IsoC(y, 5, last_monday)] = "Memorial Day";
  Days days;
  for (const auto& [day, name] : all) {
    if (day.substr(0, 4) == std::to_string(y)) days[day] = name;
  }
  return days;
}

Days ChVd(int y) {
  Days days = {
      {IsoC(y, 1, 1), "New Year's Day"},     {IsoC(y, 1, 2), "2 January"},
      {Easter(y, -2), "Good Friday"},        {Easter(y, 1), "Easter Monday"},
      {Easter(y, 39), "Ascension Day"},      {Easter(y, 50), "Whit Monday"},
      {IsoC(y, 8, 1), "Swiss National Day"}, {IsoC(y, 12, 25), "Christmas Day"},
  };
  // The fast is the third Sunday of September: the 15th to the 21st.
  int sunday = 15;
  while (WeekdayC(y, 9, sunday) != 0) ++sunday;
  days[IsoC(y, 9, sunday + 1)] = "Monday of the Federal Fast";
  return days;
}

struct Shipped {
  const char* code;
  Days (*days)(int year);
};

class EveryCalendar : public testing::TestWithParam<Shipped> {};

TEST_P(EveryCalendar, HasTheHolidaysCountedByHandInEveryYear) {
  const CalendarDays& calendar = Calendar(GetParam().code);
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    Days days;
    std::string previous;
    for (const v1::ClosedDay& day : calendar.Holidays(year)) {
      EXPECT_LE(previous, day.date());
      previous = day.date();
      days.insert({day.date(), day.name().en()});
      EXPECT_FALSE(day.name().fr().empty());
    }
    // Which name a day bears that has two is for the test below.
    std::vector<std::string> closed, expected;
    for (const auto& [day, name] : days) closed.push_back(day);
    for (const auto& [day, name] : GetParam().days(year)) {
      expected.push_back(day);
    }
    ASSERT_EQ(closed, expected) << GetParam().code << " " << year;
    if (GetParam().days(year).size() == calendar.Holidays(year).size()) {
      ASSERT_EQ(days, GetParam().days(year)) << GetParam().code << " " << year;
    }
  }
}

TEST_P(EveryCalendar, IsOpenOnEveryOtherWeekday) {
  const CalendarDays& calendar = Calendar(GetParam().code);
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    const Days days = GetParam().days(year);
    for (absl::CivilDay day(year, 1, 1); day.year() == year; ++day) {
      const int weekday = WeekdayC(year, day.month(), day.day());
      const bool open =
          weekday != 0 && weekday != 6 && days.find(DayIso(day)) == days.end();
      ASSERT_EQ(calendar.IsOpen(day), open) << DayIso(day);
      ASSERT_EQ(calendar.WhyClosed(day).has_value(), !open) << DayIso(day);
    }
  }
}

TEST_P(EveryCalendar, FindsTheNearestOpenDays) {
  const CalendarDays& calendar = Calendar(GetParam().code);
  for (absl::CivilDay day(kFirstYear, 1, 1);
       day <= absl::CivilDay(kLastYear, 12, 31); ++day) {
    const absl::CivilDay next = calendar.NextOpen(day);
    const absl::CivilDay last = calendar.LastOpen(day);
    ASSERT_TRUE(last <= day && day <= next);
    ASSERT_TRUE(calendar.IsOpen(last) && calendar.IsOpen(next));
    if (calendar.IsOpen(day)) {
      ASSERT_TRUE(last == day && next == day);
    } else {
      const auto closed = calendar.ClosedDays(last + 1, next - 1);
      ASSERT_EQ(static_cast<int64_t>(closed.size()), next - last - 1);
    }
  }
}

TEST_P(EveryCalendar, StatesItsSourceAndTheDayItWasChecked) {
  const v1::Calendar& calendar = Calendar(GetParam().code).calendar();
  EXPECT_EQ(calendar.version(), 1);
  EXPECT_EQ(calendar.checked_date(),
            calendar.code() == "CH-VD" ? "2026-11-23" : "2026-11-22");
  EXPECT_FALSE(calendar.source().empty());
}

INSTANTIATE_TEST_SUITE_P(
    Shipped, EveryCalendar,
    testing::Values(Shipped{"CA-FED", CaFed}, Shipped{"QC-CODE", QcCode},
                    Shipped{"QC-TRIB", QcTrib}, Shipped{"QC-LNT-GF", QcLntGf},
                    Shipped{"QC-LNT-EM", QcLntEm}, Shipped{"FR", Fr},
                    Shipped{"FR-ALS", FrAls}, Shipped{"CH-VD", ChVd},
                    Shipped{"US-FED", UsFed}));

TEST(ShippedCalendars, AreTheNineAndAllOfThemAreTested) {
  std::vector<std::string> codes;
  for (const CalendarDays* calendar : Calendars().Newest()) {
    codes.push_back(calendar->calendar().code());
  }
  EXPECT_EQ(codes, (std::vector<std::string>{
                       "CA-FED", "CH-VD", "FR", "FR-ALS", "QC-CODE",
                       "QC-LNT-EM", "QC-LNT-GF", "QC-TRIB", "US-FED"}));
}

// Days of the law that are easily got wrong, typed by hand.
TEST(ClosedDays, AreRightWhereRulesAreEasilyMisread) {
  struct Example {
    const char* calendar;
    const char* day;
    bool open;
  };
  const Example kExamples[] = {
      // "The Monday before 25 May" is strict.
      {"QC-CODE", "2026-05-18", false},
      {"QC-CODE", "2026-05-25", true},
      {"QC-CODE", "2027-05-24", false},
      // 1 July 2012 was a Sunday; tribunals do not carry it over.
      {"QC-CODE", "2012-07-02", false},
      {"QC-TRIB", "2012-07-02", true},
      {"QC-LNT-GF", "2012-07-02", false},
      // 24 June 2012 was a Sunday.
      {"QC-CODE", "2012-06-25", true},
      {"QC-TRIB", "2012-06-25", true},
      {"QC-LNT-GF", "2012-06-25", false},
      {"QC-LNT-EM", "2012-06-25", false},
      {"QC-LNT-EM", "2013-06-24", false},
      {"QC-LNT-EM", "2013-06-25", true},
      // The employer's choice at Easter 2013.
      {"QC-LNT-GF", "2013-03-29", false},
      {"QC-LNT-GF", "2013-04-01", true},
      {"QC-LNT-EM", "2013-03-29", true},
      {"QC-LNT-EM", "2013-04-01", false},
      // Paid holidays are not non-juridical days.
      {"QC-LNT-GF", "2013-01-02", true},
      {"QC-LNT-GF", "2013-12-26", true},
      {"QC-CODE", "2012-12-24", true},
      {"QC-TRIB", "2012-12-24", false},
      {"QC-CODE", "2012-12-31", true},
      {"QC-TRIB", "2012-12-31", false},
      // Made in 2021.
      {"CA-FED", "2020-09-30", true},
      {"CA-FED", "2021-09-30", false},
      {"CA-FED", "2024-11-11", false},
      // No civic holiday of a province, and no Easter Monday.
      {"CA-FED", "2012-06-25", true},
      {"CA-FED", "2013-04-01", true},
      // 1 January 2022 was a Saturday: observed in the year before.
      {"US-FED", "2021-12-31", false},
      {"US-FED", "2010-12-31", false},
      {"US-FED", "2027-12-31", false},
      {"US-FED", "2023-01-02", false},
      {"US-FED", "2020-07-03", false},
      {"US-FED", "2021-07-05", false},
      {"US-FED", "2020-06-19", true},
      {"US-FED", "2026-06-19", false},
      {"FR", "2018-05-10", false},
      {"FR", "2018-05-21", false},
      {"FR", "2018-03-30", true},
      {"FR-ALS", "2018-03-30", false},
      {"FR", "2018-12-26", true},
      {"FR-ALS", "2018-12-26", false},
  };
  for (const Example& example : kExamples) {
    EXPECT_EQ(Calendar(example.calendar).IsOpen(Day(example.day)), example.open)
        << example.calendar << " " << example.day;
  }
}

}  // namespace
}  // namespace entente
