// The files of data/, embedded at build.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_SHIPPED_DATA_H_
#define ENTENTE_SERVICES_TIME_LIMITS_SHIPPED_DATA_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace entente {

// A file by its name, and its whole text.
struct ShippedFile {
  absl::string_view name;
  absl::string_view text;
};

// All of them, by name. They live as long as the program.
absl::Span<const ShippedFile> ShippedFiles();

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_SHIPPED_DATA_H_
