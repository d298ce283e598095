// What a request id was used for: enough to answer a repeated call with the
// same record, and no content.

#ifndef ENTENTE_STORAGE_IDEMPOTENCY_STORE_H_
#define ENTENTE_STORAGE_IDEMPOTENCY_STORE_H_

#include <functional>
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

// The id of the operation that uses a request id at `now`. Every event of the
// call bears it, so that the log vouches for the row; being keyed, it tells
// nobody else what it was made of.
std::string OperationIdOf(const Keyring& keyring, const IdempotencyKey& key,
                          absl::string_view request_digest, absl::Time now);

// Empty when the id was never used, or longer ago than kIdempotencyKept.
absl::StatusOr<absl::optional<IdempotencyRecord>> FindIdempotency(
    Snapshot& snapshot, const IdempotencyKey& key);

// Records a use, in the transaction whose events bear its OperationIdOf. The
// row bears a MAC, so that verify sees it altered.
absl::Status InsertIdempotency(Transaction& transaction, const Keyring& keyring,
                               const IdempotencyKey& key,
                               const IdempotencyRecord& record);

// Removes at most `limit` uses that are no longer kept.
absl::Status PurgeIdempotency(Transaction& transaction, int limit);

// Holds every row against its MAC, and the rows and the events against each
// other: every call of the last 30 days that changed something has its row.
// Calls `bad` with the record that a bad or missing row is about and with what
// is wrong. The log must have been found sound.
absl::Status CheckIdempotencyRows(
    Snapshot& snapshot, const Keyring& keyring,
    const std::function<void(const std::string& record_id,
                             const std::string& what)>& bad);

}  // namespace entente

#endif  // ENTENTE_STORAGE_IDEMPOTENCY_STORE_H_
