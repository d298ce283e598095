// The check of a store's contents, while it is served.

#ifndef ENTENTE_SERVICES_SERVER_BACKGROUND_CHECK_H_
#define ENTENTE_SERVICES_SERVER_BACKGROUND_CHECK_H_

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "absl/status/status.h"
#include "storage/store_check.h"

namespace entente {

// A thread of low priority that runs a StoreCheck once.
class BackgroundCheck {
 public:
  // `ended` is called on that thread with what StoreCheck::Run found, unless
  // the check was cancelled. It must not destroy this object.
  BackgroundCheck(std::unique_ptr<StoreCheck> check,
                  std::function<void(const absl::Status&)> ended);

  // Cancels the check if it still runs, within some milliseconds.
  ~BackgroundCheck();
  BackgroundCheck(const BackgroundCheck&) = delete;
  BackgroundCheck& operator=(const BackgroundCheck&) = delete;

 private:
  void Run(const std::function<void(const absl::Status&)>& ended);

  const std::unique_ptr<StoreCheck> check_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool has_ended_ = false;
  std::thread thread_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_SERVER_BACKGROUND_CHECK_H_
