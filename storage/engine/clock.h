// Where the present comes from.

#ifndef ENTENTE_STORAGE_ENGINE_CLOCK_H_
#define ENTENTE_STORAGE_ENGINE_CLOCK_H_

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

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_CLOCK_H_
