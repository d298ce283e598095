#include "services/rpc/write_run.h"

#include <atomic>
#include <utility>

#include "absl/time/clock.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/keyring.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using R = v1::Refusal;

// Old request ids are removed a few at a time, by one write in so many.
constexpr uint64_t kWritesPerPurge = 256;
constexpr int kPurgedAtOnce = 1024;

}  // namespace

absl::Status WriteRun::Operation(Transaction& transaction) {
  refusal_after_commit_ = absl::OkStatus();
  validated_ = false;
  if (call_.IsCancelled()) return absl::CancelledError("cancelled");
  if (absl::Now() > call_.deadline()) {
    return absl::DeadlineExceededError("waited too long for the writer");
  }
  ASSIGN_OR_RETURN(const Actor actor, call_.Authenticate(transaction));
  WriteCall call(transaction, actor, *options_.keyring,
                 OperationId(transaction.now()));
  if (steps_.request_id.empty() || steps_.validate_only) {
    RETURN_IF_ERROR(steps_.body(call).status());
    refusal_after_commit_ = call.refusal_after_commit;
    if (!steps_.validate_only) return absl::OkStatus();
    // An error is what undoes the operation; Outcome is OK.
    validated_ = true;
    return absl::CancelledError("validate_only");
  }
  return RunOnce(transaction, call);
}

absl::Status WriteRun::Outcome(const absl::Status& status) const {
  const bool done =
      status.ok() ||
      (validated_ && status.code() == absl::StatusCode::kCancelled);
  return done ? refusal_after_commit_ : status;
}

IdempotencyKey WriteRun::Key() const {
  return {call_.person_id(), call_.policy().method, steps_.request_id};
}

std::string WriteRun::OperationId(absl::Time now) const {
  return steps_.request_id.empty() ? NewId()
                                   : OperationIdOf(*options_.keyring, Key(),
                                                   steps_.request_digest, now);
}

// Runs the body unless this request id was used: then the replay.
absl::Status WriteRun::RunOnce(Transaction& transaction, WriteCall& call) {
  const Keyring& keyring = *options_.keyring;
  const IdempotencyKey key = Key();
  ASSIGN_OR_RETURN(const absl::optional<IdempotencyRecord> used,
                   FindIdempotency(transaction, key));
  if (used.has_value()) {
    if (used->request_digest != steps_.request_digest) {
      return Refuse(R::REQUEST_ID_REUSED, {{"request_id", steps_.request_id}});
    }
    return steps_.replay(call, used->record_id);
  }
  ASSIGN_OR_RETURN(std::string record_id, steps_.body(call));
  if (!call.refusal_after_commit.ok()) {
    // The same call again is judged again: nothing was entered by it.
    refusal_after_commit_ = call.refusal_after_commit;
    return absl::OkStatus();
  }
  if (record_id.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(
      InsertIdempotency(transaction, keyring, key,
                        {steps_.request_digest, std::move(record_id)}));
  static std::atomic<uint64_t> writes{0};
  if (++writes % kWritesPerPurge != 0) return absl::OkStatus();
  return PurgeIdempotency(transaction, kPurgedAtOnce);
}

}  // namespace entente
