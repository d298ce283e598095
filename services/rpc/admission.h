// How many calls run at once. Counted by ourselves, first thing in every
// handler, since the transport's own limit did not hold under resets.

#ifndef ENTENTE_SERVICES_RPC_ADMISSION_H_
#define ENTENTE_SERVICES_RPC_ADMISSION_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace entente {

// Thread-safe, without locks.
class Admission {
 public:
  // Holds the place of one call until it is destroyed.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept;
    Place& operator=(Place&& other) noexcept;
    ~Place();

   private:
    friend class Admission;
    Place(Admission* admission, std::atomic<int>* caller)
        : admission_(admission), caller_(caller) {}
    Admission* admission_ = nullptr;
    std::atomic<int>* caller_ = nullptr;
  };

  // `running_max` calls in all, `per_caller_max` of one caller.
  Admission(int running_max, int per_caller_max);

  // A place for a call of the caller with this number, a hash of their
  // credential; callers whose numbers fall together share their limit, about
  // once in 16,384 pairs. TOO_MANY_CALLS, or DRAINING after Drain.
  absl::StatusOr<Place> Admit(uint64_t caller);

  void Drain() { draining_.store(true, std::memory_order_relaxed); }
  int running() const { return running_.load(std::memory_order_relaxed); }

 private:
  static constexpr int kCallers = 16384;

  const int running_max_;
  const int per_caller_max_;
  std::atomic<bool> draining_{false};
  std::atomic<int> running_{0};
  const std::unique_ptr<std::array<std::atomic<int>, kCallers>> callers_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_ADMISSION_H_
