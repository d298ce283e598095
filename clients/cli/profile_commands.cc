// profile: the rules of a grievance procedure, or of mediations, as data.

#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/commands.h"
#include "clients/cli/time_limit_words.h"
#include "clients/cli/values.h"
#include "entente/v1/time_limit_service.grpc.pb.h"

namespace entente {
namespace {

using Profiles = v1::ProfileService::Stub;

// For which facts or requests a rule holds; empty for all.
Cell InForceCell(const Session& session, const v1::InForce& in_force) {
  const std::string& from = in_force.from_date();
  const std::string& until = in_force.until_date();
  if (from.empty() && until.empty()) return {};
  const bool request = in_force.basis() == v1::InForce::DAY_OF_REQUEST;
  return {session.Words("IN_FORCE", {{"of", request ? "REQUESTS" : "FACTS"},
                                     {"days", until.empty()  ? "FROM"
                                              : from.empty() ? "UNTIL"
                                                             : "BETWEEN"},
                                     {"from", DayWords(session, from)},
                                     {"until", DayWords(session, until)}}),
          absl::StrCat(from, "/", until)};
}

void ShowLateProtection(Session& session,
                        const v1::LateProtection& protection) {
  Table table = TableOf(session, {&protection}, {"clause", "nature"});
  table.columns.push_back({"clocks", session.Words("PERIODS")});
  google::protobuf::RepeatedPtrField<v1::Clock> clocks;
  *clocks.Add() = protection.clock();
  table.rows[0].push_back(ClocksCell(session, clocks));
  table.columns.push_back(
      {"in_force", FieldText(session.language(), "in_force")});
  table.rows[0].push_back(InForceCell(session, protection.in_force()));
  session.output().Line("");
  session.output().Line(session.Words(
      "HEADING",
      {{"label", FieldText(session.language(), "late_protection")}}));
  session.output().Rows(table);
}

// What the profile is for, for each of `profiles` at the end of its row.
void AddPurposes(const Session& session,
                 const std::vector<const v1::Profile*>& profiles,
                 Table& table) {
  table.columns.push_back({"purpose", session.Words("PROFILE_PURPOSE")});
  for (size_t i = 0; i < profiles.size(); ++i) {
    const bool mediations = profiles[i]->has_scheme();
    table.rows[i].push_back(
        {session.Words(mediations ? "PROFILE_OF_MEDIATIONS"
                                  : "PROFILE_OF_GRIEVANCES"),
         mediations ? "mediations" : "grievances"});
  }
}

void ShowScheme(Session& session, const v1::MediationScheme& scheme) {
  const Output& output = session.output();
  output.Line("");
  output.Line(session.Words(
      "HEADING", {{"label", FieldText(session.language(), "scheme")}}));
  output.Record(TableOf(
      session, {&scheme},
      {"kinds", "consent", "silence", "consent_clause", "challenges_per_party",
       "certified_mediator", "undertaking", "mediator_clause", "conflict_years",
       "entry_agreement", "confidentiality_clause"}));
  output.Line("");
  output.Rows(
      TableOfAll(session, scheme.levels(),
                 {"level", "name", "requesters", "prior_attempt", "clause"}));
}

void ShowLimits(Session& session, const v1::Profile& profile) {
  const Output& output = session.output();
  output.Line("");
  Table limits = TableOfAll(session, profile.limits(),
                            {"code", "act", "issue_codes", "grievance_classes",
                             "clause", "nature", "owner", "missed", "note"});
  limits.columns.push_back({"clocks", session.Words("PERIODS")});
  limits.columns.push_back(
      {"in_force", FieldText(session.language(), "in_force")});
  for (int i = 0; i < profile.limits_size(); ++i) {
    const v1::TimeLimit& limit = profile.limits(i);
    limits.rows[i].push_back(ClocksCell(session, limit.clocks()));
    limits.rows[i].push_back(InForceCell(session, limit.in_force()));
  }
  output.Rows(limits);
}

void ShowProfile(Session& session, const v1::Profile& profile) {
  const Output& output = session.output();
  Table head = TableOf(
      session, {&profile},
      {"code", "version", "title", "setting", "source", "checked_date",
       "time_zone", "calendar_code", "due_soon_days", "repudiation_clause"});
  AddPurposes(session, {&profile}, head);
  output.Record(head);
  if (output.is_spreadsheet()) return;
  if (profile.has_scheme()) {
    ShowScheme(session, profile.scheme());
    // Of few things a mediation has a limit; of some, of none.
    if (!profile.limits().empty()) ShowLimits(session, profile);
    return;
  }
  output.Line("");
  output.Rows(TableOfAll(session, profile.steps(),
                         {"number", "name", "silence", "silence_clause"}));
  ShowLimits(session, profile);
  // Of several limits for one act, the first that applies is taken.
  output.Line("");
  output.Paragraph(session.Words("FIRST_LIMIT"));
  if (profile.has_late_protection()) {
    ShowLateProtection(session, profile.late_protection());
  }
}

}  // namespace

void AddProfileCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("profile");

  line.Call(noun, "import", &Profiles::ImportProfile,
            std::function(
                [](Session& session, const v1::ImportProfileResponse& answer) {
                  ShowProfile(session, answer.profile());
                  // Of mediations, it is named by each request.
                  if (answer.profile().has_scheme()) return;
                  session.SayNext("AFTER.profile.import",
                                  {{"code", answer.profile().code()}});
                }))
      .File("file", "textproto")
      .Required();

  line.Call(noun, "list", &Profiles::ListProfiles,
            std::function(
                [](Session& session, const v1::ListProfilesResponse& answer) {
                  Table table =
                      TableOfAll(session, answer.profiles(),
                                 {"code", "version", "checked_date", "title"});
                  std::vector<const v1::Profile*> profiles;
                  for (const v1::Profile& each : answer.profiles()) {
                    profiles.push_back(&each);
                  }
                  AddPurposes(session, profiles, table);
                  ShowList(session, table);
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
