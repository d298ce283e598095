#include "storage/engine/group_commit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/engine/sqlite_connection.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fault_vfs.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::Gt;
using ::testing::IsEmpty;
using ::testing::Lt;

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

class GroupCommitTest : public ::testing::Test {
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
    SqliteOptions options;
    options.path = folder_ / "store.db";
    options.access = access;
    options.create = true;
    auto connection = SqliteConnection::Open(options);
    EXPECT_TRUE(connection.ok()) << connection.status();
    return *std::move(connection);
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

  // How many of `count` writes were answered before a sync of the log that
  // came after them had ended.
  int CountEarlyAnswers(int count) {
    Start();
    std::atomic<int> early{0};
    for (int i = 0; i < count; ++i) {
      auto syncs_before = std::make_shared<std::atomic<int>>(0);
      Database::Done done = answers_.Next();
      writer_->Submit(
          [this, i, syncs_before](Transaction& tx) {
            *syncs_before = vfs_.log_syncs();
            return Insert("item " + std::to_string(i))(tx);
          },
          [this, done, syncs_before, &early](absl::Status status) {
            if (vfs_.log_syncs() <= *syncs_before) ++early;
            done(std::move(status));
          },
          0);
    }
    answers_.WaitFor(count);
    writer_.reset();
    EXPECT_EQ(answers_.ok(), static_cast<std::size_t>(count));
    return early;
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

TEST_F(GroupCommitTest, NoAnswerLeavesBeforeTheSyncOfItsGroup) {
  EXPECT_EQ(CountEarlyAnswers(300), 0);
}

// The test above can fail: with synchronous=NORMAL, which no connection of
// ours has, answers leave before any sync.
TEST_F(GroupCommitTest, SynchronousNormalWouldBeSeenToAnswerTooEarly) {
  ASSERT_TRUE(connection_->ExecuteScript("PRAGMA synchronous=NORMAL").ok());
  EXPECT_THAT(CountEarlyAnswers(300), Gt(0));
}

TEST_F(GroupCommitTest, EveryAnswerOfAGroupWaitsForItsSyncRefusalsToo) {
  // A new log syncs its header first.
  Start();
  ASSERT_TRUE(Write(Insert("before")).ok());
  vfs_.HoldLogSyncs();
  Submit(Insert("first"));
  vfs_.WaitForHeldSync();
  // These wait in the queue, and make the second group.
  Submit(Insert("second"));
  Submit(InsertThenRefuse("third"));
  Submit([](Transaction&) { return Refuse(v1::Refusal::NOT_AVAILABLE); });
  EXPECT_EQ(answers_.count(), 0u);

  vfs_.AllowLogSyncs(1);
  answers_.WaitFor(1);
  EXPECT_TRUE(answers_.at(0).ok());
  vfs_.WaitForHeldSync();
  EXPECT_EQ(answers_.count(), 1u);

  vfs_.ReleaseLogSyncs();
  answers_.WaitFor(4);
  EXPECT_TRUE(answers_.at(1).ok());
  EXPECT_EQ(RefusalReason(answers_.at(2)), v1::Refusal::WRONG_STATE);
  EXPECT_EQ(RefusalReason(answers_.at(3)), v1::Refusal::NOT_AVAILABLE);
  EXPECT_THAT(Names(), ElementsAre("before", "first", "second"));
}

TEST_F(GroupCommitTest, OneSyncServesAWholeGroup) {
  Start();
  ASSERT_TRUE(Write(Insert("before")).ok());
  vfs_.HoldLogSyncs();
  Submit(Insert("first"));
  vfs_.WaitForHeldSync();
  for (int i = 0; i < 50; ++i) Submit(Insert("item " + std::to_string(i)));
  const int syncs = vfs_.log_syncs();
  vfs_.ReleaseLogSyncs();
  answers_.WaitFor(51);
  EXPECT_EQ(answers_.ok(), 51u);
  EXPECT_EQ(vfs_.log_syncs() - syncs, 2);
}

TEST_F(GroupCommitTest, AGroupIsCappedByItsCountAndByItsBytes) {
  options_.group_operations_max = 10;
  options_.group_bytes_max = 1000;
  Start();
  ASSERT_TRUE(Write(Insert("before")).ok());
  vfs_.HoldLogSyncs();
  Submit(Insert("first"));
  vfs_.WaitForHeldSync();
  for (int i = 0; i < 20; ++i) Submit(Insert("small " + std::to_string(i)));
  for (int i = 0; i < 4; ++i) {
    Submit(Insert("large " + std::to_string(i)), 500);
  }
  Submit(Insert("huge"), 5000);
  const int syncs = vfs_.log_syncs();
  vfs_.ReleaseLogSyncs();
  answers_.WaitFor(26);
  EXPECT_EQ(answers_.ok(), 26u);
  // first; two of 10 small; two of 2 large; huge.
  EXPECT_EQ(vfs_.log_syncs() - syncs, 6);
}

TEST_F(GroupCommitTest, ARefusedOperationUndoesOnlyItself) {
  Start();
  ASSERT_TRUE(Write(Insert("before")).ok());
  vfs_.HoldLogSyncs();
  Submit(Insert("zero"));
  vfs_.WaitForHeldSync();
  Submit(Insert("one"));
  Submit(InsertThenRefuse("two"));
  Submit(Insert("three"));
  Submit(Insert("one"));  // The name is taken.
  // What was undone is free again.
  Submit(Insert("two"));
  vfs_.ReleaseLogSyncs();
  answers_.WaitFor(6);
  EXPECT_TRUE(absl::IsAlreadyExists(answers_.at(4))) << answers_.at(4);
  EXPECT_THAT(Names(), ElementsAre("before", "zero", "one", "three", "two"));
}

TEST_F(GroupCommitTest, AnErrorAtCommitIsAnsweredByTheOneThatCausedIt) {
  Start();
  ASSERT_TRUE(Write(Insert("before")).ok());
  vfs_.HoldLogSyncs();
  Submit(Insert("zero"));
  vfs_.WaitForHeldSync();
  Submit(Insert("one"));
  Submit([](Transaction& tx) {
    return tx.Execute("INSERT INTO child (item_id) VALUES ($1)", 12345)
        .status();
  });
  Submit(Insert("two"));
  vfs_.ReleaseLogSyncs();
  answers_.WaitFor(4);
  EXPECT_TRUE(answers_.at(1).ok()) << answers_.at(1);
  EXPECT_TRUE(absl::IsInternal(answers_.at(2))) << answers_.at(2);
  EXPECT_TRUE(answers_.at(3).ok()) << answers_.at(3);
  EXPECT_THAT(Names(), ElementsAre("before", "zero", "one", "two"));
  EXPECT_EQ(fatal_, 0);
}

TEST_F(GroupCommitTest, BeforeCommitRunsOncePerGroupThatWrote) {
  options_.before_commit = [](Transaction& tx) {
    return tx.Execute("UPDATE head SET count = count + 1").status();
  };
  Start();
  ASSERT_TRUE(Write(Insert("before")).ok());
  vfs_.HoldLogSyncs();
  Submit(Insert("zero"));
  vfs_.WaitForHeldSync();
  Submit(Insert("one"));
  Submit(Insert("two"));
  vfs_.ReleaseLogSyncs();
  answers_.WaitFor(3);
  int64_t count = 0;
  // A group that reads, and one that is refused, write no head.
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(Write([&](Transaction& tx) -> absl::Status {
                  ASSIGN_OR_RETURN(Rows rows,
                                   tx.Query("SELECT count FROM head"));
                  RETURN_IF_ERROR(rows.Next().status());
                  count = rows.Int(0);
                  return absl::OkStatus();
                }).ok());
    EXPECT_FALSE(Write(InsertThenRefuse("refused")).ok());
  }
  EXPECT_EQ(count, 3);
}

TEST_F(GroupCommitTest, AnErrorBeforeCommitUndoesTheOperation) {
  options_.before_commit = [](Transaction& tx) -> absl::Status {
    ASSIGN_OR_RETURN(Rows rows,
                     tx.Query("SELECT count(*) FROM item WHERE name = 'bad'"));
    RETURN_IF_ERROR(rows.Next().status());
    if (rows.Int(0) > 0) return absl::InternalError("the head is wrong");
    return absl::OkStatus();
  };
  Start();
  ASSERT_TRUE(Write(Insert("before")).ok());
  vfs_.HoldLogSyncs();
  Submit(Insert("zero"));
  vfs_.WaitForHeldSync();
  Submit(Insert("one"));
  Submit(Insert("bad"));
  vfs_.ReleaseLogSyncs();
  answers_.WaitFor(3);
  EXPECT_TRUE(answers_.at(1).ok());
  EXPECT_TRUE(absl::IsInternal(answers_.at(2)));
  EXPECT_THAT(Names(), ElementsAre("before", "zero", "one"));
}

TEST_F(GroupCommitTest, AFullDiskRefusesWritesServesReadsAndResumes) {
  Start();
  ASSERT_TRUE(Write(Insert("kept")).ok());
  vfs_.SetRoom(0);
  for (int i = 0; i < 3; ++i) {
    const absl::Status status = Write(Insert("lost"));
    EXPECT_EQ(RefusalReason(status), v1::Refusal::STORE_FULL) << status;
    EXPECT_THAT(Names(), ElementsAre("kept"));
  }
  vfs_.SetRoomUnlimited();
  EXPECT_TRUE(Write(Insert("later")).ok());
  EXPECT_THAT(Names(), ElementsAre("kept", "later"));
  EXPECT_EQ(fatal_, 0);
}

TEST_F(GroupCommitTest, ADiskThatFillsInTheMiddleOfAGroupKeepsNoneOfIt) {
  Start();
  ASSERT_TRUE(Write(Insert("kept")).ok());
  const std::string large(100000, 'x');
  for (const int64_t room : {1, 4096, 5000, 20000, 60000, 99999}) {
    vfs_.SetRoom(room);
    EXPECT_EQ(RefusalReason(Write(Insert(large))), v1::Refusal::STORE_FULL);
  }
  vfs_.SetRoomUnlimited();
  EXPECT_TRUE(Write(Insert("later")).ok());
  EXPECT_THAT(Names(), ElementsAre("kept", "later"));
}

TEST_F(GroupCommitTest, AFailedSyncLeavesTheOutcomeUnknownAndEndsTheWriter) {
  Start();
  ASSERT_TRUE(Write(Insert("kept")).ok());
  vfs_.HoldLogSyncs();
  Submit(Insert("one"));
  vfs_.WaitForHeldSync();
  vfs_.FailLogSyncs(true);
  vfs_.ReleaseLogSyncs();
  answers_.WaitFor(1);
  EXPECT_EQ(RefusalReason(answers_.at(0)), v1::Refusal::OUTCOME_UNKNOWN);
  vfs_.FailLogSyncs(false);
  EXPECT_EQ(RefusalReason(Write(Insert("two"))), v1::Refusal::DRAINING);
  writer_.reset();
  EXPECT_EQ(fatal_, 1);
  // The next opening recovers: the acknowledged row is there, and the other
  // one is whole or absent.
  connection_.reset();
  connection_ = Connect(SqliteOptions::Access::kWriter);
  EXPECT_THAT(Names(), ::testing::AnyOf(ElementsAre("kept"),
                                        ElementsAre("kept", "one")));
}

TEST_F(GroupCommitTest, AFailedSyncOfTheDatabaseFileEndsTheWriterToo) {
  Start();
  vfs_.FailOtherSyncs(true);
  const std::string large(4 << 20, 'x');
  for (int i = 0; i < 5 && fatal_ == 0; ++i) {
    Write(Insert(large + std::to_string(i))).IgnoreError();
  }
  writer_.reset();
  EXPECT_EQ(fatal_, 1);
  vfs_.FailOtherSyncs(false);
}

TEST_F(GroupCommitTest, AFullQueueRefusesAtOnce) {
  options_.queue_depth_max = 2;
  Start();
  ASSERT_TRUE(Write(Insert("before")).ok());
  vfs_.HoldLogSyncs();
  Submit(Insert("writing"));
  vfs_.WaitForHeldSync();
  Submit(Insert("waiting one"));
  Submit(Insert("waiting two"));
  Submit(Insert("too many"));
  EXPECT_EQ(RefusalReason(answers_.at(3)), v1::Refusal::QUEUE_FULL);
  vfs_.ReleaseLogSyncs();
  answers_.WaitFor(4);
  EXPECT_EQ(answers_.ok(), 3u);
}

TEST_F(GroupCommitTest, DestructionFinishesWhatIsQueued) {
  Start();
  for (int i = 0; i < 500; ++i) Submit(Insert("item " + std::to_string(i)));
  writer_.reset();
  EXPECT_EQ(answers_.ok(), 500u);
  EXPECT_EQ(Names().size(), 500u);
}

TEST_F(GroupCommitTest, ManyThreadsCanSubmit) {
  Start();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < 100; ++i) {
        Submit(Insert(std::to_string(t) + "/" + std::to_string(i)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  answers_.WaitFor(400);
  EXPECT_EQ(answers_.ok(), 400u);
}

TEST_F(GroupCommitTest, ATaskBetweenGroupsRunsOutsideATransaction) {
  Start();
  ASSERT_TRUE(Write(Insert("one")).ok());
  bool in_transaction = true;
  writer_->SubmitBetween(
      [&](Connection& connection) {
        in_transaction = connection.in_transaction();
        return connection.TruncateLog();
      },
      answers_.Next());
  answers_.WaitFor(1);
  EXPECT_TRUE(answers_.at(0).ok()) << answers_.at(0);
  EXPECT_FALSE(in_transaction);
  EXPECT_EQ(std::filesystem::file_size(folder_ / "store.db-wal"), 0u);
}

TEST_F(GroupCommitTest, TheWriterMovesTheLogBetweenGroups) {
  Start();
  const std::string large(400000, 'x');  // 200 frames, with its index.
  ASSERT_TRUE(Write(Insert("small")).ok());
  const int before = vfs_.other_syncs();
  for (int i = 0; i < 120; ++i) {
    ASSERT_TRUE(Write(Insert(large + std::to_string(i))).ok());
  }
  writer_.reset();
  // 24,000 frames: two or three times 8,000.
  EXPECT_THAT(vfs_.other_syncs() - before, ::testing::AllOf(Gt(1), Lt(4)));
  EXPECT_THAT(connection_->log_frames(), Lt(8300));
  EXPECT_THAT(std::filesystem::file_size(folder_ / "store.db-wal"),
              ::testing::AllOf(Gt(7900u * 4096), Lt(8400u * 4120)))
      << "the file is kept and written over";
}

TEST_F(GroupCommitTest, ASnapshotThatLastsDoesNotStopTheWriter) {
  auto reader = Connect(SqliteOptions::Access::kReader);
  ASSERT_TRUE(reader->Execute("BEGIN").ok());
  {
    Snapshot snapshot(*reader, clock_.Now());
    auto rows = snapshot.Query("SELECT count(*) FROM item");
    ASSERT_TRUE(rows.ok() && rows->Next().ok());
  }
  Start();
  const std::string large(400000, 'x');
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(Write(Insert(large + std::to_string(i))).ok());
  }
  Snapshot snapshot(*reader, clock_.Now());
  auto rows = snapshot.Query("SELECT count(*) FROM item");
  ASSERT_TRUE(rows.ok() && rows->Next().ok());
  EXPECT_EQ(rows->Int(0), 0);
}

TEST_F(GroupCommitTest, AnOperationThatReadsAndRefusesSyncsNothing) {
  Start();
  ASSERT_TRUE(Write(Insert("before")).ok());
  const int syncs = vfs_.log_syncs();
  EXPECT_EQ(RefusalReason(Write([](Transaction&) {
              return Refuse(v1::Refusal::NOT_AVAILABLE);
            })),
            v1::Refusal::NOT_AVAILABLE);
  EXPECT_EQ(vfs_.log_syncs(), syncs);
}

TEST_F(GroupCommitTest, AnOperationSeesWhatItsGroupWrote) {
  Start();
  ASSERT_TRUE(
      Write([](Transaction& tx) -> absl::Status {
        RETURN_IF_ERROR(Insert("one")(tx));
        ASSIGN_OR_RETURN(Rows rows,
                         tx.QueryWriting("INSERT INTO item (name) VALUES ($1) "
                                         "RETURNING id",
                                         "two"));
        ASSIGN_OR_RETURN(const bool row, rows.Next());
        EXPECT_TRUE(row);
        EXPECT_EQ(rows.Int(0), 2);
        ASSIGN_OR_RETURN(Rows count, tx.Query("SELECT count(*) FROM item"));
        RETURN_IF_ERROR(count.Next().status());
        EXPECT_EQ(count.Int(0), 2);
        return absl::OkStatus();
      }).ok());
}

TEST_F(GroupCommitTest, AQueryThatWritesIsAnErrorAndWritesNothing) {
  Start();
  EXPECT_TRUE(absl::IsInternal(Write([](Transaction& tx) {
    return tx.Query("INSERT INTO item (name) VALUES ($1) RETURNING id", "x")
        .status();
  })));
  EXPECT_THAT(Names(), IsEmpty());
}

}  // namespace
}  // namespace entente
