// help: the help of any noun or verb.

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands.h"
#include "clients/cli/near_names.h"

namespace entente {
namespace {

ExitCode ShowHelp(CommandLine& line, Session& session,
                  const std::vector<std::string>& words) {
  CLI::App* command = &line.app();
  for (const std::string& word : words) {
    CLI::App* next = nullptr;
    std::vector<std::string> names;
    for (CLI::App* each : command->get_subcommands(nullptr)) {
      if (each->get_name() == word) next = each;
      names.push_back(each->get_name());
    }
    if (next == nullptr) {
      Say(session.Words("UNKNOWN_COMMAND",
                        {{"typed", word}, {"command", command->get_name()}}));
      const std::vector<std::string> near = NearNames(word, names);
      Say(session.Words("NEAR",
                        {{"names", ListText(session.language(),
                                            near.empty() ? names : near)}}));
      return ExitCode::kUsage;
    }
    command = next;
  }
  std::cout << command->help();
  return ExitCode::kDone;
}

}  // namespace

void AddHelpCommand(CommandLine& line) {
  auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* verb =
      line.Verb(&line.app(), "help", [&line, words](Session& session) {
        return ShowHelp(line, session, *words);
      });
  verb->add_option("words", *words, Text(line.language(), "help/help.words"))
      ->type_name("");
}

}  // namespace entente
