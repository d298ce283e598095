// What moves the time limits of a grievance, as calls.

#ifndef ENTENTE_SERVICES_GRIEVANCES_TIME_LEDGER_SERVICE_H_
#define ENTENTE_SERVICES_GRIEVANCES_TIME_LEDGER_SERVICE_H_

#include "entente/v1/time_ledger_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Owns neither `rpc` nor `procedures`; both outlive it.
class TimeLedgerService final : public v1::TimeLedgerService::CallbackService {
 public:
  TimeLedgerService(Rpc& rpc, const Procedures& procedures)
      : rpc_(rpc), procedures_(procedures) {}

  grpc::ServerUnaryReactor* ExtendDeadline(
      grpc::CallbackServerContext* context,
      const v1::ExtendDeadlineRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* WaiveLimit(grpc::CallbackServerContext* context,
                                       const v1::WaiveLimitRequest* request,
                                       v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* SuspendLimits(
      grpc::CallbackServerContext* context,
      const v1::SuspendLimitsRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* ResumeLimits(
      grpc::CallbackServerContext* context,
      const v1::ResumeLimitsRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* RecordPriorStep(
      grpc::CallbackServerContext* context,
      const v1::RecordPriorStepRequest* request,
      v1::GrievanceAnswer* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_TIME_LEDGER_SERVICE_H_
