#include "clients/cli/usage_error.h"

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/help_format.h"
#include "clients/cli/near_names.h"
#include "clients/cli/output.h"
#include "clients/cli/safe_text.h"
#include "proto/support/text/plain_word.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

// The command that was reached: the last of the nouns and verbs given.
const CLI::App& Reached(const CLI::App& app) {
  const std::vector<CLI::App*> given =
      const_cast<CLI::App&>(app).get_subcommands();
  return given.empty() ? app : Reached(*given.back());
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

// The commands that somebody means who types a plain word of their language
// after `command`: names of its own commands, or whole ones ("settlement
// breach"); none when the word is not known.
std::vector<std::string> MeantBy(const Language& language,
                                 const CLI::App& command,
                                 absl::string_view typed) {
  const bool at_root = command.get_parent() == nullptr;
  // Of this noun, then of all: "griefs=grievance list; audience=hear|…", where
  // a whole command begins with a slash.
  std::string words;
  for (const std::string& key : {absl::StrCat("cli/WORDS.", command.get_name()),
                                 std::string("cli/WORDS")}) {
    absl::StrAppend(&words, FindText(language, key).value_or(""), "; ");
  }
  const std::string plain = PlainWord(typed);
  const std::vector<std::string> own = CommandsOf(command);
  for (absl::string_view pair : absl::StrSplit(words, "; ")) {
    const std::pair<std::string, std::string> word =
        absl::StrSplit(pair, absl::MaxSplits('=', 1));
    if (word.first != plain) continue;
    std::vector<std::string> meant;
    for (const absl::string_view each :
         absl::StrSplit(absl::string_view(word.second), '|')) {
      if (absl::StartsWith(each, "/")) {
        meant.push_back(
            absl::StrCat(at_root ? "" : "entente ", each.substr(1)));
      } else if (absl::c_linear_search(own, each.substr(0, each.find(' ')))) {
        meant.emplace_back(each);
      } else if (at_root) {
        // A verb alone, and grievances are what most verbs are about.
        meant.push_back(absl::StrCat("grievance ", each));
      }
    }
    if (!meant.empty()) return meant;
  }
  return {};
}

// Says that there is no such command, and which one may be meant.
void SayUnknownCommand(const Language& language, const CLI::App& command,
                       const std::string& typed) {
  Say(Text(language, "cli/UNKNOWN_COMMAND",
           {{"typed", typed}, {"command", FullName(&command)}}));
  // A word that is known goes before one that looks like it: « régler » is no
  // slip of the finger for "refer".
  std::vector<std::string> near = MeantBy(language, command, typed);
  if (near.empty()) near = NearNames(typed, CommandsOf(command));
  if (!near.empty()) {
    Say(Text(language, "cli/NEAR", {{"names", absl::StrJoin(near, ", ")}}));
  }
}

void SaySeeHelp(const Language& language, const CLI::App& app) {
  Say(Text(language, "cli/SEE_HELP", {{"command", FullName(&app)}}));
}

// The flag of `command`, or of those above it, that `argument` names; null for
// none.
const CLI::Option* FlagNamed(const CLI::App& command,
                             absl::string_view argument) {
  const std::string name(argument.substr(0, argument.find('=')));
  if (!absl::StartsWith(name, "-")) return nullptr;
  for (const CLI::App* at = &command; at != nullptr; at = at->get_parent()) {
    const CLI::Option* option = at->get_option_no_throw(name);
    if (option != nullptr) return option;
  }
  return nullptr;
}

// The noun or verb of `command` that `argument` names; null for none.
const CLI::App* CommandNamed(const CLI::App& command,
                             absl::string_view argument) {
  for (const CLI::App* each : command.get_subcommands(nullptr)) {
    if (each->get_name() == argument) return each;
  }
  return nullptr;
}

struct LackingFlag {
  std::string flag;
  const CLI::App* command = nullptr;
};

LackingFlag FindLackingFlag(const CLI::App& app,
                            const std::vector<std::string>& arguments) {
  const CLI::App* command = &app;
  for (size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const CLI::App* next = CommandNamed(*command, arguments[i]);
    if (next != nullptr) command = next;
    const CLI::Option* flag = FlagNamed(*command, arguments[i]);
    if (flag == nullptr || flag->get_items_expected_max() == 0 ||
        absl::StrContains(arguments[i], '=')) {
      continue;
    }
    // CLI11 would take whatever comes next, and keep silent.
    ++i;
    if (i < arguments.size() && FlagNamed(*command, arguments[i]) != nullptr) {
      return {arguments[i - 1], command};
    }
  }
  return {};
}

}  // namespace

