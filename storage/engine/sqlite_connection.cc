#include "storage/engine/sqlite_connection.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "proto/support/status_macros.h"
#include "storage/engine/sqlite_settings.h"
#include "storage/engine/sqlite_status.h"

namespace entente {
namespace {

constexpr int kLongLogFrames = 64000;
// How long every caller waits so that a long log may start anew.
constexpr int kWaitForReadersMs = 200;
constexpr int kStatementsMax = 512;
constexpr int kStepsBetweenDeadlineChecks = 20000;

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(
    const SqliteOptions& options) {
  ApplySqliteProcessSettings();
  const bool scratch = options.access == SqliteOptions::Access::kScratch;
  const bool writes =
      scratch || options.access == SqliteOptions::Access::kWriter;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  if (scratch || (writes && options.create)) flags |= SQLITE_OPEN_CREATE;
  // Debian's build reads a name that starts with "file:" as a URI, whose
  // parameters could turn locking off.
  std::string path = absl::StartsWith(options.path, "file:")
                         ? absl::StrCat("./", options.path)
                         : options.path;
  // To SQLite, a database without a name is one that it deletes at once.
  if (scratch) path.clear();
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(db));
  if (code != SQLITE_OK) {
    return SqliteStatus(code, absl::StrCat("opening ", path));
  }
  RETURN_IF_ERROR(ApplySqliteSettings(db, options));
  sqlite3_wal_hook(db, &AfterCommit, connection.get());
  if (!writes) {
    sqlite3_progress_handler(db, kStepsBetweenDeadlineChecks, &CheckDeadline,
                             connection.get());
  }
  return connection;
}

SqliteConnection::~SqliteConnection() {
  statements_.clear();
  // After a failure of the disk the log is the only witness left: the next
  // opening recovers from it.
  if (disk_failed_ || keeps_log_) {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
  sqlite3_close(db_);
}

absl::Status SqliteConnection::Failure(int code, absl::string_view doing) {
  code = SqliteFailureCode(code);
  if (IsSqliteDiskFailure(code)) disk_failed_ = true;
  return SqliteStatus(code, doing, sqlite3_errmsg(db_));
}

int SqliteConnection::AfterCommit(void* self, sqlite3*, const char*,
                                  int frames) {
  auto* connection = static_cast<SqliteConnection*>(self);
  // The log started anew.
  if (frames < connection->log_frames_) connection->checkpointed_frames_ = 0;
  connection->log_frames_ = frames;
  return SQLITE_OK;
}

int SqliteConnection::CheckDeadline(void* self) {
  const auto* connection = static_cast<SqliteConnection*>(self);
  return std::chrono::steady_clock::now() > connection->deadline_ ? 1 : 0;
}

absl::StatusOr<std::unique_ptr<SqliteStatement>> SqliteConnection::PrepareNew(
    absl::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const char* tail = nullptr;
  const int code =
      sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &handle, &tail);
  if (code != SQLITE_OK) return Failure(code, sql);
  const int parameters =
      handle == nullptr ? 0 : sqlite3_bind_parameter_count(handle);
  auto statement = handle == nullptr ? nullptr
                                     : std::make_unique<SqliteStatement>(
                                           handle, parameters, disk_failed_);
  if (statement == nullptr || tail != sql.data() + sql.size()) {
    return absl::InternalError(
        absl::StrCat("not exactly one statement: ", sql));
  }
  // SQLite numbers $-parameters by first appearance, whatever their digits.
  for (int i = 1; i <= parameters; ++i) {
    const char* name = sqlite3_bind_parameter_name(handle, i);
    if (name == nullptr || name != absl::StrCat("$", i)) {
      return absl::InternalError(absl::StrCat(
          "parameter ", i, " is not $", i, " in order of appearance: ", sql));
    }
  }
  return statement;
}

absl::StatusOr<Statement*> SqliteConnection::Prepare(absl::string_view sql) {
  auto found = statements_.find(sql);
  if (found != statements_.end()) {
    for (const auto& statement : found->second) {
      if (!statement->in_use()) {
        statement->Take();
        return statement.get();
      }
    }
  }
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteStatement> statement, PrepareNew(sql));
  if (statement_count_ >= kStatementsMax) ForgetIdleStatements();
  SqliteStatement* result = statement.get();
  result->Take();
  statements_[std::string(sql)].push_back(std::move(statement));
  ++statement_count_;
  return result;
}

void SqliteConnection::ForgetIdleStatements() {
  statement_count_ = 0;
  for (auto it = statements_.begin(); it != statements_.end();) {
    auto& list = it->second;
    list.erase(std::remove_if(list.begin(), list.end(),
                              [](const auto& s) { return !s->in_use(); }),
               list.end());
    statement_count_ += static_cast<int>(list.size());
    if (list.empty()) {
      statements_.erase(it++);
    } else {
      ++it;
    }
  }
}

absl::Status SqliteConnection::Execute(absl::string_view sql) {
  ASSIGN_OR_RETURN(Statement* const statement, Prepare(sql));
  const absl::Status status = statement->Step().status();
  statement->Reset();
  return status;
}

absl::Status SqliteConnection::ExecuteScript(absl::string_view script) {
  const int code =
      sqlite3_exec(db_, std::string(script).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return Failure(code, "running a script");
  return absl::OkStatus();
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(db_) == 0;
}

absl::Status SqliteConnection::Checkpoint(int mode) {
  int frames = 0;
  int checkpointed = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(db_, "main", mode, &frames, &checkpointed);
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY) {
    log_frames_ = std::max(frames, 0);
    checkpointed_frames_ = log_frames_;
  }
  if (code != SQLITE_OK) return Failure(code, "checkpoint");
  return absl::OkStatus();
}

absl::Status SqliteConnection::Upkeep() {
  if (log_frames_ - checkpointed_frames_ < kSqliteCheckpointFrames) {
    return absl::OkStatus();
  }
  absl::Status status;
  if (log_frames_ < kLongLogFrames) {
    status = Checkpoint(SQLITE_CHECKPOINT_PASSIVE);
  } else {
    sqlite3_busy_timeout(db_, kWaitForReadersMs);
    status = Checkpoint(SQLITE_CHECKPOINT_RESTART);
    sqlite3_busy_timeout(db_, kSqliteBusyTimeoutMs);
  }
  // Readers in the way are no failure: the next turn comes.
  return absl::IsUnavailable(status) ? absl::OkStatus() : status;
}

absl::Status SqliteConnection::TruncateLog() {
  return Checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
}

int64_t SqliteConnection::changes() const { return sqlite3_changes64(db_); }

void SqliteConnection::Interrupt() { sqlite3_interrupt(db_); }

void SqliteConnection::Authorize(SqliteAuthorizer list) {
  statements_.clear();
  statement_count_ = 0;
  authorizer_ = std::move(list);
  authorizer_.Install(db_);
}

}  // namespace entente
