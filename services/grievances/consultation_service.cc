#include "services/grievances/consultation_service.h"

#include "services/grievances/call_bodies.h"
#include "services/grievances/consultation_calls.h"
#include "services/grievances/consultation_correction.h"
#include "services/grievances/grievance_checks.h"

namespace entente {

grpc::ServerUnaryReactor* ConsultationService::OpenConsultation(
    grpc::CallbackServerContext* context,
    const v1::OpenConsultationRequest* request,
    v1::ConsultationAnswer* response) {
  return rpc_.Write(context, request, response, CheckOpenConsultation,
                    With(procedures_, Open), ShowConsultationAgain);
}

grpc::ServerUnaryReactor* ConsultationService::CorrectConsultation(
    grpc::CallbackServerContext* context,
    const v1::CorrectConsultationRequest* request,
    v1::ConsultationAnswer* response) {
  return rpc_.Write(context, request, response, CheckCorrectConsultation,
                    With(procedures_, CorrectDays), ShowConsultationAgain);
}

grpc::ServerUnaryReactor* ConsultationService::CloseConsultation(
    grpc::CallbackServerContext* context,
    const v1::CloseConsultationRequest* request,
    v1::ConsultationAnswer* response) {
  return rpc_.Write(context, request, response, CheckCloseConsultation,
                    With(procedures_, Close), ShowConsultationAgain);
}

grpc::ServerUnaryReactor* ConsultationService::AssignConsultation(
    grpc::CallbackServerContext* context,
    const v1::AssignConsultationRequest* request,
    v1::ConsultationAnswer* response) {
  return rpc_.Write(context, request, response, CheckAssignConsultation,
                    With(procedures_, Entrust), ShowEntrustedAgain);
}

grpc::ServerUnaryReactor* ConsultationService::WallConsultation(
    grpc::CallbackServerContext* context,
    const v1::WallConsultationRequest* request,
    v1::ConsultationAnswer* response) {
  return rpc_.Write(context, request, response, CheckWallConsultation,
                    With(procedures_, WallOff), ShowEntrustedAgain);
}

grpc::ServerUnaryReactor* ConsultationService::GetConsultation(
    grpc::CallbackServerContext* context,
    const v1::GetConsultationRequest* request,
    v1::ConsultationAnswer* response) {
  return rpc_.SealedRead(context, request, response, CheckGetConsultation,
                         With(procedures_, GetSealed));
}

grpc::ServerUnaryReactor* ConsultationService::ListConsultations(
    grpc::CallbackServerContext* context,
    const v1::ListConsultationsRequest* request,
    v1::ListConsultationsResponse* response) {
  return rpc_.Read(context, request, response, CheckListConsultations,
                   [](ReadCall& call, const v1::ListConsultationsRequest& list,
                      v1::ListConsultationsResponse& page) {
                     return List(call, list, page);
                   });
}

}  // namespace entente
