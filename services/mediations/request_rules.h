// How a mediation is asked for, acknowledged, and admitted or not (M1 to M4).

#ifndef ENTENTE_SERVICES_MEDIATIONS_REQUEST_RULES_H_
#define ENTENTE_SERVICES_MEDIATIONS_REQUEST_RULES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/mediation_service.pb.h"
#include "services/mediations/mediation_move_rules.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// What a request needs besides what it says. Office and parties were looked up,
// and the profile has a scheme.
struct RequestFacts {
  MediationEntry entry;
  std::string mediation_id;
  std::string office_id;
  std::string office_number;
  // On the sides 1, 2, … as the request names them; the requester's with its
  // number.
  std::vector<v1::Party> parties;
  Procedure procedure;
};

// M1. Where the scheme knows a joint request, the paper that all signed is the
// consent of each party. PARTIES_TOO_FEW when nobody stands against another;
// NAMED_TWICE, REFERENCE_UNKNOWN of an ally; SCHEME_KIND, SCHEME_LEVEL,
// REQUESTER_KIND; INSTRUMENT_REQUIRED of a joint request, and of one that the
// requester did not enter.
absl::StatusOr<v1::Event> RequestMediation(
    const v1::RequestMediationRequest& request, const RequestFacts& facts);

// M2.
absl::StatusOr<v1::Event> AcknowledgeMediation(
    const v1::Mediation& current,
    const v1::AcknowledgeMediationRequest& request, const Procedure& procedure,
    const MediationEntry& entry);

// M3. `numbers` are those that the other parties give it, by side: they had
// none before, since a gap in their sequence would tell of a request that was
// not admitted. Where nobody's consent is awaited any more, it goes on to
// APPOINTMENT. PRIOR_ATTEMPT_REQUIRED.
absl::StatusOr<v1::Event> AdmitMediation(
    const v1::Mediation& current, const v1::AdmitMediationRequest& request,
    const std::map<uint32_t, std::string>& numbers, const Procedure& procedure,
    const MediationEntry& entry);

// M4.
absl::StatusOr<v1::Event> RejectMediation(
    const v1::Mediation& current, const v1::RejectMediationRequest& request,
    const Procedure& procedure, const MediationEntry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_REQUEST_RULES_H_
