// The manual page of the program, made from the same texts as its help.

#ifndef ENTENTE_CLIENTS_CLI_MAN_PAGE_H_
#define ENTENTE_CLIENTS_CLI_MAN_PAGE_H_

#include <string>

#include "clients/cli/command_line.h"

namespace entente {

// The word by which the build asks for the page, in the language of --lang:
// "entente __man". It is no command for people, and stands in no help.
inline constexpr char kManWord[] = "__man";

// entente(1), in roff and UTF-8: every noun, verb and flag of `line`.
std::string ManPage(CommandLine& line);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_MAN_PAGE_H_
