#include "storage/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "storage/change_store.h"
#include "storage/event_log.h"
#include "storage/idempotency_store.h"
#include "storage/mediator_note_store.h"
#include "storage/store.h"
#include "tests/testing/sample_store.h"

namespace entente {
namespace {

using Outcome = VerifyReport::Outcome;

// Somebody with the sqlite3 shell and the right to write the file.
class Intruder {
 public:
  explicit Intruder(const std::string& folder,
                    const std::string& name = "store.db") {
    EXPECT_EQ(sqlite3_open((folder + "/" + name).c_str(), &db_), SQLITE_OK);
    Run("PRAGMA foreign_keys = OFF");
    Run("PRAGMA ignore_check_constraints = ON");
    trigger_sql_ = Column(
        "SELECT sql FROM sqlite_schema "
        "WHERE type = 'trigger' ORDER BY name");
    trigger_names_ = Column(
        "SELECT name FROM sqlite_schema "
        "WHERE type = 'trigger' ORDER BY name");
  }
  ~Intruder() { sqlite3_close(db_); }

  // False when SQLite refuses it. The triggers are as before afterwards.
  bool Alter(const std::string& sql, sqlite3_value* value = nullptr,
             const std::vector<std::string>& key = {}) {
    for (const std::string& name : trigger_names_) {
      Run("DROP TRIGGER " + name);
    }
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr),
              SQLITE_OK)
        << sql << ": " << sqlite3_errmsg(db_);
    int index = 0;
    if (value != nullptr) sqlite3_bind_value(statement, ++index, value);
    for (const std::string& part : key) {
      sqlite3_bind_text(statement, ++index, part.c_str(), -1, SQLITE_TRANSIENT);
    }
    const bool done =
        sqlite3_step(statement) == SQLITE_DONE && sqlite3_changes(db_) >= 1;
    sqlite3_finalize(statement);
    for (const std::string& sql_text : trigger_sql_) Run(sql_text);
    return done;
  }

  void Run(const std::string& sql) {
    EXPECT_EQ(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr),
              SQLITE_OK)
        << sql << ": " << sqlite3_errmsg(db_);
  }

  std::vector<std::string> Column(const std::string& sql) {
    std::vector<std::string> values;
    for (const auto& row : Rows(sql)) values.push_back(row.at(0));
    return values;
  }

  std::vector<std::vector<std::string>> Rows(const std::string& sql) {
    std::vector<std::vector<std::string>> rows;
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr),
              SQLITE_OK)
        << sql;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      std::vector<std::string>& row = rows.emplace_back();
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const unsigned char* text = sqlite3_column_text(statement, i);
        row.push_back(text == nullptr ? ""
                                      : reinterpret_cast<const char*>(text));
      }
    }
    sqlite3_finalize(statement);
    return rows;
  }

  // A value as stored; freed by the caller's pointer.
  using Value = std::unique_ptr<sqlite3_value, void (*)(sqlite3_value*)>;
  Value Read(const std::string& sql, const std::vector<std::string>& key) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr),
              SQLITE_OK)
        << sql;
    int index = 0;
    for (const std::string& part : key) {
      sqlite3_bind_text(statement, ++index, part.c_str(), -1, SQLITE_TRANSIENT);
    }
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW) << sql;
    Value value(sqlite3_value_dup(sqlite3_column_value(statement, 0)),
                &sqlite3_value_free);
    sqlite3_finalize(statement);
    return value;
  }

  // `value` with the byte at `position` (modulo its length) changed, or one
  // more, or something instead of nothing.
  Value Changed(sqlite3_value* value, std::size_t position, int step) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db_, "SELECT ?1", -1, &statement, nullptr);
    switch (sqlite3_value_type(value)) {
      case SQLITE_INTEGER:
        sqlite3_bind_int64(statement, 1, sqlite3_value_int64(value) + step);
        break;
      case SQLITE_NULL:
        sqlite3_bind_int64(statement, 1, 1);
        break;
      default: {
        const bool is_text = sqlite3_value_type(value) == SQLITE_TEXT;
        const auto* data = static_cast<const char*>(sqlite3_value_blob(value));
        std::string bytes(data == nullptr ? "" : data,
                          sqlite3_value_bytes(value));
        if (bytes.empty()) {
          bytes = "x";
        } else {
          char& byte = bytes[position % bytes.size()];
          byte = static_cast<char>(byte ^ 1);
        }
        if (is_text) {
          sqlite3_bind_text(statement, 1, bytes.data(),
                            static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
        } else {
          sqlite3_bind_blob(statement, 1, bytes.data(),
                            static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
        }
      }
    }
    sqlite3_step(statement);
    Value changed(sqlite3_value_dup(sqlite3_column_value(statement, 0)),
                  &sqlite3_value_free);
    sqlite3_finalize(statement);
    return changed;
  }

 private:
  sqlite3* db_ = nullptr;
  std::vector<std::string> trigger_sql_;
  std::vector<std::string> trigger_names_;
};

