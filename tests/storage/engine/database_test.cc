#include "storage/engine/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/engine/durable_file.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fault_vfs.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

constexpr char kSchema[] =
    "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
    "CREATE TABLE twin (id INTEGER PRIMARY KEY REFERENCES item (id)) STRICT";

DatabaseOptions OptionsFor(const TemporaryFolder& folder, Clock& clock) {
  DatabaseOptions options;
  options.path = folder / "store.db";
  options.clock = &clock;
  options.application_id = 0x456e7465;
  options.migrations = {{1, 1, "0001_item.sql", kSchema}};
  return options;
}

std::unique_ptr<Database> Open(const DatabaseOptions& options) {
  auto database = OpenDatabase(options);
  EXPECT_TRUE(database.ok()) << database.status();
  return database.ok() ? *std::move(database) : nullptr;
}

// Writes a row and its twin: never one without the other.
Database::Operation Insert(int64_t id) {
  return [id](Transaction& tx) -> absl::Status {
    RETURN_IF_ERROR(
        tx.Execute("INSERT INTO item (id, name) VALUES ($1, $2)", id, "name")
            .status());
    return tx.Execute("INSERT INTO twin (id) VALUES ($1)", id).status();
  };
}

int64_t Count(Snapshot& snapshot) {
  auto rows = snapshot.Query("SELECT count(*) FROM item");
  EXPECT_TRUE(rows.ok() && rows->Next().ok());
  return rows.ok() ? rows->Int(0) : -1;
}

int64_t Count(Database& database) {
  int64_t count = -1;
  EXPECT_TRUE(database
                  .Read([&](Snapshot& snapshot) {
                    count = Count(snapshot);
                    return absl::OkStatus();
                  })
                  .ok());
  return count;
}

TEST(Database, KeepsWhatWasWritten) {
  TemporaryFolder folder;
  FakeClock clock;
  {
    auto database = Open(OptionsFor(folder, clock));
    EXPECT_TRUE(database->Write(Insert(1)).ok());
    EXPECT_EQ(Count(*database), 1) << "an answered write is seen at once";
  }
  EXPECT_EQ(Count(*Open(OptionsFor(folder, clock))), 1);
}

