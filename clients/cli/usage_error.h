// What is wrong with a command line, in the reader's language.

#ifndef ENTENTE_CLIENTS_CLI_USAGE_ERROR_H_
#define ENTENTE_CLIENTS_CLI_USAGE_ERROR_H_

#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/types/optional.h"
#include "clients/cli/command_line.h"
#include "clients/cli/exit_code.h"
#include "proto/support/text/language.h"

namespace entente {

// The first argument that is not UTF-8, called by the flag before it, else by
// its place; empty when all are.
absl::optional<std::string> ArgumentNotUtf8(
    const std::vector<std::string>& arguments);

// When a flag is followed by another flag of its command where its value
// belongs ("--member --known 2012-11-22"): says so, and returns how the program
// ends; empty when none is. "--facts=--known" gives that value.
absl::optional<ExitCode> SayValueMissing(
    const CommandLine& line, const std::vector<std::string>& arguments);

// Says on standard error what `error` of `line` means, with all that is missing
// or near names for a typing error, and how to get help.
ExitCode SayUsageError(const CommandLine& line, const CLI::ParseError& error);

// For `help WORDS…`: says which of the words is no command, and returns how
// the program ends; empty when all are.
absl::optional<ExitCode> SayUnknownHelp(const Language& language,
                                        const CLI::App& app,
                                        const std::vector<std::string>& words);

// Says that a noun was given without a verb, and which verbs it has.
ExitCode SayVerbMissing(const Language& language, const CLI::App& app);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_USAGE_ERROR_H_
