// The store as the services see it: one writer, many readers.

#ifndef ENTENTE_STORAGE_ENGINE_DATABASE_H_
#define ENTENTE_STORAGE_ENGINE_DATABASE_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/engine/clock.h"
#include "storage/engine/transaction.h"

namespace entente {

struct DatabaseOptions {
  // The database file, inside a folder that the server owns.
  std::string path;
  Clock* clock = nullptr;          // Not owned; outlives the database.
  int readers_max = 4;             // Connections for reading.
  int queue_depth_max = 4096;      // Operations waiting for the writer.
  int group_operations_max = 128;  // Operations in one COMMIT.
  int group_bytes_max = 4 << 20;   // Their declared sizes, in bytes.
};

// Thread-safe. The destructor stops the writer after what is queued, and
// truncates the WAL.
class Database {
 public:
  // What runs inside the writer's transaction. It must be re-runnable, and
  // touch nothing but its transaction and what it captured to answer with.
  // An error undoes what it wrote, and only that.
  using Operation = std::function<absl::Status(Transaction&)>;
  // Called once, on the writer's thread or one of its own, after the COMMIT
  // that made the operation durable (or after it was refused and the group
  // was committed): OK, the operation's error, or RESOURCE_EXHAUSTED
  // (QUEUE_FULL, STORE_FULL) or UNAVAILABLE (DRAINING, OUTCOME_UNKNOWN).
  using Done = std::function<void(absl::Status)>;

  virtual ~Database() = default;

  // Queues an operation; returns at once. `bytes` is about what it carries.
  virtual void WriteAsync(Operation operation, Done done,
                          std::size_t bytes = 0) = 0;
  // The same, waiting for the answer.
  absl::Status Write(Operation operation);

  // Runs `body` on a consistent snapshot, on this thread. Waits for a reading
  // connection when all are busy. A snapshot must end within 10 s.
  virtual absl::Status Read(
      absl::FunctionRef<absl::Status(Snapshot&)> body) = 0;
};

// Opens the store read-write after the opening checks (opening_checks.h), with
// the settings of sqlite_connection.h.
absl::StatusOr<std::unique_ptr<Database>> OpenDatabase(
    const DatabaseOptions& options);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_DATABASE_H_
