#include "services/server/json_log.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <future>
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

// Whatever is logged of calls, and however they end.
TEST(JsonLog, HoldsNothingOfWhatACallSaysOrIsTold) {
  JsonLog log(JsonLog::Calls::kAll);
  SmallWorld world([&](ServerOptions& options) { options.log = &log; });
  constexpr char kCanary[] = "canari";
  using Directory = v1::DirectoryService::Stub;
  testing::internal::CaptureStderr();
  v1::CreateAgreementRequest agreement;
  agreement.set_request_id("canari-1");
  agreement.mutable_agreement()->set_local_id(world.local);
  agreement.mutable_agreement()->set_employer_id(world.employer);
  agreement.mutable_agreement()->set_title("canari du titre");
  agreement.mutable_agreement()->set_profile_code("QC-SSS-30");
  agreement.mutable_agreement()->set_from_date("2010-01-01");
  v1::AgreementAnswer entered;
  const auto enter = [&] {
    return ReasonOf(world.Call(world.union_rep, &Directory::CreateAgreement,
                               agreement, entered));
  };
  EXPECT_EQ(enter(), "OK");
  EXPECT_EQ(entered.agreement().title(), "canari du titre");
  // A refusal tells its client what it does not accept.
  agreement.set_request_id("canari-2");
  agreement.mutable_agreement()->set_from_date("canari-01-01");
  EXPECT_EQ(enter(), "DATE_MALFORMED");
  agreement.mutable_agreement()->set_from_date("2010-01-01");
  agreement.mutable_agreement()->set_profile_code("CANARI");
  EXPECT_EQ(enter(), "VALUE_UNKNOWN");
  agreement.set_request_id("canari-1");
  EXPECT_EQ(enter(), "REQUEST_ID_REUSED");
  v1::GetPersonRequest absent;
  absent.set_person_id("canari-absent");
  v1::PersonAnswer person;
  EXPECT_EQ(
      ReasonOf(world.Call(world.keeper, &Directory::GetPerson, absent, person)),
      "NOT_AVAILABLE");
  const std::string logged = testing::internal::GetCapturedStderr();
  EXPECT_EQ(CountOf(logged, R"("event":"call")"), 5) << logged;
  EXPECT_EQ(CountOf(logged, R"("reason":"REQUEST_ID_REUSED")"), 1) << logged;
  EXPECT_EQ(CountOf(logged, kCanary), 0) << logged;
  EXPECT_EQ(CountOf(logged, "CANARI"), 0) << logged;
}

// A pipe in the place of stderr while it stands.
class StderrPipe {
 public:
  StderrPipe() : kept_(dup(STDERR_FILENO)) {
    EXPECT_EQ(pipe(ends_), 0);
    EXPECT_EQ(dup2(ends_[1], STDERR_FILENO), STDERR_FILENO);
  }
  ~StderrPipe() {
    dup2(kept_, STDERR_FILENO);
    for (const int each : {kept_, ends_[0], ends_[1]}) close(each);
  }
  // What stands in it now.
  std::string Read() {
    std::string all;
    char block[1 << 16];
    while (true) {
      pollfd end = {ends_[0], POLLIN, 0};
      if (poll(&end, 1, 0) <= 0) return all;
      const ssize_t got = read(ends_[0], block, sizeof block);
      if (got <= 0) return all;
      all.append(block, static_cast<size_t>(got));
    }
  }

 private:
  int ends_[2] = {-1, -1};
  const int kept_;
};

TEST(JsonLog, WaitsForNobodyWhoDoesNotReadIt) {
  JsonLog log(JsonLog::Calls::kAll);
  std::string first;
  std::string later;
  {
    StderrPipe pipe;
    // More than any pipe holds.
    std::future<void> written = std::async(std::launch::async, [&log] {
      for (int i = 0; i < 3000; ++i) log.Event("test", std::string(1000, 'x'));
    });
    if (written.wait_for(std::chrono::seconds(20)) !=
        std::future_status::ready) {
      ADD_FAILURE() << "it waits for a reader";
      const auto soon = std::chrono::milliseconds(10);
      while (written.wait_for(soon) != std::future_status::ready) pipe.Read();
    }
    first = pipe.Read();
    log.Event("again", std::string(10000, 'y'));
    later = pipe.Read();
  }
  EXPECT_GT(CountOf(first, R"("event":"test")"), 10);
  EXPECT_LT(CountOf(first, R"("event":"test")"), 3000);
  EXPECT_EQ(first.back(), '\n');
  EXPECT_EQ(CountOf(later, "lines were left out"), 1) << later;
  EXPECT_EQ(CountOf(later, R"("event":"again")"), 1);
  EXPECT_EQ(CountOf(later, "\n"), 2);
  // A long detail is cut, and its line stays whole.
  EXPECT_EQ(later.substr(later.size() - 6), "…\"}\n");
}

}  // namespace
}  // namespace entente
