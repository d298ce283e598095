// What is given in a mediation, to all or apart, and its release.

#ifndef ENTENTE_SERVICES_MEDIATIONS_ITEM_RULES_H_
#define ENTENTE_SERVICES_MEDIATIONS_ITEM_RULES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/mediation_content.pb.h"
#include "entente/v1/mediation_content_service.pb.h"
#include "services/mediations/mediation_move_rules.h"

namespace entente {

// Who gave what a request to write it down names: the caller's own side, or the
// one that a mediator names; 0 for the mediators. MEDIATION_STATE unless it is
// under way; MAY_NOT_ENTER of who is neither party nor confirmed mediator, and
// of a party for another; REFERENCE_UNKNOWN of a side that is not in it any
// more; ITEM_OF_SIDE of what is apart and of no side.
absl::StatusOr<uint32_t> GiverOf(const v1::Mediation& mediation,
                                 const v1::AddItemRequest& request,
                                 const MediationEntry& entry);

// Writes it down. `number` is the next among those of the same kind.
absl::StatusOr<v1::Event> AddItem(const v1::Mediation& mediation,
                                  const v1::AddItemRequest& request,
                                  const std::string& item_id, uint32_t giver,
                                  uint32_t number, const MediationEntry& entry);

// Lets these sides know what was given apart. GIVER_ONLY of who did not give
// it, and of a mediator without the giver's paper: INSTRUMENT_REQUIRED;
// REFERENCE_UNKNOWN of a side; NOTHING_TO_CORRECT when they all know it.
absl::StatusOr<v1::Event> ReleaseItem(const v1::Mediation& mediation,
                                      const v1::MediationItem& current,
                                      const v1::ReleaseItemRequest& request,
                                      const MediationEntry& entry);

// Whether a side was told of it: given to all, or released to that side.
bool WasGivenTo(const v1::MediationItem& item, uint32_t side);

// What each side of the mediation has received from others, and whether one has
// a summary that another has not. `items` are all of its items.
void CountReceived(const v1::Mediation& mediation,
                   const std::vector<v1::MediationItem>& items,
                   v1::ReadItemsResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_ITEM_RULES_H_
