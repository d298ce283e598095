// Mediations in words, and as sheets.

#ifndef ENTENTE_CLIENTS_CLI_MEDIATION_WORDS_H_
#define ENTENTE_CLIENTS_CLI_MEDIATION_WORDS_H_

#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/session.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/mediation_service.pb.h"

namespace entente {

// The number by which the caller's side keeps it, else the office's, else its
// identifier: whichever the caller may read first.
std::string NumberOf(const v1::Mediation& mediation);

// Everything that the caller may see of a mediation, and what they may do next.
void ShowMediation(Session& session, const v1::MediationAnswer& answer);
void ShowMediationList(Session& session,
                       const v1::ListMediationsResponse& answer);

// Shows a mediation after a change, and what comes next in its state: the text
// `cli/AFTER.mediation.STATE`.
std::function<void(Session&, const v1::MediationAnswer&)> ShowChanged();

// A heading after an empty line: the text `cli/KEY`.
void ShowHeading(const Session& session, absl::string_view key);

// Beside an act: that somebody else entered it, and from which paper.
void ShowEnteredBy(Session& session, const v1::Mediation& mediation,
                   const v1::RecordedFor& recorded_for);

// What the parties and mediators did in it: answers, mediators, signatures,
// sessions, pauses.
void ShowMediationActs(Session& session, const v1::MediationAnswer& answer);

// What an event of a mediation says besides its kind and day.
void ShowMediationEvent(Session& session, const v1::Event& event);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_MEDIATION_WORDS_H_
