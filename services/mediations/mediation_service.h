// The calls on mediations.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_SERVICE_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_SERVICE_H_

#include "entente/v1/mediation_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Does not own `rpc` and `procedures`.
class MediationService final : public v1::MediationService::CallbackService {
 public:
  MediationService(Rpc& rpc, const Procedures& procedures)
      : rpc_(rpc), procedures_(procedures) {}

  grpc::ServerUnaryReactor* RequestMediation(
      grpc::CallbackServerContext* context,
      const v1::RequestMediationRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* AcknowledgeMediation(
      grpc::CallbackServerContext* context,
      const v1::AcknowledgeMediationRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* AdmitMediation(
      grpc::CallbackServerContext* context,
      const v1::AdmitMediationRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* RejectMediation(
      grpc::CallbackServerContext* context,
      const v1::RejectMediationRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* AnswerMediation(
      grpc::CallbackServerContext* context,
      const v1::AnswerMediationRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* WithdrawFromMediation(
      grpc::CallbackServerContext* context,
      const v1::WithdrawFromMediationRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* ProposeMediator(
      grpc::CallbackServerContext* context,
      const v1::ProposeMediatorRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* DiscloseInterests(
      grpc::CallbackServerContext* context,
      const v1::DiscloseInterestsRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* AcceptInterests(
      grpc::CallbackServerContext* context,
      const v1::AcceptInterestsRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* ChallengeMediator(
      grpc::CallbackServerContext* context,
      const v1::ChallengeMediatorRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* EndMediator(grpc::CallbackServerContext* context,
                                        const v1::EndMediatorRequest* request,
                                        v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* ConfirmMediators(
      grpc::CallbackServerContext* context,
      const v1::ConfirmMediatorsRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* SignEntry(grpc::CallbackServerContext* context,
                                      const v1::SignEntryRequest* request,
                                      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* HoldSession(grpc::CallbackServerContext* context,
                                        const v1::HoldSessionRequest* request,
                                        v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* PauseMediation(
      grpc::CallbackServerContext* context,
      const v1::PauseMediationRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* ResumeMediation(
      grpc::CallbackServerContext* context,
      const v1::ResumeMediationRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* EndMediation(
      grpc::CallbackServerContext* context,
      const v1::EndMediationRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* GetMediation(
      grpc::CallbackServerContext* context,
      const v1::GetMediationRequest* request,
      v1::MediationAnswer* response) override;
  grpc::ServerUnaryReactor* ListMediations(
      grpc::CallbackServerContext* context,
      const v1::ListMediationsRequest* request,
      v1::ListMediationsResponse* response) override;
  grpc::ServerUnaryReactor* ListMediationHistory(
      grpc::CallbackServerContext* context,
      const v1::ListMediationHistoryRequest* request,
      v1::ListMediationHistoryResponse* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_SERVICE_H_
