#include "storage/engine/inspection.h"

#include "absl/memory/memory.h"
#include "proto/support/status_macros.h"
#include "storage/engine/sqlite_maintenance.h"

namespace entente {

absl::StatusOr<std::unique_ptr<Inspection>> Inspection::Open(
    const std::string& path) {
  SqliteOptions options;
  options.path = path;
  options.access = SqliteOptions::Access::kInspector;
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteConnection> connection,
                   SqliteConnection::Open(options));
  return absl::WrapUnique(new Inspection(std::move(connection)));
}

absl::Status Inspection::UnlessCancelled(
    absl::FunctionRef<absl::Status()> run) {
  absl::Status status;
  if (!cancelled_) status = run();
  // Whatever else it says: a statement that was interrupted has no answer.
  return cancelled_ ? absl::CancelledError("cancelled") : status;
}

absl::Status Inspection::CheckContents() {
  RETURN_IF_ERROR(UnlessCancelled([&] { return QuickCheck(*connection_); }));
  return UnlessCancelled([&] { return ForeignKeyCheck(*connection_); });
}

absl::Status Inspection::Read(absl::FunctionRef<absl::Status(Snapshot&)> body) {
  return UnlessCancelled([&]() -> absl::Status {
    RETURN_IF_ERROR(connection_->Execute("BEGIN"));
    absl::Status status;
    {
      Snapshot snapshot(*connection_, absl::UnixEpoch());
      status = body(snapshot);
    }
    if (connection_->in_transaction()) {
      status.Update(connection_->Execute("COMMIT"));
    }
    return status;
  });
}

void Inspection::Cancel() {
  cancelled_ = true;
  connection_->Interrupt();
}

}  // namespace entente
