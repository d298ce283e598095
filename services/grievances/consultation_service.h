// Consultations, as calls.

#ifndef ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_SERVICE_H_
#define ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_SERVICE_H_

#include "entente/v1/consultation_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Owns neither `rpc` nor `procedures`; both outlive it.
class ConsultationService final
    : public v1::ConsultationService::CallbackService {
 public:
  ConsultationService(Rpc& rpc, const Procedures& procedures)
      : rpc_(rpc), procedures_(procedures) {}

  grpc::ServerUnaryReactor* OpenConsultation(
      grpc::CallbackServerContext* context,
      const v1::OpenConsultationRequest* request,
      v1::ConsultationAnswer* response) override;
  grpc::ServerUnaryReactor* CorrectConsultation(
      grpc::CallbackServerContext* context,
      const v1::CorrectConsultationRequest* request,
      v1::ConsultationAnswer* response) override;
  grpc::ServerUnaryReactor* CloseConsultation(
      grpc::CallbackServerContext* context,
      const v1::CloseConsultationRequest* request,
      v1::ConsultationAnswer* response) override;
  grpc::ServerUnaryReactor* AssignConsultation(
      grpc::CallbackServerContext* context,
      const v1::AssignConsultationRequest* request,
      v1::ConsultationAnswer* response) override;
  grpc::ServerUnaryReactor* WallConsultation(
      grpc::CallbackServerContext* context,
      const v1::WallConsultationRequest* request,
      v1::ConsultationAnswer* response) override;
  grpc::ServerUnaryReactor* GetConsultation(
      grpc::CallbackServerContext* context,
      const v1::GetConsultationRequest* request,
      v1::ConsultationAnswer* response) override;
  grpc::ServerUnaryReactor* ListConsultations(
      grpc::CallbackServerContext* context,
      const v1::ListConsultationsRequest* request,
      v1::ListConsultationsResponse* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_SERVICE_H_
