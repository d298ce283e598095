#include "storage/engine/sqlite_status.h"

#include <sqlite3.h>

#include <cerrno>
#include <string>

#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"

namespace entente {

absl::Status SqliteStatus(int extended_code, absl::string_view doing,
                          absl::string_view detail) {
  std::string text = absl::StrCat("SQLite ", extended_code, " (",
                                  sqlite3_errstr(extended_code), ") ", doing);
  if (!detail.empty()) absl::StrAppend(&text, ": ", detail);
  switch (extended_code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
      return absl::OkStatus();
    case SQLITE_FULL:
      return Refuse(v1::Refusal::STORE_FULL);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return Refuse(v1::Refusal::STORE_READ_ONLY);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::DataLossError(text);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::UnavailableError(text);
    case SQLITE_INTERRUPT:
      return absl::DeadlineExceededError(text);
    case SQLITE_IOERR:
      return absl::UnknownError(text);
    case SQLITE_CONSTRAINT:
      switch (extended_code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
          return absl::AlreadyExistsError(text);
        default:
          return absl::InternalError(text);
      }
    default:
      return absl::InternalError(text);
  }
}

int SqliteFailureCode(int extended_code) {
  // Should something else have failed since, the process ends: never the
  // other way round, since a write that failed has set errno.
  return extended_code == SQLITE_IOERR_WRITE && errno == EDQUOT ? SQLITE_FULL
                                                                : extended_code;
}

bool IsSqliteDiskFailure(int extended_code) {
  switch (extended_code) {
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_TRUNCATE:
    case SQLITE_IOERR_CLOSE:
      return true;
    default:
      return false;
  }
}

}  // namespace entente