TEST(Database, ASnapshotDoesNotSeeLaterWrites) {
  TemporaryFolder folder;
  FakeClock clock;
  auto database = Open(OptionsFor(folder, clock));
  ASSERT_TRUE(database->Write(Insert(1)).ok());
  ASSERT_TRUE(database
                  ->Read([&](Snapshot& snapshot) {
                    EXPECT_EQ(Count(snapshot), 1);
                    EXPECT_TRUE(database->Write(Insert(2)).ok());
                    EXPECT_EQ(Count(snapshot), 1);
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(Count(*database), 2);
}

TEST(Database, MoreThreadsReadThanThereAreReaders) {
  TemporaryFolder folder;
  FakeClock clock;
  DatabaseOptions options = OptionsFor(folder, clock);
  options.readers_max = 2;
  auto database = Open(options);
  ASSERT_TRUE(database->Write(Insert(1)).ok());
  std::atomic<int> seen{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 50; ++j) seen += Count(*database) == 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(seen, 400);
}

TEST(Database, WaitsForAReaderNoLongerThanItsDeadline) {
  TemporaryFolder folder;
  FakeClock clock;
  DatabaseOptions options = OptionsFor(folder, clock);
  options.readers_max = 1;
  auto database = Open(options);
  absl::Notification holds, may_end;
  std::thread holder([&] {
    EXPECT_TRUE(database
                    ->Read([&](Snapshot&) {
                      holds.Notify();
                      may_end.WaitForNotification();
                      return absl::OkStatus();
                    })
                    .ok());
  });
  holds.WaitForNotification();
  bool ran = false;
  const auto body = [&](Snapshot&) {
    ran = true;
    return absl::OkStatus();
  };
  EXPECT_TRUE(absl::IsDeadlineExceeded(
      database->Read(body, absl::Now() + absl::Milliseconds(20))));
  EXPECT_FALSE(ran);
  may_end.Notify();
  holder.join();
  EXPECT_TRUE(database->Read(body, absl::Now() + absl::Seconds(20)).ok());
  EXPECT_TRUE(ran);
}

TEST(Database, EndsAStatementAtTheDeadline) {
  TemporaryFolder folder;
  FakeClock clock;
  auto database = Open(OptionsFor(folder, clock));
  const absl::Time begin = absl::Now();
  const absl::Status status = database->Read(
      [](Snapshot& snapshot) -> absl::Status {
        ASSIGN_OR_RETURN(
            Rows rows,
            snapshot.Query("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
                           " SELECT i + 1 FROM n) SELECT count(*) FROM n"));
        return rows.Next().status();
      },
      begin + absl::Milliseconds(50));
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
  EXPECT_LT(absl::Now() - begin, absl::Seconds(9)) << "not by its own cap";
}

TEST(Database, AReadersErrorIsReturnedAndTheReaderGoesOn) {
  TemporaryFolder folder;
  FakeClock clock;
  DatabaseOptions options = OptionsFor(folder, clock);
  options.readers_max = 1;
  auto database = Open(options);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(RefusalReason(database->Read([](Snapshot&) {
                return Refuse(v1::Refusal::NOT_AVAILABLE);
              })),
              v1::Refusal::NOT_AVAILABLE);
  }
  EXPECT_EQ(Count(*database), 0);
}

TEST(Database, TheInstantStandsStillInAnOperationAndNeverGoesBack) {
  TemporaryFolder folder;
  FakeClock clock;
  auto database = Open(OptionsFor(folder, clock));
  const absl::Time start = clock.Now();
  absl::Time first, again, second;
  ASSERT_TRUE(database
                  ->Write([&](Transaction& tx) {
                    first = tx.now();
                    clock.Advance(absl::Seconds(5));
                    again = tx.now();
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(first, start);
  EXPECT_EQ(again, start);
  clock.Set(start - absl::Hours(1));
  ASSERT_TRUE(database
                  ->Read([&](Snapshot& snapshot) {
                    second = snapshot.now();
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(second, start);
}

TEST(Database, AppendOnlyTablesAndTheSchemaAreOutOfReach) {
  TemporaryFolder folder;
  FakeClock clock;
  DatabaseOptions options = OptionsFor(folder, clock);
  options.append_only_tables = {"item"};
  auto database = Open(options);
  ASSERT_TRUE(database->Write(Insert(1)).ok());
  EXPECT_FALSE(database
                   ->Write([](Transaction& tx) {
                     return tx.Execute("DELETE FROM item").status();
                   })
                   .ok());
  EXPECT_FALSE(database
                   ->Write([](Transaction& tx) {
                     return tx.Execute("DROP TABLE item").status();
                   })
                   .ok());
  EXPECT_EQ(Count(*database), 1);
}

TEST(Database, TruncateLogLeavesNothingInTheLog) {
  TemporaryFolder folder;
  FakeClock clock;
  auto database = Open(OptionsFor(folder, clock));
  ASSERT_TRUE(database->Write(Insert(1)).ok());
  EXPECT_GT(std::filesystem::file_size(folder / "store.db-wal"), 0u);
  EXPECT_TRUE(database->TruncateLog().ok());
  EXPECT_EQ(std::filesystem::file_size(folder / "store.db-wal"), 0u);
  EXPECT_EQ(Count(*database), 1);
}

TEST(Database, ADeletedTextIsNowhereInTheFilesAfterTruncateLog) {
  TemporaryFolder folder;
  FakeClock clock;
  auto database = Open(OptionsFor(folder, clock));
  const std::string secret = "a wrapped key that must go";
  const auto holds_secret = [&] {
    bool found = false;
    for (const auto& entry :
         std::filesystem::directory_iterator(folder.path())) {
      // A look through a copy: the file itself is open in this process.
      const std::string copy = folder / "copy";
      std::filesystem::copy_file(
          entry.path(), copy,
          std::filesystem::copy_options::overwrite_existing);
      found |= ReadFile(copy)->find(secret) != std::string::npos;
      std::filesystem::remove(copy);
    }
    return found;
  };
  ASSERT_TRUE(database
                  ->Write([&](Transaction& tx) {
                    return tx
                        .Execute("INSERT INTO item (id, name) VALUES ($1, $2)",
                                 1, secret)
                        .status();
                  })
                  .ok());
  database.reset();
  database = Open(OptionsFor(folder, clock));
  ASSERT_TRUE(database
                  ->Write([](Transaction& tx) {
                    return tx.Execute("DELETE FROM item").status();
                  })
                  .ok());
  ASSERT_TRUE(database->TruncateLog().ok());
  database.reset();
  EXPECT_FALSE(holds_secret());
}

TEST(Database, DestructionAnswersWhatIsQueuedAndLeavesNoLog) {
  TemporaryFolder folder;
  FakeClock clock;
  std::atomic<int> ok{0};
  {
    auto database = Open(OptionsFor(folder, clock));
    for (int i = 0; i < 1000; ++i) {
      database->WriteAsync(Insert(i),
                           [&](absl::Status status) { ok += status.ok(); });
    }
  }
  EXPECT_EQ(ok, 1000);
  EXPECT_FALSE(FileExists(folder / "store.db-wal"));
  EXPECT_TRUE(FileExists(folder / "store.db.stopped-cleanly"));
  EXPECT_EQ(Count(*Open(OptionsFor(folder, clock))), 1000);
}

// The child keeps 64 writes in flight and tells the number of each answered
// one through the pipe, until it is killed.
[[noreturn]] void WriteUntilKilled(const TemporaryFolder& folder, int64_t from,
                                   int pipe) {
  SystemClock clock;
  auto database = OpenDatabase(OptionsFor(folder, clock));
  if (!database.ok()) _exit(3);
  std::vector<std::thread> threads;
  std::atomic<int64_t> next{from};
  for (int i = 0; i < 64; ++i) {
    threads.emplace_back([&] {
      while (true) {
        const int64_t id = next++;
        if (!(*database)->Write(Insert(id)).ok()) _exit(4);
        if (write(pipe, &id, sizeof id) != sizeof id) _exit(5);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  _exit(6);
}

TEST(Database, KillLosesNothingAcknowledgedAndLeavesNothingHalfWritten) {
  TemporaryFolder folder;
  std::set<int64_t> acknowledged;
  int64_t from = 1;
  for (int round = 0; round < 10; ++round) {
    int pipes[2];
    ASSERT_EQ(pipe(pipes), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      close(pipes[0]);
      WriteUntilKilled(folder, from, pipes[1]);
    }
    close(pipes[1]);
    // Killed in the middle of whatever it does after so many answers.
    const std::size_t enough = acknowledged.size() + 200 + round * 37;
    int64_t id = 0;
    bool killed = false;
    while (read(pipes[0], &id, sizeof id) == sizeof id) {
      acknowledged.insert(id);
      from = std::max(from, id + 1000);
      if (!killed && acknowledged.size() >= enough) {
        kill(child, SIGKILL);
        killed = true;
      }
    }
    close(pipes[0]);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);

    FakeClock clock;
    auto database = Open(OptionsFor(folder, clock));
    ASSERT_NE(database, nullptr);
    std::set<int64_t> kept;
    ASSERT_TRUE(database
                    ->Read([&](Snapshot& snapshot) -> absl::Status {
                      ASSIGN_OR_RETURN(
                          Rows rows,
                          snapshot.Query("SELECT item.id, twin.id FROM item "
                                         "LEFT JOIN twin ON twin.id = item.id "
                                         "ORDER BY item.id"));
                      while (true) {
                        ASSIGN_OR_RETURN(const bool more, rows.Next());
                        if (!more) return absl::OkStatus();
                        EXPECT_FALSE(rows.IsNull(1)) << "half of an operation";
                        kept.insert(rows.Int(0));
                      }
                    })
                    .ok());
    for (const int64_t one : acknowledged) {
      ASSERT_EQ(kept.count(one), 1u) << "an acknowledged write is lost";
    }
  }
  RecordProperty("acknowledged", static_cast<int>(acknowledged.size()));
}

TEST(Database, AFailedSyncEndsTheProcessWithAFailureAndLosesNothing) {
  TemporaryFolder folder;
  FakeClock clock;
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    FaultVfs vfs;
    auto database = OpenDatabase(OptionsFor(folder, clock));
    if (!database.ok() || !(*database)->Write(Insert(1)).ok()) _exit(3);
    vfs.FailLogSyncs(true);
    const absl::Status status = (*database)->Write(Insert(2));
    // The answer may come before the end, but never as a success.
    if (RefusalReason(status) != v1::Refusal::OUTCOME_UNKNOWN) _exit(4);
    while (true) pause();
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 70);
  EXPECT_FALSE(FileExists(folder / "store.db.stopped-cleanly"));
  auto database = Open(OptionsFor(folder, clock));
  EXPECT_GE(Count(*database), 1);
}

}  // namespace
}  // namespace entente
