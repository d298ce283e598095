// Text that is safe to show on a terminal and to send to a server.

#ifndef ENTENTE_CLIENTS_CLI_SAFE_TEXT_H_
#define ENTENTE_CLIENTS_CLI_SAFE_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace entente {

// Whether `bytes` are well-formed UTF-8 as protobuf and gRPC take it: no
// overlong form, no surrogate, nothing above U+10FFFF.
bool IsUtf8(absl::string_view bytes);

// `text` without what could act on a terminal: control characters other than
// the newline, those of C1, and the bidirectional controls. A tab becomes a
// space, a malformed byte U+FFFD.
std::string ForTerminal(absl::string_view text);

// As ForTerminal, on one line: newlines become spaces.
std::string ForTerminalLine(absl::string_view text);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_SAFE_TEXT_H_
