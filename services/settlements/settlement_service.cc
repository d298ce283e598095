#include "services/settlements/settlement_service.h"

#include "services/grievances/call_bodies.h"
#include "services/grievances/move_calls.h"
#include "services/settlements/settlement_access.h"
#include "services/settlements/settlement_calls.h"
#include "services/settlements/settlement_checks.h"
#include "services/settlements/settlement_reading.h"

namespace entente {

grpc::ServerUnaryReactor* SettlementService::ProposeSettlement(
    grpc::CallbackServerContext* context,
    const v1::ProposeSettlementRequest* request,
    v1::SettlementAnswer* response) {
  return rpc_.Write(context, request, response, CheckProposeSettlement,
                    With(procedures_, Propose), ShowSettlementAgain);
}

grpc::ServerUnaryReactor* SettlementService::SignSettlement(
    grpc::CallbackServerContext* context,
    const v1::SignSettlementRequest* request, v1::SettlementAnswer* response) {
  return rpc_.Write(context, request, response, CheckSignSettlement,
                    With(procedures_, Sign), ShowSettlementAgain);
}

grpc::ServerUnaryReactor* SettlementService::ContestSignature(
    grpc::CallbackServerContext* context,
    const v1::ContestSignatureRequest* request,
    v1::SettlementAnswer* response) {
  return rpc_.Write(context, request, response, CheckContestSignature,
                    With(procedures_, ContestSigned), ShowSettlementAgain);
}

grpc::ServerUnaryReactor* SettlementService::AbandonSettlement(
    grpc::CallbackServerContext* context,
    const v1::AbandonSettlementRequest* request,
    v1::SettlementAnswer* response) {
  return rpc_.Write(context, request, response, CheckAbandonSettlement,
                    With(procedures_, Abandon), ShowSettlementAgain);
}

grpc::ServerUnaryReactor* SettlementService::ReportCommitment(
    grpc::CallbackServerContext* context,
    const v1::ReportCommitmentRequest* request,
    v1::SettlementAnswer* response) {
  return rpc_.Write(context, request, response, CheckReportCommitment,
                    With(procedures_, Report), ShowSettlementAgain);
}

grpc::ServerUnaryReactor* SettlementService::RepudiateSettlement(
    grpc::CallbackServerContext* context,
    const v1::RepudiateSettlementRequest* request,
    v1::SettlementAnswer* response) {
  return rpc_.Write(context, request, response, CheckRepudiateSettlement,
                    With(procedures_, Repudiate), ShowSettlementAgain);
}

grpc::ServerUnaryReactor* SettlementService::ReinstateGrievance(
    grpc::CallbackServerContext* context,
    const v1::ReinstateGrievanceRequest* request,
    v1::SettlementAnswer* response) {
  return rpc_.Write(context, request, response, CheckReinstateGrievance,
                    With(procedures_, Reinstate), ShowSettlementAgain);
}

grpc::ServerUnaryReactor* SettlementService::GetSettlement(
    grpc::CallbackServerContext* context,
    const v1::GetSettlementRequest* request, v1::SettlementAnswer* response) {
  return rpc_.Read(context, request, response, CheckGetSettlement, GetOne);
}

grpc::ServerUnaryReactor* SettlementService::ListSettlements(
    grpc::CallbackServerContext* context,
    const v1::ListSettlementsRequest* request,
    v1::ListSettlementsResponse* response) {
  return rpc_.Read(context, request, response, CheckListSettlements, ListAll);
}

grpc::ServerUnaryReactor* SettlementService::ListSettlementHistory(
    grpc::CallbackServerContext* context,
    const v1::ListSettlementHistoryRequest* request,
    v1::ListSettlementHistoryResponse* response) {
  return rpc_.Read(context, request, response, CheckListSettlementHistory,
                   HistoryOf);
}

grpc::ServerUnaryReactor* SettlementService::CloseGrievance(
    grpc::CallbackServerContext* context,
    const v1::CloseGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckCloseGrievance,
                    With(procedures_, CloseFile),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* SettlementService::NoteEnd(
    grpc::CallbackServerContext* context, const v1::NoteEndRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckNoteEnd,
                    With(procedures_, TakeNoteOfEnd),
                    Again(procedures_, ShowAgain));
}

}  // namespace entente
