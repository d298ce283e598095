#include "services/grievances/arbitration_service.h"

#include "services/grievances/arbitration_calls.h"
#include "services/grievances/arbitration_checks.h"
#include "services/grievances/call_bodies.h"
#include "services/grievances/move_calls.h"

namespace entente {

grpc::ServerUnaryReactor* ArbitrationService::ReferGrievance(
    grpc::CallbackServerContext* context,
    const v1::ReferGrievanceRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckReferGrievance,
                    With(procedures_, RunReferGrievance),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::NameArbitrator(
    grpc::CallbackServerContext* context,
    const v1::NameArbitratorRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckNameArbitrator,
                    With(procedures_, RunNameArbitrator),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::EndArbitrator(
    grpc::CallbackServerContext* context,
    const v1::EndArbitratorRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckEndArbitrator,
                    With(procedures_, RunEndArbitrator),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::FixHearing(
    grpc::CallbackServerContext* context, const v1::FixHearingRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckFixHearing,
                    With(procedures_, RunFixHearing),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::HoldHearing(
    grpc::CallbackServerContext* context, const v1::HoldHearingRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckHoldHearing,
                    With(procedures_, RunHoldHearing),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::MoveHearing(
    grpc::CallbackServerContext* context, const v1::MoveHearingRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckMoveHearing,
                    With(procedures_, RunMoveHearing),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::FileExhibit(
    grpc::CallbackServerContext* context, const v1::FileExhibitRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckFileExhibit,
                    With(procedures_, RunFileExhibit),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::TakeUnderAdvisement(
    grpc::CallbackServerContext* context,
    const v1::TakeUnderAdvisementRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckTakeUnderAdvisement,
                    With(procedures_, RunTakeUnderAdvisement),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::ReopenHearing(
    grpc::CallbackServerContext* context,
    const v1::ReopenHearingRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckReopenHearing,
                    With(procedures_, RunReopenHearing),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::RenderAward(
    grpc::CallbackServerContext* context, const v1::RenderAwardRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckRenderAward,
                    With(procedures_, RunRenderAward),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::SeekReview(
    grpc::CallbackServerContext* context, const v1::SeekReviewRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckSeekReview,
                    With(procedures_, RunSeekReview),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::DecideReview(
    grpc::CallbackServerContext* context,
    const v1::DecideReviewRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckDecideReview,
                    With(procedures_, RunDecideReview),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::RaiseObjection(
    grpc::CallbackServerContext* context,
    const v1::RaiseObjectionRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckRaiseObjection,
                    With(procedures_, RunRaiseObjection),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* ArbitrationService::RuleObjection(
    grpc::CallbackServerContext* context,
    const v1::RuleObjectionRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckRuleObjection,
                    With(procedures_, RunRuleObjection),
                    Again(procedures_, ShowAgain));
}

}  // namespace entente
