// The read-only connections, lent to one snapshot at a time.

#ifndef ENTENTE_STORAGE_ENGINE_READER_POOL_H_
#define ENTENTE_STORAGE_ENGINE_READER_POOL_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/engine/clock.h"
#include "storage/engine/sqlite_connection.h"
#include "storage/engine/transaction.h"

namespace entente {

// Thread-safe.
class ReaderPool {
 public:
  explicit ReaderPool(
      std::vector<std::unique_ptr<SqliteConnection>> connections)
      : idle_(std::move(connections)) {}

  // As Database::Read.
  absl::Status Read(const Clock& clock,
                    absl::FunctionRef<absl::Status(Snapshot&)> body,
                    absl::Time deadline);

 private:
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_READER_POOL_H_
