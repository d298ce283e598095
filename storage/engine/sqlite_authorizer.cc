#include "storage/engine/sqlite_authorizer.h"

#include <sqlite3.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace entente {

SqliteAuthorizer SqliteAuthorizer::Runtime(
    std::vector<std::string> append_only_tables) {
  SqliteAuthorizer list;
  list.kind_ = Kind::kRuntime;
  for (const std::string& table : append_only_tables) {
    list.append_only_.insert(absl::AsciiStrToLower(table));
  }
  return list;
}

SqliteAuthorizer SqliteAuthorizer::Backup() {
  SqliteAuthorizer list;
  list.kind_ = Kind::kBackup;
  return list;
}

void SqliteAuthorizer::Install(sqlite3* db) {
  sqlite3_set_authorizer(db, kind_ == Kind::kNone ? nullptr : &Ask, this);
}

int SqliteAuthorizer::Ask(void* self, int action, const char* first,
                          const char* second, const char* database,
                          const char* trigger) {
  static_cast<void>(trigger);
  const auto* list = static_cast<const SqliteAuthorizer*>(self);
  const bool permits = list->kind_ == Kind::kRuntime
                           ? list->PermitsAtRuntime(action, first, second)
                           : PermitsInBackup(action, database);
  return permits ? SQLITE_OK : SQLITE_DENY;
}

bool SqliteAuthorizer::PermitsAtRuntime(int action, const char* first,
                                        const char* second) const {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_RECURSIVE:
      return true;
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
      return !append_only_.contains(absl::AsciiStrToLower(first));
    case SQLITE_PRAGMA:
      return absl::EqualsIgnoreCase(first, "data_version");
    case SQLITE_FUNCTION:
      return !absl::EqualsIgnoreCase(second, "load_extension");
    default:
      // CREATE, DROP, ALTER, ATTACH, DETACH, REINDEX, ANALYZE and what later
      // versions may add.
      return false;
  }
}

bool SqliteAuthorizer::PermitsInBackup(int action, const char* database) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_ATTACH:
      return true;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_REINDEX:
      return database != nullptr && !absl::EqualsIgnoreCase(database, "main") &&
             !absl::EqualsIgnoreCase(database, "temp");
    default:
      return false;
  }
}

}  // namespace entente
