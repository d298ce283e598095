// The settings of every SQLite connection, set and read back at each open.

#ifndef ENTENTE_STORAGE_ENGINE_SQLITE_SETTINGS_H_
#define ENTENTE_STORAGE_ENGINE_SQLITE_SETTINGS_H_

#include "absl/status/status.h"
#include "storage/engine/sqlite_connection.h"

struct sqlite3;

namespace entente {

// How long a statement waits for a lock that another process or a recovery
// holds.
inline constexpr int kSqliteBusyTimeoutMs = 5000;

// So many frames in the log, 32 MB, are moved into the database file at once.
// Files change at the same few days and places again and again: with twice as
// many frames to a checkpoint a page is moved half as often, and all callers
// together wait for fewer of them. Measured at 64 filings a COMMIT: 2,550 a
// second with 4,000 frames, 3,490 with 8,000, 3,800 with 16,000, where one
// checkpoint takes 60, 80 and 95 ms.
inline constexpr int kSqliteCheckpointFrames = 8000;

// Settings of the whole process; must come before its first connection, and
// does nothing later.
void ApplySqliteProcessSettings();

// Applies and reads back:
//
//   journal_mode WAL           the writer sets it, a reader demands it
//   synchronous FULL           NORMAL loses acknowledged writes in a power cut
//   wal_autocheckpoint 0       only the writer checkpoints, between groups
//   foreign_keys ON
//   recursive_triggers ON      else REPLACE deletes past the triggers
//   trusted_schema OFF
//   cell_size_check ON
//   mmap_size 0                an I/O error must be an error, not a signal
//   secure_delete ON
//   temp_store MEMORY
//   defensive ON, double-quoted strings OFF, extension loading OFF
//
// INTERNAL, naming the setting, when one does not hold.
absl::Status ApplySqliteSettings(sqlite3* db, const SqliteOptions& options);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_SQLITE_SETTINGS_H_
