// org: the organisations that files name.

#include "clients/cli/commands.h"
#include "clients/cli/values.h"
#include "entente/v1/directory_service.grpc.pb.h"

namespace entente {
namespace {

using Directory = v1::DirectoryService::Stub;

void ShowOrganization(Session& session, const v1::OrganizationAnswer& answer) {
  session.output().Record(
      TableOf(session, {&answer.organization()},
              {"code", "name", "kind", "parent_id", "create_time",
               "organization_id=cli/IDENTIFIER"}));
}

}  // namespace

void AddOrgCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("org");

  line.Call(noun, "create", &Directory::CreateOrganization,
            std::function(
                [](Session& session, const v1::OrganizationAnswer& answer) {
                  ShowOrganization(session, answer);
                  session.SayNext("AFTER.org.create",
                                  {{"code", answer.organization().code()}});
                }))
      .Flag("--kind", "organization.kind")
      .Required()
      .Flag("--code", "organization.code")
      .Required()
      .Flag("--name", "organization.name")
      .Required()
      .Flag("--parent", "organization.parent_id");

  line.Call(noun, "list", &Directory::ListOrganizations,
            std::function([](Session& session,
                             const v1::ListOrganizationsResponse& answer) {
              ShowList(session, TableOfAll(session, answer.organizations(),
                                           {"code", "kind", "name"}));
            }))
      .Flag("--kind", "kind");

  line.Call(noun, "show", &Directory::GetOrganization,
            std::function(ShowOrganization))
      .Word("code", "organization_id");
}

}  // namespace entente
