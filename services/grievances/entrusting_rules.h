// To whom a file is entrusted, and from whom a wall keeps it.

#ifndef ENTENTE_SERVICES_GRIEVANCES_ENTRUSTING_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_ENTRUSTING_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/entry.h"

namespace entente {

// That the file is entrusted to the person, of the side that enters it, from
// today on.
v1::Grievance::Assignment AssignmentTo(const Entry& entry,
                                       const std::string& person_id);

// Entrusts the file to a person of the side that enters it from today on, or
// ends that. NOTHING_TO_CORRECT when it is so already; WALLED_OFF while a wall
// keeps the person from it. The caller has seen that the person holds a
// mandate for that side.
absl::StatusOr<Changes> AssignGrievance(
    const v1::Grievance& current, const v1::AssignGrievanceRequest& request,
    const Entry& entry);
// The same for a consultation.
absl::StatusOr<Changes> AssignConsultation(
    const v1::Consultation& current,
    const v1::AssignConsultationRequest& request, const Entry& entry);

// Keeps a person of the side that enters it from the file from today on, or
// ends that. An assignment of the person ends with it. NOTHING_TO_CORRECT when
// it is so already.
absl::StatusOr<Changes> WallGrievance(const v1::Grievance& current,
                                      const v1::WallGrievanceRequest& request,
                                      const Entry& entry);
// The same for a consultation.
absl::StatusOr<Changes> WallConsultation(
    const v1::Consultation& current, const v1::WallConsultationRequest& request,
    const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_ENTRUSTING_RULES_H_
