// The engine seam: what an SQL engine must be able to do for the store.
//
// A second engine is one more pair of files that implements Connection and
// Statement, and one more folder of schema files.

#ifndef ENTENTE_STORAGE_ENGINE_CONNECTION_H_
#define ENTENTE_STORAGE_ENGINE_CONNECTION_H_

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace entente {

// A prepared statement with its cursor. Owned by the Connection that prepared
// it, which reuses it; used by one thread at a time.
class Statement {
 public:
  virtual ~Statement() = default;

  // Binds parameter `index` (1 for $1). Text and blobs are copied.
  virtual absl::Status BindNull(int index) = 0;
  virtual absl::Status BindInt(int index, int64_t value) = 0;
  virtual absl::Status BindText(int index, absl::string_view value) = 0;
  virtual absl::Status BindBlob(int index, absl::string_view value) = 0;

  // Steps to the next row: true while there is one. Errors are those of the
  // engine, translated: see sqlite_status.h.
  virtual absl::StatusOr<bool> Step() = 0;

  // Columns of the present row, 0 for the first. A view is valid until the
  // next Step or Reset.
  virtual bool IsNull(int column) const = 0;
  virtual int64_t Int(int column) const = 0;
  virtual absl::string_view Text(int column) const = 0;
  virtual absl::string_view Blob(int column) const = 0;

  // Whether running it changes nothing in the store.
  virtual bool reads_only() const = 0;

  // Ends the cursor and clears the parameters, ready for the next use.
  virtual void Reset() = 0;
};

// One connection. Used by one thread at a time; not copyable.
class Connection {
 public:
  virtual ~Connection() = default;

  // A statement for `sql`, prepared once per connection and reused. It is the
  // caller's until Reset: the same text asked for meanwhile gives another
  // statement. INTERNAL when the parameters are not $1…$n in ascending order
  // of first appearance, or when `sql` is not exactly one statement.
  virtual absl::StatusOr<Statement*> Prepare(absl::string_view sql) = 0;

  // Runs one statement without parameters or rows (BEGIN, COMMIT, …).
  virtual absl::Status Execute(absl::string_view sql) = 0;

  // Runs a script of statements without parameters, such as a migration, and
  // stops at the first error.
  virtual absl::Status ExecuteScript(absl::string_view script) = 0;

  // Whether a transaction is open. Some errors of the engine end it.
  virtual bool in_transaction() const = 0;

  // Whether writing or syncing failed in such a way that nobody knows what
  // the disk holds. It never becomes false again: the process must end, and
  // the next opening recovers.
  virtual bool disk_failed() const = 0;

  // Writer only, between transactions: what the engine must do from time to
  // time to stay fast (SQLite: move the log into the database file).
  virtual absl::Status Upkeep() = 0;

  // Writer only, between transactions: leaves no trace of replaced or deleted
  // rows in the engine's log. UNAVAILABLE while a snapshot still needs it.
  virtual absl::Status TruncateLog() = 0;

  // The number of rows that the last INSERT, UPDATE or DELETE changed.
  virtual int64_t changes() const = 0;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_CONNECTION_H_
