// How a mediation begins, and what is held, paused and ended in it (M9, M10,
// M12, M17).

#ifndef ENTENTE_SERVICES_MEDIATIONS_SESSION_RULES_H_
#define ENTENTE_SERVICES_MEDIATIONS_SESSION_RULES_H_

#include "absl/status/statusor.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/mediation_service.pb.h"
#include "services/mediations/mediation_move_rules.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// M9. With the last signature of the parties still in it and of its mediators
// it is OPEN, as of the day of that. ALREADY_SIGNED, MEDIATOR_NUMBER.
absl::StatusOr<v1::Event> SignEntry(const v1::Mediation& current,
                                    const v1::SignEntryRequest& request,
                                    const Procedure& procedure,
                                    const MediationEntry& entry);

// M10. What is held with one side shows to that side alone. ENTRY_NOT_SIGNED,
// SESSION_SIDE; REFERENCE_UNKNOWN of a side that is not in it.
absl::StatusOr<v1::Event> HoldSession(const v1::Mediation& current,
                                      const v1::HoldSessionRequest& request,
                                      const Procedure& procedure,
                                      const MediationEntry& entry);

// M12. It does not by itself end what the mediation does to limits.
absl::StatusOr<v1::Event> PauseMediation(
    const v1::Mediation& current, const v1::PauseMediationRequest& request,
    const Procedure& procedure, const MediationEntry& entry);

// M12. ANSWERS_AWAITED while somebody has not said, since another left, that
// they go on.
absl::StatusOr<v1::Event> ResumeMediation(
    const v1::Mediation& current, const v1::ResumeMediationRequest& request,
    const Procedure& procedure, const MediationEntry& entry);

// M17, and the ends that nobody decides: no reply, no mediator, its time over,
// settled outside, nothing left to mediate. END_CODE when the code does not fit
// the state, MAY_NOT_ENTER when it is not for who says so, REPLY_TIME_RUNS.
absl::StatusOr<v1::Event> EndMediation(const v1::Mediation& current,
                                       const v1::EndMediationRequest& request,
                                       const Procedure& procedure,
                                       const MediationEntry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_SESSION_RULES_H_