struct TableInfo {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> key;

  std::string WhereKey(int first) const {
    std::vector<std::string> parts;
    for (const std::string& column : key) {
      parts.push_back(absl::StrCat("CAST(", column, " AS TEXT) = ?", first++));
    }
    return " WHERE " + absl::StrJoin(parts, " AND ");
  }
};

std::vector<TableInfo> Tables(Intruder& intruder) {
  std::vector<TableInfo> tables;
  for (const std::string& name :
       intruder.Column("SELECT name FROM sqlite_schema WHERE type = 'table' "
                       "ORDER BY name")) {
    TableInfo& table = tables.emplace_back();
    table.name = name;
    for (const auto& row : intruder.Rows("PRAGMA table_info(" + name + ")")) {
      table.columns.push_back(row[1]);
      if (row[5] != "0") table.key.push_back(row[1]);
    }
  }
  return tables;
}

// All rows of the table, with all columns.
std::vector<std::vector<std::string>> RowsOf(Intruder& intruder,
                                             const TableInfo& table) {
  return intruder.Rows(
      absl::StrCat("SELECT ", absl::StrJoin(table.columns, ", "), " FROM ",
                   table.name, " ORDER BY ", absl::StrJoin(table.key, ", ")));
}

// The values of the key's columns in `row`.
std::vector<std::string> KeyOf(const TableInfo& table,
                               const std::vector<std::string>& row) {
  std::vector<std::string> key;
  for (const std::string& part : table.key) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i] == part) key.push_back(row[i]);
    }
  }
  return key;
}

// Changes one value of one row after the other by a byte, lets `look` see the
// store so, and puts the value back. Returns how many there were.
int ChangeEachValue(
    Intruder& intruder, const TableInfo& table,
    const std::function<void(const std::vector<std::string>& row)>& look) {
  int changes = 0;
  for (const std::vector<std::string>& row : RowsOf(intruder, table)) {
    const std::vector<std::string> key = KeyOf(table, row);
    for (const std::string& column : table.columns) {
      SCOPED_TRACE(absl::StrCat(table.name, ".", column, " of ", row[0]));
      const Intruder::Value original =
          intruder.Read(absl::StrCat("SELECT ", column, " FROM ", table.name,
                                     table.WhereKey(1)),
                        key);
      const std::string update = absl::StrCat(
          "UPDATE ", table.name, " SET ", column, " = ?1", table.WhereKey(2));
      const std::size_t position = 37 * ++changes;
      Intruder::Value changed = intruder.Changed(original.get(), position, 1);
      // The next number may be another row's.
      if (!intruder.Alter(update, changed.get(), key)) {
        changed = intruder.Changed(original.get(), position, 1000);
        EXPECT_TRUE(intruder.Alter(update, changed.get(), key));
      }
      look(row);
      std::vector<std::string> new_key = key;
      for (std::size_t part = 0; part < table.key.size(); ++part) {
        if (table.key[part] == column) {
          new_key[part] =
              reinterpret_cast<const char*>(sqlite3_value_text(changed.get()));
        }
      }
      EXPECT_TRUE(intruder.Alter(update, original.get(), new_key));
    }
  }
  return changes;
}

