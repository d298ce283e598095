// Text that people typed, character by character.

#ifndef ENTENTE_PROTO_SUPPORT_CHARACTERS_H_
#define ENTENTE_PROTO_SUPPORT_CHARACTERS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace entente {

// What TakeCharacter makes of a byte that is not UTF-8; no text may hold it.
inline constexpr char32_t kNoCharacter = 0xFFFF;

// Takes one character from the front of `text`, UTF-8 and not empty. A byte
// that is not UTF-8 is taken alone, as kNoCharacter.
char32_t TakeCharacter(absl::string_view& text);

// Whether `character` is a control character, newline and tab included, or one
// that reverses or hides text: a mark, embedding, override or isolate of
// direction, a line or paragraph separator, a byte order mark.
bool IsUnwanted(char32_t character);

// What a message may repeat of a text that it refuses: valid UTF-8 without
// unwanted characters, each shown as '?', and at most 200 characters, then
// "…".
std::string ShownPart(absl::string_view text);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_CHARACTERS_H_
