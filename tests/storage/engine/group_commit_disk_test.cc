// What the writer asks of the disk, and what it does when the disk fails.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "tests/storage/engine/group_commit_fixture.h"

namespace entente {
namespace {

using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::Lt;

class GroupCommitDiskTest : public GroupCommitTest {
 protected:
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
};

TEST_F(GroupCommitDiskTest, NoAnswerLeavesBeforeTheSyncOfItsGroup) {
  EXPECT_EQ(CountEarlyAnswers(300), 0);
}

// The test above can fail: with synchronous=NORMAL, which no connection of
// ours has, answers leave before any sync.
TEST_F(GroupCommitDiskTest, SynchronousNormalWouldBeSeenToAnswerTooEarly) {
  ASSERT_TRUE(connection_->ExecuteScript("PRAGMA synchronous=NORMAL").ok());
  EXPECT_THAT(CountEarlyAnswers(300), Gt(0));
}

TEST_F(GroupCommitDiskTest, EveryAnswerOfAGroupWaitsForItsSyncRefusalsToo) {
  StartHeld();
  Submit(Insert("second"));
  Submit(InsertThenRefuse("third"));
  Submit([](Transaction&) { return Refuse(v1::Refusal::NOT_AVAILABLE); });
  EXPECT_EQ(answers_.count(), 0u);

  vfs_.AllowLogSyncs(1);
  answers_.WaitFor(1);
  EXPECT_TRUE(answers_.at(0).ok());
  vfs_.WaitForHeldSync();
  EXPECT_EQ(answers_.count(), 1u);

  LetGo(4);
  EXPECT_TRUE(answers_.at(1).ok());
  EXPECT_EQ(RefusalReason(answers_.at(2)), v1::Refusal::WRONG_STATE);
  EXPECT_EQ(RefusalReason(answers_.at(3)), v1::Refusal::NOT_AVAILABLE);
  EXPECT_THAT(Names(), ElementsAre("before", "first", "second"));
}

TEST_F(GroupCommitDiskTest, OneSyncServesAWholeGroup) {
  StartHeld();
  for (int i = 0; i < 50; ++i) Submit(Insert("item " + std::to_string(i)));
  const int syncs = vfs_.log_syncs();
  LetGo(51);
  EXPECT_EQ(answers_.ok(), 51u);
  EXPECT_EQ(vfs_.log_syncs() - syncs, 2);
}

TEST_F(GroupCommitDiskTest, AFullDiskRefusesWritesServesReadsAndResumes) {
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

TEST_F(GroupCommitDiskTest, ADiskThatFillsInTheMiddleOfAGroupKeepsNoneOfIt) {
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

TEST_F(GroupCommitDiskTest,
       AFailedSyncLeavesTheOutcomeUnknownAndEndsTheWriter) {
  StartHeld();
  vfs_.FailLogSyncs(true);
  LetGo(1);
  EXPECT_EQ(RefusalReason(answers_.at(0)), v1::Refusal::OUTCOME_UNKNOWN);
  vfs_.FailLogSyncs(false);
  EXPECT_EQ(RefusalReason(Write(Insert("two"))), v1::Refusal::DRAINING);
  writer_.reset();
  EXPECT_EQ(fatal_, 1);
  // The next opening recovers: the acknowledged row is there, and the other
  // one is whole or absent.
  connection_.reset();
  connection_ = Connect(SqliteOptions::Access::kWriter);
  EXPECT_THAT(Names(), ::testing::AnyOf(ElementsAre("before"),
                                        ElementsAre("before", "first")));
}

TEST_F(GroupCommitDiskTest, AFailedSyncOfTheDatabaseFileEndsTheWriterToo) {
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

TEST_F(GroupCommitDiskTest, ATaskBetweenGroupsRunsOutsideATransaction) {
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

TEST_F(GroupCommitDiskTest, TheWriterMovesTheLogBetweenGroups) {
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

TEST_F(GroupCommitDiskTest, ASnapshotThatLastsDoesNotStopTheWriter) {
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

TEST_F(GroupCommitDiskTest, AnOperationThatReadsAndRefusesSyncsNothing) {
  Start();
  ASSERT_TRUE(Write(Insert("before")).ok());
  const int syncs = vfs_.log_syncs();
  EXPECT_EQ(RefusalReason(Write([](Transaction&) {
              return Refuse(v1::Refusal::NOT_AVAILABLE);
            })),
            v1::Refusal::NOT_AVAILABLE);
  EXPECT_EQ(vfs_.log_syncs(), syncs);
}

}  // namespace
}  // namespace entente
