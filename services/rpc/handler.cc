#include "services/rpc/handler.h"

#include <memory>
#include <utility>

#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/rpc/running_call.h"
#include "storage/keyring.h"

namespace entente {
namespace {

using google::protobuf::Message;

constexpr absl::Duration kDeadlineDefault = absl::Seconds(10);

// One write from its arrival to its answer. Shared by the operation, which
// may run more than once, and by what answers it.
struct UnaryWrite {
  UnaryWrite(const RpcOptions& options, grpc::CallbackServerContext* context,
             const Policy& policy)
      : call(options, context, policy, kDeadlineDefault) {}

  RunningCall call;
  Admission::Place place;
  std::unique_ptr<WriteRun> run;
};

}  // namespace

Rpc::Rpc(const Options& options)
    : options_(options),
      admission_(options.running_max, options.running_per_caller_max),
      streams_(options.streams_max, options.streams_per_caller_max) {}

grpc::ServerUnaryReactor* Rpc::RunRead(
    grpc::CallbackServerContext* context, const Policy& policy,
    const Message& request, absl::FunctionRef<absl::Status()> check,
    absl::FunctionRef<absl::Status(ReadCall&)> body) {
  RunningCall running(options_, context, policy, kDeadlineDefault);
  const auto run = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const Admission::Place place,
                     admission_.Admit(running.caller().number));
    RETURN_IF_ERROR(running.CheckSize(request));
    RETURN_IF_ERROR(check());
    RETURN_IF_ERROR(running.CheckHasToken());
    const auto in_snapshot = [&](Snapshot& snapshot) -> absl::Status {
      // It may have waited for a reader.
      if (running.IsCancelled()) return absl::CancelledError("cancelled");
      ASSIGN_OR_RETURN(const Actor actor, running.Authenticate(snapshot));
      ReadCall call{snapshot, actor, *options_.keyring};
      return body(call);
    };
    return options_.database->Read(in_snapshot, running.deadline());
  };
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(running.Answer(run()));
  return reactor;
}

grpc::ServerUnaryReactor* Rpc::RunWrite(grpc::CallbackServerContext* context,
                                        const Policy& policy,
                                        const Message& request,
                                        absl::FunctionRef<absl::Status()> check,
                                        bool is_idempotent, WriteSteps steps) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const auto write = std::make_shared<UnaryWrite>(options_, context, policy);
  // Everything that can be refused without the writer.
  const auto prepare = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(write->place,
                     admission_.Admit(write->call.caller().number));
    RETURN_IF_ERROR(write->call.CheckSize(request));
    if (is_idempotent) {
      RETURN_IF_ERROR(CheckRequestId(steps.request_id));
      steps.request_digest =
          options_.keyring->Mac("request", request.SerializeAsString());
    }
    RETURN_IF_ERROR(check());
    return write->call.CheckHasToken();
  };
  const absl::Status prepared = prepare();
  if (!prepared.ok()) {
    write->place = Admission::Place();
    reactor->Finish(write->call.Answer(prepared));
    return reactor;
  }
  write->run =
      std::make_unique<WriteRun>(options_, write->call, std::move(steps));
  options_.database->WriteAsync(
      [write](Transaction& transaction) {
        return write->run->Operation(transaction);
      },
      [write, reactor](absl::Status status) {
        write->place = Admission::Place();
        reactor->Finish(write->call.Answer(write->run->Outcome(status)));
      },
      request.ByteSizeLong());
  return reactor;
}

}  // namespace entente
