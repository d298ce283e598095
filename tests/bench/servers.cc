#include "tests/bench/servers.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "services/server/server.h"
#include "tests/bench/echo.grpc.pb.h"

extern char** environ;

namespace entente::bench {
namespace {

class EchoServer final : public EchoService::CallbackService {
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context,
                                 const EchoRequest* request,
                                 EchoResponse* response) override {
    response->set_body(request->body());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

sigset_t EndSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// Before any thread starts, so that all of them block it. A benchmark that
// fails leaves no server behind.
void BlockEndSignals() {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  const sigset_t signals = EndSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void WaitForEndSignal() {
  const sigset_t signals = EndSignals();
  int received = 0;
  sigwait(&signals, &received);
}

}  // namespace

Child::Child(const std::vector<std::string>& arguments,
             const std::string& output)
    : output_(output) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output_.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  if (posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ) !=
      0) {
    pid_ = -1;
  }
  posix_spawn_file_actions_destroy(&actions);
}

Child::~Child() {
  if (pid_ < 0) return;
  kill(pid_, SIGTERM);
  int status = 0;
  waitpid(pid_, &status, 0);
  if (status == 0) return;
  std::fprintf(stderr, "a server ended with %d:\n", status);
  std::ifstream printed(output_);
  std::string line;
  while (std::getline(printed, line)) {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
}

double Child::resident_mb() const {
  std::ifstream file(absl::StrCat("/proc/", pid_, "/statm"));
  double pages_total = 0;
  double pages_resident = 0;
  file >> pages_total >> pages_resident;
  return pages_resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

int ServeEcho(const std::string& address) {
  BlockEndSignals();
  EchoServer service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  WaitForEndSignal();
  server->Shutdown();
  return 0;
}

int ServeStore(const std::string& folder, const std::string& address,
               int group) {
  BlockEndSignals();
  SystemClock clock;
  ServerOptions options;
  options.folder = folder;
  options.listen = address;
  options.clock = &clock;
  options.tune_store = [group](StoreOptions& store) {
    store.group_operations_max = group;
  };
  if (!absl::LoadTimeZone("America/Toronto", &options.time_zone)) return 1;
  auto server = Server::Start(options);
  if (!server.ok()) {
    std::fprintf(stderr, "%s\n", server.status().ToString().c_str());
    return 1;
  }
  WaitForEndSignal();
  (*server)->Stop(absl::Seconds(5));
  return 0;
}

}  // namespace entente::bench
