#include "storage/engine/sqlite_connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>

#include "proto/support/refusal.h"
#include "storage/engine/sqlite_status.h"
#include "storage/engine/transaction.h"
#include "tests/storage/engine/connect.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

using ::testing::HasSubstr;

class SqliteConnectionTest : public ::testing::Test {
 protected:
  SqliteConnectionTest() { writer_ = Connect(SqliteOptions::Access::kWriter); }

  std::unique_ptr<SqliteConnection> Connect(SqliteOptions::Access access) {
    return ConnectTo(folder_ / "store.db", access);
  }

  // The first column of the first row.
  static std::string Ask(SqliteConnection& connection, absl::string_view sql) {
    auto statement = connection.Prepare(sql);
    if (!statement.ok()) return statement.status().ToString();
    auto row = (*statement)->Step();
    std::string answer = !row.ok() ? row.status().ToString()
                         : *row    ? std::string((*statement)->Text(0))
                                   : "no row";
    (*statement)->Reset();
    return answer;
  }

  absl::Status Run(absl::string_view sql) { return writer_->Execute(sql); }

  // Tables with the triggers that the schema gives to append-only tables.
  void MakeAppendOnlyTable() {
    ASSERT_TRUE(writer_
                    ->ExecuteScript(
                        "CREATE TABLE event (id INTEGER PRIMARY KEY, "
                        "text TEXT NOT NULL UNIQUE) STRICT;"
                        "CREATE TRIGGER event_no_update BEFORE UPDATE ON event "
                        "BEGIN SELECT raise(ABORT, 'append-only'); END;"
                        "CREATE TRIGGER event_no_delete BEFORE DELETE ON event "
                        "BEGIN SELECT raise(ABORT, 'append-only'); END;"
                        "CREATE TABLE item (id INTEGER PRIMARY KEY, "
                        "text TEXT) STRICT;"
                        "INSERT INTO event VALUES (1, 'one');"
                        "INSERT INTO item VALUES (1, 'one')")
                    .ok());
  }

  TemporaryFolder folder_;
  std::unique_ptr<SqliteConnection> writer_;
};

struct Setting {
  const char* name;
  const char* value;
};

constexpr Setting kSettings[] = {
    {"journal_mode", "wal"},     {"synchronous", "2"},
    {"wal_autocheckpoint", "0"}, {"foreign_keys", "1"},
    {"recursive_triggers", "1"}, {"trusted_schema", "0"},
    {"cell_size_check", "1"},    {"mmap_size", "0"},
    {"secure_delete", "1"},      {"temp_store", "2"},
};

TEST_F(SqliteConnectionTest, EverySettingHoldsOnWriterAndReader) {
  auto reader = Connect(SqliteOptions::Access::kReader);
  for (SqliteConnection* connection : {writer_.get(), reader.get()}) {
    for (const Setting& setting : kSettings) {
      EXPECT_EQ(Ask(*connection, std::string("PRAGMA ") + setting.name),
                setting.value)
          << setting.name;
    }
    const std::pair<int, int> configured[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    };
    for (const auto& [operation, value] : configured) {
      int found = -1;
      sqlite3_db_config(connection->handle(), operation, -1, &found);
      EXPECT_EQ(found, value) << operation;
    }
  }
}

TEST_F(SqliteConnectionTest, AReaderCannotWrite) {
  ASSERT_TRUE(Run("CREATE TABLE t (a INTEGER) STRICT").ok());
  auto reader = Connect(SqliteOptions::Access::kReader);
  EXPECT_EQ(RefusalReason(reader->Execute("INSERT INTO t VALUES (1)")),
            v1::Refusal::STORE_READ_ONLY);
}

TEST_F(SqliteConnectionTest, AReaderDemandsAStoreInWalMode) {
  const std::string path = folder_ / "other.db";
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "CREATE TABLE t (a)", nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(db);
  SqliteOptions options;
  options.path = path;
  EXPECT_THAT(SqliteConnection::Open(options).status().ToString(),
              HasSubstr("journal_mode"));
}