// The record whose row it is, when the table holds rows of records.
std::string OwnerOf(const TableInfo& table,
                    const std::vector<std::string>& row) {
  if (table.name == "log_head" || table.name == "schema_migration") return "";
  for (const char* const owner : {"file_id", "record_id"}) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i] == owner) return row[i];
    }
  }
  return row[0];
}

bool Names(const VerifyReport& report, const std::string& record_id) {
  for (const VerifyReport::Finding& finding : report.findings) {
    if (finding.record_id == record_id && !finding.record_kind.empty()) {
      return true;
    }
  }
  return false;
}

TEST(Verify, SaysSoundOfAStoreThatIsServed) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  const VerifyReport report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kSound) << report.sentence;
  EXPECT_EQ(report.event_count, kSampleEvents);
  EXPECT_EQ(report.record_count, kSampleRecords);
  EXPECT_TRUE(report.findings.empty());
}

TEST(Verify, SaysSoundOfAnEmptyStore) {
  SampleStore sample;
  sample.Close();
  const VerifyReport report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kSound) << report.sentence;
}

TEST(Verify, SeesAnyByteChangedInAnyRowAndNamesTheRecord) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  sample.Close();
  Intruder intruder(sample.folder());
  int changes = 0;
  for (const TableInfo& table : Tables(intruder)) {
    const int changed = ChangeEachValue(
        intruder, table, [&](const std::vector<std::string>& row) {
          const VerifyReport report = VerifyStore(sample.folder());
          EXPECT_EQ(report.outcome, Outcome::kAltered) << report.sentence;
          const std::string owner = OwnerOf(table, row);
          if (owner.empty()) return;
          EXPECT_TRUE(Names(report, owner)) << report.sentence;
        });
    if (table.name != "file_walls") {
      EXPECT_GT(changed, 0) << table.name << " has no row to change";
    }
    changes += changed;
  }
  EXPECT_GT(changes, 250);
  RecordProperty("changes", changes);
  EXPECT_EQ(VerifyStore(sample.folder()).outcome, Outcome::kSound);
}

TEST(Verify, SeesAnyRowRemoved) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  sample.Close();
  Intruder intruder(sample.folder());
  for (const TableInfo& table : Tables(intruder)) {
    for (const std::vector<std::string>& row : RowsOf(intruder, table)) {
      SCOPED_TRACE(absl::StrCat(table.name, " ", absl::StrJoin(row, " ")));
      if (table.name == "events" || table.name == "schema_migration" ||
          table.name == "log_head") {
        continue;
      }
      intruder.Run("CREATE TEMP TABLE kept AS SELECT * FROM " + table.name);
      ASSERT_TRUE(
          intruder.Alter("DELETE FROM " + table.name + table.WhereKey(1),
                         nullptr, KeyOf(table, row)));
      const VerifyReport report = VerifyStore(sample.folder());
      EXPECT_EQ(report.outcome, Outcome::kAltered) << report.sentence;
      EXPECT_TRUE(Names(report, OwnerOf(table, row))) << report.sentence;
      intruder.Run("DELETE FROM " + table.name);
      intruder.Run("INSERT INTO " + table.name + " SELECT * FROM kept");
      intruder.Run("DROP TABLE kept");
    }
  }
  EXPECT_EQ(VerifyStore(sample.folder()).outcome, Outcome::kSound);
}

