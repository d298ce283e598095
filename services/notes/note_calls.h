// The bodies of the calls on notes.

#ifndef ENTENTE_SERVICES_NOTES_NOTE_CALLS_H_
#define ENTENTE_SERVICES_NOTES_NOTE_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/note_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

// Each of these sees the file first: NOT_AVAILABLE when the caller may not.
absl::StatusOr<std::string> KeepNote(WriteCall& call,
                                     const Procedures& procedures,
                                     const v1::WriteNoteRequest& request,
                                     v1::NoteAnswer& answer);

// The note again, for a call that is repeated.
absl::Status ShowNoteAgain(ReadCall& call, const Procedures& procedures,
                           absl::string_view note_id, v1::NoteAnswer& answer);

// Records the reading, under each file whose notes it shows.
absl::Status ReadFileNotes(WriteCall& call, const Procedures& procedures,
                           const v1::ReadNotesRequest& request,
                           v1::ReadNotesResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_NOTES_NOTE_CALLS_H_
