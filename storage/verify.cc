#include "storage/verify.h"

#include <memory>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "embedded_schema.h"
#include "proto/support/record_patch.h"
#include "proto/support/status_macros.h"
#include "storage/content_files.h"
#include "storage/document_store.h"
#include "storage/engine/durable_file.h"
#include "storage/engine/migrate.h"
#include "storage/engine/sqlite_connection.h"
#include "storage/engine/sqlite_maintenance.h"
#include "storage/engine/sqlite_table_compare.h"
#include "storage/idempotency_store.h"
#include "storage/import_store.h"
#include "storage/keyring.h"
#include "storage/log_check.h"
#include "storage/log_head.h"
#include "storage/record_writer.h"
#include "storage/store_rebuild.h"

namespace entente {
namespace {

using Outcome = VerifyReport::Outcome;

constexpr std::size_t kFindingsMax = 100;

// Tables that no fold of events makes; each has a check of its own.
bool IsMadeByTheLog(absl::string_view table) {
  return table != "events" && table != "log_head" && table != "idempotency" &&
         table != "import_groups" && table != "schema_migration";
}

// The record that a row belongs to: what a file owns says whose it is, and any
// other row begins with its record's id.
std::string RecordOfRow(const RowDifference& row) {
  for (const absl::string_view owner : {"file_id", "record_id"}) {
    for (const auto& [name, value] : row.values) {
      if (name == owner) return value;
    }
  }
  return row.values.empty() ? "" : row.values.front().second;
}

std::string Describe(const RowDifference& row) {
  switch (row.kind) {
    case RowDifference::Kind::kAltered:
      return absl::StrCat("its column ", row.column, " in the table ",
                          row.table, " is not what its events say");
    case RowDifference::Kind::kUnexpected:
      return absl::StrCat("its row in the table ", row.table,
                          " comes from no event");
    case RowDifference::Kind::kMissing:
      return absl::StrCat("its row in the table ", row.table, " is missing");
  }
  return "";
}

class Verification {
 public:
  // An error says why the verification could not be carried through; what was
  // found until then stands in the report.
  absl::Status Run(const std::string& folder) {
    ASSIGN_OR_RETURN(keyring_, Keyring::OpenForReading(folder));
    ASSIGN_OR_RETURN(migrations_, MigrationsFrom(embedded_schema()));
    SqliteOptions options;
    options.path = absl::StrCat(folder, "/store.db");
    options.access = SqliteOptions::Access::kInspector;
    ASSIGN_OR_RETURN(connection_, SqliteConnection::Open(options));
    RETURN_IF_ERROR(CheckVersion());
    // One instant of the store, although a server may write on.
    RETURN_IF_ERROR(connection_->Execute("BEGIN"));
    Snapshot snapshot(*connection_, absl::UnixEpoch());
    const absl::Status pair = keyring_->CheckPair();
    if (!pair.ok()) {
      if (!IsUnderKeyFile(snapshot, *keyring_)) return pair;
      return absl::DataLossError("keys.db: what log it belongs to was altered");
    }
    RETURN_IF_ERROR(CheckEvents(snapshot));
    // What a part of the log makes would only repeat what is known already.
    if (report_.first_bad_leaf != 0 || report_.event_count < head_sequence_) {
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(CheckRows(snapshot));
    RETURN_IF_ERROR(CheckRequestIds(snapshot));
    RETURN_IF_ERROR(CheckRowsOfImports(snapshot));
    RETURN_IF_ERROR(Note(keyring_->CheckAllKeys()));
    RETURN_IF_ERROR(CheckKeysOfParts(snapshot));
    RETURN_IF_ERROR(CheckContents(snapshot, folder));
    RETURN_IF_ERROR(Note(ForeignKeyCheck(*connection_)));
    return Note(IntegrityCheck(*connection_));
  }

  VerifyReport Finish(const absl::Status& status) {
    VerifyReport& report = report_;
    if (absl::IsDataLoss(status)) {
      AddFinding({"", "", "", std::string(status.message())});
    }
    if (finding_count_ > 0) {
      report.outcome = Outcome::kAltered;
      report.sentence = AlteredSentence();
    } else if (!status.ok()) {
      report.outcome = Outcome::kCouldNotRun;
      report.sentence =
          absl::StrCat("The store could not be verified: ", status.message());
    } else if (report.event_count < head_sequence_) {
      report.outcome = Outcome::kTruncated;
      report.sentence = absl::StrCat(
          "The event log is cut short: it ends with event ", report.event_count,
          ", but event ", head_sequence_,
          " was the last one. Restore the last backup into an empty folder.");
    } else {
      report.outcome = Outcome::kSound;
      report.sentence =
          absl::StrCat("The store is sound: ", report.event_count,
                       " events and ", report.record_count, " records.");
    }
    return std::move(report_);
  }

 private:
  absl::Status CheckVersion() {
    ASSIGN_OR_RETURN(const int version, UserVersion(*connection_));
    const int known = migrations_.back().number;
    if (version == known) return absl::OkStatus();
    return absl::FailedPreconditionError(absl::StrCat(
        "it has schema ", version, ", and this program knows ", known,
        version < known ? ". Start the server once: it migrates the store."
                        : ". Use the program that the store belongs to."));
  }

  absl::Status CheckEvents(Snapshot& snapshot) {
    const absl::StatusOr<LogHead> head = GetLogHead(snapshot, *keyring_);
    RETURN_IF_ERROR(Note(head.status()));
    if (head.ok()) head_sequence_ = head->sequence;
    absl::Status status;
    ASSIGN_OR_RETURN(
        report_.event_count,
        CheckLog(snapshot, *keyring_, head.ok() ? &*head : nullptr,
                 [&](const BadLeaf& leaf) {
                   if (report_.first_bad_leaf == 0) {
                     report_.first_bad_leaf = leaf.sequence;
                   }
                   status.Update(AddRecordFinding(
                       snapshot, leaf.record_id,
                       absl::StrCat("event ", leaf.sequence, ": ", leaf.what)));
                 }));
    return status;
  }

  absl::Status CheckRows(Snapshot& snapshot) {
    ASSIGN_OR_RETURN(const std::unique_ptr<RebuiltStore> rebuilt,
                     RebuiltStore::Make(migrations_));
    RETURN_IF_ERROR(Note(CompareSchema(*connection_, rebuilt->connection())));
    absl::Status status;
    ASSIGN_OR_RETURN(report_.record_count,
                     rebuilt->Fill(snapshot, [&](const std::string& record_id,
                                                 const absl::Status& cause) {
                       status.Update(AddRecordFinding(
                           snapshot, record_id,
                           absl::StrCat("its events do not make it (",
                                        cause.message(), ")")));
                     }));
    RETURN_IF_ERROR(status);
    ASSIGN_OR_RETURN(const std::vector<std::string> tables,
                     ListTables(rebuilt->connection()));
    for (const std::string& table : tables) {
      if (!IsMadeByTheLog(table)) continue;
      RETURN_IF_ERROR(
          CompareTable(*connection_, rebuilt->connection(), table,
                       [&](const RowDifference& row) {
                         status.Update(AddRecordFinding(
                             snapshot, RecordOfRow(row), Describe(row)));
                         return report_.findings.size() < kFindingsMax;
                       }));
    }
    return status;
  }

  absl::Status CheckRequestIds(Snapshot& snapshot) {
    absl::Status status;
    RETURN_IF_ERROR(Note(CheckIdempotencyRows(
        snapshot, *keyring_,
        [&](const std::string& record_id, const std::string& what) {
          status.Update(AddRecordFinding(snapshot, record_id, what));
        })));
    return status;
  }

  absl::Status CheckRowsOfImports(Snapshot& snapshot) {
    absl::Status status;
    RETURN_IF_ERROR(Note(CheckImportGroups(
        snapshot, *keyring_,
        [&](const std::string& import_id, const std::string& what) {
          status.Update(AddRecordFinding(snapshot, import_id, what));
        })));
    return status;
  }

  // Whether keys.db still holds the key of every sealed part, or says that it
  // was destroyed.
  absl::Status CheckKeysOfParts(Snapshot& snapshot) {
    ASSIGN_OR_RETURN(Rows rows,
                     snapshot.Query("SELECT record_id, key_id "
                                    "FROM sealed_parts "
                                    "ORDER BY record_id, sealed_class"));
    while (true) {
      ASSIGN_OR_RETURN(const bool more, rows.Next());
      if (!more) return absl::OkStatus();
      const absl::Status status = keyring_->IsDestroyed(rows.Text(1)).status();
      if (status.ok()) continue;
      if (!absl::IsDataLoss(status)) return status;
      RETURN_IF_ERROR(AddRecordFinding(snapshot, rows.Text(0),
                                       std::string(status.message())));
    }
  }

  // Whether every document still has its content, and the key of it.
  absl::Status CheckContents(Snapshot& snapshot, const std::string& folder) {
    return ForEachDocument(snapshot, [&](const v1::Document& document) {
      const std::string path = ContentPath(document.stored_name());
      const absl::StatusOr<FileDigest> digest =
          DigestFile(absl::StrCat(folder, "/", path));
      if (!digest.ok() || digest->sha256 != document.stored_name()) {
        RETURN_IF_ERROR(AddRecordFinding(
            snapshot, document.document_id(),
            absl::StrCat("its content ", path,
                         digest.ok() ? " is not what was stored"
                                     : " is missing or cannot be read")));
      }
      if (document.key_id().empty()) return absl::OkStatus();
      const absl::Status key =
          keyring_->IsDestroyed(document.key_id()).status();
      if (!absl::IsDataLoss(key)) return key;
      return AddRecordFinding(snapshot, document.document_id(),
                              std::string(key.message()));
    });
  }

  // Turns the finding of a check into one of the report.
  absl::Status Note(const absl::Status& status) {
    if (!absl::IsDataLoss(status)) return status;
    AddFinding({"", "", "", std::string(status.message())});
    return absl::OkStatus();
  }

  absl::Status AddRecordFinding(Snapshot& snapshot,
                                const std::string& record_id,
                                std::string what) {
    if (report_.findings.size() >= kFindingsMax) {
      ++finding_count_;
      return absl::OkStatus();
    }
    VerifyReport::Finding finding;
    finding.record_id = record_id;
    finding.what = std::move(what);
    ASSIGN_OR_RETURN(const FoldedRecord folded,
                     FoldRecord(snapshot, record_id));
    if (folded.record != nullptr) {
      Name(folded.kind, *folded.record, finding);
    } else {
      // Its events cannot be read, or not be found; its row may be.
      ASSIGN_OR_RETURN(const v1::Event stored,
                       FindStoredRecord(snapshot, record_id));
      const google::protobuf::Message* const record = RecordOf(stored);
      if (record != nullptr) Name(stored.record_case(), *record, finding);
    }
    AddFinding(std::move(finding));
    return absl::OkStatus();
  }

  static void Name(v1::Event::RecordCase kind,
                   const google::protobuf::Message& record,
                   VerifyReport::Finding& finding) {
    finding.record_kind = record.GetDescriptor()->name();
    finding.record_number = NumberOfRecord(kind, record);
  }

  void AddFinding(VerifyReport::Finding finding) {
    ++finding_count_;
    if (report_.findings.size() < kFindingsMax) {
      report_.findings.push_back(std::move(finding));
    }
  }

  std::string AlteredSentence() const {
    std::string sentence = "The store was altered";
    if (report_.first_bad_leaf != 0) {
      absl::StrAppend(&sentence, "; the first bad event is ",
                      report_.first_bad_leaf);
    }
    const VerifyReport::Finding& first = report_.findings.front();
    absl::StrAppend(&sentence, ". ");
    if (!first.record_id.empty()) {
      absl::StrAppend(
          &sentence, first.record_kind.empty() ? "Record" : first.record_kind,
          " ",
          first.record_number.empty() ? first.record_id : first.record_number,
          ": ");
    }
    absl::StrAppend(&sentence, first.what, ".");
    if (finding_count_ > 1) {
      absl::StrAppend(&sentence, " There are ", finding_count_ - 1,
                      " more findings.");
    }
    return sentence;
  }

  VerifyReport report_;
  int64_t finding_count_ = 0;
  int64_t head_sequence_ = 0;
  std::unique_ptr<Keyring> keyring_;
  std::vector<Migration> migrations_;
  std::unique_ptr<SqliteConnection> connection_;
};

}  // namespace

VerifyReport VerifyStore(const std::string& folder) {
  Verification verification;
  const absl::Status status = verification.Run(folder);
  return verification.Finish(status);
}

}  // namespace entente
