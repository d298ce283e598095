// Identifiers that cannot be guessed or counted.

#ifndef ENTENTE_STORAGE_RANDOM_ID_H_
#define ENTENTE_STORAGE_RANDOM_ID_H_

#include <string>

namespace entente {

// 26 lower-case characters of base 32, without i, l, o and u, that hold 130
// random bits. Thread-safe. Rules receive ids, they never make them.
std::string NewId();

}  // namespace entente

#endif  // ENTENTE_STORAGE_RANDOM_ID_H_
