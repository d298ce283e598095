// The real program: made, served, asked, stopped and verified.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "entente/v1/access_service.grpc.pb.h"
#include "entente/v1/directory_service.grpc.pb.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "tests/testing/temporary_folder.h"

namespace entente {
namespace {

using Clock = std::chrono::steady_clock;

class Entented {
 public:
  // Starts the program with these arguments, stderr into a file.
  Entented(std::vector<std::string> arguments, const std::string& log)
      : log_(log) {
    arguments.insert(arguments.begin(), ENTENTED);
    std::vector<char*> argv;
    for (std::string& each : arguments) argv.push_back(each.data());
    argv.push_back(nullptr);
    pid_ = fork();
    if (pid_ != 0) return;
    const int fd = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(fd, STDERR_FILENO);
    dup2(fd, STDOUT_FILENO);
    execv(ENTENTED, argv.data());
    _exit(127);
  }
  ~Entented() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      Wait();
    }
  }

  void Terminate() { kill(pid_, SIGTERM); }
  // Its exit code, or minus the signal that ended it.
  int Wait() {
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  std::string Log() const {
    std::ostringstream text;
    text << std::ifstream(log_).rdbuf();
    return text.str();
  }

 private:
  const std::string log_;
  pid_t pid_ = 0;
};

class EntentedTest : public testing::Test {
 protected:
  EntentedTest() : folder_(temporary_ / "store") {
    EXPECT_EQ(Run({"init", "--data", folder_}), 0);
    std::ifstream(folder_ + "/admin.token") >> token_;
  }

  int Run(std::vector<std::string> arguments) {
    return Entented(std::move(arguments), temporary_ / "log").Wait();
  }

