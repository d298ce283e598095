// A document while it is read.

#ifndef ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_SENDER_H_
#define ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_SENDER_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "entente/v1/document_service.pb.h"
#include "services/documents/document_access.h"
#include "services/rpc/sending_call.h"
#include "storage/store.h"

namespace entente {

class DocumentSender final : public Sender {
 public:
  // Does not own `store`, which outlives it.
  DocumentSender(Store& store, v1::GetDocumentContentRequest request)
      : store_(store), request_(std::move(request)) {}

  absl::Status Check() override;
  absl::Status Open(ReadCall& call) override;
  bool is_sealed() const override;
  absl::Status RecordReading(WriteCall& call) override;
  absl::StatusOr<bool> Next(google::protobuf::Message& message) override;

 private:
  Store& store_;
  const v1::GetDocumentContentRequest request_;
  SeenDocument seen_;
  v1::Document shown_;
  std::unique_ptr<ContentReader> content_;  // Null before the first part.
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_SENDER_H_
