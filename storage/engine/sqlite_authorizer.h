// What a connection may do, whatever statement it is given.

#ifndef ENTENTE_STORAGE_ENGINE_SQLITE_AUTHORIZER_H_
#define ENTENTE_STORAGE_ENGINE_SQLITE_AUTHORIZER_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"

struct sqlite3;

namespace entente {

// A list of permissions that SQLite asks when it prepares a statement. It
// stands beside the triggers of append-only tables, not in their place: it
// is not asked about the deletion that REPLACE does.
class SqliteAuthorizer {
 public:
  // Permits everything: migrations.
  SqliteAuthorizer() = default;

  // Running the service: no UPDATE or DELETE of `append_only_tables`, no
  // change of the schema, no ATTACH, and no PRAGMA but the data_version that
  // FTS5 itself runs.
  static SqliteAuthorizer Runtime(std::vector<std::string> append_only_tables);

  // Making a backup: nothing that writes to the store, no PRAGMA. VACUUM INTO
  // attaches the copy and writes to it.
  static SqliteAuthorizer Backup();

  // Holds `db` to this list, which must outlive it.
  void Install(sqlite3* db);

 private:
  enum class Kind { kNone, kRuntime, kBackup };
  static int Ask(void* self, int action, const char* first, const char* second,
                 const char* database, const char* trigger);
  bool PermitsAtRuntime(int action, const char* first,
                        const char* second) const;
  static bool PermitsInBackup(int action, const char* database);

  Kind kind_ = Kind::kNone;
  absl::flat_hash_set<std::string> append_only_;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_SQLITE_AUTHORIZER_H_
