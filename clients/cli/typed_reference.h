// Numbers and codes as people type them.

#ifndef ENTENTE_CLIENTS_CLI_TYPED_REFERENCE_H_
#define ENTENTE_CLIENTS_CLI_TYPED_REFERENCE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace entente {

// What `typed` stands for in the field at `path`: without the blanks around it
// when the field names a record, and in capital letters when it is a code or a
// number that this system gave ("qn-g-2012-0001"). Identifiers and the numbers
// that others gave keep their letters, and every other field all it holds.
std::string TypedReference(absl::string_view path, const std::string& typed);

// Whether it is as long as an identifier, which no code is.
bool IsIdentifier(absl::string_view typed);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_TYPED_REFERENCE_H_
