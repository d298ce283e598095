#include "services/documents/document_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/status_macros.h"
#include "services/documents/document_access.h"
#include "services/events/history_page.h"
#include "services/grievances/file_access.h"
#include "services/rpc/page_token.h"
#include "storage/document_store.h"

namespace entente {

using v1::Document;
using v1::Event;

absl::Status GetOneDocument(WriteCall& call,
                            const v1::GetDocumentRequest& request,
                            v1::DocumentAnswer& answer) {
  ASSIGN_OR_RETURN(SeenDocument seen, SeeDocument(call, request.document_id()));
  const bool is_own = seen.document.audience() != Document::SHARED;
  if (is_own) RETURN_IF_ERROR(OpenOwn(call, seen));
  *answer.mutable_document() = Shown(call, seen, is_own);
  return absl::OkStatus();
}

absl::Status ListFileDocuments(ReadCall& call,
                               const v1::ListDocumentsRequest& request,
                               v1::ListDocumentsResponse& response) {
  ASSIGN_OR_RETURN(const DocumentFile file,
                   SeeDocumentFile(call, request.file_id()));
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::vector<std::string> after,
                   OpenPageToken(call, request, request.page_token()));
  DocumentList list;
  list.file_id = file.file_id;
  list.side = file.side;
  list.limit = limit + 1;
  if (after.size() == 2 && (!absl::SimpleAtoi(after[0], &list.after_series) ||
                            !absl::SimpleAtoi(after[1], &list.after_number))) {
    return absl::InternalError("a page token of documents holds no numbers");
  }
  ASSIGN_OR_RETURN(std::vector<Document> found,
                   ListDocuments(call.snapshot, list));
  if (CutToPage(found, limit)) {
    response.set_next_page_token(
        SealPageToken(call, request,
                      {absl::StrCat(SeriesOf(found.back())),
                       absl::StrCat(found.back().number())}));
  }
  for (Document& each : found) {
    *response.add_documents() =
        Shown(call, {std::move(each), file}, /*sealed_content=*/false);
  }
  return absl::OkStatus();
}

absl::Status DocumentHistory(ReadCall& call,
                             const v1::ListDocumentHistoryRequest& request,
                             v1::ListDocumentHistoryResponse& response) {
  ASSIGN_OR_RETURN(const SeenDocument seen,
                   SeeDocument(call, request.document_id()));
  const Reader reader = FileReader(seen.file.side);
  return FillHistoryPage(
      call, request, seen.document.document_id(), absl::InfiniteFuture(),
      [&reader](Event& event) {
        const bool is_reading = event.move() == Event::READ;
        Redact(reader, event);
        return is_reading || !event.set_fields().empty();
      },
      response);
}

}  // namespace entente
