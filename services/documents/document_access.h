// What the calls on documents have in common: the file that one belongs to, and
// what of it the caller may see.

#ifndef ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_ACCESS_H_
#define ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_ACCESS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/document.pb.h"
#include "services/documents/document_rules.h"
#include "services/rpc/call.h"

namespace entente {

// A grievance, consultation or settlement that the caller may see, the last one
// with every grievance of it, by id or number; NOT_AVAILABLE else.
absl::StatusOr<DocumentFile> SeeDocumentFile(ReadCall& call,
                                             absl::string_view id_or_number);

// A document that the caller may see, and its file as they stand in it.
struct SeenDocument {
  v1::Document document;
  DocumentFile file;
};

// By its id or reference; NOT_AVAILABLE else, as when the caller does not see
// its file.
absl::StatusOr<SeenDocument> SeeDocument(ReadCall& call,
                                         absl::string_view id_or_reference);

// The document as the caller may see it, with its reference and etag. With
// `sealed_content` it has what its side calls it, too: the caller of this has
// opened that, and recorded the reading.
v1::Document Shown(ReadCall& call, const SeenDocument& seen,
                   bool sealed_content);

// Opens what a side's own document is called, and records the reading.
absl::Status OpenOwn(WriteCall& call, SeenDocument& seen);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_ACCESS_H_
