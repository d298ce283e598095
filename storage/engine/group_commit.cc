#include "storage/engine/group_commit.h"

#include <algorithm>

#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

// Waking another thread costs more than a few answers.
constexpr std::size_t kAnswersInline = 4;

constexpr std::chrono::steady_clock::duration kGatheringMax =
    std::chrono::milliseconds(2);

// Who was refused late once may be so again soon: to run a group twice costs
// more than its savepoints.
constexpr int kGroupsWithSavepoints = 16;

// Whether a COMMIT that failed so left nothing on the disk: the engine
// refused before it wrote, or ran out of room before the commit record.
bool NothingDurable(const absl::Status& status) {
  switch (RefusalReason(status)) {
    case v1::Refusal::STORE_FULL:
    case v1::Refusal::STORE_READ_ONLY:
      return true;
    default:
      return absl::IsInternal(status) || absl::IsAlreadyExists(status) ||
             absl::IsUnavailable(status);
  }
}

}  // namespace

GroupCommit::GroupCommit(Connection& connection, Options options)
    : connection_(connection), options_(std::move(options)) {
  answerer_ = std::thread([this] { Answer(); });
  writer_ = std::thread([this] { Write(); });
}

GroupCommit::~GroupCommit() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  queued_.notify_all();
  writer_.join();
  {
    std::lock_guard<std::mutex> lock(answers_mutex_);
    answers_end_ = true;
  }
  answered_.notify_all();
  answerer_.join();
}

void GroupCommit::Submit(Database::Operation operation, Database::Done done,
                         std::size_t bytes) {
  Item item;
  item.operation = std::move(operation);
  item.done = std::move(done);
  item.bytes = bytes;
  Enqueue(std::move(item));
}

void GroupCommit::SubmitBetween(std::function<absl::Status(Connection&)> task,
                                Database::Done done) {
  Item item;
  item.between = std::move(task);
  item.done = std::move(done);
  Enqueue(std::move(item));
}

void GroupCommit::Enqueue(Item item) {
  v1::Refusal::Reason refusal = v1::Refusal::REASON_UNSPECIFIED;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_ || refusing_) {
      refusal = v1::Refusal::DRAINING;
    } else if (queue_.size() >=
               static_cast<std::size_t>(options_.queue_depth_max)) {
      refusal = v1::Refusal::QUEUE_FULL;
    } else {
      queue_.push_back(std::move(item));
      if (queue_.size() == 1 || queue_.size() == expected_) {
        queued_.notify_one();
      }
    }
  }
  if (refusal != v1::Refusal::REASON_UNSPECIFIED) item.done(Refuse(refusal));
}

GroupCommit::Group GroupCommit::TakeGroup() {
  Group group;
  std::unique_lock<std::mutex> lock(mutex_);
  queued_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  queued_.wait_for(lock, std::min(commit_time_ / 4, kGatheringMax),
                   [this] { return stopping_ || queue_.size() >= expected_; });
  std::size_t bytes = 0;
  while (!queue_.empty() && group.size() < static_cast<std::size_t>(
                                               options_.group_operations_max)) {
    Item& next = queue_.front();
    const bool fits = bytes + next.bytes <= options_.group_bytes_max;
    if (!group.empty() && (next.between || !fits)) break;
    bytes += next.bytes;
    group.push_back(std::move(next));
    queue_.pop_front();
    if (group.back().between) break;
  }
  return group;
}

void GroupCommit::Write() {
  while (true) {
    Group group = TakeGroup();
    if (group.empty()) return;
    if (failed_) {
      for (Item& item : group) item.answer = Refuse(v1::Refusal::DRAINING);
    } else {
      if (group.front().between) {
        group.front().answer = group.front().between(connection_);
      } else {
        RunGroup(group);
      }
      NoteDiskFailure(group);
    }
    CountCallers(group.size());
    Finish(std::move(group));
    if (!failed_) {
      // What stopped the upkeep may be over at the next turn, unless the disk
      // itself failed.
      connection_.Upkeep().IgnoreError();
      Group none;
      NoteDiskFailure(none);
    }
    if (failed_ && !reported_) {
      reported_ = true;
      if (options_.fatal) options_.fatal(Refuse(v1::Refusal::OUTCOME_UNKNOWN));
    }
  }
}

void GroupCommit::CountCallers(std::size_t answered) {
  std::lock_guard<std::mutex> lock(mutex_);
  expected_ = std::min<std::size_t>(answered + queue_.size(),
                                    options_.group_operations_max);
}

