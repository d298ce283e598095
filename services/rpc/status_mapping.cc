#include "services/rpc/status_mapping.h"

#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "proto/support/refusal.h"
#include "proto/support/text/text.h"

namespace entente {

absl::Status StatusForClient(const absl::Status& status) {
  if (status.ok() || FindRefusal(status).has_value()) return status;
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return Refuse(v1::Refusal::NOT_AVAILABLE);
    case absl::StatusCode::kDeadlineExceeded:
      return Refuse(v1::Refusal::QUEUE_FULL);
    case absl::StatusCode::kCancelled:
      return status;
    default:
      return Refuse(v1::Refusal::INTERNAL_ERROR);
  }
}

grpc::Status ToGrpcStatus(const absl::Status& status,
                          const Language& language) {
  if (status.ok()) return grpc::Status();
  const absl::optional<google::rpc::ErrorInfo> refusal = FindRefusal(status);
  if (!refusal.has_value()) {
    return grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                        std::string(status.message()));
  }
  const std::string sentence = RefusalText(language, *refusal);
  google::rpc::LocalizedMessage localized;
  localized.set_locale(std::string(language.tag()));
  localized.set_message(sentence);
  google::rpc::Status details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(sentence);
  details.add_details()->PackFrom(*refusal);
  details.add_details()->PackFrom(localized);
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), sentence,
                      details.SerializeAsString());
}

}  // namespace entente
