#include "storage/random_id.h"

#include <sodium.h>

#include <cstddef>

namespace entente {

std::string NewId() {
  // Crockford's base 32: a person can read it out.
  constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  constexpr std::size_t kLength = 26;
  static const int kReady = sodium_init();
  static_cast<void>(kReady);
  unsigned char random[kLength];
  randombytes_buf(random, sizeof random);
  std::string id(kLength, '0');
  for (std::size_t i = 0; i < kLength; ++i) id[i] = kDigits[random[i] & 31];
  return id;
}

}  // namespace entente
