#include "services/time_limits/calendar_rules.h"

#include <gtest/gtest.h>

#include <ctime>
#include <functional>
#include <map>
#include <string>
#include <vector>

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

// Weekday of a day, Sunday = 0.
int WeekdayC(int year, int month, int day) {
  std::tm tm = {};
  tm.tm_year = year - 1900;
  tm.tm_mon = month - 1;
  tm.tm_mday = day;
  tm.tm_hour = 12;
  timegm(&tm);
  return tm.tm_wday;
}

// YYYY-MM-DD of the `day`-th day counted from the start of `month`; may run
// over into other months.
std::string IsoC(int year, int month, int day) {
  std::tm tm = {};
  tm.tm_year = year - 1900;
  tm.tm_mon = month - 1;
  tm.tm_mday = day;
  tm.tm_hour = 12;
  timegm(&tm);
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
  EXPECT_EQ(calendar.checked_date(), "2026-11-22");
  EXPECT_FALSE(calendar.source().empty());
}

INSTANTIATE_TEST_SUITE_P(
    Shipped, EveryCalendar,
    testing::Values(Shipped{"QC-CODE", QcCode}, Shipped{"QC-TRIB", QcTrib},
                    Shipped{"QC-LNT-GF", QcLntGf},
                    Shipped{"QC-LNT-EM", QcLntEm}, Shipped{"FR", Fr},
                    Shipped{"FR-ALS", FrAls}, Shipped{"US-FED", UsFed}));

