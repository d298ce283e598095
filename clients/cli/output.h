// Data on standard output, talk on standard error.

#ifndef ENTENTE_CLIENTS_CLI_OUTPUT_H_
#define ENTENTE_CLIENTS_CLI_OUTPUT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/settings.h"
#include "clients/cli/table.h"
#include "google/protobuf/message.h"
#include "proto/support/text/language.h"

namespace entente {

// Writes in one format, chosen by the person: never by what standard output
// happens to be. Only the width of tables follows the terminal.
class Output {
 public:
  Output(OutputFormat format, const Language& language);

  OutputFormat format() const { return format_; }
  // Whether rows go to a spreadsheet: one table, and nothing around it.
  bool is_spreadsheet() const {
    return format_ == OutputFormat::kCsv || format_ == OutputFormat::kExcel;
  }

  // The canonical protobuf JSON of an answer.
  void Json(const google::protobuf::Message& answer) const;
  // A table, as text or for a spreadsheet.
  void Rows(const Table& table) const;
  // The one row of `record`, as lines of heading and value, or for a
  // spreadsheet.
  // Headings without a value are left out of the lines.
  void Record(const Table& record) const;
  // A line of text for people; nothing in the other formats.
  void Line(absl::string_view text) const;
  // A long text for people, set in by four blanks.
  void Paragraph(absl::string_view text) const;

 private:
  std::string Spreadsheet(const Table& table) const;

  OutputFormat format_;
  char separator_;
  size_t width_;
};

// A line of talk on standard error.
void Say(absl::string_view text);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_OUTPUT_H_
