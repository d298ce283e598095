// Notes in words, and what a union's file lacks of its duty to its members.

#ifndef ENTENTE_CLIENTS_CLI_NOTE_SHEET_H_
#define ENTENTE_CLIENTS_CLI_NOTE_SHEET_H_

#include <string>

#include "clients/cli/session.h"
#include "entente/v1/note_service.pb.h"

namespace entente {

// A note that was just written, and what may come next.
void ShowNewNote(Session& session, const v1::NoteAnswer& answer);

// What was noted, the newest first; the reading was recorded.
void ShowNotes(Session& session, const v1::ReadNotesResponse& answer);

// Whether the decision by which grievance `number` ended stands in the union's
// file, whether its members were told, and until when one may complain.
void ShowMemberDuty(Session& session, const v1::MemberDuty& duty,
                    const std::string& number);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_NOTE_SHEET_H_
