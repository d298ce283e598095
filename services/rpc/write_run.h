// One operation in the writer's transaction, for a call.

#ifndef ENTENTE_SERVICES_RPC_WRITE_RUN_H_
#define ENTENTE_SERVICES_RPC_WRITE_RUN_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/rpc/call.h"
#include "services/rpc/rpc_options.h"
#include "services/rpc/running_call.h"
#include "storage/engine/transaction.h"
#include "storage/idempotency_store.h"

namespace entente {

// What a call does in it.
struct WriteSteps {
  std::string request_id;  // Empty: not idempotent.
  // A keyed hash of all that is asked for; of an idempotent call only.
  std::string request_digest;
  bool validate_only = false;
  // Returns the id of the record that the call is about.
  std::function<absl::StatusOr<std::string>(WriteCall&)> body;
  // The answer to a call that was made before; of an idempotent one only.
  std::function<absl::Status(ReadCall&, absl::string_view)> replay;
};

// Operation may run more than once; Outcome once, after it.
class WriteRun {
 public:
  // Neither is owned.
  WriteRun(const RpcOptions& options, RunningCall& call, WriteSteps steps)
      : options_(options), call_(call), steps_(std::move(steps)) {}

  // Authenticates, and runs the body or the replay.
  absl::Status Operation(Transaction& transaction);

  // What the caller is told, when the operation's group ended with `status`.
  absl::Status Outcome(const absl::Status& status) const;

 private:
  IdempotencyKey Key() const;
  std::string OperationId(absl::Time now) const;
  absl::Status RunOnce(Transaction& transaction, WriteCall& call);

  const RpcOptions& options_;
  RunningCall& call_;
  const WriteSteps steps_;
  absl::Status refusal_after_commit_;
  bool validated_ = false;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_WRITE_RUN_H_
