// Comma-separated values, as RFC 4180 has them.

#ifndef ENTENTE_CLIENTS_CLI_CSV_H_
#define ENTENTE_CLIENTS_CLI_CSV_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace entente {

// One field: quoted where it must be, and with a quote (') before a first
// character that a spreadsheet would take for a formula (= + - @ TAB CR LF).
std::string CsvField(absl::string_view value, char separator = ',');

// One record, ended by CR LF.
std::string CsvLine(const std::vector<std::string>& values,
                    char separator = ',');

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_CSV_H_
