// Settlements, and where they are kept.

#ifndef ENTENTE_STORAGE_SETTLEMENT_STORE_H_
#define ENTENTE_STORAGE_SETTLEMENT_STORE_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/settlement.pb.h"
#include "storage/engine/transaction.h"
#include "storage/scope.h"

namespace entente {

// Writes the row and its index rows, new or changed. ApplyChange calls it;
// nobody else.
absl::Status PutSettlement(Transaction& transaction,
                           const v1::Settlement& settlement);

// NOT_FOUND when there is none. Whoever answers a person asks FindSettlement.
absl::StatusOr<v1::Settlement> GetSettlement(Snapshot& snapshot,
                                             absl::string_view id);

// A settlement, the side on which the person of the scope stands in it, and
// which of its grievances that person sees: at least one. The record names
// them all.
struct SeenSettlement {
  v1::Settlement settlement;
  uint32_t side = 0;
  std::set<std::string> seen_grievance_ids;

  // Whether that person sees every one.
  bool sees_all() const;
};

// If the scope sees one of its grievances: by its id, or by the number that the
// person's side gave it.
absl::StatusOr<absl::optional<SeenSettlement>> FindSettlement(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number);
// By one of the two alone.
absl::StatusOr<absl::optional<SeenSettlement>> FindSettlementById(
    Snapshot& snapshot, const Scope& scope, absl::string_view id);
absl::StatusOr<absl::optional<SeenSettlement>> FindSettlementByNumber(
    Snapshot& snapshot, const Scope& scope, absl::string_view number);

// Which settlements to list. All filters given must hold.
struct SettlementList {
  // Only in this state, unless unspecified.
  v1::Settlement::State state = v1::Settlement::STATE_UNSPECIFIED;
  std::string grievance_id;  // Only of this one, when not empty.
  // Begin after this one; an empty id begins at the start.
  std::string after_proposed;
  std::string after_id;
  int limit = 0;
};

// Those that the scope sees, by the day of the proposal, then id, the newest
// first.
absl::StatusOr<std::vector<SeenSettlement>> ListSettlements(
    Snapshot& snapshot, const Scope& scope, const SettlementList& list);

// Whether a settlement of this grievance is proposed or signed, whoever may
// see it.
absl::StatusOr<bool> HasStandingSettlement(Snapshot& snapshot,
                                           absl::string_view grievance_id);

}  // namespace entente

#endif  // ENTENTE_STORAGE_SETTLEMENT_STORE_H_
