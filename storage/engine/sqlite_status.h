// SQLite's result codes as absl::Status. Nothing else reads these codes, and
// nobody recognises an error of the engine by its text.

#ifndef ENTENTE_STORAGE_ENGINE_SQLITE_STATUS_H_
#define ENTENTE_STORAGE_ENGINE_SQLITE_STATUS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace entente {

// `extended_code` as SQLite returns it with extended codes on; `doing` and
// `detail` go into the message, which is for the server's log alone.
//
//   full                       refusal STORE_FULL
//   read-only, cannot open     refusal STORE_READ_ONLY
//   unique or primary key      ALREADY_EXISTS, which a store may recognise
//   any other constraint       INTERNAL: rules refuse before the engine does
//   corrupt, not a database    DATA_LOSS
//   busy, locked               UNAVAILABLE
//   interrupted                DEADLINE_EXCEEDED
//   input or output            UNKNOWN
//   all else                   INTERNAL
absl::Status SqliteStatus(int extended_code, absl::string_view doing,
                          absl::string_view detail = "");

// What SQLite just returned on this thread; but SQLITE_FULL where a quota is
// used up: SQLite knows that as a write that failed, although it is as harmless
// as a full disk. Reads errno, so nothing may come in between.
int SqliteFailureCode(int extended_code);

// Whether `extended_code` says that a write or a sync failed, so that nobody
// knows what the disk holds (a full disk is not among them).
bool IsSqliteDiskFailure(int extended_code);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_SQLITE_STATUS_H_
