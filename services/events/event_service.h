// The event log, to those whom it concerns and to the auditor.

#ifndef ENTENTE_SERVICES_EVENTS_EVENT_SERVICE_H_
#define ENTENTE_SERVICES_EVENTS_EVENT_SERVICE_H_

#include "entente/v1/event_service.grpc.pb.h"
#include "services/rpc/handler.h"

namespace entente {

// Does not own `rpc`.
class EventService final : public v1::EventService::CallbackService {
 public:
  explicit EventService(Rpc& rpc) : rpc_(rpc) {}

  grpc::ServerUnaryReactor* ListPersonHistory(
      grpc::CallbackServerContext* context,
      const v1::ListPersonHistoryRequest* request,
      v1::ListPersonHistoryResponse* response) override;
  grpc::ServerUnaryReactor* ListEvents(
      grpc::CallbackServerContext* context,
      const v1::ListEventsRequest* request,
      v1::ListEventsResponse* response) override;

 private:
  Rpc& rpc_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_EVENTS_EVENT_SERVICE_H_
