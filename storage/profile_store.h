// Imported procedure profiles, and where they are kept. Shipped profiles are
// data of the program (services/time_limits/data) and not in the store.

#ifndef ENTENTE_STORAGE_PROFILE_STORE_H_
#define ENTENTE_STORAGE_PROFILE_STORE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/profile.pb.h"
#include "storage/engine/transaction.h"

namespace entente {

// The id under which a version of a profile is recorded: "QC-SSS-30.2".
std::string ProfileId(absl::string_view code, int version);

// Writes the row of a new version. ApplyChange calls it; nobody else.
absl::Status PutProfile(Transaction& transaction, const v1::Profile& profile);

// One version, or the newest for version 0.
absl::StatusOr<absl::optional<v1::Profile>> FindProfile(Snapshot& snapshot,
                                                        absl::string_view code,
                                                        int version);

// The newest version of each, by code.
absl::StatusOr<std::vector<v1::Profile>> ListNewestProfiles(Snapshot& snapshot);

}  // namespace entente

#endif  // ENTENTE_STORAGE_PROFILE_STORE_H_
