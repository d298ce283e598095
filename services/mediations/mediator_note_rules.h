// A mediator's own notes, and their end.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATOR_NOTE_RULES_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATOR_NOTE_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/mediation_content.pb.h"
#include "entente/v1/mediation_content_service.pb.h"
#include "services/mediations/mediation_move_rules.h"

namespace entente {

// Writes a note of a confirmed mediator, which is destroyed by a day after
// today. MAY_NOT_ENTER, DATE_ORDER.
absl::StatusOr<v1::Event> WriteMediatorNote(
    const v1::Mediation& mediation, const v1::WriteMediatorNoteRequest& request,
    const std::string& note_id, uint32_t number, const MediationEntry& entry);

// Whether anybody may read it on `today`, ISO 8601: it is not destroyed, and
// its day has not come.
bool IsReadable(const v1::MediatorNote& note, absl::string_view today);

// What stays of a note that is destroyed: that there was one. `current` holds
// its text, as it was opened, or no text when that is gone. NOTE_DESTROYED when
// it was already.
absl::StatusOr<v1::Event> DestroyMediatorNote(const v1::MediatorNote& current,
                                              const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATOR_NOTE_RULES_H_
