#include "services/rpc/handler.h"

#include <atomic>
#include <chrono>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/authenticate.h"
#include "services/access/credential.h"
#include "services/rpc/status_mapping.h"
#include "storage/idempotency_store.h"
#include "storage/keyring.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using google::protobuf::Message;
using R = v1::Refusal;

constexpr std::size_t kTokenCharactersMax = 256;
constexpr absl::Duration kDeadlineDefault = absl::Seconds(10);
// Old request ids are removed a few at a time, by one write in so many.
constexpr uint64_t kWritesPerPurge = 256;
constexpr int kPurgedAtOnce = 1024;

absl::string_view MetadataOf(const grpc::CallbackServerContext& context,
                             const char* key) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(key);
  if (found == metadata.end()) return {};
  return {found->second.data(), found->second.size()};
}

// Who calls, as far as the metadata says.
struct Caller {
  explicit Caller(const grpc::CallbackServerContext& context) {
    const absl::optional<Language> stated =
        Language::Parse(MetadataOf(context, "accept-language"));
    if (stated.has_value()) language = *stated;
    absl::string_view value = MetadataOf(context, "authorization");
    constexpr absl::string_view kScheme = "bearer ";
    if (!absl::StartsWithIgnoreCase(value, kScheme)) return;
    value.remove_prefix(kScheme.size());
    if (value.empty() || value.size() > kTokenCharactersMax) return;
    token_digest = SecretDigest(value);
    for (int i = 0; i < 8; ++i) {
      number = (number << 8) | static_cast<unsigned char>(token_digest[i]);
    }
  }

  Language language;
  std::string token_digest;  // Empty: no token.
  uint64_t number = 0;       // For admission.
};

// When the server stops working on a call: at the caller's deadline, at the
// cap of the RPC, and after a default when the caller stated none.
absl::Time DeadlineOf(const grpc::CallbackServerContext& context,
                      const Policy& policy, absl::Time begin) {
  const absl::Time stated = absl::FromChrono(context.deadline());
  const absl::Time cap = begin + policy.deadline_max;
  if (stated > begin + absl::Hours(24 * 365)) {
    return std::min(begin + kDeadlineDefault, cap);
  }
  return std::min(stated, cap);
}

absl::Status CheckSize(const Policy& policy, const Message& request) {
  if (request.ByteSizeLong() <= policy.request_bytes_max) {
    return absl::OkStatus();
  }
  return Refuse(R::REQUEST_TOO_LARGE,
                {{"limit", absl::StrCat(policy.request_bytes_max)}});
}

}  // namespace

Rpc::Rpc(const Options& options)
    : options_(options),
      admission_(options.running_max, options.running_per_caller_max) {}

std::string Rpc::CallerPseudonym(absl::string_view person_id) const {
  if (person_id.empty()) return std::string();
  return absl::BytesToHexString(
      options_.keyring->Mac("log caller", person_id).substr(0, 6));
}

void Rpc::Answer(grpc::ServerUnaryReactor* reactor, const Policy& policy,
                 const Language& language, absl::string_view person_id,
                 const absl::Status& status, absl::Time begin) const {
  const absl::Status answer = StatusForClient(status);
  if (options_.log != nullptr && options_.log->Wants(policy, answer)) {
    const bool hides = RefusalReason(answer) == R::INTERNAL_ERROR;
    options_.log->Answered(policy, CallerPseudonym(person_id), answer,
                           hides ? status : absl::OkStatus(),
                           absl::Now() - begin);
  }
  reactor->Finish(ToGrpcStatus(answer, language));
}

grpc::ServerUnaryReactor* Rpc::RunRead(
    grpc::CallbackServerContext* context, const Policy& policy,
    const Message& request, absl::FunctionRef<absl::Status()> check,
    absl::FunctionRef<absl::Status(ReadCall&)> body) {
  const absl::Time begin = absl::Now();
  const Caller caller(*context);
  std::string person_id;
  const auto run = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const Admission::Place place,
                     admission_.Admit(caller.number));
    RETURN_IF_ERROR(CheckSize(policy, request));
    RETURN_IF_ERROR(check());
    if (caller.token_digest.empty()) return Refuse(R::NOT_SIGNED_IN);
    const auto in_snapshot = [&](Snapshot& snapshot) -> absl::Status {
      // It may have waited for a reader.
      if (context->IsCancelled()) return absl::CancelledError("cancelled");
      ASSIGN_OR_RETURN(const Actor actor,
                       Authenticate(snapshot, policy, caller.token_digest,
                                    options_.time_zone, caller.language));
      person_id = actor.person_id;
      RETURN_IF_ERROR(CheckCaller(policy, actor));
      ReadCall call{snapshot, actor, *options_.keyring};
      return body(call);
    };
    return options_.database->Read(in_snapshot,
                                   DeadlineOf(*context, policy, begin));
  };
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  Answer(reactor, policy, caller.language, person_id, run(), begin);
  return reactor;
}

// One write from its arrival to its answer. Shared by the operation, which
// may run more than once, and by what answers it.
class Rpc::WriteRun {
 public:
  WriteRun(Rpc& rpc, grpc::CallbackServerContext* context, const Policy& policy,
           WriteSteps steps)
      : rpc_(rpc),
        context_(context),
        reactor_(context->DefaultReactor()),
        policy_(policy),
        steps_(std::move(steps)),
        caller_(*context),
        begin_(absl::Now()),
        deadline_(DeadlineOf(*context, policy, begin_)) {}

