// Repairing a typing error: the only way by which a date becomes earlier.

#ifndef ENTENTE_SERVICES_GRIEVANCES_CORRECTION_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_CORRECTION_RULES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// The shape of a correction: VALUE_UNKNOWN of `field` for a field that cannot
// be corrected, FIELDS_CONFLICT for a step of one that knows none; of `value`,
// what the same field of a filing is refused for.
absl::Status CheckCorrectGrievance(const v1::CorrectGrievanceRequest& request);

// In which role the present value was entered, by the events of the grievance
// from its filing on.
v1::Mandate::Role WhoEntered(const v1::CorrectGrievanceRequest& request,
                             const v1::Grievance& current,
                             absl::Span<const v1::Event> history);

// Puts the value in, with the reason; deadlines that follow from it are
// computed anew and the old ones kept. `entered_as` is the role in which the
// present value was entered: the side whose entry it was corrects it
// (OWNER_SIDE_ONLY). NOTHING_TO_CORRECT when the value is there already;
// NOT_ENTERED when the act to which it belongs was not; DATE_IN_FUTURE;
// DATE_ORDER against the acts before and after it; REPLY_NOT_DUE for an advance
// after silence while the reply period ran; of an extension what invariant A-5
// asks (EXTENSION_TOO_LATE, EXTENSION_SHORTENS), of a suspension that it
// touches no other (SUSPENSION_OVERLAPS), of a lapse that the limit had passed
// (NOTHING_LAPSED). With the day of an objection goes whether it came too late.
// A file whose new issue is restricted by default becomes so.
absl::StatusOr<Changes> CorrectGrievance(
    const v1::Grievance& current, const v1::CorrectGrievanceRequest& request,
    v1::Mandate::Role entered_as, const Procedure& procedure,
    const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_CORRECTION_RULES_H_
