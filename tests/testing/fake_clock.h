// A clock that stands still until it is set.

#ifndef ENTENTE_TESTS_TESTING_FAKE_CLOCK_H_
#define ENTENTE_TESTS_TESTING_FAKE_CLOCK_H_

#include <atomic>
#include <cstdint>

#include "absl/time/time.h"
#include "storage/engine/clock.h"

namespace entente {

// Thread-safe. Begins on 2012-11-22 at 15:00 UTC.
class FakeClock : public Clock {
 public:
  absl::Time Now() const override { return absl::FromUnixMicros(micros_); }
  void Set(absl::Time now) { micros_ = absl::ToUnixMicros(now); }
  void Advance(absl::Duration by) { micros_ += absl::ToInt64Microseconds(by); }

 private:
  std::atomic<int64_t> micros_{1353596400000000};
};

}  // namespace entente

#endif  // ENTENTE_TESTS_TESTING_FAKE_CLOCK_H_
