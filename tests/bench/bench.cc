// What the machine can do, and what this server does of it, in one run.
//
//   bench ENTENTED [BASE] [CALLS]
//
// BASE is the number of grievances in the store before anything is measured
// (100,000), CALLS how many calls each line measures (20,000). Absolute
// numbers tell of the machine as it is in that minute; the ratios count.

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "entente/v1/access_service.grpc.pb.h"
#include "storage/engine/sqlite_connection.h"
#include "storage/grievance_store.h"
#include "storage/scope.h"
#include "tests/bench/calls.h"
#include "tests/bench/raw_sqlite.h"
#include "tests/bench/recording_connection.h"
#include "tests/bench/servers.h"
#include "tests/testing/small_world.h"

namespace entente::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kInFlight[] = {1, 8, 64};
constexpr int kRecorded = 4000;

void Demand(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "bench: %s\n", what.c_str());
  std::exit(1);
}

double Ms(absl::Duration duration) {
  return absl::ToDoubleMilliseconds(duration);
}

// A measured line, kept for the ratios.
class Report {
 public:
  const Measure& Line(const std::string& name, int in_flight,
                      const Measure& measure) {
    Demand(measure.failures == 0,
           absl::StrCat(name, ": ", measure.failures,
                        " calls failed, first: ", measure.first_failure));
    std::printf("%-34s %3d  %10.0f/s  p50 %8.3f ms  p99 %8.3f ms\n",
                name.c_str(), in_flight, measure.per_second(), Ms(measure.p50),
                Ms(measure.p99));
    std::fflush(stdout);
    return rates_[name][in_flight] = measure;
  }
  double Rate(const std::string& name, int in_flight) {
    return rates_[name][in_flight].per_second();
  }
  void Ratio(const std::string& what, double value, const char* aim) {
    std::printf("%-62s %8.2f   aim %s\n", what.c_str(), value, aim);
  }

 private:
  std::map<std::string, std::map<int, Measure>> rates_;
};

// The files of a store without its socket and its locks.
void CopyStore(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const char* name : {"store.db", "keys.db", "store.key"}) {
    fs::copy_file(from / name, to / name);
  }
}

// A store with `base` grievances, and what it takes to call its server.
struct Base {
  explicit Base(int64_t base_count) {
    Recording* recording = nullptr;
    SmallWorld world(
        [&](ServerOptions& options) {
          options.tune_store = [&](StoreOptions& store) {
            store.wrap_writer = [&](Connection& inner) {
              return std::make_unique<RecordingConnection>(inner, recording);
            };
          };
        },
        absl::Now());
    token = world.union_rep.token;
    person_id = world.union_rep.id;
    agreement_id = world.agreement;
    const StartCall file = File(world.channel(), token, agreement_id);
    const Measure filled = RunLoop(base_count, 64, file);
    Demand(filled.failures == 0, "filling: " + filled.first_failure);
    // Between two groups nothing runs on the writer.
    Demand(world.server().store().database().TruncateLog().ok(), "checkpoint");
    CopyStore(world.folder(), folder / "base");
    ids = SomeIds(world.channel(), token, 10000);
    recording = &recorded;
    const Measure more = RunLoop(kRecorded, 1, file);
    Demand(more.failures == 0, "recording: " + more.first_failure);
    Demand(world.server().store().database().TruncateLog().ok(), "checkpoint");
    recording = nullptr;
  }
  ~Base() { fs::remove_all(folder); }

  // A fresh copy of the store.
  std::string Copy() {
    const fs::path copy = folder / absl::StrCat("copy-", ++copies);
    fs::remove_all(folder / absl::StrCat("copy-", copies - 1));
    CopyStore(folder / "base", copy);
    return copy;
  }

  fs::path folder = [] {
    std::string name = "/var/tmp/entente-bench-XXXXXX";
    Demand(mkdtemp(name.data()) != nullptr, "no temporary folder");
    return fs::path(name);
  }();
  std::string token;
  std::string person_id;
  std::string agreement_id;
  std::vector<std::string> ids;
  Recording recorded;
  int copies = 0;
};

