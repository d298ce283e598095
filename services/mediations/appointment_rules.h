// Who conducts a mediation: proposed, disclosed, accepted, challenged, replaced
// and confirmed (M7, M8).

#ifndef ENTENTE_SERVICES_MEDIATIONS_APPOINTMENT_RULES_H_
#define ENTENTE_SERVICES_MEDIATIONS_APPOINTMENT_RULES_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/mediation_service.pb.h"
#include "services/mediations/mediation_move_rules.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// MEDIATOR_CONFLICT of the field `person_id` when the person is party to the
// mediation, represents a party on `day` by one of these mandates, which are
// all that they ever had, or did so within `years` years before it.
absl::Status CheckNoConflict(const v1::Mediation& mediation,
                             absl::string_view person_id,
                             const std::vector<v1::Mandate>& mandates,
                             int years, absl::CivilDay day);

// M7. `mandates` are all that the person ever had. MEDIATOR_CONFLICT,
// NAMED_TWICE of who is mediator; who was challenged is not proposed again.
absl::StatusOr<v1::Event> ProposeMediator(
    const v1::Mediation& current, const v1::ProposeMediatorRequest& request,
    const std::vector<v1::Mandate>& mandates, const Procedure& procedure,
    const MediationEntry& entry);

// M7. What is disclosed anew has to be accepted anew. MEDIATOR_NUMBER.
absl::StatusOr<v1::Event> DiscloseInterests(
    const v1::Mediation& current, const v1::DiscloseInterestsRequest& request,
    const Procedure& procedure, const MediationEntry& entry);

// M7. DISCLOSURE_MISSING, MEDIATOR_NUMBER; ANSWER_STANDS of who has left.
absl::StatusOr<v1::Event> AcceptInterests(
    const v1::Mediation& current, const v1::AcceptInterestsRequest& request,
    const Procedure& procedure, const MediationEntry& entry);

// M7. CHALLENGE_USED, MEDIATOR_NUMBER; ANSWER_STANDS of who has left.
absl::StatusOr<v1::Event> ChallengeMediator(
    const v1::Mediation& current, const v1::ChallengeMediatorRequest& request,
    const Procedure& procedure, const MediationEntry& entry);

// M7. Where nobody confirmed conducts it any more, it goes back to APPOINTMENT.
absl::StatusOr<v1::Event> EndMediator(const v1::Mediation& current,
                                      const v1::EndMediatorRequest& request,
                                      const Procedure& procedure,
                                      const MediationEntry& entry);

// M8. NO_MEDIATOR, DISCLOSURE_MISSING, INTEREST_NOT_ACCEPTED, NONE_CERTIFIED,
// UNDERTAKING_MISSING.
absl::StatusOr<v1::Event> ConfirmMediators(
    const v1::Mediation& current, const v1::ConfirmMediatorsRequest& request,
    const Procedure& procedure, const MediationEntry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_APPOINTMENT_RULES_H_
