// person unseal and what goes with it: how a protected name is read.

#include <memory>

#include "clients/cli/commands.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/values.h"
#include "entente/v1/directory_service.grpc.pb.h"

namespace entente {
namespace {

using Directory = v1::DirectoryService::Stub;

void ShowRequest(Session& session, const v1::UnsealRequestAnswer& answer) {
  session.output().Record(TableOf(
      session, {&answer.unseal_request()},
      {"person_id", "organization_id", "reason", "state", "requested_by_id",
       "create_time", "decided_by_id", "decided_reason", "decide_time",
       "expire_time", "read_time", "unseal_request_id=cli/IDENTIFIER"}));
}

// What was typed, for one of two calls: asking for a name, or reading it.
struct Unsealing {
  v1::RequestUnsealRequest request;
  std::unique_ptr<RequestFlags> flags;
};

ExitCode AskForName(Session& session, Unsealing& unsealing) {
  v1::RequestUnsealRequest& request = unsealing.request;
  CommandLine::FillRequestId(request);
  session.set_dry_run(request.validate_only());
  v1::UnsealRequestAnswer answer;
  const ExitCode code = session.Call(&Directory::RequestUnseal, request, answer,
                                     CommandLine::Info(*unsealing.flags));
  if (code != ExitCode::kDone) return code;
  if (session.output().format() == OutputFormat::kJson) {
    session.output().Json(answer);
  } else {
    ShowRequest(session, answer);
    session.SayNext("AFTER.person.unseal",
                    {{"id", answer.unseal_request().unseal_request_id()},
                     {"person", request.person_id()}});
  }
  CommandLine::SayAfterwards(session, request, answer);
  return ExitCode::kDone;
}

ExitCode ReadName(Session& session, Unsealing& unsealing) {
  v1::UnsealPersonRequest request;
  request.set_person_id(unsealing.request.person_id());
  v1::PersonAnswer answer;
  const ExitCode code = session.Call(&Directory::UnsealPerson, request, answer,
                                     CommandLine::Info(*unsealing.flags));
  if (code != ExitCode::kDone) return code;
  if (session.output().format() == OutputFormat::kJson) {
    session.output().Json(answer);
  } else {
    ShowPerson(session, answer);
    Say(session.Words("READING_RECORDED"));
  }
  return ExitCode::kDone;
}

void AddUnseal(CommandLine& line, CLI::App* noun) {
  auto unsealing = std::make_shared<Unsealing>();
  CLI::App* verb =
      line.Verb(noun, "unseal", [unsealing](Session& session) -> ExitCode {
        const ExitCode code = unsealing->flags->Fill();
        if (code != ExitCode::kDone) return code;
        // An empty reason is a reason that the server asks for.
        const bool asks = unsealing->flags->command()->count("--reason") > 0;
        return asks ? AskForName(session, *unsealing)
                    : ReadName(session, *unsealing);
      });
  unsealing->flags = std::make_unique<RequestFlags>(verb, &unsealing->request,
                                                    line.language());
  unsealing->flags->Word("person", "person_id")
      .LongText("--reason", "reason")
      .Flag("--dry-run", "validate_only")
      .Flag("--request-id", "request_id");
}

}  // namespace

void AddUnsealCommands(CommandLine& line, CLI::App* person) {
  AddUnseal(line, person);

  line.Call(person, "unseal-requests", &Directory::ListUnsealRequests,
            std::function([](Session& session,
                             const v1::ListUnsealRequestsResponse& answer) {
              ShowList(
                  session,
                  TableOfAll(session, answer.unseal_requests(),
                             {"person_id", "state", "reason", "requested_by_id",
                              "create_time", "expire_time",
                              "unseal_request_id=cli/IDENTIFIER"}));
            }))
      .Flag("--pending", "pending_only");

  line.Call(person, "unseal-history", &Directory::ListUnsealHistory,
            std::function([](Session& session,
                             const v1::ListUnsealHistoryResponse& answer) {
              ShowEvents(session, answer.events());
            }))
      .Word("request", "unseal_request_id");

  line.Call(person, "approve-unseal", &Directory::ApproveUnseal,
            std::function(
                [](Session& session, const v1::UnsealRequestAnswer& answer) {
                  ShowRequest(session, answer);
                  session.SayNext(
                      "AFTER.person.approve-unseal",
                      {{"id", answer.unseal_request().unseal_request_id()}});
                }))
      .Word("request", "unseal_request_id");

  line.Call(person, "refuse-unseal", &Directory::RefuseUnseal,
            std::function(ShowRequest))
      .Word("request", "unseal_request_id")
      .LongText("--reason", "reason")
      .Required();
}

}  // namespace entente
