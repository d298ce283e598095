#include "services/documents/document_access.h"

#include <string>
#include <utility>

#include "absl/types/optional.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/grievances/file_access.h"
#include "services/rpc/etag.h"
#include "storage/change_store.h"
#include "storage/document_store.h"

namespace entente {
namespace {

using v1::Document;
using Class = v1::Confidentiality;
using R = v1::Refusal;

DocumentFile Described(const SeenFile& seen) {
  DocumentFile file;
  file.kind = seen.grievance.has_value()      ? Document::GRIEVANCE
              : seen.consultation.has_value() ? Document::CONSULTATION
                                              : Document::SETTLEMENT;
  file.file_id = seen.id();
  file.side = seen.side;
  file.organization_id = seen.organization_id();
  file.number = seen.number();
  file.role = RoleIn(seen);
  return file;
}

absl::StatusOr<absl::optional<SeenDocument>> FindById(ReadCall& call,
                                                      absl::string_view id) {
  using Found = absl::optional<SeenDocument>;
  ASSIGN_OR_RETURN(absl::optional<Document> document,
                   FindDocument(call.snapshot, id));
  if (!document.has_value()) return Found();
  ASSIGN_OR_RETURN(const absl::optional<SeenFile> file,
                   FindFileById(call.snapshot, ScopeOf(call.actor),
                                document->file_id(), Counts::kWithout));
  if (!file.has_value() || !file->whole) return Found();
  return Found(SeenDocument{*std::move(document), Described(*file)});
}

absl::StatusOr<absl::optional<SeenDocument>> FindByReference(
    ReadCall& call, absl::string_view text) {
  using Found = absl::optional<SeenDocument>;
  const absl::optional<DocumentReference> reference = ParseReference(text);
  if (!reference.has_value()) return Found();
  ASSIGN_OR_RETURN(DocumentFile file, SeeDocumentFile(call, reference->file));
  const uint32_t series =
      reference->audience == Document::SHARED ? kSharedSeries : file.side;
  ASSIGN_OR_RETURN(absl::optional<Document> document,
                   FindDocumentByNumber(call.snapshot, file.file_id, series,
                                        reference->number));
  if (!document.has_value()) return Found();
  return Found(SeenDocument{*std::move(document), std::move(file)});
}

// Without what is made anew for each reader.
Document Redacted(const SeenDocument& seen, bool sealed_content) {
  Document shown = seen.document;
  shown.clear_etag();
  Redact(FileReader(seen.file.side, sealed_content), shown);
  shown.set_reference(ReferenceOf(seen.file.number, seen.document));
  return shown;
}

}  // namespace

absl::StatusOr<DocumentFile> SeeDocumentFile(ReadCall& call,
                                             absl::string_view id_or_number) {
  ASSIGN_OR_RETURN(const SeenFile file,
                   SeeFile(call, id_or_number, Counts::kWithout));
  // Papers of a settlement are of all its grievances.
  if (!file.whole) return Refuse(R::NOT_AVAILABLE);
  return Described(file);
}

absl::StatusOr<SeenDocument> SeeDocument(ReadCall& call,
                                         absl::string_view id_or_reference) {
  ASSIGN_OR_RETURN(absl::optional<SeenDocument> seen,
                   FindById(call, id_or_reference));
  if (!seen.has_value()) {
    ASSIGN_OR_RETURN(seen, FindByReference(call, id_or_reference));
  }
  if (!seen.has_value() || !IsReadBy(seen->document, seen->file.side)) {
    return Refuse(R::NOT_AVAILABLE);
  }
  return *std::move(seen);
}

Document Shown(ReadCall& call, const SeenDocument& seen, bool sealed_content) {
  // The etag is the same whichever call shows it.
  const std::string etag = Etag(call.keyring, Redacted(seen, false));
  Document shown = Redacted(seen, sealed_content);
  shown.set_etag(etag);
  return shown;
}

absl::Status OpenOwn(WriteCall& call, SeenDocument& seen) {
  const std::string& id = seen.document.document_id();
  RETURN_IF_ERROR(
      OpenSealed(call.snapshot, call.keyring, id, Class::SIDE, seen.document));
  return RecordReading(call, id, Class::SIDE, seen.file.role,
                       seen.file.organization_id);
}

}  // namespace entente
