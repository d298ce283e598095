#include "tests/bench/raw_sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "proto/support/status_macros.h"

namespace entente::bench {
namespace {

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
  }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

absl::Status Error(sqlite3* db, absl::string_view doing) {
  return absl::InternalError(absl::StrCat(doing, ": ", sqlite3_errmsg(db)));
}

absl::StatusOr<Handle> Open(const std::string& path) {
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  Handle handle(db);
  if (code != SQLITE_OK) return Error(db, path);
  // The settings of the server's writer that cost time.
  for (const char* pragma :
       {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
        "PRAGMA wal_autocheckpoint = 4000", "PRAGMA foreign_keys = ON",
        "PRAGMA recursive_triggers = ON", "PRAGMA secure_delete = ON",
        "PRAGMA cell_size_check = ON", "PRAGMA cache_size = -65536"}) {
    if (sqlite3_exec(db, pragma, nullptr, nullptr, nullptr) != SQLITE_OK) {
      return Error(db, pragma);
    }
  }
  return handle;
}

absl::StatusOr<Prepared> Prepare(sqlite3* db, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(db, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT,
                         &statement, nullptr) != SQLITE_OK) {
    return Error(db, sql);
  }
  return Prepared(statement);
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

absl::Status Run(sqlite3* db, sqlite3_stmt* statement,
                 const RecordedStatement& recorded) {
  for (std::size_t i = 0; i < recorded.values.size(); ++i) {
    Bind(statement, static_cast<int>(i) + 1, recorded.values[i]);
  }
  int code = SQLITE_ROW;
  for (int row = 0; row <= recorded.rows && code == SQLITE_ROW; ++row) {
    code = sqlite3_step(statement);
  }
  sqlite3_reset(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    return Error(db, sqlite3_sql(statement));
  }
  return absl::OkStatus();
}

absl::Status Execute(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return Error(db, sql);
  }
  return absl::OkStatus();
}

Measure Summary(std::vector<absl::Duration> times, absl::Duration wall) {
  Measure measure;
  measure.calls = static_cast<int64_t>(times.size());
  measure.wall = wall;
  std::sort(times.begin(), times.end());
  if (times.empty()) return measure;
  measure.p50 = times[times.size() / 2];
  measure.p99 = times[times.size() * 99 / 100];
  return measure;
}

}  // namespace

absl::StatusOr<Measure> ReplayRecording(const Recording& recording,
                                        const std::string& path,
                                        int per_transaction) {
  ASSIGN_OR_RETURN(const Handle handle, Open(path));
  sqlite3* const db = handle.get();
  std::vector<Prepared> prepared;
  for (const std::string& sql : recording.sqls) {
    ASSIGN_OR_RETURN(Prepared statement, Prepare(db, sql));
    prepared.push_back(std::move(statement));
  }
  std::vector<absl::Duration> times;
  const absl::Time begin = absl::Now();
  absl::Time group_begin = begin;
  int operations = 0;
  const auto end_group = [&]() -> absl::Status {
    RETURN_IF_ERROR(Execute(db, "COMMIT"));
    const absl::Time now = absl::Now();
    times.insert(times.end(), operations, now - group_begin);
    group_begin = now;
    operations = 0;
    return absl::OkStatus();
  };
  bool open = false;
  for (const RecordedStatement& recorded : recording.statements) {
    const bool starts = recorded.sql == recording.statements.front().sql;
    if (starts && operations == per_transaction) {
      RETURN_IF_ERROR(end_group());
      open = false;
    }
    if (!open) RETURN_IF_ERROR(Execute(db, "BEGIN IMMEDIATE"));
    open = true;
    if (starts) ++operations;
    RETURN_IF_ERROR(Run(db, prepared[recorded.sql].get(), recorded));
  }
  if (open) RETURN_IF_ERROR(end_group());
  return Summary(std::move(times), absl::Now() - begin);
}

}  // namespace entente::bench
