#include "storage/engine/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/engine/backup_manifest.h"
#include "storage/engine/database.h"
#include "storage/engine/durable_file.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fault_vfs.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

using ::testing::HasSubstr;

class BackupTest : public ::testing::Test {
 protected:
  BackupTest() { std::filesystem::create_directory(folder_ / "data"); }

  DatabaseOptions OptionsFor(const std::string& folder) {
    DatabaseOptions options;
    options.path = folder + "/store.db";
    options.clock = &clock_;
    options.application_id = 42;
    options.migrations = {
        {1, 1, "0001_item.sql",
         "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT) STRICT;"
         "CREATE TABLE twin (id INTEGER PRIMARY KEY) STRICT"}};
    return options;
  }

  std::unique_ptr<Database> Open(const std::string& folder) {
    auto database = OpenDatabase(OptionsFor(folder));
    EXPECT_TRUE(database.ok()) << database.status();
    return database.ok() ? *std::move(database) : nullptr;
  }

  static absl::Status Insert(Database& database, int64_t id) {
    return database.Write([id](Transaction& tx) -> absl::Status {
      RETURN_IF_ERROR(tx.Execute("INSERT INTO item (id, name) VALUES ($1, $2)",
                                 id, std::string(500, 'x'))
                          .status());
      return tx.Execute("INSERT INTO twin (id) VALUES ($1)", id).status();
    });
  }

  static std::pair<int64_t, int64_t> Counts(Database& database) {
    std::pair<int64_t, int64_t> counts;
    EXPECT_TRUE(database
                    .Read([&](Snapshot& snapshot) -> absl::Status {
                      ASSIGN_OR_RETURN(
                          Rows rows,
                          snapshot.Query("SELECT (SELECT count(*) FROM item), "
                                         "(SELECT count(*) FROM twin)"));
                      RETURN_IF_ERROR(rows.Next().status());
                      counts = {rows.Int(0), rows.Int(1)};
                      return absl::OkStatus();
                    })
                    .ok());
    return counts;
  }

  absl::Status BackUpStore() {
    return BackUp({folder_ / "data/store.db"}, folder_ / "backup",
                  clock_.Now());
  }

  TemporaryFolder folder_;
  FakeClock clock_;
};

TEST_F(BackupTest, ABackupOfAStoreInUseIsRestored) {
  {
    auto database = Open(folder_ / "data");
    ASSERT_TRUE(Insert(*database, 1).ok());
    ASSERT_TRUE(Insert(*database, 2).ok());
    const absl::Status status = BackUpStore();
    ASSERT_TRUE(status.ok()) << status;
    ASSERT_TRUE(Insert(*database, 3).ok()) << "the store goes on";
  }
  const auto manifest = VerifyBackup(folder_ / "backup");
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_EQ(manifest->application_id, 42);
  EXPECT_EQ(manifest->schema_version, 1);
  EXPECT_EQ(manifest->compatible_version, 1);
  EXPECT_EQ(manifest->created, clock_.Now());
  ASSERT_EQ(manifest->files.size(), 1u);
  EXPECT_EQ(manifest->files[0].name, "store.db");

  const absl::Status status = Restore(folder_ / "backup", folder_ / "restored");
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_FALSE(FileExists(folder_ / "restored.partial"));
  auto restored = Open(folder_ / "restored");
  EXPECT_EQ(Counts(*restored), std::make_pair(int64_t{2}, int64_t{2}));
  EXPECT_TRUE(Insert(*restored, 3).ok());
}

TEST_F(BackupTest, ABackupUnderWritesIsOneInstant) {
  auto database = Open(folder_ / "data");
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) EXPECT_TRUE(Insert(*database, i).ok());
  });
  for (int i = 0; i < 5; ++i) {
    const std::string name = "backup" + std::to_string(i);
    const absl::Status status =
        BackUp({folder_ / "data/store.db"}, folder_ / name, clock_.Now());
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_TRUE(Restore(folder_ / name, folder_ / ("r" + name)).ok());
    const auto counts = Counts(*Open(folder_ / ("r" + name)));
    EXPECT_EQ(counts.first, counts.second);
  }
  stop = true;
  writer.join();
}

TEST_F(BackupTest, SeveralDatabasesGoIntoOneFolderOrApart) {
  Open(folder_ / "data").reset();
  DatabaseOptions keys = OptionsFor(folder_ / "data");
  keys.path = folder_ / "data/keys.db";
  ASSERT_TRUE(OpenDatabase(keys).ok());
  ASSERT_TRUE(BackUp({folder_ / "data/store.db", folder_ / "data/keys.db"},
                     folder_ / "both", clock_.Now())
                  .ok());
  EXPECT_EQ(VerifyBackup(folder_ / "both")->files.size(), 2u);
  ASSERT_TRUE(
      BackUp({folder_ / "data/keys.db"}, folder_ / "keys", clock_.Now()).ok());
  EXPECT_EQ(VerifyBackup(folder_ / "keys")->files[0].name, "keys.db");
}

