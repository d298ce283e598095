// One call from its arrival to its answer, whichever kind it is.

#ifndef ENTENTE_SERVICES_RPC_RUNNING_CALL_H_
#define ENTENTE_SERVICES_RPC_RUNNING_CALL_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/grpcpp.h"
#include "proto/support/text/language.h"
#include "services/access/actor.h"
#include "services/access/policy.h"
#include "services/rpc/rpc_options.h"
#include "storage/engine/transaction.h"

namespace entente {

// Who calls, as far as the metadata says.
struct Caller {
  explicit Caller(const grpc::CallbackServerContext& context);

  Language language;
  std::string token_digest;  // Empty: no token.
  uint64_t number = 0;       // For admission.
};

// Used by one thread at a time. Owns none of what it is made of; `context`
// lives until gRPC is told that the call ends.
class RunningCall {
 public:
  // `deadline_default` counts when the caller stated no deadline.
  RunningCall(const RpcOptions& options, grpc::CallbackServerContext* context,
              const Policy& policy, absl::Duration deadline_default);

  const Policy& policy() const { return policy_; }
  const Caller& caller() const { return caller_; }
  absl::Time begin() const { return begin_; }
  // When the server stops working on it: at the caller's deadline, or the cap
  // of the RPC.
  absl::Time deadline() const { return deadline_; }
  // Empty until Authenticate.
  const std::string& person_id() const { return person_id_; }
  bool IsCancelled() const { return context_->IsCancelled(); }

  // REQUEST_TOO_LARGE.
  absl::Status CheckSize(const google::protobuf::Message& request) const;
  // NOT_SIGNED_IN, unless the call needs no token.
  absl::Status CheckHasToken() const;
  // The caller as of `snapshot`, if the policy lets them make the call; nobody
  // for a call that needs no token.
  absl::StatusOr<Actor> Authenticate(Snapshot& snapshot);

  // Logs the answer and makes it one of gRPC. Called once.
  grpc::Status Answer(const absl::Status& status) const;

 private:
  std::string CallerPseudonym() const;

  const RpcOptions& options_;
  grpc::CallbackServerContext* const context_;
  const Policy& policy_;
  const Caller caller_;
  const absl::Time begin_;
  const absl::Time deadline_;
  std::string person_id_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_RUNNING_CALL_H_
