#include "proto/support/text/plain_word.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "unicode/translit.h"
#include "unicode/unistr.h"

namespace entente {
namespace {

// Null when the machine's ICU has no such rules.
const icu::Transliterator* Plain() {
  static const icu::Transliterator* const kPlain = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Transliterator::createInstance("NFC; Latin-ASCII; Lower",
                                               UTRANS_FORWARD, status);
  }();
  return kPlain;
}

}  // namespace

std::string PlainWord(absl::string_view typed) {
  if (Plain() == nullptr) return absl::AsciiStrToLower(typed);
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(typed.data(), static_cast<int32_t>(typed.size())));
  Plain()->transliterate(text);
  std::string plain;
  text.toUTF8String(plain);
  return absl::StrReplaceAll(plain, {{"'", ""}});
}

}  // namespace entente
