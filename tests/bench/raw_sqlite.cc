#include "tests/bench/raw_sqlite.h"

#include <sqlite3.h>

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "proto/support/status_macros.h"
#include "storage/engine/sqlite_settings.h"

namespace entente::bench {
namespace {

absl::Status Error(sqlite3* db, absl::string_view doing) {
  return absl::InternalError(absl::StrCat(doing, ": ", sqlite3_errmsg(db)));
}

void Bind(sqlite3_stmt* statement, int index, const RecordedValue& value) {
  switch (value.kind) {
    case RecordedValue::Kind::kNull:
      sqlite3_bind_null(statement, index);
      break;
    case RecordedValue::Kind::kInt:
      sqlite3_bind_int64(statement, index, value.number);
      break;
    case RecordedValue::Kind::kText:
      sqlite3_bind_text64(statement, index, value.bytes.data(),
                          value.bytes.size(), SQLITE_STATIC, SQLITE_UTF8);
      break;
    case RecordedValue::Kind::kBlob:
      sqlite3_bind_blob64(statement, index, value.bytes.data(),
                          value.bytes.size(), SQLITE_STATIC);
      break;
  }
}

}  // namespace

void RawSqlite::Close::operator()(sqlite3* db) const { sqlite3_close_v2(db); }
void RawSqlite::Close::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

absl::StatusOr<std::unique_ptr<RawSqlite>> RawSqlite::Open(
    const Recording& recording, const std::string& path) {
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<RawSqlite> raw(new RawSqlite(recording));
  raw->db_.reset(db);
  if (code != SQLITE_OK) return Error(db, path);
  // The settings of the server's writer that cost time.
  for (const char* pragma :
       {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON", "PRAGMA recursive_triggers = ON",
        "PRAGMA secure_delete = ON", "PRAGMA cell_size_check = ON",
        "PRAGMA cache_size = -65536"}) {
    RETURN_IF_ERROR(raw->Execute(pragma));
  }
  sqlite3_wal_hook(db, AfterCommit, raw.get());
  RETURN_IF_ERROR(raw->Prepare());
  return raw;
}

absl::Status RawSqlite::Prepare() {
  for (const std::string& sql : recording_.sqls) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(db_.get(), sql.c_str(), -1,
                           SQLITE_PREPARE_PERSISTENT, &statement,
                           nullptr) != SQLITE_OK) {
      return Error(db_.get(), sql);
    }
    prepared_.emplace_back(statement);
  }
  const auto& statements = recording_.statements;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (statements[i].sql == statements.front().sql) {
      starts_.push_back(i);
      group_end_.push_back(statements.size());
    }
    const std::string& sql = recording_.sqls[statements[i].sql];
    if (group_end_.back() > i && absl::StrContains(sql, "log_head")) {
      group_end_.back() = i;
    }
  }
  starts_.push_back(statements.size());
  return absl::OkStatus();
}

int RawSqlite::AfterCommit(void* self, sqlite3* db, const char* name,
                           int frames) {
  auto* const raw = static_cast<RawSqlite*>(self);
  // Below what it was, the log started anew.
  raw->frames_ += frames - (frames < raw->log_frames_ ? 0 : raw->log_frames_);
  raw->log_frames_ = frames;
  if (frames < kSqliteCheckpointFrames) return SQLITE_OK;
  return sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                   nullptr);
}

absl::Status RawSqlite::RunOne(const RecordedStatement& recorded) {
  sqlite3_stmt* const statement = prepared_[recorded.sql].get();
  for (std::size_t i = 0; i < recorded.values.size(); ++i) {
    Bind(statement, static_cast<int>(i) + 1, recorded.values[i]);
  }
  int code = SQLITE_ROW;
  for (int row = 0; row <= recorded.rows && code == SQLITE_ROW; ++row) {
    code = sqlite3_step(statement);
  }
  sqlite3_reset(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    return Error(db_.get(), sqlite3_sql(statement));
  }
  return absl::OkStatus();
}

absl::Status RawSqlite::Execute(const char* sql) {
  if (sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return Error(db_.get(), sql);
  }
  return absl::OkStatus();
}

absl::Status RawSqlite::RunStatements(std::size_t operation, bool at_end) {
  const std::size_t end = starts_[operation + 1];
  const std::size_t group_end = std::min(group_end_[operation], end);
  const std::size_t from = at_end ? group_end : starts_[operation];
  const std::size_t to = at_end ? end : group_end;
  for (std::size_t i = from; i < to; ++i) {
    RETURN_IF_ERROR(RunOne(recording_.statements[i]));
  }
  return absl::OkStatus();
}

absl::StatusOr<Measure> RawSqlite::Run(int64_t operations, int per_transaction,
                                       bool again) {
  std::vector<absl::Duration> times;
  const absl::Time begin = absl::Now();
  while (static_cast<int64_t>(times.size()) < operations) {
    if (again && next_ + 1 == starts_.size()) next_ = 0;
    const absl::Time group_begin = absl::Now();
    int in_group = 0;
    RETURN_IF_ERROR(Execute(again ? "BEGIN" : "BEGIN IMMEDIATE"));
    while (in_group < per_transaction && next_ + 1 < starts_.size()) {
      RETURN_IF_ERROR(RunStatements(next_++, /*at_end=*/false));
      ++in_group;
    }
    if (in_group == 0) return absl::OutOfRangeError("no more was recorded");
    RETURN_IF_ERROR(RunStatements(next_ - 1, /*at_end=*/true));
    RETURN_IF_ERROR(Execute("COMMIT"));
    times.insert(times.end(), in_group, absl::Now() - group_begin);
  }
  return Summary(std::move(times), absl::Now() - begin);
}

}  // namespace entente::bench