TEST(Verify, SeesAnyByteOfTheKeysChanged) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  sample.Close();
  Intruder intruder(sample.folder(), "keys.db");
  int changes = 0;
  for (const TableInfo& table : Tables(intruder)) {
    // The list of migrations of keys.db is under no hash.
    if (table.name == "schema_migration") continue;
    changes +=
        ChangeEachValue(intruder, table, [&](const std::vector<std::string>&) {
          const VerifyReport report = VerifyStore(sample.folder());
          EXPECT_EQ(report.outcome, Outcome::kAltered) << report.sentence;
        });
  }
  EXPECT_GT(changes, 20);
  EXPECT_EQ(VerifyStore(sample.folder()).outcome, Outcome::kSound);
}

TEST(Verify, KnowsThatRequestIdsAreForgottenAfterThirtyDays) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  // The last change says that the server may have forgotten them since.
  sample.clock().Advance(absl::Hours(24 * 31));
  v1::Event late = SampleStore::EventOf(v1::Event::PERSON_CREATED, "late");
  late.mutable_person()->set_person_id("late");
  late.mutable_person()->set_public_name("Late");
  ASSERT_TRUE(sample.Apply(nullptr, late).ok());
  sample.Close();
  EXPECT_EQ(VerifyStore(sample.folder()).outcome, Outcome::kSound);
  Intruder intruder(sample.folder());
  // While they are there, they must be what they were.
  for (const char* const column : {"request_id", "record_id"}) {
    ASSERT_TRUE(intruder.Alter(
        absl::StrCat("UPDATE idempotency SET ", column, " = ", column,
                     " || '0' WHERE record_id = '", kGrievanceId, "'")));
    const VerifyReport report = VerifyStore(sample.folder());
    EXPECT_EQ(report.outcome, Outcome::kAltered) << report.sentence;
    EXPECT_TRUE(Names(report, kGrievanceId)) << report.sentence;
    ASSERT_TRUE(intruder.Alter(
        absl::StrCat("UPDATE idempotency SET ", column, " = rtrim(", column,
                     ", '0') WHERE record_id LIKE '", kGrievanceId, "%'")));
  }
  EXPECT_EQ(VerifyStore(sample.folder()).outcome, Outcome::kSound);
  ASSERT_TRUE(intruder.Alter("DELETE FROM idempotency"));
  EXPECT_EQ(VerifyStore(sample.folder()).outcome, Outcome::kSound);
}

TEST(Verify, SeesARequestIdThatNoEventSpeaksOf) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  ASSERT_TRUE(sample.store()
                  .database()
                  .Write([&](Transaction& transaction) {
                    return InsertIdempotency(
                        transaction, sample.store().keyring(),
                        {kRepId, "SomeCall", "request-3"},
                        {std::string(32, 'd'), kGrievanceId});
                  })
                  .ok());
  const VerifyReport report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kAltered) << report.sentence;
  EXPECT_TRUE(Names(report, kGrievanceId)) << report.sentence;
}

TEST(Verify, SeesEveryByteOfALeafAndOfAPayload) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  const absl::Status status =
      sample.store().database().Read([&](Snapshot& snapshot) -> absl::Status {
        absl::StatusOr<Rows> rows = snapshot.Query(
            "SELECT sequence, record_id, leaf, payload FROM events "
            "WHERE record_id = $1 ORDER BY sequence",
            kGrievanceId);
        EXPECT_TRUE(rows.ok() && *rows->Next());
        const int64_t sequence = rows->Int(0);
        const std::string leaf = rows->Blob(2);
        const std::string payload = rows->Blob(3);
        const Keyring& keyring = sample.store().keyring();
        const absl::StatusOr<Leaf> sound =
            CheckLeaf(keyring, sequence, rows->Text(1), leaf, payload);
        EXPECT_TRUE(sound.ok()) << sound.status();
        for (std::size_t i = 0; i < leaf.size(); ++i) {
          std::string changed = leaf;
          changed[i] = static_cast<char>(changed[i] ^ 1);
          const absl::StatusOr<Leaf> found =
              CheckLeaf(keyring, sequence, rows->Text(1), changed, payload);
          // The hash of the leaf before is held against that leaf.
          EXPECT_TRUE(!found.ok() ||
                      found->previous_hash != sound->previous_hash)
              << i;
        }
        for (std::size_t i = 0; i < payload.size(); ++i) {
          std::string changed = payload;
          changed[i] = static_cast<char>(changed[i] ^ 1);
          EXPECT_FALSE(
              CheckLeaf(keyring, sequence, rows->Text(1), leaf, changed).ok())
              << i;
        }
        return absl::OkStatus();
      });
  EXPECT_TRUE(status.ok()) << status;
}

