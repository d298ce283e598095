#include "services/rpc/receiving_call.h"

#include "absl/time/clock.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/keyring.h"

namespace entente {
namespace {

constexpr absl::Duration kSnapshotPatience = absl::Seconds(10);
// What the writer's group is charged: the content is not in it.
constexpr std::size_t kWriteBytes = 4096;

}  // namespace

void ReceivingCall::Start() {
  const std::lock_guard<std::mutex> lock(mutex());
  absl::Status status = Admit();
  if (status.ok()) status = call().CheckHasToken();
  if (!status.ok()) return Finish(status);
  streams().Watch(weak_from_this());
  streams().Run([self = shared_from_this()] { self->Authenticate(); });
}

// Before anything is taken: nobody without an account holds a stream open.
void ReceivingCall::Authenticate() {
  const std::lock_guard<std::mutex> lock(mutex());
  const absl::Status status = options().database->Read(
      [this](Snapshot& snapshot) {
        return call().Authenticate(snapshot).status();
      },
      absl::Now() + kSnapshotPatience);
  if (!status.ok()) return Finish(status);
  ReadNext();
}

void ReceivingCall::ReadNext() {
  BeginToWait();
  read_();
}

void ReceivingCall::ReadDone(bool ok) {
  streams().Run([self = shared_from_this(), ok] { self->Take(ok); });
}

void ReceivingCall::Take(bool ok) {
  const std::lock_guard<std::mutex> lock(mutex());
  if (finished()) return;
  EndWaiting();
  if (!ok) {
    return Finish(call().IsCancelled()
                      ? absl::CancelledError("cancelled")
                      : Refuse(v1::Refusal::STREAM_ORDER,
                               {{"field", receiver_->missing_part()}}));
  }
  absl::StatusOr<bool> is_last = false;
  if (has_first_) {
    const absl::Status size = call().CheckSize(message_);
    if (!size.ok()) return Finish(size);
    is_last = receiver_->Take(message_);
  } else {
    has_first_ = true;
    const absl::Status status = TakeFirst();
    if (!status.ok()) is_last = status;
  }
  if (!is_last.ok()) return Finish(is_last.status());
  if (*is_last) return Write();
  ReadNext();
}

absl::Status ReceivingCall::TakeFirst() {
  RETURN_IF_ERROR(call().CheckSize(message_));
  RETURN_IF_ERROR(receiver_->CheckFirst(message_));
  return options().database->Read(
      [this](Snapshot& snapshot) -> absl::Status {
        ASSIGN_OR_RETURN(const Actor actor, call().Authenticate(snapshot));
        ReadCall read{snapshot, actor, *options().keyring};
        return receiver_->Begin(read);
      },
      absl::Now() + kSnapshotPatience);
}

void ReceivingCall::Write() {
  absl::StatusOr<Receiver::Received> received = receiver_->Prepare();
  if (!received.ok()) {
    receiver_->Settle();
    return Finish(received.status());
  }
  received->steps.request_digest =
      options().keyring->Mac("request", received->content);
  run_ =
      std::make_unique<WriteRun>(options(), call(), std::move(received->steps));
  options().database->WriteAsync(
      [self = shared_from_this()](Transaction& transaction) {
        return self->run_->Operation(transaction);
      },
      [self = shared_from_this()](absl::Status status) {
        self->streams().Run([self, status] { self->Written(status); });
      },
      kWriteBytes);
}

void ReceivingCall::Written(const absl::Status& status) {
  const std::lock_guard<std::mutex> lock(mutex());
  receiver_->Settle();
  Finish(run_->Outcome(status));
}

}  // namespace entente
