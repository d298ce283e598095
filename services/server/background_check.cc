#include "services/server/background_check.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <utility>

namespace entente {
namespace {

// About a tenth of a processor while calls want all of it. Less would keep
// SQLite's own checks, and with them a snapshot, for minutes.
constexpr int kNice = 10;

}  // namespace

BackgroundCheck::BackgroundCheck(std::unique_ptr<StoreCheck> check,
                                 std::function<void(const absl::Status&)> ended)
    : check_(std::move(check)),
      thread_([this, ended = std::move(ended)] { Run(ended); }) {}

BackgroundCheck::~BackgroundCheck() {
  {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!has_ended_) {
      check_->Cancel();
      changed_.wait_for(lock, std::chrono::milliseconds(5));
    }
  }
  thread_.join();
}

void BackgroundCheck::Run(
    const std::function<void(const absl::Status&)>& ended) {
  // Linux: of this thread alone.
  setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), kNice);
  const absl::Status status = check_->Run();
  if (!absl::IsCancelled(status)) ended(status);
  std::lock_guard<std::mutex> lock(mutex_);
  has_ended_ = true;
  changed_.notify_all();
}

}  // namespace entente
