// Long looks at a store that is being served.

#ifndef ENTENTE_STORAGE_ENGINE_INSPECTION_H_
#define ENTENTE_STORAGE_ENGINE_INSPECTION_H_

#include <atomic>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/engine/sqlite_connection.h"
#include "storage/engine/transaction.h"

namespace entente {

// A read-only connection of its own, so that no call waits for it. Used by one
// thread, but for Cancel. While a snapshot lasts the writer's log cannot start
// anew: take many short ones.
class Inspection {
 public:
  // Of the file at `path`, whatever its journal mode.
  static absl::StatusOr<std::unique_ptr<Inspection>> Open(
      const std::string& path);
  Inspection(const Inspection&) = delete;
  Inspection& operator=(const Inspection&) = delete;

  // quick_check, then foreign_key_check, each in a snapshot of its own, which
  // grow with the store. DATA_LOSS names the first finding.
  absl::Status CheckContents();

  // Runs `body` on a snapshot; its clock stands still.
  absl::Status Read(absl::FunctionRef<absl::Status(Snapshot&)> body);

  // From any thread: what runs ends soon, and what begins later at once, with
  // CANCELLED. A statement that is only just beginning may miss it, so call
  // it again until the other thread has ended.
  void Cancel();
  bool cancelled() const { return cancelled_; }

 private:
  explicit Inspection(std::unique_ptr<SqliteConnection> connection)
      : connection_(std::move(connection)) {}
  absl::Status UnlessCancelled(absl::FunctionRef<absl::Status()> run);

  const std::unique_ptr<SqliteConnection> connection_;
  std::atomic<bool> cancelled_{false};
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_INSPECTION_H_
