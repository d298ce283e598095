#include "storage/engine/group_commit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "tests/storage/engine/group_commit_fixture.h"

namespace entente {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(GroupCommitTest, AGroupIsCappedByItsCountAndByItsBytes) {
  options_.group_operations_max = 10;
  options_.group_bytes_max = 1000;
  StartHeld();
  for (int i = 0; i < 20; ++i) Submit(Insert("small " + std::to_string(i)));
  for (int i = 0; i < 4; ++i) {
    Submit(Insert("large " + std::to_string(i)), 500);
  }
  Submit(Insert("huge"), 5000);
  const int syncs = vfs_.log_syncs();
  LetGo(26);
  EXPECT_EQ(answers_.ok(), 26u);
  // first; two of 10 small; two of 2 large; huge.
  EXPECT_EQ(vfs_.log_syncs() - syncs, 6);
}

TEST_F(GroupCommitTest, ARefusedOperationUndoesOnlyItself) {
  StartHeld();
  Submit(Insert("one"));
  Submit(InsertThenRefuse("two"));
  Submit(Insert("three"));
  Submit(Insert("one"));  // The name is taken.
  // What was undone is free again.
  Submit(Insert("two"));
  LetGo(6);
  EXPECT_TRUE(absl::IsAlreadyExists(answers_.at(4))) << answers_.at(4);
  EXPECT_THAT(Names(), ElementsAre("before", "first", "one", "three", "two"));
}

TEST_F(GroupCommitTest, AnErrorAtCommitIsAnsweredByTheOneThatCausedIt) {
  StartHeld();
  Submit(Insert("one"));
  Submit([](Transaction& tx) {
    return tx.Execute("INSERT INTO child (item_id) VALUES ($1)", 12345)
        .status();
  });
  Submit(Insert("two"));
  LetGo(4);
  EXPECT_TRUE(answers_.at(1).ok()) << answers_.at(1);
  EXPECT_TRUE(absl::IsInternal(answers_.at(2))) << answers_.at(2);
  EXPECT_TRUE(answers_.at(3).ok()) << answers_.at(3);
  EXPECT_THAT(Names(), ElementsAre("before", "first", "one", "two"));
  EXPECT_EQ(fatal_, 0);
}

TEST_F(GroupCommitTest, BeforeCommitRunsOncePerGroupThatWrote) {
  options_.before_commit = [](Transaction& tx) {
    return tx.Execute("UPDATE head SET count = count + 1").status();
  };
  StartHeld();
  Submit(Insert("one"));
  Submit(Insert("two"));
  LetGo(3);
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
  StartHeld();
  Submit(Insert("one"));
  Submit(Insert("bad"));
  LetGo(3);
  EXPECT_TRUE(answers_.at(1).ok());
  EXPECT_TRUE(absl::IsInternal(answers_.at(2)));
  EXPECT_THAT(Names(), ElementsAre("before", "first", "one"));
}

TEST_F(GroupCommitTest, AFullQueueRefusesAtOnce) {
  options_.queue_depth_max = 2;
  StartHeld();
  Submit(Insert("waiting one"));
  Submit(Insert("waiting two"));
  Submit(Insert("too many"));
  EXPECT_EQ(RefusalReason(answers_.at(3)), v1::Refusal::QUEUE_FULL);
  LetGo(4);
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
