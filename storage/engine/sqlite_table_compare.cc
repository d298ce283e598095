#include "storage/engine/sqlite_table_compare.h"

#include <sqlite3.h>

#include <cstdint>
#include <cstring>
#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "proto/support/status_macros.h"
#include "storage/engine/sqlite_status.h"

namespace entente {
namespace {

// A statement whose columns are of any number and type, which the engine seam
// does not offer.
class Cursor {
 public:
  static absl::StatusOr<Cursor> Open(SqliteConnection& connection,
                                     const std::string& sql) {
    sqlite3* const db = connection.handle();
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v2(db, sql.c_str(), -1, &handle, nullptr);
    Cursor cursor(db, handle);
    if (code != SQLITE_OK) return SqliteStatus(code, sql, sqlite3_errmsg(db));
    return cursor;
  }

  absl::StatusOr<bool> Step() {
    const int code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return SqliteStatus(code, sqlite3_sql(handle_.get()), sqlite3_errmsg(db_));
  }

  // Starts anew with the values of `columns` in the present row of `row`.
  void Restart(const Cursor& row, const std::vector<int>& columns) {
    sqlite3_reset(handle_.get());
    int index = 0;
    for (const int column : columns) {
      sqlite3_bind_value(handle_.get(), ++index,
                         sqlite3_column_value(row.handle_.get(), column));
    }
  }

  int type(int column) const {
    return sqlite3_column_type(handle_.get(), column);
  }
  int64_t integer(int column) const {
    return sqlite3_column_int64(handle_.get(), column);
  }
  absl::string_view bytes(int column) const {
    const void* data = sqlite3_column_blob(handle_.get(), column);
    const int size = sqlite3_column_bytes(handle_.get(), column);
    return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
  }
  std::string text(int column) const { return std::string(bytes(column)); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  Cursor(sqlite3* db, sqlite3_stmt* handle) : db_(db), handle_(handle) {}

  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

std::string Quote(absl::string_view name) {
  return absl::StrCat("\"", absl::StrReplaceAll(name, {{"\"", "\"\""}}), "\"");
}

bool SameValue(const Cursor& a, const Cursor& b, int column) {
  if (a.type(column) != b.type(column)) return false;
  switch (a.type(column)) {
    case SQLITE_NULL:
      return true;
    case SQLITE_INTEGER:
      return a.integer(column) == b.integer(column);
    default:
      return a.bytes(column) == b.bytes(column);
  }
}

struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<int> key;  // Which columns are its primary key.

  std::string SelectAll() const {
    return absl::StrCat("SELECT ", absl::StrJoin(columns, ", ", QuoteTo),
                        " FROM ", Quote(name));
  }
  std::string SelectByKey() const {
    std::string sql = SelectAll();
    for (std::size_t i = 0; i < key.size(); ++i) {
      absl::StrAppend(&sql, i == 0 ? " WHERE " : " AND ",
                      Quote(columns[key[i]]), " = ?");
    }
    return sql;
  }

 private:
  static void QuoteTo(std::string* out, const std::string& column) {
    absl::StrAppend(out, Quote(column));
  }
};

absl::StatusOr<Table> Describe(SqliteConnection& connection,
                               const std::string& name) {
  Table table;
  table.name = name;
  ASSIGN_OR_RETURN(Cursor cursor,
                   Cursor::Open(connection, absl::StrCat("PRAGMA table_info(",
                                                         Quote(name), ")")));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, cursor.Step());
    if (!more) break;
    if (cursor.integer(5) > 0) {
      table.key.push_back(static_cast<int>(table.columns.size()));
    }
    table.columns.push_back(cursor.text(1));
  }
  if (!table.key.empty()) return table;
  return absl::InternalError(absl::StrCat("no primary key: ", name));
}

RowDifference Difference(RowDifference::Kind kind, const Table& table,
                         const Cursor& row) {
  RowDifference difference;
  difference.kind = kind;
  difference.table = table.name;
  for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) {
    if (row.type(i) == SQLITE_TEXT) {
      difference.values.emplace_back(table.columns[i], row.text(i));
    } else if (row.type(i) == SQLITE_INTEGER) {
      difference.values.emplace_back(table.columns[i],
                                     absl::StrCat(row.integer(i)));
    }
  }
  return difference;
}