  std::shared_ptr<grpc::Channel> Connect() {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const auto channel = grpc::CreateCustomChannel(
        "unix:" + folder_ + "/entente.sock", grpc::InsecureChannelCredentials(),
        arguments);
    // The server makes the socket; until then a connection fails at once.
    for (int i = 0; i < 200; ++i) {
      if (access((folder_ + "/entente.sock").c_str(), F_OK) == 0) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_TRUE(channel->WaitForConnected(std::chrono::system_clock::now() +
                                          std::chrono::seconds(10)));
    return channel;
  }

  void SignIn(grpc::ClientContext& context) {
    context.AddMetadata("authorization", "Bearer " + token_);
  }

  grpc::Status CreatePerson(const std::shared_ptr<grpc::Channel>& channel,
                            const std::string& request_id) {
    v1::DirectoryService::Stub stub(channel);
    grpc::ClientContext context;
    SignIn(context);
    v1::CreatePersonRequest request;
    request.set_request_id(request_id);
    request.mutable_person()->set_public_name("Personne (fictive)");
    v1::PersonAnswer answer;
    return stub.CreatePerson(&context, request, &answer);
  }

  TemporaryFolder temporary_;
  const std::string folder_;
  std::string token_;
};

TEST_F(EntentedTest, InitKeepsSecretsToTheirOwner) {
  struct stat info;
  for (const char* name : {"/admin.token", "/store.key", "/store.db"}) {
    ASSERT_EQ(stat((folder_ + name).c_str(), &info), 0) << name;
    EXPECT_EQ(info.st_mode & 0777, 0600u) << name;
  }
  EXPECT_EQ(token_.size(), 43u);
  EXPECT_EQ(Run({"init", "--data", folder_}), 1);
}

TEST_F(EntentedTest, AnswersWhoAmIWithTheAdministratorsToken) {
  Entented server({"serve", "--data", folder_}, temporary_ / "serve.log");
  const auto channel = Connect();
  v1::AccessService::Stub stub(channel);
  grpc::ClientContext context;
  SignIn(context);
  v1::WhoAmIResponse answer;
  const grpc::Status status =
      stub.WhoAmI(&context, v1::WhoAmIRequest(), &answer);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(answer.mandates_size(), 1);
  EXPECT_EQ(answer.mandates(0).mandate().role(), v1::Mandate::ADMINISTRATOR);
  struct stat info;
  ASSERT_EQ(stat((folder_ + "/entente.sock").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0660u);
}

TEST_F(EntentedTest, AnswersHealthAndReflection) {
  Entented server({"serve", "--data", folder_}, temporary_ / "serve.log");
  const auto channel = Connect();
  {
    grpc::health::v1::Health::Stub stub(channel);
    grpc::ClientContext context;
    grpc::health::v1::HealthCheckResponse answer;
    ASSERT_TRUE(
        stub.Check(&context, grpc::health::v1::HealthCheckRequest(), &answer)
            .ok());
    EXPECT_EQ(answer.status(), grpc::health::v1::HealthCheckResponse::SERVING);
  }
  // A ServerReflectionRequest with an empty list_services, written by hand,
  // since Debian ships no header of that service.
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  const auto stream = stub.PrepareCall(
      &context,
      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  void* tag = nullptr;
  bool ok = false;
  stream->StartCall(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  const grpc::Slice request(std::string("\x3a\x00", 2));
  stream->Write(grpc::ByteBuffer(&request, 1), nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::ByteBuffer answer;
  stream->Read(&answer, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  std::vector<grpc::Slice> slices;
  ASSERT_TRUE(answer.Dump(&slices).ok());
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  for (const char* service :
       {"entente.v1.AccessService", "entente.v1.DirectoryService",
        "entente.v1.ConsultationService", "entente.v1.GrievanceService",
        "entente.v1.DeadlineService", "grpc.health.v1.Health"}) {
    EXPECT_TRUE(absl::StrContains(bytes, service)) << service;
  }
  context.TryCancel();
  grpc::Status status;
  stream->Finish(&status, nullptr);
  queue.Next(&tag, &ok);
}

TEST_F(EntentedTest, StopsCleanlyOnSigtermAndLosesNothingAcknowledged) {
  std::atomic<int> acknowledged{0};
  {
    Entented server({"serve", "--data", folder_, "--log", "all"},
                    temporary_ / "serve.log");
    const auto channel = Connect();
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 4; ++caller) {
      callers.emplace_back([&, caller] {
        for (int i = 0;
             CreatePerson(channel, absl::StrCat(caller, "-", i)).ok(); ++i) {
          ++acknowledged;
        }
      });
    }
    while (acknowledged < 40) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const auto begin = Clock::now();
    server.Terminate();
    EXPECT_EQ(server.Wait(), 0);
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds(10));
    for (std::thread& caller : callers) caller.join();
    const std::string log = server.Log();
    EXPECT_TRUE(absl::StrContains(log, "\"event\":\"stopped\"")) << log;
    EXPECT_TRUE(absl::StrContains(log, "CreatePerson"));
    // Neither content nor secret.
    EXPECT_FALSE(absl::StrContains(log, "fictive"));
    EXPECT_FALSE(absl::StrContains(log, token_));
  }
  EXPECT_EQ(Run({"verify", "--data", folder_}), 0);
  Entented server({"serve", "--data", folder_}, temporary_ / "serve.log");
  const auto channel = Connect();
  v1::DirectoryService::Stub stub(channel);
  int found = 0;
  v1::ListPersonsRequest request;
  request.set_page_size(200);
  while (true) {
    grpc::ClientContext context;
    SignIn(context);
    v1::ListPersonsResponse answer;
    ASSERT_TRUE(stub.ListPersons(&context, request, &answer).ok());
    found += answer.persons_size();
    if (answer.next_page_token().empty()) break;
    request.set_page_token(answer.next_page_token());
  }
  EXPECT_GE(found, acknowledged + 1);
}

TEST_F(EntentedTest, GivesTheAdministratorAWayBackInWhileItIsStopped) {
  const std::string first = token_;
  EXPECT_EQ(Run({"admin-token", "--data", folder_}), 0);
  std::ifstream(folder_ + "/admin.token") >> token_;
  EXPECT_NE(token_, first);
  Entented server({"serve", "--data", folder_}, temporary_ / "serve.log");
  const auto channel = Connect();
  EXPECT_TRUE(CreatePerson(channel, "one").ok());
  // The lock of the store keeps it out while the server runs.
  EXPECT_EQ(Run({"admin-token", "--data", folder_}), 1);
}

TEST_F(EntentedTest, RefusesASecondServerAndWhatIsNoSocket) {
  Entented server({"serve", "--data", folder_}, temporary_ / "serve.log");
  Connect();
  EXPECT_EQ(Run({"serve", "--data", folder_, "--listen",
                 "unix:" + (temporary_ / "second.sock")}),
            1);
  EXPECT_EQ(Run({"serve", "--data", temporary_ / "absent"}), 1);
  EXPECT_EQ(Run({"serve", "--data", folder_, "--listen",
                 "unix:" + folder_ + "/admin.token"}),
            1);
  EXPECT_EQ(Run({"serve", "--data", folder_, "--listen", "0.0.0.0:80"}), 1);
  EXPECT_EQ(Run({"serve", "--data", folder_, "--time-zone", "Mars/Olympus"}),
            2);
  EXPECT_EQ(Run({"serve"}), 2);
}

TEST_F(EntentedTest, BacksUpWhileItServesAndRestores) {
  Entented server({"serve", "--data", folder_}, temporary_ / "serve.log");
  const auto channel = Connect();
  ASSERT_TRUE(CreatePerson(channel, "one").ok());
  const std::string backup = temporary_ / "backup";
  EXPECT_EQ(Run({"backup", "--data", folder_, "--to", backup}), 0);
  const std::string restored = temporary_ / "restored";
  EXPECT_EQ(Run({"restore", "--from", backup, "--data", restored, "--key-file",
                 folder_ + "/store.key"}),
            0);
  EXPECT_EQ(Run({"verify", "--data", restored}), 0);
}

// A shell's completion of a folder leaves a slash at its end.
TEST_F(EntentedTest, BacksUpAndRestoresFoldersNamedWithASlash) {
  const std::string backup = temporary_ / "backup";
  EXPECT_EQ(Run({"backup", "--data", folder_ + "/", "--to", backup + "/"}), 0);
  EXPECT_FALSE(std::filesystem::exists(backup + "/-keys"));
  EXPECT_TRUE(std::filesystem::exists(backup + "-keys/keys.db"));
  const std::string restored = temporary_ / "restored";
  EXPECT_EQ(Run({"restore", "--from", backup + "/", "--data", restored + "/",
                 "--key-file", folder_ + "/store.key"}),
            0);
  EXPECT_EQ(Run({"verify", "--data", restored + "/"}), 0);
}

TEST_F(EntentedTest, VerifyTellsByItsExitCodeWhatItFound) {
  EXPECT_EQ(Run({"verify", "--data", folder_}), 0);
  EXPECT_EQ(Run({"verify", "--data", temporary_ / "absent"}), 12);
  // A byte of the administrator's name, wherever SQLite put it.
  std::string bytes;
  {
    std::ostringstream text;
    text << std::ifstream(folder_ + "/store.db", std::ios::binary).rdbuf();
    bytes = text.str();
  }
  const std::size_t name = bytes.rfind("Administration");
  ASSERT_NE(name, std::string::npos);
  std::fstream file(folder_ + "/store.db",
                    std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(name));
  file.put('a');
  file.close();
  EXPECT_EQ(Run({"verify", "--data", folder_}), 10);
}

}  // namespace
}  // namespace entente
