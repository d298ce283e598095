// The nouns of the program, one file each.

#ifndef ENTENTE_CLIENTS_CLI_COMMANDS_H_
#define ENTENTE_CLIENTS_CLI_COMMANDS_H_

#include "clients/cli/command_line.h"

namespace entente {

void AddSignInCommands(CommandLine& line);
void AddTodayCommand(CommandLine& line);
void AddOrgCommands(CommandLine& line);
void AddPersonCommands(CommandLine& line);
void AddMandateCommands(CommandLine& line);
void AddTokenCommands(CommandLine& line);
void AddAgreementCommands(CommandLine& line);
void AddProfileCommands(CommandLine& line);
void AddCalendarCommands(CommandLine& line);
void AddDeadlineCommands(CommandLine& line);
void AddGrievanceCommands(CommandLine& line);
void AddConsultationCommands(CommandLine& line, CLI::App* grievance);
void AddCallCommand(CommandLine& line);
void AddCompletionCommand(CommandLine& line);
void AddHelpCommand(CommandLine& line);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_COMMANDS_H_
