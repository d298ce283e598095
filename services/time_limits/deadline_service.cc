#include "services/time_limits/deadline_service.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "proto/support/text/explanation_text.h"
#include "services/access/redact.h"
#include "services/grievances/due_list_calls.h"
#include "services/time_limits/deadline_rules.h"

namespace entente {
namespace {

using R = v1::Refusal;
using Class = v1::Confidentiality;

absl::Status Compute(ReadCall& call, const CalendarBook& calendars,
                     const v1::ComputeDeadlineRequest& request,
                     v1::ComputeDeadlineResponse& response) {
  const CalendarDays* calendar =
      calendars.Find(request.calendar_code(), request.calendar_version());
  if (calendar == nullptr) {
    if (calendars.Find(request.calendar_code(), 0) != nullptr) {
      return Refuse(R::VALUE_UNKNOWN,
                    {{"field", "calendar_version"},
                     {"value", absl::StrCat(request.calendar_version())}});
    }
    return Refuse(R::VALUE_UNKNOWN, {{"field", "calendar_code"},
                                     {"value", request.calendar_code()}});
  }
  ASSIGN_OR_RETURN(response, AnswerComputeDeadline(request, *calendar));
  AddExplanation(call.actor.language, response);
  Reader reader;
  reader.classes = {Class::PUBLISHED, Class::ADMIN};
  Redact(reader, response);
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* DeadlineService::ComputeDeadline(
    grpc::CallbackServerContext* context,
    const v1::ComputeDeadlineRequest* request,
    v1::ComputeDeadlineResponse* response) {
  return rpc_.Read(
      context, request, response, CheckComputeDeadline,
      [this](ReadCall& call, const v1::ComputeDeadlineRequest& compute,
             v1::ComputeDeadlineResponse& answer) {
        return Compute(call, procedures_.calendars(), compute, answer);
      });
}

grpc::ServerUnaryReactor* DeadlineService::ListDeadlines(
    grpc::CallbackServerContext* context,
    const v1::ListDeadlinesRequest* request,
    v1::ListDeadlinesResponse* response) {
  return rpc_.Read(context, request, response, CheckListDeadlines,
                   [this](ReadCall& call, const v1::ListDeadlinesRequest& list,
                          v1::ListDeadlinesResponse& answer) {
                     return ListDue(call, procedures_, list, answer);
                   });
}

grpc::ServerUnaryReactor* DeadlineService::GetDigest(
    grpc::CallbackServerContext* context, const v1::GetDigestRequest* request,
    v1::GetDigestResponse* response) {
  return rpc_.Read(context, request, response, NoCheck(),
                   [this](ReadCall& call, const v1::GetDigestRequest& get,
                          v1::GetDigestResponse& answer) {
                     return CountDue(call, procedures_, get, answer);
                   });
}

grpc::ServerUnaryReactor* DeadlineService::ExplainDeadline(
    grpc::CallbackServerContext* context,
    const v1::ExplainDeadlineRequest* request,
    v1::ExplainDeadlineResponse* response) {
  return rpc_.Read(
      context, request, response, CheckExplainDeadline,
      [this](ReadCall& call, const v1::ExplainDeadlineRequest& explain,
             v1::ExplainDeadlineResponse& answer) {
        return ExplainDue(call, procedures_, explain, answer);
      });
}

}  // namespace entente
