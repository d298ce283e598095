#include "clients/cli/commands.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/help_format.h"
#include "entente/v1/grievance_service.pb.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/refusal.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/support/text/bundle.h"
#include "proto/support/text/text.h"
#include "services/grievances/life_cycle.h"

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

// All that the sources of the client say, file after file.
std::string Sources() {
  std::string sources;
  for (const auto& entry : std::filesystem::directory_iterator(CLI_SOURCES)) {
    std::ifstream file(entry.path());
    sources.append(std::istreambuf_iterator<char>(file), {});
  }
  return sources;
}

// What `pattern` finds in them, behind `prefix`.
void AddFound(const std::string& sources, const char* pattern,
              const char* prefix, std::set<std::string>& keys) {
  const std::regex regex(pattern);
  for (std::sregex_iterator at(sources.begin(), sources.end(), regex), end;
       at != end; ++at) {
    keys.insert(absl::StrCat(prefix, (*at)[1].str()));
  }
}

// The keys that the sources of the client name in full.
std::set<std::string> KeysInSources() {
  const std::string sources = Sources();
  std::set<std::string> keys;
  AddFound(sources, "(?:Words|SayNext)\\(\\s*\"([A-Za-z0-9_.]+)\"", "cli/",
           keys);
  AddFound(sources, "ShowHeading\\(session, \"([A-Za-z0-9_.]+)\"", "cli/",
           keys);
  AddFound(sources, "ShowAfter\\(\"([A-Za-z0-9_.]+)\"", "cli/", keys);
  AddFound(sources, "\"(CONFIRM[.][a-z]+)\"", "cli/", keys);
  AddFound(sources, "\"(cli/[A-Za-z0-9_.]*[A-Za-z0-9_])\"", "", keys);
  AddFound(sources, "=(cli/[A-Za-z0-9_.]+)\"", "", keys);
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

// The moves that the file offers next, each to one of the sides.
std::set<std::string> MovesOffered() {
  std::set<std::string> moves;
  for (const Transition& transition : GrievanceLifeCycle()) {
    // What begins a file is not offered by it.
    if (transition.from == v1::Grievance::STATE_UNSPECIFIED ||
        !IsNextStep(transition.move)) {
      continue;
    }
    moves.insert(v1::Event::Move_Name(transition.move));
  }
  for (int move = v1::Event::MEDIATION_ACKNOWLEDGED;
       move <= v1::Event::MEDIATION_ENDED; ++move) {
    moves.insert(v1::Event::Move_Name(static_cast<v1::Event::Move>(move)));
  }
  return moves;
}

// Every flag, and every word without one, of any command.
std::set<std::string> FlagsAndWords() {
  std::set<std::string> names;
  CommandLine line(Language::English());
  AddAllCommands(line);
  ForEachCommand(line.app(), [&](const CLI::App& command) {
    for (const CLI::Option* option : command.get_options()) {
      names.insert(option->get_name());
    }
  });
  return names;
}

// The key of every command: "grievance.file", "today".
std::set<std::string> CommandKeys() {
  std::set<std::string> keys;
  CommandLine line(Language::English());
  AddAllCommands(line);
  ForEachCommand(line.app(), [&](const CLI::App& command) {
    keys.insert(CommandKey(&command));
  });
  return keys;
}

// Every text that any command can end with whose number names nothing that is
// available.
std::set<std::string> AdviceOnNumbers() {
  std::set<std::string> advice;
  for (const std::string& key : CommandKeys()) {
    for (const char* number :
         {"", "1", "QN-G-2012-0001", "QN-C-2012-0001", "QN-E-2012-0001",
          "QN-M-2012-0001", "QN-G-2012-0001/P1"}) {
      advice.insert(AdviceForUnavailable(key, number));
    }
  }
  return advice;
}

// Whether a field of this name stands in the message or in a part of it.
bool HasField(const google::protobuf::Descriptor& type, const std::string& name,
              int depth = 0) {
  if (depth > 3) return false;
  if (type.FindFieldByName(name) != nullptr) return true;
  for (int i = 0; i < type.field_count(); ++i) {
    const google::protobuf::Descriptor* part = type.field(i)->message_type();
    if (part != nullptr && HasField(*part, name, depth + 1)) return true;
  }
  return false;
}

// "REFERENCE_UNKNOWN.HoldHearingRequest.number": a reason, a request and a
// field of it.
bool IsRefusalOfRequest(absl::string_view key) {
  const std::vector<std::string> parts = absl::StrSplit(key, '.');
  v1::Refusal::Reason reason;
  if (parts.size() != 3 || !v1::Refusal::Reason_Parse(parts[0], &reason)) {
    return false;
  }
  const auto* request = v1::FileGrievanceRequest::descriptor()
                            ->file()
                            ->pool()
                            ->FindMessageTypeByName("entente.v1." + parts[1]);
  return request != nullptr && HasField(*request, parts[2]);
}

// Whether a text chosen at run time can be chosen: by the reason of a refusal,
// by a move, by what a command asks for.
bool CanBeChosen(absl::string_view key) {
  if (absl::ConsumePrefix(&key, "NEXT.")) {
    // What is not available is looked for where its kind is listed.
    if (absl::StartsWith(key, "NOT_AVAILABLE")) {
      static const auto& kAdvice =
          *new std::set<std::string>(AdviceOnNumbers());
      return kAdvice.count(absl::StrCat("NEXT.", key)) == 1;
    }
    v1::Refusal::Reason reason;
    if (key == "UNREACHABLE") return true;
    // "CHANGED_MEANWHILE.mediation": the advice of one noun.
    const std::vector<std::string> parts = absl::StrSplit(key, '.');
    static const auto& kKeys = *new std::set<std::string>(CommandKeys());
    return parts.size() <= 2 && v1::Refusal::Reason_Parse(parts[0], &reason) &&
           (parts.size() == 1 || kKeys.count(parts[1]) == 1);
  }
  if (absl::ConsumePrefix(&key, "AFTER.mediation.")) {
    v1::Mediation::State state;
    return v1::Mediation::State_Parse(std::string(key), &state);
  }
  if (absl::ConsumePrefix(&key, "NEXT_ACT.")) {
    static const auto& kMoves = *new std::set<std::string>(MovesOffered());
    return kMoves.count(std::string(key)) == 1;
  }
  if (absl::ConsumePrefix(&key, "LIST.")) {
    static const auto& kNames = *new std::set<std::string>(FlagsAndWords());
    // "mediation.release.--to": of one command alone.
    static const auto& kKeys = *new std::set<std::string>(CommandKeys());
    const size_t dot = key.rfind('.');
    if (dot != absl::string_view::npos) {
      return kKeys.count(std::string(key.substr(0, dot))) == 1 &&
             kNames.count(std::string(key.substr(dot + 1))) == 1;
    }
    return kNames.count(std::string(key)) == 1;
  }
  if (absl::ConsumePrefix(&key, "SENTENCE.")) return IsRefusalOfRequest(key);
  if (absl::ConsumePrefix(&key, "FLAGS.")) {
    static const auto& kKeys = *new std::set<std::string>(CommandKeys());
    return kKeys.count(std::string(key.substr(0, key.rfind('.')))) == 1;
  }
  if (absl::ConsumePrefix(&key, "WORDS.")) {
    static const auto& kKeys = *new std::set<std::string>(CommandKeys());
    return kKeys.count(std::string(key)) == 1;
  }
  // The currency that an amount is in.
  if (absl::ConsumePrefix(&key, "MONEY.")) return key.size() == 3;
  if (absl::ConsumePrefix(&key, "NOT_HANDED_OVER.")) {
    v1::HandOverFilesResponse::File::Outcome outcome;
    return v1::HandOverFilesResponse::File::Outcome_Parse(std::string(key),
                                                          &outcome);
  }
  return false;
}

TEST(Texts, SayWhatToDoWithEachFileThatIsNotHandedOver) {
  using File = v1::HandOverFilesResponse::File;
  int outcomes = 0;
  for (int i = File::WALLED_OFF; i < File::Outcome_ARRAYSIZE; ++i) {
    ++outcomes;
    const std::string name = File::Outcome_Name(static_cast<File::Outcome>(i));
    EXPECT_TRUE(FindText(Language::English(),
                         absl::StrCat("cli/NOT_HANDED_OVER.", name))
                    .has_value())
        << name;
  }
  EXPECT_EQ(outcomes, 4);
}

TEST(Texts, SayHowToDoWhatMayComeNext) {
  EXPECT_GE(MovesOffered().size(), 4u);
  for (const std::string& move : MovesOffered()) {
    EXPECT_TRUE(
        FindText(Language::English(), absl::StrCat("cli/NEXT_ACT.", move))
            .has_value())
        << move;
  }
}

// What follows a change of a mediation is said by its new state.
TEST(Texts, SayWhatFollowsInEveryStateOfAMediation) {
  const auto& states = *v1::Mediation::State_descriptor();
  for (int i = 0; i < states.value_count(); ++i) {
    if (states.value(i)->number() == 0) continue;
    EXPECT_TRUE(
        FindText(Language::English(),
                 absl::StrCat("cli/AFTER.mediation.", states.value(i)->name()))
            .has_value())
        << states.value(i)->name();
  }
}

TEST(Texts, AdviseOnEveryNumberThatIsNotAvailable) {
  for (const std::string& key : AdviceOnNumbers()) {
    EXPECT_TRUE(
        FindText(Language::English(), absl::StrCat("cli/", key)).has_value())
        << key;
  }
}

// « prolonger » leads to "extend": each word of the language to a command that
// there is.
TEST(Texts, LeadFromWordsOfTheLanguageToCommands) {
  const std::set<std::string> commands = CommandKeys();
  const auto exists = [&](absl::string_view command) {
    return commands.count(absl::StrReplaceAll(command, {{" ", "."}})) == 1;
  };
  int words = 0;
  for (const Language& language : kLanguages) {
    for (const char* noun :
         {"", "grievance", "settlement", "mediation", "document", "person"}) {
      const std::string table = Text(
          language, absl::StrCat("cli/WORDS", *noun == 0 ? "" : ".", noun));
      for (const std::string& pair :
           std::vector<std::string>(absl::StrSplit(table, "; "))) {
        const std::vector<std::string> halves = absl::StrSplit(pair, '=');
        ASSERT_EQ(halves.size(), 2u) << pair;
        ++words;
        for (absl::string_view meant :
             std::vector<std::string>(absl::StrSplit(halves[1], '|'))) {
          const bool whole = absl::ConsumePrefix(&meant, "/");
          const std::string of_noun =
              absl::StrCat(*noun == 0 ? "grievance" : noun, ".", meant);
          // A verb alone is one of several nouns.
          EXPECT_TRUE(exists(meant) || (!whole && exists(of_noun)) ||
                      (!whole && *noun == 0 &&
                       (exists(absl::StrCat("mandate.", meant)) ||
                        exists(absl::StrCat("person.", meant)))))
              << pair;
        }
      }
    }
  }
  EXPECT_GT(words, 200);
}

TEST(Texts, AreAllUsed) {
  std::set<std::string> keys = KeysInSources();
  // Chosen between two by the source.
  AddFound(Sources(), "\"([A-Z][A-Za-z0-9_.-]+)\"", "cli/", keys);
  for (const std::string& name : KeysOfBundle("cli", "root")) {
    EXPECT_TRUE(CanBeChosen(absl::StripPrefix(name, "cli/")) ||
                keys.count(absl::StartsWith(name, "cli/")
                               ? name
                               : absl::StrCat("cli/", name)) == 1)
        << name;
  }
}

}  // namespace
}  // namespace entente
