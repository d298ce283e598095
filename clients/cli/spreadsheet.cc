#include "clients/cli/spreadsheet.h"

#include <csv.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace entente {
namespace {

using Row = Spreadsheet::Row;

constexpr char kSeparators[] = {';', ',', '\t'};

// One pass of libcsv, fed line by line: it does not tell the lines itself.
class Reading {
 public:
  explicit Reading(char separator) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
  }
  ~Reading() { csv_free(&parser_); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  // The rows of `text`, at most `limit` (0: all).
  absl::optional<FileProblem> Read(absl::string_view text, size_t limit) {
    while (!text.empty() && (limit == 0 || rows_.size() < limit)) {
      const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
      ++line_;
      if (!in_row_) row_line_ = line_;
      const absl::string_view line = text.substr(0, end);
      in_row_ = in_row_ || !absl::StripAsciiWhitespace(line).empty();
      if (csv_parse(&parser_, line.data(), line.size(), TakeCell, EndRow,
                    this) != line.size()) {
        return Bad(row_line_ == line_ ? "FILE_QUOTE_MISPLACED"
                                      : "FILE_QUOTE_OPEN");
      }
      text.remove_prefix(end);
    }
    if (!text.empty()) return absl::nullopt;
    if (csv_fini(&parser_, TakeCell, EndRow, this) != 0) {
      return Bad("FILE_QUOTE_OPEN");
    }
    return absl::nullopt;
  }

  std::vector<Row>& rows() { return rows_; }

 private:
  FileProblem Bad(const char* key) const {
    FileProblem problem;
    problem.line = row_line_;
    problem.key = key;
    problem.details = {{"seen_line", absl::StrCat(line_)}};
    return problem;
  }

  static void TakeCell(void* bytes, size_t length, void* self) {
    const absl::string_view cell(static_cast<const char*>(bytes), length);
    static_cast<Reading*>(self)->cells_.emplace_back(
        absl::StripAsciiWhitespace(cell));
  }

  static void EndRow(int, void* self) {
    auto& reading = *static_cast<Reading*>(self);
    reading.rows_.push_back(
        {reading.row_line_, std::exchange(reading.cells_, {})});
    reading.in_row_ = false;
  }

  csv_parser parser_;
  std::vector<Row> rows_;
  std::vector<std::string> cells_;
  uint32_t line_ = 0;
  uint32_t row_line_ = 0;
  bool in_row_ = false;
};

// How well the first row reads with this separator: the wanted headings that
// it has, then all.
std::pair<int64_t, size_t> Worth(absl::string_view text, char separator,
                                 const std::vector<std::string>& wanted) {
  Reading reading(separator);
  if (reading.Read(text, 1).has_value() || reading.rows().empty()) {
    return {-1, 0};
  }
  const std::vector<std::string>& found = reading.rows()[0].cells;
  return {absl::c_count_if(wanted,
                           [&](const std::string& header) {
                             return absl::c_linear_search(found, header);
                           }),
          found.size()};
}

char SeparatorOf(absl::string_view text, const SpreadsheetOptions& options) {
  if (options.separator != 0) return options.separator;
  return *std::max_element(std::begin(kSeparators), std::end(kSeparators),
                           [&](char a, char b) {
                             return Worth(text, a, options.headers) <
                                    Worth(text, b, options.headers);
                           });
}

bool IsEmpty(const Row& row) {
  return absl::c_all_of(row.cells,
                        [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

absl::optional<FileProblem> ReadSpreadsheet(absl::string_view text,
                                            const SpreadsheetOptions& options,
                                            Spreadsheet& sheet) {
  FileProblem problem;
  if (absl::StripAsciiWhitespace(text).empty()) {
    problem.key = "FILE_EMPTY";
    return problem;
  }
  Reading reading(SeparatorOf(text, options));
  absl::optional<FileProblem> bad = reading.Read(text, 0);
  if (bad.has_value()) return bad;
  std::vector<Row>& rows = reading.rows();
  if (text.back() != '\n' && text.back() != '\r' &&
      !options.last_line_may_lack_end) {
    problem.line = rows.back().line;
    problem.key = "FILE_TORN";
    return problem;
  }
  sheet.headers = std::move(rows[0].cells);
  // What a spreadsheet leaves behind the last heading.
  while (!sheet.headers.empty() && sheet.headers.back().empty()) {
    sheet.headers.pop_back();
  }
  for (size_t i = 1; i < rows.size(); ++i) {
    Row& row = rows[i];
    if (IsEmpty(row)) continue;
    while (row.cells.size() > sheet.headers.size() &&
           row.cells.back().empty()) {
      row.cells.pop_back();
    }
    if (row.cells.size() == sheet.headers.size()) {
      sheet.rows.push_back(std::move(row));
      continue;
    }
    FileProblem& count = sheet.bad_rows.emplace_back();
    count.line = row.line;
    count.key = "FILE_CELLS";
    count.details = {{"count", absl::StrCat(row.cells.size())},
                     {"expected", absl::StrCat(sheet.headers.size())}};
  }
  if (sheet.rows.empty() && sheet.bad_rows.empty()) {
    problem.line = rows[0].line;
    problem.key = "FILE_NO_ROWS";
    return problem;
  }
  return absl::nullopt;
}

}  // namespace entente
