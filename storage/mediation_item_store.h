// What was said in mediations, as those who may read it see it.

#ifndef ENTENTE_STORAGE_MEDIATION_ITEM_STORE_H_
#define ENTENTE_STORAGE_MEDIATION_ITEM_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/mediation_content.pb.h"
#include "storage/engine/transaction.h"
#include "storage/scope.h"

namespace entente {

// Writes the row of an item, and to whom it was released. ApplyChange calls it.
absl::Status PutMediationItem(Transaction& transaction,
                              const v1::MediationItem& item);

// Without what was given apart. If the person of the scope may read it: the
// mediators read everything; a party what was given to all, what it gave apart,
// and what was released to it, as far as it was given while it was in it.
absl::StatusOr<absl::optional<v1::MediationItem>> FindMediationItem(
    Snapshot& snapshot, const Scope& scope, absl::string_view item_id);

// Which items of a mediation to list, the oldest first.
struct MediationItemList {
  std::string mediation_id;
  // Begin after this one; an empty id begins at the start.
  absl::Time after_time = absl::UnixEpoch();
  std::string after_id;
  int limit = 0;
};
// Those that the scope may read, without what was given apart.
absl::StatusOr<std::vector<v1::MediationItem>> ListMediationItems(
    Snapshot& snapshot, const Scope& scope, const MediationItemList& list);

// The number that comes next among what `side` gave apart, or with 0 among what
// was given to all.
absl::StatusOr<uint32_t> NextItemNumber(Snapshot& snapshot,
                                        absl::string_view mediation_id,
                                        uint32_t series);

}  // namespace entente

#endif  // ENTENTE_STORAGE_MEDIATION_ITEM_STORE_H_
