// Consultations: what a union keeps for itself before anything is filed.

#ifndef ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "entente/v1/issue.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// What a new consultation needs besides the request. The members were looked
// up, and are known.
struct ConsultationFacts {
  Entry entry;
  const v1::Issue* issue = nullptr;
  std::string consultation_id;
  std::string number;
  std::string local_id;
  std::string agreement_id;
  Procedure procedure;
};

// A member consults the union: the clocks within which a grievance has to be
// filed begin to show. DATE_IN_FUTURE, and DATE_ORDER when the consultation
// is before the day of knowledge; a fact may lie in the future once it was
// announced. Restricted when the issue is so by default; whoever opens it is
// the first to whom it is entrusted.
absl::StatusOr<Changes> OpenConsultation(
    const v1::OpenConsultationRequest& request, const ConsultationFacts& facts);

// CONSULTATION_CLOSED unless it is open.
absl::Status CheckOpenStill(const v1::Consultation& consultation);

// Ends it without a grievance; its deadline ends. CONSULTATION_CLOSED unless
// it is OPEN.
absl::StatusOr<Changes> CloseConsultation(
    const v1::Consultation& current,
    const v1::CloseConsultationRequest& request, const Entry& entry);

// The part of filing that concerns the consultation: it became `grievance`, as
// filed, and its deadline was met on the day of submission. As of a grievance
// that is restricted, it is read from then on by those alone to whom either is
// entrusted. CONSULTATION_CLOSED unless it is OPEN.
absl::StatusOr<v1::Event> TurnConsultationFiled(const v1::Consultation& current,
                                                const v1::Grievance& grievance,
                                                const Entry& entry);

// The same when the grievance is restricted later; empty when the consultation
// is already.
absl::optional<v1::Event> RestrictConsultation(const v1::Consultation& current,
                                               const v1::Grievance& grievance,
                                               const Entry& entry);

// The day that says which agreement was in force: the day of the fact, else
// the day of knowledge, else `fallback`.
absl::CivilDay DayOfFact(absl::string_view occurred_date,
                         absl::string_view known_date, absl::CivilDay fallback);

// The days of a fact as a request gives them: DATE_IN_FUTURE for knowledge,
// and for a fact that was not announced; DATE_ORDER when `act_date` of
// `act_field` is before the day of knowledge, or before a fact that was not
// announced.
absl::Status CheckFactDates(const Entry& entry, absl::string_view occurred_date,
                            absl::string_view known_date,
                            absl::string_view act_field,
                            absl::string_view act_date);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_RULES_H_