TEST_F(SqliteConnectionTest, ExtensionsCannotBeLoaded) {
  EXPECT_FALSE(Run("SELECT load_extension('x')").ok());
  writer_->Authorize(SqliteAuthorizer::Runtime({}));
  EXPECT_FALSE(Run("SELECT load_extension('x')").ok());
}

TEST_F(SqliteConnectionTest, ADoubleQuotedWordIsNoText) {
  EXPECT_FALSE(Run("SELECT \"text\"").ok());
}

TEST_F(SqliteConnectionTest, ForeignKeysAreEnforced) {
  ASSERT_TRUE(Run("CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT").ok());
  ASSERT_TRUE(
      Run("CREATE TABLE child (id INTEGER REFERENCES parent) STRICT").ok());
  EXPECT_TRUE(absl::IsInternal(Run("INSERT INTO child VALUES (7)")));
}

TEST_F(SqliteConnectionTest, TheRuntimeListRefusesWhatThePlanForbids) {
  MakeAppendOnlyTable();
  writer_->Authorize(SqliteAuthorizer::Runtime({"event"}));
  const char* const forbidden[] = {
      "UPDATE event SET text = 'x'",
      "UPDATE EVENT SET text = 'x'",
      "UPDATE main.event SET text = 'x'",
      "DELETE FROM event",
      "INSERT INTO event (id, text) VALUES (1, 'x') "
      "ON CONFLICT (id) DO UPDATE SET text = excluded.text",
      "DROP TABLE item",
      "DROP TABLE event",
      "DROP TRIGGER event_no_update",
      "ALTER TABLE item ADD COLUMN b TEXT",
      "CREATE TABLE other (a INTEGER)",
      "CREATE TEMP TABLE other (a INTEGER)",
      "CREATE TEMP TRIGGER t BEFORE INSERT ON event BEGIN SELECT 1; END",
      "CREATE INDEX item_text ON item (text)",
      "CREATE VIEW v AS SELECT 1",
      "ATTACH ':memory:' AS other",
      "VACUUM",
      "VACUUM INTO 'copy.db'",
      "ANALYZE",
      "REINDEX",
      "PRAGMA foreign_keys=OFF",
      "PRAGMA recursive_triggers=OFF",
      "PRAGMA synchronous",
      "PRAGMA writable_schema=ON",
      "PRAGMA user_version=7",
  };
  for (const char* sql : forbidden) {
    EXPECT_FALSE(Run(sql).ok()) << sql;
  }
  const char* const permitted[] = {
      "PRAGMA data_version",
      "INSERT INTO event VALUES (2, 'two')",
      "UPDATE item SET text = 'two'",
      "DELETE FROM item",
      "BEGIN IMMEDIATE",
      "SAVEPOINT s",
      "RELEASE s",
      "COMMIT",
  };
  for (const char* sql : permitted) {
    const absl::Status status = Run(sql);
    EXPECT_TRUE(status.ok()) << sql << ": " << status;
  }
  EXPECT_EQ(Ask(*writer_, "SELECT text FROM event WHERE id = 1"), "one");
}

TEST_F(SqliteConnectionTest, StatementsPreparedBeforeTheListAreForgotten) {
  MakeAppendOnlyTable();
  ASSERT_TRUE(Run("DELETE FROM item").ok());
  writer_->Authorize(SqliteAuthorizer::Runtime({"item"}));
  EXPECT_FALSE(Run("DELETE FROM item").ok());
}

TEST_F(SqliteConnectionTest, ReplaceDoesNotPassTheTriggers) {
  MakeAppendOnlyTable();
  writer_->Authorize(SqliteAuthorizer::Runtime({"event"}));
  EXPECT_FALSE(Run("REPLACE INTO event VALUES (1, 'x')").ok());
  EXPECT_FALSE(Run("INSERT OR REPLACE INTO event VALUES (9, 'one')").ok());
  EXPECT_EQ(Ask(*writer_, "SELECT id FROM event WHERE text = 'one'"), "1");
}

