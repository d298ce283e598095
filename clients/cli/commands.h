// The nouns of the program, one file each.

#ifndef ENTENTE_CLIENTS_CLI_COMMANDS_H_
#define ENTENTE_CLIENTS_CLI_COMMANDS_H_

#include <string>
#include <vector>

#include "clients/cli/command_line.h"
#include "entente/v1/directory_service.pb.h"

namespace entente {

// All of them, in the order of the help.
void AddAllCommands(CommandLine& line);

void AddSignInCommands(CommandLine& line);
void AddTodayCommand(CommandLine& line);
void AddOrgCommands(CommandLine& line);
void AddPersonCommands(CommandLine& line);
void AddUnsealCommands(CommandLine& line, CLI::App* person);
// person files: all that the union has for one member.
void AddMemberFilesCommand(CommandLine& line, CLI::App* person);
void AddMandateCommands(CommandLine& line);
void AddTokenCommands(CommandLine& line);
void AddEventCommands(CommandLine& line);
void AddAgreementCommands(CommandLine& line);
void AddProfileCommands(CommandLine& line);
void AddCalendarCommands(CommandLine& line);
void AddDeadlineCommands(CommandLine& line);
void AddGrievanceCommands(CommandLine& line);
void AddConsultationCommands(CommandLine& line, CLI::App* grievance);
void AddImportCommands(CommandLine& line, CLI::App* grievance);
void AddHandOverCommand(CommandLine& line, CLI::App* grievance);
void AddArbitrationCommands(CommandLine& line, CLI::App* grievance);
void AddJoinderCommands(CommandLine& line, CLI::App* grievance);
void AddNoteCommands(CommandLine& line, CLI::App* grievance);
void AddTimeLedgerCommands(CommandLine& line, CLI::App* grievance);
// grievance settle, note-end; and the commands on settlements.
void AddSettlingCommands(CommandLine& line, CLI::App* grievance);
void AddSettlementCommands(CommandLine& line);
void AddMediationCommands(CommandLine& line);
// mediation propose, disclose, accept, challenge, end-mediator, confirm,
// sign-entry, session, pause, resume.
void AddMediatorCommands(CommandLine& line, CLI::App* mediation);
// mediation add, release, items, note, notes, destroy-note.
void AddMediationContentCommands(CommandLine& line, CLI::App* mediation);
void AddDocumentCommands(CommandLine& line);
void AddCloseCommand(CommandLine& line, CLI::App* grievance);
void AddCallCommand(CommandLine& line);
void AddCompletionCommand(CommandLine& line);
void AddHelpCommand(CommandLine& line);
void AddIssueCommands(CommandLine& line);

// Shows a person, with whichever name may be read.
void ShowPerson(Session& session, const v1::PersonAnswer& answer);

// "help grievance file" as "grievance file --help".
std::vector<std::string> WithoutHelpWord(std::vector<std::string> arguments);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_COMMANDS_H_
