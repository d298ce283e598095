// Grievances, and where they are kept. Sealed names are not in the row: see
// change_store.h.

#ifndef ENTENTE_STORAGE_GRIEVANCE_STORE_H_
#define ENTENTE_STORAGE_GRIEVANCE_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/grievance.pb.h"
#include "storage/engine/transaction.h"
#include "storage/grievance_row.h"
#include "storage/scope.h"

namespace entente {

// Writes the row and its index rows, new or changed. ApplyChange calls it;
// nobody else.
absl::Status PutGrievance(Transaction& transaction,
                          const v1::Grievance& grievance);

// NOT_FOUND when there is none. Whoever answers a person asks FindGrievance.
absl::StatusOr<v1::Grievance> GetGrievance(Snapshot& snapshot,
                                           absl::string_view id);

// A grievance and the side on which the person of the scope stands in it.
// Lists hold its header alone: see GrievanceColumns.
struct SeenGrievance {
  v1::Grievance grievance;
  uint32_t side = 0;
};

// If the scope sees it: by its id, else by the number that the person's side
// gave it, else by an external number that only one visible file bears, and no
// file of that side.
absl::StatusOr<absl::optional<SeenGrievance>> FindGrievance(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number,
    Counts counts = Counts::kWith);
// By one of these alone. FindFile asks for each among all kinds of files before
// it asks for the next.
enum class NamedBy { kId, kOwnNumber, kExternalNumber };
absl::StatusOr<absl::optional<SeenGrievance>> FindGrievanceBy(
    Snapshot& snapshot, const Scope& scope, NamedBy by, absl::string_view name,
    Counts counts = Counts::kWith);

// Which grievances to list. All filters given must hold.
struct GrievanceList {
  bool oldest_first = false;
  // Only in these states, when any is given.
  std::vector<v1::Grievance::State> states;
  // Only of this class, unless unspecified.
  v1::GrievanceClass::Value grievance_class =
      v1::GrievanceClass::VALUE_UNSPECIFIED;
  std::string issue_code;         // Only of this issue, when not empty.
  std::string lead_grievance_id;  // Only those joined to it, when not empty.
  std::string organization_id;    // Only where it is party, when not empty.
  std::string submitted_from;     // ISO 8601; empty for all.
  std::string submitted_until;    // ISO 8601; empty for all.
  std::string number;             // As FindGrievance; empty for all.
  // Begin after this one; an empty id begins at the start.
  std::string after_submitted;
  std::string after_id;
  int limit = 0;
};

// Those that the scope sees, by the day of submission, then id.
absl::StatusOr<std::vector<SeenGrievance>> ListGrievances(
    Snapshot& snapshot, const Scope& scope, const GrievanceList& list);

// The ids of the grievances that are joined to this one, whoever sees them.
absl::StatusOr<std::vector<std::string>> ListJoined(Snapshot& snapshot,
                                                    absl::string_view lead_id);

// A grievance for the keeper of a party's mandates, who reads no file: found
// by its id, or by the number that the keeper's organisation gave it. Of a
// restricted file nobody of a side may have been assigned yet, and somebody
// has to assign the first.
absl::StatusOr<absl::optional<SeenGrievance>> FindGrievanceForKeeper(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number);

}  // namespace entente

#endif  // ENTENTE_STORAGE_GRIEVANCE_STORE_H_
