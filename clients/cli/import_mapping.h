// What a mapping makes of a spreadsheet: the rows of an import.

#ifndef ENTENTE_CLIENTS_CLI_IMPORT_MAPPING_H_
#define ENTENTE_CLIENTS_CLI_IMPORT_MAPPING_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "clients/cli/file_problem.h"
#include "clients/cli/spreadsheet.h"
#include "entente/v1/import_mapping.pb.h"
#include "entente/v1/import_service.pb.h"

namespace entente {

// The mapping that `text` holds; a problem of that file when it holds none, or
// one that says what cannot be: an unknown field, separator or form of days, a
// heading or a field twice, a part of `common` that all rows cannot share.
absl::optional<FileProblem> ReadMapping(const std::string& text,
                                        v1::ImportMapping& mapping);

// How the mapping says that the spreadsheet is to be read.
SpreadsheetOptions OptionsOf(const v1::ImportMapping& mapping);

// A heading of the mapping that the spreadsheet lacks or has twice.
absl::optional<FileProblem> CheckHeaders(const v1::ImportMapping& mapping,
                                         const Spreadsheet& sheet);

// Fills the row in. Returns the cells that hold no value of their field.
std::vector<FileProblem> FillRow(const v1::ImportMapping& mapping,
                                 const Spreadsheet& sheet,
                                 const Spreadsheet::Row& from,
                                 v1::ImportRow& row);

// The heading of the column that fills a field of a row, which a server names
// by its path; empty when none does.
std::string HeaderOfField(const v1::ImportMapping& mapping,
                          absl::string_view path);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_IMPORT_MAPPING_H_
