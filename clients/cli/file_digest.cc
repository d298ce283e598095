#include "clients/cli/file_digest.h"

#include <cerrno>
#include <fstream>

#include "absl/strings/escaping.h"

namespace entente {

void RunningDigest::Add(absl::string_view bytes) {
  crypto_hash_sha256_update(
      &state_, reinterpret_cast<const unsigned char*>(bytes.data()),
      bytes.size());
}

std::string RunningDigest::Hex() {
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&state_, digest);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest), sizeof digest));
}

absl::StatusOr<std::string> FileDigest(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::ErrnoToStatus(errno, path);
  RunningDigest digest;
  char block[1 << 16];
  while (file.read(block, sizeof block), file.gcount() > 0) {
    digest.Add(absl::string_view(block, static_cast<size_t>(file.gcount())));
  }
  if (file.bad()) return absl::ErrnoToStatus(errno, path);
  return digest.Hex();
}

}  // namespace entente
