// mandate: who acts for whom.

#include "clients/cli/commands.h"
#include "clients/cli/values.h"
#include "entente/v1/directory_service.grpc.pb.h"

namespace entente {
namespace {

using Directory = v1::DirectoryService::Stub;

void ShowMandate(Session& session, const v1::MandateAnswer& answer) {
  session.output().Record(TableOf(
      session, {&answer.mandate()},
      {"person_id", "role", "organization_id", "from_date", "until_date",
       "granted_by_id", "revoke_time", "mandate_id=cli/IDENTIFIER"}));
}

}  // namespace

void AddMandateCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("mandate");

  line.Call(
          noun, "grant", &Directory::GrantMandate,
          std::function([](Session& session, const v1::MandateAnswer& answer) {
            ShowMandate(session, answer);
            session.SayNext("AFTER.mandate.grant",
                            {{"person", answer.mandate().person_id()}});
          }))
      .Word("person", "mandate.person_id")
      .Flag("--role", "mandate.role")
      .Required()
      .Flag("--org", "mandate.organization_id")
      .Flag("--from", "mandate.from_date")
      .Flag("--until", "mandate.until_date");

  line.Call(noun, "revoke", &Directory::RevokeMandate,
            std::function(ShowMandate))
      .Word("mandate", "mandate_id");

  line.Call(noun, "list", &Directory::ListMandates,
            std::function(
                [](Session& session, const v1::ListMandatesResponse& answer) {
                  ShowList(session,
                           TableOfAll(session, answer.mandates(),
                                      {"person_id", "role", "organization_id",
                                       "from_date", "until_date", "revoke_time",
                                       "mandate_id=cli/IDENTIFIER"}));
                }))
      .Flag("--person", "person_id")
      .Flag("--org", "organization_id");
}

}  // namespace entente
