// The stores that are measured: one world, copied when it holds few
// grievances and again when it holds many.

#ifndef ENTENTE_TESTS_BENCH_BASE_H_
#define ENTENTE_TESTS_BENCH_BASE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/recording_connection.h"
#include "tests/bench/shelf.h"

namespace entente::bench {

// A store that stands ready to be copied.
struct Scale {
  int64_t grievances = 0;
  std::string folder;
  std::vector<std::string> ids;  // Of some of its grievances.
  Recording gets;                // What reading each of `ids` runs.
  Recording list;                // What a list of 50 runs.
};

struct Base {
  // Makes both, and an empty store.
  Base(int64_t small_count, int64_t big_count);

  Shelf shelf;
  std::string token;
  std::string person_id;
  std::string agreement_id;
  std::string empty;
  Scale small;
  Scale big;
  // The statements of filings after the last of `big`, one to a COMMIT.
  Recording filings;
  // The store in which the rows of an import wait, and the rows that its
  // publication then inserts.
  std::string waiting;
  Recording imported;
};

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_BASE_H_
