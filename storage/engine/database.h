// The store as the services see it: one writer, many readers.

#ifndef ENTENTE_STORAGE_ENGINE_DATABASE_H_
#define ENTENTE_STORAGE_ENGINE_DATABASE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/engine/clock.h"
#include "storage/engine/migrate.h"
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

  // The file beside `path` whose lock keeps a second server out. Two
  // databases of one folder need two names.
  std::string lock_name = "lock";
  // Written into a new store, demanded of an existing one.
  int32_t application_id = 0;
  // In ascending order; those that the store lacks are run.
  std::vector<Migration> migrations;
  // Makes the store when there is none; otherwise that is an error.
  bool create = true;
  // Tables of which no row is ever updated or deleted.
  std::vector<std::string> append_only_tables;
  // An opening check: verifies the tail of the event log.
  std::function<absl::Status(Snapshot&)> verify_tail;
  // Runs once in each group of operations that wrote, before its COMMIT. An
  // error undoes the group.
  std::function<absl::Status(Transaction&)> before_commit;
  // Makes the connection that the writer uses from the engine's own, which
  // outlives it: for measuring what is run, and for faults.
  std::function<std::unique_ptr<Connection>(Connection&)> wrap_writer;
  // Called when it is not known what the disk holds. The process must end
  // soon, and not with success; when empty, it is ended with status 70.
  std::function<void(const absl::Status&)> fatal;
};

// Thread-safe. The destructor stops the writer after what is queued, and
// truncates the WAL.
class Database {
 public:
  // What runs inside the writer's transaction. It must be re-runnable, and
  // touch nothing but its transaction and what it captured to answer with.
  // An error undoes what it wrote, and only that.
  using Operation = std::function<absl::Status(Transaction&)>;
  // Called once, on a thread of the writer, which it must not keep and from
  // which it must not call Write (or on the caller's own, when the operation
  // is refused without being queued), after the COMMIT that made the operation
  // durable (or after it was refused and the group was committed): OK, the
  // operation's error, or RESOURCE_EXHAUSTED (QUEUE_FULL, STORE_FULL) or
  // UNAVAILABLE (DRAINING, OUTCOME_UNKNOWN).
  using Done = std::function<void(absl::Status)>;

  virtual ~Database() = default;

  // Queues an operation; returns at once. `bytes` is about what it carries.
  virtual void WriteAsync(Operation operation, Done done,
                          std::size_t bytes = 0) = 0;
  // The same, waiting for the answer.
  absl::Status Write(Operation operation);

  // Runs `body` on a consistent snapshot, on this thread. Waits for a reading
  // connection when all are busy. DEADLINE_EXCEEDED when none is free by
  // `deadline`, or a statement still runs then, or 10 s after the beginning of
  // the snapshot, since that keeps the log from starting anew.
  virtual absl::Status Read(absl::FunctionRef<absl::Status(Snapshot&)> body,
                            absl::Time deadline = absl::InfiniteFuture()) = 0;

  // Waits until the log holds no trace of replaced or deleted rows: the last
  // step of destroying a key. UNAVAILABLE while a snapshot needs the log; try
  // again.
  virtual absl::Status TruncateLog() = 0;

  // Says that the file was found damaged. The destructor then leaves file and
  // log as they are, and the next opening runs every check first.
  virtual void Distrust() = 0;
};

// Opens the store read-write after the opening checks (opening_checks.h) and
// the migrations (migrate.h), with the settings of sqlite_settings.h. An error
// is a sentence for the person who starts the server; nothing is repaired.
absl::StatusOr<std::unique_ptr<Database>> OpenDatabase(
    const DatabaseOptions& options);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_DATABASE_H_
