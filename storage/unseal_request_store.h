// Requests to read sealed names, and where they are kept.

#ifndef ENTENTE_STORAGE_UNSEAL_REQUEST_STORE_H_
#define ENTENTE_STORAGE_UNSEAL_REQUEST_STORE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/unseal_request.pb.h"
#include "storage/engine/transaction.h"

namespace entente {

// Writes the row, new or changed. ApplyChange calls it; nobody else.
absl::Status PutUnsealRequest(Transaction& transaction,
                              const v1::UnsealRequest& request);

absl::StatusOr<absl::optional<v1::UnsealRequest>> FindUnsealRequest(
    Snapshot& snapshot, absl::string_view id);

// The latest request of a custodian for the name of one person.
absl::StatusOr<absl::optional<v1::UnsealRequest>> FindLatestUnsealRequest(
    Snapshot& snapshot, absl::string_view requested_by_id,
    absl::string_view person_id);

// Which requests to list.
struct UnsealRequestList {
  // Whether all are shown; else those of the caller, and those for members of
  // the organisations whose keeper or representative the caller is.
  bool all = false;
  std::string caller_id;
  absl::CivilDay today;
  // Only those that still wait for the second person at `now`.
  bool pending_only = false;
  absl::Time now;
  // Begin after this one; an empty id begins at the start.
  absl::Time after_time;
  std::string after_id;
  int limit = 0;
};

// In the order in which they were made.
absl::StatusOr<std::vector<v1::UnsealRequest>> ListUnsealRequests(
    Snapshot& snapshot, const UnsealRequestList& list);

// Whether the person represents another side, or mediates, on a file to which
// the organisation is party: by a mandate that stands on `day`, or because the
// file is entrusted to them.
absl::StatusOr<bool> WorksOnFilesOf(Snapshot& snapshot,
                                    absl::string_view person_id,
                                    absl::string_view organization_id,
                                    absl::CivilDay day);

}  // namespace entente

#endif  // ENTENTE_STORAGE_UNSEAL_REQUEST_STORE_H_
