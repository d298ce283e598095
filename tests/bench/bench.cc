// What the machine can do, and what this server does of it, in one run.
//
//   bench ENTENTED [BASE] [CALLS]
//   bench --imports [BASE]         measures imports only
//   bench --deadlines [BASE]       measures lists of deadlines only
//
// BASE is the number of grievances in the store before anything is measured
// (100,000), CALLS how many calls the fast lines measure (20,000). The same is
// measured on a base of 1,000. Absolute numbers tell of the machine as it is
// in that minute; the ratios count.

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "entente/v1/access_service.grpc.pb.h"
#include "tests/bench/base.h"
#include "tests/bench/calls.h"
#include "tests/bench/deadlines.h"
#include "tests/bench/imports.h"
#include "tests/bench/raw_sqlite.h"
#include "tests/bench/report.h"
#include "tests/bench/servers.h"
#include "tests/bench/shelf.h"

namespace entente::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kInFlight[] = {1, 8, 64};
constexpr int kRounds = 5;
constexpr int kImportRounds = 3;
constexpr int64_t kSmallBase = 1000;
// So few that the small base stays small, in each round.
constexpr int64_t kSmallFilings = 320;
constexpr int64_t kFilingsToWarm = 64;

const char kServerFiling[] = "file";
const char kOneByOne[] = "file, one commit per call";
const char kRawFiling[] = "raw SQLite, filing";
const char kServerGet[] = "get";
const char kRawGet[] = "raw SQLite, get";
const char kServerList[] = "list of 50";
const char kRawList[] = "raw SQLite, list of 50";
const char kEcho[] = "echo";

std::string OnSmall(const std::string& name) {
  return absl::StrCat(name, ", base of ", kSmallBase);
}

std::unique_ptr<RawSqlite> OpenRaw(const Recording& recording,
                                   const std::string& store) {
  auto raw = RawSqlite::Open(recording, store + "/store.db");
  Demand(raw.ok(), raw.status().ToString());
  return *std::move(raw);
}

Measure RunRaw(RawSqlite& raw, int64_t operations, int per_transaction,
               bool again = false) {
  auto measure = raw.Run(operations, per_transaction, again);
  Demand(measure.ok(), measure.status().ToString());
  return *std::move(measure);
}

// What stays open from round to round on the big base.
class BigBase {
 public:
  BigBase(Report& report, const std::string& self, Base& base, int64_t calls)
      : report_(report),
        calls_(calls / kRounds),
        echo_address_(absl::StrCat("unix:", base.shelf.folder(), "/e")),
        echo_server_({self, "--echo", echo_address_},
                     base.shelf.folder() + "/output"),
        echo_channel_(Connect(echo_address_)),
        grouped_(self, base.shelf.Copy(base.big.folder), 128),
        single_(self, base.shelf.Copy(base.big.folder), 1),
        raw_get_(OpenRaw(base.big.gets, base.big.folder)),
        raw_list_(OpenRaw(base.big.list, base.big.folder)),
        echo_(Echo(echo_channel_)),
        get_(Get(grouped_.channel, base.token, base.big.ids)),
        list_(List(grouped_.channel, base.token)),
        file_(File(grouped_.channel, base.token, base.agreement_id)),
        file_single_(File(single_.channel, base.token, base.agreement_id)) {
    Demand(echo_channel_ != nullptr, "no echo");
    for (std::unique_ptr<RawSqlite>& raw : raw_filing_) {
      raw = OpenRaw(base.filings, base.shelf.Copy(base.big.folder));
      RunRaw(*raw, kFilingsToWarm, 64);
    }
    raw_filings_ = (raw_filing_[0]->operations() - kFilingsToWarm) / kRounds;
    // Whole groups.
    raw_filings_ -= raw_filings_ % 64;
    for (const StartCall* warm : {&echo_, &get_}) RunLoop(calls_, 8, *warm);
    for (const StartCall* warm : {&file_, &file_single_}) {
      RunLoop(kFilingsToWarm, 64, *warm);
    }
  }

  void Round() {
    for (std::size_t i = 0; i < std::size(kInFlight); ++i) {
      const int n = kInFlight[i];
      report_.Add(kEcho, n, RunLoop(calls_, n, echo_));
      report_.Add(kServerGet, n, RunLoop(calls_, n, get_));
      report_.Add(kServerList, n, RunLoop(calls_ / 10, n, list_));
      report_.Add(kRawFiling, n, RunRaw(*raw_filing_[i], raw_filings_, n));
      report_.Add(kServerFiling, n,
                  RunLoop(n == 1 ? calls_ / 8 : calls_ / 2, n, file_));
    }
    report_.Add(kOneByOne, 64, RunLoop(calls_ / 8, 64, file_single_));
    report_.Add(kRawGet, 1, RunRaw(*raw_get_, calls_, 1, /*again=*/true));
    report_.Add(kRawList, 1,
                RunRaw(*raw_list_, calls_ / 10, 1, /*again=*/true));
  }