// What each object is called, and how it is defined.
absl::StatusOr<std::map<std::string, std::string>> ReadSchema(
    SqliteConnection& connection) {
  ASSIGN_OR_RETURN(Cursor cursor,
                   Cursor::Open(connection,
                                "SELECT type || ' ' || name, "
                                "tbl_name || ': ' || coalesce(sql, '') "
                                "FROM sqlite_schema"));
  std::map<std::string, std::string> schema;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, cursor.Step());
    if (!more) return schema;
    schema[cursor.text(0)] = cursor.text(1);
  }
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ListTables(
    SqliteConnection& connection) {
  ASSIGN_OR_RETURN(
      Cursor cursor,
      Cursor::Open(connection,
                   "SELECT name FROM sqlite_schema WHERE type = 'table' "
                   "AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"));
  std::vector<std::string> names;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, cursor.Step());
    if (!more) return names;
    names.push_back(cursor.text(0));
  }
}

absl::Status CompareTable(
    SqliteConnection& actual, SqliteConnection& expected,
    const std::string& name,
    const std::function<bool(const RowDifference&)>& found) {
  using Kind = RowDifference::Kind;
  ASSIGN_OR_RETURN(const Table table, Describe(expected, name));
  const int columns = static_cast<int>(table.columns.size());
  int64_t known = 0;
  {
    ASSIGN_OR_RETURN(
        Cursor row,
        Cursor::Open(actual, absl::StrCat(table.SelectAll(), " NOT INDEXED")));
    ASSIGN_OR_RETURN(Cursor wanted,
                     Cursor::Open(expected, table.SelectByKey()));
    while (true) {
      ASSIGN_OR_RETURN(const bool more, row.Step());
      if (!more) break;
      wanted.Restart(row, table.key);
      ASSIGN_OR_RETURN(const bool is_known, wanted.Step());
      if (!is_known) {
        if (!found(Difference(Kind::kUnexpected, table, row))) {
          return absl::OkStatus();
        }
        continue;
      }
      ++known;
      int column = 0;
      while (column < columns && SameValue(row, wanted, column)) ++column;
      if (column == columns) continue;
      RowDifference difference = Difference(Kind::kAltered, table, wanted);
      difference.column = table.columns[column];
      if (!found(difference)) return absl::OkStatus();
    }
  }
  ASSIGN_OR_RETURN(Cursor count,
                   Cursor::Open(expected, absl::StrCat("SELECT count(*) FROM ",
                                                       Quote(name))));
  RETURN_IF_ERROR(count.Step().status());
  if (count.integer(0) == known) return absl::OkStatus();
  ASSIGN_OR_RETURN(Cursor wanted, Cursor::Open(expected, table.SelectAll()));
  ASSIGN_OR_RETURN(Cursor row, Cursor::Open(actual, table.SelectByKey()));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, wanted.Step());
    if (!more) return absl::OkStatus();
    row.Restart(wanted, table.key);
    ASSIGN_OR_RETURN(const bool is_there, row.Step());
    if (!is_there && !found(Difference(Kind::kMissing, table, wanted))) {
      return absl::OkStatus();
    }
  }
}

absl::Status CompareSchema(SqliteConnection& actual,
                           SqliteConnection& expected) {
  ASSIGN_OR_RETURN(auto there, ReadSchema(actual));
  ASSIGN_OR_RETURN(const auto wanted, ReadSchema(expected));
  for (const auto& [name, definition] : wanted) {
    const auto found = there.find(name);
    if (found == there.end()) {
      return absl::DataLossError(absl::StrCat("the ", name, " is missing"));
    }
    if (found->second != definition) {
      return absl::DataLossError(
          absl::StrCat("the ", name, " is defined otherwise"));
    }
    there.erase(found);
  }
  if (there.empty()) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("the ", there.begin()->first, " does not belong there"));
}

absl::Status IntegrityCheck(SqliteConnection& connection) {
  ASSIGN_OR_RETURN(Cursor cursor,
                   Cursor::Open(connection, "PRAGMA integrity_check(1)"));
  ASSIGN_OR_RETURN(const bool more, cursor.Step());
  const std::string finding = more ? cursor.text(0) : "no answer";
  if (finding == "ok") return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("integrity_check found: ", finding));
}

}  // namespace entente
