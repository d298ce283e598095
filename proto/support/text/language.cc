#include "proto/support/text/language.h"

#include <cstdlib>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace entente {
namespace {

struct Names {
  absl::string_view tag;
  const char* icu_locale;
  const char* bundle;
};

// In the order of Language::Index.
constexpr Names kNames[] = {
    {"en-CA", "en_CA", "root"},
    {"fr-CA", "fr_CA", "fr"},
    {"fr-FR", "fr_FR", "fr_FR"},
};

}  // namespace

absl::optional<Language> Language::Parse(absl::string_view tag) {
  for (absl::string_view entry : absl::StrSplit(tag, ',')) {
    // Weights, encodings and modifiers say nothing about the words.
    entry = *absl::StrSplit(entry, absl::ByAnyChar(";.@")).begin();
    std::string name(absl::StripAsciiWhitespace(entry));
    for (char& c : name) c = c == '_' ? '-' : absl::ascii_tolower(c);
    if (name == "fr-fr") return FrenchOfFrance();
    if (name == "fr" || absl::StartsWith(name, "fr-")) return French();
    if (name == "en" || absl::StartsWith(name, "en-")) return English();
  }
  return absl::nullopt;
}

Language Language::OfEnvironment() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    // The first that is set decides, as POSIX has it.
    if (value == nullptr || *value == '\0') continue;
    return Parse(value).value_or(English());
  }
  return English();
}

absl::string_view Language::tag() const { return kNames[index_].tag; }

const char* Language::icu_locale() const { return kNames[index_].icu_locale; }

const char* Language::bundle() const { return kNames[index_].bundle; }

}  // namespace entente
