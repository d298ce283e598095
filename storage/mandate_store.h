// Mandates, and where they are kept.

#ifndef ENTENTE_STORAGE_MANDATE_STORE_H_
#define ENTENTE_STORAGE_MANDATE_STORE_H_

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
absl::Status PutMandate(Transaction& transaction, const v1::Mandate& mandate);

absl::StatusOr<absl::optional<v1::Mandate>> FindMandate(Snapshot& snapshot,
                                                        absl::string_view id);

// Those of a person that stand on `day`: not revoked, begun, not ended. In the
// order of entry.
absl::StatusOr<std::vector<v1::Mandate>> ListStandingMandates(
    Snapshot& snapshot, absl::string_view person_id, absl::CivilDay day);

// Those of a person that are not revoked and not over by `day`, begun or not:
// against them a new one is judged.
absl::StatusOr<std::vector<v1::Mandate>> ListLiveMandates(
    Snapshot& snapshot, absl::string_view person_id, absl::CivilDay day);

// Whether somebody keeps the mandates of the organisation by one that is live
// in that sense.
absl::StatusOr<bool> HasLiveKeeper(Snapshot& snapshot,
                                   absl::string_view organization_id,
                                   absl::CivilDay day);

// Which mandates to list.
struct MandateList {
  std::string person_id;        // Only of this person, when not empty.
  std::string organization_id;  // Only of this one, when not empty.
  // Whether all are shown; else those of the caller, and those of the
  // organisations whose keeper the caller is.
  bool all = false;
  std::string caller_id;
  absl::CivilDay today;
  // Begin after this one; an empty id begins at the start.
  absl::Time after_time;
  std::string after_id;
  int limit = 0;
};

// In the order of entry, the revoked ones among them.
absl::StatusOr<std::vector<v1::Mandate>> ListMandates(Snapshot& snapshot,
                                                      const MandateList& list);

}  // namespace entente

#endif  // ENTENTE_STORAGE_MANDATE_STORE_H_
