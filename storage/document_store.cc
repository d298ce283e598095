#include "storage/document_store.h"

#include "proto/support/status_macros.h"
#include "storage/record_row.h"

namespace entente {

using v1::Document;

uint32_t SeriesOf(const Document& document) {
  return document.audience() == Document::SHARED ? kSharedSeries
                                                 : document.side();
}

absl::Status PutDocument(Transaction& transaction, const Document& document) {
  return transaction
      .Execute(
          "INSERT INTO documents"
          " (document_id, file_id, series, number, stored_name, record)"
          " VALUES ($1, $2, $3, $4, $5, $6)"
          " ON CONFLICT (document_id) DO UPDATE SET"
          " file_id = excluded.file_id, series = excluded.series,"
          " number = excluded.number, stored_name = excluded.stored_name,"
          " record = excluded.record",
          document.document_id(), document.file_id(), SeriesOf(document),
          document.number(), document.stored_name(),
          BlobView{document.SerializeAsString()})
      .status();
}

absl::StatusOr<absl::optional<Document>> FindDocument(Snapshot& snapshot,
                                                      absl::string_view id) {
  return FindRecord<Document>(snapshot.Query(
      "SELECT record FROM documents WHERE document_id = $1", id));
}

absl::StatusOr<absl::optional<Document>> FindDocumentByNumber(
    Snapshot& snapshot, absl::string_view file_id, uint32_t series,
    uint32_t number) {
  return FindRecord<Document>(
      snapshot.Query("SELECT record FROM documents"
                     " WHERE file_id = $1 AND series = $2 AND number = $3",
                     file_id, series, number));
}

absl::StatusOr<uint32_t> NextDocumentNumber(Snapshot& snapshot,
                                            absl::string_view file_id,
                                            uint32_t series) {
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT number FROM documents"
                                  " WHERE file_id = $1 AND series = $2"
                                  " ORDER BY number DESC LIMIT 1",
                                  file_id, series));
  ASSIGN_OR_RETURN(const bool found, rows.Next());
  return found ? static_cast<uint32_t>(rows.Int(0)) + 1 : 1;
}

absl::StatusOr<std::vector<Document>> ListDocuments(Snapshot& snapshot,
                                                    const DocumentList& list) {
  return ReadRecords<Document>(
      snapshot.Query("SELECT record FROM documents"
                     " WHERE file_id = $1 AND series IN (0, $2)"
                     " AND (series, number) > ($3, $4)"
                     " ORDER BY series, number LIMIT $5",
                     list.file_id, list.side, list.after_series,
                     list.after_number, list.limit));
}

absl::StatusOr<bool> IsContentNamed(Snapshot& snapshot,
                                    absl::string_view stored_name) {
  ASSIGN_OR_RETURN(Rows rows, snapshot.Query("SELECT 1 FROM documents"
                                             " WHERE stored_name = $1"
                                             " ORDER BY document_id LIMIT 1",
                                             stored_name));
  return rows.Next();
}

absl::StatusOr<bool> IsContentNamed(Database& database,
                                    absl::string_view stored_name) {
  bool named = false;
  RETURN_IF_ERROR(database.Read([&](Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(named, IsContentNamed(snapshot, stored_name));
    return absl::OkStatus();
  }));
  return named;
}

absl::Status ForEachDocument(
    Snapshot& snapshot,
    const std::function<absl::Status(const Document&)>& visit) {
  ASSIGN_OR_RETURN(Rows rows, snapshot.Query("SELECT record FROM documents"
                                             " ORDER BY stored_name,"
                                             " document_id"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return absl::OkStatus();
    ASSIGN_OR_RETURN(const Document document, ReadRecord<Document>(rows, 0));
    RETURN_IF_ERROR(visit(document));
  }
}

}  // namespace entente
