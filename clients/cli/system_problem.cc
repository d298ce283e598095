#include "clients/cli/system_problem.h"

#include "proto/support/text/text.h"

namespace entente {

const char* ProblemWord(const absl::Status& status) {
  switch (status.code()) {
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
    case absl::StatusCode::kUnavailable:
      return "TERMINAL";
    case absl::StatusCode::kCancelled:
      return "EDITOR";
    default:
      return "OTHER";
  }
}

std::string SystemProblem(const Language& language,
                          const absl::Status& status) {
  return Text(language, "cli/SYSTEM_PROBLEM",
              {{"problem", ProblemWord(status)}, {"detail", status.message()}});
}

}  // namespace entente
