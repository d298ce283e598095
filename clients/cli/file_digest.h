// The fingerprint of a scanned paper.

#ifndef ENTENTE_CLIENTS_CLI_FILE_DIGEST_H_
#define ENTENTE_CLIENTS_CLI_FILE_DIGEST_H_

#include <sodium.h>

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace entente {

// SHA-256 of bytes that come one after another. Hex is called once, at the end.
class RunningDigest {
 public:
  RunningDigest() { crypto_hash_sha256_init(&state_); }
  void Add(absl::string_view bytes);
  std::string Hex();

 private:
  crypto_hash_sha256_state state_;
};

// SHA-256 of a file of any size, in hexadecimal; the system's error, with the
// name of the file, when it cannot be read.
absl::StatusOr<std::string> FileDigest(const std::string& path);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_FILE_DIGEST_H_