std::string WhoAmI(const std::shared_ptr<grpc::Channel>& channel,
                   const std::string& token) {
  v1::AccessService::Stub stub(channel);
  grpc::ClientContext context;
  context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
  context.set_wait_for_ready(true);
  v1::WhoAmIResponse answer;
  const grpc::Status status = stub.WhoAmI(&context, {}, &answer);
  return status.ok() ? "" : status.error_message();
}

void MeasureEcho(Report& report, const std::string& self, const Base& base,
                 int64_t calls) {
  const std::string address =
      absl::StrCat("unix:", (base.folder / "e").string());
  const Child echo({self, "--echo", address});
  const auto channel = Connect(address);
  Demand(channel != nullptr, "no echo");
  RunLoop(calls / 4, 8, Echo(channel));  // Warm.
  for (const int in_flight : kInFlight) {
    report.Line("echo", in_flight, RunLoop(calls, in_flight, Echo(channel)));
  }
}

void MeasureRaw(Report& report, Base& base) {
  for (const int group : kInFlight) {
    const std::string store = base.Copy() + "/store.db";
    const auto raw = ReplayRecording(base.recorded, store, group);
    Demand(raw.ok(), raw.status().ToString());
    report.Line("raw SQLite, filing", group, *raw);
  }
}

// The statements of a list of 50, run again and again without their server.
void MeasureRawList(Report& report, Base& base, int64_t calls) {
  const std::string store = base.Copy() + "/store.db";
  Recording once;
  {
    SqliteOptions reading;
    reading.path = store;
    auto connection = SqliteConnection::Open(reading);
    Demand(connection.ok(), connection.status().ToString());
    Recording* recording = &once;
    RecordingConnection recorder(**connection, recording);
    Snapshot snapshot(recorder, absl::Now());
    GrievanceList list;
    list.limit = 51;  // One more than the page says whether there is more.
    const auto listed = ListGrievances(
        snapshot, Scope{base.person_id, absl::CivilDay(2099, 1, 1)}, list);
    Demand(listed.ok() && listed->size() == 51, "the list has not 51");
  }
  Recording many;
  many.sqls = once.sqls;
  for (int64_t i = 0; i < calls; ++i) {
    many.statements.insert(many.statements.end(), once.statements.begin(),
                           once.statements.end());
  }
  const auto raw = ReplayRecording(many, store, 1);
  Demand(raw.ok(), raw.status().ToString());
  report.Line("raw SQLite, list of 50", 1, *raw);
}

void MeasureServer(Report& report, const std::string& self, Base& base,
                   int64_t calls) {
  const std::string store = base.Copy();
  const std::string address = absl::StrCat("unix:", store, "/s");
  const Child server({self, "--serve", store, address, "128"});
  const auto channel = Connect(address);
  Demand(channel != nullptr, "no server");
  const StartCall file = File(channel, base.token, base.agreement_id);
  const StartCall get = Get(channel, base.token, base.ids);
  const StartCall list = List(channel, base.token);
  RunLoop(calls / 4, 8, get);  // Warm.
  for (const int in_flight : kInFlight) {
    report.Line("get", in_flight, RunLoop(calls, in_flight, get));
  }
  for (const int in_flight : kInFlight) {
    report.Line("list of 50", in_flight, RunLoop(calls / 10, in_flight, list));
  }
  for (const int in_flight : kInFlight) {
    const int64_t filings = in_flight == 1 ? calls / 8 : calls / 2;
    report.Line("file", in_flight, RunLoop(filings, in_flight, file));
  }
  std::printf("memory after load: %.0f MB   aim <= 200\n",
              server.resident_mb());
}

