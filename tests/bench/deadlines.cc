#include "tests/bench/deadlines.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "tests/bench/calls.h"
#include "tests/bench/report.h"
#include "tests/bench/shelf.h"

namespace entente::bench {
namespace {

constexpr int kRounds = 5;
constexpr int64_t kCalls = 1000;
// As many as the server lets one caller have.
constexpr int kFillInFlight = 250;

const char kFirst[] = "50 deadlines, the first";
const char kMiddle[] = "50 deadlines, of the middle";

// The page tokens of a walk through the whole list, and how many it holds.
struct Walk {
  std::vector<std::string> tokens;
  int64_t deadlines = 0;
};

Walk WalkThrough(const std::shared_ptr<grpc::Channel>& channel,
                 const std::string& token) {
  v1::DeadlineService::Stub stub(channel);
  Walk walk;
  v1::ListDeadlinesRequest request;
  request.set_page_size(50);
  while (true) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
    v1::ListDeadlinesResponse page;
    const grpc::Status status = stub.ListDeadlines(&context, request, &page);
    Demand(status.ok(), "deadlines: " + status.error_message());
    walk.deadlines += page.items_size();
    if (page.next_page_token().empty()) return walk;
    request.set_page_token(page.next_page_token());
    walk.tokens.push_back(page.next_page_token());
  }
}

// A store that is served, and what is measured there.
class DueBase {
 public:
  DueBase(std::string name, const std::string& self, const std::string& store,
          const std::string& token)
      : name_(std::move(name)), served_(self, store, 128) {
    const Walk walk = WalkThrough(served_.channel, token);
    deadlines_ = walk.deadlines;
    std::printf("%s: %lld deadlines\n", name_.c_str(),
                static_cast<long long>(deadlines_));
    first_ = ListDue(served_.channel, token, {""});
    // From a tenth to nine tenths of the way.
    const auto at = [&](size_t tenth) {
      return walk.tokens.begin() +
             static_cast<std::ptrdiff_t>(walk.tokens.size() * tenth / 10);
    };
    middle_ =
        ListDue(served_.channel, token, std::vector<std::string>(at(1), at(9)));
  }

  void Round(Report& report) const {
    report.Add(Line(kFirst), 1, RunLoop(kCalls, 1, first_));
    report.Add(Line(kMiddle), 1, RunLoop(kCalls, 1, middle_));
  }

  std::string Line(const char* what) const {
    return absl::StrCat(what, ", ", name_);
  }
  int64_t deadlines() const { return deadlines_; }

 private:
  const std::string name_;
  const Served served_;
  int64_t deadlines_ = 0;
  StartCall first_;
  StartCall middle_;
};

}  // namespace

void MeasureDeadlines(const std::string& self, int64_t few, int64_t live) {
  Shelf shelf;
  std::string token;
  std::string few_store;
  std::string live_store;
  std::string over_store;
  {
    SmallWorld world({}, absl::Now());
    token = world.union_rep.token;
    const auto run = [&](int64_t calls, const StartCall& call) {
      const Measure filled = RunLoop(calls, kFillInFlight, call);
      Demand(filled.failures == 0, "filling: " + filled.first_failure);
    };
    const StartCall file = File(world.channel(), token, world.agreement);
    run(few, file);
    few_store = shelf.Keep(world, "few");
    run(live - few, file);
    live_store = shelf.Keep(world, "live");
    const std::vector<std::string> kept =
        SomeIds(world.channel(), token, static_cast<int>(live));
    run(live, file);
    // Every one but those that were kept is withdrawn.
    const std::set<std::string> keep(kept.begin(), kept.end());
    std::vector<std::string> over;
    for (std::string& id :
         SomeIds(world.channel(), token, static_cast<int>(2 * live))) {
      if (keep.count(id) == 0) over.push_back(std::move(id));
    }
    run(static_cast<int64_t>(over.size()),
        Withdraw(world.channel(), token, over));
    over_store = shelf.Keep(world, "over");
  }
  Report report;
  const DueBase small(absl::StrCat(few, " live"), self, few_store, token);
  const DueBase alone(absl::StrCat(live, " live"), self, live_store, token);
  const DueBase beside(absl::StrCat(live, " live, as many over"), self,
                       over_store, token);
  Demand(alone.deadlines() == beside.deadlines(),
         "what is over is listed, or what is live is not");
  for (int round = 0; round < kRounds; ++round) {
    for (const DueBase* base : {&small, &alone, &beside}) base->Round(report);
  }
  report.PrintLines();
  for (const char* what : {kFirst, kMiddle}) {
    const auto slowdown = [&](const DueBase& from, const DueBase& to) {
      return report.Rate(from.Line(what), 1) / report.Rate(to.Line(what), 1);
    };
    Report::PrintRatio(absl::StrCat(what, ": slower beside as many over"),
                       slowdown(alone, beside), "<= 1.2");
    Report::PrintRatio(absl::StrCat(what, ": slower than of ", few, " live"),
                       slowdown(small, alone), "none: the cache's");
  }
}

}  // namespace entente::bench
