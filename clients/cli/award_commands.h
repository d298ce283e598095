// grievance award, and how an order is typed.

#ifndef ENTENTE_CLIENTS_CLI_AWARD_COMMANDS_H_
#define ENTENTE_CLIENTS_CLI_AWARD_COMMANDS_H_

#include <string>

#include "clients/cli/command_line.h"
#include "clients/cli/exit_code.h"
#include "entente/v1/arbitration.pb.h"
#include "proto/support/text/language.h"

namespace entente {

// Reads an order as it is typed: its kind, and parts that are set apart by
// semicolons, such as "back-pay; amount=1250,50 CAD; interest-from=2012-11-22;
// text=May to June". Says on standard error what is wrong with it.
ExitCode ReadRemedy(const Language& language, const std::string& typed,
                    v1::Remedy& remedy);

void AddAwardCommand(CommandLine& line, CLI::App* grievance);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_AWARD_COMMANDS_H_
