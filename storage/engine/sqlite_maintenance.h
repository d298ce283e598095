// What is asked of a whole SQLite file, outside of any operation. None of it
// works on a connection that is held to the list of the runtime.

#ifndef ENTENTE_STORAGE_ENGINE_SQLITE_MAINTENANCE_H_
#define ENTENTE_STORAGE_ENGINE_SQLITE_MAINTENANCE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/engine/sqlite_connection.h"

namespace entente {

// The numbers in the header of the file that say whose it is, and which
// schema it has.
absl::StatusOr<int> ApplicationId(SqliteConnection& connection);
absl::StatusOr<int> UserVersion(SqliteConnection& connection);
absl::Status SetApplicationId(SqliteConnection& connection, int32_t id);
absl::Status SetUserVersion(SqliteConnection& connection, int version);

// Whether the file holds no table, index, view or trigger.
absl::StatusOr<bool> IsEmpty(SqliteConnection& connection);

// Turns the enforcement of foreign keys off or on; outside a transaction.
absl::Status SetForeignKeys(SqliteConnection& connection, bool enforced);

// DATA_LOSS with SQLite's first finding, when it has one.
absl::Status QuickCheck(SqliteConnection& connection);
// DATA_LOSS with the table and row of the first reference to nothing.
absl::Status ForeignKeyCheck(SqliteConnection& connection);

// Writes a compact copy of what this connection reads to `path`, which must
// not exist. It is not synced.
absl::Status VacuumInto(SqliteConnection& connection, const std::string& path);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_SQLITE_MAINTENANCE_H_
