// What must hold before a store is served: one server, our file, a version
// that we know, and no damage.

#ifndef ENTENTE_STORAGE_ENGINE_OPENING_CHECKS_H_
#define ENTENTE_STORAGE_ENGINE_OPENING_CHECKS_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/engine/database.h"

namespace entente {

// Keeps every other server out of the folder until it is destroyed, or the
// process ends, however it ends.
class StoreLock {
 public:
  // Locks `path`, a file that it makes. FAILED_PRECONDITION with a sentence
  // when another process holds it.
  static absl::StatusOr<std::unique_ptr<StoreLock>> Take(
      const std::string& path);
  ~StoreLock();
  StoreLock(const StoreLock&) = delete;
  StoreLock& operator=(const StoreLock&) = delete;

 private:
  explicit StoreLock(int fd) : fd_(fd) {}
  const int fd_;
};

// What the checks found.
struct StoreState {
  bool exists = false;           // False: it may be made.
  bool stopped_cleanly = false;  // False also for a restored store.
  int schema = 0;
};

// Checks the file at options.path read-only, in this order: application id,
// version, and after an unclean stop quick_check and foreign_key_check, which
// after a clean one may follow while the store is served (inspection.h). Under
// the lock. An error is a sentence that names the failure; nothing was
// changed.
absl::StatusOr<StoreState> CheckStore(const DatabaseOptions& options);

// The marker of a clean stop, a file beside the database: it is there only
// while the store is closed, so that whatever goes wrong leads to the longer
// checks. Both sync the folder.
absl::Status MarkOpened(const std::string& database_path);
absl::Status MarkStoppedCleanly(const std::string& database_path);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_OPENING_CHECKS_H_
