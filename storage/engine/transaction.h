// What a store function is given: a Snapshot to read from, or a Transaction
// to read from and write to.

#ifndef ENTENTE_STORAGE_ENGINE_TRANSACTION_H_
#define ENTENTE_STORAGE_ENGINE_TRANSACTION_H_

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "storage/engine/connection.h"
#include "storage/engine/sql_text.h"

namespace entente {

// A value bound as a BLOB rather than as TEXT.
struct BlobView {
  absl::string_view bytes;
};

// The rows of one query. Movable; resets its statement when destroyed.
//
//   ASSIGN_OR_RETURN(Rows rows, snapshot.Query("SELECT … WHERE id = $1", id));
//   while (true) {
//     ASSIGN_OR_RETURN(const bool more, rows.Next());
//     if (!more) break;
//     … rows.Text(0) …
//   }
class Rows {
 public:
  explicit Rows(Statement* statement) : statement_(statement) {}
  Rows(Rows&& other) noexcept
      : statement_(std::exchange(other.statement_, nullptr)) {}
  Rows& operator=(Rows&& other) noexcept {
    std::swap(statement_, other.statement_);
    return *this;
  }
  ~Rows() {
    if (statement_ != nullptr) statement_->Reset();
  }

  // Moves to the next row, the first at the first call: false after the last.
  absl::StatusOr<bool> Next() { return statement_->Step(); }

  bool IsNull(int column) const { return statement_->IsNull(column); }
  int64_t Int(int column) const { return statement_->Int(column); }
  absl::Time Time(int column) const {
    return absl::FromUnixMicros(statement_->Int(column));
  }
  // NULL reads as the empty string.
  std::string Text(int column) const {
    return std::string(statement_->Text(column));
  }
  std::string Blob(int column) const {
    return std::string(statement_->Blob(column));
  }

 private:
  Statement* statement_;
};

// A consistent view of the store at one instant. Used by one thread; it and
// all Rows from it live no longer than the body that was given it.
class Snapshot {
 public:
  Snapshot(Connection& connection, absl::Time now)
      : connection_(connection), now_(now) {}
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  // The instant of this snapshot: the only clock that storage and services
  // read while they answer a call.
  absl::Time now() const { return now_; }

  // Runs a query, which must not write. Arguments bind to $1…$n in order:
  // integers, bool, text, absl::Time (microseconds UTC), BlobView,
  // absl::nullopt for NULL, and absl::optional of these.
  template <typename... Args>
  absl::StatusOr<Rows> Query(const Sql& sql, const Args&... args) {
    absl::StatusOr<Statement*> statement = connection_.Prepare(sql.text());
    if (!statement.ok()) return std::move(statement).status();
    Rows rows(*statement);
    absl::Status status = CheckReadsOnly(**statement);
    if (!status.ok()) return status;
    status = BindAll(**statement, args...);
    if (!status.ok()) return status;
    return rows;
  }

 protected:
  static absl::Status CheckReadsOnly(const Statement& statement);

  template <typename... Args>
  static absl::Status BindAll(Statement& statement, const Args&... args) {
    int index = 0;
    absl::Status status;
    ((status.Update(Bind(statement, ++index, args))), ...);
    return status;
  }

  static absl::Status Bind(Statement& s, int i, absl::nullopt_t) {
    return s.BindNull(i);
  }
  static absl::Status Bind(Statement& s, int i, bool value) {
    return s.BindInt(i, value ? 1 : 0);
  }
  template <typename T>
  requires std::is_integral_v<T> || std::is_enum_v<T>
  static absl::Status Bind(Statement& s, int i, T value) {
    return s.BindInt(i, static_cast<int64_t>(value));
  }
  static absl::Status Bind(Statement& s, int i, absl::Time value) {
    return s.BindInt(i, absl::ToUnixMicros(value));
  }
  static absl::Status Bind(Statement& s, int i, const char* value) {
    return s.BindText(i, value);
  }
  static absl::Status Bind(Statement& s, int i, absl::string_view value) {
    return s.BindText(i, value);
  }
  static absl::Status Bind(Statement& s, int i, const std::string& value) {
    return s.BindText(i, value);
  }
  static absl::Status Bind(Statement& s, int i, BlobView value) {
    return s.BindBlob(i, value.bytes);
  }
  template <typename T>
  static absl::Status Bind(Statement& s, int i, const absl::optional<T>& v) {
    return v.has_value() ? Bind(s, i, *v) : s.BindNull(i);
  }

  Connection& connection_;

 private:
  const absl::Time now_;
};

// One operation inside the writer's present group: reads see what it wrote.
// If the operation returns an error, all that it wrote is undone, and nothing
// else is.
class Transaction : public Snapshot {
 public:
  Transaction(Connection& connection, absl::Time now)
      : Snapshot(connection, now) {}

  // Runs an INSERT, UPDATE or DELETE and returns how many rows it changed.
  template <typename... Args>
  absl::StatusOr<int64_t> Execute(const Sql& sql, const Args&... args) {
    absl::StatusOr<Rows> rows = QueryWriting(sql, args...);
    if (!rows.ok()) return std::move(rows).status();
    absl::StatusOr<bool> more = rows->Next();
    if (!more.ok()) return std::move(more).status();
    return connection_.changes();
  }

  // Runs an INSERT, UPDATE or DELETE that has a RETURNING clause, at the first
  // Next of the result.
  template <typename... Args>
  absl::StatusOr<Rows> QueryWriting(const Sql& sql, const Args&... args) {
    absl::Status status = BeforeWrite();
    if (!status.ok()) return status;
    absl::StatusOr<Statement*> statement = connection_.Prepare(sql.text());
    if (!statement.ok()) return std::move(statement).status();
    Rows rows(*statement);
    status = BindAll(**statement, args...);
    if (!status.ok()) return status;
    return rows;
  }

 private:
  friend class GroupCommit;
  // Opens the savepoint that an error returns to, once and when the group has
  // them: an operation that is refused before it writes pays for none.
  absl::Status BeforeWrite();
  bool uses_savepoint_ = false;
  bool wrote_ = false;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_TRANSACTION_H_