TEST(Verify, SaysTruncatedWhenTheEndOfTheLogIsGone) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  sample.Close();
  Intruder intruder(sample.folder());
  for (const char* const from : {"16", "12", "1"}) {
    ASSERT_TRUE(intruder.Alter(
        absl::StrCat("DELETE FROM events WHERE sequence >= ", from)));
    const VerifyReport report = VerifyStore(sample.folder());
    EXPECT_EQ(report.outcome, Outcome::kTruncated) << report.sentence;
    EXPECT_EQ(report.first_bad_leaf, 0);
  }
  // The server does not start on it.
  EXPECT_EQ(sample.Open().code(), absl::StatusCode::kDataLoss);
}

TEST(Verify, NamesTheFirstBadLeafWhenTheMiddleOfTheLogIsGone) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  sample.Close();
  Intruder intruder(sample.folder());
  ASSERT_TRUE(intruder.Alter("DELETE FROM events WHERE sequence IN (5, 6)"));
  const VerifyReport report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kAltered) << report.sentence;
  EXPECT_EQ(report.first_bad_leaf, 5);
}

TEST(Verify, NamesAnEventThatWasRewrittenWithItsLeaf) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  std::string leaf;
  std::string payload;
  ASSERT_TRUE(sample.store()
                  .database()
                  .Read([&](Snapshot& snapshot) -> absl::Status {
                    absl::StatusOr<Rows> rows = snapshot.Query(
                        "SELECT leaf, payload FROM events WHERE sequence = 7");
                    EXPECT_TRUE(rows.ok() && *rows->Next());
                    absl::StatusOr<Leaf> fields = DecodeLeaf(rows->Blob(0));
                    v1::Event event;
                    EXPECT_TRUE(event.ParseFromString(rows->Blob(1)));
                    event.set_reason("rewritten");
                    payload = event.SerializeAsString();
                    fields->payload_hash = PayloadHash(payload);
                    leaf = EncodeLeaf(*fields);
                    return absl::OkStatus();
                  })
                  .ok());
  sample.Close();
  Intruder intruder(sample.folder());
  const auto hex = [](const std::string& bytes) {
    std::string text;
    for (const unsigned char byte : bytes) {
      absl::StrAppend(&text, absl::Hex(byte, absl::kZeroPad2));
    }
    return text;
  };
  ASSERT_TRUE(intruder.Alter(
      absl::StrCat("UPDATE events SET leaf = x'", hex(leaf), "', payload = x'",
                   hex(payload), "' WHERE sequence = 7")));
  const VerifyReport report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kAltered);
  EXPECT_EQ(report.first_bad_leaf, 7) << report.sentence;
  EXPECT_TRUE(Names(report, "mandate-1")) << report.sentence;
}

