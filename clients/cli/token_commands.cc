// token: one-time codes, and the credentials that they became.

#include "clients/cli/commands.h"
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
      {"person_id", "state", "issue_time", "exchange_time", "expire_time",
       "revoke_time", "alarm_time", "token_id=cli/IDENTIFIER"}));
}

}  // namespace

void AddTokenCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("token");

  line.Call(noun, "issue", &Access::IssueCode, std::function(ShowCode))
      .Word("person", "person_id");

  line.Call(noun, "revoke", &Access::RevokeToken, std::function(ShowToken))
      .Word("token", "token_id");

  line.Call(noun, "list", &Access::ListTokens,
            std::function([](Session& session,
                             const v1::ListTokensResponse& answer) {
              ShowList(session, TableOfAll(session, answer.tokens(),
                                           {"person_id", "state", "issue_time",
                                            "expire_time", "alarm_time",
                                            "token_id=cli/IDENTIFIER"}));
              for (const v1::Token& token : answer.tokens()) {
                if (!token.has_alarm_time()) continue;
                session.SayNext("AFTER.token.list.alarm");
                break;
              }
            }))
      .Flag("--person", "person_id");
}

}  // namespace entente
