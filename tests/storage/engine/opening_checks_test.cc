#include "storage/engine/opening_checks.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/engine/durable_file.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

using ::testing::HasSubstr;

constexpr int kApplicationId = 0x456e7465;

class OpeningChecksTest : public ::testing::Test {
 protected:
  OpeningChecksTest() {
    options_.path = folder_ / "store.db";
    options_.clock = &clock_;
    options_.application_id = kApplicationId;
    options_.migrations = {
        {1, 1, "0001_item.sql",
         "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT) STRICT;"
         "CREATE TABLE child (id INTEGER PRIMARY KEY, item_id INTEGER "
         "REFERENCES item (id)) STRICT"}};
  }

  std::unique_ptr<Database> Open() {
    auto database = OpenDatabase(options_);
    EXPECT_TRUE(database.ok()) << database.status();
    return database.ok() ? *std::move(database) : nullptr;
  }
  std::string Error() {
    auto database = OpenDatabase(options_);
    EXPECT_FALSE(database.ok());
    return std::string(database.status().message());
  }
  void MakeStore() {
    auto database = Open();
    ASSERT_TRUE(database
                    ->Write([](Transaction& tx) -> absl::Status {
                      for (int i = 0; i < 1000; ++i) {
                        RETURN_IF_ERROR(
                            tx.Execute("INSERT INTO item (name) VALUES ($1)",
                                       std::string(200, 'n'))
                                .status());
                      }
                      return absl::OkStatus();
                    })
                    .ok());
  }
  // As another program would, past all our settings.
  void RunRaw(const std::string& sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(options_.path.c_str(), &db), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr),
              SQLITE_OK)
        << sqlite3_errmsg(db);
    sqlite3_close(db);
  }
  std::string Marker() const { return options_.path + ".stopped-cleanly"; }
  void StopUncleanly() { std::filesystem::remove(Marker()); }
  void Overwrite(std::streamoff at, const std::string& bytes) {
    std::fstream file(options_.path,
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(at);
    file << bytes;
    ASSERT_TRUE(file.good());
  }

  TemporaryFolder folder_;
  FakeClock clock_;
  DatabaseOptions options_;
};

TEST_F(OpeningChecksTest, ASecondServerIsRefusedAndTheFirstGoesOn) {
  auto first = Open();
  EXPECT_THAT(Error(), HasSubstr("Another server already uses this store"));
  EXPECT_TRUE(first->Write([](Transaction&) { return absl::OkStatus(); }).ok());
  first.reset();
  EXPECT_NE(Open(), nullptr);
}

TEST_F(OpeningChecksTest, ALockOfAnotherProcessIsSeen) {
  const std::string path = folder_ / "lock";
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    const int fd = open(path.c_str(), O_RDWR | O_CREAT, 0600);
    if (flock(fd, LOCK_EX) != 0) _exit(1);
    if (write(ready[1], "x", 1) != 1) _exit(1);
    pause();
    _exit(0);
  }
  char byte;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_TRUE(absl::IsFailedPrecondition(StoreLock::Take(path).status()));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(StoreLock::Take(path).ok()) << "a dead process holds no lock";
}

TEST_F(OpeningChecksTest, TwoDatabasesOfOneFolderHaveTwoLocks) {
  auto store = Open();
  options_.path = folder_ / "keys.db";
  options_.lock_name = "keys.lock";
  EXPECT_NE(Open(), nullptr);
}

TEST_F(OpeningChecksTest, TheMarkerIsThereOnlyAfterACleanStop) {
  {
    auto database = Open();
    EXPECT_FALSE(FileExists(Marker()));
  }
  EXPECT_TRUE(FileExists(Marker()));
  auto database = Open();
  EXPECT_FALSE(FileExists(Marker()));
}

TEST_F(OpeningChecksTest, AForeignDatabaseIsRefusedAndNotTouched) {
  RunRaw("CREATE TABLE t (a)");
  const auto before = *ReadFile(options_.path);
  EXPECT_THAT(Error(), HasSubstr("database of another program"));
  EXPECT_EQ(*ReadFile(options_.path), before);
  RunRaw("PRAGMA application_id=77");
  EXPECT_THAT(Error(), HasSubstr("application id 77"));
}

