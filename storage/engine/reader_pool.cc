#include "storage/engine/reader_pool.h"

#include <chrono>

#include "proto/support/status_macros.h"

namespace entente {
namespace {

// Longer snapshots would keep the writer's log from starting anew.
constexpr std::chrono::seconds kSnapshotMax(10);

absl::Status ReadFrom(SqliteConnection& connection, const Clock& clock,
                      absl::FunctionRef<absl::Status(Snapshot&)> body) {
  connection.SetDeadline(std::chrono::steady_clock::now() + kSnapshotMax);
  RETURN_IF_ERROR(connection.Execute("BEGIN"));
  absl::Status status;
  {
    Snapshot snapshot(connection, clock.Now());
    status = body(snapshot);
  }
  connection.SetDeadline(std::chrono::steady_clock::time_point::max());
  if (connection.in_transaction()) {
    status.Update(connection.Execute("COMMIT"));
  }
  return status;
}

}  // namespace

absl::Status ReaderPool::Read(const Clock& clock,
                              absl::FunctionRef<absl::Status(Snapshot&)> body) {
  std::unique_ptr<SqliteConnection> connection;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    returned_.wait(lock, [this] { return !idle_.empty(); });
    // The last one returned has the warmest cache.
    connection = std::move(idle_.back());
    idle_.pop_back();
  }
  absl::Status status = ReadFrom(*connection, clock, body);
  {
    std::lock_guard<std::mutex> lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
  return status;
}

}  // namespace entente
