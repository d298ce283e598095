#include "services/grievances/time_ledger_service.h"

#include "services/grievances/call_bodies.h"
#include "services/grievances/move_call.h"
#include "services/grievances/move_calls.h"
#include "services/grievances/prior_step_rules.h"
#include "services/grievances/time_ledger_rules.h"

namespace entente {
namespace {

template <typename Request>
using Rule = absl::StatusOr<Changes> (*)(const v1::Grievance& current,
                                         const Request& request,
                                         const Procedure& procedure,
                                         const Entry& entry);

// A move that what is joined to the grievance makes with it: those have the
// same deadlines from there on.
template <typename Request, typename ForJoined = SameForJoined>
auto WithJoined(const Procedures& procedures, Rule<Request> rule,
                ForJoined for_joined = {}) {
  return [&procedures, rule, for_joined](WriteCall& call,
                                         const Request& request,
                                         v1::GrievanceAnswer& answer) {
    return MoveWithJoined(call, procedures, request, answer, rule, for_joined);
  };
}

// What lasts has another number in each file.
v1::ResumeLimitsRequest ResumeJoined(const v1::ResumeLimitsRequest& request,
                                     const v1::Grievance& lead,
                                     const v1::Grievance& joined) {
  v1::ResumeLimitsRequest own = request;
  for (const v1::Suspension& ends : lead.suspensions()) {
    if (request.number() == 0 ||
        ends.number() != static_cast<uint32_t>(request.number())) {
      continue;
    }
    for (const v1::Suspension& each : joined.suspensions()) {
      if (each.until_date().empty() && each.from_date() == ends.from_date()) {
        own.set_number(static_cast<int32_t>(each.number()));
      }
    }
  }
  return own;
}

}  // namespace

grpc::ServerUnaryReactor* TimeLedgerService::ExtendDeadline(
    grpc::CallbackServerContext* context,
    const v1::ExtendDeadlineRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckExtendDeadline,
                    WithJoined<v1::ExtendDeadlineRequest>(
                        procedures_, entente::ExtendDeadline),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* TimeLedgerService::WaiveLimit(
    grpc::CallbackServerContext* context, const v1::WaiveLimitRequest* request,
    v1::GrievanceAnswer* response) {
  return rpc_.Write(
      context, request, response, CheckWaiveLimit,
      WithJoined<v1::WaiveLimitRequest>(procedures_, entente::WaiveLimit),
      Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* TimeLedgerService::SuspendLimits(
    grpc::CallbackServerContext* context,
    const v1::SuspendLimitsRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(
      context, request, response, CheckSuspendLimits,
      WithJoined<v1::SuspendLimitsRequest>(procedures_, entente::SuspendLimits),
      Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* TimeLedgerService::ResumeLimits(
    grpc::CallbackServerContext* context,
    const v1::ResumeLimitsRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(context, request, response, CheckResumeLimits,
                    WithJoined<v1::ResumeLimitsRequest>(
                        procedures_, entente::ResumeLimits, ResumeJoined),
                    Again(procedures_, ShowAgain));
}

grpc::ServerUnaryReactor* TimeLedgerService::RecordPriorStep(
    grpc::CallbackServerContext* context,
    const v1::RecordPriorStepRequest* request, v1::GrievanceAnswer* response) {
  return rpc_.Write(
      context, request, response, CheckRecordPriorStep,
      [this](WriteCall& call, const v1::RecordPriorStepRequest& own,
             v1::GrievanceAnswer& answer) {
        return MoveAlone(
            call, procedures_, own, answer,
            [&own](const v1::Grievance& current, const Procedure& procedure,
                   const Entry& entry) {
              return entente::RecordPriorStep(current, own, procedure, entry);
            });
      },
      Again(procedures_, ShowAgain));
}

}  // namespace entente
