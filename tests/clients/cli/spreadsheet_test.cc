#include "clients/cli/spreadsheet.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace entente {
namespace {

// "2:a|b 4:c|d", then "bad 3:FILE_CELLS" for each bad row; or the problem.
std::string Shown(const std::string& text, SpreadsheetOptions options = {}) {
  Spreadsheet sheet;
  const absl::optional<FileProblem> problem =
      ReadSpreadsheet(text, options, sheet);
  if (problem.has_value())
    return absl::StrCat(problem->key, " ", problem->line);
  std::vector<std::string> parts;
  for (const Spreadsheet::Row& row : sheet.rows) {
    parts.push_back(absl::StrCat(row.line, ":", absl::StrJoin(row.cells, "|")));
  }
  for (const FileProblem& bad : sheet.bad_rows) {
    parts.push_back(absl::StrCat("bad ", bad.line, ":", bad.key));
  }
  return absl::StrJoin(parts, " ");
}

TEST(Spreadsheet, ReadsCommasSemicolonsAndTabulators) {
  EXPECT_EQ(Shown("nom,date\nA,1\nB,2\n"), "2:A|1 3:B|2");
  EXPECT_EQ(Shown("nom;date\r\nA;1,5\r\n"), "2:A|1,5");
  EXPECT_EQ(Shown("nom\tdate\nA\t1\n"), "2:A|1");
  EXPECT_EQ(Shown("un\nA\n"), "2:A");
}

TEST(Spreadsheet, TakesTheSeparatorByWhichTheHeadingsAreFound) {
  const std::string text = "nom,date;x\nA,1;2\n";
  SpreadsheetOptions options;
  options.headers = {"nom"};
  EXPECT_EQ(Shown(text, options), "2:A|1;2");
  options.headers = {"x"};
  EXPECT_EQ(Shown(text, options), "2:A,1|2");
  options.separator = ',';
  EXPECT_EQ(Shown(text, options), "2:A|1;2");
}

TEST(Spreadsheet, KnowsOnWhichLineARowBegins) {
  EXPECT_EQ(Shown("a,b\n\n\"1\nx\",2\n\n3,4\n"), "3:1\nx|2 6:3|4");
  EXPECT_EQ(Shown("a,b\n\"say \"\"yes\"\"\", 2 \n"), "2:say \"yes\"|2");
}

TEST(Spreadsheet, LeavesOutEmptyRowsAndEmptyCellsBehindTheLastHeading) {
  EXPECT_EQ(Shown("a;b;;\n1;2;;\n;;;\n3;4\n"), "2:1|2 4:3|4");
}

TEST(Spreadsheet, KeepsRowsOfAnotherLengthApart) {
  EXPECT_EQ(Shown("a,b\n1\n1,2,3\n1,2\n"),
            "4:1|2 bad 2:FILE_CELLS bad 3:FILE_CELLS");
}

TEST(Spreadsheet, RefusesAFileThatIsCutOff) {
  EXPECT_EQ(Shown("a,b\n1,2\n3,4"), "FILE_TORN 3");
  EXPECT_EQ(Shown("a,b\n1,2\n3"), "FILE_TORN 3");
  SpreadsheetOptions options;
  options.last_line_may_lack_end = true;
  EXPECT_EQ(Shown("a,b\n1,2\n3,4", options), "2:1|2 3:3|4");
  EXPECT_EQ(Shown("a,b\n1,2\n3", options), "2:1|2 bad 3:FILE_CELLS");
}

TEST(Spreadsheet, NamesTheRowWhoseQuoteIsNeverClosed) {
  EXPECT_EQ(Shown("a,b\n1,2\n\"3,4\n5,6\n"), "FILE_QUOTE_OPEN 3");
  // Another quote further on closes it at a wrong place.
  EXPECT_EQ(Shown("a,b\n\"3,4\n\"5\",6\n"), "FILE_QUOTE_OPEN 2");
  EXPECT_EQ(Shown("a,b\n1,x\"y\n"), "FILE_QUOTE_MISPLACED 2");
}

TEST(Spreadsheet, RefusesAFileWithoutRows) {
  EXPECT_EQ(Shown(""), "FILE_EMPTY 0");
  EXPECT_EQ(Shown("\n \r\n"), "FILE_EMPTY 0");
  EXPECT_EQ(Shown("a,b\n"), "FILE_NO_ROWS 1");
  EXPECT_EQ(Shown("a,b\n,\n"), "FILE_NO_ROWS 1");
}

}  // namespace
}  // namespace entente
