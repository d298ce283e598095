// A prepared statement of SQLite.

#ifndef ENTENTE_STORAGE_ENGINE_SQLITE_STATEMENT_H_
#define ENTENTE_STORAGE_ENGINE_SQLITE_STATEMENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "storage/engine/connection.h"

struct sqlite3_stmt;

namespace entente {

class SqliteStatement : public Statement {
 public:
  // Takes over `handle`, which has `parameters` parameters. `disk_failed` is
  // the connection's flag, set when a step meets a failure of the disk.
  SqliteStatement(sqlite3_stmt* handle, int parameters, bool& disk_failed);
  ~SqliteStatement() override;
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  absl::Status BindNull(int index) override;
  absl::Status BindInt(int index, int64_t value) override;
  absl::Status BindText(int index, absl::string_view value) override;
  absl::Status BindBlob(int index, absl::string_view value) override;
  // INTERNAL when a parameter was not bound.
  absl::StatusOr<bool> Step() override;
  bool IsNull(int column) const override;
  int64_t Int(int column) const override;
  absl::string_view Text(int column) const override;
  absl::string_view Blob(int column) const override;
  bool reads_only() const override { return reads_only_; }
  void Reset() override;

  // Whether a caller holds it: from Take until Reset.
  bool in_use() const { return in_use_; }
  void Take() { in_use_ = true; }

 private:
  absl::Status Bound(int code, int index);
  absl::Status Failure(int code);
  // Where the value of parameter `index` stays until Reset.
  std::string* Hold(int index, absl::string_view value);

  sqlite3_stmt* const handle_;
  const int parameters_;
  const bool reads_only_;
  bool& disk_failed_;
  std::vector<std::string> held_;
  int bound_ = 0;  // The highest parameter bound since Reset.
  bool in_use_ = false;
  bool finished_ = false;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_SQLITE_STATEMENT_H_