TEST(Verify, SeesAByteOfTheFileChangedUnderSqlite) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  sample.Close();
  const std::string path = sample.folder() + "/store.db";
  std::stringstream buffer;
  buffer << std::ifstream(path, std::ios::binary).rdbuf();
  const std::string content = buffer.str();
  int found = 0;
  // In payloads, rows and indexes.
  for (const char* const text : {"Minutage", "org-place", "QN-G-2012-0042"}) {
    for (std::size_t at = content.find(text); at != std::string::npos;
         at = content.find(text, at + 1)) {
      SCOPED_TRACE(absl::StrCat(text, " at ", at));
      std::string changed = content;
      changed[at + 2] = static_cast<char>(changed[at + 2] ^ 1);
      std::ofstream(path, std::ios::binary) << changed;
      const VerifyReport report = VerifyStore(sample.folder());
      EXPECT_EQ(report.outcome, Outcome::kAltered) << report.sentence;
      ++found;
    }
  }
  EXPECT_GT(found, 10);
  std::ofstream(path, std::ios::binary) << content;
  EXPECT_EQ(VerifyStore(sample.folder()).outcome, Outcome::kSound);
}

TEST(Verify, SeesAnotherSchema) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  sample.Close();
  Intruder intruder(sample.folder());
  intruder.Run("DROP TRIGGER events_keep_update");
  const VerifyReport report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kAltered);
  EXPECT_TRUE(absl::StrContains(report.sentence, "events_keep_update"))
      << report.sentence;
}

// Every byte of a content counts, and that it is there at all.
TEST(Verify, NamesTheDocumentWhoseContentIsNotWhatWasStored) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  sample.Close();
  std::vector<std::string> contents;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           sample.folder() + "/documents")) {
    if (entry.is_regular_file()) contents.push_back(entry.path().string());
  }
  ASSERT_EQ(contents.size(), 2u);
  std::set<std::string> named;
  for (const std::string& path : contents) {
    std::string bytes;
    {
      std::ifstream file(path, std::ios::binary);
      bytes.assign(std::istreambuf_iterator<char>(file), {});
    }
    const auto findings = [&](const std::string& changed) {
      std::ofstream(path, std::ios::binary | std::ios::trunc) << changed;
      const VerifyReport report = VerifyStore(sample.folder());
      EXPECT_EQ(report.outcome, Outcome::kAltered) << path;
      ASSERT_EQ(report.findings.size(), 1u) << report.sentence;
      EXPECT_EQ(report.findings[0].record_kind, "Document");
      EXPECT_TRUE(
          absl::StrContains(report.findings[0].what,
                            std::filesystem::path(path).filename().string()))
          << report.findings[0].what;
      named.insert(report.findings[0].record_id);
    };
    for (const size_t at : {size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ 1);
      findings(changed);
    }
    findings(bytes.substr(0, bytes.size() - 1));
    findings(bytes + "x");
    std::filesystem::remove(path);
    EXPECT_EQ(VerifyStore(sample.folder()).outcome, Outcome::kAltered);
    std::ofstream(path, std::ios::binary) << bytes;
    EXPECT_EQ(VerifyStore(sample.folder()).outcome, Outcome::kSound);
  }
  EXPECT_EQ(named, (std::set<std::string>{kDocumentId, kSharedDocumentId}));
}

TEST(Verify, CannotRunWithoutTheKeyFileOrAStore) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  sample.Close();
  EXPECT_EQ(VerifyStore(sample.folder() + "-absent").outcome,
            Outcome::kCouldNotRun);
  ASSERT_EQ(rename((sample.folder() + "/store.key").c_str(),
                   (sample.folder() + "/elsewhere").c_str()),
            0);
  const VerifyReport report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kCouldNotRun);
  EXPECT_TRUE(absl::StrContains(report.sentence, "store.key"))
      << report.sentence;
}

