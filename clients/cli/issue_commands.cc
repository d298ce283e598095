// issue: what a file may be about.

#include "clients/cli/commands.h"
#include "clients/cli/values.h"
#include "entente/v1/grievance_service.grpc.pb.h"

namespace entente {

void AddIssueCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("issue");
  line.Call(
      noun, "list", &v1::GrievanceService::Stub::ListIssues,
      std::function([](Session& session, const v1::ListIssuesResponse& answer) {
        session.output().Rows(
            TableOfAll(session, answer.taxonomy().issues(),
                       {"code", "restricted", "outside_labour", "label"}));
      }));
}

}  // namespace entente
