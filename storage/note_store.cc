#include "storage/note_store.h"

#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "storage/deadline_store.h"
#include "storage/record_row.h"

namespace entente {

absl::Status PutNote(Transaction& transaction, const v1::Note& note) {
  const std::string& id = note.note_id();
  ASSIGN_OR_RETURN(const absl::optional<v1::Note> before,
                   FindNote(transaction, id));
  // A note sets one day for a contact, or none.
  const std::string deadline_id =
      note.deadlines().empty() ? "" : note.deadlines(0).deadline_id();
  RETURN_IF_ERROR(
      transaction
          .Execute("INSERT INTO notes (note_id, noted_file_id, side, number,"
                   " created_at, deadline_id, record)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7)"
                   " ON CONFLICT (note_id) DO UPDATE SET"
                   " record = excluded.record",
                   id, note.file_id(), note.side(), note.number(),
                   FromProto(note.create_time()), OrNull(deadline_id),
                   BlobView{note.SerializeAsString()})
          .status());
  return PutDeadlines(transaction, DueFileOf(note),
                      before.has_value() ? before->deadlines() : Deadlines(),
                      note.deadlines());
}

absl::StatusOr<absl::optional<v1::Note>> FindNote(Snapshot& snapshot,
                                                  absl::string_view id) {
  return FindRecord<v1::Note>(
      snapshot.Query("SELECT record FROM notes WHERE note_id = $1", id));
}

absl::StatusOr<std::vector<v1::Note>> ListFileNotes(Snapshot& snapshot,
                                                    absl::string_view file_id,
                                                    uint32_t side) {
  return ReadRecords<v1::Note>(
      snapshot.Query("SELECT record FROM notes WHERE noted_file_id = $1"
                     " AND side = $2 ORDER BY number",
                     file_id, side));
}

absl::StatusOr<std::vector<v1::Note>> ListNotes(Snapshot& snapshot,
                                                const NoteList& list) {
  return ReadRecords<v1::Note>(snapshot.Query(
      "SELECT record FROM notes WHERE noted_file_id IN ($1, $2) AND side = $3"
      " AND ($4 = '' OR (created_at, note_id) < ($5, $4))"
      " ORDER BY created_at DESC, note_id DESC LIMIT $6",
      list.file_id, list.earlier_file_id, list.side, list.after_id,
      list.after_id.empty() ? absl::UnixEpoch() : list.after_time, list.limit));
}

}  // namespace entente
