// Grievances, as calls.

#ifndef ENTENTE_SERVICES_GRIEVANCES_GRIEVANCE_SERVICE_H_
#define ENTENTE_SERVICES_GRIEVANCES_GRIEVANCE_SERVICE_H_

#include "entente/v1/grievance_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Owns neither `rpc` nor `procedures`; both outlive it.
class GrievanceService final : public v1::GrievanceService::CallbackService {
 public:
  GrievanceService(Rpc& rpc, const Procedures& procedures)
      : rpc_(rpc), procedures_(procedures) {}

  grpc::ServerUnaryReactor* FileGrievance(
      grpc::CallbackServerContext* context,
      const v1::FileGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* ReceiveGrievance(
      grpc::CallbackServerContext* context,
      const v1::ReceiveGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* ReplyGrievance(
      grpc::CallbackServerContext* context,
      const v1::ReplyGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* AdvanceGrievance(
      grpc::CallbackServerContext* context,
      const v1::AdvanceGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* WithdrawGrievance(
      grpc::CallbackServerContext* context,
      const v1::WithdrawGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* LapseGrievance(
      grpc::CallbackServerContext* context,
      const v1::LapseGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* RelieveGrievance(
      grpc::CallbackServerContext* context,
      const v1::RelieveGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* JoinGrievances(
      grpc::CallbackServerContext* context,
      const v1::JoinGrievancesRequest* request,
      v1::JoinGrievancesResponse* response) override;
  grpc::ServerUnaryReactor* SeverGrievance(
      grpc::CallbackServerContext* context,
      const v1::SeverGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* CorrectGrievance(
      grpc::CallbackServerContext* context,
      const v1::CorrectGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* ContestAct(grpc::CallbackServerContext* context,
                                       const v1::ContestActRequest* request,
                                       v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* AssignGrievance(
      grpc::CallbackServerContext* context,
      const v1::AssignGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* WallGrievance(
      grpc::CallbackServerContext* context,
      const v1::WallGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* HandOverFiles(
      grpc::CallbackServerContext* context,
      const v1::HandOverFilesRequest* request,
      v1::HandOverFilesResponse* response) override;
  grpc::ServerUnaryReactor* GetGrievance(
      grpc::CallbackServerContext* context,
      const v1::GetGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* UnsealGrievancePersons(
      grpc::CallbackServerContext* context,
      const v1::UnsealGrievancePersonsRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* ListGrievances(
      grpc::CallbackServerContext* context,
      const v1::ListGrievancesRequest* request,
      v1::ListGrievancesResponse* response) override;
  grpc::ServerUnaryReactor* ListGrievanceHistory(
      grpc::CallbackServerContext* context,
      const v1::ListGrievanceHistoryRequest* request,
      v1::ListGrievanceHistoryResponse* response) override;
  grpc::ServerUnaryReactor* ListIssues(
      grpc::CallbackServerContext* context,
      const v1::ListIssuesRequest* request,
      v1::ListIssuesResponse* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_GRIEVANCE_SERVICE_H_
