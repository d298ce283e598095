// The event log, checked leaf by leaf.

#ifndef ENTENTE_STORAGE_LOG_CHECK_H_
#define ENTENTE_STORAGE_LOG_CHECK_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "storage/engine/transaction.h"
#include "storage/keyring.h"
#include "storage/log_head.h"

namespace entente {

struct BadLeaf {
  int64_t sequence = 0;
  std::string record_id;  // Whose event it is.
  std::string what;
};

// Walks the chain from its beginning, as far as each snapshot shows, so that a
// long log can be checked a part at a time while it grows. Used by one thread.
class LogCheck {
 public:
  // Calls `bad` for each leaf that is not what was appended, in ascending
  // order; where two leaves do not fit together, the one is named that nothing
  // else confirms. `keyring` is not owned.
  LogCheck(const Keyring& keyring, std::function<void(const BadLeaf&)> bad);
  ~LogCheck();
  LogCheck(const LogCheck&) = delete;
  LogCheck& operator=(const LogCheck&) = delete;

  // Holds at most `leaves_max` leaves, after those that were visited, against
  // their rows and payloads. Whether there may be more.
  absl::StatusOr<bool> Visit(Snapshot& snapshot, int64_t leaves_max);

  // Once Visit said that this snapshot has no more: holds the last leaf
  // against the `head` of the same snapshot (null when it could not be read).
  // Returns the sequence of the last leaf, 0 for none: less than
  // head->sequence when the log was cut short.
  int64_t End(const LogHead* head);

 private:
  class Walk;
  const std::unique_ptr<Walk> walk_;
};

// The same for the whole log in one snapshot.
absl::StatusOr<int64_t> CheckLog(
    Snapshot& snapshot, const Keyring& keyring, const LogHead* head,
    const std::function<void(const BadLeaf&)>& bad);

}  // namespace entente

#endif  // ENTENTE_STORAGE_LOG_CHECK_H_
