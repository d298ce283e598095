#include "storage/engine/sqlite_settings.h"

#include <sqlite3.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "proto/support/status_macros.h"
#include "storage/engine/sqlite_status.h"

namespace entente {
namespace {

// Runs a PRAGMA and returns the first column of its last row.
absl::StatusOr<std::string> RunPragma(sqlite3* db, const std::string& pragma) {
  std::string answer;
  const int code = sqlite3_exec(
      db, pragma.c_str(),
      [](void* out, int columns, char** values, char**) {
        if (columns > 0 && values[0] != nullptr) {
          *static_cast<std::string*>(out) = values[0];
        }
        return 0;
      },
      &answer, nullptr);
  if (code != SQLITE_OK) {
    return SqliteStatus(code, pragma, sqlite3_errmsg(db));
  }
  return answer;
}

absl::Status Demand(sqlite3* db, absl::string_view name,
                    absl::string_view wanted) {
  ASSIGN_OR_RETURN(const std::string found,
                   RunPragma(db, absl::StrCat("PRAGMA ", name)));
  if (absl::EqualsIgnoreCase(found, wanted)) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("the SQLite setting ", name, " is ",
                                          found, ", not ", wanted));
}

struct Pragma {
  const char* name;
  const char* value;
  const char* read_back;
};

constexpr Pragma kPragmas[] = {
    {"synchronous", "FULL", "2"},   {"wal_autocheckpoint", "0", "0"},
    {"foreign_keys", "ON", "1"},    {"recursive_triggers", "ON", "1"},
    {"trusted_schema", "OFF", "0"}, {"cell_size_check", "ON", "1"},
    {"mmap_size", "0", "0"},        {"secure_delete", "ON", "1"},
    {"temp_store", "MEMORY", "2"},
};

absl::Status Configure(sqlite3* db, int operation, int value,
                       absl::string_view name) {
  int found = -1;
  const int code = sqlite3_db_config(db, operation, value, &found);
  if (code != SQLITE_OK) return SqliteStatus(code, name);
  if (found == value) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("the SQLite setting ", name, " is ", found));
}

}  // namespace

void ApplySqliteProcessSettings() {
  // The counters of memory in use are one mutex for all threads.
  static const int kOnce = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(kOnce);
}

absl::Status ApplySqliteSettings(sqlite3* db, const SqliteOptions& options) {
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, kSqliteBusyTimeoutMs);
  RETURN_IF_ERROR(Configure(db, SQLITE_DBCONFIG_DEFENSIVE, 1, "defensive"));
  RETURN_IF_ERROR(Configure(db, SQLITE_DBCONFIG_DQS_DML, 0, "dqs_dml"));
  RETURN_IF_ERROR(Configure(db, SQLITE_DBCONFIG_DQS_DDL, 0, "dqs_ddl"));
  RETURN_IF_ERROR(Configure(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0,
                            "load_extension"));
  RETURN_IF_ERROR(
      Configure(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, "trusted_schema"));
  for (const Pragma& pragma : kPragmas) {
    // A database without a name is never mapped, and lacks this setting.
    if (options.access == SqliteOptions::Access::kScratch &&
        pragma.name == absl::string_view("mmap_size")) {
      continue;
    }
    RETURN_IF_ERROR(
        RunPragma(db, absl::StrCat("PRAGMA ", pragma.name, "=", pragma.value))
            .status());
    RETURN_IF_ERROR(Demand(db, pragma.name, pragma.read_back));
  }
  RETURN_IF_ERROR(
      RunPragma(db, absl::StrCat("PRAGMA cache_size=-", options.cache_kib))
          .status());
  switch (options.access) {
    case SqliteOptions::Access::kInspector:
      return absl::OkStatus();
    case SqliteOptions::Access::kScratch:
      return RunPragma(db, "PRAGMA journal_mode=MEMORY").status();
    case SqliteOptions::Access::kWriter:
      RETURN_IF_ERROR(RunPragma(db, "PRAGMA journal_mode=WAL").status());
      break;
    case SqliteOptions::Access::kReader:
      break;
  }
  return Demand(db, "journal_mode", "wal");
}

}  // namespace entente
