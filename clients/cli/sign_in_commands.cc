// login, logout, whoami.

#include "clients/cli/commands.h"
#include "clients/cli/safe_text.h"
#include "clients/cli/secret_input.h"
#include "clients/cli/system_problem.h"
#include "clients/cli/token_file.h"
#include "clients/cli/values.h"
#include "entente/v1/access_service.grpc.pb.h"

namespace entente {
namespace {

using Access = v1::AccessService::Stub;

ExitCode Login(Session& session) {
  v1::ExchangeCodeRequest request;
  const std::string typed = ReadSecret(session.Words("ASK_CODE"));
  if (!IsUtf8(typed)) {
    Say(session.Words("FLAG_NOT_UTF8", {{"flag", "entente login"}}));
    return ExitCode::kUsage;
  }
  request.set_code(typed);
  if (typed.empty()) {
    Say(session.Words("CODE_EMPTY"));
    return ExitCode::kUsage;
  }
  v1::ExchangeCodeResponse answer;
  const ExitCode code = session.Call(&Access::ExchangeCode, request, answer,
                                     {"entente login", "", nullptr});
  if (code != ExitCode::kDone) return code;
  const absl::Status kept =
      WriteToken(session.settings().token_file, answer.token());
  if (!kept.ok()) {
    Say(session.Words("TOKEN_NOT_KEPT",
                      {{"detail", SystemProblem(session.language(), kept)}}));
    return ExitCode::kFailed;
  }
  // The secret stays in its file, whatever the format.
  answer.clear_token();
  if (session.output().format() == OutputFormat::kJson) {
    session.output().Json(answer);
  } else {
    session.output().Record(
        TableOf(session, {&answer},
                {"public_name", "expire_time", "person_id=cli/IDENTIFIER"}));
  }
  session.SayNext("AFTER.login");
  return ExitCode::kDone;
}

// Forgets the token here even when the server cannot be told: the next person
// at this computer must not find it.
ExitCode Logout(Session& session) {
  const std::string& file = session.settings().token_file;
  if (ReadToken(file).empty()) {
    Say(session.Words("NOT_LOGGED_IN"));
    return ExitCode::kDone;
  }
  v1::RevokeTokenRequest request;
  CommandLine::FillRequestId(request);
  v1::TokenAnswer answer;
  const ExitCode code =
      session.Call(&Access::RevokeToken, request, answer, CommandInfo());
  const absl::Status forgotten = ForgetToken(file);
  if (!forgotten.ok()) {
    Say(session.Words(
        "TOKEN_NOT_FORGOTTEN",
        {{"detail", SystemProblem(session.language(), forgotten)}}));
    return ExitCode::kFailed;
  }
  // An expired token was as good as revoked.
  const bool revoked =
      code == ExitCode::kDone || code == ExitCode::kNotSignedIn;
  Say(session.Words(revoked ? "LOGGED_OUT" : "FORGOTTEN_ONLY_HERE"));
  return revoked ? ExitCode::kDone : code;
}

void ShowCaller(Session& session, const v1::WhoAmIResponse& answer) {
  Table who = TableOf(session, {&answer},
                      {"expire_time", "person.person_id=cli/IDENTIFIER"});
  const std::string name = NameOf(answer.person());
  who.columns.insert(who.columns.begin(),
                     {"name", FieldText(session.language(), "public_name")});
  who.rows[0].insert(who.rows[0].begin(), {name, name});
  session.output().Record(who);
  if (session.output().is_spreadsheet()) return;
  if (answer.mandates().empty()) {
    session.output().Line(session.Words("NO_MANDATE"));
    return;
  }
  session.output().Line("");
  // The code is what other commands ask for.
  session.output().Rows(
      TableOfAll(session, answer.mandates(),
                 {"mandate.role", "mandate.organization_id",
                  "mandate.from_date", "mandate.until_date"}));
  // Others have no files, and would be refused.
  if (RepresentsASide(answer)) session.SayNext("AFTER.whoami");
}

}  // namespace

void AddSignInCommands(CommandLine& line) {
  line.Verb(&line.app(), "login", Login);
  line.Verb(&line.app(), "logout", Logout);
  line.Call(&line.app(), "whoami", &Access::WhoAmI, std::function(ShowCaller));
}

}  // namespace entente
