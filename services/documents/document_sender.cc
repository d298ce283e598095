#include "services/documents/document_sender.h"

#include <string>
#include <utility>

#include "absl/types/optional.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/documents/document_rules.h"

namespace entente {
namespace {

// A content that is lost is no bug: whoever runs the server can put it back.
absl::Status SayDamage(const absl::Status& status, const v1::Document& shown) {
  if (!absl::IsDataLoss(status)) return status;
  return Refuse(v1::Refusal::DOCUMENT_DAMAGED,
                {{"document", shown.reference()}});
}

}  // namespace

absl::Status DocumentSender::Check() {
  return CheckGetDocumentContent(request_);
}

absl::Status DocumentSender::Open(ReadCall& call) {
  ASSIGN_OR_RETURN(seen_, SeeDocument(call, request_.document_id()));
  shown_ = Shown(call, seen_, /*sealed_content=*/false);
  return absl::OkStatus();
}

bool DocumentSender::is_sealed() const {
  return seen_.document.audience() != v1::Document::SHARED;
}

absl::Status DocumentSender::RecordReading(WriteCall& call) {
  ASSIGN_OR_RETURN(seen_, SeeDocument(call, request_.document_id()));
  RETURN_IF_ERROR(OpenOwn(call, seen_));
  shown_ = Shown(call, seen_, /*sealed_content=*/true);
  return absl::OkStatus();
}

absl::StatusOr<bool> DocumentSender::Next(google::protobuf::Message& message) {
  auto& part =
      *google::protobuf::internal::DownCast<v1::DocumentPart*>(&message);
  const v1::Document& document = seen_.document;
  if (content_ == nullptr) {
    absl::optional<ContentSeal> seal;
    if (!document.key_id().empty()) {
      seal = ContentSeal{&store_.keyring(), document.key_id(),
                         document.document_id()};
    }
    absl::StatusOr<std::unique_ptr<ContentReader>> content =
        ContentReader::Open(store_.contents().folder(), document.stored_name(),
                            std::move(seal));
    if (!content.ok()) return SayDamage(content.status(), shown_);
    content_ = *std::move(content);
    *part.mutable_document() = shown_;
    return true;
  }
  absl::StatusOr<std::string> piece = content_->Next();
  if (!piece.ok()) return SayDamage(piece.status(), shown_);
  const bool more = !piece->empty();
  part.set_chunk(*std::move(piece));
  return more;
}

}  // namespace entente
