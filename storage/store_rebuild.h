// A second store, made from the event log of the first.

#ifndef ENTENTE_STORAGE_STORE_REBUILD_H_
#define ENTENTE_STORAGE_STORE_REBUILD_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "entente/v1/event.pb.h"
#include "google/protobuf/message.h"
#include "storage/engine/migrate.h"
#include "storage/engine/sqlite_connection.h"
#include "storage/engine/transaction.h"

namespace entente {

// What the events of one record make of it, without its sealed fields.
struct FoldedRecord {
  v1::Event::RecordCase kind = v1::Event::RECORD_NOT_SET;
  std::unique_ptr<google::protobuf::Message> record;  // Null: no event has one.
};

// Folds what can be read of the events of a record.
absl::StatusOr<FoldedRecord> FoldRecord(Snapshot& snapshot,
                                        absl::string_view record_id);

// A database that holds plaintext of everything that is not sealed, and of
// which nothing is left, however the process ends: see
// SqliteOptions::Access::kScratch. 64 MiB of it stay in memory.
class RebuiltStore {
 public:
  static absl::StatusOr<std::unique_ptr<RebuiltStore>> Make(
      absl::Span<const Migration> migrations);
  RebuiltStore(const RebuiltStore&) = delete;
  RebuiltStore& operator=(const RebuiltStore&) = delete;

  // Folds every record of `log` and writes its rows with PutRecord, and those
  // of its sealed parts. Returns how many records there were. A record that
  // cannot be written is told to `bad`, with the cause.
  absl::StatusOr<int64_t> Fill(
      Snapshot& log, const std::function<void(const std::string& record_id,
                                              const absl::Status& cause)>& bad);

  SqliteConnection& connection() { return *connection_; }

 private:
  RebuiltStore() = default;

  std::unique_ptr<SqliteConnection> connection_;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_STORE_REBUILD_H_
