// The bodies of the calls on documents that take one message and give one.

#ifndef ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_CALLS_H_
#define ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_CALLS_H_

#include "absl/status/status.h"
#include "entente/v1/document_service.pb.h"
#include "services/rpc/call.h"

namespace entente {

absl::Status GetOneDocument(WriteCall& call,
                            const v1::GetDocumentRequest& request,
                            v1::DocumentAnswer& answer);
absl::Status ListFileDocuments(ReadCall& call,
                               const v1::ListDocumentsRequest& request,
                               v1::ListDocumentsResponse& response);
absl::Status DocumentHistory(ReadCall& call,
                             const v1::ListDocumentHistoryRequest& request,
                             v1::ListDocumentHistoryResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DOCUMENTS_DOCUMENT_CALLS_H_
