#include "clients/cli/settings.h"

#include <cstdlib>
#include <fstream>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

namespace entente {
namespace {

// Where the service listens for the members of its group; the folder of the
// store is closed to them.
constexpr char kDefaultServer[] = "unix:/run/entente/entente.sock";

std::string StateFolder(const Environment& environment) {
  const std::string state = environment("XDG_STATE_HOME");
  return state.empty() ? absl::StrCat(environment("HOME"), "/.local/state")
                       : state;
}

void Complete(std::string& value, const char* variable, const char* key,
              const Environment& environment,
              const std::vector<std::map<std::string, std::string>>& configs) {
  if (value.empty()) value = environment(variable);
  for (const auto& config : configs) {
    if (!value.empty()) return;
    const auto found = config.find(key);
    if (found != config.end()) value = found->second;
  }
}

}  // namespace

absl::optional<OutputFormat> ParseOutputFormat(absl::string_view name) {
  if (name == "table") return OutputFormat::kTable;
  if (name == "json") return OutputFormat::kJson;
  if (name == "csv") return OutputFormat::kCsv;
  if (name == "excel") return OutputFormat::kExcel;
  return absl::nullopt;
}

std::string ProcessEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::vector<std::string> ConfigFiles(const Environment& environment) {
  std::string own = environment("XDG_CONFIG_HOME");
  if (own.empty()) own = absl::StrCat(environment("HOME"), "/.config");
  return {absl::StrCat(own, "/entente/config.toml"),
          "/etc/entente/config.toml"};
}

std::map<std::string, std::string> ReadConfig(const std::string& path) {
  std::map<std::string, std::string> values;
  std::ifstream file(path);
  if (!file) return values;
  try {
    for (const CLI::ConfigItem& item : CLI::ConfigTOML().from_config(file)) {
      if (item.parents.empty() && !item.inputs.empty()) {
        values[item.name] = item.inputs.front();
      }
    }
  } catch (const CLI::Error&) {
    // A file that is no TOML says nothing.
  }
  return values;
}

Settings CompleteSettings(
    Settings flags, const Environment& environment,
    const std::vector<std::map<std::string, std::string>>& configs) {
  Complete(flags.server, "ENTENTE_SERVER", "server", environment, configs);
  Complete(flags.token_file, "ENTENTE_TOKEN_FILE", "token_file", environment,
           configs);
  Complete(flags.output, "ENTENTE_OUTPUT", "output", environment, configs);
  Complete(flags.lang, "ENTENTE_LANG", "lang", environment, configs);
  if (flags.server.empty()) flags.server = kDefaultServer;
  if (flags.token_file.empty()) {
    flags.token_file = absl::StrCat(StateFolder(environment), "/entente/token");
  }
  if (flags.output.empty()) flags.output = "table";
  return flags;
}

Language LanguageOf(const std::string& lang) {
  return Language::Parse(lang).value_or(Language::OfEnvironment());
}

}  // namespace entente
