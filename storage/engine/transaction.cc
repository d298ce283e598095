#include "storage/engine/transaction.h"

namespace entente {

absl::Status Snapshot::CheckReadsOnly(const Statement& statement) {
  if (statement.reads_only()) return absl::OkStatus();
  return absl::InternalError(
      "a statement that writes was given to Query: use Execute or "
      "QueryWriting of Transaction");
}

absl::Status Transaction::BeforeWrite() {
  if (wrote_) return absl::OkStatus();
  if (uses_savepoint_) {
    absl::Status status = connection_.Execute("SAVEPOINT operation");
    if (!status.ok()) return status;
  }
  wrote_ = true;
  return absl::OkStatus();
}

}  // namespace entente
