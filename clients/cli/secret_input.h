// Codes and sealed names: never on a command line, where others see them.

#ifndef ENTENTE_CLIENTS_CLI_SECRET_INPUT_H_
#define ENTENTE_CLIENTS_CLI_SECRET_INPUT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace entente {

// One line from standard input, without its end. On a terminal the prompt is
// shown on standard error and the typing is not echoed; an interrupt restores
// the terminal and ends the program with 130.
std::string ReadSecret(absl::string_view prompt);

// Whether a person sits at standard input.
bool InputIsTerminal();

// Shows the prompt on standard error and reads one line, echoed.
std::string ReadLine(absl::string_view prompt);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_SECRET_INPUT_H_
