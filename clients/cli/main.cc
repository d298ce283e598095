// entente: the client for people and scripts.

#include <sodium.h>

#include <clocale>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "clients/cli/command_line.h"
#include "clients/cli/commands.h"
#include "clients/cli/man_page.h"
#include "clients/cli/number_completion.h"
#include "clients/cli/output.h"
#include "clients/cli/usage_error.h"
#include "google/protobuf/stubs/logging.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

using Configs = std::vector<std::map<std::string, std::string>>;

// The language must be known before the help is built, so it is looked for
// before the line is parsed.
std::string LanguageFlag(const std::vector<std::string>& arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    absl::string_view value = arguments[i];
    if (absl::ConsumePrefix(&value, "--lang=")) return std::string(value);
    if (value == "--lang" && i + 1 < arguments.size()) return arguments[i + 1];
  }
  return "";
}

bool AsksForHelp(const std::vector<std::string>& arguments) {
  for (const std::string& each : arguments) {
    if (each == "--") return false;
    if (each == "--help" || each == "-h") return true;
  }
  return false;
}

// "__complete numbers PREFIX": one number a line, whatever goes wrong none.
ExitCode SayNumbers(const std::vector<std::string>& arguments,
                    const Configs& configs) {
  if (arguments.size() > 3 || arguments.size() < 2 ||
      arguments[1] != "numbers") {
    return ExitCode::kUsage;
  }
  const Settings settings = CompleteSettings({}, ProcessEnvironment, configs);
  for (const std::string& number : NumbersBeginningWith(
           settings, arguments.size() > 2 ? arguments[2] : "")) {
    std::cout << number << "\n";
  }
  return ExitCode::kDone;
}

ExitCode Run(const std::vector<std::string>& typed) {
  const std::vector<std::string> arguments = WithoutHelpWord(typed);
  Configs configs;
  for (const std::string& path : ConfigFiles(ProcessEnvironment)) {
    configs.push_back(ReadConfig(path));
  }
  if (!arguments.empty() && arguments.front() == kCompleteWord) {
    return SayNumbers(arguments, configs);
  }
  Settings only_language;
  const std::string asked = LanguageFlag(arguments);
  // A language that there is not is refused in the one that would have been
  // spoken without it.
  if (Language::Parse(asked).has_value()) only_language.lang = asked;
  const Language language = LanguageOf(
      CompleteSettings(only_language, ProcessEnvironment, configs).lang);

  const absl::optional<std::string> not_utf8 = ArgumentNotUtf8(arguments);
  if (not_utf8.has_value()) {
    Say(Text(language, "cli/FLAG_NOT_UTF8", {{"flag", *not_utf8}}));
    return ExitCode::kUsage;
  }

  if (!asked.empty() && !Language::Parse(asked).has_value()) {
    Say(Text(language, "cli/FLAG_VALUE",
             {{"flag", "--lang"},
              {"value", asked},
              {"names", "fr, fr-FR, en"},
              {"near", "no"}}));
    return ExitCode::kUsage;
  }

  CommandLine line(language);
  AddAllCommands(line);
  if (!arguments.empty() && arguments.front() == kManWord) {
    std::cout << ManPage(line);
    return ExitCode::kDone;
  }
  if (typed.size() > 1 && typed.front() == "help") {
    const absl::optional<ExitCode> unknown =
        SayUnknownHelp(language, line.app(), {typed.begin() + 1, typed.end()});
    if (unknown.has_value()) return *unknown;
  }

  // The help of a command that there is not is not that of its noun.
  if (AsksForHelp(arguments)) {
    const absl::optional<ExitCode> unknown =
        SayUnknownHelp(language, line.app(), arguments);
    if (unknown.has_value()) return *unknown;
  }

  const absl::optional<ExitCode> lacking = SayValueMissing(line, arguments);
  if (lacking.has_value()) return *lacking;

  try {
    // CLI11 takes them last first.
    line.app().parse(
        std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Success& success) {
    // Help or version was asked for.
    line.app().exit(success, std::cout, std::cout);
    return ExitCode::kDone;
  } catch (const CLI::ParseError& error) {
    return SayUsageError(line, error);
  }
  if (line.action() == nullptr) {
    if (!line.app().get_subcommands().empty()) {
      return SayVerbMissing(language, line.app());
    }
    std::cout << line.app().help();
    return ExitCode::kDone;
  }

  const Settings settings =
      CompleteSettings(line.flags(), ProcessEnvironment, configs);
  const absl::optional<OutputFormat> format =
      ParseOutputFormat(settings.output);
  if (!format.has_value()) {
    Say(Text(language, "cli/FLAG_VALUE",
             {{"flag", "--output"},
              {"value", settings.output},
              {"names", "table, json, csv, excel"},
              {"near", "no"}}));
    return ExitCode::kUsage;
  }
  Session session(settings, language, *format);
  return line.action()(session);
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) {
  // The widths of é and — need a locale that knows UTF-8.
  if (std::setlocale(LC_ALL, "") == nullptr || MB_CUR_MAX == 1) {
    std::setlocale(LC_ALL, "C.UTF-8");
  }
  // What protobuf has to say in English about a message is said by us.
  google::protobuf::SetLogHandler(nullptr);
  if (sodium_init() < 0) return static_cast<int>(entente::ExitCode::kFailed);
  return static_cast<int>(
      entente::Run(std::vector<std::string>(argv + 1, argv + argc)));
}
