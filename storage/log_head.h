// The end of the event log, under a keyed hash.

#ifndef ENTENTE_STORAGE_LOG_HEAD_H_
#define ENTENTE_STORAGE_LOG_HEAD_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/engine/transaction.h"
#include "storage/keyring.h"

namespace entente {

// The row of log_head: where the log ended at the last commit, so that a log
// cut short is seen, and which migrations had been run, and when.
struct LogHead {
  std::string log_id;
  int64_t sequence = 0;  // Of the last event; 0 for none.
  std::string leaf_hash;
  int schema_version = 0;
  std::string schema_digest;
};

// Makes the row in a new store.
absl::Status InsertLogHead(Transaction& transaction, const Keyring& keyring);

// Writes where the log ends now: once in each group, before its COMMIT.
absl::Status UpdateLogHead(Transaction& transaction, const Keyring& keyring);

// Writes which migrations were run, when some were run since.
absl::Status UpdateLogHeadSchema(Transaction& transaction,
                                 const Keyring& keyring);

// DATA_LOSS when the row is missing, was altered, is of another log, or does
// not agree with the list of migrations.
absl::StatusOr<LogHead> GetLogHead(Snapshot& snapshot, const Keyring& keyring);

// Whether the row is as it was written, under the keyring's key file: then the
// key file is that of the store, whatever keys.db says.
bool IsUnderKeyFile(Snapshot& snapshot, const Keyring& keyring);

// Holds the last events of the log and log_head against each other: some
// milliseconds when a store is opened. DATA_LOSS, with what was found, when
// they do not agree.
absl::Status CheckLogTail(Snapshot& snapshot, const Keyring& keyring);

}  // namespace entente

#endif  // ENTENTE_STORAGE_LOG_HEAD_H_
