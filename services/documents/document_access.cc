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
#include "storage/consultation_store.h"
#include "storage/document_store.h"
#include "storage/settlement_store.h"

namespace entente {
namespace {

using v1::Document;
using Class = v1::Confidentiality;
using R = v1::Refusal;

using FoundFile = absl::optional<DocumentFile>;

// One side of a file that has parties.
DocumentFile OnSide(
    Document::FileKind kind, const std::string& file_id,
    const google::protobuf::RepeatedPtrField<v1::Party>& parties,
    uint32_t side) {
  DocumentFile file;
  file.kind = kind;
  file.file_id = file_id;
  file.side = side;
  for (const v1::Party& party : parties) {
    if (party.side() != side) continue;
    file.organization_id = party.organization_id();
    file.number = party.number();
  }
  file.role = RoleOnSide(parties, side);
  return file;
}

absl::StatusOr<FoundFile> FindFile(ReadCall& call, Document::FileKind kind,
                                   absl::string_view id_or_number) {
  const Scope scope = ScopeOf(call.actor);
  switch (kind) {
    case Document::GRIEVANCE: {
      ASSIGN_OR_RETURN(
          const absl::optional<SeenGrievance> seen,
          FindGrievance(call.snapshot, scope, id_or_number, Counts::kWithout));
      if (!seen.has_value()) return FoundFile();
      return FoundFile(OnSide(kind, seen->grievance.grievance_id(),
                              seen->grievance.parties(), seen->side));
    }
    case Document::CONSULTATION: {
      ASSIGN_OR_RETURN(const absl::optional<v1::Consultation> seen,
                       FindConsultation(call.snapshot, scope, id_or_number));
      if (!seen.has_value()) return FoundFile();
      return FoundFile(DocumentFile{kind, seen->consultation_id(), kOwnerSide,
                                    seen->local_id(), seen->number(),
                                    v1::Mandate::UNION_REP});
    }
    case Document::SETTLEMENT: {
      ASSIGN_OR_RETURN(const absl::optional<SeenSettlement> seen,
                       FindSettlement(call.snapshot, scope, id_or_number));
      if (!seen.has_value()) return FoundFile();
      return FoundFile(OnSide(kind, seen->settlement.settlement_id(),
                              seen->settlement.parties(), seen->side));
    }
    default:
      return FoundFile();
  }
}

absl::StatusOr<absl::optional<SeenDocument>> FindById(ReadCall& call,
                                                      absl::string_view id) {
  using Found = absl::optional<SeenDocument>;
  ASSIGN_OR_RETURN(absl::optional<Document> document,
                   FindDocument(call.snapshot, id));
  if (!document.has_value()) return Found();
  ASSIGN_OR_RETURN(FoundFile file,
                   FindFile(call, document->file_kind(), document->file_id()));
  if (!file.has_value()) return Found();
  return Found(SeenDocument{*std::move(document), *std::move(file)});
}

absl::StatusOr<absl::optional<SeenDocument>> FindByReference(
    ReadCall& call, absl::string_view text) {
  using Found = absl::optional<SeenDocument>;
  const absl::optional<DocumentReference> reference = ParseReference(text);
  if (!reference.has_value()) return Found();
  ASSIGN_OR_RETURN(DocumentFile file, SeeFile(call, reference->file));
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

absl::StatusOr<DocumentFile> SeeFile(ReadCall& call,
                                     absl::string_view id_or_number) {
  for (const auto kind :
       {Document::GRIEVANCE, Document::CONSULTATION, Document::SETTLEMENT}) {
    ASSIGN_OR_RETURN(FoundFile file, FindFile(call, kind, id_or_number));
    if (file.has_value()) return *std::move(file);
  }
  return Refuse(R::NOT_AVAILABLE);
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
