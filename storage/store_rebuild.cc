#include "storage/store_rebuild.h"

#include <map>
#include <utility>

#include "proto/support/record_patch.h"
#include "proto/support/status_macros.h"
#include "storage/engine/sqlite_maintenance.h"
#include "storage/record_writer.h"

namespace entente {
namespace {

// One record while its events pass.
class Fold {
 public:
  explicit Fold(std::string record_id) : record_id_(std::move(record_id)) {}

  absl::Status Add(const v1::Event& event) {
    const google::protobuf::Message* patch = RecordOf(event);
    if (patch == nullptr) return absl::OkStatus();  // A reading.
    if (folded_.record == nullptr) {
      folded_.kind = event.record_case();
      folded_.record.reset(patch->New());
    }
    for (const v1::Event::Sealed& sealed : event.sealed()) {
      sealed_[sealed.sealed_class()] = sealed;
    }
    return FoldEvent(event, *folded_.record);
  }

  absl::Status Write(Transaction& transaction) const {
    if (folded_.record == nullptr) return absl::OkStatus();
    for (const auto& [sealed_class, sealed] : sealed_) {
      if (sealed.ciphertext().empty()) continue;
      absl::Status status =
          transaction
              .Execute(
                  "INSERT INTO sealed_parts "
                  "(record_id, sealed_class, key_id, ciphertext) "
                  "VALUES ($1, $2, $3, $4)",
                  record_id_, sealed_class, sealed.key_id(),
                  BlobView{sealed.ciphertext()})
              .status();
      if (!status.ok()) return status;
    }
    return PutRecord(transaction, folded_.kind, *folded_.record);
  }

  const std::string& record_id() const { return record_id_; }
  FoldedRecord Take() { return std::move(folded_); }

 private:
  std::string record_id_;
  FoldedRecord folded_;
  std::map<int, v1::Event::Sealed> sealed_;
};

constexpr int kCacheKib = 64 << 10;

}  // namespace

absl::StatusOr<FoldedRecord> FoldRecord(Snapshot& snapshot,
                                        absl::string_view record_id) {
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT payload FROM events "
                                  "WHERE record_id = $1 ORDER BY sequence",
                                  record_id));
  Fold fold{std::string(record_id)};
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return fold.Take();
    v1::Event event;
    // What cannot be read was altered; the rest still says what it is about.
    if (event.ParseFromString(rows.Blob(0))) fold.Add(event).IgnoreError();
  }
}

absl::StatusOr<std::unique_ptr<RebuiltStore>> RebuiltStore::Make(
    absl::Span<const Migration> migrations) {
  std::unique_ptr<RebuiltStore> store(new RebuiltStore);
  SqliteOptions options;
  options.access = SqliteOptions::Access::kScratch;
  options.cache_kib = kCacheKib;
  ASSIGN_OR_RETURN(store->connection_, SqliteConnection::Open(options));
  RETURN_IF_ERROR(
      Migrate(*store->connection_, migrations, 0, absl::UnixEpoch()));
  // Records are written one by one, in no order of reference.
  RETURN_IF_ERROR(SetForeignKeys(*store->connection_, false));
  return store;
}

absl::StatusOr<int64_t> RebuiltStore::Fill(
    Snapshot& log, const std::function<void(const std::string& record_id,
                                            const absl::Status& cause)>& bad) {
  RETURN_IF_ERROR(connection_->Execute("BEGIN IMMEDIATE"));
  // A row that follows from the clock would differ.
  Transaction transaction(*connection_, absl::UnixEpoch());
  ASSIGN_OR_RETURN(Rows rows, log.Query("SELECT record_id, payload FROM events "
                                        "ORDER BY record_id, sequence"));
  int64_t count = 0;
  std::unique_ptr<Fold> fold;
  absl::Status status;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    const std::string record_id = more ? rows.Text(0) : "";
    if (fold != nullptr && (!more || record_id != fold->record_id())) {
      if (status.ok()) status = fold->Write(transaction);
      if (!status.ok()) bad(fold->record_id(), status);
      fold.reset();
    }
    if (!more) break;
    if (fold == nullptr) {
      fold = std::make_unique<Fold>(record_id);
      status = absl::OkStatus();
      ++count;
    }
    v1::Event event;
    if (!event.ParseFromString(rows.Blob(1))) {
      status.Update(absl::DataLossError("an event cannot be read"));
    } else {
      status.Update(fold->Add(event));
    }
  }
  RETURN_IF_ERROR(connection_->Execute("COMMIT"));
  return count;
}

}  // namespace entente
