#include "proto/support/text/format.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "proto/support/text/bundle.h"
#include "unicode/calendar.h"
#include "unicode/fieldpos.h"
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

namespace {

// A pattern of days made ready, which costs far more than its use.
struct ReadyFormat {
  std::unique_ptr<icu::SimpleDateFormat> format;  // Null when it is broken.
  // Of the format's kind: without it each use would copy the format's own.
  std::unique_ptr<icu::Calendar> calendar;
};

ReadyFormat MakeFormat(const Language& language,
                       const icu::UnicodeString& pattern) {
  ReadyFormat made;
  UErrorCode status = U_ZERO_ERROR;
  auto format = std::make_unique<icu::SimpleDateFormat>(
      pattern, LocaleOf(language), status);
  if (U_FAILURE(status)) return made;
  // The fields are shown as they are: which zone they were read in was
  // decided before, by Abseil, and ICU must not move them.
  format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
  made.calendar.reset(format->getCalendar()->clone());
  made.format = std::move(format);
  return made;
}

// Valid until the thread asks again.
const ReadyFormat& FormatFor(const Language& language,
                             const icu::UnicodeString& pattern) {
  // A format may be used by one thread at a time only. There are few patterns.
  thread_local absl::flat_hash_map<std::string, ReadyFormat> ready;
  std::string name = absl::StrCat(language.tag(), "/", ToUtf8(pattern));
  const auto found = ready.find(name);
  if (found != ready.end()) return found->second;
  ReadyFormat& added = ready[std::move(name)];
  added = MakeFormat(language, pattern);
  return added;
}

}  // namespace

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
  const ReadyFormat& ready = FormatFor(language, *pattern);
  if (ready.format == nullptr) return ToUnicode(absl::FormatCivilTime(second));
  const UDate milliseconds =
      absl::ToUnixMillis(absl::FromCivil(second, absl::UTCTimeZone()));
  UErrorCode status = U_ZERO_ERROR;
  ready.calendar->setTime(milliseconds, status);
  icu::FieldPosition nowhere(icu::FieldPosition::DONT_CARE);
  return ready.format->format(*ready.calendar, out, nowhere);
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
