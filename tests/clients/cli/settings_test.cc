#include "clients/cli/settings.h"

#include <cstdlib>
#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace entente {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Environment Of(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  };
}

TEST(CompleteSettings, TakesFlagThenEnvironmentThenOwnFileThenTheMachines) {
  const std::map<std::string, std::string> own = {{"server", "unix:/own"}};
  const std::map<std::string, std::string> machine = {
      {"server", "unix:/machine"}, {"lang", "fr"}};
  const Environment environment = Of({{"ENTENTE_SERVER", "unix:/env"}});
  Settings flags;
  flags.server = "unix:/flag";
  EXPECT_EQ(CompleteSettings(flags, environment, {own, machine}).server,
            "unix:/flag");
  EXPECT_EQ(CompleteSettings({}, environment, {own, machine}).server,
            "unix:/env");
  EXPECT_EQ(CompleteSettings({}, Of({}), {own, machine}).server, "unix:/own");
  EXPECT_EQ(CompleteSettings({}, Of({}), {{}, machine}).server,
            "unix:/machine");
  EXPECT_EQ(CompleteSettings({}, Of({}), {own, machine}).lang, "fr");
}

TEST(CompleteSettings, KeepsTheTokenInTheStateFolder) {
  EXPECT_EQ(CompleteSettings({}, Of({{"HOME", "/home/a"}}), {}).token_file,
            "/home/a/.local/state/entente/token");
  EXPECT_EQ(CompleteSettings(
                {}, Of({{"HOME", "/home/a"}, {"XDG_STATE_HOME", "/state"}}), {})
                .token_file,
            "/state/entente/token");
}

TEST(ConfigFiles, AreThePersonsThenTheMachines) {
  EXPECT_THAT(ConfigFiles(Of({{"HOME", "/home/a"}})),
              ElementsAre("/home/a/.config/entente/config.toml",
                          "/etc/entente/config.toml"));
  EXPECT_THAT(
      ConfigFiles(Of({{"XDG_CONFIG_HOME", "/c"}})),
      ElementsAre("/c/entente/config.toml", "/etc/entente/config.toml"));
}

TEST(ReadConfig, ReadsTomlAndForgivesAMissingFile) {
  const std::string path = ::testing::TempDir() + "/config.toml";
  std::ofstream(path) << "# mine\nserver = \"unix:/run/x\"\nlang = \"fr\"\n";
  const std::map<std::string, std::string> values = ReadConfig(path);
  EXPECT_EQ(values.at("server"), "unix:/run/x");
  EXPECT_EQ(values.at("lang"), "fr");
  EXPECT_THAT(ReadConfig(path + ".no"), IsEmpty());
}

TEST(LanguageOf, IsTheChosenOneElseThatOfTheLocale) {
  setenv("LC_ALL", "fr_CA.UTF-8", 1);
  EXPECT_EQ(LanguageOf(""), Language::French());
  EXPECT_EQ(LanguageOf("en"), Language::English());
  EXPECT_EQ(LanguageOf("fr-FR"), Language::FrenchOfFrance());
  EXPECT_EQ(LanguageOf("tlh"), Language::French());
  setenv("LC_ALL", "C", 1);
  EXPECT_EQ(LanguageOf(""), Language::English());
}

TEST(ParseOutputFormat, KnowsThreeFormats) {
  EXPECT_EQ(ParseOutputFormat("table"), OutputFormat::kTable);
  EXPECT_EQ(ParseOutputFormat("json"), OutputFormat::kJson);
  EXPECT_EQ(ParseOutputFormat("csv"), OutputFormat::kCsv);
  EXPECT_EQ(ParseOutputFormat("xml"), absl::nullopt);
}

}  // namespace
}  // namespace entente
