#include "services/server/server.h"

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/health_check_service_interface.h"
#include "proto/support/status_macros.h"
#include "services/access/access_service.h"
#include "services/access/policy.h"
#include "services/directory/directory_service.h"
#include "services/documents/document_service.h"
#include "services/events/event_service.h"
#include "services/grievances/arbitration_service.h"
#include "services/grievances/consultation_service.h"
#include "services/grievances/grievance_service.h"
#include "services/grievances/import_service.h"
#include "services/grievances/procedures.h"
#include "services/grievances/time_ledger_service.h"
#include "services/mediations/mediation_content_service.h"
#include "services/mediations/mediation_service.h"
#include "services/mediations/note_destruction.h"
#include "services/members/member_file_service.h"
#include "services/notes/note_service.h"
#include "services/rpc/handler.h"
#include "services/server/background_check.h"
#include "services/settlements/settlement_service.h"
#include "services/time_limits/calendar_service.h"
#include "services/time_limits/deadline_service.h"
#include "services/time_limits/profile_service.h"
#include "services/time_limits/profile_text.h"
#include "storage/store_check.h"

namespace entente {
namespace {

constexpr int kReceiveBytesMax = 4 << 20;
constexpr int kMetadataBytesMax = 8 << 10;
// Who connects and says nothing, was stopped, or went away for good holds a
// descriptor: when these run out, gRPC 1.51 never listens again.
constexpr int kHandshakeMs = 5 * 1000;
constexpr int kKeepaliveMs = 60 * 1000;
constexpr int kKeepaliveAnswerMs = 20 * 1000;
constexpr int kIdleMs = 10 * 60 * 1000;
// What a connection grew to is given back now and then. Calls may end; a
// client connects anew by itself.
constexpr int kAgeMs = 60 * 60 * 1000;
constexpr int kAgeGraceMs = 60 * 1000;
constexpr absl::string_view kUnixScheme = "unix:";

absl::StatusOr<std::string> SocketPath(const ServerOptions& options) {
  std::string path = absl::StrCat(options.folder, "/entente.sock");
  if (!options.listen.empty()) {
    absl::string_view listen = options.listen;
    if (!absl::ConsumePrefix(&listen, kUnixScheme) || listen.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "The server listens on a Unix socket only: write unix:PATH instead "
          "of ",
          options.listen, "."));
    }
    path = std::string(listen);
  }
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    return absl::InvalidArgumentError(
        absl::StrCat("The path of the socket is longer than ",
                     sizeof(sockaddr_un::sun_path) - 1, " bytes: ", path,
                     ". Choose a shorter one with --listen unix:PATH."));
  }
  // A socket that a killed server left behind is no obstacle: the lock of the
  // store is held. Anything else of that name is not ours.
  struct stat info;
  if (lstat(path.c_str(), &info) == 0 && !S_ISSOCK(info.st_mode)) {
    return absl::FailedPreconditionError(absl::StrCat(
        path, " exists and is no socket. Choose another path with --listen."));
  }
  return path;
}

absl::Status DamagedStore(const std::string& folder,
                          const absl::Status& cause) {
  return absl::DataLossError(absl::StrCat(
      "The store ", folder, " is damaged (", cause.message(),
      "). The server ends, and nothing was repaired. Keep a copy of the folder "
      "as it is, look at what verify says, and restore the last backup into an "
      "empty folder."));
}

class GrpcServer final : public Server {
 public:
  GrpcServer(const ServerOptions& options, std::unique_ptr<Store> store,
             std::unique_ptr<Procedures> procedures,
             std::set<std::string> shipped_codes)
      : store_(std::move(store)),
        procedures_(std::move(procedures)),
        rpc_(RpcOptions(options, *store_)),
        access_(rpc_, options.credentials),
        directory_(rpc_, *procedures_),
        events_(rpc_),
        calendars_(rpc_, procedures_->calendars()),
        profiles_(rpc_, *procedures_, std::move(shipped_codes)),
        deadlines_(rpc_, *procedures_),
        consultations_(rpc_, *procedures_),
        grievances_(rpc_, *procedures_),
        imports_(rpc_, *procedures_),
        member_files_(rpc_),
        notes_(rpc_, *procedures_),
        arbitration_(rpc_, *procedures_),
        time_ledger_(rpc_, *procedures_),
        settlements_(rpc_, *procedures_),
        mediations_(rpc_, *procedures_),
        destruction_(std::make_unique<NoteDestruction>(
            store_->database(), store_->keyring(), options.time_zone,
            options.destruction_failed)),
        mediation_contents_(rpc_, *procedures_,
                            [this] { destruction_->Wake(); }),
        documents_(rpc_, *store_, options.document_bytes_max) {}

  ~GrpcServer() override {
    if (server_ != nullptr) Stop(absl::ZeroDuration());
  }

