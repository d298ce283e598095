// agreement: the collective agreements under which grievances are filed.

#include "clients/cli/commands.h"
#include "clients/cli/values.h"
#include "entente/v1/directory_service.grpc.pb.h"

namespace entente {
namespace {

using Directory = v1::DirectoryService::Stub;

void ShowAgreement(Session& session, const v1::AgreementAnswer& answer) {
  session.output().Record(
      TableOf(session, {&answer.agreement()},
              {"title", "local_id", "employer_id", "profile_code", "from_date",
               "until_date", "entered_by_id", "entered_for_id", "ended_by_id",
               "ended_for_id", "end_reason", "agreement_id=cli/IDENTIFIER"}));
}

}  // namespace

void AddAgreementCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("agreement");

  line.Call(noun, "create", &Directory::CreateAgreement,
            std::function(
                [](Session& session, const v1::AgreementAnswer& answer) {
                  ShowAgreement(session, answer);
                  if (session.RepresentsASide()) {
                    session.SayNext("AFTER.agreement.create");
                  } else {
                    session.SayNext("AFTER.agreement.create.keeper");
                  }
                }))
      .Flag("--local", "agreement.local_id")
      .Required()
      .Flag("--employer", "agreement.employer_id")
      .Required()
      .Flag("--profile", "agreement.profile_code")
      .Required()
      .Flag("--title", "agreement.title")
      .Required()
      .Flag("--from", "agreement.from_date")
      .Required()
      .Flag("--until", "agreement.until_date");

  line.Call(noun, "end", &Directory::EndAgreement, std::function(ShowAgreement))
      .Word("agreement", "agreement_id")
      .Flag("--until", "until_date")
      .Required()
      .LongText("--reason", "reason")
      .Required();

  line.Call(noun, "list", &Directory::ListAgreements,
            std::function([](Session& session,
                             const v1::ListAgreementsResponse& answer) {
              ShowList(session,
                       TableOfAll(session, answer.agreements(),
                                  {"title", "local_id", "employer_id",
                                   "profile_code", "from_date", "until_date",
                                   "agreement_id=cli/IDENTIFIER"}));
            }))
      .Flag("--org", "organization_id");

  line.Call(noun, "show", &Directory::GetAgreement,
            std::function(ShowAgreement))
      .Word("agreement", "agreement_id");
}

}  // namespace entente
