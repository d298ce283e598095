// To whom a file is entrusted, and from whom a wall keeps it.

#ifndef ENTENTE_SERVICES_GRIEVANCES_ENTRUSTING_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_ENTRUSTING_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/entry.h"

namespace entente {

// Whether an assignment with this last day, empty for none, is over on `day`.
bool IsOver(absl::string_view until_date, absl::CivilDay day);

// That the file is entrusted to the person, of the side that enters it, by whom
// that is entered, from today on.
v1::Grievance::Assignment AssignmentTo(const Entry& entry,
                                       const std::string& person_id);

// Entrusts the file to a person of the side that enters it from today on, or
// ends that. What was to end with a leave is without an end then, or ends
// early. Who has it themself until a day gives it until that day at most, and
// takes it from those alone to whom they gave it: STANDS_IN, for themself too.
// ENTRUSTED_SO_ALREADY when it is so already; WALLED_OFF while a wall keeps the
// person from it. The caller has seen that the person holds a mandate for that
// side.
absl::StatusOr<Changes> AssignGrievance(
    const v1::Grievance& current, const v1::AssignGrievanceRequest& request,
    const Entry& entry);
// The same for a consultation.
absl::StatusOr<Changes> AssignConsultation(
    const v1::Consultation& current,
    const v1::AssignConsultationRequest& request, const Entry& entry);

// Keeps a person of the side that enters it from the file from today on, or
// ends that. An assignment of the person ends with it. ENTRUSTED_SO_ALREADY
// when it is so already; STANDS_IN as for taking that assignment away.
absl::StatusOr<Changes> WallGrievance(const v1::Grievance& current,
                                      const v1::WallGrievanceRequest& request,
                                      const Entry& entry);
// The same for a consultation.
absl::StatusOr<Changes> WallConsultation(
    const v1::Consultation& current, const v1::WallConsultationRequest& request,
    const Entry& entry);

// The same wall of the owner's side before the consultation from which a walled
// grievance came, and before the grievance that a walled consultation became.
// None when it stands so there, or is of the other side.
absl::optional<v1::Event> WallConsultationAlike(
    const v1::Consultation& current, const v1::WallGrievanceRequest& request,
    const Entry& entry);
absl::StatusOr<absl::optional<v1::Event>> WallGrievanceAlike(
    const v1::Grievance& current, const v1::WallConsultationRequest& request,
    const Entry& entry);

// Who passes files on to whom.
struct HandOver {
  std::string from_person_id;
  std::string to_person_id;
  // The last day of a leave, today or later: until then both have the file.
  // Empty for good.
  absl::optional<absl::CivilDay> until;
};

// What became of one file.
struct HandedOver {
  v1::HandOverFilesResponse::File::Outcome outcome =
      v1::HandOverFilesResponse::File::OUTCOME_UNSPECIFIED;
  Changes changes;  // None when the file stays as it is.
};

// Passes the file from one person of the side that enters it on to another,
// for as long as it is entrusted to the first one at most: HANDED_OVER,
// ALREADY_THERE, WALLED_OFF, NOT_ENTRUSTED. The caller has seen that the other
// one holds a mandate for that side.
absl::StatusOr<HandedOver> HandOverGrievance(const v1::Grievance& current,
                                             const HandOver& hand_over,
                                             const Entry& entry);
// The same for a consultation.
HandedOver HandOverConsultation(const v1::Consultation& current,
                                const HandOver& hand_over, const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_ENTRUSTING_RULES_H_
