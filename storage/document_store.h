// Documents of files, and where they are kept; their contents are in
// content_files.h.

#ifndef ENTENTE_STORAGE_DOCUMENT_STORE_H_
#define ENTENTE_STORAGE_DOCUMENT_STORE_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/document.pb.h"
#include "storage/engine/database.h"
#include "storage/engine/transaction.h"

namespace entente {

// In which sequence a document is numbered in its file: kSharedSeries, or the
// side whose own it is.
inline constexpr uint32_t kSharedSeries = 0;
uint32_t SeriesOf(const v1::Document& document);

// Writes the row. ApplyChange calls it; nobody else.
absl::Status PutDocument(Transaction& transaction,
                         const v1::Document& document);

// Whoever answers a person has looked up the file before, or does it after.
absl::StatusOr<absl::optional<v1::Document>> FindDocument(Snapshot& snapshot,
                                                          absl::string_view id);
absl::StatusOr<absl::optional<v1::Document>> FindDocumentByNumber(
    Snapshot& snapshot, absl::string_view file_id, uint32_t series,
    uint32_t number);

// The number that comes next in the series; it counts once a document that
// bears it is written.
absl::StatusOr<uint32_t> NextDocumentNumber(Snapshot& snapshot,
                                            absl::string_view file_id,
                                            uint32_t series);

// Which documents of a file to list: the shared ones, and those of `side`.
struct DocumentList {
  absl::string_view file_id;
  uint32_t side = 0;
  // Begin after this one; 0 and 0 begin at the start.
  uint32_t after_series = 0;
  uint32_t after_number = 0;
  int limit = 0;
};

// By series, then number.
absl::StatusOr<std::vector<v1::Document>> ListDocuments(
    Snapshot& snapshot, const DocumentList& list);

// Whether a document has the content of this name; the second asks in a
// snapshot of its own.
absl::StatusOr<bool> IsContentNamed(Snapshot& snapshot,
                                    absl::string_view stored_name);
absl::StatusOr<bool> IsContentNamed(Database& database,
                                    absl::string_view stored_name);

// Visits every document, by the name of its content. An error of `visit` ends
// it.
absl::Status ForEachDocument(
    Snapshot& snapshot,
    const std::function<absl::Status(const v1::Document&)>& visit);

}  // namespace entente

#endif  // ENTENTE_STORAGE_DOCUMENT_STORE_H_
