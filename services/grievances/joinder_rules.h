// Grievances that are heard together (G15).

#ifndef ENTENTE_SERVICES_GRIEVANCES_JOINDER_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_JOINDER_RULES_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// What joining one grievance is judged by.
struct JoinderFacts {
  const v1::Grievance* lead = nullptr;
  // Whether others are joined to the one that is to be joined.
  bool is_lead = false;
  // The field of the request that names it, for refusals.
  std::string field;
};

// The day of the joinder, or of today; and that the lead can have others
// joined to it: WRONG_STATE, JOIN_DEPTH, DATE_ORDER, DATE_IN_FUTURE.
absl::StatusOr<std::string> CheckLead(const v1::Grievance& lead,
                                      const v1::JoinGrievancesRequest& request,
                                      const Entry& entry);

// G15: `current` goes the way of the lead from then on. Before a referral both
// must be at the same step; before the arbitrator it takes the lead's place:
// its state, its arbitrator and the days that are fixed. One that has come
// further than the lead is refused, and so is any once the lead is in
// deliberation. JOIN_ITSELF, JOIN_EMPLOYER, JOIN_DEPTH, JOIN_STAGE, and as in
// grievance_rules.h.
absl::StatusOr<Changes> JoinGrievance(const v1::Grievance& current,
                                      const v1::JoinGrievancesRequest& request,
                                      const JoinderFacts& facts,
                                      const Procedure& procedure,
                                      const Entry& entry);

// G15: it stays where it is, and goes its own way. NOT_JOINED.
absl::StatusOr<Changes> SeverGrievance(const v1::Grievance& current,
                                       const v1::SeverGrievanceRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry);

// The side of `grievance` on which the party stands that is of the same kind,
// union or employer, as the one on `side` of `lead`.
uint32_t SameKindOfSide(const v1::Grievance& lead, uint32_t side,
                        const v1::Grievance& grievance);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_JOINDER_RULES_H_
