#include "proto/support/field_checks.h"

#include <gtest/gtest.h>

#include <string>

#include "entente/v1/directory.pb.h"
#include "proto/support/refusal.h"

namespace entente {
namespace {

using R = v1::Refusal;

TEST(CheckText, CountsCharactersNotBytes) {
  EXPECT_TRUE(CheckText("name", "ééé", 3, true).ok());
  EXPECT_EQ(RefusalReason(CheckText("name", "éééé", 3, true)),
            R::FIELD_TOO_LONG);
}

TEST(CheckText, FindsWhiteSpaceAloneEmptyOnlyWhenRequired) {
  EXPECT_EQ(RefusalReason(CheckText("name", "  ", 10, true)),
            R::FIELD_REQUIRED);
  EXPECT_TRUE(CheckText("name", "", 10, false).ok());
}

TEST(CheckText, RefusesControlAndDirectionCharacters) {
  for (const char* text : {"a\x1b[31m", "a\nb", "\u202E", "\u2067", "\u200F",
                           "\u2028", "\uFEFF", "\u009b"}) {
    const absl::Status status = CheckText("name", text, 10, true);
    EXPECT_EQ(RefusalReason(status), R::FIELD_BAD_CHARACTER);
  }
  EXPECT_TRUE(CheckText("name", "Côté d’ici — 😀", 20, true).ok());
}

TEST(CheckLongText, AcceptsLinesAndTabs) {
  EXPECT_TRUE(CheckLongText("facts", "a\n\tb", 10, true).ok());
  EXPECT_EQ(RefusalReason(CheckLongText("facts", "a\r\n", 10, true)),
            R::FIELD_BAD_CHARACTER);
}

TEST(CheckDay, AcceptsRealDaysOnly) {
  const auto day = CheckDay("known_date", "2012-02-29", true);
  ASSERT_TRUE(day.ok());
  EXPECT_EQ(**day, absl::CivilDay(2012, 2, 29));
  for (const char* text :
       {"2012-02-30", "2013-02-29", "2012-2-9", "12-02-29", "2012-13-01",
        "2012-00-10", "2012-01-00", "2012/01/01", "2012-01-01T"}) {
    EXPECT_EQ(RefusalReason(CheckDay("known_date", text, true).status()),
              R::DATE_MALFORMED)
        << text;
  }
  EXPECT_EQ(RefusalReason(CheckDay("d", "1899-12-31", true).status()),
            R::DATE_OUT_OF_RANGE);
  EXPECT_EQ(RefusalReason(CheckDay("d", "", true).status()), R::FIELD_REQUIRED);
  EXPECT_FALSE(CheckDay("d", "", false)->has_value());
}

TEST(CheckPageSize, HasADefaultAndBounds) {
  EXPECT_EQ(*CheckPageSize(0), 50);
  EXPECT_EQ(*CheckPageSize(200), 200);
  EXPECT_EQ(RefusalReason(CheckPageSize(-1).status()), R::NUMBER_OUT_OF_RANGE);
  EXPECT_EQ(RefusalReason(CheckPageSize(201).status()), R::NUMBER_OUT_OF_RANGE);
}

TEST(CheckKnownEnum, RefusesNumbersThatTheEnumerationDoesNotHave) {
  EXPECT_TRUE(CheckKnownEnum("role", v1::Mandate::KEEPER, true).ok());
  EXPECT_EQ(RefusalReason(CheckKnownEnum(
                "role", static_cast<v1::Mandate::Role>(99), true)),
            R::VALUE_UNKNOWN);
  EXPECT_EQ(RefusalReason(
                CheckKnownEnum("role", v1::Mandate::ROLE_UNSPECIFIED, true)),
            R::FIELD_REQUIRED);
}

TEST(CheckCount, RefusesMoreThanTheLimit) {
  EXPECT_TRUE(CheckCount("states", 5, 5).ok());
  EXPECT_EQ(RefusalReason(CheckCount("states", 6, 5)), R::FIELD_TOO_MANY);
}

TEST(CheckDateOrder, TakesEqualDaysAndThoseThatAreNotStated) {
  EXPECT_TRUE(CheckDateOrder("b", "2012-11-22", "a", "2012-11-22").ok());
  EXPECT_TRUE(CheckDateOrder("b", "", "a", "2012-11-22").ok());
  EXPECT_TRUE(CheckDateOrder("b", "2012-11-22", "a", "").ok());
  const absl::Status refused =
      CheckDateOrder("b", "2012-11-21", "a", "2012-11-22");
  EXPECT_EQ(RefusalReason(refused), R::DATE_ORDER);
  EXPECT_EQ(FindRefusal(refused)->metadata().at("field"), "b");
  EXPECT_EQ(FindRefusal(refused)->metadata().at("other_date"), "2012-11-22");
}

}  // namespace
}  // namespace entente
