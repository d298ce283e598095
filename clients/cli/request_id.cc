#include "clients/cli/request_id.h"

#include <sodium.h>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"

namespace entente {

std::string NewRequestId() {
  char bytes[16];
  randombytes_buf(bytes, sizeof bytes);
  return absl::BytesToHexString(absl::string_view(bytes, sizeof bytes));
}

}  // namespace entente
