// Writing a note into the own file of a side. Pure.

#ifndef ENTENTE_SERVICES_NOTES_NOTE_RULES_H_
#define ENTENTE_SERVICES_NOTES_NOTE_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "entente/v1/note.pb.h"
#include "entente/v1/note_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

inline constexpr int kNoteCharactersMax = 20000;

// Refuses a request that cannot be right whatever the file is: FIELD_REQUIRED
// of what its kind of note needs, FIELDS_CONFLICT with `kind` of what it has
// no place for, and fields that cannot be read.
absl::Status CheckWriteNote(const v1::WriteNoteRequest& request);
absl::Status CheckReadNotes(const v1::ReadNotesRequest& request);

// The file that a note is on, and what its side has noted already.
struct NoteFacts {
  std::string note_id;
  v1::Note::FileKind file_kind = v1::Note::FILE_KIND_UNSPECIFIED;
  std::string file_id;
  // The party on the side of the entry, and whether it is a union.
  std::string organization_id;
  bool is_union = false;
  // Those for whom the file is.
  std::vector<std::string> member_ids;
  // The calendar for the next contact.
  Procedure procedure;
  // All notes of the side on the file, by number; of those with an open
  // deadline the person is known.
  std::vector<v1::Note> notes;
};

// The new note; and after a contact, or a telling, the earlier notes whose day
// for a next contact with the same member it met. ROLE_REQUIRED for a decision
// or a telling by another side than a union's; FIELD_REQUIRED of `person_id`
// where the file has several members; DATE_IN_FUTURE; DATE_ORDER of a next
// contact before this one, or a telling before the decision;
// REFERENCE_UNKNOWN of `told_of` when no note with that number is a decision.
absl::StatusOr<Changes> WriteNote(const v1::WriteNoteRequest& request,
                                  const NoteFacts& facts, const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_NOTES_NOTE_RULES_H_
