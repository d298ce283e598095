// What the parties say to a mediation: consent, refusal, and leaving it, which
// asks for no reason (M5, M6, M16).

#ifndef ENTENTE_SERVICES_MEDIATIONS_CONSENT_RULES_H_
#define ENTENTE_SERVICES_MEDIATIONS_CONSENT_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/mediation_service.pb.h"
#include "services/mediations/mediation_move_rules.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// M5: consents and refusals before the mediators are appointed, going on after
// another left. With the last consent it is in APPOINTMENT (M6), as of the day
// of that; with nobody against another left it is CLOSED. ANSWER_STANDS when
// the party said so already, or has left; a refusal can be taken back by no
// consent.
absl::StatusOr<v1::Event> AnswerMediation(
    const v1::Mediation& current, const v1::AnswerMediationRequest& request,
    const Procedure& procedure, const MediationEntry& entry);

// M16. For that party it ends that day; with nobody against another left it is
// CLOSED, else PAUSED where it was under way. ANSWER_STANDS when the party did
// not consent, or has left. Where the scheme needs nobody's consent, every
// party may leave.
absl::StatusOr<v1::Event> WithdrawFromMediation(
    const v1::Mediation& current,
    const v1::WithdrawFromMediationRequest& request, const Procedure& procedure,
    const MediationEntry& entry);

// Whether each party that is still in it consented.
bool AllConsented(const v1::Mediation& mediation);

// An admitted mediation for which no consent is awaited goes on to APPOINTMENT
// on `date`, or on that of the last consent that the request gave.
void GoOnWithoutConsents(const std::string& date, v1::Mediation& mediation);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_CONSENT_RULES_H_
