#include "services/documents/document_receiver.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/documents/document_access.h"
#include "storage/document_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using v1::AddDocumentRequest;
using v1::Document;
using R = v1::Refusal;

const AddDocumentRequest& RequestIn(const google::protobuf::Message& message) {
  return *google::protobuf::internal::DownCast<const AddDocumentRequest*>(
      &message);
}

absl::Status OutOfOrder(absl::string_view part) {
  return Refuse(R::STREAM_ORDER, {{"field", part}});
}

}  // namespace

DocumentReceiver::DocumentReceiver(Store& store, int64_t bytes_max,
                                   v1::DocumentAnswer* answer)
    : store_(store),
      bytes_max_(bytes_max),
      answer_(answer),
      document_id_(NewId()) {}

absl::string_view DocumentReceiver::missing_part() const {
  return has_header_ ? "end" : "header";
}

absl::Status DocumentReceiver::CheckFirst(
    const google::protobuf::Message& message) {
  const AddDocumentRequest& request = RequestIn(message);
  if (!request.has_header()) return OutOfOrder("header");
  RETURN_IF_ERROR(CheckHeader(request.header()));
  header_ = request.header();
  has_header_ = true;
  return absl::OkStatus();
}

absl::Status DocumentReceiver::Begin(ReadCall& call) {
  ASSIGN_OR_RETURN(const DocumentFile file,
                   SeeDocumentFile(call, header_.file_id()));
  ASSIGN_OR_RETURN(audience_, AudienceIn(file.kind, header_.audience()));
  return absl::OkStatus();
}

absl::StatusOr<bool> DocumentReceiver::Take(
    const google::protobuf::Message& message) {
  const AddDocumentRequest& request = RequestIn(message);
  switch (request.part_case()) {
    case AddDocumentRequest::kChunk:
      RETURN_IF_ERROR(TakeChunk(request.chunk()));
      return false;
    case AddDocumentRequest::kEnd:
      RETURN_IF_ERROR(CheckEnd(request.end()));
      end_ = request.end();
      return true;
    default:
      return OutOfOrder(request.has_header() ? "header" : "chunk");
  }
}

absl::Status DocumentReceiver::TakeChunk(absl::string_view chunk) {
  content_.size_bytes += static_cast<int64_t>(chunk.size());
  if (content_.size_bytes > bytes_max_) {
    return Refuse(R::DOCUMENT_TOO_LARGE, {{"limit", absl::StrCat(bytes_max_)}});
  }
  digest_.Add(chunk);
  if (header_.validate_only()) return absl::OkStatus();
  if (file_ == nullptr) {
    absl::optional<ContentSeal> seal;
    if (audience_ == Document::SIDE) {
      ASSIGN_OR_RETURN(content_.key_id, store_.keyring().NewKey());
      seal = ContentSeal{&store_.keyring(), content_.key_id, document_id_};
    }
    ASSIGN_OR_RETURN(file_, store_.contents().Begin(std::move(seal)));
  }
  return file_->Append(chunk);
}

absl::StatusOr<Receiver::Received> DocumentReceiver::Prepare() {
  if (content_.size_bytes == 0) return Refuse(R::DOCUMENT_EMPTY);
  content_.sha256 = digest_.Hex();
  if (end_.size_bytes() != content_.size_bytes ||
      absl::AsciiStrToLower(end_.sha256()) != content_.sha256) {
    return Refuse(R::DOCUMENT_HASH_DIFFERS);
  }
  if (file_ != nullptr) {
    ASSIGN_OR_RETURN(content_.stored_name, file_->Place());
  }
  Received received;
  received.steps.request_id = header_.request_id();
  received.steps.validate_only = header_.validate_only();
  received.steps.body = [this](WriteCall& call) { return Add(call); };
  received.steps.replay = [this](ReadCall& call, absl::string_view id) {
    return ShowAgain(call, id);
  };
  received.content = absl::StrCat(header_.SerializeAsString(), content_.sha256);
  return received;
}

absl::StatusOr<std::string> DocumentReceiver::Add(WriteCall& call) {
  answer_->Clear();
  DocumentFacts facts;
  // Looked up again: mandates, walls and the file may have changed since the
  // stream began.
  ASSIGN_OR_RETURN(facts.file, SeeDocumentFile(call, header_.file_id()));
  ASSIGN_OR_RETURN(facts.audience,
                   AudienceIn(facts.file.kind, header_.audience()));
  if (facts.audience != audience_) return Refuse(R::NOT_AVAILABLE);
  const uint32_t series =
      audience_ == Document::SHARED ? kSharedSeries : facts.file.side;
  ASSIGN_OR_RETURN(
      facts.number,
      NextDocumentNumber(call.snapshot, facts.file.file_id, series));
  facts.content = content_;
  facts.document_id = document_id_;
  facts.person_id = call.actor.person_id;
  facts.now = call.snapshot.now();
  facts.today = call.actor.today;
  v1::Event event = AddDocument(header_, facts);
  *answer_->mutable_document() =
      Shown(call, {event.document(), facts.file}, /*sealed_content=*/false);
  RETURN_IF_ERROR(RecordChange(call, nullptr, std::move(event), facts.file.role,
                               facts.file.organization_id));
  return document_id_;
}

absl::Status DocumentReceiver::ShowAgain(ReadCall& call,
                                         absl::string_view document_id) {
  answer_->Clear();
  ASSIGN_OR_RETURN(const SeenDocument seen, SeeDocument(call, document_id));
  *answer_->mutable_document() = Shown(call, seen, /*sealed_content=*/false);
  answer_->set_replayed(true);
  return absl::OkStatus();
}

void DocumentReceiver::Settle() {
  if (file_ == nullptr) return;
  file_->Settle([this](absl::string_view name) {
    return IsContentNamed(store_.database(), name);
  });
}

}  // namespace entente
