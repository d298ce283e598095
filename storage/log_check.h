// The event log, checked leaf by leaf.

#ifndef ENTENTE_STORAGE_LOG_CHECK_H_
#define ENTENTE_STORAGE_LOG_CHECK_H_

#include <cstdint>
#include <functional>
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

// Walks the chain from its beginning, and calls `bad` for each leaf that is
// not what was appended, in ascending order; where two leaves do not fit
// together, the one is named that nothing else confirms. Each leaf is held
// against its row and payload, and the last one against `head` (null when it
// could not be read). Returns the sequence of the last leaf, 0 for none: less
// than head->sequence when the log was cut short.
absl::StatusOr<int64_t> CheckLog(
    Snapshot& snapshot, const Keyring& keyring, const LogHead* head,
    const std::function<void(const BadLeaf&)>& bad);

}  // namespace entente

#endif  // ENTENTE_STORAGE_LOG_CHECK_H_
