#include "storage/engine/migrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "MigrateTestFiles.h"
#include "proto/support/status_macros.h"
#include "storage/engine/backup.h"
#include "storage/engine/database.h"
#include "storage/engine/durable_file.h"
#include "storage/engine/sqlite_maintenance.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

using ::testing::HasSubstr;

class MigrateTest : public ::testing::Test {
 protected:
  MigrateTest() {
    options_.path = folder_ / "store.db";
    options_.clock = &clock_;
    options_.application_id = 42;
    options_.migrations = {
        {1, 1, "0001_item.sql",
         "CREATE TABLE item (id INTEGER PRIMARY KEY) STRICT;"
         "CREATE TABLE child (item_id INTEGER NOT NULL "
         "REFERENCES item (id) ON DELETE CASCADE) STRICT;"
         "INSERT INTO item VALUES (1); INSERT INTO child VALUES (1)"}};
  }

  absl::Status Open() { return OpenDatabase(options_).status(); }

  int64_t Number(const Sql& sql) {
    auto database = OpenDatabase(options_);
    EXPECT_TRUE(database.ok()) << database.status();
    int64_t number = -1;
    EXPECT_TRUE((*database)
                    ->Read([&](Snapshot& snapshot) -> absl::Status {
                      ASSIGN_OR_RETURN(Rows rows, snapshot.Query(sql));
                      RETURN_IF_ERROR(rows.Next().status());
                      number = rows.Int(0);
                      return absl::OkStatus();
                    })
                    .ok());
    return number;
  }

  std::vector<std::string> Backups() {
    std::vector<std::string> found;
    for (const auto& entry :
         std::filesystem::directory_iterator(folder_.path())) {
      if (entry.is_directory()) found.push_back(entry.path().string());
    }
    return found;
  }

  TemporaryFolder folder_;
  FakeClock clock_;
  DatabaseOptions options_;
};

TEST_F(MigrateTest, ANewStoreGetsEveryMigrationAndNoBackup) {
  options_.migrations.push_back(
      {2, 1, "0002_more.sql", "CREATE TABLE more (id INTEGER) STRICT"});
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(Number("SELECT count(*) FROM schema_migration"), 2);
  EXPECT_EQ(Number("SELECT compatible FROM schema_migration "
                   "WHERE number = 2"),
            1);
  EXPECT_TRUE(Backups().empty());
}

TEST_F(MigrateTest, AnOldStoreIsBackedUpAndThenMigrated) {
  ASSERT_TRUE(Open().ok());
  options_.migrations.push_back(
      {2, 2, "0002_more.sql", "ALTER TABLE item ADD COLUMN name TEXT"});
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(Number("SELECT count(*) FROM item WHERE name IS NULL"), 1);
  ASSERT_EQ(Backups().size(), 1u);
  auto manifest = VerifyBackup(Backups()[0]);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_EQ(manifest->schema_version, 1);
  EXPECT_EQ(manifest->application_id, 42);
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(Backups().size(), 1u) << "nothing to migrate, nothing to back up";
}

TEST_F(MigrateTest, AMigrationThatFailsIsUndoneWhole) {
  ASSERT_TRUE(Open().ok());
  const std::vector<Migration> old = options_.migrations;
  options_.migrations.push_back(
      {2, 2, "0002_bad.sql",
       "CREATE TABLE more (id INTEGER) STRICT; DELETE FROM item;"
       "INSERT INTO nowhere VALUES (1)"});
  const absl::Status status = Open();
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("Migration 0002_bad.sql failed and was undone"));
  options_.migrations = old;
  EXPECT_EQ(Number("SELECT count(*) FROM item"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM sqlite_schema "
                   "WHERE name = 'more'"),
            0);
}

TEST_F(MigrateTest, AMigrationThatBreaksAReferenceIsUndone) {
  ASSERT_TRUE(Open().ok());
  const std::vector<Migration> old = options_.migrations;
  options_.migrations.push_back({2, 2, "0002_bad.sql", "DELETE FROM item"});
  EXPECT_THAT(std::string(Open().message()), HasSubstr("foreign_key_check"));
  options_.migrations = old;
  EXPECT_EQ(Number("SELECT count(*) FROM item"), 1);
}

TEST_F(MigrateTest, ATableCanBeRebuiltUnderItsReferences) {
  ASSERT_TRUE(Open().ok());
  options_.migrations.push_back(
      {2, 2, "0002_rebuild.sql",
       "CREATE TABLE new_item (id INTEGER PRIMARY KEY, name TEXT) STRICT;"
       "INSERT INTO new_item (id) SELECT id FROM item;"
       "DROP TABLE item; ALTER TABLE new_item RENAME TO item"});
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(Number("SELECT count(*) FROM child"), 1)
      << "no cascade while the old table goes";
}

TEST_F(MigrateTest, EmbeddedFilesBecomeMigrations) {
  const auto migrations = MigrationsFrom(MigrateTestFiles());
  ASSERT_TRUE(migrations.ok()) << migrations.status();
  ASSERT_EQ(migrations->size(), 2u);
  EXPECT_EQ((*migrations)[0].number, 1);
  EXPECT_EQ((*migrations)[0].compatible, 1);
  EXPECT_EQ((*migrations)[1].name, "0002_second.sql");
  EXPECT_EQ((*migrations)[1].compatible, 1);
  const std::string source =
      *ReadFile(std::string(TEST_SOURCE_FOLDER) + "/0002_second.sql");
  EXPECT_EQ((*migrations)[1].sql, source) << "byte for byte";
  options_.migrations = *migrations;
  EXPECT_EQ(Number("SELECT count(*) FROM word WHERE text = 'é; [x] \\ \"'"), 1);
}

TEST_F(MigrateTest, MigrationsWithAGapOrWithoutANumberAreRefused) {
  using File = std::pair<absl::string_view, absl::string_view>;
  EXPECT_FALSE(MigrationsFrom({File("0002_x.sql", "")}).ok());
  EXPECT_FALSE(
      MigrationsFrom({File("0001_x.sql", ""), File("0001_y.sql", "")}).ok());
  EXPECT_FALSE(MigrationsFrom({File("first.sql", "")}).ok());
  EXPECT_FALSE(MigrationsFrom({File("0001_x.sql", "-- compatible: x\n")}).ok());
}

}  // namespace
}  // namespace entente
