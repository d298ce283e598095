// The patterns of the texts, as ICU resource bundles embedded in the program.
// Used by text.cc and by the tests; everything else uses text.h.

#ifndef ENTENTE_PROTO_SUPPORT_TEXT_BUNDLE_H_
#define ENTENTE_PROTO_SUPPORT_TEXT_BUNDLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "proto/support/text/language.h"
#include "unicode/unistr.h"

namespace entente {

// The pattern of `area/NAME`, with the words of the language or of the one it
// inherits from. Any thread.
absl::optional<icu::UnicodeString> FindPattern(const Language& language,
                                               absl::string_view key);

// The folders of messages/.
std::vector<std::string> TextAreas();

// The keys, `area/NAME`, that the file of `bundle` ("root", "fr", "fr_FR")
// itself holds in `area`; none when the file does not exist.
std::vector<std::string> KeysOfBundle(absl::string_view area,
                                      absl::string_view bundle);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_TEXT_BUNDLE_H_
