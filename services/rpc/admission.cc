#include "services/rpc/admission.h"

#include <string>
#include <utility>

#include "proto/support/refusal.h"

namespace entente {

Admission::Place::Place(Place&& other) noexcept
    : admission_(std::exchange(other.admission_, nullptr)),
      caller_(std::exchange(other.caller_, nullptr)) {}

Admission::Place& Admission::Place::operator=(Place&& other) noexcept {
  std::swap(admission_, other.admission_);
  std::swap(caller_, other.caller_);
  return *this;
}

Admission::Place::~Place() {
  if (admission_ == nullptr) return;
  caller_->fetch_sub(1, std::memory_order_relaxed);
  admission_->running_.fetch_sub(1, std::memory_order_release);
}

Admission::Admission(int running_max, int per_caller_max)
    : running_max_(running_max),
      per_caller_max_(per_caller_max),
      callers_(std::make_unique<std::array<std::atomic<int>, kCallers>>()) {}

absl::StatusOr<Admission::Place> Admission::Admit(uint64_t caller) {
  if (draining_.load(std::memory_order_relaxed)) {
    return Refuse(v1::Refusal::DRAINING);
  }
  std::atomic<int>& calls = (*callers_)[caller % kCallers];
  const int in_all = running_.fetch_add(1, std::memory_order_acquire);
  const int of_caller = calls.fetch_add(1, std::memory_order_relaxed);
  Place place(this, &calls);  // Gives both back when the call is refused.
  if (in_all >= running_max_) {
    return Refuse(v1::Refusal::TOO_MANY_CALLS,
                  {{"limit", std::to_string(running_max_)}});
  }
  if (of_caller >= per_caller_max_) {
    return Refuse(v1::Refusal::TOO_MANY_CALLS,
                  {{"limit", std::to_string(per_caller_max_)}});
  }
  return place;
}

}  // namespace entente
