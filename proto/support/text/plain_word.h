// Words as they are compared.

#ifndef ENTENTE_PROTO_SUPPORT_TEXT_PLAIN_WORD_H_
#define ENTENTE_PROTO_SUPPORT_TEXT_PLAIN_WORD_H_

#include <string>

#include "absl/strings/string_view.h"

namespace entente {

// The text without accents, apostrophes and capitals: « Élève » and "eleve" are
// the same.
std::string PlainWord(absl::string_view typed);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_TEXT_PLAIN_WORD_H_
