// The calls on what is said in a mediation.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CONTENT_SERVICE_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CONTENT_SERVICE_H_

#include <functional>
#include <utility>

#include "entente/v1/mediation_content_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Does not own `rpc` and `procedures`.
class MediationContentService final
    : public v1::MediationContentService::CallbackService {
 public:
  // `destroyed` is called when a note was destroyed, before that is kept: it
  // wakes who destroys its key.
  MediationContentService(Rpc& rpc, const Procedures& procedures,
                          std::function<void()> destroyed)
      : rpc_(rpc), procedures_(procedures), destroyed_(std::move(destroyed)) {}

  grpc::ServerUnaryReactor* AddItem(grpc::CallbackServerContext* context,
                                    const v1::AddItemRequest* request,
                                    v1::ItemAnswer* response) override;
  grpc::ServerUnaryReactor* ReleaseItem(grpc::CallbackServerContext* context,
                                        const v1::ReleaseItemRequest* request,
                                        v1::ItemAnswer* response) override;
  grpc::ServerUnaryReactor* ReadItems(grpc::CallbackServerContext* context,
                                      const v1::ReadItemsRequest* request,
                                      v1::ReadItemsResponse* response) override;
  grpc::ServerUnaryReactor* WriteMediatorNote(
      grpc::CallbackServerContext* context,
      const v1::WriteMediatorNoteRequest* request,
      v1::MediatorNoteAnswer* response) override;
  grpc::ServerUnaryReactor* ReadMediatorNotes(
      grpc::CallbackServerContext* context,
      const v1::ReadMediatorNotesRequest* request,
      v1::ReadMediatorNotesResponse* response) override;
  grpc::ServerUnaryReactor* DestroyMediatorNote(
      grpc::CallbackServerContext* context,
      const v1::DestroyMediatorNoteRequest* request,
      v1::MediatorNoteAnswer* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
  const std::function<void()> destroyed_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CONTENT_SERVICE_H_
