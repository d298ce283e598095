// G8 and G9: the hearing roll, the exhibits, and the deliberation.
//
// Refused alike, besides what each names: what move_rules.h names.

#ifndef ENTENTE_SERVICES_GRIEVANCES_HEARING_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_HEARING_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "entente/v1/arbitration_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// The last day of hearing, ISO 8601, that was held for the deliberation with
// this index: since the one before it ended, by the arbitrator who deliberates;
// preparatory conferences are none. One past the last is the deliberation to
// come. Empty when nothing was heard.
std::string LastHeardDay(const v1::Grievance& grievance, int deliberation);

// Puts a day on the roll, past or to come. DAY_ON_ROLL when it stands there.
absl::StatusOr<Changes> FixHearing(const v1::Grievance& current,
                                   const v1::FixHearingRequest& request,
                                   const Procedure& procedure,
                                   const Entry& entry);

// G8: a day was held. Days may be entered in any order: the roll is that of
// several papers. REFERENCE_UNKNOWN of a number that the roll does not have;
// HEARING_DAY_STATE when that day was held or moved; DAY_ON_ROLL when one was
// held on this date already.
absl::StatusOr<Changes> HoldHearing(const v1::Grievance& current,
                                    const v1::HoldHearingRequest& request,
                                    const Procedure& procedure,
                                    const Entry& entry);

// A day of the roll was postponed or cancelled. REFERENCE_UNKNOWN,
// HEARING_DAY_STATE; DAY_ON_ROLL of the day that takes its place, DATE_ORDER
// when that lies before the day on which it was moved.
absl::StatusOr<Changes> MoveHearing(const v1::Grievance& current,
                                    const v1::MoveHearingRequest& request,
                                    const Procedure& procedure,
                                    const Entry& entry);

// A paper was filed with the arbitrator: it gets the next label of its side.
absl::StatusOr<Changes> FileExhibit(const v1::Grievance& current,
                                    const v1::FileExhibitRequest& request,
                                    const Procedure& procedure,
                                    const Entry& entry);

// G9: the arbitrator deliberates, from the last day of hearing since the last
// deliberation, or the day that the request says.
absl::StatusOr<Changes> TakeUnderAdvisement(
    const v1::Grievance& current, const v1::TakeUnderAdvisementRequest& request,
    const Procedure& procedure, const Entry& entry);

// The deliberation ends without an award: the hearing is reopened.
absl::StatusOr<Changes> ReopenHearing(const v1::Grievance& current,
                                      const v1::ReopenHearingRequest& request,
                                      const Procedure& procedure,
                                      const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_HEARING_RULES_H_