void GroupCommit::NoteDiskFailure(Group& group) {
  if (!failed_ && !connection_.disk_failed()) return;
  failed_ = true;
  for (Item& item : group) item.answer = Refuse(v1::Refusal::OUTCOME_UNKNOWN);
  std::lock_guard<std::mutex> lock(mutex_);
  refusing_ = true;
}

void GroupCommit::RunGroup(Group& group) {
  Item* const begin = group.data();
  Item* const end = begin + group.size();
  const absl::Status status = Commit(begin, end);
  if (status.ok()) return;
  const bool alone = group.size() == 1;
  const bool full = RefusalReason(status) == v1::Refusal::STORE_FULL;
  if (!alone && !full && !failed_) {
    for (Item* item = begin; item != end && !failed_; ++item) {
      const absl::Status own = Commit(item, item + 1);
      if (!own.ok()) item->answer = own;
    }
    return;
  }
  for (Item& item : group) item.answer = status;
}

absl::Status GroupCommit::Commit(Item* begin, Item* end) {
  const bool alone = end - begin == 1;
  uses_savepoints_ = !alone && groups_with_savepoints_ > 0;
  if (uses_savepoints_) --groups_with_savepoints_;
  must_undo_ = false;
  const absl::Status status = CommitOnce(begin, end);
  if (!must_undo_) return status;
  must_undo_ = false;
  // It alone was to be undone, and that is done.
  if (alone) return absl::OkStatus();
  groups_with_savepoints_ = kGroupsWithSavepoints;
  uses_savepoints_ = true;
  return CommitOnce(begin, end);
}

absl::Status GroupCommit::CommitOnce(Item* begin, Item* end) {
  RETURN_IF_ERROR(connection_.Execute("BEGIN IMMEDIATE"));
  absl::Status status = RunInTransaction(begin, end);
  if (status.ok()) {
    const auto start = std::chrono::steady_clock::now();
    status = connection_.Execute("COMMIT");
    const auto taken = std::chrono::steady_clock::now() - start;
    commit_time_ = (commit_time_ * 3 + taken) / 4;
    if (!status.ok() && !NothingDurable(status)) failed_ = true;
  }
  if (!status.ok() && connection_.in_transaction()) {
    // What ROLLBACK cannot do, the next BEGIN reports.
    connection_.Execute("ROLLBACK").IgnoreError();
  }
  return status;
}

absl::Status GroupCommit::RunInTransaction(Item* begin, Item* end) {
  bool wrote = false;
  for (Item* item = begin; item != end; ++item) {
    RETURN_IF_ERROR(RunOne(*item, wrote));
  }
  if (!wrote || !options_.before_commit) return absl::OkStatus();
  Transaction transaction(connection_, options_.clock->Now());
  // Without a savepoint: an error undoes the whole group.
  RETURN_IF_ERROR(options_.before_commit(transaction));
  if (!connection_.in_transaction()) {
    return absl::InternalError("the transaction ended before its COMMIT");
  }
  return absl::OkStatus();
}

// An error is about the whole transaction; the operation's own stands in
// item.answer.
absl::Status GroupCommit::RunOne(Item& item, bool& wrote) {
  Transaction transaction(connection_, options_.clock->Now());
  transaction.uses_savepoint_ = uses_savepoints_;
  item.answer = item.operation(transaction);
  // SQLite ends the transaction by itself when the disk is full or failing.
  if (!connection_.in_transaction()) {
    return item.answer.ok()
               ? absl::InternalError("the transaction ended before its COMMIT")
               : item.answer;
  }
  if (!transaction.wrote_) return absl::OkStatus();
  if (!uses_savepoints_) {
    wrote = true;
    must_undo_ = !item.answer.ok();
    return item.answer;
  }
  if (item.answer.ok()) {
    wrote = true;
  } else {
    RETURN_IF_ERROR(connection_.Execute("ROLLBACK TO operation"));
  }
  return connection_.Execute("RELEASE operation");
}

void GroupCommit::Finish(Group group) {
  // The process may not live long enough for the other thread.
  if (group.size() <= kAnswersInline || failed_) {
    for (Item& item : group) item.done(std::move(item.answer));
    return;
  }
  {
    std::lock_guard<std::mutex> lock(answers_mutex_);
    answers_.push_back(std::move(group));
  }
  answered_.notify_one();
}

void GroupCommit::Answer() {
  while (true) {
    Group group;
    {
      std::unique_lock<std::mutex> lock(answers_mutex_);
      answered_.wait(lock,
                     [this] { return answers_end_ || !answers_.empty(); });
      if (answers_.empty()) return;
      group = std::move(answers_.front());
      answers_.pop_front();
    }
    for (Item& item : group) item.done(std::move(item.answer));
  }
}

}  // namespace entente
