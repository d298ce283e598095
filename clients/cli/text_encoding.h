// From the bytes of a file to UTF-8.

#ifndef ENTENTE_CLIENTS_CLI_TEXT_ENCODING_H_
#define ENTENTE_CLIENTS_CLI_TEXT_ENCODING_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "clients/cli/file_problem.h"

namespace entente {

// Puts the text of `bytes` into `utf8`, without a byte order mark. `encoding`
// is "UTF-8" or "windows-1252", in any case; empty: the one that the bytes
// are in. A file that holds both, bytes of neither, NUL bytes or UTF-16 is a
// problem, with the first line where it shows.
absl::optional<FileProblem> DecodeText(absl::string_view bytes,
                                       absl::string_view encoding,
                                       std::string& utf8);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_TEXT_ENCODING_H_
