#include "storage/random_id.h"

#include <sodium.h>

#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace entente {
namespace {

// Crockford's base 32: a person can read it out, and it sorts as numbers do.
constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";

void AppendRandom(std::size_t length, std::string& id) {
  static const int kReady = sodium_init();
  static_cast<void>(kReady);
  unsigned char random[32];
  randombytes_buf(random, length);
  for (std::size_t i = 0; i < length; ++i) id += kDigits[random[i] & 31];
}

}  // namespace

std::string NewId() {
  constexpr std::size_t kInstantLength = 8;
  constexpr std::size_t kRandomLength = 26;
  std::string id(kInstantLength, '0');
  id.reserve(kInstantLength + kRandomLength);
  int64_t instant = absl::GetCurrentTimeNanos() / (1'000'000'000 / 64);
  for (std::size_t i = kInstantLength; i-- > 0; instant >>= 5) {
    id[i] = kDigits[instant & 31];
  }
  AppendRandom(kRandomLength, id);
  return id;
}

std::string NewPseudonym() {
  std::string pseudonym;
  AppendRandom(8, pseudonym);
  return absl::StrCat("P-", absl::AsciiStrToUpper(pseudonym));
}

}  // namespace entente
