// A connection to an SQLite file, with every setting that safety asks for.

#ifndef ENTENTE_STORAGE_ENGINE_SQLITE_CONNECTION_H_
#define ENTENTE_STORAGE_ENGINE_SQLITE_CONNECTION_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "storage/engine/connection.h"
#include "storage/engine/sqlite_authorizer.h"
#include "storage/engine/sqlite_statement.h"

struct sqlite3;

namespace entente {

struct SqliteOptions {
  enum class Access {
    kWriter,     // The one read-write connection: WAL, synchronous FULL.
    kReader,     // Read-only, of a store in WAL mode.
    kInspector,  // Read-only, of any SQLite file, whatever its journal mode.
    // An empty database of this connection alone, which ends with it. What
    // does not fit into its cache is in a file without a name, in the folder
    // for temporary files ($SQLITE_TMPDIR, $TMPDIR, /var/tmp, /tmp): nothing
    // is left of it, however the process ends.
    kScratch
  };
  std::string path;  // Not for kScratch.
  Access access = Access::kReader;
  bool create = false;  // Writer only: makes the file when it is absent.
  int cache_kib = 2048;
};

// Used by one thread at a time. All code that includes sqlite3.h stands in
// files named sqlite_*.
class SqliteConnection : public Connection {
 public:
  // Opens `options.path`, applies the settings of sqlite_settings.h and reads
  // them back. Errors: SqliteStatus; INTERNAL when a setting does not hold.
  static absl::StatusOr<std::unique_ptr<SqliteConnection>> Open(
      const SqliteOptions& options);

  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  absl::StatusOr<Statement*> Prepare(absl::string_view sql) override;
  absl::Status Execute(absl::string_view sql) override;
  absl::Status ExecuteScript(absl::string_view script) override;
  bool in_transaction() const override;
  bool disk_failed() const override { return disk_failed_; }
  // A PASSIVE checkpoint once kSqliteCheckpointFrames were written since the
  // last one. When readers kept the log from starting anew for 64,000 frames,
  // waits up to 200 ms for them.
  absl::Status Upkeep() override;
  absl::Status TruncateLog() override;
  int64_t changes() const override;

  // From now on statements are held to `list`. Those that were prepared
  // before are forgotten.
  void Authorize(SqliteAuthorizer list);

  // A statement still running at `deadline` ends with DEADLINE_EXCEEDED.
  void SetDeadline(std::chrono::steady_clock::time_point deadline) {
    deadline_ = deadline;
  }

  // From any thread: the statement that runs ends with DEADLINE_EXCEEDED.
  void Interrupt();

  // From now on closing it does not move the log into the database file.
  void KeepLogAtClose() { keeps_log_ = true; }

  // The frames in the log after the last commit of this connection.
  int log_frames() const { return log_frames_; }
  sqlite3* handle() { return db_; }

 private:
  explicit SqliteConnection(sqlite3* db) : db_(db) {}

  absl::Status Failure(int code, absl::string_view doing);
  absl::Status Checkpoint(int mode);
  absl::StatusOr<std::unique_ptr<SqliteStatement>> PrepareNew(
      absl::string_view sql);
  void ForgetIdleStatements();
  static int AfterCommit(void* self, sqlite3*, const char*, int frames);
  static int CheckDeadline(void* self);

  sqlite3* const db_;
  bool disk_failed_ = false;
  bool keeps_log_ = false;
  int log_frames_ = 0;
  int checkpointed_frames_ = 0;
  std::chrono::steady_clock::time_point deadline_ =
      std::chrono::steady_clock::time_point::max();
  SqliteAuthorizer authorizer_;
  absl::flat_hash_map<std::string,
                      std::vector<std::unique_ptr<SqliteStatement>>>
      statements_;
  int statement_count_ = 0;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_SQLITE_CONNECTION_H_
