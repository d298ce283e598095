#include "proto/support/refusal.h"

#include "absl/strings/cord.h"
#include "proto/support/characters.h"

namespace entente {
namespace {

constexpr absl::string_view kPayloadUrl =
    "type.googleapis.com/google.rpc.ErrorInfo";
constexpr absl::string_view kDomain = "entente";

}  // namespace

absl::StatusCode RefusalCode(v1::Refusal::Reason reason) {
  const google::protobuf::EnumValueDescriptor* value =
      v1::Refusal::Reason_descriptor()->FindValueByNumber(reason);
  if (value == nullptr) return absl::StatusCode::kInternal;
  return static_cast<absl::StatusCode>(value->options().GetExtension(v1::code));
}

absl::Status Refuse(v1::Refusal::Reason reason,
                    std::initializer_list<RefusalDetail> details) {
  google::rpc::ErrorInfo info;
  info.set_reason(v1::Refusal::Reason_Name(reason));
  info.set_domain(std::string(kDomain));
  for (const RefusalDetail& detail : details) {
    (*info.mutable_metadata())[std::string(detail.first)] =
        ShownPart(detail.second);
  }
  absl::Status status(RefusalCode(reason), info.reason());
  status.SetPayload(kPayloadUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

absl::optional<google::rpc::ErrorInfo> FindRefusal(const absl::Status& status) {
  const absl::optional<absl::Cord> payload = status.GetPayload(kPayloadUrl);
  if (!payload.has_value()) return absl::nullopt;
  google::rpc::ErrorInfo info;
  if (!info.ParseFromString(std::string(*payload))) return absl::nullopt;
  return info;
}

v1::Refusal::Reason RefusalReason(const absl::Status& status) {
  const absl::optional<google::rpc::ErrorInfo> info = FindRefusal(status);
  v1::Refusal::Reason reason = v1::Refusal::REASON_UNSPECIFIED;
  if (info.has_value()) v1::Refusal::Reason_Parse(info->reason(), &reason);
  return reason;
}

}  // namespace entente
