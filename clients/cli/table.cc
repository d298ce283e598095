#include "clients/cli/table.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/cli/csv.h"
#include "clients/cli/fold.h"
#include "clients/cli/safe_text.h"

namespace entente {
namespace {

constexpr absl::string_view kBetween = "  ";
// Narrower columns would be one word to a line.
constexpr size_t kNarrowest = 20;

void Trim(std::string& out) {
  while (!out.empty() && out.back() == ' ') out.pop_back();
}

void AppendPadded(std::string& out, const std::string& text, size_t width) {
  absl::StrAppend(&out, text,
                  std::string(width - std::min(width, TextWidth(text)), ' '));
}

using Rows = std::vector<std::vector<std::string>>;

// Without the columns in which no row has anything.
Rows ShownRows(const Table& table) {
  Rows rows(table.rows.size() + 1);
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const bool used = std::any_of(
        table.rows.begin(), table.rows.end(),
        [i](const std::vector<Cell>& row) { return !row[i].shown.empty(); });
    if (!used) continue;
    rows[0].push_back(ForTerminalLine(table.columns[i].heading));
    for (size_t r = 0; r < table.rows.size(); ++r) {
      rows[r + 1].push_back(ForTerminalLine(table.rows[r][i].shown));
    }
  }
  return rows;
}

// One block for each row: what does not fit side by side stands below.
std::string Blocks(const Rows& rows, size_t width) {
  std::string out;
  for (size_t r = 1; r < rows.size(); ++r) {
    std::vector<std::vector<Cell>> lines;
    for (size_t i = 0; i < rows[r].size(); ++i) {
      if (!rows[r][i].empty()) {
        lines.push_back({{rows[0][i], ""}, {rows[r][i], ""}});
      }
    }
    absl::StrAppend(&out, out.empty() ? "" : "\n", SheetText(lines, width));
  }
  return out;
}

}  // namespace

std::string TableText(const Table& table, size_t width) {
  if (table.rows.empty()) return "";
  const Rows rows = ShownRows(table);
  std::vector<size_t> widths(rows[0].size());
  size_t total = 0;
  for (size_t i = 0; i < widths.size(); ++i) {
    for (const std::vector<std::string>& row : rows) {
      widths[i] = std::max(widths[i], TextWidth(row[i]));
    }
    total += widths[i] + (i > 0 ? kBetween.size() : 0);
  }
  if (width > 0 && total > width) return Blocks(rows, width);
  std::string out;
  for (const std::vector<std::string>& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) absl::StrAppend(&out, kBetween);
      AppendPadded(out, row[i], widths[i]);
    }
    Trim(out);
    out += "\n";
  }
  return out;
}

std::string SheetText(const std::vector<std::vector<Cell>>& rows,
                      size_t width) {
  size_t first = 0;
  for (const std::vector<Cell>& row : rows) {
    first = std::max(first, TextWidth(ForTerminalLine(row[0].shown)));
  }
  const size_t indent = first + kBetween.size();
  const size_t room = width == 0                    ? static_cast<size_t>(-1)
                      : width < indent + kNarrowest ? kNarrowest
                                                    : width - indent;
  std::string out;
  for (const std::vector<Cell>& row : rows) {
    AppendPadded(out, ForTerminalLine(row[0].shown), first);
    std::string between(kBetween);
    for (absl::string_view line :
         absl::StrSplit(Fold(ForTerminalLine(row[1].shown), room), '\n')) {
      absl::StrAppend(&out, between, line);
      Trim(out);
      out += "\n";
      between = std::string(indent, ' ');
    }
  }
  return out;
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

std::string TableForExcel(const Table& table, char separator) {
  std::vector<std::string> values;
  for (const Table::Column& column : table.columns) {
    values.push_back(column.heading);
  }
  // Excel takes a file without this mark for one in another encoding.
  std::string out = absl::StrCat("\xEF\xBB\xBF", CsvLine(values, separator));
  for (const std::vector<Cell>& row : table.rows) {
    values.clear();
    for (size_t i = 0; i < row.size(); ++i) {
      // It knows 2012-11-22 as a date, and no long one.
      const bool day = absl::EndsWith(table.columns[i].name, "date");
      values.push_back(day ? row[i].raw : row[i].shown);
    }
    out += CsvLine(values, separator);
  }
  return out;
}

}  // namespace entente