void MeasureOneByOne(Report& report, const std::string& self, Base& base,
                     int64_t calls) {
  const std::string store = base.Copy();
  const std::string address = absl::StrCat("unix:", store, "/s");
  const Child server({self, "--serve", store, address, "1"});
  const auto channel = Connect(address);
  Demand(channel != nullptr, "no server");
  report.Line(
      "file, one commit per call", 64,
      RunLoop(calls / 8, 64, File(channel, base.token, base.agreement_id)));
}

// From the start of entented to its first answer, after a clean stop.
void MeasureStart(const std::string& entented, Base& base) {
  const std::string store = base.Copy();
  for (int i = 0; i < 4; ++i) {
    const std::string address = absl::StrCat("unix:", store, "/s");
    const absl::Time begin = absl::Now();
    const Child server({entented, "serve", "--data", store, "--listen", address,
                        "--log", "errors"});
    const std::string path = address.substr(5);
    while (!fs::exists(path) && absl::Now() - begin < absl::Seconds(20)) {
      absl::SleepFor(absl::Microseconds(200));
    }
    const auto channel = Connect(address);
    Demand(channel != nullptr, "entented does not answer");
    const std::string failure = WhoAmI(channel, base.token);
    Demand(failure.empty(), failure);
    const absl::Duration wait = absl::Now() - begin;
    // The first opening of a copy is no opening after a clean stop.
    if (i == 0) continue;
    absl::SleepFor(absl::Seconds(1));
    std::printf("start to first answer %.0f ms, idle %.0f MB\n", Ms(wait),
                server.resident_mb());
  }
}

void Ratios(Report& report) {
  std::printf("\n");
  report.Ratio("filing at 64 / raw SQLite at 64 a transaction",
               report.Rate("file", 64) / report.Rate("raw SQLite, filing", 64),
               ">= 0.55");
  report.Ratio(
      "filing at 64 / one commit per call",
      report.Rate("file", 64) / report.Rate("file, one commit per call", 64),
      ">= 4.5");
  report.Ratio("filing at 1 / raw SQLite at 1 a transaction",
               report.Rate("file", 1) / report.Rate("raw SQLite, filing", 1),
               ">= 0.5");
  report.Ratio(
      "list of 50 at 1 / its SQL alone",
      report.Rate("list of 50", 1) / report.Rate("raw SQLite, list of 50", 1),
      ">= 0.5");
  report.Ratio("get at 64 / echo at 64",
               report.Rate("get", 64) / report.Rate("echo", 64), ">= 0.65");
  report.Ratio("get at 1 / echo at 1",
               report.Rate("get", 1) / report.Rate("echo", 1), ">= 0.65");
}

int Run(const std::string& self, const std::string& entented, int64_t count,
        int64_t calls) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  std::printf("base of %lld grievances, %lld calls a line\n",
              static_cast<long long>(count), static_cast<long long>(calls));
  Base base(count);
  std::printf("statements of a filing: %.1f\n",
              static_cast<double>(base.recorded.statements.size()) / kRecorded);
  Report report;
  MeasureEcho(report, self, base, calls);
  MeasureRaw(report, base);
  MeasureRawList(report, base, calls / 10);
  MeasureServer(report, self, base, calls);
  MeasureOneByOne(report, self, base, calls);
  MeasureStart(entented, base);
  Ratios(report);
  return 0;
}

}  // namespace
}  // namespace entente::bench

int main(int argc, char** argv) {
  const std::string self = argv[0];
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "--echo" && argc == 3) return entente::bench::ServeEcho(argv[2]);
  if (mode == "--serve" && argc == 5) {
    return entente::bench::ServeStore(argv[2], argv[3], std::atoi(argv[4]));
  }
  int64_t count = 100000;
  int64_t calls = 20000;
  if (argc < 2 || (argc > 2 && !absl::SimpleAtoi(argv[2], &count)) ||
      (argc > 3 && !absl::SimpleAtoi(argv[3], &calls)) || count < 200) {
    std::fprintf(stderr, "usage: bench ENTENTED [BASE >= 200] [CALLS]\n");
    return 2;
  }
  return entente::bench::Run(self, mode, count, calls);
}
