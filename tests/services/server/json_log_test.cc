#include "services/server/json_log.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/testing/small_world.h"

namespace entente {
namespace {

int CountOf(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

grpc::Status Exchange(SmallWorld& world, const std::string& code,
                      v1::ExchangeCodeResponse& answer) {
  v1::ExchangeCodeRequest request;
  request.set_code(code);
  return world.Call(world.nobody, &v1::AccessService::Stub::ExchangeCode,
                    request, answer);
}

// Even where only errors are logged; and neither the code nor a name with it.
TEST(JsonLog, SaysOnceThatACodeWasUsedTwiceAndNotWhose) {
  JsonLog log(JsonLog::Calls::kErrors);
  SmallWorld world([&](ServerOptions& options) { options.log = &log; });
  const std::string code = world.IssueCode(world.keeper, world.union_rep.id);
  v1::ExchangeCodeResponse answer;
  testing::internal::CaptureStderr();
  ASSERT_EQ(ReasonOf(Exchange(world, code, answer)), "OK");
  v1::ExchangeCodeResponse refused;
  const Refused alarmed = RefusedBy(Exchange(world, code, refused));
  const Refused again = RefusedBy(Exchange(world, code, refused));
  const std::string logged = testing::internal::GetCapturedStderr();
  EXPECT_EQ(CountOf(logged, R"("event":"alarm")"), 1) << logged;
  EXPECT_EQ(CountOf(logged, R"("level":"warning")"), 1) << logged;
  for (const std::string& secret :
       {code, answer.token(), world.union_rep.id, answer.public_name()}) {
    EXPECT_EQ(CountOf(logged, secret), 0) << logged;
  }
  // The client is told nothing else than before.
  EXPECT_EQ(alarmed.reason, "CODE_NOT_ACCEPTED");
  EXPECT_EQ(alarmed.details, again.details);
}

}  // namespace
}  // namespace entente
