#include "services/rpc/running_call.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/authenticate.h"
#include "services/access/credential.h"
#include "services/rpc/status_mapping.h"
#include "storage/keyring.h"

namespace entente {
namespace {

using R = v1::Refusal;

constexpr std::size_t kTokenCharactersMax = 256;

absl::string_view MetadataOf(const grpc::CallbackServerContext& context,
                             const char* key) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(key);
  if (found == metadata.end()) return {};
  return {found->second.data(), found->second.size()};
}

absl::Time DeadlineOf(const grpc::CallbackServerContext& context,
                      const Policy& policy, absl::Time begin,
                      absl::Duration deadline_default) {
  const absl::Time stated = absl::FromChrono(context.deadline());
  const absl::Time cap = begin + policy.deadline_max;
  if (stated > begin + absl::Hours(24 * 365)) {
    return std::min(begin + deadline_default, cap);
  }
  return std::min(stated, cap);
}

}  // namespace

Caller::Caller(const grpc::CallbackServerContext& context) {
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

RunningCall::RunningCall(const RpcOptions& options,
                         grpc::CallbackServerContext* context,
                         const Policy& policy, absl::Duration deadline_default)
    : options_(options),
      context_(context),
      policy_(policy),
      caller_(*context),
      begin_(absl::Now()),
      deadline_(DeadlineOf(*context, policy, begin_, deadline_default)) {}

absl::Status RunningCall::CheckSize(
    const google::protobuf::Message& request) const {
  if (request.ByteSizeLong() <= policy_.request_bytes_max) {
    return absl::OkStatus();
  }
  return Refuse(R::REQUEST_TOO_LARGE,
                {{"limit", absl::StrCat(policy_.request_bytes_max)}});
}

absl::Status RunningCall::CheckHasToken() const {
  if (policy_.caller != Policy::Caller::kAnyone &&
      caller_.token_digest.empty()) {
    return Refuse(R::NOT_SIGNED_IN);
  }
  return absl::OkStatus();
}

absl::StatusOr<Actor> RunningCall::Authenticate(Snapshot& snapshot) {
  if (policy_.caller == Policy::Caller::kAnyone) {
    Actor actor;
    actor.language = caller_.language;
    actor.today = absl::ToCivilDay(snapshot.now(), options_.time_zone);
    return actor;
  }
  ASSIGN_OR_RETURN(
      const Actor actor,
      entente::Authenticate(snapshot, policy_, caller_.token_digest,
                            options_.time_zone, caller_.language));
  person_id_ = actor.person_id;
  RETURN_IF_ERROR(CheckCaller(policy_, actor));
  return actor;
}

std::string RunningCall::CallerPseudonym() const {
  if (person_id_.empty()) return std::string();
  return absl::BytesToHexString(
      options_.keyring->Mac("log caller", person_id_).substr(0, 6));
}

grpc::Status RunningCall::Answer(const absl::Status& status) const {
  const absl::Status answer = StatusForClient(status);
  if (options_.log != nullptr && options_.log->Wants(policy_, answer)) {
    const bool hides = RefusalReason(answer) == R::INTERNAL_ERROR;
    options_.log->Answered(policy_, CallerPseudonym(), answer,
                           hides ? status : absl::OkStatus(),
                           absl::Now() - begin_);
  }
  return ToGrpcStatus(answer, caller_.language);
}

}  // namespace entente
