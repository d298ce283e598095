#include "services/grievances/time_ledger_service.h"

#include "services/grievances/call_bodies.h"
#include "services/grievances/move_calls.h"
#include "services/grievances/prior_step_rules.h"
#include "services/grievances/run_move.h"
#include "services/grievances/time_ledger_rules.h"

namespace entente {
namespace {

// The body of a call that a rule judges.
template <typename Request>
auto By(const Procedures& procedures,
        absl::StatusOr<Changes> (*rule)(const v1::Grievance& current,
                                        const Request& request,
                                        const Procedure& procedure,
                                        const Entry& entry)) {
  return [&procedures, rule](WriteCall& call, const Request& request,
                             v1::GrievanceAnswer& answer) {
    return RunMove(call, procedures, request, answer,
                   [&](const v1::Grievance& current, const Procedure& procedure,
                       const Entry& entry) {
                     return rule(current, request, procedure, entry);
                   });
  };
}

}  // namespace

grpc::ServerUnaryReactor* TimeLedgerService::ExtendDeadline(
    grpc::CallbackServerContext* context,
    const v1::ExtendDeadlineRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckExtendDeadline,
                    By(procedures_, entente::ExtendDeadline),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* TimeLedgerService::WaiveLimit(
    grpc::CallbackServerContext* context, const v1::WaiveLimitRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckWaiveLimit,
                    By(procedures_, entente::WaiveLimit),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* TimeLedgerService::SuspendLimits(
    grpc::CallbackServerContext* context,
    const v1::SuspendLimitsRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckSuspendLimits,
                    By(procedures_, entente::SuspendLimits),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* TimeLedgerService::ResumeLimits(
    grpc::CallbackServerContext* context,
    const v1::ResumeLimitsRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckResumeLimits,
                    By(procedures_, entente::ResumeLimits),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* TimeLedgerService::RecordPriorStep(
    grpc::CallbackServerContext* context,
    const v1::RecordPriorStepRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckRecordPriorStep,
                    By(procedures_, entente::RecordPriorStep),
                    Again(procedures_, ShowAgain));
}

}  // namespace entente
