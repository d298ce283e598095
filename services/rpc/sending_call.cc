#include "services/rpc/sending_call.h"

#include "absl/time/clock.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

constexpr absl::Duration kSnapshotPatience = absl::Seconds(10);
// What the writer's group is charged for the record of a reading.
constexpr std::size_t kReadingBytes = 1024;

}  // namespace

void SendingCall::Start(const google::protobuf::Message& request) {
  const std::lock_guard<std::mutex> lock(mutex());
  absl::Status status = Admit();
  if (status.ok()) status = call().CheckSize(request);
  if (status.ok()) status = sender_->Check();
  if (status.ok()) status = call().CheckHasToken();
  if (!status.ok()) return Finish(status);
  streams().Watch(weak_from_this());
  streams().Run([self = shared_from_this()] { self->Open(); });
}

void SendingCall::Open() {
  const std::lock_guard<std::mutex> lock(mutex());
  const absl::Status status = options().database->Read(
      [this](Snapshot& snapshot) -> absl::Status {
        ASSIGN_OR_RETURN(const Actor actor, call().Authenticate(snapshot));
        ReadCall read{snapshot, actor, *options().keyring};
        return sender_->Open(read);
      },
      absl::Now() + kSnapshotPatience);
  if (!status.ok()) return Finish(status);
  if (!sender_->is_sealed()) return FillNext();
  WriteSteps steps;
  steps.body = [this](WriteCall& write) -> absl::StatusOr<std::string> {
    RETURN_IF_ERROR(sender_->RecordReading(write));
    return std::string();
  };
  run_ = std::make_unique<WriteRun>(options(), call(), std::move(steps));
  options().database->WriteAsync(
      [self = shared_from_this()](Transaction& transaction) {
        return self->run_->Operation(transaction);
      },
      [self = shared_from_this()](absl::Status recorded) {
        self->streams().Run([self, recorded] { self->Recorded(recorded); });
      },
      kReadingBytes);
}

void SendingCall::Recorded(const absl::Status& status) {
  const std::lock_guard<std::mutex> lock(mutex());
  const absl::Status outcome = run_->Outcome(status);
  if (!outcome.ok()) return Finish(outcome);
  FillNext();
}

void SendingCall::FillNext() {
  message_.Clear();
  const absl::StatusOr<bool> more = sender_->Next(message_);
  if (!more.ok() || !*more) return Finish(more.status());
  BeginToWait();
  write_();
}

void SendingCall::WriteDone(bool ok) {
  streams().Run([self = shared_from_this(), ok] { self->SendNext(ok); });
}

void SendingCall::SendNext(bool ok) {
  const std::lock_guard<std::mutex> lock(mutex());
  if (finished()) return;
  EndWaiting();
  if (!ok) return Finish(absl::CancelledError("cancelled"));
  FillNext();
}

// The refusal would wait behind what is not read.
void SendingCall::EndTooSlow(const absl::Status&) {
  EndWaiting();
  context_->TryCancel();
}

}  // namespace entente
