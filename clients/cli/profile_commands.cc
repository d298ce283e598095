// profile: the rules of a grievance procedure, as data.

#include "clients/cli/commands.h"
#include "clients/cli/time_limit_words.h"
#include "clients/cli/values.h"
#include "entente/v1/time_limit_service.grpc.pb.h"

namespace entente {
namespace {

using Profiles = v1::ProfileService::Stub;

void ShowProfile(Session& session, const v1::Profile& profile) {
  const Output& output = session.output();
  output.Record(
      TableOf(session, {&profile},
              {"code", "version", "title", "setting", "source", "checked_date",
               "time_zone", "calendar_code", "due_soon_days"}));
  if (output.is_spreadsheet()) return;
  output.Line("");
  output.Rows(TableOfAll(session, profile.steps(),
                         {"number", "name", "silence", "silence_clause"}));
  output.Line("");
  Table limits = TableOfAll(session, profile.limits(),
                            {"code", "act", "clause", "nature", "owner"});
  limits.columns.push_back({"clocks", session.Words("PERIODS")});
  for (int i = 0; i < profile.limits_size(); ++i) {
    limits.rows[i].push_back(ClocksCell(session, profile.limits(i).clocks()));
  }
  output.Rows(limits);
}

}  // namespace

void AddProfileCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("profile");

  line.Call(noun, "import", &Profiles::ImportProfile,
            std::function(
                [](Session& session, const v1::ImportProfileResponse& answer) {
                  ShowProfile(session, answer.profile());
                  session.SayNext("AFTER.profile.import",
                                  {{"code", answer.profile().code()}});
                }))
      .File("file", "textproto")
      .Required();

  line.Call(noun, "list", &Profiles::ListProfiles,
            std::function(
                [](Session& session, const v1::ListProfilesResponse& answer) {
                  ShowList(session, TableOfAll(session, answer.profiles(),
                                               {"code", "version",
                                                "checked_date", "title"}));
                }));

  line.Call(noun, "show", &Profiles::GetProfile,
            std::function(
                [](Session& session, const v1::GetProfileResponse& answer) {
                  ShowProfile(session, answer.profile());
                }))
      .Word("code", "code")
      .Flag("--version-number", "version");
}

}  // namespace entente
