// Asking before what cannot be undone.

#ifndef ENTENTE_CLIENTS_CLI_CONFIRM_H_
#define ENTENTE_CLIENTS_CLI_CONFIRM_H_

#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/command_line.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/session.h"

namespace entente {

// Asks, with the text `cli/KEY`, that the number be typed again. kDone when it
// was, or when `yes` holds; else says that nothing was done. Without a person
// at the terminal only `yes` helps.
ExitCode ConfirmNumber(const Session& session, absl::string_view key,
                       const std::string& number, bool yes);

// The same of a wall that keeps the caller themself from a file, which only
// another representative can end; kDone at once of any other.
ExitCode ConfirmOwnWall(Session& session, const std::string& number,
                        const std::string& person_id, bool yes);

// Adds --yes to a command. `yes` must outlive the run.
void AddYesFlag(const CommandLine& line, RequestFlags& flags, bool& yes);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_CONFIRM_H_
