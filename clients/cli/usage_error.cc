#include "clients/cli/usage_error.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/near_names.h"
#include "clients/cli/output.h"
#include "clients/cli/safe_text.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

// The command that was reached: the last of the nouns and verbs given.
const CLI::App& Reached(const CLI::App& app) {
  const std::vector<CLI::App*> given =
      const_cast<CLI::App&>(app).get_subcommands();
  return given.empty() ? app : Reached(*given.back());
}

std::string FullName(const CLI::App& app) {
  return app.get_parent() == nullptr
             ? app.get_name()
             : absl::StrCat(FullName(*app.get_parent()), " ", app.get_name());
}

std::vector<std::string> CommandsOf(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> FlagsOf(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* at = &app; at != nullptr; at = at->get_parent()) {
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& name : option->get_lnames()) {
        names.push_back(absl::StrCat("--", name));
      }
    }
  }
  return names;
}

void SaySeeHelp(const Language& language, const CLI::App& app) {
  Say(Text(language, "cli/SEE_HELP", {{"command", FullName(app)}}));
}

}  // namespace

absl::optional<std::string> ArgumentNotUtf8(
    const std::vector<std::string>& arguments) {
  std::string flag;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    const bool is_flag = absl::StartsWith(argument, "-") && argument != "-";
    if (is_flag) {
      flag = std::vector<std::string>(absl::StrSplit(argument, '='))[0];
    }
    if (!IsUtf8(argument)) {
      return flag.empty() || !IsUtf8(flag) ? absl::StrCat(i + 1) : flag;
    }
    if (!is_flag) flag.clear();
  }
  return absl::nullopt;
}

ExitCode SayUsageError(const Language& language, const CLI::App& app,
                       const CLI::ParseError& error) {
  const CLI::App& command = Reached(app);
  const std::vector<std::string> left = app.remaining(true);
  // CLI11 does not give this error its own name.
  const bool extra =
      error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  if (extra && !left.empty()) {
    const std::string& typed = left.front();
    const bool is_flag = absl::StartsWith(typed, "-");
    const std::string name =
        std::vector<std::string>(absl::StrSplit(typed, '='))[0];
    const std::vector<std::string> near =
        NearNames(name, is_flag ? FlagsOf(command) : CommandsOf(command));
    const bool is_command = !is_flag && !CommandsOf(command).empty();
    Say(Text(language,
             is_flag      ? "cli/UNKNOWN_FLAG"
             : is_command ? "cli/UNKNOWN_COMMAND"
                          : "cli/UNEXPECTED_WORD",
             {{"typed", name}, {"command", FullName(command)}}));
    if (!near.empty()) {
      Say(Text(language, "cli/NEAR", {{"names", absl::StrJoin(near, ", ")}}));
    }
  } else {
    // CLI11 names the flag first: "--known: 1 required …".
    const std::string flag = std::vector<std::string>(
        absl::StrSplit(error.what(), absl::ByAnyChar(": ")))[0];
    Say(Text(language,
             error.get_name() == "RequiredError" ? "cli/FLAG_REQUIRED"
                                                 : "cli/FLAG_NEEDS_VALUE",
             {{"flag", flag}}));
  }
  SaySeeHelp(language, command);
  return ExitCode::kUsage;
}

ExitCode SayVerbMissing(const Language& language, const CLI::App& app) {
  const CLI::App& command = Reached(app);
  Say(Text(language, "cli/VERB_MISSING",
           {{"command", FullName(command)},
            {"verbs", absl::StrJoin(CommandsOf(command), ", ")}}));
  SaySeeHelp(language, command);
  return ExitCode::kUsage;
}

}  // namespace entente
