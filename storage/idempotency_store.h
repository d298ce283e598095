// What a request id was used for: enough to answer a repeated call with the
// same record, and no content.

#ifndef ENTENTE_STORAGE_IDEMPOTENCY_STORE_H_
#define ENTENTE_STORAGE_IDEMPOTENCY_STORE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "storage/engine/transaction.h"

namespace entente {

class Keyring;

// How long a request id is kept (decisions.md 29).
inline constexpr absl::Duration kIdempotencyKept = absl::Hours(24 * 30);

// One person's use of a request id with one RPC.
struct IdempotencyKey {
  absl::string_view person_id;
  absl::string_view rpc;
  absl::string_view request_id;
};

struct IdempotencyRecord {
  std::string request_digest;
  std::string record_id;
};

// Empty when the id was never used, or longer ago than kIdempotencyKept.
absl::StatusOr<absl::optional<IdempotencyRecord>> FindIdempotency(
    Snapshot& snapshot, const IdempotencyKey& key);

// Records a use; the row bears a MAC, so that verify sees it altered.
absl::Status InsertIdempotency(Transaction& transaction, const Keyring& keyring,
                               const IdempotencyKey& key,
                               const IdempotencyRecord& record);

// Removes at most `limit` uses that are no longer kept.
absl::Status PurgeIdempotency(Transaction& transaction, int limit);

// DATA_LOSS, with the number of the first bad row, unless every row bears its
// MAC.
absl::Status CheckIdempotencyRows(Snapshot& snapshot, const Keyring& keyring);

}  // namespace entente

#endif  // ENTENTE_STORAGE_IDEMPOTENCY_STORE_H_
