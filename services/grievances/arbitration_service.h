// Arbitration, as calls.

#ifndef ENTENTE_SERVICES_GRIEVANCES_ARBITRATION_SERVICE_H_
#define ENTENTE_SERVICES_GRIEVANCES_ARBITRATION_SERVICE_H_

#include "entente/v1/arbitration_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Owns neither `rpc` nor `procedures`; both outlive it.
class ArbitrationService final
    : public v1::ArbitrationService::CallbackService {
 public:
  ArbitrationService(Rpc& rpc, const Procedures& procedures)
      : rpc_(rpc), procedures_(procedures) {}

  grpc::ServerUnaryReactor* ReferGrievance(
      grpc::CallbackServerContext* context,
      const v1::ReferGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* NameArbitrator(
      grpc::CallbackServerContext* context,
      const v1::NameArbitratorRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* EndArbitrator(
      grpc::CallbackServerContext* context,
      const v1::EndArbitratorRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* FixHearing(grpc::CallbackServerContext* context,
                                       const v1::FixHearingRequest* request,
                                       v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* HoldHearing(grpc::CallbackServerContext* context,
                                        const v1::HoldHearingRequest* request,
                                        v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* MoveHearing(grpc::CallbackServerContext* context,
                                        const v1::MoveHearingRequest* request,
                                        v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* FileExhibit(grpc::CallbackServerContext* context,
                                        const v1::FileExhibitRequest* request,
                                        v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* TakeUnderAdvisement(
      grpc::CallbackServerContext* context,
      const v1::TakeUnderAdvisementRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* ReopenHearing(
      grpc::CallbackServerContext* context,
      const v1::ReopenHearingRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* RenderAward(grpc::CallbackServerContext* context,
                                        const v1::RenderAwardRequest* request,
                                        v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* SeekReview(grpc::CallbackServerContext* context,
                                       const v1::SeekReviewRequest* request,
                                       v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* DecideReview(
      grpc::CallbackServerContext* context,
      const v1::DecideReviewRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* RaiseObjection(
      grpc::CallbackServerContext* context,
      const v1::RaiseObjectionRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* RuleObjection(
      grpc::CallbackServerContext* context,
      const v1::RuleObjectionRequest* request,
      v1::GrievanceAnswer* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_ARBITRATION_SERVICE_H_
