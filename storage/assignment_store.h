// To whom files are entrusted, and from whom walls keep them, as the rows that
// scope.h looks at.

#ifndef ENTENTE_STORAGE_ASSIGNMENT_STORE_H_
#define ENTENTE_STORAGE_ASSIGNMENT_STORE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "entente/v1/grievance.pb.h"
#include "storage/engine/transaction.h"

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

}  // namespace entente

#endif  // ENTENTE_STORAGE_ASSIGNMENT_STORE_H_
