// Two databases of one schema, held against each other row by row.

#ifndef ENTENTE_STORAGE_ENGINE_SQLITE_TABLE_COMPARE_H_
#define ENTENTE_STORAGE_ENGINE_SQLITE_TABLE_COMPARE_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/engine/sqlite_connection.h"

namespace entente {

// A row of `actual` that is not as in `expected`.
struct RowDifference {
  enum class Kind { kAltered, kUnexpected, kMissing };

  Kind kind = Kind::kAltered;
  std::string table;
  std::string column;  // The first that differs, when the row was altered.
  // Names and values of the columns of the row, as it should be (as it is,
  // when it should not be). Only texts and integers, in the table's order.
  std::vector<std::pair<std::string, std::string>> values;
};

// The tables of a database but for SQLite's own, by name.
absl::StatusOr<std::vector<std::string>> ListTables(
    SqliteConnection& connection);

// Calls `found` for each row of `table` that differs, until it returns false.
// Rows are found by their primary key, and values are compared with their
// types. What `actual` says is read from the table itself, not from an index.
absl::Status CompareTable(
    SqliteConnection& actual, SqliteConnection& expected,
    const std::string& table,
    const std::function<bool(const RowDifference&)>& found);

// DATA_LOSS names the first table, index or trigger that only one of the two
// has, or that is defined otherwise.
absl::Status CompareSchema(SqliteConnection& actual,
                           SqliteConnection& expected);

// DATA_LOSS with SQLite's first finding: pages, and every index against its
// table.
absl::Status IntegrityCheck(SqliteConnection& connection);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_SQLITE_TABLE_COMPARE_H_
