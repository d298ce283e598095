#include "proto/support/day.h"

#include <gtest/gtest.h>

#include "proto/support/refusal.h"

namespace entente {
namespace {

TEST(ParseDay, ReadsWhatItWritesForEveryDayOfTheYearsCovered) {
  for (absl::CivilDay day(kFirstYear, 1, 1);
       day <= absl::CivilDay(kLastYear, 12, 31); ++day) {
    ASSERT_EQ(ParseDay(DayIso(day)), day);
  }
}

TEST(ParseDay, RefusesWhatIsNoDay) {
  for (const char* text : {"",
                           "2012",
                           "2012-11",
                           "2012-11-2",
                           "12-11-22",
                           "2012-02-30",
                           "2013-02-29",
                           "1900-02-29",
                           "2012-13-01",
                           "2012-00-10",
                           "2012-01-00",
                           "2012-11-22 ",
                           " 2012-11-22",
                           "2012/11/22",
                           "22-11-2012",
                           "2012-11-2x",
                           "+012-11-22",
                           "2012-1 -01",
                           "2012-11-22T00:00",
                           "aaaa-bb-cc"}) {
    EXPECT_FALSE(ParseDay(text).has_value()) << text;
  }
  EXPECT_TRUE(ParseDay("2012-02-29").has_value());
  EXPECT_TRUE(ParseDay("2000-02-29").has_value());
}

TEST(CheckDayInRange, CoversTheYears1970To2100) {
  EXPECT_TRUE(CheckDayInRange("from_date", absl::CivilDay(1970, 1, 1)).ok());
  EXPECT_TRUE(CheckDayInRange("from_date", absl::CivilDay(2100, 12, 31)).ok());
  for (const absl::CivilDay day :
       {absl::CivilDay(1969, 12, 31), absl::CivilDay(2101, 1, 1)}) {
    const absl::Status status = CheckDayInRange("from_date", day);
    EXPECT_EQ(RefusalReason(status), v1::Refusal::DATE_OUT_OF_RANGE);
    const auto metadata = FindRefusal(status)->metadata();
    EXPECT_EQ(metadata.at("date"), DayIso(day));
    EXPECT_EQ(metadata.at("first"), "1970-01-01");
    EXPECT_EQ(metadata.at("last"), "2100-12-31");
  }
}

}  // namespace
}  // namespace entente
