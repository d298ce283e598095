#include "clients/cli/csv.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace entente {

std::string CsvField(absl::string_view value, char separator) {
  std::string out(value);
  if (!out.empty() &&
      absl::string_view("=+-@\t\r\n").find(out[0]) != absl::string_view::npos) {
    out.insert(out.begin(), '\'');
  }
  if (out.find_first_of("\"\r\n") == std::string::npos &&
      out.find(separator) == std::string::npos) {
    return out;
  }
  return absl::StrCat("\"", absl::StrReplaceAll(out, {{"\"", "\"\""}}), "\"");
}

std::string CsvLine(const std::vector<std::string>& values, char separator) {
  std::string out;
  for (const std::string& value : values) {
    if (&value != &values.front()) out += separator;
    absl::StrAppend(&out, CsvField(value, separator));
  }
  return out + "\r\n";
}

}  // namespace entente
