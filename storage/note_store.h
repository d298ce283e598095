// Notes, and where they are kept.

#ifndef ENTENTE_STORAGE_NOTE_STORE_H_
#define ENTENTE_STORAGE_NOTE_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/note.pb.h"
#include "storage/engine/transaction.h"

namespace entente {

// Writes the row and its due row, new or changed. ApplyChange calls it; nobody
// else.
absl::Status PutNote(Transaction& transaction, const v1::Note& note);

// Whoever answers a person sees first that they see the file, on that side.
absl::StatusOr<absl::optional<v1::Note>> FindNote(Snapshot& snapshot,
                                                  absl::string_view id);

// All notes of one side on one file, by number, without what they say.
absl::StatusOr<std::vector<v1::Note>> ListFileNotes(Snapshot& snapshot,
                                                    absl::string_view file_id,
                                                    uint32_t side);

// Which notes to read.
struct NoteList {
  std::string file_id;
  // Those on this file too, when not empty: the consultation from which a
  // grievance came.
  std::string earlier_file_id;
  uint32_t side = 0;
  // Begin after this one; an empty id begins at the start.
  absl::Time after_time;
  std::string after_id;
  int limit = 0;
};

// The newest first, by the time of entry, then id; without what they say.
absl::StatusOr<std::vector<v1::Note>> ListNotes(Snapshot& snapshot,
                                                const NoteList& list);

}  // namespace entente

#endif  // ENTENTE_STORAGE_NOTE_STORE_H_
