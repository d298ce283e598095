#include "storage/secret.h"

#include <sodium.h>

#include <algorithm>

namespace entente {
namespace {

static_assert(Secret::kSize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(Secret::kSize == crypto_kdf_KEYBYTES);

unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

absl::Status StartCryptography() {
  if (sodium_init() >= 0) return absl::OkStatus();
  return absl::InternalError("the cryptographic library does not start");
}

Secret::~Secret() { sodium_memzero(bytes_.data(), kSize); }

Secret Secret::Random() {
  Secret secret;
  randombytes_buf(secret.data(), kSize);
  return secret;
}

Secret TakeSecret(std::string& bytes) {
  Secret secret;
  std::copy_n(Bytes(absl::string_view(bytes)),
              std::min(bytes.size(), Secret::kSize), secret.data());
  sodium_memzero(bytes.data(), bytes.size());
  return secret;
}

Secret Derive(const Secret& key, uint64_t number) {
  Secret derived;
  crypto_kdf_derive_from_key(derived.data(), Secret::kSize, number, "entente1",
                             key.data());
  return derived;
}

std::string Seal(const Secret& key, absl::string_view plaintext,
                 absl::string_view associated) {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  std::string sealed(
      kNonce + plaintext.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES,
      '\0');
  randombytes_buf(Bytes(sealed), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      Bytes(sealed) + kNonce, nullptr, Bytes(plaintext), plaintext.size(),
      Bytes(associated), associated.size(), nullptr, Bytes(sealed), key.data());
  return sealed;
}

bool Unseal(const Secret& key, absl::string_view sealed,
            absl::string_view associated, std::string& plaintext) {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (sealed.size() < kNonce + kTag) return false;
  plaintext.assign(sealed.size() - kNonce - kTag, '\0');
  return crypto_aead_xchacha20poly1305_ietf_decrypt(
             Bytes(plaintext), nullptr, nullptr, Bytes(sealed) + kNonce,
             sealed.size() - kNonce, Bytes(associated), associated.size(),
             Bytes(sealed), key.data()) == 0;
}

std::string KeyedDigest(const Secret& key, absl::string_view prefix,
                        absl::string_view bytes) {
  std::string digest(crypto_generichash_BYTES, '\0');
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.data(), Secret::kSize, digest.size());
  crypto_generichash_update(&state, Bytes(prefix), prefix.size());
  crypto_generichash_update(&state, Bytes(bytes), bytes.size());
  crypto_generichash_final(&state, Bytes(digest), digest.size());
  return digest;
}

}  // namespace entente
