// To whom files are entrusted, and from whom walls keep them, as the rows that
// scope.h looks at.

#ifndef ENTENTE_STORAGE_ASSIGNMENT_STORE_H_
#define ENTENTE_STORAGE_ASSIGNMENT_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/grievance.pb.h"
#include "storage/engine/transaction.h"
#include "storage/scope.h"

namespace entente {

using Assignments =
    google::protobuf::RepeatedPtrField<v1::Grievance::Assignment>;
using Walls = google::protobuf::RepeatedPtrField<v1::Grievance::Wall>;

// Makes the rows of a file those of `assignments`; `before` are those for
// which rows stand. The file's own store calls it.
absl::Status PutAssignments(Transaction& transaction, absl::string_view file_id,
                            const Assignments& before,
                            const Assignments& assignments);
// The same for walls.
absl::Status PutWalls(Transaction& transaction, absl::string_view file_id,
                      const Walls& before, const Walls& walls);

// A file that is entrusted to somebody.
struct EntrustedFile {
  std::string file_id;
  bool is_consultation = false;
  uint32_t side = 1;  // For which the person works.
};

// The files that are entrusted to the person of the scope on its day, and that
// the scope sees: at most `limit`, grievances first, by id.
absl::StatusOr<std::vector<EntrustedFile>> ListEntrusted(Snapshot& snapshot,
                                                         const Scope& scope,
                                                         int limit);
// Those that are entrusted to `person_id`, for a side whose mandates the person
// of the scope keeps, and from which no wall keeps that keeper.
absl::StatusOr<std::vector<EntrustedFile>> ListEntrustedForKeeper(
    Snapshot& snapshot, const Scope& scope, absl::string_view person_id,
    int limit);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ASSIGNMENT_STORE_H_
