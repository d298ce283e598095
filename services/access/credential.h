// The secrets by which persons sign in. Only their digests are kept.

#ifndef ENTENTE_SERVICES_ACCESS_CREDENTIAL_H_
#define ENTENTE_SERVICES_ACCESS_CREDENTIAL_H_

#include <string>

#include "absl/strings/string_view.h"

namespace entente {

// A token: 256 random bits in 43 letters, digits, '-' and '_'.
std::string NewTokenSecret();

// A one-time code: 125 random bits, in five groups of five letters and digits
// that are not mistaken for one another ("7k2qd-…"), since people type it.
std::string NewCode();

// The code as NewCode wrote it, from what somebody typed: capitals, spaces
// and missing hyphens are forgiven.
std::string NormalizeCode(absl::string_view typed);

// BLAKE2b-256 of a secret. It needs no salt: nobody guesses 125 bits.
std::string SecretDigest(absl::string_view secret);

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_CREDENTIAL_H_
