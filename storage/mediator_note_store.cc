#include "storage/mediator_note_store.h"

#include <set>

#include "entente/v1/event.pb.h"
#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "storage/change_store.h"
#include "storage/record_row.h"

namespace entente {
namespace {

using v1::MediatorNote;

// The notes `n` that the place `v` of kJoinPart reads; $1 is the person.
constexpr SqlText kReadsNote(
    " JOIN mediator_notes n ON n.mediation_id = x.mediation_id"
    " AND v.part = 2 AND v.content_until IS NULL"
    " AND (n.author_id = $1 OR n.is_shared = 1)");

}  // namespace

absl::Status PutMediatorNote(Transaction& transaction,
                             const MediatorNote& note) {
  const std::string destroy_on =
      note.destroyed_date().empty() ? note.destroy_date() : "";
  return transaction
      .Execute(
          "INSERT INTO mediator_notes"
          " (note_id, mediation_id, author_id, number, is_shared,"
          " destroy_on, created_at, record)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
          " ON CONFLICT (note_id) DO UPDATE SET"
          " destroy_on = excluded.destroy_on, record = excluded.record",
          note.note_id(), note.mediation_id(), note.author_id(), note.number(),
          note.for_co_mediators(), destroy_on, FromProto(note.create_time()),
          BlobView{note.SerializeAsString()})
      .status();
}

absl::StatusOr<absl::optional<MediatorNote>> FindMediatorNote(
    Snapshot& snapshot, const Scope& scope, absl::string_view note_id) {
  return FindRecord<MediatorNote>(
      snapshot.Query({"SELECT n.record FROM mediations x", kJoinPart,
                      kReadsNote, " WHERE n.note_id = $3"},
                     scope.person_id, DayIso(scope.today), note_id));
}

absl::StatusOr<std::vector<MediatorNote>> ListMediatorNotes(
    Snapshot& snapshot, const Scope& scope, const MediatorNoteList& list) {
  return ReadRecords<MediatorNote>(snapshot.Query(
      {"SELECT n.record FROM mediations x", kJoinPart, kReadsNote,
       " WHERE x.mediation_id = $3 AND (n.created_at, n.note_id) > ($4, $5)"
       " ORDER BY n.created_at, n.note_id LIMIT $6"},
      scope.person_id, DayIso(scope.today), list.mediation_id, list.after_time,
      list.after_id, list.limit));
}

absl::StatusOr<uint32_t> NextMediatorNoteNumber(Snapshot& snapshot,
                                                absl::string_view mediation_id,
                                                absl::string_view author_id) {
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT count(*) FROM mediator_notes"
                                  " WHERE mediation_id = $1"
                                  " AND author_id = $2",
                                  mediation_id, author_id));
  RETURN_IF_ERROR(rows.Next().status());
  return static_cast<uint32_t>(rows.Int(0)) + 1;
}

absl::StatusOr<std::vector<MediatorNote>> ListDueMediatorNotes(
    Snapshot& snapshot, absl::CivilDay today, int limit) {
  return ReadRecords<MediatorNote>(
      snapshot.Query("SELECT record FROM mediator_notes"
                     " WHERE destroy_on > '' AND destroy_on <= $1"
                     " ORDER BY destroy_on, note_id LIMIT $2",
                     DayIso(today), limit));
}

absl::Status OpenNoteToDestroy(Snapshot& snapshot, Keyring& keyring,
                               MediatorNote& note) {
  absl::Status status = OpenSealed(snapshot, keyring, note.note_id(),
                                   v1::Confidentiality::MEDIATOR_ONLY, note);
  if (absl::IsFailedPrecondition(status) || absl::IsDataLoss(status)) {
    return absl::OkStatus();
  }
  return status;
}

absl::StatusOr<std::vector<std::string>> KeysOfDestroyedNotes(
    Snapshot& snapshot, Keyring& keyring) {
  std::set<std::string> keys;
  {
    ASSIGN_OR_RETURN(Rows rows,
                     snapshot.Query("SELECT e.payload FROM mediator_notes n"
                                    " JOIN events e ON e.record_id = n.note_id"
                                    " WHERE n.destroy_on = ''"
                                    " ORDER BY n.note_id, e.sequence"));
    while (true) {
      ASSIGN_OR_RETURN(const bool more, rows.Next());
      if (!more) break;
      v1::Event event;
      // What was altered, verify says.
      if (!event.ParseFromString(rows.Blob(0))) continue;
      for (const v1::Event::Sealed& sealed : event.sealed()) {
        if (!sealed.key_id().empty()) keys.insert(sealed.key_id());
      }
    }
  }
  std::vector<std::string> standing;
  for (const std::string& key_id : keys) {
    ASSIGN_OR_RETURN(const bool destroyed, keyring.IsDestroyed(key_id));
    if (!destroyed) standing.push_back(key_id);
  }
  return standing;
}

}  // namespace entente
