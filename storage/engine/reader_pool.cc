#include "storage/engine/reader_pool.h"

#include <algorithm>
#include <chrono>

#include "absl/time/clock.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

// Longer snapshots would keep the writer's log from starting anew.
constexpr std::chrono::seconds kSnapshotMax(10);

using TimePoint = std::chrono::steady_clock::time_point;

// An instant of the wall clock as one of the clock that nobody sets.
TimePoint Steady(absl::Time instant) {
  if (instant == absl::InfiniteFuture()) return TimePoint::max();
  return std::chrono::steady_clock::now() +
         absl::ToChronoNanoseconds(instant - absl::Now());
}

absl::Status ReadFrom(SqliteConnection& connection, const Clock& clock,
                      absl::FunctionRef<absl::Status(Snapshot&)> body,
                      TimePoint deadline) {
  connection.SetDeadline(
      std::min(deadline, std::chrono::steady_clock::now() + kSnapshotMax));
  RETURN_IF_ERROR(connection.Execute("BEGIN"));
  absl::Status status;
  {
    Snapshot snapshot(connection, clock.Now());
    status = body(snapshot);
  }
  connection.SetDeadline(TimePoint::max());
  if (connection.in_transaction()) {
    status.Update(connection.Execute("COMMIT"));
  }
  return status;
}

}  // namespace

absl::Status ReaderPool::Read(const Clock& clock,
                              absl::FunctionRef<absl::Status(Snapshot&)> body,
                              absl::Time deadline) {
  const TimePoint until = Steady(deadline);
  std::unique_ptr<SqliteConnection> connection;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    const auto is_idle = [this] { return !idle_.empty(); };
    if (until == TimePoint::max()) {
      // wait_until computes with its instant, and the last one overflows.
      returned_.wait(lock, is_idle);
    } else if (!returned_.wait_until(lock, until, is_idle)) {
      return absl::DeadlineExceededError("waited too long for a reader");
    }
    // The last one returned has the warmest cache.
    connection = std::move(idle_.back());
    idle_.pop_back();
  }
  absl::Status status = ReadFrom(*connection, clock, body, until);
  {
    std::lock_guard<std::mutex> lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
  return status;
}

}  // namespace entente
