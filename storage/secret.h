// Secret keys, and what is made with one: ciphertexts, derived keys, digests.

#ifndef ENTENTE_STORAGE_SECRET_H_
#define ENTENTE_STORAGE_SECRET_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace entente {

// Starts the cryptographic library; to be called before anything below. Any
// number of times, on any thread.
absl::Status StartCryptography();

// 32 secret bytes, zero at first, wiped when they go.
class Secret {
 public:
  static constexpr std::size_t kSize = 32;

  Secret() { bytes_.fill(0); }
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret();

  static Secret Random();

  unsigned char* data() { return bytes_.data(); }
  const unsigned char* data() const { return bytes_.data(); }
  absl::string_view view() const {
    return {reinterpret_cast<const char*>(bytes_.data()), kSize};
  }

 private:
  std::array<unsigned char, kSize> bytes_;
};

// The secret that `bytes`, Secret::kSize of them, are; wipes them.
Secret TakeSecret(std::string& bytes);

// Key number `number` of those that `key` gives.
Secret Derive(const Secret& key, uint64_t number);

// XChaCha20-Poly1305 with a random nonce, which precedes the ciphertext;
// `associated` is authenticated with it.
std::string Seal(const Secret& key, absl::string_view plaintext,
                 absl::string_view associated);

// False when it was not sealed with this key and these associated bytes.
bool Unseal(const Secret& key, absl::string_view sealed,
            absl::string_view associated, std::string& plaintext);

// BLAKE2b-256 of `prefix` and `bytes`, keyed: 32 bytes.
std::string KeyedDigest(const Secret& key, absl::string_view prefix,
                        absl::string_view bytes);

}  // namespace entente

#endif  // ENTENTE_STORAGE_SECRET_H_
