#include "services/mediations/mediation_service.h"

#include "services/grievances/call_bodies.h"
#include "services/mediations/mediation_access.h"
#include "services/mediations/mediation_calls.h"
#include "services/mediations/mediation_checks.h"
#include "services/mediations/mediation_reading.h"

namespace entente {

grpc::ServerUnaryReactor* MediationService::RequestMediation(
    grpc::CallbackServerContext* context,
    const v1::RequestMediationRequest* request, v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckRequestMediation,
                    With(procedures_, Request), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::AcknowledgeMediation(
    grpc::CallbackServerContext* context,
    const v1::AcknowledgeMediationRequest* request,
    v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckAcknowledgeMediation,
                    With(procedures_, Acknowledge), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::AdmitMediation(
    grpc::CallbackServerContext* context,
    const v1::AdmitMediationRequest* request, v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckAdmitMediation,
                    With(procedures_, Admit), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::RejectMediation(
    grpc::CallbackServerContext* context,
    const v1::RejectMediationRequest* request, v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckRejectMediation,
                    With(procedures_, Reject), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::AnswerMediation(
    grpc::CallbackServerContext* context,
    const v1::AnswerMediationRequest* request, v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckAnswerMediation,
                    With(procedures_, AnswerFor), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::WithdrawFromMediation(
    grpc::CallbackServerContext* context,
    const v1::WithdrawFromMediationRequest* request,
    v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckWithdrawFromMediation,
                    With(procedures_, LeaveFor), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::ProposeMediator(
    grpc::CallbackServerContext* context,
    const v1::ProposeMediatorRequest* request, v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckProposeMediator,
                    With(procedures_, ProposeOne), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::DiscloseInterests(
    grpc::CallbackServerContext* context,
    const v1::DiscloseInterestsRequest* request,
    v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckDiscloseInterests,
                    With(procedures_, Disclose), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::AcceptInterests(
    grpc::CallbackServerContext* context,
    const v1::AcceptInterestsRequest* request, v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckAcceptInterests,
                    With(procedures_, Accept), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::ChallengeMediator(
    grpc::CallbackServerContext* context,
    const v1::ChallengeMediatorRequest* request,
    v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckChallengeMediator,
                    With(procedures_, Challenge), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::EndMediator(
    grpc::CallbackServerContext* context, const v1::EndMediatorRequest* request,
    v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckEndMediator,
                    With(procedures_, EndOne), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::ConfirmMediators(
    grpc::CallbackServerContext* context,
    const v1::ConfirmMediatorsRequest* request, v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckConfirmMediators,
                    With(procedures_, Confirm), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::SignEntry(
    grpc::CallbackServerContext* context, const v1::SignEntryRequest* request,
    v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckSignEntry,
                    With(procedures_, SignTheEntry), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::HoldSession(
    grpc::CallbackServerContext* context, const v1::HoldSessionRequest* request,
    v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckHoldSession,
                    With(procedures_, Hold), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::PauseMediation(
    grpc::CallbackServerContext* context,
    const v1::PauseMediationRequest* request, v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckPauseMediation,
                    With(procedures_, PauseIt), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::ResumeMediation(
    grpc::CallbackServerContext* context,
    const v1::ResumeMediationRequest* request, v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckResumeMediation,
                    With(procedures_, ResumeIt), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::EndMediation(
    grpc::CallbackServerContext* context,
    const v1::EndMediationRequest* request, v1::MediationAnswer* response) {
  return rpc_.Write(context, request, response, CheckEndMediation,
                    With(procedures_, EndIt), ShowMediationAgain);
}

grpc::ServerUnaryReactor* MediationService::GetMediation(
    grpc::CallbackServerContext* context,
    const v1::GetMediationRequest* request, v1::MediationAnswer* response) {
  return rpc_.Read(context, request, response, CheckGetMediation,
                   GetMediationFor);
}

grpc::ServerUnaryReactor* MediationService::ListMediations(
    grpc::CallbackServerContext* context,
    const v1::ListMediationsRequest* request,
    v1::ListMediationsResponse* response) {
  return rpc_.Read(context, request, response, CheckListMediations,
                   ListMediationsFor);
}

grpc::ServerUnaryReactor* MediationService::ListMediationHistory(
    grpc::CallbackServerContext* context,
    const v1::ListMediationHistoryRequest* request,
    v1::ListMediationHistoryResponse* response) {
  return rpc_.Read(context, request, response, CheckListMediationHistory,
                   MediationHistoryFor);
}

}  // namespace entente