  absl::Status Listen(const std::string& path) {
    static const bool once = [] {
      grpc::EnableDefaultHealthCheckService(true);
      grpc::reflection::InitProtoReflectionServerBuilderPlugin();
      return true;
    }();
    (void)once;
    path_ = path;
    address_ = absl::StrCat(kUnixScheme, path);
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address_, grpc::InsecureServerCredentials());
    builder.SetMaxReceiveMessageSize(kReceiveBytesMax);
    builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
    builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS,
                               kHandshakeMs);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                               kKeepaliveAnswerMs);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kIdleMs);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, kAgeMs);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS,
                               kAgeGraceMs);
    builder.SetDefaultCompressionAlgorithm(GRPC_COMPRESS_NONE);
    builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
    builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
    for (grpc::Service* service : Services()) builder.RegisterService(service);
    server_ = builder.BuildAndStart();
    if (server_ == nullptr) {
      return absl::FailedPreconditionError(
          absl::StrCat("The server cannot listen on ", path,
                       ". Does its folder exist, and may you write to it?"));
    }
    // Members of the server's group may connect; the token says who they are.
    if (chmod(path.c_str(), S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) != 0) {
      return absl::FailedPreconditionError(absl::StrCat(
          "The mode of ", path, " cannot be set: ", std::strerror(errno), "."));
    }
    server_->GetHealthCheckService()->SetServingStatus(true);
    return absl::OkStatus();
  }

  // After Listen: a store that was stopped cleanly is served at once.
  absl::Status CheckContents(const ServerOptions& options) {
    ASSIGN_OR_RETURN(std::unique_ptr<StoreCheck> check,
                     StoreCheck::Open(options.folder, store_->keyring()));
    check_ = std::make_unique<BackgroundCheck>(
        std::move(check),
        [this, folder = options.folder,
         tell = options.contents_checked](const absl::Status& status) {
          const bool damaged = absl::IsDataLoss(status);
          if (damaged) GiveUp();
          if (tell) tell(damaged ? DamagedStore(folder, status) : status);
        });
    return absl::OkStatus();
  }

  void Drain() override {
    // Who hears of it is refused already.
    rpc_.Drain();
    server_->GetHealthCheckService()->SetServingStatus(false);
  }

  void Stop(absl::Duration grace) override {
    Drain();
    check_.reset();
    server_->Shutdown(absl::ToChronoTime(absl::Now() + grace));
    server_->Wait();
    server_.reset();
    destruction_.reset();
    unlink(path_.c_str());
    store_.reset();
  }

  const std::string& address() const override { return address_; }
  Store& store() override { return *store_; }

 private:
  // What is written into a damaged file may be lost, and may bury what could
  // still be saved; what is read from it may be wrong.
  void GiveUp() {
    Drain();
    store_->database().Distrust();
    store_->keyring().Distrust();
  }

  static Rpc::Options RpcOptions(const ServerOptions& options, Store& store) {
    Rpc::Options rpc;
    rpc.database = &store.database();
    rpc.keyring = &store.keyring();
    rpc.log = options.log;
    rpc.time_zone = options.time_zone;
    rpc.running_max = options.running_max;
    rpc.running_per_caller_max = options.running_per_caller_max;
    rpc.stream_idle_max = options.stream_idle_max;
    return rpc;
  }

  std::vector<grpc::Service*> Services() {
    return {&access_,     &directory_,          &events_,        &calendars_,
            &profiles_,   &deadlines_,          &consultations_, &grievances_,
            &imports_,    &arbitration_,        &time_ledger_,   &settlements_,
            &mediations_, &mediation_contents_, &notes_,         &member_files_,
            &documents_};
  }

  std::unique_ptr<Store> store_;
  const std::unique_ptr<Procedures> procedures_;
  Rpc rpc_;
  AccessService access_;
  DirectoryService directory_;
  EventService events_;
  CalendarService calendars_;
  ProfileService profiles_;
  DeadlineService deadlines_;
  ConsultationService consultations_;
  GrievanceService grievances_;
  ImportService imports_;
  MemberFileService member_files_;
  NoteService notes_;
  ArbitrationService arbitration_;
  TimeLedgerService time_ledger_;
  SettlementService settlements_;
  MediationService mediations_;
  std::unique_ptr<NoteDestruction> destruction_;
  MediationContentService mediation_contents_;
  DocumentService documents_;
  std::string path_;
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<BackgroundCheck> check_;
};

// Every service of the package, whether this server offers it or not.
absl::Status CheckVocabulary() {
  for (const Policy& policy : Policies()) {
    const std::string name =
        std::string(policy.method.substr(1, policy.method.rfind('/') - 1));
    const google::protobuf::ServiceDescriptor* service =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
            name);
    if (service == nullptr) {
      return absl::FailedPreconditionError(
          absl::StrCat("the policy of ", policy.method, " is for no service"));
    }
    RETURN_IF_ERROR(CheckPolicies(*service));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const ServerOptions& options) {
  RETURN_IF_ERROR(CheckVocabulary());
  ASSIGN_OR_RETURN(const std::string path, SocketPath(options));
  StoreOptions store_options;
  store_options.folder = options.folder;
  store_options.clock = options.clock;
  store_options.fatal = options.fatal;
  if (options.tune_store) options.tune_store(store_options);
  ASSIGN_OR_RETURN(std::unique_ptr<Store> store, Store::Open(store_options));
  ASSIGN_OR_RETURN(std::unique_ptr<Procedures> procedures, Procedures::Make());
  ASSIGN_OR_RETURN(const std::vector<v1::Profile> shipped,
                   ShippedProfiles(procedures->calendars()));
  std::set<std::string> shipped_codes;
  for (const v1::Profile& profile : shipped) {
    shipped_codes.insert(profile.code());
  }
  auto server = std::make_unique<GrpcServer>(options, std::move(store),
                                             std::move(procedures),
                                             std::move(shipped_codes));
  RETURN_IF_ERROR(server->Listen(path));
  RETURN_IF_ERROR(server->CheckContents(options));
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace entente
