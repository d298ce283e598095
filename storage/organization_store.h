// Organisations, and where they are kept.

#ifndef ENTENTE_STORAGE_ORGANIZATION_STORE_H_
#define ENTENTE_STORAGE_ORGANIZATION_STORE_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/directory.pb.h"
#include "storage/engine/transaction.h"

namespace entente {

// Writes the row, new or changed. ApplyChange calls it; nobody else.
absl::Status PutOrganization(Transaction& transaction,
                             const v1::Organization& organization);

// NOT_FOUND when there is none.
absl::StatusOr<v1::Organization> GetOrganization(Snapshot& snapshot,
                                                 absl::string_view id);

// By its id or its code.
absl::StatusOr<absl::optional<v1::Organization>> FindOrganization(
    Snapshot& snapshot, absl::string_view id_or_code);

// In the order of their codes, from the first code after `after_code`; of one
// kind unless it is KIND_UNSPECIFIED.
absl::StatusOr<std::vector<v1::Organization>> ListOrganizations(
    Snapshot& snapshot, v1::Organization::Kind kind,
    absl::string_view after_code, int limit);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ORGANIZATION_STORE_H_
