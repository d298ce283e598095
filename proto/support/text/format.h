// Days, instants, numbers and lists in ICU's strings, for text.cc.

#ifndef ENTENTE_PROTO_SUPPORT_TEXT_FORMAT_H_
#define ENTENTE_PROTO_SUPPORT_TEXT_FORMAT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "proto/support/text/language.h"
#include "proto/support/text/text.h"
#include "unicode/locid.h"
#include "unicode/unistr.h"

namespace entente {

icu::UnicodeString ToUnicode(absl::string_view utf8);
std::string ToUtf8(const icu::UnicodeString& text);

// The locale whose habits for numbers and plurals the language follows.
icu::Locale LocaleOf(const Language& language);

// `second` by the date pattern that stands under `key`; under `key`_FIRST on
// the first day of a month.
icu::UnicodeString FormatCivil(const Language& language,
                               absl::CivilSecond second, absl::string_view key);

icu::UnicodeString FormatDay(const Language& language, absl::CivilDay day,
                             DayStyle style);
icu::UnicodeString FormatInstant(const Language& language,
                                 const ZonedInstant& instant);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_TEXT_FORMAT_H_
