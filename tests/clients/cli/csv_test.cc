#include "clients/cli/csv.h"

#include "clients/cli/table.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

TEST(CsvField, QuotesOnlyWhatMustBeQuoted) {
  EXPECT_EQ(CsvField("simple"), "simple");
  EXPECT_EQ(CsvField("un, deux"), "\"un, deux\"");
  EXPECT_EQ(CsvField("dit « \"oui\" »"), "\"dit « \"\"oui\"\" »\"");
  EXPECT_EQ(CsvField("deux\nlignes"), "\"deux\nlignes\"");
  EXPECT_EQ(CsvField(""), "");
}

TEST(CsvField, IsNeverAFormula) {
  for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)"}) {
    EXPECT_EQ(CsvField(formula), std::string("'") + formula);
  }
  EXPECT_EQ(CsvField("\t=1"), "'\t=1");
  EXPECT_EQ(CsvField("\n=1"), "\"'\n=1\"");
  EXPECT_EQ(CsvField("2012-11-22"), "2012-11-22");
}

TEST(TableCsv, WritesNamesThenRawValues) {
  const Table table = {{{"due_date", "échéance"}, {"act", "à faire"}},
                       {{{"jeudi 22 novembre 2012", "2012-11-22"},
                         {"déposer, puis attendre", "file"}},
                        {{"", ""}, {"", ""}}}};
  EXPECT_EQ(TableCsv(table), "due_date,act\r\n2012-11-22,file\r\n,\r\n");
}

TEST(TableForExcel, WritesHeadingsThenWordsAndDaysThatExcelKnows) {
  const Table table = {{{"due_date", "échéance"}, {"act", "à faire"}},
                       {{{"jeudi 22 novembre 2012", "2012-11-22"},
                         {"déposer; attendre", "file"}}}};
  EXPECT_EQ(TableForExcel(table, ';'),
            "\xEF\xBB\xBF"
            "échéance;à faire\r\n2012-11-22;\"déposer; attendre\"\r\n");
}

}  // namespace
}  // namespace entente
