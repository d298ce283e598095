// Collective agreements, and where they are kept.

#ifndef ENTENTE_STORAGE_AGREEMENT_STORE_H_
#define ENTENTE_STORAGE_AGREEMENT_STORE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/directory.pb.h"
#include "storage/engine/transaction.h"

namespace entente {

// Writes the row, new or changed. ApplyChange calls it; nobody else.
absl::Status PutAgreement(Transaction& transaction,
                          const v1::Agreement& agreement);

// NOT_FOUND when there is none.
absl::StatusOr<v1::Agreement> GetAgreement(Snapshot& snapshot,
                                           absl::string_view id);
absl::StatusOr<absl::optional<v1::Agreement>> FindAgreement(
    Snapshot& snapshot, absl::string_view id);

// Those of a local in force on `day`, the newest first: the one that begins
// last, and of several from the same day the one that was entered last. With an
// employer, only those with that employer.
absl::StatusOr<std::vector<v1::Agreement>> ListAgreementsInForce(
    Snapshot& snapshot, absl::string_view local_id,
    absl::string_view employer_id, absl::CivilDay day);

// In the order of entry, after (`after_time`, `after_id`), from the start when
// `after_id` is empty; only those of `organization_id`, local or employer,
// when it is not empty.
absl::StatusOr<std::vector<v1::Agreement>> ListAgreements(
    Snapshot& snapshot, absl::string_view organization_id,
    absl::Time after_time, absl::string_view after_id, int limit);

}  // namespace entente

#endif  // ENTENTE_STORAGE_AGREEMENT_STORE_H_
