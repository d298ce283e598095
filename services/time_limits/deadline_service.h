// Dates by which something must be done: computed outside any file, and those
// of the files that the caller may read.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_DEADLINE_SERVICE_H_
#define ENTENTE_SERVICES_TIME_LIMITS_DEADLINE_SERVICE_H_

#include "entente/v1/time_limit_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Owns neither; both outlive it.
class DeadlineService final : public v1::DeadlineService::CallbackService {
 public:
  DeadlineService(Rpc& rpc, const Procedures& procedures)
      : rpc_(rpc), procedures_(procedures) {}

  grpc::ServerUnaryReactor* ComputeDeadline(
      grpc::CallbackServerContext* context,
      const v1::ComputeDeadlineRequest* request,
      v1::ComputeDeadlineResponse* response) override;
  grpc::ServerUnaryReactor* ListDeadlines(
      grpc::CallbackServerContext* context,
      const v1::ListDeadlinesRequest* request,
      v1::ListDeadlinesResponse* response) override;
  grpc::ServerUnaryReactor* GetDigest(grpc::CallbackServerContext* context,
                                      const v1::GetDigestRequest* request,
                                      v1::GetDigestResponse* response) override;
  grpc::ServerUnaryReactor* ExplainDeadline(
      grpc::CallbackServerContext* context,
      const v1::ExplainDeadlineRequest* request,
      v1::ExplainDeadlineResponse* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_DEADLINE_SERVICE_H_
