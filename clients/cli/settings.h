// Where the server is, whose token is used, in which language and format.

#ifndef ENTENTE_CLIENTS_CLI_SETTINGS_H_
#define ENTENTE_CLIENTS_CLI_SETTINGS_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "proto/support/text/language.h"

namespace entente {

// How data is written on standard output.
enum class OutputFormat { kTable, kJson, kCsv, kExcel };

// "table", "json", "csv" or "excel"; empty for anything else.
absl::optional<OutputFormat> ParseOutputFormat(absl::string_view name);

// What a person may set in four places. The first that says something
// decides: flag, environment, own configuration, the machine's.
struct Settings {
  std::string server;
  std::string token_file;
  std::string output;
  std::string lang;
};

// Reads a variable of the environment; empty when it is not set.
using Environment = std::function<std::string(const char* name)>;
// The environment of this process.
std::string ProcessEnvironment(const char* name);

// The configuration files, the one that counts first.
std::vector<std::string> ConfigFiles(const Environment& environment);

// Reads the keys and values of a configuration file (TOML); none when it does
// not exist or cannot be read.
std::map<std::string, std::string> ReadConfig(const std::string& path);

// Fills what `flags` leaves empty: from ENTENTE_SERVER, ENTENTE_TOKEN_FILE,
// ENTENTE_OUTPUT and ENTENTE_LANG, then from `configs` in their order, then
// with the defaults. `lang` stays empty when nobody set it.
Settings CompleteSettings(
    Settings flags, const Environment& environment,
    const std::vector<std::map<std::string, std::string>>& configs);

// The language that `lang` names, else that of the locale.
Language LanguageOf(const std::string& lang);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_SETTINGS_H_
