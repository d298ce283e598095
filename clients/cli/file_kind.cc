#include "clients/cli/file_kind.h"

#include <vector>

#include "absl/strings/str_split.h"

namespace entente {

bool IsConsultationNumber(absl::string_view number) {
  // The code of a local may have hyphens of its own.
  const std::vector<absl::string_view> parts = absl::StrSplit(number, '-');
  return parts.size() >= 4 && parts[parts.size() - 3] == "C";
}

}  // namespace entente
