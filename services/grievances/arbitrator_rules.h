// G7: who hears a grievance.

#ifndef ENTENTE_SERVICES_GRIEVANCES_ARBITRATOR_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_ARBITRATOR_RULES_H_

#include <string>

#include "absl/status/statusor.h"
#include "entente/v1/arbitration_service.pb.h"
#include "entente/v1/grievance.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// What the records say of the person who is to be the arbitrator. All empty
// for one who is not in the directory.
struct ArbitratorFacts {
  // The name of a public person.
  std::string name;
  // Whether they represent, or represented, a party of the file.
  bool represented_a_side = false;
};

// Who has the case; null when nobody does.
const v1::Arbitrator* PresentArbitrator(const v1::Grievance& grievance);

// Ends that somebody has the case, and the deliberation with it.
void EndPresentArbitrator(const std::string& date, v1::Arbitrator::Ending why,
                          v1::Grievance& grievance);

// Ends, on `date`, the deliberation that lasts, if one does.
void EndDeliberation(const std::string& date, v1::Grievance& grievance);

// G7: an arbitrator was named. FIELD_REQUIRED without a name;
// ARBITRATOR_INVOLVED for one who represents, or represented, a side, to whom
// the file is entrusted, or for whom it was filed.
absl::StatusOr<Changes> NameArbitrator(const v1::Grievance& current,
                                       const v1::NameArbitratorRequest& request,
                                       const ArbitratorFacts& facts,
                                       const Procedure& procedure,
                                       const Entry& entry);

// The arbitrator no longer has the case; another is to be named.
absl::StatusOr<Changes> EndArbitrator(const v1::Grievance& current,
                                      const v1::EndArbitratorRequest& request,
                                      const Procedure& procedure,
                                      const Entry& entry);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_ARBITRATOR_RULES_H_