TEST_F(OpeningChecksTest, ANewerStoreIsRefusedAndNotTouched) {
  MakeStore();
  options_.migrations.push_back(
      {2, 2, "0002_more.sql", "CREATE TABLE more (id INTEGER) STRICT"});
  Open().reset();
  options_.migrations.pop_back();
  const auto before = *ReadFile(options_.path);
  const std::string error = Error();
  EXPECT_THAT(error, HasSubstr("newer version of this program (schema 2; "
                               "this program knows 1)"));
  EXPECT_THAT(error, HasSubstr("Install that version"));
  EXPECT_EQ(*ReadFile(options_.path), before);
  EXPECT_TRUE(FileExists(Marker())) << "a refusal is no unclean stop";
}

TEST_F(OpeningChecksTest, ANewerStoreThatSaysItIsCompatibleIsServed) {
  MakeStore();
  options_.migrations.push_back(
      {2, 1, "0002_more.sql", "CREATE TABLE more (id INTEGER) STRICT"});
  Open().reset();
  options_.migrations.pop_back();
  EXPECT_NE(Open(), nullptr);
}

TEST_F(OpeningChecksTest, AnAbsentStoreIsMadeOnlyWhenAsked) {
  options_.create = false;
  EXPECT_THAT(Error(), HasSubstr("There is no store at"));
  EXPECT_FALSE(FileExists(options_.path));
  options_.create = true;
  EXPECT_NE(Open(), nullptr);
}

TEST_F(OpeningChecksTest, AStoreThatVanishedIsNotMadeAnew) {
  MakeStore();
  std::filesystem::remove(options_.path);
  EXPECT_THAT(Error(), HasSubstr("missing or empty"));
  std::ofstream(options_.path).flush();
  EXPECT_THAT(Error(), HasSubstr("missing or empty"));
}

TEST_F(OpeningChecksTest, AFileThatIsNoDatabaseIsRefused) {
  WriteFile(options_.path, std::string(8192, 'z')).IgnoreError();
  const auto before = *ReadFile(options_.path);
  EXPECT_THAT(Error(), HasSubstr("did not pass its opening checks"));
  EXPECT_EQ(*ReadFile(options_.path), before);
}

TEST_F(OpeningChecksTest, DamageIsFoundAfterAnUncleanStopAndNotRepaired) {
  MakeStore();
  StopUncleanly();
  Overwrite(8 * 4096, std::string(4096, '\xff'));
  const auto before = *ReadFile(options_.path);
  const absl::Status status = OpenDatabase(options_).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              ::testing::AllOf(HasSubstr("quick_check"),
                               HasSubstr("restore the last backup")));
  EXPECT_EQ(*ReadFile(options_.path), before);
}

TEST_F(OpeningChecksTest, ABrokenReferenceIsFoundAfterAnUncleanStop) {
  MakeStore();
  RunRaw("PRAGMA foreign_keys=OFF; INSERT INTO child VALUES (1, 99999)");
  StopUncleanly();
  EXPECT_THAT(Error(), HasSubstr("row 1 of child refers to no row of item"));
}

TEST_F(OpeningChecksTest, ASoundStoreOpensAfterAnUncleanStop) {
  MakeStore();
  StopUncleanly();
  EXPECT_NE(Open(), nullptr);
}

TEST_F(OpeningChecksTest, TheTailOfTheLogIsVerifiedBeforeServing) {
  MakeStore();
  int64_t seen = 0;
  options_.verify_tail = [&](Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(Rows rows, snapshot.Query("SELECT count(*) FROM item"));
    RETURN_IF_ERROR(rows.Next().status());
    seen = rows.Int(0);
    return absl::DataLossError("Event 17 is altered.");
  };
  EXPECT_EQ(Error(), "Event 17 is altered.");
  EXPECT_EQ(seen, 1000);
  options_.verify_tail = [](Snapshot&) { return absl::OkStatus(); };
  EXPECT_NE(Open(), nullptr);
}

TEST_F(OpeningChecksTest, AFolderThatCannotBeWrittenToIsRefused) {
  if (geteuid() == 0) {
    // Root passes every permission: a path below a file fails for all.
    WriteFile(folder_ / "file", "").IgnoreError();
    options_.path = folder_ / "file/store.db";
  } else {
    ASSERT_EQ(chmod(folder_.path().c_str(), 0500), 0);
  }
  EXPECT_THAT(Error(), HasSubstr("cannot be written to"));
  chmod(folder_.path().c_str(), 0700);
}

}  // namespace
}  // namespace entente
