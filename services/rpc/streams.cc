#include "services/rpc/streams.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

constexpr int kWorkers = 2;
constexpr std::chrono::milliseconds kWatchInterval{200};

}  // namespace

Streams::Streams(int running_max, int per_caller_max)
    : admission_(running_max, per_caller_max) {
  for (int i = 0; i < kWorkers; ++i) threads_.emplace_back([this] { Work(); });
  threads_.emplace_back([this] { WatchAll(); });
}

Streams::~Streams() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  work_.notify_all();
  watch_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Streams::Run(std::function<void()> task) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  work_.notify_one();
}

void Streams::Watch(std::weak_ptr<TimedStream> stream) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    watched_.push_back(std::move(stream));
  }
  watch_.notify_one();
}

void Streams::Work() {
  while (true) {
    std::function<void()> task;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      work_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }
}

void Streams::WatchAll() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    watch_.wait(lock, [this] { return stopping_ || !watched_.empty(); });
    if (stopping_) return;
    std::vector<std::shared_ptr<TimedStream>> streams;
    watched_.remove_if([&](const std::weak_ptr<TimedStream>& each) {
      std::shared_ptr<TimedStream> stream = each.lock();
      if (stream == nullptr) return true;
      streams.push_back(std::move(stream));
      return false;
    });
    lock.unlock();
    const absl::Time now = absl::Now();
    for (const auto& stream : streams) stream->CheckTime(now);
    streams.clear();
    lock.lock();
    watch_.wait_for(lock, kWatchInterval, [this] { return stopping_; });
  }
}

StreamCall::StreamCall(const RpcOptions& options, Streams& streams,
                       grpc::CallbackServerContext* context,
                       const Policy& policy,
                       std::function<void(grpc::Status)> finish)
    : options_(options),
      streams_(streams),
      call_(options, context, policy, policy.deadline_max),
      idle_max_(options.stream_idle_max.value_or(policy.idle_max)),
      finish_(std::move(finish)) {}

absl::Status StreamCall::Admit() {
  ASSIGN_OR_RETURN(place_, streams_.admission().Admit(call_.caller().number));
  return absl::OkStatus();
}

void StreamCall::CheckTime(absl::Time now) {
  // Whoever works on it does not wait.
  const std::unique_lock<std::mutex> lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock() || finished_) return;
  if (waiting_since_ == absl::InfiniteFuture()) return;
  absl::Duration limit = idle_max_;
  if (now - waiting_since_ <= limit) {
    if (now <= call_.deadline()) return;
    limit = call_.policy().deadline_max;
  }
  EndTooSlow(Refuse(v1::Refusal::STREAM_TOO_SLOW,
                    {{"limit", absl::StrCat(absl::ToInt64Seconds(limit))}}));
}

void StreamCall::Detach() {
  const std::lock_guard<std::mutex> lock(mutex_);
  finish_ = nullptr;
}

void StreamCall::Finish(const absl::Status& status) {
  if (finished_) return;
  finished_ = true;
  EndWaiting();
  LetGo();
  place_ = Admission::Place();
  if (finish_ != nullptr) finish_(call_.Answer(status));
}

}  // namespace entente
