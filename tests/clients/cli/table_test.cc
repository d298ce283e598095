#include "clients/cli/table.h"

#include <clocale>
#include <string>

#include "clients/cli/fold.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class TableTextTest : public ::testing::Test {
 protected:
  void SetUp() override { std::setlocale(LC_ALL, "C.UTF-8"); }
};

TEST_F(TableTextTest, AlignsColumnsByWhatIsSeenAndNotByBytes) {
  const Table table = {
      {{"a", "échéance"}, {"b", "fin"}},
      {{{"été", ""}, {"x", ""}}, {{"long mot", ""}, {"y", ""}}}};
  EXPECT_EQ(TableText(table, 0),
            "échéance  fin\n"
            "été       x\n"
            "long mot  y\n");
}

TEST_F(TableTextTest, CutsNothingInAPipe) {
  const std::string text(600, 'x');
  const Table table = {{{"a", "a"}, {"b", "b"}}, {{{text, ""}, {text, ""}}}};
  EXPECT_THAT(TableText(table, 0), HasSubstr(text + "  " + text));
}

TEST_F(TableTextTest, BecomesBlocksInATerminalThatIsTooNarrow) {
  const Table table = {{{"a", "échéance"}, {"b", "à faire"}},
                       {{{"lundi 24 décembre 2012", ""}, {"déposer", ""}},
                        {{"mardi", ""}, {"", ""}}}};
  EXPECT_EQ(TableText(table, 30),
            "échéance  lundi 24 décembre\n"
            "          2012\n"
            "à faire   déposer\n"
            "\n"
            "échéance  mardi\n");
  EXPECT_EQ(TableText(table, 31),
            "échéance                à faire\n"
            "lundi 24 décembre 2012  déposer\n"
            "mardi\n");
}

TEST_F(TableTextTest, LeavesOutColumnsInWhichNoRowHasAnything) {
  const Table table = {{{"a", "un"}, {"b", "deux"}, {"c", "trois"}},
                       {{{"x", ""}, {"", "raw"}, {"y", ""}}}};
  EXPECT_EQ(TableText(table, 0), "un  trois\nx   y\n");
}

TEST_F(TableTextTest, FoldsBetweenWordsAndNotAtNoBreakSpaces) {
  EXPECT_EQ(Fold("un deux trois", 8), "un deux\ntrois");
  EXPECT_EQ(Fold("un 7\u00A0300 trois", 6), "un\n7\u00A0300\ntrois");
  EXPECT_EQ(Fold("incassable x", 4), "incassable\nx");
}

TEST_F(TableTextTest, ShowsNoControlCharacterOfTheData) {
  const Table table = {{{"a", "a"}}, {{{"x\x1b[2Jy\nz", ""}}}};
  EXPECT_THAT(TableText(table, 0), HasSubstr("x[2Jy z"));
  EXPECT_THAT(TableText(table, 0), Not(HasSubstr("\x1b")));
}

TEST_F(TableTextTest, IsEmptyWithoutRows) {
  EXPECT_EQ(TableText({{{"a", "a"}}, {}}, 0), "");
}

}  // namespace
}  // namespace entente
