#include "tests/testing/fault_vfs.h"

#include <new>

namespace entente {

// SQLite allocates it; the real file follows it in memory.
struct FaultFile {
  sqlite3_file base;
  FaultVfs* vfs;
  bool is_log;

  static FaultFile* Of(sqlite3_file* file) {
    return reinterpret_cast<FaultFile*>(file);
  }
  static sqlite3_file* Real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(Of(file) + 1);
  }

  static int Close(sqlite3_file* f) {
    return Real(f)->pMethods->xClose(Real(f));
  }
  static int Read(sqlite3_file* f, void* data, int size, sqlite3_int64 at) {
    return Real(f)->pMethods->xRead(Real(f), data, size, at);
  }
  static int Write(sqlite3_file* f, const void* data, int size,
                   sqlite3_int64 at) {
    if (Of(f)->vfs->protected_) return SQLITE_READONLY;
    if (!Of(f)->vfs->TakeRoom(size)) return SQLITE_FULL;
    return Real(f)->pMethods->xWrite(Real(f), data, size, at);
  }
  static int Truncate(sqlite3_file* f, sqlite3_int64 size) {
    return Real(f)->pMethods->xTruncate(Real(f), size);
  }
  static int Sync(sqlite3_file* f, int flags) {
    FaultFile* self = Of(f);
    int code = self->vfs->BeforeSync(self->is_log);
    if (code != SQLITE_OK) return code;
    code = Real(f)->pMethods->xSync(Real(f), flags);
    ++(self->is_log ? self->vfs->log_syncs_ : self->vfs->other_syncs_);
    return code;
  }
  static int FileSize(sqlite3_file* f, sqlite3_int64* size) {
    return Real(f)->pMethods->xFileSize(Real(f), size);
  }
  static int Lock(sqlite3_file* f, int level) {
    return Real(f)->pMethods->xLock(Real(f), level);
  }
  static int Unlock(sqlite3_file* f, int level) {
    return Real(f)->pMethods->xUnlock(Real(f), level);
  }
  static int CheckReservedLock(sqlite3_file* f, int* out) {
    return Real(f)->pMethods->xCheckReservedLock(Real(f), out);
  }
  static int FileControl(sqlite3_file* f, int op, void* argument) {
    return Real(f)->pMethods->xFileControl(Real(f), op, argument);
  }
  static int SectorSize(sqlite3_file* f) {
    return Real(f)->pMethods->xSectorSize(Real(f));
  }
  static int DeviceCharacteristics(sqlite3_file* f) {
    return Real(f)->pMethods->xDeviceCharacteristics(Real(f));
  }
  static int ShmMap(sqlite3_file* f, int page, int size, int extend,
                    void volatile** out) {
    return Real(f)->pMethods->xShmMap(Real(f), page, size, extend, out);
  }
  static int ShmLock(sqlite3_file* f, int offset, int count, int flags) {
    return Real(f)->pMethods->xShmLock(Real(f), offset, count, flags);
  }
  static void ShmBarrier(sqlite3_file* f) {
    Real(f)->pMethods->xShmBarrier(Real(f));
  }
  static int ShmUnmap(sqlite3_file* f, int remove) {
    return Real(f)->pMethods->xShmUnmap(Real(f), remove);
  }

  static const sqlite3_io_methods kMethods;
};

const sqlite3_io_methods FaultFile::kMethods = {
    2,
    Close,
    Read,
    Write,
    Truncate,
    Sync,
    FileSize,
    Lock,
    Unlock,
    CheckReservedLock,
    FileControl,
    SectorSize,
    DeviceCharacteristics,
    ShmMap,
    ShmLock,
    ShmBarrier,
    ShmUnmap,
    nullptr,
    nullptr,
};

FaultVfs::FaultVfs() : real_(sqlite3_vfs_find(nullptr)) {
  vfs_ = *real_;
  vfs_.zName = "fault";
  vfs_.pNext = nullptr;
  vfs_.pAppData = this;
  vfs_.szOsFile = static_cast<int>(sizeof(FaultFile)) + real_->szOsFile;
  vfs_.xOpen = &Open;
  sqlite3_vfs_register(&vfs_, 1);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_, 1);
}

int FaultVfs::Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file,
                   int flags, int* flags_out) {
  auto* self = static_cast<FaultVfs*>(vfs->pAppData);
  auto* fault = new (file) FaultFile;
  fault->base.pMethods = nullptr;
  fault->vfs = self;
  fault->is_log = (flags & SQLITE_OPEN_WAL) != 0;
  sqlite3_file* real = FaultFile::Real(file);
  const int code =
      self->real_->xOpen(self->real_, name, real, flags, flags_out);
  if (real->pMethods != nullptr) fault->base.pMethods = &FaultFile::kMethods;
  return code;
}

bool FaultVfs::TakeRoom(int bytes) {
  if (room_ == INT64_MAX) return true;
  if (room_ < bytes) return false;
  room_ -= bytes;
  return true;
}

int FaultVfs::BeforeSync(bool is_log) {
  if (is_log) {
    std::unique_lock<std::mutex> lock(mutex_);
    ++held_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !holding_ || allowed_ > 0; });
    --held_;
    if (holding_) --allowed_;
  }
  const bool fails = is_log ? fail_log_syncs_ : fail_other_syncs_;
  return fails ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

void FaultVfs::HoldLogSyncs() {
  std::lock_guard<std::mutex> lock(mutex_);
  holding_ = true;
  allowed_ = 0;
}

void FaultVfs::AllowLogSyncs(int count) {
  std::lock_guard<std::mutex> lock(mutex_);
  allowed_ += count;
  changed_.notify_all();
}

void FaultVfs::ReleaseLogSyncs() {
  std::lock_guard<std::mutex> lock(mutex_);
  holding_ = false;
  changed_.notify_all();
}

void FaultVfs::WaitForHeldSync() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [this] { return held_ > 0 && allowed_ == 0; });
}

}  // namespace entente
