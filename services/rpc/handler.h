// The path of every call, written once: admit, check, authenticate, run, map
// the status, finish. A service method is one line that calls Rpc::Read,
// Write or SealedRead with its shape check and its body; Receive or Send when
// one of the two is a stream.
//
//   grpc::ServerUnaryReactor* GetThing(grpc::CallbackServerContext* context,
//       const v1::GetThingRequest* request,
//       v1::ThingAnswer* response) override {
//     return rpc_.Read(context, request, response, CheckGetThing,
//         [](ReadCall& call, const v1::GetThingRequest& request,
//            v1::ThingAnswer& response) -> absl::Status { … });
//   }

#ifndef ENTENTE_SERVICES_RPC_HANDLER_H_
#define ENTENTE_SERVICES_RPC_HANDLER_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/grpcpp.h"
#include "services/access/policy.h"
#include "services/rpc/admission.h"
#include "services/rpc/call.h"
#include "services/rpc/receiving_call.h"
#include "services/rpc/rpc_options.h"
#include "services/rpc/sending_call.h"
#include "services/rpc/streams.h"
#include "services/rpc/write_run.h"

namespace entente {

// The shape check of a request in which nothing can be wrong.
struct NoCheck {
  template <typename Request>
  absl::Status operator()(const Request&) const {
    return absl::OkStatus();
  }
};

// Thread-safe. Outlives every service that holds it; does not own what it is
// made of.
class Rpc {
 public:
  using Options = RpcOptions;

  explicit Rpc(const Options& options);

  // A call that changes nothing and shows no sealed content. `body` runs on
  // this thread, in one snapshot:
  //   absl::Status(ReadCall&, const Request&, Response&)
  // NOT_FOUND from `body` leaves as NOT_AVAILABLE.
  template <typename Request, typename Response, typename Check, typename Body>
  grpc::ServerUnaryReactor* Read(grpc::CallbackServerContext* context,
                                 const Request* request, Response* response,
                                 Check check, Body body) {
    static const Policy& policy = PolicyFor(*Request::descriptor());
    return RunRead(
        context, policy, *request, [&] { return check(*request); },
        [&](ReadCall& call) { return body(call, *request, *response); });
  }

  // A call that changes records. `body` runs inside the writer's transaction,
  // and may run again after being undone, with an empty response:
  //   absl::StatusOr<std::string>(WriteCall&, const Request&, Response&)
  // It returns the id of the record that the call was about; an empty one when
  // nothing changed, and then nothing is kept of the request id. When the same
  // caller repeats the request id with the same content, `replay` runs
  // instead, and authorises the caller afresh:
  //   absl::Status(ReadCall&, absl::string_view record_id, Response&)
  // REQUEST_ID_REUSED with other content. With `validate_only` everything runs
  // and is undone, and the answer is what it would have been. The answer
  // leaves after COMMIT.
  template <typename Request, typename Response, typename Check, typename Body,
            typename Replay>
  grpc::ServerUnaryReactor* Write(grpc::CallbackServerContext* context,
                                  const Request* request, Response* response,
                                  Check check, Body body, Replay replay) {
    static const Policy& policy = PolicyFor(*Request::descriptor());
    WriteSteps steps;
    steps.request_id = request->request_id();
    if constexpr (requires { request->validate_only(); }) {
      steps.validate_only = request->validate_only();
    }
    steps.body = [body = std::move(body), request, response](WriteCall& call) {
      response->Clear();
      return body(call, *request, *response);
    };
    steps.replay = [replay = std::move(replay), response](
                       ReadCall& call, absl::string_view record_id) {
      response->Clear();
      absl::Status status = replay(call, record_id, *response);
      response->set_replayed(true);
      return status;
    };
    return RunWrite(
        context, policy, *request, [&] { return check(*request); },
        /*is_idempotent=*/true, std::move(steps));
  }

  // A call that shows content of sealed classes: `body` appends the READ event
  // in the writer's transaction, and the answer leaves after COMMIT.
  //   absl::Status(WriteCall&, const Request&, Response&)
  template <typename Request, typename Response, typename Check, typename Body>
  grpc::ServerUnaryReactor* SealedRead(grpc::CallbackServerContext* context,
                                       const Request* request,
                                       Response* response, Check check,
                                       Body body) {
    static const Policy& policy = PolicyFor(*Request::descriptor());
    WriteSteps steps;
    steps.body = [body = std::move(body), request,
                  response](WriteCall& call) -> absl::StatusOr<std::string> {
      response->Clear();
      absl::Status status = body(call, *request, *response);
      if (!status.ok()) return status;
      return std::string();
    };
    return RunWrite(
        context, policy, *request, [&] { return check(*request); },
        /*is_idempotent=*/false, std::move(steps));
  }

  // As SealedRead, for the one call that needs no token: call.actor is nobody.
  template <typename Request, typename Response, typename Check, typename Body>
  grpc::ServerUnaryReactor* OpenWrite(grpc::CallbackServerContext* context,
                                      const Request* request,
                                      Response* response, Check check,
                                      Body body) {
    return SealedRead(context, request, response, std::move(check),
                      std::move(body));
  }

  // A call that receives a stream of requests and answers once: see
  // receiving_call.h.
  template <typename Request>
  grpc::ServerReadReactor<Request>* Receive(
      grpc::CallbackServerContext* context,
      std::unique_ptr<Receiver> receiver) {
    static const Policy& policy = PolicyFor(*Request::descriptor());
    return ReceiveReactor<Request>::Start(options_, streams_, context, policy,
                                          std::move(receiver));
  }

  // A call that answers one request with a stream: see sending_call.h.
  template <typename Response, typename Request>
  grpc::ServerWriteReactor<Response>* Send(grpc::CallbackServerContext* context,
                                           const Request* request,
                                           std::unique_ptr<Sender> sender) {
    static const Policy& policy = PolicyFor(*Request::descriptor());
    return SendReactor<Response>::Start(options_, streams_, context, policy,
                                        *request, std::move(sender));
  }

  // Refuses what comes from now on with DRAINING.
  void Drain() {
    admission_.Drain();
    streams_.Drain();
  }

 private:
  grpc::ServerUnaryReactor* RunRead(
      grpc::CallbackServerContext* context, const Policy& policy,
      const google::protobuf::Message& request,
      absl::FunctionRef<absl::Status()> check,
      absl::FunctionRef<absl::Status(ReadCall&)> body);
  grpc::ServerUnaryReactor* RunWrite(grpc::CallbackServerContext* context,
                                     const Policy& policy,
                                     const google::protobuf::Message& request,
                                     absl::FunctionRef<absl::Status()> check,
                                     bool is_idempotent, WriteSteps steps);

  const Options options_;
  Admission admission_;
  Streams streams_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_HANDLER_H_
