// A table in a text file, as spreadsheets save it: comma-separated values.

#ifndef ENTENTE_CLIENTS_CLI_SPREADSHEET_H_
#define ENTENTE_CLIENTS_CLI_SPREADSHEET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "clients/cli/file_problem.h"

namespace entente {

struct Spreadsheet {
  struct Row {
    uint32_t line = 0;  // On which it begins, from 1.
    // As many as there are headings, without blanks around.
    std::vector<std::string> cells;
  };

  std::vector<std::string> headers;  // Of the first row.
  std::vector<Row> rows;             // Those that follow and are not empty.
  // Rows that have too many or too few cells, which `rows` leaves out.
  std::vector<FileProblem> bad_rows;
};

struct SpreadsheetOptions {
  // ',', ';' or a tabulator; 0: the one by which most of `headers` are found,
  // or else the most headings.
  char separator = 0;
  std::vector<std::string> headers;
  // Else a file that does not end with a line break is cut off.
  bool last_line_may_lack_end = false;
};

// Reads `text`, UTF-8. A problem is one of the whole file: it is empty, cut
// off, or a quote is never closed or stands where none may; then `sheet` is of
// no use.
absl::optional<FileProblem> ReadSpreadsheet(absl::string_view text,
                                            const SpreadsheetOptions& options,
                                            Spreadsheet& sheet);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_SPREADSHEET_H_