  void PrintPages() const {
    for (std::size_t i = 0; i < std::size(kInFlight); ++i) {
      std::printf("pages into the log for each filing, %d to a COMMIT: %.1f\n",
                  kInFlight[i],
                  static_cast<double>(raw_filing_[i]->frames()) /
                      static_cast<double>(raw_filings_ * kRounds));
    }
  }
  double resident_mb() const { return grouped_.server.resident_mb(); }

 private:
  Report& report_;
  const int64_t calls_;  // Of one round.
  const std::string echo_address_;
  const Child echo_server_;
  const std::shared_ptr<grpc::Channel> echo_channel_;
  const Served grouped_;
  const Served single_;
  std::unique_ptr<RawSqlite> raw_filing_[std::size(kInFlight)];
  const std::unique_ptr<RawSqlite> raw_get_;
  const std::unique_ptr<RawSqlite> raw_list_;
  const StartCall echo_;
  const StartCall get_;
  const StartCall list_;
  const StartCall file_;
  const StartCall file_single_;
  int64_t raw_filings_ = 0;
};

// The same on a small base, made anew in each round.
void SmallRound(Report& report, const std::string& self, Base& base,
                int64_t calls) {
  const std::string raw_store = base.shelf.Copy(base.small.folder);
  {
    const auto raw = OpenRaw(base.filings, raw_store);
    RunRaw(*raw, kFilingsToWarm, 64);
    report.Add(OnSmall(kRawFiling), 64, RunRaw(*raw, kSmallFilings, 64));
    const auto get = OpenRaw(base.small.gets, raw_store);
    report.Add(OnSmall(kRawGet), 1,
               RunRaw(*get, calls / kRounds, 1, /*again=*/true));
  }
  base.shelf.Remove(raw_store);
  const std::string store = base.shelf.Copy(base.small.folder);
  {
    const Served served(self, store, 128);
    const StartCall get = Get(served.channel, base.token, base.small.ids);
    const StartCall file = File(served.channel, base.token, base.agreement_id);
    RunLoop(calls / kRounds / 2, 8, get);
    report.Add(OnSmall(kServerGet), 64, RunLoop(calls / kRounds, 64, get));
    RunLoop(kFilingsToWarm, 64, file);
    report.Add(OnSmall(kServerFiling), 64, RunLoop(kSmallFilings, 64, file));
  }
  base.shelf.Remove(store);
}

// From the start of entented to its first answer after a clean stop, and its
// memory when it has done nothing for a while.
void MeasureStart(const std::string& entented, Base& base,
                  const std::string& folder, const std::string& name,
                  double aim_ms) {
  const std::string store = base.shelf.Copy(folder);
  for (int i = 0; i <= kRounds; ++i) {
    const std::string address = absl::StrCat("unix:", store, "/s");
    const absl::Time begin = absl::Now();
    const Child server({entented, "serve", "--data", store, "--listen", address,
                        "--log", "errors"},
                       store + "/output");
    const std::string path = address.substr(5);
    while (!fs::exists(path) && absl::Now() - begin < absl::Seconds(20)) {
      absl::SleepFor(absl::Microseconds(200));
    }
    const auto channel = Connect(address);
    Demand(channel != nullptr, "entented does not answer");
    v1::AccessService::Stub stub(channel);
    grpc::ClientContext context;
    context.AddMetadata("authorization", absl::StrCat("Bearer ", base.token));
    v1::WhoAmIResponse answer;
    const grpc::Status status = stub.WhoAmI(&context, {}, &answer);
    const absl::Duration wait = absl::Now() - begin;
    // An empty store knows nobody, and says so.
    Demand(
        status.ok() || status.error_code() == grpc::StatusCode::UNAUTHENTICATED,
        status.error_message());
    // The first opening of a copy is no opening after a clean stop.
    if (i == 0) continue;
    absl::SleepFor(absl::Milliseconds(500));
    std::printf(
        "start to first answer, %-22s %5.0f ms  aim <= %.0f   idle %.0f MB  "
        "aim <= 32\n",
        name.c_str(), absl::ToDoubleMilliseconds(wait), aim_ms,
        server.resident_mb());
  }
}

// An import against the bare insertion of the same rows, in groups and each
// with its COMMIT.
void MeasureImport(const std::string& self, Base& base) {
  std::vector<double> ratios;
  for (int round = 0; round < kImportRounds; ++round) {
    const std::string raw_store = base.shelf.Copy(base.waiting);
    absl::Duration bare;
    {
      const auto raw = OpenRaw(base.imported, raw_store);
      // Each row is a person and a grievance, and each of these an event, with
      // which an operation of the recording begins.
      bare = RunRaw(*raw, 2 * kImportedRows, 2 * kRowsInGroup).wall;
    }
    base.shelf.Remove(raw_store);
    const std::string store = base.shelf.Copy(base.waiting);
    {
      const Served served(self, store, 128);
      const absl::Time begin = absl::Now();
      const std::string import =
          StageImport(served.channel, base.token, base.agreement_id, "bench");
      const absl::Duration staged = absl::Now() - begin;
      const absl::Duration publication =
          PublishImport(served.channel, base.token, import);
      const absl::Duration whole = absl::Now() - begin;
      std::printf(
          "import of %d: %.2f s (sent in %.2f, published in %.2f); bare "
          "insertion %.2f s; memory %.0f MB\n",
          kImportedRows, absl::ToDoubleSeconds(whole),
          absl::ToDoubleSeconds(staged), absl::ToDoubleSeconds(publication),
          absl::ToDoubleSeconds(bare), served.server.resident_mb());
      ratios.push_back(absl::FDivDuration(whole, bare));
    }
    base.shelf.Remove(store);
  }
  std::sort(ratios.begin(), ratios.end());
  Report::PrintRatio("time of an import / of the bare insertion of its rows",
                     ratios[ratios.size() / 2], "<= 3");
}