// What is left of a note that was destroyed is that there was one: before its
// key goes, after that, and in a backup.
TEST(Verify, SaysSoundOfANoteThatWasDestroyedWhileItsKeyStandsAndAfter) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  Database& database = sample.store().database();
  Keyring& keyring = sample.store().keyring();
  const auto keys = [&] {
    std::vector<std::string> standing;
    const absl::Status status =
        database.Read([&](Snapshot& snapshot) -> absl::Status {
          auto found = KeysOfDestroyedNotes(snapshot, keyring);
          if (!found.ok()) return found.status();
          standing = *std::move(found);
          return absl::OkStatus();
        });
    EXPECT_TRUE(status.ok()) << status;
    return standing;
  };
  const auto text_of = [&](const char* id) {
    v1::MediatorNote note = SampleMediatorNote(id, 1);
    note.clear_text();
    const absl::Status status = database.Read([&](Snapshot& snapshot) {
      return OpenSealed(snapshot, keyring, id,
                        v1::Confidentiality::MEDIATOR_ONLY, note);
    });
    EXPECT_TRUE(status.ok()) << status;
    return note.text();
  };
  EXPECT_EQ(text_of(kMediatorNoteId), kMediatorText);
  EXPECT_EQ(text_of(kDestroyedNoteId), "");
  const std::vector<std::string> standing = keys();
  ASSERT_EQ(standing.size(), 1u);
  EXPECT_EQ(VerifyStore(sample.folder()).outcome, Outcome::kSound);
  ASSERT_TRUE(keyring.Destroy(standing[0]).ok());
  EXPECT_TRUE(keys().empty());
  EXPECT_EQ(text_of(kMediatorNoteId), kMediatorText);
  VerifyReport report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kSound) << report.sentence;
  EXPECT_EQ(report.event_count, kSampleEvents);
  EXPECT_EQ(report.record_count, kSampleRecords);

  const std::string backup = sample.folder() + "-backup";
  const std::string kept_keys = sample.folder() + "-keys";
  const std::string restored = sample.folder() + "-restored";
  absl::Status status =
      BackUpStore(sample.folder(), backup, kept_keys, sample.clock().Now());
  ASSERT_TRUE(status.ok()) << status;
  status =
      RestoreStore(backup, kept_keys, sample.folder() + "/store.key", restored);
  ASSERT_TRUE(status.ok()) << status;
  report = VerifyStore(restored);
  EXPECT_EQ(report.outcome, Outcome::kSound) << report.sentence;

  sample.Close();
  Intruder intruder(sample.folder());
  // Content that comes back, and a note that seems to be kept.
  ASSERT_TRUE(intruder.Alter(absl::StrCat(
      "INSERT INTO sealed_parts (record_id, sealed_class, key_id, ciphertext)"
      " SELECT '",
      kDestroyedNoteId, "', sealed_class, key_id, ciphertext FROM sealed_parts",
      " WHERE record_id = '", kMediatorNoteId, "'")));
  report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kAltered);
  EXPECT_TRUE(Names(report, kDestroyedNoteId)) << report.sentence;
  ASSERT_TRUE(intruder.Alter(absl::StrCat(
      "DELETE FROM sealed_parts WHERE record_id = '", kDestroyedNoteId, "'")));
  ASSERT_TRUE(intruder.Alter(
      absl::StrCat("UPDATE mediator_notes SET destroy_on = '2013-12-06'"
                   " WHERE note_id = '",
                   kDestroyedNoteId, "'")));
  report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kAltered);
  EXPECT_TRUE(Names(report, kDestroyedNoteId)) << report.sentence;
}

TEST(Verify, StillRunsWhenAKeyWasDestroyed) {
  SampleStore sample;
  ASSERT_TRUE(sample.Fill().ok());
  std::string key_id;
  ASSERT_TRUE(sample.store()
                  .database()
                  .Read([&](Snapshot& snapshot) -> absl::Status {
                    absl::StatusOr<Rows> rows = snapshot.Query(
                        "SELECT key_id FROM sealed_parts WHERE record_id = $1",
                        kConsultationId);
                    EXPECT_TRUE(rows.ok() && *rows->Next());
                    key_id = rows->Text(0);
                    return absl::OkStatus();
                  })
                  .ok());
  ASSERT_TRUE(sample.store().keyring().Destroy(key_id).ok());
  const VerifyReport report = VerifyStore(sample.folder());
  EXPECT_EQ(report.outcome, Outcome::kSound) << report.sentence;
}

}  // namespace
}  // namespace entente
