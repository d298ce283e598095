#include "clients/cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "clients/cli/safe_text.h"
#include "google/protobuf/util/json_util.h"

namespace entente {
namespace {

// The columns of the terminal; 0 when standard output is none.
size_t TerminalWidth() {
  winsize size = {};
  if (::isatty(STDOUT_FILENO) != 1 ||
      ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) {
    return 0;
  }
  return size.ws_col;
}

}  // namespace

// Where the comma is the decimal sign, Excel separates by semicolons.
Output::Output(OutputFormat format, const Language& language)
    : format_(format),
      separator_(absl::StartsWith(language.tag(), "fr") ? ';' : ','),
      width_(TerminalWidth()) {}

std::string Output::Spreadsheet(const Table& table) const {
  return format_ == OutputFormat::kExcel ? TableForExcel(table, separator_)
                                         : TableCsv(table);
}

void Output::Json(const google::protobuf::Message& answer) const {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  if (google::protobuf::util::MessageToJsonString(answer, &json, options)
          .ok()) {
    std::cout << json;
  }
}

void Output::Rows(const Table& table) const {
  std::cout << (is_spreadsheet() ? Spreadsheet(table)
                                 : TableText(table, width_));
}

void Output::Record(const Table& record) const {
  if (is_spreadsheet()) {
    std::cout << Spreadsheet(record);
    return;
  }
  std::vector<std::vector<Cell>> lines;
  for (const std::vector<Cell>& row : record.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (row[i].shown.empty()) continue;
      lines.push_back({{record.columns[i].heading, ""}, row[i]});
    }
  }
  std::cout << SheetText(lines, width_);
}

void Output::Line(absl::string_view text) const {
  if (format_ == OutputFormat::kTable) std::cout << ForTerminal(text) << "\n";
}

void Output::Paragraph(absl::string_view text) const {
  if (format_ != OutputFormat::kTable) return;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    std::cout << (line.empty() ? "" : "    ") << ForTerminalLine(line) << "\n";
  }
}

void Say(absl::string_view text) { std::cerr << ForTerminal(text) << "\n"; }

}  // namespace entente
