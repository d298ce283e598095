#include "services/documents/document_service.h"

#include <memory>

#include "services/documents/document_calls.h"
#include "services/documents/document_receiver.h"
#include "services/documents/document_rules.h"
#include "services/documents/document_sender.h"

namespace entente {

grpc::ServerReadReactor<v1::AddDocumentRequest>* DocumentService::AddDocument(
    grpc::CallbackServerContext* context, v1::DocumentAnswer* response) {
  return rpc_.Receive<v1::AddDocumentRequest>(
      context,
      std::make_unique<DocumentReceiver>(store_, bytes_max_, response));
}

grpc::ServerUnaryReactor* DocumentService::GetDocument(
    grpc::CallbackServerContext* context, const v1::GetDocumentRequest* request,
    v1::DocumentAnswer* response) {
  return rpc_.SealedRead(context, request, response, CheckGetDocument,
                         GetOneDocument);
}

grpc::ServerWriteReactor<v1::DocumentPart>* DocumentService::GetDocumentContent(
    grpc::CallbackServerContext* context,
    const v1::GetDocumentContentRequest* request) {
  return rpc_.Send<v1::DocumentPart>(
      context, request, std::make_unique<DocumentSender>(store_, *request));
}

grpc::ServerUnaryReactor* DocumentService::ListDocuments(
    grpc::CallbackServerContext* context,
    const v1::ListDocumentsRequest* request,
    v1::ListDocumentsResponse* response) {
  return rpc_.Read(context, request, response, CheckListDocuments,
                   ListFileDocuments);
}

grpc::ServerUnaryReactor* DocumentService::ListDocumentHistory(
    grpc::CallbackServerContext* context,
    const v1::ListDocumentHistoryRequest* request,
    v1::ListDocumentHistoryResponse* response) {
  return rpc_.Read(context, request, response, CheckListDocumentHistory,
                   DocumentHistory);
}

}  // namespace entente
