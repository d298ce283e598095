// The language of a reader.

#ifndef ENTENTE_PROTO_SUPPORT_TEXT_LANGUAGE_H_
#define ENTENTE_PROTO_SUPPORT_TEXT_LANGUAGE_H_

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace entente {

// One of the languages that have texts. A small value: copy it freely.
class Language {
 public:
  // English, for readers whose language is unknown or has no texts.
  constexpr Language() : Language(kEnglish) {}

  static constexpr Language English() { return Language(kEnglish); }
  // French, with the words of Québec.
  static constexpr Language French() { return Language(kFrench); }
  // French, with the words of France.
  static constexpr Language FrenchOfFrance() {
    return Language(kFrenchOfFrance);
  }

  // Reads a language tag, a locale name, or a list of them of which the first
  // known one counts: "fr", "fr-CA", "fr_FR.UTF-8", "en_US", "de, fr;q=0.5".
  // Empty when none is known ("C" and "POSIX" name no language).
  static absl::optional<Language> Parse(absl::string_view tag);

  // The language that LC_ALL, LC_MESSAGES or LANG states, else English.
  static Language OfEnvironment();

  // "en-CA", "fr-CA" or "fr-FR": what a LocalizedMessage's `locale` says.
  absl::string_view tag() const;
  // The name of ICU's data for dates and numbers: "en_CA", "fr_CA", "fr_FR".
  const char* icu_locale() const;
  // The name of the resource bundles: "root", "fr" or "fr_FR".
  const char* bundle() const;

  friend bool operator==(const Language& a, const Language& b) {
    return a.index_ == b.index_;
  }
  friend bool operator!=(const Language& a, const Language& b) {
    return !(a == b);
  }

 private:
  enum Index { kEnglish, kFrench, kFrenchOfFrance };

  constexpr explicit Language(Index index) : index_(index) {}

  Index index_;
};

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_TEXT_LANGUAGE_H_
