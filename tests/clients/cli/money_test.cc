#include "clients/cli/money.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

std::string Read(absl::string_view typed) {
  const Money money = ReadMoney(typed, "CAD");
  return absl::StrCat(money.amount, " ", money.currency_code);
}

TEST(ReadMoney, TakesAmountsAsPeopleWriteThem) {
  for (const char* typed :
       {"1 250,50 $", "1\u00A0250,50\u00A0$", "1\u202F250,50 $", "1250,50 $",
        "1250,50$", "1250,50", "1250,50 CAD", "1 250,50 CAD", "1250,50CAD"}) {
    EXPECT_EQ(Read(typed), "1250,50 CAD") << typed;
  }
  for (const char* typed :
       {"$1,250.50", "$1250.50", "1250.50 CAD", "1,250.50", "$ 1 250.50"}) {
    EXPECT_EQ(Read(typed), "1250.50 CAD") << typed;
  }
  EXPECT_EQ(Read("27 540 $"), "27540 CAD");
  EXPECT_EQ(Read("1 250,50 €"), "1250,50 EUR");
  EXPECT_EQ(Read("12 gbp"), "12 gbp");
}

TEST(ReadMoney, KeepsTheCurrencyThatIsMeantWhenNoneIsSaid) {
  EXPECT_EQ(ReadMoney("12,50", "EUR").currency_code, "EUR");
  EXPECT_EQ(ReadMoney("12,50 $", "EUR").currency_code, "CAD");
}

// The server refuses it, in the words that were typed.
TEST(ReadMoney, KeepsWhatIsNoAmount) {
  EXPECT_EQ(ReadMoney("mille dollars", "CAD").amount, "mille dollars");
  EXPECT_EQ(ReadMoney("-12 $", "CAD").amount, "-12 $");
  EXPECT_EQ(ReadMoney("$", "CAD").amount, "$");
}

}  // namespace
}  // namespace entente
