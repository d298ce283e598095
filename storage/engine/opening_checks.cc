#include "storage/engine/opening_checks.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/engine/durable_file.h"
#include "storage/engine/sqlite_maintenance.h"

namespace entente {
namespace {

std::string MarkerPath(const std::string& database_path) {
  return absl::StrCat(database_path, ".stopped-cleanly");
}

absl::Status Sentence(const absl::Status& cause, absl::string_view what,
                      absl::string_view advice) {
  return absl::Status(cause.code(),
                      absl::StrCat(what, " (", cause.message(), "). ", advice));
}

absl::Status CheckIdentity(SqliteConnection& connection,
                           const DatabaseOptions& options, StoreState& state) {
  ASSIGN_OR_RETURN(const int id, ApplicationId(connection));
  ASSIGN_OR_RETURN(const bool empty, IsEmpty(connection));
  // A first start that was cut off before its first migration.
  if (id == 0 && empty) {
    state.exists = false;
    return absl::OkStatus();
  }
  if (id != options.application_id) {
    return absl::FailedPreconditionError(absl::StrCat(
        options.path, " is a database of another program (application id ", id,
        "). Name the folder of the store, or an empty folder for a new one."));
  }
  ASSIGN_OR_RETURN(const SchemaVersion version, ReadSchemaVersion(connection));
  state.schema = version.schema;
  return CheckSchemaVersion(version, options.migrations);
}

absl::StatusOr<std::unique_ptr<SqliteConnection>> Inspect(
    const std::string& path) {
  SqliteOptions options;
  options.path = path;
  options.access = SqliteOptions::Access::kInspector;
  return SqliteConnection::Open(options);
}

}  // namespace

absl::StatusOr<std::unique_ptr<StoreLock>> StoreLock::Take(
    const std::string& path) {
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    return Sentence(SystemError("opening", path),
                    "The folder of the store cannot be written to",
                    "Give the server's user the right to write there.");
  }
  std::unique_ptr<StoreLock> lock(new StoreLock(fd));
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return SystemError("locking", path);
    return absl::FailedPreconditionError(
        absl::StrCat("Another server already uses this store: it holds ", path,
                     ". Stop it first, or name another folder."));
  }
  return lock;
}

StoreLock::~StoreLock() { close(fd_); }

absl::StatusOr<StoreState> CheckStore(const DatabaseOptions& options) {
  StoreState state;
  state.exists = FileExists(options.path);
  state.stopped_cleanly = FileExists(MarkerPath(options.path));
  // Beside a marker or a log, an absent file is a loss, not a beginning; and
  // SQLite would delete the log of an empty file.
  if (FileSize(options.path) == 0 &&
      (state.stopped_cleanly ||
       FileSize(absl::StrCat(options.path, "-wal")) > 0)) {
    return absl::DataLossError(absl::StrCat(
        options.path,
        " is missing or empty, but its companion files are "
        "there. Put it back, or restore a backup into an empty folder."));
  }
  if (!state.exists) {
    if (!options.create) {
      return absl::FailedPreconditionError(
          absl::StrCat("There is no store at ", options.path,
                       ". Create one first, or name the right folder."));
    }
    return state;
  }
  constexpr absl::string_view kAdvice =
      "Nothing was changed or repaired. Keep a copy of the folder as it is, "
      "and restore the last backup into an empty folder.";
  auto connection = Inspect(options.path);
  absl::Status status = connection.status();
  if (status.ok()) status = CheckIdentity(**connection, options, state);
  if (absl::IsFailedPrecondition(status) && !FindRefusal(status)) {
    return status;
  }
  if (status.ok() && state.exists && !state.stopped_cleanly) {
    status = QuickCheck(**connection);
    if (status.ok()) status = ForeignKeyCheck(**connection);
  }
  if (!status.ok()) {
    return Sentence(status,
                    absl::StrCat("The store ", options.path,
                                 " did not pass its opening checks"),
                    kAdvice);
  }
  return state;
}

absl::Status MarkOpened(const std::string& database_path) {
  const std::string marker = MarkerPath(database_path);
  if (unlink(marker.c_str()) != 0) {
    if (errno == ENOENT) return absl::OkStatus();
    return SystemError("removing", marker);
  }
  return Sync(FolderOf(database_path));
}

absl::Status MarkStoppedCleanly(const std::string& database_path) {
  RETURN_IF_ERROR(WriteFile(MarkerPath(database_path), ""));
  return Sync(FolderOf(database_path));
}

}  // namespace entente
