#include "storage/assignment_store.h"

#include "proto/support/status_macros.h"
#include "storage/record_row.h"

namespace entente {

absl::Status PutAssignments(Transaction& transaction, absl::string_view file_id,
                            const Assignments& before,
                            const Assignments& assignments) {
  if (SameEntries(before, assignments)) return absl::OkStatus();
  if (!before.empty()) {
    RETURN_IF_ERROR(
        transaction
            .Execute("DELETE FROM file_assignments WHERE file_id = $1", file_id)
            .status());
  }
  for (const v1::Grievance::Assignment& assignment : assignments) {
    RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO file_assignments"
                     " (file_id, person_id, side, from_on, until_on)"
                     " VALUES ($1, $2, $3, $4, $5)",
                     file_id, assignment.person_id(), assignment.side(),
                     assignment.from_date(), OrNull(assignment.until_date()))
            .status());
  }
  return absl::OkStatus();
}

absl::Status PutWalls(Transaction& transaction, absl::string_view file_id,
                      const Walls& before, const Walls& walls) {
  if (SameEntries(before, walls)) return absl::OkStatus();
  if (!before.empty()) {
    RETURN_IF_ERROR(
        transaction
            .Execute("DELETE FROM file_walls WHERE file_id = $1", file_id)
            .status());
  }
  for (const v1::Grievance::Wall& wall : walls) {
    RETURN_IF_ERROR(transaction
                        .Execute("INSERT INTO file_walls"
                                 " (file_id, person_id, from_on, until_on)"
                                 " VALUES ($1, $2, $3, $4)",
                                 file_id, wall.person_id(), wall.from_date(),
                                 OrNull(wall.until_date()))
                        .status());
  }
  return absl::OkStatus();
}

}  // namespace entente
