// What all calls with a stream share: their limit, the few threads that work on
// them, and the clock that ends those which stand still.

#ifndef ENTENTE_SERVICES_RPC_STREAMS_H_
#define ENTENTE_SERVICES_RPC_STREAMS_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "services/rpc/admission.h"
#include "services/rpc/rpc_options.h"
#include "services/rpc/running_call.h"

namespace entente {

// A stream, as far as its clock is concerned.
class TimedStream {
 public:
  virtual ~TimedStream() = default;
  // Called several times a second. Must not block.
  virtual void CheckTime(absl::Time now) = 0;
};

// Thread-safe. Outlives every stream.
class Streams {
 public:
  Streams(int running_max, int per_caller_max);
  // What was handed to Run has run by then.
  ~Streams();

  Admission& admission() { return admission_; }
  void Drain() { admission_.Drain(); }

  // Runs `task` on one of the threads, which may wait for the disk: those of
  // gRPC never do for a stream, since all other calls would wait with them.
  void Run(std::function<void()> task);

  // Calls CheckTime as long as the stream is there.
  void Watch(std::weak_ptr<TimedStream> stream);

 private:
  void Work();
  void WatchAll();

  Admission admission_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<std::function<void()>> tasks_;
  std::condition_variable watch_;
  std::list<std::weak_ptr<TimedStream>> watched_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

// What the calls that receive and that send a stream have in common.
class StreamCall : public TimedStream {
 public:
  void CheckTime(absl::Time now) override;

  // gRPC is done with the call: it is not to be reached any more.
  void Detach();

 protected:
  StreamCall(const RpcOptions& options, Streams& streams,
             grpc::CallbackServerContext* context, const Policy& policy,
             std::function<void(grpc::Status)> finish);

  absl::Status Admit();
  // The rest: under mutex().

  // The other end is to do the next step; CheckTime counts from here.
  void BeginToWait() { waiting_since_ = absl::Now(); }
  void EndWaiting() { waiting_since_ = absl::InfiniteFuture(); }
  // Lets everything go that the call holds, and answers. Once; later calls do
  // nothing.
  void Finish(const absl::Status& status);
  bool finished() const { return finished_; }
  // Frees what the call made, before its answer leaves.
  virtual void LetGo() = 0;
  // Ends a call that waits too long.
  virtual void EndTooSlow(const absl::Status& refusal) = 0;

  std::mutex& mutex() { return mutex_; }
  const RpcOptions& options() const { return options_; }
  Streams& streams() { return streams_; }
  RunningCall& call() { return call_; }

 private:
  const RpcOptions& options_;
  Streams& streams_;
  std::mutex mutex_;
  RunningCall call_;
  const absl::Duration idle_max_;
  Admission::Place place_;
  absl::Time waiting_since_ = absl::InfiniteFuture();
  std::function<void(grpc::Status)> finish_;  // Null once it is detached.
  bool finished_ = false;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_STREAMS_H_
