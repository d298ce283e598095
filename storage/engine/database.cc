#include "storage/engine/database.h"

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/status_macros.h"
#include "storage/engine/backup.h"
#include "storage/engine/durable_file.h"
#include "storage/engine/group_commit.h"
#include "storage/engine/opening_checks.h"
#include "storage/engine/reader_pool.h"
#include "storage/engine/sqlite_connection.h"

namespace entente {
namespace {

constexpr int kWriterCacheKib = 32 << 10;
constexpr int kReaderCacheKib = 4 << 10;

// A place where one thread waits for one answer of another.
class Answer {
 public:
  void Set(absl::Status status) {
    // Under the lock: the waiting thread destroys this object.
    std::lock_guard<std::mutex> lock(mutex_);
    status_ = std::move(status);
    is_set_ = true;
    set_.notify_one();
  }
  absl::Status Wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    set_.wait(lock, [this] { return is_set_; });
    return std::move(status_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable set_;
  bool is_set_ = false;
  absl::Status status_;
};

void EndProcess(const absl::Status& status) {
  std::fprintf(stderr,
               "%s: writing to the store failed, and what the disk holds is "
               "unknown. The server ends; its next start recovers.\n",
               std::string(status.message()).c_str());
  std::_Exit(70);
}

class SqliteDatabase : public Database {
 public:
  SqliteDatabase(const DatabaseOptions& options,
                 std::unique_ptr<StoreLock> lock,
                 std::unique_ptr<SqliteConnection> writer,
                 std::vector<std::unique_ptr<SqliteConnection>> readers)
      : path_(options.path),
        lock_(std::move(lock)),
        clock_(*options.clock),
        connection_(std::move(writer)),
        readers_(std::make_unique<ReaderPool>(std::move(readers))) {
    GroupCommit::Options group;
    group.clock = &clock_;
    group.queue_depth_max = options.queue_depth_max;
    group.group_operations_max = options.group_operations_max;
    group.group_bytes_max = options.group_bytes_max;
    group.before_commit = options.before_commit;
    group.fatal = options.fatal ? options.fatal : EndProcess;
    if (options.wrap_writer) wrapped_ = options.wrap_writer(*connection_);
    writer_ = std::make_unique<GroupCommit>(
        wrapped_ != nullptr ? *wrapped_ : *connection_, std::move(group));
  }

  // Readers close before the writer, which as the last one moves the whole
  // log into the database file and removes it.
  ~SqliteDatabase() override {
    writer_.reset();
    readers_.reset();
    if (distrusted_) connection_->KeepLogAtClose();
    const bool sound = !distrusted_ && !connection_->disk_failed() &&
                       connection_->TruncateLog().ok();
    connection_.reset();
    // Without the marker the next opening merely checks more.
    if (sound) MarkStoppedCleanly(path_).IgnoreError();
  }

  void WriteAsync(Operation operation, Done done, std::size_t bytes) override {
    writer_->Submit(std::move(operation), std::move(done), bytes);
  }

  absl::Status Read(absl::FunctionRef<absl::Status(Snapshot&)> body,
                    absl::Time deadline) override {
    return readers_->Read(clock_, body, deadline);
  }

  absl::Status TruncateLog() override {
    Answer answer;
    writer_->SubmitBetween(
        [](Connection& connection) { return connection.TruncateLog(); },
        [&answer](absl::Status status) { answer.Set(std::move(status)); });
    return answer.Wait();
  }

  void Distrust() override { distrusted_ = true; }

 private:
  const std::string path_;
  const std::unique_ptr<StoreLock> lock_;
  const ForwardClock clock_;
  std::atomic<bool> distrusted_{false};
  std::unique_ptr<SqliteConnection> connection_;
  std::unique_ptr<Connection> wrapped_;  // Null without options.wrap_writer.
  std::unique_ptr<ReaderPool> readers_;
  std::unique_ptr<GroupCommit> writer_;
};

// A migration cannot be taken back, so a copy is kept beside the store.
absl::Status BackUpBeforeMigration(const DatabaseOptions& options,
                                   const StoreState& state) {
  const std::string name = absl::StrCat(
      options.path, ".before-schema-", options.migrations.back().number, "-",
      absl::FormatTime("%Y%m%dT%H%M%SZ", options.clock->Now(),
                       absl::UTCTimeZone()));
  absl::Status status = BackUp({options.path}, name, options.clock->Now());
  if (status.ok()) return status;
  return absl::Status(
      status.code(),
      absl::StrCat("The store (schema ", state.schema,
                   ") must be migrated, but the backup before it failed (",
                   status.message(),
                   "). Make room or give the right to write "
                   "to the folder of the store. Nothing was changed."));
}

absl::Status BringUpToDate(const DatabaseOptions& options,
                           const StoreState& state,
                           SqliteConnection& connection) {
  const int known =
      options.migrations.empty() ? 0 : options.migrations.back().number;
  if (known <= state.schema) return absl::OkStatus();
  if (state.exists && state.schema > 0) {
    RETURN_IF_ERROR(BackUpBeforeMigration(options, state));
  }
  return Migrate(connection, options.migrations, options.application_id,
                 options.clock->Now());
}

absl::Status VerifyTail(const DatabaseOptions& options,
                        SqliteConnection& connection) {
  if (!options.verify_tail) return absl::OkStatus();
  Snapshot snapshot(connection, options.clock->Now());
  return options.verify_tail(snapshot);
}

}  // namespace

absl::Status Database::Write(Operation operation) {
  Answer answer;
  WriteAsync(std::move(operation),
             [&answer](absl::Status status) { answer.Set(std::move(status)); });
  return answer.Wait();
}

absl::StatusOr<std::unique_ptr<Database>> OpenDatabase(
    const DatabaseOptions& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<StoreLock> lock,
                   StoreLock::Take(absl::StrCat(FolderOf(options.path), "/",
                                                options.lock_name)));
  ASSIGN_OR_RETURN(const StoreState state, CheckStore(options));
  RETURN_IF_ERROR(MarkOpened(options.path));

  SqliteOptions writing;
  writing.path = options.path;
  writing.access = SqliteOptions::Access::kWriter;
  writing.create = !state.exists;
  writing.cache_kib = kWriterCacheKib;
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteConnection> writer,
                   SqliteConnection::Open(writing));
  // SQLite does not sync the name of a file that it makes.
  if (!state.exists) RETURN_IF_ERROR(Sync(FolderOf(options.path)));
  RETURN_IF_ERROR(BringUpToDate(options, state, *writer));
  RETURN_IF_ERROR(VerifyTail(options, *writer));
  writer->Authorize(SqliteAuthorizer::Runtime(options.append_only_tables));

  SqliteOptions reading;
  reading.path = options.path;
  reading.access = SqliteOptions::Access::kReader;
  reading.cache_kib = kReaderCacheKib;
  std::vector<std::unique_ptr<SqliteConnection>> readers;
  for (int i = 0; i < options.readers_max; ++i) {
    ASSIGN_OR_RETURN(std::unique_ptr<SqliteConnection> reader,
                     SqliteConnection::Open(reading));
    reader->Authorize(SqliteAuthorizer::Runtime(options.append_only_tables));
    readers.push_back(std::move(reader));
  }
  return std::make_unique<SqliteDatabase>(
      options, std::move(lock), std::move(writer), std::move(readers));
}

}  // namespace entente
