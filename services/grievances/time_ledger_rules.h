// What moves the time limits of a grievance: extensions, waivers, suspensions.
// Each rule gives the event that makes the record after the move.

#ifndef ENTENTE_SERVICES_GRIEVANCES_TIME_LEDGER_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_TIME_LEDGER_RULES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/time_ledger_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// The shape of the requests.
absl::Status CheckExtendDeadline(const v1::ExtendDeadlineRequest& request);
absl::Status CheckWaiveLimit(const v1::WaiveLimitRequest& request);
absl::Status CheckSuspendLimits(const v1::SuspendLimitsRequest& request);
absl::Status CheckResumeLimits(const v1::ResumeLimitsRequest& request);

// SUSPENSION_OVERLAPS when another suspension of the file touches one of the
// acts of `suspension` on one of its days.
absl::Status CheckApart(const v1::Grievance& current,
                        const v1::Suspension& suspension);

// A later date for a deadline, signed by both sides while it ran (invariant
// A-5), whether or not the act was done since: always from the paper.
// DEADLINE_NOT_OPEN when the file has none, or the act was not done and is no
// longer asked for; EXTENSION_TOO_LATE when it was signed after the due date,
// EXTENSION_SHORTENS when the new date is not after it; DATE_ORDER when it was
// signed before the period began, or before the extension that counts now.
absl::StatusOr<Changes> ExtendDeadline(const v1::Grievance& current,
                                       const v1::ExtendDeadlineRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry);

// That a side will not hold the lateness of an act against the other.
// DEADLINE_NOT_OPEN when the file knows no deadline for it; OWN_LATENESS of the
// side that must act; NOTHING_TO_CORRECT when the side has waived it already.
absl::StatusOr<Changes> WaiveLimit(const v1::Grievance& current,
                                   const v1::WaiveLimitRequest& request,
                                   const Procedure& procedure,
                                   const Entry& entry);

// An interval in which limits of the agreement do not run. What both sides
// agreed on, a mediation, and what both say that a clause brings is the act of
// neither and needs the paper; a clause has to be cited (FIELD_REQUIRED). What
// both agreed on moves no limit that had passed on the day of the paper:
// SUSPENSION_TOO_LATE when it would move only such. A closed office names its
// acts, and only such as a closure rule of the profile covers:
// CLOSURE_NOT_COVERED.
// SUSPENSION_OVERLAPS with another that touches one of the acts; DATE_ORDER
// when it ends before it begins.
absl::StatusOr<Changes> SuspendLimits(const v1::Grievance& current,
                                      const v1::SuspendLimitsRequest& request,
                                      const Procedure& procedure,
                                      const Entry& entry);

// The last day of an interval that lasts. NOT_SUSPENDED when there is none, or
// the one that is named does not last; FIELD_REQUIRED of `number` when several
// do; DATE_ORDER when it would end before it began.
absl::StatusOr<Changes> ResumeLimits(const v1::Grievance& current,
                                     const v1::ResumeLimitsRequest& request,
                                     const Procedure& procedure,
                                     const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_TIME_LEDGER_RULES_H_
