// The numbers of files, for the shell that completes a command line.

#ifndef ENTENTE_CLIENTS_CLI_NUMBER_COMPLETION_H_
#define ENTENTE_CLIENTS_CLI_NUMBER_COMPLETION_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/settings.h"

namespace entente {

// The word by which the scripts of `completion` ask: "entente __complete
// numbers QN-G". It is no command for people, and stands in no help.
inline constexpr char kCompleteWord[] = "__complete";

// The numbers that begin with `prefix`: of the grievances, consultations
// and settlements that the signed-in person may list, the latest first.
// Whatever goes wrong, also no answer within a second, ends the list where it
// is: somebody waits at a keyboard, and has asked for nothing yet. Says
// nothing, asks for nothing.
std::vector<std::string> NumbersBeginningWith(const Settings& settings,
                                              absl::string_view prefix);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_NUMBER_COMPLETION_H_
