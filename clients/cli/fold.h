// Text in lines that fit a terminal.

#ifndef ENTENTE_CLIENTS_CLI_FOLD_H_
#define ENTENTE_CLIENTS_CLI_FOLD_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace entente {

// The columns that one line of UTF-8 takes on a terminal. Needs a locale that
// knows UTF-8.
size_t TextWidth(absl::string_view line);

// `text` with newlines in the place of blanks, so that no line takes more than
// `width` columns; a longer word stays whole. Lines that stand apart already
// stay apart. No-break spaces are no blanks.
std::string Fold(absl::string_view text, size_t width);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_FOLD_H_
