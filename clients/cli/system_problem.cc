#include "clients/cli/system_problem.h"

#include "proto/support/text/text.h"

namespace entente {
namespace {

const char* WordOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kNotFound:
      return "MISSING";
    case absl::StatusCode::kPermissionDenied:
      return "FORBIDDEN";
    case absl::StatusCode::kFailedPrecondition:
      return "FOLDER";
    case absl::StatusCode::kAlreadyExists:
      return "EXISTS";
    case absl::StatusCode::kResourceExhausted:
      return "FULL";
    default:
      return "OTHER";
  }
}

}  // namespace

std::string SystemProblem(const Language& language,
                          const absl::Status& status) {
  return Text(
      language, "cli/SYSTEM_PROBLEM",
      {{"problem", WordOf(status.code())}, {"detail", status.message()}});
}

}  // namespace entente
