// The stores that are measured: one world, copied when it holds few
// grievances and again when it holds many.

#ifndef ENTENTE_TESTS_BENCH_BASE_H_
#define ENTENTE_TESTS_BENCH_BASE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/recording_connection.h"

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
  ~Base();
  Base(const Base&) = delete;
  Base& operator=(const Base&) = delete;

  // A fresh copy of a store; its folder.
  std::string Copy(const std::string& from);
  void Remove(const std::string& copy) const;

  std::string folder;  // All of it; removed at the end.
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

 private:
  int copies_ = 0;
};

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_BASE_H_
