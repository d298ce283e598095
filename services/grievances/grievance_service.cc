#include "services/grievances/grievance_service.h"

#include <string>

#include "services/grievances/call_bodies.h"
#include "services/grievances/contest_rules.h"
#include "services/grievances/correction_rules.h"
#include "services/grievances/filing_call.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/hand_over_calls.h"
#include "services/grievances/issue_rules.h"
#include "services/grievances/joinder_calls.h"
#include "services/grievances/move_calls.h"
#include "services/grievances/reading_calls.h"

namespace entente {
namespace {

absl::Status ShowIssues(ReadCall&, const v1::ListIssuesRequest&,
                        v1::ListIssuesResponse& response) {
  *response.mutable_taxonomy() = ShippedIssues();
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* GrievanceService::FileGrievance(
    grpc::CallbackServerContext* context,
    const v1::FileGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckFileGrievance,
                    With(procedures_, File),
                    Again(procedures_, ShowFiledAgain));
}

grpc::ServerUnaryReactor* GrievanceService::ReceiveGrievance(
    grpc::CallbackServerContext* context,
    const v1::ReceiveGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckReceiveGrievance,
                    With(procedures_, Receive), Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* GrievanceService::ReplyGrievance(
    grpc::CallbackServerContext* context,
    const v1::ReplyGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckReplyGrievance,
                    With(procedures_, Reply), Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* GrievanceService::AdvanceGrievance(
    grpc::CallbackServerContext* context,
    const v1::AdvanceGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckAdvanceGrievance,
                    With(procedures_, Advance), Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* GrievanceService::WithdrawGrievance(
    grpc::CallbackServerContext* context,
    const v1::WithdrawGrievanceRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckWithdrawGrievance,
                    With(procedures_, Withdraw), Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* GrievanceService::LapseGrievance(
    grpc::CallbackServerContext* context,
    const v1::LapseGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckLapseGrievance,
                    With(procedures_, Lapse), Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* GrievanceService::RelieveGrievance(
    grpc::CallbackServerContext* context,
    const v1::RelieveGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckRelieveGrievance,
                    With(procedures_, Relieve), Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* GrievanceService::SeverGrievance(
    grpc::CallbackServerContext* context,
    const v1::SeverGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckSeverGrievance,
                    With(procedures_, Sever), Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* GrievanceService::JoinGrievances(
    grpc::CallbackServerContext* context,
    const v1::JoinGrievancesRequest* request,
    v1::JoinGrievancesResponse* response) {
  return rpc_.Write(context, request, response, CheckJoinGrievances,
                    With(procedures_, Join), ShowJoinedAgain);
}

grpc::ServerUnaryReactor* GrievanceService::CorrectGrievance(
    grpc::CallbackServerContext* context,
    const v1::CorrectGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckCorrectGrievance,
                    With(procedures_, Correct), Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* GrievanceService::ContestAct(
    grpc::CallbackServerContext* context, const v1::ContestActRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckContestAct,
                    With(procedures_, Contest), Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* GrievanceService::AssignGrievance(
    grpc::CallbackServerContext* context,
    const v1::AssignGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckAssignGrievance,
                    With(procedures_, Assign),
                    Again(procedures_, ShowAssignedAgain));
}

grpc::ServerUnaryReactor* GrievanceService::WallGrievance(
    grpc::CallbackServerContext* context,
    const v1::WallGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckWallGrievance,
                    With(procedures_, Wall),
                    Again(procedures_, ShowAssignedAgain));
}

grpc::ServerUnaryReactor* GrievanceService::HandOverFiles(
    grpc::CallbackServerContext* context,
    const v1::HandOverFilesRequest* request,
    v1::HandOverFilesResponse* response) {
  return rpc_.Write(context, request, response, CheckHandOverFiles,
                    HandFilesOver, ShowHandOverAgain);
}

grpc::ServerUnaryReactor* GrievanceService::GetGrievance(
    grpc::CallbackServerContext* context,
    const v1::GetGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Read(context, request, response, CheckGetGrievance,
                   With(procedures_, Get));
}

grpc::ServerUnaryReactor* GrievanceService::UnsealGrievancePersons(
    grpc::CallbackServerContext* context,
    const v1::UnsealGrievancePersonsRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.SealedRead(context, request, response,
                         CheckUnsealGrievancePersons,
                         With(procedures_, Unseal));
}

grpc::ServerUnaryReactor* GrievanceService::ListGrievances(
    grpc::CallbackServerContext* context,
    const v1::ListGrievancesRequest* request,
    v1::ListGrievancesResponse* response) {
  return rpc_.Read(
      context, request, response, CheckListGrievances,
      [](ReadCall& call, const v1::ListGrievancesRequest& list,
         v1::ListGrievancesResponse& page) { return List(call, list, page); });
}

grpc::ServerUnaryReactor* GrievanceService::ListGrievanceHistory(
    grpc::CallbackServerContext* context,
    const v1::ListGrievanceHistoryRequest* request,
    v1::ListGrievanceHistoryResponse* response) {
  return rpc_.Read(context, request, response, CheckListGrievanceHistory,
                   History);
}

grpc::ServerUnaryReactor* GrievanceService::ListIssues(
    grpc::CallbackServerContext* context, const v1::ListIssuesRequest* request,
    v1::ListIssuesResponse* response) {
  return rpc_.Read(context, request, response, NoCheck(), ShowIssues);
}

}  // namespace entente
