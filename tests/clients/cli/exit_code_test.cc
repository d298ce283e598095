#include "clients/cli/exit_code.h"

#include <set>

#include "gtest/gtest.h"

namespace entente {
namespace {

TEST(ExitCode, IsThePublishedNumberForEveryCode) {
  const std::pair<grpc::StatusCode, int> expected[] = {
      {grpc::StatusCode::OK, 0},
      {grpc::StatusCode::CANCELLED, 1},
      {grpc::StatusCode::UNKNOWN, 1},
      {grpc::StatusCode::INVALID_ARGUMENT, 2},
      {grpc::StatusCode::DEADLINE_EXCEEDED, 7},
      {grpc::StatusCode::NOT_FOUND, 3},
      {grpc::StatusCode::ALREADY_EXISTS, 5},
      {grpc::StatusCode::PERMISSION_DENIED, 3},
      {grpc::StatusCode::RESOURCE_EXHAUSTED, 1},
      {grpc::StatusCode::FAILED_PRECONDITION, 6},
      {grpc::StatusCode::ABORTED, 5},
      {grpc::StatusCode::OUT_OF_RANGE, 2},
      {grpc::StatusCode::UNIMPLEMENTED, 1},
      {grpc::StatusCode::INTERNAL, 1},
      {grpc::StatusCode::UNAVAILABLE, 7},
      {grpc::StatusCode::DATA_LOSS, 1},
      {grpc::StatusCode::UNAUTHENTICATED, 4},
  };
  std::set<int> seen;
  for (const auto& [code, number] : expected) {
    EXPECT_EQ(static_cast<int>(ExitCodeOf(code, "")), number) << code;
    seen.insert(code);
  }
  // Canonical codes go from 0 to 16.
  EXPECT_EQ(seen.size(), 17u);
}

TEST(ExitCode, TellsADuplicateFromARule) {
  EXPECT_EQ(ExitCodeOf(grpc::StatusCode::FAILED_PRECONDITION, "VERSION_TAKEN"),
            ExitCode::kConflict);
  EXPECT_EQ(ExitCodeOf(grpc::StatusCode::FAILED_PRECONDITION, "ALREADY_TAKEN"),
            ExitCode::kConflict);
  EXPECT_EQ(ExitCodeOf(grpc::StatusCode::FAILED_PRECONDITION, "WRONG_STATE"),
            ExitCode::kRefusedByRule);
  EXPECT_EQ(
      ExitCodeOf(grpc::StatusCode::FAILED_PRECONDITION, "STORE_READ_ONLY"),
      ExitCode::kFailed);
}

}  // namespace
}  // namespace entente
