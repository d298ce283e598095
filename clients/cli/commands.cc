#include "clients/cli/commands.h"

namespace entente {

void AddAllCommands(CommandLine& line) {
  AddSignInCommands(line);
  AddTodayCommand(line);
  AddGrievanceCommands(line);
  AddSettlementCommands(line);
  AddMediationCommands(line);
  AddDocumentCommands(line);
  AddDeadlineCommands(line);
  AddIssueCommands(line);
  AddOrgCommands(line);
  AddPersonCommands(line);
  AddMandateCommands(line);
  AddTokenCommands(line);
  AddAgreementCommands(line);
  AddProfileCommands(line);
  AddCalendarCommands(line);
  AddEventCommands(line);
  AddCallCommand(line);
  AddCompletionCommand(line);
  AddHelpCommand(line);
}

}  // namespace entente
