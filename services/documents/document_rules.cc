#include "services/documents/document_rules.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/move_checks.h"

namespace entente {
namespace {

using v1::Document;
using R = v1::Refusal;

constexpr char kSharedLetter = 'P';
constexpr char kOwnLetter = 'I';
}  // namespace

absl::Status CheckHeader(const v1::AddDocumentRequest::Header& header) {
  RETURN_IF_ERROR(CheckRequestId(header.request_id()));
  RETURN_IF_ERROR(CheckReference("file_id", header.file_id(), true));
  RETURN_IF_ERROR(CheckText("title", header.title(), kNameCharactersMax, true));
  RETURN_IF_ERROR(
      CheckText("file_name", header.file_name(), kFileNameCharactersMax, true));
  for (const char c : header.file_name()) {
    if (c != '/' && c != '\\') continue;
    return Refuse(
        R::FIELD_BAD_CHARACTER,
        {{"field", "file_name"}, {"character", absl::StrFormat("U+%04X", c)}});
  }
  RETURN_IF_ERROR(CheckText("media_type", header.media_type(),
                            kMediaTypeCharactersMax, false));
  return CheckKnownEnum("audience", header.audience(), false);
}

absl::Status CheckEnd(const v1::AddDocumentRequest::End& end) {
  if (end.sha256().empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "sha256"}});
  }
  return CheckDigest("sha256", end.sha256());
}

absl::Status CheckGetDocument(const v1::GetDocumentRequest& request) {
  return CheckReference("document_id", request.document_id(), true);
}

absl::Status CheckGetDocumentContent(
    const v1::GetDocumentContentRequest& request) {
  return CheckReference("document_id", request.document_id(), true);
}

absl::Status CheckListDocuments(const v1::ListDocumentsRequest& request) {
  RETURN_IF_ERROR(CheckReference("file_id", request.file_id(), true));
  return CheckPage(request);
}

absl::Status CheckListDocumentHistory(
    const v1::ListDocumentHistoryRequest& request) {
  RETURN_IF_ERROR(CheckReference("document_id", request.document_id(), true));
  return CheckPage(request);
}

absl::StatusOr<Document::Audience> AudienceIn(Document::FileKind kind,
                                              Document::Audience asked) {
  const bool is_own = kind == Document::CONSULTATION;
  if (asked == Document::AUDIENCE_UNSPECIFIED) {
    return is_own ? Document::SIDE : Document::SHARED;
  }
  if (is_own && asked == Document::SHARED) {
    return Refuse(R::FIELDS_CONFLICT,
                  {{"field", "audience"}, {"other_field", "file_id"}});
  }
  return asked;
}

bool IsReadBy(const Document& document, uint32_t side) {
  return side != 0 &&
         (document.audience() == Document::SHARED || document.side() == side);
}

v1::Event AddDocument(const v1::AddDocumentRequest::Header& header,
                      const DocumentFacts& facts) {
  v1::Event event;
  event.set_move(v1::Event::DOCUMENT_ADDED);
  event.set_record_id(facts.document_id);
  event.set_acted_by_side(facts.file.side);
  Document& document = *event.mutable_document();
  document.set_document_id(facts.document_id);
  document.set_file_kind(facts.file.kind);
  document.set_file_id(facts.file.file_id);
  document.set_side(facts.file.side);
  document.set_organization_id(facts.file.organization_id);
  document.set_audience(facts.audience);
  document.set_number(facts.number);
  Document::Description& description = facts.audience == Document::SHARED
                                           ? *document.mutable_shared()
                                           : *document.mutable_own();
  description.set_title(header.title());
  description.set_file_name(header.file_name());
  description.set_media_type(header.media_type());
  description.set_sha256(facts.content.sha256);
  document.set_size_bytes(facts.content.size_bytes);
  document.set_added_by_id(facts.person_id);
  document.set_added_date(DayIso(facts.today));
  *document.mutable_create_time() = ToProto(facts.now);
  document.set_stored_name(facts.content.stored_name);
  document.set_key_id(facts.content.key_id);
  return event;
}

std::string ReferenceOf(absl::string_view file_number,
                        const Document& document) {
  const char letter =
      document.audience() == Document::SHARED ? kSharedLetter : kOwnLetter;
  return absl::StrCat(file_number, "/", std::string(1, letter),
                      document.number());
}

absl::optional<DocumentReference> ParseReference(absl::string_view reference) {
  // A number that others gave the file may hold a slash, too.
  const std::size_t slash = reference.rfind('/');
  if (slash == absl::string_view::npos || slash == 0) return absl::nullopt;
  absl::string_view own = reference.substr(slash + 1);
  if (own.size() < 2) return absl::nullopt;
  DocumentReference parts;
  parts.file = std::string(reference.substr(0, slash));
  if (own[0] == kSharedLetter || own[0] == kSharedLetter - 'A' + 'a') {
    parts.audience = Document::SHARED;
  } else if (own[0] == kOwnLetter || own[0] == kOwnLetter - 'A' + 'a') {
    parts.audience = Document::SIDE;
  } else {
    return absl::nullopt;
  }
  own.remove_prefix(1);
  // No sign, no blank: what SimpleAtoi would accept beside digits.
  if (own.find_first_not_of("0123456789") != absl::string_view::npos ||
      !absl::SimpleAtoi(own, &parts.number) || parts.number == 0) {
    return absl::nullopt;
  }
  return parts;
}

}  // namespace entente
