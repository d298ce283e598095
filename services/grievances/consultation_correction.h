// Repairing, or completing, the days of a consultation.

#ifndef ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_CORRECTION_H_
#define ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_CORRECTION_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// The shape of a correction: VALUE_UNKNOWN of `field` for a field that cannot
// be corrected, DATE_MALFORMED of `value`.
absl::Status CheckCorrectConsultation(
    const v1::CorrectConsultationRequest& request);

// The consultation with the day that the request gives; nothing is checked.
v1::Consultation WithDay(const v1::Consultation& current,
                         const v1::CorrectConsultationRequest& request);

// Puts the day in, with the reason; its deadline is computed anew by
// `procedure`, that of the agreement which counts on the corrected day, and the
// old one kept. CONSULTATION_CLOSED unless it is open, NOTHING_TO_CORRECT when
// the value is there already, DATE_IN_FUTURE, DATE_ORDER.
absl::StatusOr<Changes> CorrectConsultation(
    const v1::Consultation& current,
    const v1::CorrectConsultationRequest& request,
    const std::string& agreement_id, const Procedure& procedure,
    const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_CORRECTION_H_
