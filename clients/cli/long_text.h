// Long texts: by value, from a file, from standard input, or from an editor.

#ifndef ENTENTE_CLIENTS_CLI_LONG_TEXT_H_
#define ENTENTE_CLIENTS_CLI_LONG_TEXT_H_

#include <string>

#include "absl/status/statusor.h"

namespace entente {

// The longest input that is sent: what a server receives at most.
inline constexpr size_t kMostBytes = 4 << 20;

// The text that the value of a flag stands for:
//   -       standard input
//   @FILE   the file
//   @       what is written in $VISUAL, $EDITOR or vi
//   @@TEXT  a text that begins with @
//   TEXT    itself
// One newline at the end is dropped. RESOURCE_EXHAUSTED over kMostBytes, else
// the system's error with the name of the file; UNAVAILABLE when vi would be
// started without a terminal.
absl::StatusOr<std::string> ReadLongText(const std::string& value);

// The program that `@` starts.
std::string EditorName();

// The bytes of a file; "-" is standard input. Errors as above, over
// `most_bytes`.
absl::StatusOr<std::string> ReadWholeFile(const std::string& path,
                                          size_t most_bytes = kMostBytes);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_LONG_TEXT_H_
