// What is said in a mediation, and its mediators' notes, in words.

#ifndef ENTENTE_CLIENTS_CLI_MEDIATION_CONTENT_SHEET_H_
#define ENTENTE_CLIENTS_CLI_MEDIATION_CONTENT_SHEET_H_

#include <string>

#include "clients/cli/session.h"
#include "entente/v1/mediation_content_service.pb.h"
#include "entente/v1/mediation_service.pb.h"

namespace entente {

// "3" for the third that was given to all, "1-3" for the third that side 1 gave
// apart.
std::string NumberOf(const v1::MediationItem& item);

// Something that was just written down, and who reads it.
void ShowAddedItem(Session& session, const v1::ItemAnswer& answer);
// Something that was just released, and to whom.
void ShowReleasedItem(Session& session, const v1::ItemAnswer& answer);

// What was said, the oldest first; for a mediator what each party received, and
// a warning when one has a summary and another has none. `mediation` names the
// parties and the caller's part; of an empty one they have their numbers alone.
void ShowItems(Session& session, const v1::MediationAnswer& mediation,
               const v1::ReadItemsResponse& answer);

// A note that was just written, or destroyed, without what it says; then what
// comes next: the text `cli/KEY`.
void ShowChangedNote(Session& session, const char* key,
                     const v1::MediatorNoteAnswer& answer);

// A mediator's notes, the oldest first; of one that is read no more, why.
void ShowMediatorNotes(Session& session,
                       const v1::ReadMediatorNotesResponse& answer);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_MEDIATION_CONTENT_SHEET_H_
