// Documents of files, as calls.

#ifndef ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_SERVICE_H_
#define ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_SERVICE_H_

#include <cstdint>

#include "entente/v1/document_service.grpc.pb.h"
#include "services/rpc/handler.h"
#include "storage/store.h"

namespace entente {

// Owns neither `rpc` nor `store`; both outlive it.
class DocumentService final : public v1::DocumentService::CallbackService {
 public:
  // `bytes_max` is the largest content that is taken.
  DocumentService(Rpc& rpc, Store& store, int64_t bytes_max)
      : rpc_(rpc), store_(store), bytes_max_(bytes_max) {}

  grpc::ServerReadReactor<v1::AddDocumentRequest>* AddDocument(
      grpc::CallbackServerContext* context,
      v1::DocumentAnswer* response) override;
  grpc::ServerUnaryReactor* GetDocument(grpc::CallbackServerContext* context,
                                        const v1::GetDocumentRequest* request,
                                        v1::DocumentAnswer* response) override;
  grpc::ServerWriteReactor<v1::DocumentPart>* GetDocumentContent(
      grpc::CallbackServerContext* context,
      const v1::GetDocumentContentRequest* request) override;
  grpc::ServerUnaryReactor* ListDocuments(
      grpc::CallbackServerContext* context,
      const v1::ListDocumentsRequest* request,
      v1::ListDocumentsResponse* response) override;
  grpc::ServerUnaryReactor* ListDocumentHistory(
      grpc::CallbackServerContext* context,
      const v1::ListDocumentHistoryRequest* request,
      v1::ListDocumentHistoryResponse* response) override;

 private:
  Rpc& rpc_;
  Store& store_;
  const int64_t bytes_max_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_SERVICE_H_
