#include "services/access/credential.h"

#include <sodium.h>

#include "absl/strings/ascii.h"

namespace entente {
namespace {

// Crockford's: without i, l, o and u.
constexpr absl::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kGroups = 5;
constexpr int kGroupLetters = 5;

std::string InGroups(absl::string_view letters) {
  std::string code;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && i % kGroupLetters == 0) code.push_back('-');
    code.push_back(letters[i]);
  }
  return code;
}

}  // namespace

std::string NewTokenSecret() {
  unsigned char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  char text[64];
  sodium_bin2base64(text, sizeof text, bytes, sizeof bytes,
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero(bytes, sizeof bytes);
  return text;
}

std::string NewCode() {
  std::string letters;
  for (int i = 0; i < kGroups * kGroupLetters; ++i) {
    letters.push_back(kLetters[randombytes_uniform(kLetters.size())]);
  }
  return InGroups(letters);
}

std::string NormalizeCode(absl::string_view typed) {
  std::string letters;
  for (const char c : typed) {
    if (c == '-' || absl::ascii_isspace(c)) continue;
    char letter = absl::ascii_tolower(c);
    if (letter == 'o') letter = '0';
    if (letter == 'i' || letter == 'l') letter = '1';
    letters.push_back(letter);
  }
  return InGroups(letters);
}

std::string SecretDigest(absl::string_view secret) {
  std::string digest(32, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()),
                     digest.size(),
                     reinterpret_cast<const unsigned char*>(secret.data()),
                     secret.size(), nullptr, 0);
  return digest;
}

}  // namespace entente
