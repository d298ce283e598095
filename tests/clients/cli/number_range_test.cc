#include "clients/cli/number_range.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace entente {
namespace {

using testing::ElementsAre;

TEST(NumbersOfRange, CountsFromTheFirstToTheLast) {
  EXPECT_THAT(
      NumbersOfRange("QN-G-2011-0009..QN-G-2011-0011"),
      ElementsAre("QN-G-2011-0009", "QN-G-2011-0010", "QN-G-2011-0011"));
  EXPECT_THAT(NumbersOfRange("QN-G-2011-0009..0010"),
              ElementsAre("QN-G-2011-0009", "QN-G-2011-0010"));
  EXPECT_THAT(NumbersOfRange("QN-G-2011-0009..0009"),
              ElementsAre("QN-G-2011-0009"));
  EXPECT_EQ(NumbersOfRange("QN-G-2011-0001..9999").size(), 9999u);
}

TEST(NumbersOfRange, LeavesWhatIsNoRangeToTheServer) {
  for (const char* text :
       {"", "QN-G-2011-0001", "..", "QN-G-2011-0001..", "..QN-G-2011-0001",
        "QN-G-2011-0002..QN-G-2011-0001", "QN-G-2011-0001..AB-G-2011-0002",
        "QN-G-2011-0001..02", "0001..0002", "QN-G-2011-00001..99999"}) {
    EXPECT_THAT(NumbersOfRange(text), ElementsAre(text));
  }
}

}  // namespace
}  // namespace entente
