// The processes that are measured.

#ifndef ENTENTE_TESTS_BENCH_SERVERS_H_
#define ENTENTE_TESTS_BENCH_SERVERS_H_

#include <sys/types.h>

#include <string>
#include <vector>

namespace entente::bench {

// A child process, asked to end, and waited for, when this goes. What it
// prints goes into a file, and is shown when it ends with a failure.
class Child {
 public:
  Child(const std::vector<std::string>& arguments, const std::string& output);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // The memory that it holds now, in MB (10⁶ bytes); 0 when it is gone.
  double resident_mb() const;

 private:
  pid_t pid_ = -1;
  const std::string output_;
};

// Serves echoes on `address` until SIGTERM: what `--echo` does.
int ServeEcho(const std::string& address);

// Serves the store in `folder` with at most `group` operations to a COMMIT
// until SIGTERM: what `--serve` does. Otherwise as entented.
int ServeStore(const std::string& folder, const std::string& address,
               int group);

}  // namespace entente::bench

#endif  // ENTENTE_TESTS_BENCH_SERVERS_H_
