// completion: what a shell needs to complete nouns, verbs and flags.

#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/commands.h"

namespace entente {
namespace {

// The words that may follow a noun, or a noun and a verb.
struct Place {
  std::string before;
  std::vector<std::string> words;
};

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
  Place place{before, {}};
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
                  "  COMPREPLY=($(compgen -W \"$words\" -- "
                  "\"${COMP_WORDS[COMP_CWORD]}\"))\n"
                  "}\n"
                  "complete -o default -F _entente entente\n");
  return script;
}

std::string ZshScript(const std::vector<Place>& places) {
  return absl::StrCat("# entente completion zsh > ~/.zfunc/_entente\n",
                      "autoload -U +X bashcompinit && bashcompinit\n",
                      BashScript(places));
}

std::string FishScript(const std::vector<Place>& places) {
  std::string script =
      "# entente completion fish > "
      "~/.config/fish/completions/entente.fish\n";
  for (const Place& place : places) {
    const std::string condition =
        place.before.empty()
            ? "__fish_use_subcommand"
            : absl::StrCat("string match -q -- '* ", place.before,
                           " *' \" \"(commandline -pc)\" \"");
    absl::StrAppend(&script, "complete -c entente -f -n ", "'",
                    absl::StrJoin(absl::StrSplit(condition, '\''), "\\'"),
                    "' -a '", absl::StrJoin(place.words, " "), "'\n");
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
