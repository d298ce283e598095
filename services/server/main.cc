// entented: the server, and what is done to its store while it is not served.

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/server/first_administrator.h"
#include "services/server/json_log.h"
#include "services/server/server.h"
#include "storage/engine/durable_file.h"
#include "storage/store.h"
#include "storage/verify.h"

namespace entente {
namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr int kAltered = 10;
constexpr int kTruncated = 11;
constexpr int kCouldNotRun = 12;
// What sysexits.h calls an internal error; the init system starts us again.
constexpr int kDiskFailed = 70;
// What sysexits.h calls bad data; the init system does not start us again.
constexpr int kDamaged = 65;

// Whoever sends SIGTERM kills after 10 s; the store takes part of them.
constexpr absl::Duration kStopGrace = absl::Seconds(8);
constexpr absl::Duration kLastAnswers = absl::Milliseconds(200);

struct Settings {
  std::string folder;
  std::string listen;
  std::string time_zone = "America/Toronto";
  std::string log_calls = "changes";
  int document_mib = static_cast<int>(kDocumentBytesMax >> 20);
  std::string administrator = "Administration";
  std::string to;
  std::string keys_to;
  std::string from;
  std::string keys_from;
  std::string key_file;
};

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "entented: %s\n", std::string(status.message()).c_str());
  return kFailed;
}

bool LoadZone(const std::string& name, absl::TimeZone& zone) {
  if (absl::LoadTimeZone(name, &zone)) return true;
  std::fprintf(stderr,
               "entented: There is no time zone %s. Write an IANA name such as "
               "America/Toronto.\n",
               name.c_str());
  return false;
}

int Init(const Settings& settings) {
  absl::TimeZone zone;
  if (!LoadZone(settings.time_zone, zone)) return kUsage;
  SystemClock clock;
  absl::Status status = Store::Init(settings.folder, clock);
  if (!status.ok()) return Fail(status);
  StoreOptions options;
  options.folder = settings.folder;
  options.clock = &clock;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options);
  if (!store.ok()) return Fail(store.status());
  status =
      CreateFirstAdministrator(**store, settings.folder, settings.administrator,
                               zone, CredentialLimits());
  if (!status.ok()) return Fail(status);
  std::fprintf(stderr,
               "The store is in %s. The administrator's token is in %s, for "
               "30 days; keep %s/store.key where no backup is.\n",
               settings.folder.c_str(),
               AdministratorTokenPath(settings.folder).c_str(),
               settings.folder.c_str());
  return kDone;
}

int AdminToken(const Settings& settings) {
  absl::TimeZone zone;
  if (!LoadZone(settings.time_zone, zone)) return kUsage;
  SystemClock clock;
  StoreOptions options;
  options.folder = settings.folder;
  options.clock = &clock;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options);
  if (!store.ok()) return Fail(store.status());
  const absl::Status status = RenewAdministratorToken(**store, settings.folder,
                                                      zone, CredentialLimits());
  if (!status.ok()) return Fail(status);
  std::fprintf(stderr, "The administrator's new token is in %s, for 30 days.\n",
               AdministratorTokenPath(settings.folder).c_str());
  return kDone;
}

int Serve(const Settings& settings) {
  // Before any thread is made, so that none of them takes the signals.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  SystemClock clock;
  JsonLog log(settings.log_calls == "all"      ? JsonLog::Calls::kAll
              : settings.log_calls == "errors" ? JsonLog::Calls::kErrors
                                               : JsonLog::Calls::kChanges);
  ServerOptions options;
  options.folder = settings.folder;
  options.listen = settings.listen;
  options.clock = &clock;
  options.log = &log;
  options.document_bytes_max = int64_t{settings.document_mib} << 20;
  if (!LoadZone(settings.time_zone, options.time_zone)) return kUsage;
  options.fatal = [&log](const absl::Status& status) {
    log.Error("disk failed", status.message());
    // The answers that say so leave on other threads.
    absl::SleepFor(kLastAnswers);
    // Nobody knows what the disk holds: nothing more may be written, not even
    // by destructors. The next opening recovers.
    _exit(kDiskFailed);
  };
  std::atomic<bool> damaged{false};
  options.contents_checked = [&](const absl::Status& status) {
    if (status.ok()) {
      log.Event("contents checked", "sound");
      return;
    }
    damaged = absl::IsDataLoss(status);
    log.Error(damaged ? "store damaged" : "contents not checked",
              status.message());
    if (damaged) kill(getpid(), SIGTERM);
  };
  options.destruction_failed = [&log](const absl::Status& status) {
    log.Error("notes not destroyed", status.message());
  };
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options);
  if (!server.ok()) return Fail(server.status());
  log.Event("serving", (*server)->address());

  int signal = 0;
  while (sigwait(&signals, &signal) != 0) {
  }
  log.Event("stopping", damaged ? "the store is damaged" : strsignal(signal));
  (*server)->Stop(kStopGrace);
  log.Event("stopped", "");
  return damaged ? kDamaged : kDone;
}

