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
  int64_t calls = 0;  // All of them, failed or not.
  int64_t failures = 0;
  std::string first_failure;
  absl::Duration wall;
  std::vector<absl::Duration> times;  // Of each call, ascending.

  // The time within which this share of the calls was answered.
  absl::Duration Within(double share) const;

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

// What was measured with these times in `wall`.
Measure Summary(std::vector<absl::Duration> times, absl::Duration wall);

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_LOAD_H_
