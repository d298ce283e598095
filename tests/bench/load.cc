#include "tests/bench/load.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "absl/time/clock.h"

namespace entente::bench {
namespace {

absl::Duration Percentile(std::vector<absl::Duration>& sorted, double share) {
  if (sorted.empty()) return absl::ZeroDuration();
  const auto index =
      static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return sorted[index];
}

void Fill(std::vector<absl::Duration> times, Measure& measure) {
  std::sort(times.begin(), times.end());
  measure.p50 = Percentile(times, 0.50);
  measure.p99 = Percentile(times, 0.99);
}

// The state that the answers of one loop share.
class Loop : public std::enable_shared_from_this<Loop> {
 public:
  Loop(int64_t calls, const StartCall& start)
      : calls_(calls), start_(start), times_(calls) {}

  Measure Run(int in_flight) {
    const absl::Time begin = absl::Now();
    for (int i = 0; i < in_flight; ++i) StartNext();
    std::unique_lock<std::mutex> lock(mutex_);
    ended_.wait(lock, [this] { return finished_ == calls_; });
    Measure measure;
    measure.wall = absl::Now() - begin;
    measure.calls = calls_;
    measure.failures = failures_;
    measure.first_failure = first_failure_;
    Fill(std::move(times_), measure);
    return measure;
  }

 private:
  void StartNext() {
    int64_t n = 0;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (started_ == calls_) return;
      n = started_++;
    }
    const absl::Time begin = absl::Now();
    start_(n,
           [loop = shared_from_this(), n, begin](const std::string& failure) {
             loop->Finish(n, begin, failure);
           });
  }

  void Finish(int64_t n, absl::Time begin, const std::string& failure) {
    bool last = false;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      times_[n] = absl::Now() - begin;
      if (!failure.empty() && failures_++ == 0) first_failure_ = failure;
      last = ++finished_ == calls_;
      if (last) ended_.notify_all();
    }
    if (!last) StartNext();
  }

  const int64_t calls_;
  const StartCall& start_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::vector<absl::Duration> times_;
  int64_t started_ = 0;
  int64_t finished_ = 0;
  int64_t failures_ = 0;
  std::string first_failure_;
};

}  // namespace

Measure RunLoop(int64_t calls, int in_flight, const StartCall& start) {
  return std::make_shared<Loop>(calls, start)->Run(in_flight);
}

Measure RunOneByOne(int64_t calls,
                    const std::function<std::string(int64_t)>& call) {
  Measure measure;
  std::vector<absl::Duration> times(calls);
  const absl::Time begin = absl::Now();
  for (int64_t n = 0; n < calls; ++n) {
    const absl::Time before = absl::Now();
    const std::string failure = call(n);
    times[n] = absl::Now() - before;
    if (!failure.empty() && measure.failures++ == 0) {
      measure.first_failure = failure;
    }
  }
  measure.wall = absl::Now() - begin;
  measure.calls = calls;
  Fill(std::move(times), measure);
  return measure;
}

}  // namespace entente::bench
