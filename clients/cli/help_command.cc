// help: the same as --help behind the words that follow it.

#include "clients/cli/commands.h"

namespace entente {

void AddHelpCommand(CommandLine& line) {
  line.Verb(&line.app(), "help", [&line](Session& session) {
    session.output().Line(line.app().help());
    return ExitCode::kDone;
  });
}

std::vector<std::string> WithoutHelpWord(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments.front() != "help") return arguments;
  arguments.erase(arguments.begin());
  arguments.push_back("--help");
  return arguments;
}

}  // namespace entente
