#include "clients/cli/table.h"

#include <clocale>
#include <string>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

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

TEST_F(TableTextTest, FoldsTheLastColumnIntoTheTerminal) {
  const std::string text(100, 'x');
  const Table table = {{{"a", "a"}, {"b", "b"}}, {{{"y", ""}, {text, ""}}}};
  const std::vector<std::string> lines =
      absl::StrSplit(TableText(table, 40), '\n');
  EXPECT_GT(lines.size(), 3u);
  EXPECT_THAT(lines, Each(SizeIs(::testing::Le(40u))));
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
