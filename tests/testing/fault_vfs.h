// A disk that fails when a test says so, under the real SQLite.

#ifndef ENTENTE_TESTS_TESTING_FAULT_VFS_H_
#define ENTENTE_TESTS_TESTING_FAULT_VFS_H_

#include <sqlite3.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace entente {

// While it lives it is SQLite's default VFS: files opened meanwhile must be
// closed before it goes. One at a time. Thread-safe.
class FaultVfs {
 public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  // Syncs that came to their end, of logs (-wal) and of other files.
  int log_syncs() const { return log_syncs_; }
  int other_syncs() const { return other_syncs_; }

  // From now on syncs of logs, or of other files, fail.
  void FailLogSyncs(bool fail) { fail_log_syncs_ = fail; }
  void FailOtherSyncs(bool fail) { fail_other_syncs_ = fail; }

  // From now on `bytes` more can be written, then the disk is full.
  void SetRoom(int64_t bytes) { room_ = bytes; }
  void SetRoomUnlimited() { room_ = INT64_MAX; }

  // From now on nothing can be written: the medium is write-protected.
  void ProtectFromWriting(bool protect) { protected_ = protect; }

  // From now on a sync of a log waits until AllowLogSyncs lets it through.
  void HoldLogSyncs();
  void AllowLogSyncs(int count);
  void ReleaseLogSyncs();
  // Waits until a sync of a log is held.
  void WaitForHeldSync();

 private:
  friend struct FaultFile;
  static int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file,
                  int flags, int* flags_out);
  int BeforeSync(bool is_log);
  bool TakeRoom(int bytes);

  sqlite3_vfs vfs_;
  sqlite3_vfs* const real_;
  std::atomic<int> log_syncs_{0};
  std::atomic<int> other_syncs_{0};
  std::atomic<bool> fail_log_syncs_{false};
  std::atomic<bool> fail_other_syncs_{false};
  std::atomic<int64_t> room_{INT64_MAX};
  std::atomic<bool> protected_{false};

  std::mutex mutex_;
  std::condition_variable changed_;
  bool holding_ = false;
  int allowed_ = 0;
  int held_ = 0;
};

}  // namespace entente

#endif  // ENTENTE_TESTS_TESTING_FAULT_VFS_H_