// Why recursive_triggers is in the list.
TEST_F(SqliteConnectionTest, ReplaceWouldPassWithoutRecursiveTriggers) {
  MakeAppendOnlyTable();
  ASSERT_TRUE(writer_->ExecuteScript("PRAGMA recursive_triggers=OFF").ok());
  EXPECT_TRUE(Run("REPLACE INTO event VALUES (1, 'x')").ok());
}

TEST_F(SqliteConnectionTest, TheTriggersHoldWithoutTheListToo) {
  MakeAppendOnlyTable();
  EXPECT_FALSE(Run("UPDATE event SET text = 'x'").ok());
  EXPECT_FALSE(Run("DELETE FROM event").ok());
}

TEST_F(SqliteConnectionTest, FullTextSearchWorksUnderTheRuntimeList) {
  ASSERT_TRUE(Run("CREATE VIRTUAL TABLE words USING fts5 (text)").ok());
  writer_->Authorize(SqliteAuthorizer::Runtime({}));
  const char* const statements[] = {
      "INSERT INTO words (rowid, text) VALUES (1, 'grief collectif')",
      "INSERT INTO words (rowid, text) VALUES (2, 'grief individuel')",
      "DELETE FROM words WHERE rowid = 2",
      "UPDATE words SET text = 'grief syndical' WHERE rowid = 1",
      "INSERT INTO words (words, rank) VALUES ('merge', 100)",
  };
  for (const char* sql : statements) {
    const absl::Status status = Run(sql);
    EXPECT_TRUE(status.ok()) << sql << ": " << status;
  }
  auto reader = Connect(SqliteOptions::Access::kReader);
  reader->Authorize(SqliteAuthorizer::Runtime({}));
  EXPECT_EQ(
      Ask(*reader, "SELECT rowid FROM words WHERE words MATCH 'syndical'"),
      "1");
}

TEST_F(SqliteConnectionTest, ParametersMustAppearInAscendingOrder) {
  EXPECT_TRUE(writer_->Prepare("SELECT $1, $2, $1").ok());
  for (const char* sql : {"SELECT $2, $1", "SELECT ?", "SELECT :a", "SELECT $2",
                          "SELECT ?1", "SELECT $1, $3"}) {
    EXPECT_TRUE(absl::IsInternal(writer_->Prepare(sql).status())) << sql;
  }
}

TEST_F(SqliteConnectionTest, OnlyOneStatementIsPrepared) {
  for (const char* sql : {"", "-- nothing", "SELECT 1; SELECT 2"}) {
    EXPECT_TRUE(absl::IsInternal(writer_->Prepare(sql).status())) << sql;
  }
}

TEST_F(SqliteConnectionTest, AMissingArgumentIsAnError) {
  Snapshot snapshot(*writer_, absl::UnixEpoch());
  auto rows = snapshot.Query("SELECT $1, $2", 1);
  ASSERT_TRUE(rows.ok());
  EXPECT_TRUE(absl::IsInternal(rows->Next().status()));
  EXPECT_FALSE(snapshot.Query("SELECT $1", 1, 2).ok());
  EXPECT_FALSE(snapshot.Query("SELECT $1", 1, "text").ok());
}

