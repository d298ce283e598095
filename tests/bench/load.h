// A closed loop of calls: so many in flight, each answer starts the next.

#ifndef ENTENTE_TESTS_BENCH_LOAD_H_
#define ENTENTE_TESTS_BENCH_LOAD_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace entente::bench {

// What one run of a loop measured.
struct Measure {
  int64_t calls = 0;
  int64_t failures = 0;
  std::string first_failure;
  absl::Duration wall;
  absl::Duration p50;
  absl::Duration p99;

  double per_second() const {
    return static_cast<double>(calls) / absl::ToDoubleSeconds(wall);
  }
};

// Starts call number `n`, and calls `done` when its answer is there: with an
// empty text, or what went wrong. `done` may run on any thread.
using StartCall = std::function<void(
    int64_t n, std::function<void(const std::string& failure)> done)>;

// Makes `calls` calls with `in_flight` at a time.
Measure RunLoop(int64_t calls, int in_flight, const StartCall& start);

// The same for calls that return with their answer, one after another.
Measure RunOneByOne(int64_t calls,
                    const std::function<std::string(int64_t)>& call);

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_LOAD_H_
