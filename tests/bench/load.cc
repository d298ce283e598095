#include "tests/bench/load.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/time/clock.h"

namespace entente::bench {
namespace {

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
    Measure measure = Summary(std::move(times_), absl::Now() - begin);
    measure.failures = failures_;
    measure.first_failure = first_failure_;
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

Measure Summary(std::vector<absl::Duration> times, absl::Duration wall) {
  Measure measure;
  measure.calls = static_cast<int64_t>(times.size());
  measure.wall = wall;
  measure.times = std::move(times);
  std::sort(measure.times.begin(), measure.times.end());
  return measure;
}

absl::Duration Measure::Within(double share) const {
  if (times.empty()) return absl::ZeroDuration();
  return times[static_cast<std::size_t>(share *
                                        static_cast<double>(times.size() - 1))];
}

}  // namespace entente::bench
