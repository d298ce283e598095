// The schema and its versions.

#ifndef ENTENTE_STORAGE_ENGINE_MIGRATE_H_
#define ENTENTE_STORAGE_ENGINE_MIGRATE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "storage/engine/sqlite_connection.h"

namespace entente {

// One step of the schema, forward only. A migration that was released is
// never edited.
struct Migration {
  int number = 0;  // Its schema version, 1 for the first.
  // The oldest schema version whose programs can still use the store after
  // this migration; `number` itself when none older can.
  int compatible = 0;
  std::string name;
  std::string sql;
};

// The migrations of embedded files {name, content}, such as
// "0001_directory.sql". A first line "-- compatible: N" sets `compatible`.
// INTERNAL when a name has no number, or the numbers are not 1…n.
absl::StatusOr<std::vector<Migration>> MigrationsFrom(
    absl::Span<const std::pair<absl::string_view, absl::string_view>> files);

// The versions of a store: 0 in an empty one.
struct SchemaVersion {
  int schema = 0;
  int compatible = 0;
};
absl::StatusOr<SchemaVersion> ReadSchemaVersion(SqliteConnection& connection);

// FAILED_PRECONDITION, with what to do, when programs that know `migrations`
// cannot use a store of `version`.
absl::Status CheckSchemaVersion(const SchemaVersion& version,
                                absl::Span<const Migration> migrations);

// Runs the migrations that the store lacks, each in one transaction with its
// version; foreign keys are checked before each COMMIT. The first of them also
// writes `application_id` into an empty store. An error leaves the store as
// the last good migration left it.
absl::Status Migrate(SqliteConnection& connection,
                     absl::Span<const Migration> migrations,
                     int32_t application_id, absl::Time now);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_MIGRATE_H_