TEST_F(SqliteConnectionTest, ValuesComeBackAsTheyWere) {
  Snapshot snapshot(*writer_, absl::UnixEpoch());
  const std::string text("caf\xc3\xa9 \0 fin", 12);
  const absl::Time time = absl::FromUnixMicros(1353596400123456);
  auto rows = snapshot.Query(
      "SELECT $1, $2, $3, $4, $5, $6, $7, $8, typeof($4), typeof($8)", -1,
      int64_t{1} << 62, text, BlobView{text}, absl::nullopt,
      absl::optional<int>(), time, absl::optional<std::string>(""));
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_TRUE(*rows->Next());
  EXPECT_EQ(rows->Int(0), -1);
  EXPECT_EQ(rows->Int(1), int64_t{1} << 62);
  EXPECT_EQ(rows->Text(2), text);
  EXPECT_EQ(rows->Blob(3), text);
  EXPECT_TRUE(rows->IsNull(4));
  EXPECT_EQ(rows->Text(4), "");
  EXPECT_TRUE(rows->IsNull(5));
  EXPECT_EQ(rows->Time(6), time);
  EXPECT_FALSE(rows->IsNull(7));
  EXPECT_EQ(rows->Text(8), "blob");
  EXPECT_EQ(rows->Text(9), "text");
  EXPECT_FALSE(*rows->Next());
  EXPECT_FALSE(*rows->Next()) << "a finished statement does not start again";
}

TEST_F(SqliteConnectionTest, ArgumentsMayGoBeforeTheRowsAreRead) {
  ASSERT_TRUE(Run("CREATE TABLE t (a TEXT) STRICT").ok());
  ASSERT_TRUE(Run("INSERT INTO t VALUES ('x'), ('x'), ('y')").ok());
  Snapshot snapshot(*writer_, absl::UnixEpoch());
  auto wanted = std::make_unique<std::string>("x");
  auto rows = snapshot.Query("SELECT a FROM t WHERE a = $1", *wanted);
  ASSERT_TRUE(rows.ok());
  wanted->assign("y");
  wanted.reset();
  EXPECT_TRUE(*rows->Next());
  EXPECT_TRUE(*rows->Next());
  EXPECT_FALSE(*rows->Next());
}

TEST_F(SqliteConnectionTest, OneTextCanRunTwiceAtOnce) {
  ASSERT_TRUE(Run("CREATE TABLE t (a INTEGER) STRICT").ok());
  ASSERT_TRUE(Run("INSERT INTO t VALUES (1), (2)").ok());
  Snapshot snapshot(*writer_, absl::UnixEpoch());
  auto outer = snapshot.Query("SELECT a FROM t ORDER BY a");
  ASSERT_TRUE(*outer->Next());
  {
    auto inner = snapshot.Query("SELECT a FROM t ORDER BY a");
    ASSERT_TRUE(*inner->Next());
    ASSERT_TRUE(*inner->Next());
    EXPECT_EQ(inner->Int(0), 2);
  }
  EXPECT_EQ(outer->Int(0), 1);
  ASSERT_TRUE(*outer->Next());
  EXPECT_EQ(outer->Int(0), 2);
}

TEST_F(SqliteConnectionTest, StatementsAreReused) {
  auto first = writer_->Prepare("SELECT 1");
  Statement* const statement = *first;
  statement->Reset();
  EXPECT_EQ(*writer_->Prepare(std::string("SELECT ") + "1"), statement);
}

TEST_F(SqliteConnectionTest, ThousandsOfTextsDoNotFillTheMemory) {
  auto kept = writer_->Prepare("SELECT 'kept'");
  ASSERT_TRUE(*(*kept)->Step());
  for (int i = 0; i < 2000; ++i) {
    ASSERT_TRUE(Run("SELECT " + std::to_string(i)).ok());
  }
  EXPECT_EQ((*kept)->Text(0), "kept") << "a statement in use stays";
  int statements = 0;
  for (sqlite3_stmt* s = sqlite3_next_stmt(writer_->handle(), nullptr);
       s != nullptr; s = sqlite3_next_stmt(writer_->handle(), s)) {
    ++statements;
  }
  EXPECT_LE(statements, 512);
}

TEST_F(SqliteConnectionTest, AStatementEndsAtItsDeadline) {
  auto reader = Connect(SqliteOptions::Access::kReader);
  reader->SetDeadline(std::chrono::steady_clock::now() +
                      std::chrono::milliseconds(20));
  EXPECT_TRUE(absl::IsDeadlineExceeded(reader->Execute(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
      "SELECT count(*) FROM n")));
}

