// A writer on a disk that obeys the test, and what its operations were
// answered.

#ifndef ENTENTE_TESTS_STORAGE_ENGINE_GROUP_COMMIT_FIXTURE_H_
#define ENTENTE_TESTS_STORAGE_ENGINE_GROUP_COMMIT_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/engine/group_commit.h"
#include "tests/storage/engine/connect.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fault_vfs.h"
#include "tests/testing/temporary_folder.h"

namespace entente {

// Collects the answers of operations, from any thread.
class Answers {
 public:
  Database::Done Next() {
    std::lock_guard<std::mutex> lock(mutex_);
    const std::size_t place = answers_.size();
    answers_.emplace_back();
    return [this, place](absl::Status status) {
      std::lock_guard<std::mutex> inner(mutex_);
      EXPECT_FALSE(answers_[place].has_value()) << "answered twice";
      answers_[place] = std::move(status);
      ++count_;
      changed_.notify_all();
    };
  }
  void WaitFor(std::size_t count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return count_ >= count; });
  }
  std::size_t count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return count_;
  }
  absl::Status at(std::size_t place) {
    std::lock_guard<std::mutex> lock(mutex_);
    return answers_[place].value_or(absl::CancelledError("not answered"));
  }
  std::size_t ok() {
    std::lock_guard<std::mutex> lock(mutex_);
    std::size_t ok = 0;
    for (const auto& answer : answers_) ok += answer && answer->ok();
    return ok;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<absl::optional<absl::Status>> answers_;
  std::size_t count_ = 0;
};

class GroupCommitTest : public testing::Test {
 protected:
  void SetUp() override {
    connection_ = Connect(SqliteOptions::Access::kWriter);
    ASSERT_TRUE(
        connection_
            ->ExecuteScript("CREATE TABLE item (id INTEGER PRIMARY KEY, "
                            "name TEXT NOT NULL UNIQUE) STRICT;"
                            "CREATE TABLE child (id INTEGER PRIMARY KEY, "
                            "item_id INTEGER NOT NULL REFERENCES item (id) "
                            "DEFERRABLE INITIALLY DEFERRED) STRICT;"
                            "CREATE TABLE head (count INTEGER NOT NULL) STRICT;"
                            "INSERT INTO head VALUES (0)")
            .ok());
    options_.clock = &clock_;
    options_.fatal = [this](const absl::Status&) { ++fatal_; };
  }

  std::unique_ptr<SqliteConnection> Connect(SqliteOptions::Access access) {
    return ConnectTo(folder_ / "store.db", access);
  }

  void Start() {
    writer_ = std::make_unique<GroupCommit>(*connection_, options_);
  }

  static Database::Operation Insert(std::string name) {
    return [name](Transaction& tx) {
      return tx.Execute("INSERT INTO item (name) VALUES ($1)", name).status();
    };
  }
  static Database::Operation InsertThenRefuse(std::string name) {
    return [name](Transaction& tx) -> absl::Status {
      RETURN_IF_ERROR(Insert(name)(tx));
      return Refuse(v1::Refusal::WRONG_STATE, {{"state", "CLOSED"}});
    };
  }

  void Submit(Database::Operation operation, std::size_t bytes = 0) {
    writer_->Submit(std::move(operation), answers_.Next(), bytes);
  }
  absl::Status Write(Database::Operation operation) {
    Answers answers;
    writer_->Submit(std::move(operation), answers.Next(), 0);
    answers.WaitFor(1);
    return answers.at(0);
  }

  // What a new reader sees.
  std::vector<std::string> Names() {
    auto reader = Connect(SqliteOptions::Access::kReader);
    Snapshot snapshot(*reader, clock_.Now());
    std::vector<std::string> names;
    auto rows = snapshot.Query("SELECT name FROM item ORDER BY id");
    EXPECT_TRUE(rows.ok()) << rows.status();
    while (rows.ok()) {
      auto more = rows->Next();
      EXPECT_TRUE(more.ok()) << more.status();
      if (!more.ok() || !*more) break;
      names.push_back(rows->Text(0));
    }
    return names;
  }

  // Starts the writer and holds it at the sync of a group that inserts
  // "first", after one that inserted "before" (a new log syncs its header
  // first). What is submitted now waits, and makes the next group.
  void StartHeld() {
    Start();
    EXPECT_TRUE(Write(Insert("before")).ok());
    vfs_.HoldLogSyncs();
    Submit(Insert("first"));
    vfs_.WaitForHeldSync();
  }
  // Lets the writer go on, until `count` operations are answered.
  void LetGo(std::size_t count) {
    vfs_.ReleaseLogSyncs();
    answers_.WaitFor(count);
  }

  FaultVfs vfs_;
  TemporaryFolder folder_;
  FakeClock clock_;
  std::atomic<int> fatal_{0};
  GroupCommit::Options options_;
  std::unique_ptr<SqliteConnection> connection_;
  Answers answers_;
  std::unique_ptr<GroupCommit> writer_;
};

}  // namespace entente

#endif  // ENTENTE_TESTS_STORAGE_ENGINE_GROUP_COMMIT_FIXTURE_H_