absl::optional<ExitCode> SayValueMissing(
    const CommandLine& line, const std::vector<std::string>& arguments) {
  const LackingFlag lacking = FindLackingFlag(line.app(), arguments);
  if (lacking.command == nullptr) return absl::nullopt;
  Say(Text(line.language(), "cli/FLAG_NEEDS_VALUE", {{"flag", lacking.flag}}));
  SaySeeHelp(line.language(), *lacking.command);
  return ExitCode::kUsage;
}

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

ExitCode SayUsageError(const CommandLine& line, const CLI::ParseError& error) {
  const Language& language = line.language();
  const CLI::App& app = line.app();
  const CLI::App& command = Reached(app);
  // CLI11 names the first word alone.
  const RequestFlags* flags = line.FlagsOf(command);
  if (error.get_name() == "RequiredError" && flags != nullptr &&
      flags->SayWhatIsMissing()) {
    return ExitCode::kUsage;
  }
  const std::vector<std::string> left = app.remaining(true);
  // CLI11 does not give this error its own name.
  const bool extra =
      error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  if (extra && !left.empty()) {
    const std::string& typed = left.front();
    const bool is_flag = absl::StartsWith(typed, "-");
    if (!is_flag && absl::c_linear_search(CommandsOf(command), typed)) {
      Say(Text(language, "cli/WORD_ORDER",
               {{"typed", typed}, {"command", FullName(&command)}}));
      SaySeeHelp(language, command);
      return ExitCode::kUsage;
    }
    if (!is_flag && !CommandsOf(command).empty()) {
      SayUnknownCommand(language, command, typed);
      SaySeeHelp(language, command);
      return ExitCode::kUsage;
    }
    const std::string name =
        std::vector<std::string>(absl::StrSplit(typed, '='))[0];
    Say(Text(language, is_flag ? "cli/UNKNOWN_FLAG" : "cli/UNEXPECTED_WORD",
             {{"typed", name}, {"command", FullName(&command)}}));
    const std::vector<std::string> near =
        is_flag ? NearNames(name, FlagsOf(command))
                : std::vector<std::string>();
    if (!near.empty()) {
      Say(Text(language, "cli/NEAR", {{"names", absl::StrJoin(near, ", ")}}));
    }
  } else {
    // CLI11 names the flag first: "--known: 1 required …".
    std::string flag = std::vector<std::string>(
        absl::StrSplit(error.what(), absl::ByAnyChar(": ")))[0];
    const CLI::Option* word = command.get_option_no_throw(flag);
    if (word != nullptr && word->get_positional()) {
      const std::string name = ShownName(language, flag);
      const std::string help(absl::StripSuffix(
          word->get_description(),
          absl::StrCat(" ", Text(language, "help/REQUIRED"))));
      flag = absl::StartsWith(help, name) ? help
                                          : absl::StrCat(name, " (", help, ")");
    }
    Say(Text(language,
             error.get_name() == "RequiredError" ? "cli/FLAG_REQUIRED"
                                                 : "cli/FLAG_NEEDS_VALUE",
             {{"flag", flag}}));
  }
  SaySeeHelp(language, command);
  return ExitCode::kUsage;
}

absl::optional<ExitCode> SayUnknownHelp(const Language& language,
                                        const CLI::App& app,
                                        const std::vector<std::string>& words) {
  const CLI::App* at = &app;
  for (const std::string& word : words) {
    if (absl::StartsWith(word, "-")) break;
    const CLI::App* next = nullptr;
    for (const CLI::App* command : at->get_subcommands(nullptr)) {
      if (command->get_name() == word) next = command;
    }
    if (next == nullptr && CommandsOf(*at).empty()) break;
    if (next == nullptr) {
      SayUnknownCommand(language, *at, word);
      SaySeeHelp(language, *at);
      return ExitCode::kUsage;
    }
    at = next;
  }
  return absl::nullopt;
}

ExitCode SayVerbMissing(const Language& language, const CLI::App& app) {
  const CLI::App& command = Reached(app);
  Say(Text(language, "cli/VERB_MISSING",
           {{"command", FullName(&command)},
            {"verbs", absl::StrJoin(CommandsOf(command), ", ")}}));
  SaySeeHelp(language, command);
  return ExitCode::kUsage;
}

}  // namespace entente
