#include "proto/support/text/format.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/text/bundle.h"
#include "unicode/listformatter.h"
#include "unicode/numberformatter.h"
#include "unicode/smpdtfmt.h"
#include "unicode/timezone.h"

namespace entente {

icu::UnicodeString ToUnicode(absl::string_view utf8) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

icu::Locale LocaleOf(const Language& language) {
  return icu::Locale(language.icu_locale());
}

icu::UnicodeString FormatCivil(const Language& language,
                               absl::CivilSecond second,
                               absl::string_view key) {
  icu::UnicodeString out;
  absl::optional<icu::UnicodeString> pattern;
  if (second.day() == 1) {
    pattern = FindPattern(language, absl::StrCat(key, "_FIRST"));
  }
  if (!pattern.has_value()) pattern = FindPattern(language, key);
  if (!pattern.has_value()) return ToUnicode(absl::StrCat("[", key, "]"));
  UErrorCode status = U_ZERO_ERROR;
  icu::SimpleDateFormat format(*pattern, LocaleOf(language), status);
  if (U_FAILURE(status)) return ToUnicode(absl::FormatCivilTime(second));
  // The fields are shown as they are: which zone they were read in was
  // decided before, by Abseil, and ICU must not move them.
  format.adoptTimeZone(icu::TimeZone::getGMT()->clone());
  const UDate milliseconds =
      absl::ToUnixMillis(absl::FromCivil(second, absl::UTCTimeZone()));
  return format.format(milliseconds, out);
}

icu::UnicodeString FormatDay(const Language& language, absl::CivilDay day,
                             DayStyle style) {
  switch (style) {
    case DayStyle::kLong:
      return FormatCivil(language, absl::CivilSecond(day), "date/LONG");
    case DayStyle::kPlain:
      return FormatCivil(language, absl::CivilSecond(day), "date/PLAIN");
    case DayStyle::kIso:
      break;
  }
  return ToUnicode(absl::FormatCivilTime(day));
}

icu::UnicodeString FormatInstant(const Language& language,
                                 const ZonedInstant& instant) {
  return FormatCivil(language, instant.zone.At(instant.time).cs,
                     "date/INSTANT");
}

std::string DayText(const Language& language, absl::CivilDay day,
                    DayStyle style) {
  return ToUtf8(FormatDay(language, day, style));
}

std::string InstantText(const Language& language, const ZonedInstant& instant) {
  return ToUtf8(FormatInstant(language, instant));
}

std::string NumberText(const Language& language, int64_t number) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text =
      icu::number::NumberFormatter::withLocale(LocaleOf(language))
          .formatInt(number, status)
          .toString(status);
  return U_FAILURE(status) ? absl::StrCat(number) : ToUtf8(text);
}

std::string NumberText(const Language& language, double number) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text =
      icu::number::NumberFormatter::withLocale(LocaleOf(language))
          .formatDouble(number, status)
          .toString(status);
  return U_FAILURE(status) ? absl::StrCat(number) : ToUtf8(text);
}

std::string ListText(const Language& language,
                     absl::Span<const std::string> items) {
  std::vector<icu::UnicodeString> words;
  for (const std::string& item : items) words.push_back(ToUnicode(item));
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::ListFormatter> format(
      icu::ListFormatter::createInstance(LocaleOf(language), status));
  icu::UnicodeString out;
  if (U_SUCCESS(status)) {
    format->format(words.data(), static_cast<int32_t>(words.size()), out,
                   status);
  }
  return ToUtf8(out);
}

}  // namespace entente
