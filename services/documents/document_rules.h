// What may be added to a file, who reads it, and what it is called. Pure.

#ifndef ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_RULES_H_
#define ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_RULES_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/document.pb.h"
#include "entente/v1/document_service.pb.h"
#include "entente/v1/event.pb.h"

namespace entente {

// The largest content, unless the server was started with another limit.
inline constexpr int64_t kDocumentBytesMax = int64_t{50} << 20;
inline constexpr int kFileNameCharactersMax = 255;
inline constexpr int kMediaTypeCharactersMax = 100;

// A file to which documents belong, as one who sees it stands in it.
struct DocumentFile {
  v1::Document::FileKind kind = v1::Document::FILE_KIND_UNSPECIFIED;
  std::string file_id;
  uint32_t side = 0;
  std::string organization_id;  // The party on that side.
  std::string number;           // By which that side keeps it.
  v1::Mandate::Role role = v1::Mandate::ROLE_UNSPECIFIED;
};

// The shape of the first message and of the last. What a file is called is
// data, but no path: FIELD_BAD_CHARACTER of a slash or a backslash.
absl::Status CheckHeader(const v1::AddDocumentRequest::Header& header);
absl::Status CheckEnd(const v1::AddDocumentRequest::End& end);

absl::Status CheckGetDocument(const v1::GetDocumentRequest& request);
absl::Status CheckGetDocumentContent(
    const v1::GetDocumentContentRequest& request);
absl::Status CheckListDocuments(const v1::ListDocumentsRequest& request);
absl::Status CheckListDocumentHistory(
    const v1::ListDocumentHistoryRequest& request);

// Who reads what is added to this kind of file: who was asked for, or all who
// read the file. A consultation is one side's own, and so is all that is in
// it: FIELDS_CONFLICT of a document to be shared.
absl::StatusOr<v1::Document::Audience> AudienceIn(v1::Document::FileKind kind,
                                                  v1::Document::Audience asked);

// Whether whoever stands in its file on `side` reads the document at all.
bool IsReadBy(const v1::Document& document, uint32_t side);

// What was received.
struct ReceivedContent {
  std::string sha256;
  int64_t size_bytes = 0;
  std::string stored_name;
  std::string key_id;  // Empty for a shared one.
};

// A new document.
struct DocumentFacts {
  DocumentFile file;
  v1::Document::Audience audience = v1::Document::AUDIENCE_UNSPECIFIED;
  ReceivedContent content;
  std::string document_id;
  uint32_t number = 0;  // In its series.
  std::string person_id;
  absl::Time now;
  absl::CivilDay today;
};
v1::Event AddDocument(const v1::AddDocumentRequest::Header& header,
                      const DocumentFacts& facts);

// "QN-G-2012-0042/P3": what the document is called by whoever keeps its file
// under this number. P for a shared one, I for a side's own.
std::string ReferenceOf(absl::string_view file_number,
                        const v1::Document& document);

// The parts of such a reference; empty when it is none. The letter may be
// small.
struct DocumentReference {
  std::string file;  // Number or id of the file.
  v1::Document::Audience audience = v1::Document::AUDIENCE_UNSPECIFIED;
  uint32_t number = 0;
};
absl::optional<DocumentReference> ParseReference(absl::string_view reference);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_RULES_H_
