// Mediations, as those who stand in them see them.

#ifndef ENTENTE_STORAGE_MEDIATION_STORE_H_
#define ENTENTE_STORAGE_MEDIATION_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/mediation.pb.h"
#include "storage/engine/transaction.h"
#include "storage/scope.h"

namespace entente {

// A mediation, and what the person of the scope is in it.
struct SeenMediation {
  v1::Mediation mediation;
  v1::Mediation::Part part = v1::Mediation::PART_UNSPECIFIED;
  uint32_t side = 0;  // 0 for who is no party.
};

// Writes the row of a mediation, and who stands where in it.
absl::Status PutMediation(Transaction& transaction,
                          const v1::Mediation& mediation);

// If the scope sees it: by its id; else by the number of whom the person stands
// for: the own one of a party, that of the office for all others.
absl::StatusOr<absl::optional<SeenMediation>> FindMediation(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number);

// Which mediations to list, the newest first.
struct MediationList {
  v1::Mediation::State state = v1::Mediation::STATE_UNSPECIFIED;
  // Begin after this one; an empty id begins at the start.
  std::string after_requested;
  std::string after_id;
  int limit = 0;
};
absl::StatusOr<std::vector<SeenMediation>> ListMediations(
    Snapshot& snapshot, const Scope& scope, const MediationList& list);

// The number that comes next for a natural person's own mediations of the year:
// "M-2026-0001". It counts those alone, so it tells of nobody else's.
absl::StatusOr<std::string> NextPersonNumber(Snapshot& snapshot,
                                             absl::string_view person_id,
                                             absl::string_view series,
                                             int year);

}  // namespace entente

#endif  // ENTENTE_STORAGE_MEDIATION_STORE_H_
