#include "storage/engine/sqlite_statement.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "storage/engine/sqlite_status.h"

namespace entente {
namespace {

// Above this a held value gives its memory back when the statement is reset.
constexpr std::size_t kHeldCapacityBytes = 4096;

}  // namespace

SqliteStatement::SqliteStatement(sqlite3_stmt* handle, int parameters,
                                 bool& disk_failed)
    : handle_(handle),
      parameters_(parameters),
      reads_only_(sqlite3_stmt_readonly(handle) != 0),
      disk_failed_(disk_failed),
      held_(parameters) {}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(handle_); }

absl::Status SqliteStatement::Failure(int code) {
  code = SqliteFailureCode(code);
  if (IsSqliteDiskFailure(code)) disk_failed_ = true;
  return SqliteStatus(code, sqlite3_sql(handle_),
                      sqlite3_errmsg(sqlite3_db_handle(handle_)));
}

absl::Status SqliteStatement::Bound(int code, int index) {
  if (code != SQLITE_OK) return Failure(code);
  bound_ = std::max(bound_, index);
  return absl::OkStatus();
}

// Our own copy, bound as static, costs no allocation once its string has
// grown; SQLite's would cost one for each value.
std::string* SqliteStatement::Hold(int index, absl::string_view value) {
  if (index < 1 || index > parameters_) return nullptr;
  std::string* held = &held_[index - 1];
  held->assign(value.data(), value.size());
  return held;
}

absl::Status SqliteStatement::BindNull(int index) {
  return Bound(sqlite3_bind_null(handle_, index), index);
}

absl::Status SqliteStatement::BindInt(int index, int64_t value) {
  return Bound(sqlite3_bind_int64(handle_, index, value), index);
}

absl::Status SqliteStatement::BindText(int index, absl::string_view value) {
  const std::string* held = Hold(index, value);
  if (held == nullptr) return Failure(SQLITE_RANGE);
  return Bound(sqlite3_bind_text64(handle_, index, held->data(), held->size(),
                                   SQLITE_STATIC, SQLITE_UTF8),
               index);
}

absl::Status SqliteStatement::BindBlob(int index, absl::string_view value) {
  const std::string* held = Hold(index, value);
  if (held == nullptr) return Failure(SQLITE_RANGE);
  return Bound(sqlite3_bind_blob64(handle_, index, held->data(), held->size(),
                                   SQLITE_STATIC),
               index);
}

absl::StatusOr<bool> SqliteStatement::Step() {
  // SQLite would run a finished statement again.
  if (finished_) return false;
  if (bound_ < parameters_) {
    return absl::InternalError(absl::StrCat(
        "parameter $", bound_ + 1, " is not bound: ", sqlite3_sql(handle_)));
  }
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  finished_ = true;
  if (code == SQLITE_DONE) return false;
  return Failure(code);
}

bool SqliteStatement::IsNull(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

int64_t SqliteStatement::Int(int column) const {
  return sqlite3_column_int64(handle_, column);
}

absl::string_view SqliteStatement::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(handle_, column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

absl::string_view SqliteStatement::Blob(int column) const {
  const void* blob = sqlite3_column_blob(handle_, column);
  if (blob == nullptr) return {};
  return {static_cast<const char*>(blob),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

void SqliteStatement::Reset() {
  sqlite3_reset(handle_);
  if (parameters_ > 0) sqlite3_clear_bindings(handle_);
  for (std::string& held : held_) {
    if (held.capacity() > kHeldCapacityBytes) std::string().swap(held);
  }
  bound_ = 0;
  finished_ = false;
  in_use_ = false;
}

}  // namespace entente
