// A document while it arrives.

#ifndef ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_RECEIVER_H_
#define ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_RECEIVER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/document_service.pb.h"
#include "services/documents/document_rules.h"
#include "services/rpc/receiving_call.h"
#include "storage/store.h"

namespace entente {

class DocumentReceiver final : public Receiver {
 public:
  // Owns neither `store` nor `answer`; both outlive it.
  DocumentReceiver(Store& store, int64_t bytes_max, v1::DocumentAnswer* answer);

  absl::Status CheckFirst(const google::protobuf::Message& message) override;
  absl::Status Begin(ReadCall& call) override;
  absl::StatusOr<bool> Take(const google::protobuf::Message& message) override;
  absl::StatusOr<Received> Prepare() override;
  void Settle() override;
  absl::string_view missing_part() const override;

 private:
  absl::Status TakeChunk(absl::string_view chunk);
  absl::StatusOr<std::string> Add(WriteCall& call);
  absl::Status ShowAgain(ReadCall& call, absl::string_view document_id);

  Store& store_;
  const int64_t bytes_max_;
  v1::DocumentAnswer* const answer_;
  const std::string document_id_;
  v1::AddDocumentRequest::Header header_;
  bool has_header_ = false;
  v1::Document::Audience audience_ = v1::Document::AUDIENCE_UNSPECIFIED;
  v1::AddDocumentRequest::End end_;
  Sha256 digest_;
  ReceivedContent content_;
  std::unique_ptr<IncomingContent> file_;  // Null for a call that only checks.
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_RECEIVER_H_
