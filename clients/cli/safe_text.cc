#include "clients/cli/safe_text.h"

#include "unicode/utf8.h"

namespace entente {
namespace {

// Marks, embeddings, overrides and isolates: they make a text read otherwise
// than it is written.
bool IsBidirectionalControl(UChar32 c) {
  return c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool IsControl(UChar32 c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

std::string Clean(absl::string_view text, bool keep_newlines) {
  std::string out;
  out.reserve(text.size());
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const int32_t size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    const int32_t start = at;
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    if (c < 0) {
      out += "\xEF\xBF\xBD";
    } else if (c == '\n') {
      out += keep_newlines ? '\n' : ' ';
    } else if (c == '\t') {
      out += ' ';
    } else if (!IsControl(c) && !IsBidirectionalControl(c)) {
      out.append(text.data() + start, at - start);
    }
  }
  return out;
}

}  // namespace

bool IsUtf8(absl::string_view bytes) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  const int32_t size = static_cast<int32_t>(bytes.size());
  for (int32_t at = 0; at < size;) {
    UChar32 c;
    U8_NEXT(data, at, size, c);
    if (c < 0) return false;
  }
  return true;
}

std::string ForTerminal(absl::string_view text) { return Clean(text, true); }

std::string ForTerminalLine(absl::string_view text) {
  return Clean(text, false);
}

}  // namespace entente
