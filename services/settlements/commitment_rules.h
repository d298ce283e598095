// What each undertook to do in a settlement, and what is said of how it is
// performed. Pure.

#ifndef ENTENTE_SERVICES_SETTLEMENTS_COMMITMENT_RULES_H_
#define ENTENTE_SERVICES_SETTLEMENTS_COMMITMENT_RULES_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/settlement.pb.h"
#include "entente/v1/settlement_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// Who may say a thing of a commitment's performance.
enum class Speaker {
  kNobody,
  kOwedSide,  // A side to which it is owed: every one but the owner.
  kAnySide,
};

// Who may say that a commitment which stands as `from` now stands as `to`. The
// owner may say that it performed; a claim of the owner may be denied; after a
// breach only the word of those to whom it is owed counts; what was released is
// owed no more.
Speaker WhoMayReport(v1::Commitment::Status from, v1::Commitment::Status to);

// Says how a commitment is performed. From SIGNED. SETTLEMENT_STATE;
// REFERENCE_UNKNOWN when there is no such commitment or side; OWED_SIDE_ONLY,
// COMMITMENT_STATUS by WhoMayReport; COMMITMENT_NOT_DUE of a breach before the
// last day has passed; DATE_IN_FUTURE, DATE_ORDER, INSTRUMENT_REQUIRED.
absl::StatusOr<v1::Event> ReportCommitment(
    const v1::Settlement& current, const v1::ReportCommitmentRequest& request,
    const Procedure& procedure, const Entry& entry);

// Makes the deadlines of `settlement` what its commitments say after the act
// that `entry` enters: one for each that is dated and still owed. What was met
// or ended stays as it is; what is owed again opens anew in its place.
void RefreshCommitmentDeadlines(const Procedure& procedure, const Entry& entry,
                                v1::Settlement& settlement);

// The day on which `side` knew of the earliest breach that stands: reported by
// it, and in its own word neither made good nor released since; empty when none
// does.
std::string StandingBreachKnown(const v1::Settlement& settlement,
                                uint32_t side);

// COMMITMENT_OPEN of the first commitment that is neither fulfilled nor
// released.
absl::Status CheckAllPerformed(const v1::Settlement& settlement);

}  // namespace entente

#endif  // ENTENTE_SERVICES_SETTLEMENTS_COMMITMENT_RULES_H_
