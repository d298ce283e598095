#include "clients/cli/commands.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/support/text/bundle.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr Language kLanguages[] = {Language::English(), Language::French(),
                                   Language::FrenchOfFrance()};

template <typename Visit>
void ForEachCommand(const CLI::App& app, const Visit& visit) {
  visit(app);
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    ForEachCommand(*command, visit);
  }
}

TEST(Help, LeadsWithAnExampleAndLacksNoText) {
  int commands = 0;
  for (const Language& language : kLanguages) {
    CommandLine line(language);
    AddAllCommands(line);
    ForEachCommand(line.app(), [&](const CLI::App& command) {
      ++commands;
      const std::string help = command.help();
      EXPECT_THAT(help, Not(HasSubstr("[help/"))) << command.get_name();
      EXPECT_THAT(help, Not(HasSubstr("[cli/"))) << command.get_name();
      // The shells of `completion` are words, not commands to learn.
      if (command.get_parent() != nullptr &&
          command.get_parent()->get_name() == "completion") {
        return;
      }
      EXPECT_THAT(help, StartsWith(Text(language, "help/EXAMPLE")))
          << command.get_name();
    });
  }
  EXPECT_GT(commands, 3 * 50);
}

// The example of a command is one that can be typed: it lacks nothing.
TEST(Help, LeadsWithAnExampleThatIsComplete) {
  int examples = 0;
  for (const Language& language : {Language::English(), Language::French()}) {
    for (const std::string& key : KeysOfBundle("help", "root")) {
      if (!absl::EndsWith(key, ".example")) continue;
      const std::string example = Text(language, key);
      CommandLine line(language);
      AddAllCommands(line);
      // Of a shell, or about another command.
      if (!absl::StartsWith(example, "entente ") ||
          absl::StartsWith(example, "entente help ")) {
        continue;
      }
      EXPECT_NO_THROW(line.app().parse(example, true)) << example;
      ForEachCommand(line.app(), [&](const CLI::App& command) {
        const RequestFlags* flags = line.FlagsOf(command);
        if (flags == nullptr || !command.parsed()) return;
        ++examples;
        EXPECT_FALSE(flags->SayWhatIsMissing()) << example;
      });
    }
  }
  EXPECT_GT(examples, 2 * 35);
}

// Flags are explained in the reader's language: a proto name in a help means
// that a label is missing.
TEST(Help, ShowsNoFieldByItsProtoName) {
  CommandLine line(Language::French());
  AddAllCommands(line);
  ForEachCommand(line.app(), [&](const CLI::App& command) {
    for (const CLI::Option* option : command.get_options()) {
      if (absl::StrContains(option->get_description(), "ENTENTE_")) continue;
      EXPECT_THAT(option->get_description(), Not(HasSubstr("_")))
          << command.get_name() << " " << option->get_name();
    }
  });
}

// What follows a command without a flag has a name in each language.
TEST(Help, CallsEachWordInTheLanguageOfTheReader) {
  int words = 0;
  for (const Language& language : kLanguages) {
    CommandLine line(language);
    AddAllCommands(line);
    ForEachCommand(line.app(), [&](const CLI::App& command) {
      for (const CLI::Option* option : command.get_options()) {
        if (!option->get_positional() || option->get_group().empty()) continue;
        ++words;
        const std::string key =
            absl::StrCat("help/word.", option->get_single_name());
        ASSERT_TRUE(FindText(language, key).has_value()) << key;
        EXPECT_THAT(command.help(), HasSubstr(Text(language, key)));
      }
    });
  }
  EXPECT_GT(words, 3 * 20);

  CommandLine line(Language::French());
  AddAllCommands(line);
  const std::string help =
      line.app().get_subcommand("grievance")->get_subcommand("assign")->help();
  EXPECT_THAT(help, HasSubstr("assign [OPTIONS] numéro "
                              "personne\n"));
  EXPECT_THAT(help, Not(HasSubstr("number")));
}

// Whatever may be repeated safely may be tried without writing.
TEST(Flags, LetEveryChangeBeTriedFirst) {
  CommandLine line(Language::English());
  AddAllCommands(line);
  int changes = 0;
  ForEachCommand(line.app(), [&](const CLI::App& command) {
    if (command.get_option_no_throw("--request-id") == nullptr) return;
    ++changes;
    EXPECT_NE(command.get_option_no_throw("--dry-run"), nullptr)
        << command.get_name();
  });
  EXPECT_GT(changes, 15);
}

// The keys that the sources of the client name in full.
std::set<std::string> KeysInSources() {
  std::set<std::string> keys;
  const std::regex words("(?:Words|SayNext)\\(\\s*\"([A-Za-z0-9_.]+)\"");
  const std::regex whole("\"(cli/[A-Za-z0-9_.]*[A-Za-z0-9_])\"");
  const std::regex after("ShowAfter\\(\"([A-Za-z0-9_.]+)\"");
  const std::regex heading("=(cli/[A-Za-z0-9_.]+)\"");
  for (const auto& entry : std::filesystem::directory_iterator(CLI_SOURCES)) {
    std::ifstream file(entry.path());
    const std::string source{std::istreambuf_iterator<char>(file), {}};
    for (const auto& [pattern, prefix] :
         {std::pair<const std::regex&, const char*>{words, "cli/"},
          {after, "cli/"},
          {whole, ""},
          {heading, ""}}) {
      for (std::sregex_iterator at(source.begin(), source.end(), pattern), end;
           at != end; ++at) {
        keys.insert(absl::StrCat(prefix, (*at)[1].str()));
      }
    }
  }
  return keys;
}

TEST(Texts, ExistForEveryKeyThatTheSourcesName) {
  const std::set<std::string> keys = KeysInSources();
  EXPECT_GT(keys.size(), 60u);
  for (const std::string& key : keys) {
    for (const Language& language : kLanguages) {
      EXPECT_TRUE(FindText(language, key).has_value())
          << key << " in " << language.tag();
    }
  }
}

TEST(Texts, AreAllUsed) {
  const std::set<std::string> keys = KeysInSources();
  for (const std::string& name : KeysOfBundle("cli", "root")) {
    // Chosen at run time, by the reason of a refusal or by a move.
    if (absl::StrContains(name, "NEXT.") ||
        absl::StrContains(name, "NEXT_ACT.") ||
        absl::StrContains(name, "CONFIRM.") ||
        absl::StrContains(name, "LIST.")) {
      continue;
    }
    const std::string key =
        absl::StartsWith(name, "cli/") ? name : absl::StrCat("cli/", name);
    EXPECT_TRUE(keys.count(key) == 1 ||
                // Chosen between two by the source.
                absl::StrContains(key, "SIDE_") ||
                absl::StrContains(key, "AFTER.person.") ||
                absl::StrContains(key, "ADVANCED") ||
                absl::StrContains(key, "WITHDRAWN") ||
                absl::StrContains(key, "LOGGED_OUT") ||
                absl::StrContains(key, "FORGOTTEN_ONLY"))
        << key;
  }
}

}  // namespace
}  // namespace entente
