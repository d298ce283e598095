#include "storage/random_id.h"

#include <sodium.h>

#include <cstddef>
#include <cstdint>

#include "absl/time/clock.h"

namespace entente {

std::string NewId() {
  // Crockford's base 32: a person can read it out, and it sorts as numbers do.
  constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  constexpr std::size_t kInstantLength = 8;
  constexpr std::size_t kRandomLength = 26;
  static const int kReady = sodium_init();
  static_cast<void>(kReady);
  std::string id(kInstantLength + kRandomLength, '0');
  int64_t instant = absl::GetCurrentTimeNanos() / (1'000'000'000 / 64);
  for (std::size_t i = kInstantLength; i-- > 0; instant >>= 5) {
    id[i] = kDigits[instant & 31];
  }
  unsigned char random[kRandomLength];
  randombytes_buf(random, sizeof random);
  for (std::size_t i = 0; i < kRandomLength; ++i) {
    id[kInstantLength + i] = kDigits[random[i] & 31];
  }
  return id;
}

}  // namespace entente
