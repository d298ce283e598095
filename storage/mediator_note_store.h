// What mediators wrote for themselves, and when it is destroyed.

#ifndef ENTENTE_STORAGE_MEDIATOR_NOTE_STORE_H_
#define ENTENTE_STORAGE_MEDIATOR_NOTE_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/mediation_content.pb.h"
#include "storage/engine/transaction.h"
#include "storage/keyring.h"
#include "storage/scope.h"

namespace entente {

// Writes the row of a note. ApplyChange calls it.
absl::Status PutMediatorNote(Transaction& transaction,
                             const v1::MediatorNote& note);

// Without its text. If the person of the scope is a mediator of its mediation,
// and wrote it, or it is marked for co-mediators.
absl::StatusOr<absl::optional<v1::MediatorNote>> FindMediatorNote(
    Snapshot& snapshot, const Scope& scope, absl::string_view note_id);

// Which notes on a mediation to list, the oldest first.
struct MediatorNoteList {
  std::string mediation_id;
  // Begin after this one; an empty id begins at the start.
  absl::Time after_time = absl::UnixEpoch();
  std::string after_id;
  int limit = 0;
};
// Those that the scope may read, without their texts.
absl::StatusOr<std::vector<v1::MediatorNote>> ListMediatorNotes(
    Snapshot& snapshot, const Scope& scope, const MediatorNoteList& list);

// The number that comes next among the notes of one author on a mediation.
absl::StatusOr<uint32_t> NextMediatorNoteNumber(Snapshot& snapshot,
                                                absl::string_view mediation_id,
                                                absl::string_view author_id);

// Whoever wrote them: those whose day has come by `today`, and that are not
// destroyed yet; at most `limit`.
absl::StatusOr<std::vector<v1::MediatorNote>> ListDueMediatorNotes(
    Snapshot& snapshot, absl::CivilDay today, int limit);

// Puts the text into a note that is to be destroyed, so that ApplyChange takes
// it out of the row. Where its key is gone, or does not open it, nothing is put
// in: it is destroyed all the same.
absl::Status OpenNoteToDestroy(Snapshot& snapshot, Keyring& keyring,
                               v1::MediatorNote& note);

// The keys, in keys.db still, of what destroyed notes said: they are to be
// destroyed, too. For a job, since it reads the history of each destroyed note.
absl::StatusOr<std::vector<std::string>> KeysOfDestroyedNotes(
    Snapshot& snapshot, Keyring& keyring);

}  // namespace entente

#endif  // ENTENTE_STORAGE_MEDIATOR_NOTE_STORE_H_