  grpc::ServerUnaryReactor* reactor() const { return reactor_; }

  // Everything that can be refused without the writer.
  absl::Status Prepare(const Message& request,
                       absl::FunctionRef<absl::Status()> check) {
    ASSIGN_OR_RETURN(place_, rpc_.admission_.Admit(caller_.number));
    RETURN_IF_ERROR(CheckSize(policy_, request));
    if (steps_.request_id != nullptr) {
      RETURN_IF_ERROR(CheckRequestId(*steps_.request_id));
      request_digest_ =
          rpc_.options_.keyring->Mac("request", request.SerializeAsString());
    }
    RETURN_IF_ERROR(check());
    if (policy_.caller != Policy::Caller::kAnyone &&
        caller_.token_digest.empty()) {
      return Refuse(R::NOT_SIGNED_IN);
    }
    return absl::OkStatus();
  }

  absl::Status Operation(Transaction& transaction) {
    refusal_after_commit_ = absl::OkStatus();
    validated_ = false;
    if (context_->IsCancelled()) return absl::CancelledError("cancelled");
    if (absl::Now() > deadline_) {
      return absl::DeadlineExceededError("waited too long for the writer");
    }
    Actor actor;
    actor.language = caller_.language;
    if (policy_.caller == Policy::Caller::kAnyone) {
      actor.today =
          absl::ToCivilDay(transaction.now(), rpc_.options_.time_zone);
    } else {
      ASSIGN_OR_RETURN(actor,
                       Authenticate(transaction, policy_, caller_.token_digest,
                                    rpc_.options_.time_zone, caller_.language));
      person_id_ = actor.person_id;
      RETURN_IF_ERROR(CheckCaller(policy_, actor));
    }
    WriteCall call(transaction, actor, *rpc_.options_.keyring,
                   OperationId(transaction.now()));
    if (steps_.request_id == nullptr || steps_.validate_only) {
      RETURN_IF_ERROR(steps_.body(call).status());
      refusal_after_commit_ = call.refusal_after_commit;
      if (!steps_.validate_only) return absl::OkStatus();
      // An error is what undoes the operation; Finish answers OK.
      validated_ = true;
      return absl::CancelledError("validate_only");
    }
    return RunOnce(transaction, call);
  }

  void Finish(const absl::Status& status) {
    const bool done =
        status.ok() ||
        (validated_ && status.code() == absl::StatusCode::kCancelled);
    place_ = Admission::Place();
    rpc_.Answer(reactor_, policy_, caller_.language, person_id_,
                done ? refusal_after_commit_ : status, begin_);
  }

 private:
  IdempotencyKey Key() const {
    return {person_id_, policy_.method, *steps_.request_id};
  }

  std::string OperationId(absl::Time now) const {
    return steps_.request_id == nullptr
               ? NewId()
               : OperationIdOf(*rpc_.options_.keyring, Key(), request_digest_,
                               now);
  }

  // Runs the body unless this request id was used: then the replay.
  absl::Status RunOnce(Transaction& transaction, WriteCall& call) {
    const Keyring& keyring = *rpc_.options_.keyring;
    const IdempotencyKey key = Key();
    ASSIGN_OR_RETURN(const absl::optional<IdempotencyRecord> used,
                     FindIdempotency(transaction, key));
    if (used.has_value()) {
      if (used->request_digest != request_digest_) {
        return Refuse(R::REQUEST_ID_REUSED,
                      {{"request_id", *steps_.request_id}});
      }
      return steps_.replay(call, used->record_id);
    }
    ASSIGN_OR_RETURN(std::string record_id, steps_.body(call));
    if (!call.refusal_after_commit.ok()) {
      return absl::InternalError("a refusal that is kept has no request id");
    }
    if (record_id.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(InsertIdempotency(transaction, keyring, key,
                                      {request_digest_, std::move(record_id)}));
    static std::atomic<uint64_t> writes{0};
    if (++writes % kWritesPerPurge != 0) return absl::OkStatus();
    return PurgeIdempotency(transaction, kPurgedAtOnce);
  }

  Rpc& rpc_;
  grpc::CallbackServerContext* const context_;
  grpc::ServerUnaryReactor* const reactor_;
  const Policy& policy_;
  const WriteSteps steps_;
  const Caller caller_;
  const absl::Time begin_;
  const absl::Time deadline_;
  Admission::Place place_;
  std::string request_digest_;
  std::string person_id_;
  absl::Status refusal_after_commit_;
  bool validated_ = false;
};

grpc::ServerUnaryReactor* Rpc::RunWrite(grpc::CallbackServerContext* context,
                                        const Policy& policy,
                                        const Message& request,
                                        absl::FunctionRef<absl::Status()> check,
                                        WriteSteps steps) {
  const auto run =
      std::make_shared<WriteRun>(*this, context, policy, std::move(steps));
  grpc::ServerUnaryReactor* reactor = run->reactor();
  const absl::Status prepared = run->Prepare(request, check);
  if (!prepared.ok()) {
    run->Finish(prepared);
    return reactor;
  }
  options_.database->WriteAsync(
      [run](Transaction& transaction) { return run->Operation(transaction); },
      [run](absl::Status status) { run->Finish(status); },
      request.ByteSizeLong());
  return reactor;
}

}  // namespace entente
