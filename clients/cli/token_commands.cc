// token: one-time codes, and the credentials that they became.

#include <memory>

#include "clients/cli/commands.h"
#include "clients/cli/system_problem.h"
#include "clients/cli/token_file.h"
#include "clients/cli/values.h"
#include "entente/v1/access_service.grpc.pb.h"

namespace entente {
namespace {

using Access = v1::AccessService::Stub;

void ShowCode(Session& session, const v1::IssueCodeResponse& answer) {
  // A dry run and a replay have no code to show.
  if (answer.code().empty()) {
    session.output().Record(
        TableOf(session, {&answer.token()},
                {"person_id", "code_expire_time", "token_id=cli/IDENTIFIER"}));
    return;
  }
  Table table = TableOf(session, {&answer}, {"code=cli/CODE"});
  const Table rest =
      TableOf(session, {&answer.token()},
              {"person_id", "code_expire_time", "token_id=cli/IDENTIFIER"});
  for (size_t i = 0; i < rest.columns.size(); ++i) {
    table.columns.push_back(rest.columns[i]);
    table.rows[0].push_back(rest.rows[0][i]);
  }
  session.output().Record(table);
  session.SayNext("AFTER.token.issue");
}

void ShowToken(Session& session, const v1::TokenAnswer& answer) {
  session.output().Record(TableOf(
      session, {&answer.token()},
      {"person_id", "kind", "state", "issue_time", "exchange_time",
       "expire_time", "revoke_time", "alarm_time", "token_id=cli/IDENTIFIER"}));
}

// A token for a timer goes into a file of its own: on a screen, or among the
// arguments of a command, others may read it.
ExitCode IssueForDigest(Session& session, v1::IssueDigestTokenRequest& request,
                        const std::string& to, const CommandInfo& info) {
  NewTokenFile file;
  const bool shown = to == "-";
  if (!shown && !request.validate_only()) {
    const absl::Status made = file.Make(to);
    if (!made.ok()) {
      Say(session.Words(
          "TOKEN_FILE_NOT_NEW",
          {{"file", to}, {"detail", SystemProblem(session.language(), made)}}));
      return ExitCode::kUsage;
    }
  }
  v1::IssueDigestTokenResponse answer;
  const ExitCode code =
      session.Call(&Access::IssueDigestToken, request, answer, info);
  if (code != ExitCode::kDone) return code;
  const std::string secret = answer.secret();
  if (!shown && !secret.empty()) {
    const absl::Status kept = file.Fill(secret);
    if (!kept.ok()) {
      Say(session.Words("TOKEN_NOT_KEPT",
                        {{"detail", SystemProblem(session.language(), kept)}}));
      return ExitCode::kFailed;
    }
    answer.clear_secret();
  }
  if (session.output().format() == OutputFormat::kJson) {
    session.output().Json(answer);
  } else if (shown && !secret.empty()) {
    session.output().Line(secret);
  } else {
    session.output().Record(
        TableOf(session, {&answer.token()},
                {"kind", "expire_time", "token_id=cli/IDENTIFIER"}));
  }
  CommandLine::SayAfterwards(session, request, answer);
  if (answer.replayed()) {
    Say(session.Words("AFTER.token.digest.again"));
  } else if (!shown) {
    session.SayNext("AFTER.token.digest",
                    {{"file", to}, {"token", answer.token().token_id()}});
  }
  return ExitCode::kDone;
}

void AddDigest(CommandLine& line, CLI::App* noun) {
  auto to = std::make_shared<std::string>();
  RequestFlags& flags = line.Call(
      noun, "digest", &Access::IssueDigestToken,
      std::function([](Session&, const v1::IssueDigestTokenResponse&) {}),
      nullptr,
      [to](Session& session, const v1::IssueDigestTokenRequest& request,
           const CommandInfo& info) -> absl::optional<ExitCode> {
        v1::IssueDigestTokenRequest asked = request;
        return IssueForDigest(session, asked, *to, info);
      });
  flags
      .Custom("--to", "",
              [to](google::protobuf::Message&, const std::string& value) {
                *to = value;
              })
      .Required();
}

}  // namespace

void AddTokenCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("token");

  line.Call(noun, "issue", &Access::IssueCode, std::function(ShowCode))
      .Word("person", "person_id");

  AddDigest(line, noun);

  line.Call(noun, "revoke", &Access::RevokeToken, std::function(ShowToken))
      .Word("token", "token_id");

  line.Call(noun, "list", &Access::ListTokens,
            std::function([](Session& session,
                             const v1::ListTokensResponse& answer) {
              ShowList(session,
                       TableOfAll(
                           session, answer.tokens(),
                           {"person_id", "state", "issue_time", "expire_time",
                            "alarm_time", "token_id=cli/IDENTIFIER", "kind"}));
              for (const v1::Token& token : answer.tokens()) {
                if (!token.has_alarm_time()) continue;
                session.SayNext("AFTER.token.list.alarm");
                break;
              }
            }))
      .Flag("--person", "person_id");
}

}  // namespace entente
