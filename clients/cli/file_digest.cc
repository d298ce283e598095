#include "clients/cli/file_digest.h"

#include <sodium.h>

#include <cerrno>
#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"

namespace entente {

absl::StatusOr<std::string> FileDigest(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::ErrnoToStatus(errno, path);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  char block[1 << 16];
  while (file.read(block, sizeof block), file.gcount() > 0) {
    crypto_hash_sha256_update(&state, reinterpret_cast<unsigned char*>(block),
                              static_cast<size_t>(file.gcount()));
  }
  if (file.bad()) return absl::ErrnoToStatus(errno, path);
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&state, digest);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest), sizeof digest));
}

}  // namespace entente
