// A settlement from its proposal to its end. What becomes of the grievances
// that it ends is for grievances/settled_rules.h: nothing here knows of them
// but their ids.
//
// Every rule takes the settlement as it is, and returns the event that changes
// it, with the whole record after it. Once everyone who must has signed, its
// grievances, terms, marks, signatories and the texts of its commitments never
// change any more. Refused alike: SETTLEMENT_STATE; DATE_IN_FUTURE; DATE_ORDER;
// INSTRUMENT_REQUIRED when the act of another is entered without its paper.

#ifndef ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_RULES_H_
#define ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/settlement.pb.h"
#include "entente/v1/settlement_service.pb.h"
#include "services/grievances/entry.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// What a proposal is made of, beyond what its request says.
struct ProposalFacts {
  // An employee who signs too, and the side that answers for them.
  struct Employee {
    std::string person_id;
    uint32_t side = 0;
  };

  std::string settlement_id;
  // One for each side, with the number that it gives the settlement. Each
  // signs.
  std::vector<v1::Party> parties;
  std::vector<std::string> grievance_ids;
  std::vector<Employee> employees;
  // The profile by which its days are judged.
  std::string profile_code;
  uint32_t profile_version = 0;
  Entry entry;
};

// The DRAFT that is proposed. REFERENCE_UNKNOWN of the owner of a commitment
// who is no party.
absl::StatusOr<v1::Event> ProposeSettlement(
    const v1::ProposeSettlementRequest& request, const ProposalFacts& facts);

// Enters a signature; with the last one the settlement is SIGNED, and its
// dated commitments are owed. From DRAFT. An employee's is always recorded
// from paper. REFERENCE_UNKNOWN when there is no such signatory,
// ALREADY_SIGNED.
absl::StatusOr<v1::Event> SignSettlement(
    const v1::Settlement& current, const v1::SignSettlementRequest& request,
    const Procedure& procedure, const Entry& entry);

// Contests a signature that another side recorded for the entry's, or for an
// employee for whom it answers: NOT_ATTRIBUTED else; NOTHING_TO_CORRECT when
// that was done.
absl::StatusOr<v1::Event> ContestSignature(
    const v1::Settlement& current, const v1::ContestSignatureRequest& request,
    const Entry& entry);

// Gives it up. From DRAFT.
absl::StatusOr<v1::Event> AbandonSettlement(
    const v1::Settlement& current, const v1::AbandonSettlementRequest& request,
    const Entry& entry);

// Ends it, since a side refuses to apply it and another refers the grievances.
// From SIGNED. The event's side is the one that refers: never the one that
// refuses. FIELD_REQUIRED when it is not said who refuses and there are more
// than two.
absl::StatusOr<v1::Event> RepudiateSettlement(
    const v1::Settlement& current,
    const v1::RepudiateSettlementRequest& request, const Procedure& procedure,
    const Entry& entry);

// Ends it, since the union takes the grievances up again after a breach. From
// SIGNED.
absl::StatusOr<v1::Event> ReinstateSettlement(
    const v1::Settlement& current, const v1::ReinstateGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry);

// SETTLEMENT_STATE when it is in another state.
absl::Status CheckSettlementState(const v1::Settlement& settlement,
                                  v1::Settlement::State state);

}  // namespace entente

#endif  // ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_RULES_H_
