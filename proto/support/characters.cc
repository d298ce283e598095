#include "proto/support/characters.h"

#include <cstddef>

namespace entente {
namespace {

constexpr int kShownCharactersMax = 200;

// The length in bytes of the character that begins with `first`; 0 for a byte
// with which none begins.
std::size_t LengthOf(unsigned char first) {
  if (first < 0x80) return 1;
  if (first < 0xC2) return 0;
  if (first < 0xE0) return 2;
  if (first < 0xF0) return 3;
  return first < 0xF5 ? 4 : 0;
}

// Whether UTF-8 writes `character` in `length` bytes: not in more than it
// needs, no half of a pair, nothing past the last one.
bool IsWrittenIn(std::size_t length, char32_t character) {
  if (length == 3) {
    return character >= 0x800 && (character < 0xD800 || character > 0xDFFF);
  }
  if (length == 4) return character >= 0x10000 && character <= 0x10FFFF;
  return true;
}

}  // namespace

char32_t TakeCharacter(absl::string_view& text) {
  const auto byte = [&text](std::size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const std::size_t length = LengthOf(byte(0));
  char32_t character = length < 2 ? byte(0) : byte(0) & (0x7F >> length);
  bool is_valid = length >= 1 && length <= text.size();
  for (std::size_t i = 1; is_valid && i < length; ++i) {
    is_valid = (byte(i) & 0xC0) == 0x80;
    character = (character << 6) | (byte(i) & 0x3F);
  }
  if (!is_valid || !IsWrittenIn(length, character)) {
    text.remove_prefix(1);
    return kNoCharacter;
  }
  text.remove_prefix(length);
  return character;
}

bool IsUnwanted(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  return c == 0x061C || c == 0x200E || c == 0x200F ||  // marks of direction
         (c >= 0x2028 && c <= 0x202E) ||  // separators, embeddings, overrides
         (c >= 0x2066 && c <= 0x2069) ||  // isolates
         c == 0xFEFF || c == 0xFFFE || c == kNoCharacter;
}

std::string ShownPart(absl::string_view text) {
  std::string shown;
  for (int count = 0; !text.empty(); ++count) {
    if (count == kShownCharactersMax) {
      shown += "…";
      break;
    }
    absl::string_view rest = text;
    if (IsUnwanted(TakeCharacter(rest))) {
      shown += '?';
    } else {
      shown.append(text.data(), text.size() - rest.size());
    }
    text = rest;
  }
  return shown;
}

}  // namespace entente
