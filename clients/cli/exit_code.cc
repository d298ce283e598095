#include "clients/cli/exit_code.h"

namespace entente {

ExitCode ExitCodeOf(grpc::StatusCode code, absl::string_view reason) {
  // What is there already is a duplicate, and a store that cannot be written to
  // is no rule, though both are sent as FAILED_PRECONDITION.
  if (reason == "ALREADY_TAKEN" || reason == "VERSION_TAKEN" ||
      reason == "MANDATE_OVERLAPS" || reason == "AGREEMENT_RECORDED") {
    return ExitCode::kConflict;
  }
  if (reason == "STORE_READ_ONLY") return ExitCode::kFailed;
  switch (code) {
    case grpc::StatusCode::OK:
      return ExitCode::kDone;
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::OUT_OF_RANGE:
      return ExitCode::kUsage;
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::NOT_FOUND:
      return ExitCode::kNotAvailable;
    case grpc::StatusCode::UNAUTHENTICATED:
      return ExitCode::kNotSignedIn;
    case grpc::StatusCode::ABORTED:
    case grpc::StatusCode::ALREADY_EXISTS:
      return ExitCode::kConflict;
    case grpc::StatusCode::FAILED_PRECONDITION:
      return ExitCode::kRefusedByRule;
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return ExitCode::kUnreachable;
    default:
      return ExitCode::kFailed;
  }
}

}  // namespace entente
