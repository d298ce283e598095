#include "storage/engine/transaction.h"

namespace entente {

absl::Status Snapshot::CheckReadsOnly(const Statement& statement) {
  if (statement.reads_only()) return absl::OkStatus();
  return absl::InternalError(
      "a statement that writes was given to Query: use Execute or "
      "QueryWriting of Transaction");
}

absl::Status Transaction::BeforeWrite() {
  if (has_savepoint_) return absl::OkStatus();
  absl::Status status = connection_.Execute("SAVEPOINT operation");
  has_savepoint_ = status.ok();
  return status;
}

}  // namespace entente