TEST_F(SqliteConnectionTest, ANameThatLooksLikeAUriIsAFile) {
  SqliteOptions options;
  options.path = "file:" + (folder_ / "x.db") + "?nolock=1";
  options.access = SqliteOptions::Access::kWriter;
  options.create = true;
  EXPECT_FALSE(SqliteConnection::Open(options).ok());
}

TEST(ScratchDatabase, HasNoNameThatAKilledProcessCouldLeaveBehind) {
  SqliteOptions options;
  options.access = SqliteOptions::Access::kScratch;
  options.cache_kib = 64;
  auto scratch = SqliteConnection::Open(options);
  ASSERT_TRUE(scratch.ok()) << scratch.status();
  ASSERT_TRUE((*scratch)
                  ->ExecuteScript(
                      "CREATE TABLE big (text TEXT);"
                      "WITH RECURSIVE n (i) AS "
                      "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
                      "INSERT INTO big SELECT printf('%1000d', i) FROM n")
                  .ok());
  // It is larger than the cache: the rest is in a file.
  int files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code error;
    const std::string path =
        std::filesystem::read_symlink(entry.path(), error).string();
    if (path.find("etilqs_") == std::string::npos) continue;
    ++files;
    EXPECT_THAT(path, ::testing::EndsWith(" (deleted)"));
  }
  EXPECT_GE(files, 1);
}

TEST(SqliteStatus, TranslatesEveryKindOfError) {
  EXPECT_TRUE(SqliteStatus(SQLITE_OK, "x").ok());
  EXPECT_TRUE(SqliteStatus(SQLITE_DONE, "x").ok());
  const std::pair<int, v1::Refusal::Reason> refusals[] = {
      {SQLITE_FULL, v1::Refusal::STORE_FULL},
      {SQLITE_READONLY, v1::Refusal::STORE_READ_ONLY},
      {SQLITE_READONLY_DBMOVED, v1::Refusal::STORE_READ_ONLY},
      {SQLITE_CANTOPEN, v1::Refusal::STORE_READ_ONLY},
  };
  for (const auto& [code, reason] : refusals) {
    EXPECT_EQ(RefusalReason(SqliteStatus(code, "x")), reason) << code;
  }
  const std::pair<int, absl::StatusCode> codes[] = {
      {SQLITE_CONSTRAINT_UNIQUE, absl::StatusCode::kAlreadyExists},
      {SQLITE_CONSTRAINT_PRIMARYKEY, absl::StatusCode::kAlreadyExists},
      {SQLITE_CONSTRAINT_FOREIGNKEY, absl::StatusCode::kInternal},
      {SQLITE_CONSTRAINT_CHECK, absl::StatusCode::kInternal},
      {SQLITE_CONSTRAINT_TRIGGER, absl::StatusCode::kInternal},
      {SQLITE_CORRUPT_INDEX, absl::StatusCode::kDataLoss},
      {SQLITE_NOTADB, absl::StatusCode::kDataLoss},
      {SQLITE_BUSY_SNAPSHOT, absl::StatusCode::kUnavailable},
      {SQLITE_INTERRUPT, absl::StatusCode::kDeadlineExceeded},
      {SQLITE_IOERR_READ, absl::StatusCode::kUnknown},
      {SQLITE_ERROR, absl::StatusCode::kInternal},
      {SQLITE_AUTH, absl::StatusCode::kInternal},
      {SQLITE_MISUSE, absl::StatusCode::kInternal},
  };
  for (const auto& [code, expected] : codes) {
    EXPECT_EQ(SqliteStatus(code, "x").code(), expected) << code;
    EXPECT_EQ(RefusalReason(SqliteStatus(code, "x")),
              v1::Refusal::REASON_UNSPECIFIED);
  }
}

}  // namespace
}  // namespace entente
