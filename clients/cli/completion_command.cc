// completion: what a shell needs to complete nouns, verbs, flags, and the
// numbers of files.

#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/commands.h"
#include "clients/cli/number_completion.h"

namespace entente {
namespace {

// The words that may follow a noun, or a noun and a verb.
struct Place {
  std::string before;
  std::vector<std::string> words;
  // Whether the number of a file comes next.
  bool takes_number = false;
};

// Flags whose value is the number of a file.
constexpr const char* kNumberFlags[] = {"--consultation", "--file"};

bool TakesNumber(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) return option->get_single_name() == "number";
  }
  return false;
}

// "grievance show"|"grievance reply": a pattern for bash.
std::string NumberPlaces(const std::vector<Place>& places) {
  std::vector<std::string> names;
  for (const Place& place : places) {
    if (place.takes_number) {
      names.push_back(absl::StrCat("\"", place.before, "\""));
    }
  }
  return absl::StrJoin(names, "|");
}

std::vector<std::string> FlagsOf(const CLI::App& app) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      flags.push_back(absl::StrCat("--", name));
    }
  }
  return flags;
}

void AddPlaces(const CLI::App& app, const std::string& before,
               std::vector<Place>& places) {
  Place place{before, {}, TakesNumber(app)};
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    place.words.push_back(command->get_name());
    AddPlaces(
        *command,
        absl::StrCat(before, before.empty() ? "" : " ", command->get_name()),
        places);
  }
  for (const std::string& flag : FlagsOf(app)) place.words.push_back(flag);
  places.push_back(std::move(place));
}

std::string BashScript(const std::vector<Place>& places) {
  std::string script =
      "# entente completion bash > "
      "/usr/share/bash-completion/completions/entente\n"
      "_entente() {\n"
      "  local at=\"\" i\n"
      "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
      "    [[ ${COMP_WORDS[i]} == -* || $i -gt 2 ]] && break\n"
      "    at+=\"${at:+ }${COMP_WORDS[i]}\"\n"
      "  done\n"
      "  local words=\"\"\n"
      "  while :; do\n"
      "    case \"$at\" in\n";
  for (const Place& place : places) {
    absl::StrAppend(&script, "      \"", place.before, "\") words=\"",
                    absl::StrJoin(place.words, " "), "\" ;;\n");
  }
  absl::StrAppend(&script,
                  "    esac\n"
                  // A verb may be followed by a number: look one word back.
                  "    [[ -n $words || -z $at ]] && break\n"
                  "    [[ $at == *\" \"* ]] && at=\"${at% *}\" || at=\"\"\n"
                  "  done\n"
                  "  local typed=\"${COMP_WORDS[COMP_CWORD]}\" numbers=\"\"\n"
                  "  case \"${COMP_WORDS[COMP_CWORD - 1]}\" in\n    ",
                  absl::StrJoin(kNumberFlags, "|"),
                  ") numbers=yes words=\"\" ;;\n"
                  "  esac\n"
                  "  if [[ $COMP_CWORD -eq 3 && $typed != -* ]]; then\n"
                  "    case \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n      ",
                  NumberPlaces(places),
                  ") numbers=yes ;;\n"
                  "    esac\n"
                  "  fi\n"
                  // Numbers are asked for by the same program, which is quick
                  // and says nothing when it cannot.
                  "  if [[ -n $numbers ]]; then\n"
                  "    words+=\" $(\"$1\" ",
                  kCompleteWord,
                  " numbers \"$typed\" 2>/dev/null </dev/null)\"\n"
                  "  fi\n"
                  "  COMPREPLY=($(compgen -W \"$words\" -- \"$typed\"))\n"
                  "}\n"
                  "complete -o default -F _entente entente\n");
  return script;
}

// Both for `eval` and for a file in a folder of zsh's fpath. Such a file is
// found by its first line and becomes the body of the function at the first
// Tab, which it therefore answers itself.
std::string ZshScript(const std::vector<Place>& places) {
  return absl::StrCat(
      "#compdef entente\n"
      "# entente completion zsh > ~/.zfunc/_entente\n"
      "autoload -U +X bashcompinit && bashcompinit\n",
      BashScript(places),
      "if [[ \"${funcstack[1]}\" == _entente ]]; then\n"
      "  _bash_complete -o default -F _entente\n"
      "fi\n");
}

// One line of a script for fish: what to offer behind the words `before`.
std::string FishLine(const std::string& before, const std::string& offered) {
  const std::string condition =
      before.empty() ? "__fish_use_subcommand"
                     : absl::StrCat("string match -q -- '* ", before,
                                    " *' \" \"(commandline -pc)\" \"");
  return absl::StrCat("complete -c entente -f -n '",
                      absl::StrJoin(absl::StrSplit(condition, '\''), "\\'"),
                      "' -a '", offered, "'\n");
}

std::string FishScript(const std::vector<Place>& places) {
  std::string script =
      "# entente completion fish > "
      "~/.config/fish/completions/entente.fish\n";
  const std::string numbers =
      absl::StrCat("(entente ", kCompleteWord,
                   " numbers (commandline -ct) 2>/dev/null </dev/null)");
  for (const Place& place : places) {
    script += FishLine(place.before, absl::StrJoin(place.words, " "));
    if (place.takes_number) script += FishLine(place.before, numbers);
  }
  for (const char* const flag : kNumberFlags) {
    absl::StrAppend(&script, "complete -c entente -x -l ",
                    absl::StripPrefix(flag, "--"), " -a '", numbers, "'\n");
  }
  return script;
}

}  // namespace

void AddCompletionCommand(CommandLine& line) {
  CLI::App* noun = line.Noun("completion");
  using Script = std::string (*)(const std::vector<Place>&);
  for (const auto& [shell, script] :
       {std::pair<const char*, Script>{"bash", BashScript},
        {"zsh", ZshScript},
        {"fish", FishScript}}) {
    line.Verb(noun, shell, [&line, script = script](Session&) {
      std::vector<Place> places;
      AddPlaces(line.app(), "", places);
      std::cout << script(places);
      return ExitCode::kDone;
    });
  }
}

}  // namespace entente
