// Identifiers that cannot be guessed or counted.

#ifndef ENTENTE_STORAGE_RANDOM_ID_H_
#define ENTENTE_STORAGE_RANDOM_ID_H_

#include <string>

namespace entente {

// 34 lower-case characters of base 32, without i, l, o and u: 8 that say when
// it was made, in 64ths of a second, then 26 that hold 130 random bits.
// Thread-safe. Rules receive ids, they never make them.
//
// The instant stands first because new rows then lie side by side in every
// index: with random ids a filing into a large store changed ten times as many
// pages. It tells nothing new, since whoever reads an id may read when its
// record was entered.
std::string NewId();

// What somebody is called in one file: "P-" and 8 characters of base 32 that
// hold 40 random bits and nothing else, neither the instant nor the person.
// Thread-safe.
std::string NewPseudonym();

}  // namespace entente

#endif  // ENTENTE_STORAGE_RANDOM_ID_H_
