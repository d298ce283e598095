// A call that receives a stream of messages, and then writes once.

#ifndef ENTENTE_SERVICES_RPC_RECEIVING_CALL_H_
#define ENTENTE_SERVICES_RPC_RECEIVING_CALL_H_

#include <functional>
#include <memory>
#include <string>
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
// destroyed before the answer leaves, whatever became of the call.
class Receiver {
 public:
  // What is to be written, once all was received.
  struct Received {
    WriteSteps steps;
    // All that is asked for, from which the digest of the steps is made.
    std::string content;
  };

  virtual ~Receiver() = default;

  // The shape of the first message.
  virtual absl::Status CheckFirst(const google::protobuf::Message& message) = 0;
  // Whether what it announces is allowed to the caller, in a snapshot.
  virtual absl::Status Begin(ReadCall& call) = 0;
  // Each message after the first: true when it was the last one.
  virtual absl::StatusOr<bool> Take(
      const google::protobuf::Message& message) = 0;
  // After the last. The steps may run more than once.
  virtual absl::StatusOr<Received> Prepare() = 0;
  // After Prepare and the write, whatever either returned.
  virtual void Settle() = 0;

  // What is refused as missing (STREAM_ORDER) when the stream ends early.
  virtual absl::string_view missing_part() const = 0;
};

// The call in its course; ReceiveReactor is its way to gRPC.
class ReceivingCall final : public StreamCall,
                            public std::enable_shared_from_this<ReceivingCall> {
 public:
  ReceivingCall(const RpcOptions& options, Streams& streams,
                grpc::CallbackServerContext* context, const Policy& policy,
                const google::protobuf::Message& message,
                std::unique_ptr<Receiver> receiver, std::function<void()> read,
                std::function<void(grpc::Status)> finish)
      : StreamCall(options, streams, context, policy, std::move(finish)),
        message_(message),
        receiver_(std::move(receiver)),
        read_(std::move(read)) {}

  void Start();
  // The next message is there, or with false none is to come.
  void ReadDone(bool ok);

 private:
  void Authenticate();
  void Take(bool ok);
  absl::Status TakeFirst();
  void Write();
  void Written(const absl::Status& status);
  void ReadNext();
  void LetGo() override { receiver_.reset(); }
  void EndTooSlow(const absl::Status& refusal) override { Finish(refusal); }

  const google::protobuf::Message& message_;
  std::unique_ptr<Receiver> receiver_;
  const std::function<void()> read_;
  bool has_first_ = false;
  std::unique_ptr<WriteRun> run_;
};

template <typename Request>
class ReceiveReactor final : public grpc::ServerReadReactor<Request> {
 public:
  static grpc::ServerReadReactor<Request>* Start(
      const RpcOptions& options, Streams& streams,
      grpc::CallbackServerContext* context, const Policy& policy,
      std::unique_ptr<Receiver> receiver) {
    auto* reactor = new ReceiveReactor;
    reactor->call_ = std::make_shared<ReceivingCall>(
        options, streams, context, policy, reactor->message_,
        std::move(receiver),
        [reactor] { reactor->StartRead(&reactor->message_); },
        [reactor](grpc::Status status) { reactor->Finish(std::move(status)); });
    reactor->call_->Start();
    return reactor;
  }

  void OnReadDone(bool ok) override { call_->ReadDone(ok); }
  void OnDone() override {
    call_->Detach();
    delete this;
  }

 private:
  ReceiveReactor() = default;

  Request message_;
  std::shared_ptr<ReceivingCall> call_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_RECEIVING_CALL_H_