// How much slower it is on the big base than on the small one.
double Slowdown(const Report& report, const std::string& name, int in_flight) {
  return report.Rate(OnSmall(name), in_flight) / report.Rate(name, in_flight);
}

void PrintRatios(const Report& report) {
  std::printf("\n");
  const auto ratio = [&](const std::string& a, int a_in_flight,
                         const std::string& b, int b_in_flight,
                         const std::string& aim) {
    Report::PrintRatio(
        absl::StrCat(a, " at ", a_in_flight, " / ", b, " at ", b_in_flight),
        report.Rate(a, a_in_flight) / report.Rate(b, b_in_flight), aim);
  };
  ratio(kServerFiling, 64, kRawFiling, 64, ">= 0.55");
  ratio(kServerFiling, 64, kOneByOne, 64, ">= 4.5");
  ratio(kServerFiling, 1, kRawFiling, 1, ">= 0.5");
  ratio(kServerGet, 64, kEcho, 64, ">= 0.65");
  ratio(kServerGet, 1, kEcho, 1, ">= 0.65");
  ratio(kServerList, 1, kRawList, 1, ">= 0.5");
  // What grouping can give here at most: it saves syncs, and no more.
  ratio(kRawFiling, 64, kRawFiling, 1, "none: the disk's");
  const auto slowdown = [&](const std::string& name, int in_flight,
                            const std::string& raw, int per_transaction) {
    const double raw_slowdown = Slowdown(report, raw, per_transaction);
    const double own = Slowdown(report, name, in_flight);
    std::printf("from %lld grievances to the base: %s %.2f x slower, %s %.2f\n",
                static_cast<long long>(kSmallBase), name.c_str(), own,
                raw.c_str(), raw_slowdown);
    Report::PrintRatio(absl::StrCat("slowdown of ", name, " / of ", raw),
                       own / raw_slowdown, "<= 1.2");
  };
  slowdown(kServerFiling, 64, kRawFiling, 64);
  slowdown(kServerGet, 64, kRawGet, 1);
}

int RunImports(const std::string& self, int64_t count) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  Base base(kSmallBase, count);
  MeasureImport(self, base);
  return 0;
}

int RunDeadlines(const std::string& self, int64_t count) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  MeasureDeadlines(self, kSmallBase, count);
  return 0;
}

int Run(const std::string& self, const std::string& entented, int64_t count,
        int64_t calls) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  std::printf(
      "base of %lld grievances, %lld calls a line in %d rounds, %ld cores\n",
      static_cast<long long>(count), static_cast<long long>(calls), kRounds,
      sysconf(_SC_NPROCESSORS_ONLN));
  Base base(kSmallBase, count);
  Report report;
  report.AimP99(kServerFiling, 64, 40);
  {
    BigBase big(report, self, base, calls);
    for (int round = 0; round < kRounds; ++round) {
      big.Round();
      SmallRound(report, self, base, calls);
    }
    report.PrintLines();
    std::printf("memory after load: %.0f MB   aim <= 200\n", big.resident_mb());
    big.PrintPages();
  }
  MeasureStart(entented, base, base.empty, "empty store", 60);
  MeasureStart(entented, base, base.big.folder, absl::StrCat("base of ", count),
               100);
  PrintRatios(report);
  MeasureImport(self, base);
  MeasureDeadlines(self, kSmallBase, count);
  double load[3] = {};
  if (getloadavg(load, 3) == 3) {
    std::printf("\nload average at the end: %.1f %.1f %.1f\n", load[0], load[1],
                load[2]);
  }
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
  if ((mode == "--imports" || mode == "--deadlines") &&
      (argc == 2 || absl::SimpleAtoi(argv[2], &count)) && count >= 2000) {
    return mode == "--imports" ? entente::bench::RunImports(self, count)
                               : entente::bench::RunDeadlines(self, count);
  }
  int64_t calls = 20000;
  if (argc < 2 || (argc > 2 && !absl::SimpleAtoi(argv[2], &count)) ||
      (argc > 3 && !absl::SimpleAtoi(argv[3], &calls)) || count < 2000 ||
      calls < 1000) {
    std::fprintf(stderr,
                 "usage: bench ENTENTED [BASE >= 2000] [CALLS >= 1000]\n");
    return 2;
  }
  return entente::bench::Run(self, mode, count, calls);
}