TEST_F(BackupTest, AnExistingFolderIsNotOverwritten) {
  Open(folder_ / "data").reset();
  std::filesystem::create_directory(folder_ / "backup");
  EXPECT_TRUE(absl::IsFailedPrecondition(BackUpStore()));
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "backup"));
}

TEST_F(BackupTest, APartialBackupNeverBearsTheFinalName) {
  {
    FaultVfs vfs;
    auto database = Open(folder_ / "data");
    ASSERT_TRUE(Insert(*database, 1).ok());
    vfs.SetRoom(5000);
    EXPECT_EQ(RefusalReason(BackUpStore()), v1::Refusal::STORE_FULL);
    vfs.SetRoomUnlimited();
    EXPECT_FALSE(FileExists(folder_ / "backup"));
    EXPECT_TRUE(FileExists(folder_ / "backup.partial"));
    const absl::Status status = BackUpStore();
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_FALSE(FileExists(folder_ / "backup.partial"));
  }
  EXPECT_TRUE(VerifyBackup(folder_ / "backup").ok());
}

TEST_F(BackupTest, AnAlteredBackupIsNotRestored) {
  Open(folder_ / "data").reset();
  ASSERT_TRUE(BackUpStore().ok());
  const std::string file = folder_ / "backup/store.db";
  const std::string sound = *ReadFile(file);
  for (const std::size_t at : {std::size_t{0}, sound.size() - 1}) {
    std::string altered = sound;
    altered[at] ^= 1;
    ASSERT_TRUE(WriteFile(file, altered).ok());
    const absl::Status status =
        Restore(folder_ / "backup", folder_ / "restored");
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("store.db"));
    EXPECT_FALSE(FileExists(folder_ / "restored"));
  }
  std::filesystem::remove(file);
  EXPECT_TRUE(absl::IsDataLoss(VerifyBackup(folder_ / "backup").status()));
}

TEST_F(BackupTest, RestoringIntoAFolderWithFilesIsRefused) {
  Open(folder_ / "data").reset();
  ASSERT_TRUE(BackUpStore().ok());
  const std::string before = *ReadFile(folder_ / "data/store.db");
  const absl::Status status = Restore(folder_ / "backup", folder_ / "data");
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_EQ(*ReadFile(folder_ / "data/store.db"), before);
  std::filesystem::create_directory(folder_ / "empty");
  EXPECT_TRUE(Restore(folder_ / "backup", folder_ / "empty/").ok());
  EXPECT_NE(Open(folder_ / "empty"), nullptr);
}

TEST_F(BackupTest, AFolderThatIsNoBackupIsRefused) {
  const absl::Status status =
      Restore(folder_ / "nowhere", folder_ / "restored");
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
}

TEST(BackupManifest, IsReadAsItWasWritten) {
  BackupManifest manifest;
  manifest.application_id = 7;
  manifest.schema_version = 3;
  manifest.compatible_version = 2;
  manifest.created = absl::FromUnixMicros(1353596400123456);
  manifest.files = {{"a \"b\\c.db", int64_t{5} << 30, "00ff"}, {"d", 0, "11"}};
  const auto read = ReadManifest(WriteManifest(manifest));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(WriteManifest(*read), WriteManifest(manifest));
  EXPECT_EQ(read->files[0].size, int64_t{5} << 30);
  EXPECT_EQ(read->created, manifest.created);
}

TEST(BackupManifest, NonsenseIsRefused) {
  const std::string sound =
      WriteManifest({1, 1, 1, absl::UnixEpoch(), {{"store.db", 10, "00"}}});
  ASSERT_TRUE(ReadManifest(sound).ok());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = sound;
    text.replace(text.find(from), from.size(), to);
    return ReadManifest(text).status();
  };
  EXPECT_TRUE(absl::IsDataLoss(ReadManifest("").status()));
  EXPECT_TRUE(absl::IsDataLoss(ReadManifest("{}").status()));
  EXPECT_TRUE(absl::IsDataLoss(with("store.db", "../store.db")));
  EXPECT_TRUE(absl::IsDataLoss(with("store.db", "")));
  for (const char* name : {"/store.db", "a//store.db", "a/../../store.db",
                           "a/./store.db", "a/", "a/.hidden"}) {
    EXPECT_TRUE(absl::IsDataLoss(with("store.db", name))) << name;
  }
  EXPECT_TRUE(with("store.db", "a/b/store.db").ok());
  EXPECT_TRUE(absl::IsDataLoss(with(": 10", ": 10.5")));
  EXPECT_TRUE(absl::IsDataLoss(with(": 10", ": \"x\"")));
  EXPECT_TRUE(absl::IsDataLoss(with("1970", "year")));
  EXPECT_TRUE(absl::IsFailedPrecondition(
      with("\"formatVersion\": 2", "\"formatVersion\": 3")));
}

}  // namespace
}  // namespace entente
