// Where the present comes from.

#ifndef ENTENTE_STORAGE_ENGINE_CLOCK_H_
#define ENTENTE_STORAGE_ENGINE_CLOCK_H_

#include <atomic>
#include <cstdint>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace entente {

// A source of the present instant. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The clock of the machine.
class SystemClock : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

// Another clock in whole microseconds, which is what the store keeps, and
// never going backwards. Does not own `clock`.
class ForwardClock : public Clock {
 public:
  explicit ForwardClock(const Clock& clock) : clock_(clock) {}

  absl::Time Now() const override {
    const int64_t now = absl::ToUnixMicros(clock_.Now());
    int64_t latest = latest_micros_.load(std::memory_order_relaxed);
    while (now > latest && !latest_micros_.compare_exchange_weak(
                               latest, now, std::memory_order_relaxed)) {
    }
    return absl::FromUnixMicros(now > latest ? now : latest);
  }

 private:
  const Clock& clock_;
  mutable std::atomic<int64_t> latest_micros_{INT64_MIN};
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_CLOCK_H_
