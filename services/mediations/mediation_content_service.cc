#include "services/mediations/mediation_content_service.h"

#include "services/grievances/call_bodies.h"
#include "services/mediations/mediation_checks.h"
#include "services/mediations/mediation_content_calls.h"

namespace entente {

grpc::ServerUnaryReactor* MediationContentService::AddItem(
    grpc::CallbackServerContext* context, const v1::AddItemRequest* request,
    v1::ItemAnswer* response) {
  return rpc_.Write(context, request, response, CheckAddItem,
                    With(procedures_, KeepItem), ShowItemAgain);
}

grpc::ServerUnaryReactor* MediationContentService::ReleaseItem(
    grpc::CallbackServerContext* context, const v1::ReleaseItemRequest* request,
    v1::ItemAnswer* response) {
  return rpc_.Write(context, request, response, CheckReleaseItem,
                    With(procedures_, Release), ShowItemAgain);
}

grpc::ServerUnaryReactor* MediationContentService::ReadItems(
    grpc::CallbackServerContext* context, const v1::ReadItemsRequest* request,
    v1::ReadItemsResponse* response) {
  return rpc_.SealedRead(context, request, response, CheckReadItems,
                         With(procedures_, ReadAllItems));
}

grpc::ServerUnaryReactor* MediationContentService::WriteMediatorNote(
    grpc::CallbackServerContext* context,
    const v1::WriteMediatorNoteRequest* request,
    v1::MediatorNoteAnswer* response) {
  return rpc_.Write(context, request, response, CheckWriteMediatorNote,
                    With(procedures_, KeepMediatorNote), ShowMediatorNoteAgain);
}

grpc::ServerUnaryReactor* MediationContentService::ReadMediatorNotes(
    grpc::CallbackServerContext* context,
    const v1::ReadMediatorNotesRequest* request,
    v1::ReadMediatorNotesResponse* response) {
  return rpc_.SealedRead(context, request, response, CheckReadMediatorNotes,
                         With(procedures_, ReadOwnNotes));
}

grpc::ServerUnaryReactor* MediationContentService::DestroyMediatorNote(
    grpc::CallbackServerContext* context,
    const v1::DestroyMediatorNoteRequest* request,
    v1::MediatorNoteAnswer* response) {
  return rpc_.Write(
      context, request, response, CheckDestroyMediatorNote,
      [this](WriteCall& call, const v1::DestroyMediatorNoteRequest& asked,
             v1::MediatorNoteAnswer& answer) {
        absl::StatusOr<std::string> id =
            DestroyNote(call, procedures_, asked, answer);
        if (id.ok()) destroyed_();
        return id;
      },
      ShowMediatorNoteAgain);
}

}  // namespace entente
