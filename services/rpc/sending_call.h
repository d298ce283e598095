// A call that answers one request with a stream of messages.

#ifndef ENTENTE_SERVICES_RPC_SENDING_CALL_H_
#define ENTENTE_SERVICES_RPC_SENDING_CALL_H_

#include <functional>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "grpcpp/grpcpp.h"
#include "services/rpc/call.h"
#include "services/rpc/streams.h"
#include "services/rpc/write_run.h"

namespace entente {

// What one such call does. Its functions are called one after another, in the
// order in which they stand here, on threads that may wait for the disk; it is
// destroyed before the end of the stream leaves.
class Sender {
 public:
  virtual ~Sender() = default;

  // The shape of the request.
  virtual absl::Status Check() = 0;
  // Finds what is asked for, in a snapshot.
  virtual absl::Status Open(ReadCall& call) = 0;
  // After Open: whether it is content of a sealed class, the reading of which
  // has to be recorded and committed before anything is sent.
  virtual bool is_sealed() const = 0;
  // Records it, and finds again what is asked for. May run more than once.
  virtual absl::Status RecordReading(WriteCall& call) = 0;
  // Fills the next message, which is empty; false at the end.
  virtual absl::StatusOr<bool> Next(google::protobuf::Message& message) = 0;
};

// The call in its course; SendReactor is its way to gRPC.
class SendingCall final : public StreamCall,
                          public std::enable_shared_from_this<SendingCall> {
 public:
  SendingCall(const RpcOptions& options, Streams& streams,
              grpc::CallbackServerContext* context, const Policy& policy,
              google::protobuf::Message& message,
              std::unique_ptr<Sender> sender, std::function<void()> write,
              std::function<void(grpc::Status)> finish)
      : StreamCall(options, streams, context, policy, std::move(finish)),
        context_(context),
        message_(message),
        sender_(std::move(sender)),
        write_(std::move(write)) {}

  void Start(const google::protobuf::Message& request);
  // The last message left, or with false did not.
  void WriteDone(bool ok);

 private:
  void Open();
  void Recorded(const absl::Status& status);
  void SendNext(bool ok);
  void FillNext();
  void LetGo() override { sender_.reset(); }
  void EndTooSlow(const absl::Status& refusal) override;

  grpc::CallbackServerContext* const context_;
  google::protobuf::Message& message_;
  std::unique_ptr<Sender> sender_;
  const std::function<void()> write_;
  std::unique_ptr<WriteRun> run_;
};

template <typename Response>
class SendReactor final : public grpc::ServerWriteReactor<Response> {
 public:
  static grpc::ServerWriteReactor<Response>* Start(
      const RpcOptions& options, Streams& streams,
      grpc::CallbackServerContext* context, const Policy& policy,
      const google::protobuf::Message& request,
      std::unique_ptr<Sender> sender) {
    auto* reactor = new SendReactor;
    reactor->call_ = std::make_shared<SendingCall>(
        options, streams, context, policy, reactor->message_, std::move(sender),
        [reactor] { reactor->StartWrite(&reactor->message_); },
        [reactor](grpc::Status status) { reactor->Finish(std::move(status)); });
    reactor->call_->Start(request);
    return reactor;
  }

  void OnWriteDone(bool ok) override { call_->WriteDone(ok); }
  void OnDone() override {
    call_->Detach();
    delete this;
  }

 private:
  SendReactor() = default;

  Response message_;
  std::shared_ptr<SendingCall> call_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_SENDING_CALL_H_
