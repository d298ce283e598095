#include "clients/cli/table.h"

#include <libsmartcols.h>

#include <cstdlib>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/cli/csv.h"
#include "clients/cli/safe_text.h"

namespace entente {
namespace {

using TablePointer =
    std::unique_ptr<libscols_table, decltype(&scols_unref_table)>;

std::string Print(const std::vector<std::string>& headings,
                  const std::vector<std::vector<Cell>>& rows, size_t width) {
  TablePointer table(scols_new_table(), scols_unref_table);
  if (table == nullptr) return "";
  // Without a terminal there is no width to fit into.
  scols_table_set_termforce(
      table.get(), width == 0 ? SCOLS_TERMFORCE_NEVER : SCOLS_TERMFORCE_ALWAYS);
  if (width > 0) scols_table_set_termwidth(table.get(), width);
  scols_table_set_column_separator(table.get(), "  ");
  bool any_heading = false;
  for (size_t i = 0; i < headings.size(); ++i) {
    const bool folds = width > 0 && i + 1 == headings.size();
    scols_table_new_column(table.get(), headings[i].c_str(), 0,
                           folds ? SCOLS_FL_WRAP : 0);
    any_heading = any_heading || !headings[i].empty();
  }
  scols_table_enable_noheadings(table.get(), any_heading ? 0 : 1);
  for (const std::vector<Cell>& row : rows) {
    libscols_line* line = scols_table_new_line(table.get(), nullptr);
    if (line == nullptr) return "";
    for (size_t i = 0; i < row.size(); ++i) {
      scols_line_set_data(line, i, ForTerminalLine(row[i].shown).c_str());
    }
  }
  char* text = nullptr;
  if (scols_print_table_to_string(table.get(), &text) != 0) return "";
  // A short last cell is padded by the library; nobody wants the blanks.
  std::string out;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    const size_t end = line.find_last_not_of(' ');
    absl::StrAppend(&out, out.empty() ? "" : "\n", line.substr(0, end + 1));
  }
  std::free(text);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out + "\n";
}

}  // namespace

std::string TableText(const Table& table, size_t width) {
  if (table.rows.empty()) return "";
  std::vector<std::string> headings;
  for (const Table::Column& column : table.columns) {
    headings.push_back(column.heading);
  }
  return Print(headings, table.rows, width);
}

std::string SheetText(const std::vector<std::vector<Cell>>& rows,
                      size_t width) {
  if (rows.empty()) return "";
  return Print({"", ""}, rows, width);
}

std::string TableCsv(const Table& table) {
  std::vector<std::string> values;
  for (const Table::Column& column : table.columns) {
    values.push_back(column.name);
  }
  std::string out = CsvLine(values);
  for (const std::vector<Cell>& row : table.rows) {
    values.clear();
    for (const Cell& cell : row) values.push_back(cell.raw);
    out += CsvLine(values);
  }
  return out;
}

}  // namespace entente