TEST(ShippedCalendars, AreTheSevenAndAllOfThemAreTested) {
  std::vector<std::string> codes;
  for (const CalendarDays* calendar : Calendars().Newest()) {
    codes.push_back(calendar->calendar().code());
  }
  EXPECT_EQ(codes,
            (std::vector<std::string>{"FR", "FR-ALS", "QC-CODE", "QC-LNT-EM",
                                      "QC-LNT-GF", "QC-TRIB", "US-FED"}));
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

TEST(WhyClosed, NamesTheHolidayAndTheDayItIsObservedFor) {
  const auto observed = Calendar("US-FED").WhyClosed(Day("2021-12-31"));
  ASSERT_TRUE(observed.has_value());
  EXPECT_EQ(observed->name().en(), "New Year's Day");
  EXPECT_EQ(observed->observed_for_date(), "2022-01-01");
  const auto holidays = Calendar("US-FED").Holidays(2021);
  EXPECT_EQ(holidays.back().date(), "2021-12-31");
  EXPECT_TRUE(Calendar("US-FED").Holidays(2022).front().date() >
              std::string("2022-01-02"));

  const auto saturday = Calendar("QC-CODE").WhyClosed(Day("2012-12-22"));
  ASSERT_TRUE(saturday.has_value());
  EXPECT_FALSE(saturday->has_name());
  EXPECT_FALSE(Calendar("QC-CODE").WhyClosed(Day("2012-12-21")).has_value());
}

// A small calendar with one rule of each kind.
v1::Calendar Example() {
  absl::StatusOr<v1::Calendar> calendar = ParseCalendar(R"pb(
    code: "XX"
    version: 1
    title { fr: "Essai" en: "Test" }
    jurisdiction: "XX"
    source: "None"
    checked_date: "2026-11-22"
    closed_weekdays: SUNDAY
    holidays {
      name { fr: "a" en: "a" }
      fixed { month: 2 day: 29 }
    }
    holidays {
      name { fr: "b" en: "b" }
      nth_weekday { month: 3 weekday: FRIDAY n: 5 }
    }
    holidays {
      name { fr: "c" en: "c" }
      last_weekday { month: 2 weekday: SATURDAY }
    }
    holidays {
      name { fr: "d" en: "d" }
      weekday_before { weekday: MONDAY month: 1 day: 1 }
    }
    holidays {
      name { fr: "e" en: "e" }
      easter_offset_days: 0
      from_year: 2000
      until_year: 2001
    }
    holidays {
      name { fr: "f" en: "f" }
      proclaimed_date: "2022-09-19"
    }
    holidays {
      name { fr: "g" en: "g" }
      fixed { month: 12 day: 30 }
      shifts { falls_on: WEDNESDAY days: 3 }
    })pb");
  EXPECT_TRUE(calendar.ok()) << Complaint(calendar.status());
  return *calendar;
}

std::vector<std::string> HolidaysOf(const v1::Calendar& calendar, int year) {
  std::vector<std::string> result;
  const absl::StatusOr<CalendarDays> days = CalendarDays::From(calendar);
  EXPECT_TRUE(days.ok()) << Complaint(days.status());
  for (const v1::ClosedDay& day : days->Holidays(year)) {
    result.push_back(day.name().en() + " " + day.date());
  }
  return result;
}

TEST(Holidays, FollowEveryKindOfRule) {
  EXPECT_EQ(
      HolidaysOf(Example(), 2024),
      (std::vector<std::string>{"c 2024-02-24", "a 2024-02-29", "b 2024-03-29",
                                "d 2024-12-30", "g 2024-12-30"}));
  EXPECT_EQ(HolidaysOf(Example(), 2023),
            (std::vector<std::string>{"c 2023-02-25", "b 2023-03-31",
                                      "d 2023-12-25", "g 2023-12-30"}));
}

TEST(Holidays, HoldOnlyInTheYearsOfTheirRule) {
  EXPECT_EQ(HolidaysOf(Example(), 2000)[3], "e 2000-04-23");
  EXPECT_EQ(HolidaysOf(Example(), 2001)[2], "e 2001-04-15");
  for (const int year : {1999, 2002}) {
    for (const std::string& holiday : HolidaysOf(Example(), year)) {
      EXPECT_NE(holiday[0], 'e');
    }
  }
}

TEST(Holidays, AreProclaimedForOneYear) {
  EXPECT_EQ(HolidaysOf(Example(), 2022)[1], "f 2022-09-19");
  for (const std::string& holiday : HolidaysOf(Example(), 2021)) {
    EXPECT_NE(holiday[0], 'f');
  }
}

TEST(Holidays, CountInTheYearInWhichTheyAreObserved) {
  // 30 December 2020 was a Wednesday, observed on 2 January 2021.
  EXPECT_EQ(HolidaysOf(Example(), 2020).back(), "d 2020-12-28");
  EXPECT_EQ(HolidaysOf(Example(), 2021).front(), "g 2021-01-02");
}

TEST(CheckCalendar, AcceptsTheExample) {
  EXPECT_EQ(Complaint(CheckCalendar(Example())), "OK");
}

struct Damage {
  const char* complaint;
  std::function<void(v1::Calendar&)> damage;
};

TEST(CheckCalendar, NamesWhatIsWrongAndWhere) {
  using C = v1::Calendar;
  const Damage kDamages[] = {
      {"code NOT_A_CODE", [](C& c) { c.clear_code(); }},
      {"code NOT_A_CODE", [](C& c) { c.set_code("qc trib"); }},
      {"code NOT_A_CODE", [](C& c) { c.set_code(std::string(33, 'A')); }},
      {"version OUT_OF_RANGE", [](C& c) { c.clear_version(); }},
      {"version OUT_OF_RANGE", [](C& c) { c.set_version(-1); }},
      {"title.fr MISSING", [](C& c) { c.clear_title(); }},
      {"title.en MISSING", [](C& c) { c.mutable_title()->clear_en(); }},
      {"jurisdiction MISSING", [](C& c) { c.clear_jurisdiction(); }},
      {"source MISSING", [](C& c) { c.clear_source(); }},
      {"source BAD_CHARACTER", [](C& c) { c.set_source("a\x1b[2J"); }},
      {"source BAD_CHARACTER", [](C& c) { c.set_source("a\xff"); }},
      {"source BAD_CHARACTER", [](C& c) { c.set_source("\xe2\x80\xae"); }},
      {"source TOO_LONG", [](C& c) { c.set_source(std::string(2001, 'x')); }},
      {"checked_date NOT_A_DATE", [](C& c) { c.clear_checked_date(); }},
      {"checked_date NOT_A_DATE", [](C& c) { c.set_checked_date("2026"); }},
      {"closed_weekdays[1] NAMES_NO_DAY",
       [](C& c) { c.set_closed_weekdays(0, C::WEEKDAY_UNSPECIFIED); }},
      {"closed_weekdays[2] DUPLICATE",
       [](C& c) { c.add_closed_weekdays(C::SUNDAY); }},
      {"closed_weekdays NO_OPEN_DAY",
       [](C& c) {
         for (int i = 1; i <= 6; ++i) {
           c.add_closed_weekdays(static_cast<C::Weekday>(i));
         }
       }},
      {"holidays TOO_MANY",
       [](C& c) {
         while (c.holidays_size() <= 100) *c.add_holidays() = c.holidays(0);
       }},
      {"holidays TOO_MANY",
       [](C& c) {
         while (c.holidays_size() <= 1000000) c.add_holidays();
       }},
      {"holidays[2].name.fr MISSING",
       [](C& c) { c.mutable_holidays(1)->clear_name(); }},
      {"holidays[2].name.en MISSING",
       [](C& c) { c.mutable_holidays(1)->mutable_name()->clear_en(); }},
      {"holidays[1] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(0)->clear_day(); }},
      {"holidays[1] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(0)->mutable_fixed()->set_day(30); }},
      {"holidays[1] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(0)->mutable_fixed()->set_day(0); }},
      {"holidays[1] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(0)->mutable_fixed()->set_month(13); }},
      {"holidays[1] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(0)->mutable_fixed()->set_month(0); }},
      // 29 February of years that have none.
      {"holidays[1] NAMES_NO_DAY",
       [](C& c) {
         c.mutable_holidays(0)->set_from_year(2097);
         c.mutable_holidays(0)->set_until_year(2100);
       }},
      {"holidays[1] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(0)->set_from_year(2101); }},
      {"holidays[2] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(1)->mutable_nth_weekday()->set_n(6); }},
      {"holidays[2] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(1)->mutable_nth_weekday()->set_n(0); }},
      {"holidays[2] NAMES_NO_DAY",
       [](C& c) {
         c.mutable_holidays(1)->mutable_nth_weekday()->clear_weekday();
       }},
      {"holidays[2] NAMES_NO_DAY",
       [](C& c) {
         c.mutable_holidays(1)->mutable_nth_weekday()->set_weekday(
             static_cast<C::Weekday>(8));
       }},
      {"holidays[2] NAMES_NO_DAY",
       [](C& c) {
         c.mutable_holidays(1)->mutable_nth_weekday()->clear_month();
       }},
      {"holidays[3] NAMES_NO_DAY",
       [](C& c) {
         c.mutable_holidays(2)->mutable_last_weekday()->clear_weekday();
       }},
      {"holidays[3] NAMES_NO_DAY",
       [](C& c) {
         c.mutable_holidays(2)->mutable_last_weekday()->clear_month();
       }},
      {"holidays[4] NAMES_NO_DAY",
       [](C& c) {
         c.mutable_holidays(3)->mutable_weekday_before()->clear_day();
       }},
      {"holidays[4] NAMES_NO_DAY",
       [](C& c) {
         c.mutable_holidays(3)->mutable_weekday_before()->clear_weekday();
       }},
      {"holidays[5] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(4)->set_until_year(1999); }},
      {"holidays[5] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(4)->set_easter_offset_days(251); }},
      {"holidays[5] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(4)->set_easter_offset_days(-81); }},
      {"holidays[6] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(5)->set_proclaimed_date(""); }},
      {"holidays[6] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(5)->set_proclaimed_date("2022-02-30"); }},
      {"holidays[6] NAMES_NO_DAY",
       [](C& c) { c.mutable_holidays(5)->set_proclaimed_date("1969-01-01"); }},
      {"holidays[7].shifts[1].falls_on MISSING",
       [](C& c) {
         c.mutable_holidays(6)->mutable_shifts(0)->clear_falls_on();
       }},
      {"holidays[7].shifts[1].days OUT_OF_RANGE",
       [](C& c) { c.mutable_holidays(6)->mutable_shifts(0)->clear_days(); }},
      {"holidays[7].shifts[1].days OUT_OF_RANGE",
       [](C& c) { c.mutable_holidays(6)->mutable_shifts(0)->set_days(7); }},
      {"holidays[7].shifts[1].days OUT_OF_RANGE",
       [](C& c) { c.mutable_holidays(6)->mutable_shifts(0)->set_days(-7); }},
  };
  for (const Damage& damage : kDamages) {
    v1::Calendar calendar = Example();
    damage.damage(calendar);
    EXPECT_EQ(Complaint(CheckCalendar(calendar)),
              std::string("CALENDAR_INVALID ") + damage.complaint);
    EXPECT_FALSE(CalendarDays::From(calendar).ok());
  }
}

TEST(ParseCalendar, NamesTheLineThatCannotBeRead) {
  EXPECT_EQ(Complaint(ParseCalendar("code: \"XX\"\nholiday {}").status()),
            "CALENDAR_INVALID 2:9 holiday UNKNOWN_NAME");
}

TEST(CalendarBook, KeepsEveryVersionAndFindsTheNewest) {
  CalendarBook book;
  v1::Calendar calendar = Example();
  ASSERT_TRUE(book.Add(calendar).ok());
  EXPECT_EQ(Complaint(book.Add(calendar)),
            "CALENDAR_INVALID version DUPLICATE");
  calendar.set_version(3);
  calendar.clear_closed_weekdays();
  ASSERT_TRUE(book.Add(calendar).ok());
  EXPECT_EQ(book.Find("XX")->calendar().version(), 3);
  EXPECT_EQ(book.Find("XX", 1)->calendar().version(), 1);
  EXPECT_EQ(book.Find("XX", 2), nullptr);
  EXPECT_EQ(book.Find("X"), nullptr);
  EXPECT_EQ(book.Find("XXX"), nullptr);
  EXPECT_EQ(book.Newest().size(), 1u);
  // A correction changes nothing for those who pinned the version before.
  EXPECT_FALSE(book.Find("XX", 1)->IsOpen(Day("2026-11-22")));
  EXPECT_TRUE(book.Find("XX", 3)->IsOpen(Day("2026-11-22")));
}

}  // namespace
}  // namespace entente
