// The writer: one thread that makes many operations durable with one sync.

#ifndef ENTENTE_STORAGE_ENGINE_GROUP_COMMIT_H_
#define ENTENTE_STORAGE_ENGINE_GROUP_COMMIT_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "storage/engine/clock.h"
#include "storage/engine/connection.h"
#include "storage/engine/database.h"
#include "storage/engine/transaction.h"

namespace entente {

// Takes the operations that wait, runs each inside one transaction, commits,
// and only then answers them all, refusals too: a refusal may rest on what a
// neighbour wrote. Thread-safe.
//
// A group of several that was just answered is mostly followed by the next
// calls of the same callers, within less time than a sync takes. So the writer
// waits for as many as there were, a quarter of a COMMIT at most: else half of
// them would wait for the sync of the other half, in turns.
//
// An operation that is refused after it wrote undoes only itself: the group is
// then rolled back and run again with a savepoint for each operation. Without
// savepoints SQLite need not keep what every page was before each operation.
//
// When a group cannot be committed and nothing of it is durable, its
// operations are run again one by one, so that each answers for itself; when
// the disk is full all are refused with STORE_FULL, and the next group tries
// again. When a write or a sync failed, the answer is OUTCOME_UNKNOWN, `fatal`
// is called, and every later operation is refused with DRAINING.
class GroupCommit {
 public:
  struct Options {
    const Clock* clock = nullptr;           // Not owned; outlives the writer.
    int queue_depth_max = 4096;             // Operations that wait.
    int group_operations_max = 128;         // Operations in one COMMIT.
    std::size_t group_bytes_max = 4 << 20;  // Their declared sizes.
    // Runs once in each group that wrote, before its COMMIT.
    std::function<absl::Status(Transaction&)> before_commit;
    // Called on the writer's thread after the answers of a group whose
    // outcome is unknown. The process must end soon, with a failure.
    std::function<void(const absl::Status&)> fatal;
  };

  // `connection` is not owned, and is the writer's alone until destruction.
  GroupCommit(Connection& connection, Options options);

  // Finishes what is queued.
  ~GroupCommit();
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  // As Database::WriteAsync. `done` is called on this thread when the
  // operation is refused without being queued.
  void Submit(Database::Operation operation, Database::Done done,
              std::size_t bytes);

  // Queues `task` to run alone between two groups, outside any transaction.
  void SubmitBetween(std::function<absl::Status(Connection&)> task,
                     Database::Done done);

 private:
  struct Item {
    Database::Operation operation;
    std::function<absl::Status(Connection&)> between;
    Database::Done done;
    std::size_t bytes = 0;
    absl::Status answer;
  };
  using Group = std::vector<Item>;

  void Enqueue(Item item);
  void Write();   // The writer's thread.
  void Answer();  // The thread that calls `done` for large groups.
  Group TakeGroup();
  void Finish(Group group);

  // Runs the items and commits them. An error means that nothing of them is
  // durable, or that the disk failed and failed_ is set.
  absl::Status Commit(Item* begin, Item* end);
  absl::Status CommitOnce(Item* begin, Item* end);
  absl::Status RunInTransaction(Item* begin, Item* end);
  absl::Status RunOne(Item& item, bool& wrote);
  void RunGroup(Group& group);
  void NoteDiskFailure(Group& group);
  void CountCallers(std::size_t answered);

  Connection& connection_;
  const Options options_;
  // The writer's thread only.
  bool failed_ = false;
  bool reported_ = false;
  std::chrono::steady_clock::duration commit_time_{};  // Lately.
  bool uses_savepoints_ = false;
  // Set when an operation is to be undone for which there is no savepoint.
  bool must_undo_ = false;
  int groups_with_savepoints_ = 0;  // So many are to come.

  std::mutex mutex_;
  std::condition_variable queued_;
  std::deque<Item> queue_;
  std::size_t expected_ = 0;  // So many callers were there lately.
  bool stopping_ = false;
  bool refusing_ = false;

  std::mutex answers_mutex_;
  std::condition_variable answered_;
  std::deque<Group> answers_;
  bool answers_end_ = false;

  std::thread answerer_;
  std::thread writer_;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_GROUP_COMMIT_H_