int Verify(const Settings& settings) {
  const VerifyReport report = VerifyStore(settings.folder);
  std::printf("%s\n", report.sentence.c_str());
  for (const VerifyReport::Finding& finding : report.findings) {
    std::printf("%s%s%s%s%s: %s\n", finding.record_kind.c_str(),
                finding.record_number.empty() ? "" : " ",
                finding.record_number.c_str(),
                finding.record_id.empty() ? "" : " ", finding.record_id.c_str(),
                finding.what.c_str());
  }
  switch (report.outcome) {
    case VerifyReport::Outcome::kSound:
      return kDone;
    case VerifyReport::Outcome::kAltered:
      return kAltered;
    case VerifyReport::Outcome::kTruncated:
      return kTruncated;
    case VerifyReport::Outcome::kCouldNotRun:
      break;
  }
  return kCouldNotRun;
}

// Where the keys of a backup are when nothing else is said: apart from it.
std::string KeysBeside(const std::string& folder) {
  return absl::StrCat(WithoutSlash(folder), "-keys");
}

int BackUp(const Settings& settings) {
  const std::string keys_to =
      settings.keys_to.empty() ? KeysBeside(settings.to) : settings.keys_to;
  const absl::Status status =
      BackUpStore(settings.folder, settings.to, keys_to, absl::Now());
  if (!status.ok()) return Fail(status);
  std::fprintf(stderr,
               "The store is in %s and its keys are in %s. Keep them apart; "
               "the key file %s/store.key is in neither.\n",
               settings.to.c_str(), keys_to.c_str(), settings.folder.c_str());
  return kDone;
}

int Restore(const Settings& settings) {
  const std::string keys_from = settings.keys_from.empty()
                                    ? KeysBeside(settings.from)
                                    : settings.keys_from;
  const absl::Status status = RestoreStore(settings.from, keys_from,
                                           settings.key_file, settings.folder);
  if (!status.ok()) return Fail(status);
  std::fprintf(stderr, "The store is in %s.\n", settings.folder.c_str());
  return kDone;
}

int Run(int argc, char** argv) {
  umask(077);
  const rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);

  Settings settings;
  CLI::App app(
      "The server of Entente.\n\nExample:\n"
      "  entented init --data /var/lib/entente\n"
      "  entented serve --data /var/lib/entente",
      "entented");
  app.require_subcommand(1);
  app.set_version_flag("--version", ENTENTE_VERSION);
  const auto add = [&](const char* name, const char* about) {
    CLI::App* command = app.add_subcommand(name, about);
    command->add_option("--data", settings.folder, "The folder of the store")
        ->required();
    return command;
  };
  CLI::App* init = add("init", "Makes a store and its first administrator");
  CLI::App* admin_token = add(
      "admin-token",
      "Writes a new token for the administrator, while the server is stopped");
  CLI::App* serve = add("serve", "Serves a store until SIGTERM");
  CLI::App* verify =
      add("verify",
          "Checks a store against its event log: 0 sound, 10 altered, 11 cut "
          "short, 12 could not run");
  CLI::App* backup = add("backup", "Copies a store, also while it is served");
  CLI::App* restore = add("restore", "Makes a store from its backup");
  for (CLI::App* command : {init, admin_token, serve}) {
    command
        ->add_option("--time-zone", settings.time_zone,
                     "Says which day it is (IANA name)")
        ->capture_default_str();
  }
  init->add_option("--admin-name", settings.administrator,
                   "What the first administrator is called")
      ->capture_default_str();
  serve->add_option("--listen", settings.listen,
                    "unix:PATH; DATA/entente.sock when not stated");
  serve
      ->add_option("--document-mib", settings.document_mib,
                   "The largest document that is taken, in MiB")
      ->check(CLI::Range(1, 4096))
      ->capture_default_str();
  serve
      ->add_option("--log", settings.log_calls,
                   "Which calls to log: errors, changes or all")
      ->check(CLI::IsMember({"errors", "changes", "all"}))
      ->capture_default_str();
  backup->add_option("--to", settings.to, "A new folder for the store")
      ->required();
  backup->add_option("--keys-to", settings.keys_to,
                     "A new folder for the keys; TO-keys when not stated");
  restore->add_option("--from", settings.from, "The backup of the store")
      ->required();
  restore->add_option("--keys-from", settings.keys_from,
                      "The backup of the keys; FROM-keys when not stated");
  restore
      ->add_option("--key-file", settings.key_file, "The key file, store.key")
      ->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  if (init->parsed()) return Init(settings);
  if (admin_token->parsed()) return AdminToken(settings);
  if (serve->parsed()) return Serve(settings);
  if (verify->parsed()) return Verify(settings);
  if (backup->parsed()) return BackUp(settings);
  return Restore(settings);
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) { return entente::Run(argc, argv); }
