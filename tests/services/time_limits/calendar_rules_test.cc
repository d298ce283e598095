#include "services/time_limits/calendar_rules.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/services/time_limits/shipped.h"

namespace entente {
namespace {

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
