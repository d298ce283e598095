#include "storage/assignment_store.h"

#include <utility>

#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "storage/record_row.h"

namespace entente {
namespace {

// Whether assignment `e` stands on day $2.
constexpr SqlText kEntrusted(
    " e.from_on <= $2 AND (e.until_on IS NULL OR e.until_on >= $2)");

absl::Status ReadEntrusted(absl::StatusOr<Rows> rows, bool is_consultation,
                           std::vector<EntrustedFile>& files) {
  if (!rows.ok()) return std::move(rows).status();
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return absl::OkStatus();
    files.push_back(
        {rows->Text(0), is_consultation, static_cast<uint32_t>(rows->Int(1))});
  }
}

}  // namespace

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

absl::StatusOr<std::vector<EntrustedFile>> ListEntrusted(Snapshot& snapshot,
                                                         const Scope& scope,
                                                         int limit) {
  const std::string today = DayIso(scope.today);
  std::vector<EntrustedFile> files;
  RETURN_IF_ERROR(ReadEntrusted(
      snapshot.Query({"SELECT g.grievance_id, e.side"
                      " FROM file_assignments e JOIN grievances g"
                      " ON g.grievance_id = e.file_id",
                      kJoinViewer,
                      " WHERE e.person_id = $1 AND e.side = v.side"
                      " AND",
                      kEntrusted, " ORDER BY g.grievance_id LIMIT $3"},
                     scope.person_id, today, limit),
      false, files));
  RETURN_IF_ERROR(ReadEntrusted(
      snapshot.Query({"SELECT c.consultation_id, e.side"
                      " FROM file_assignments e JOIN consultations c"
                      " ON c.consultation_id = e.file_id"
                      " WHERE e.person_id = $1 AND",
                      kEntrusted, " AND ", kSeesConsultation,
                      " ORDER BY c.consultation_id LIMIT $3"},
                     scope.person_id, today,
                     limit - static_cast<int>(files.size())),
      true, files));
  return files;
}

absl::StatusOr<std::vector<EntrustedFile>> ListEntrustedForKeeper(
    Snapshot& snapshot, const Scope& scope, absl::string_view person_id,
    int limit) {
  const std::string today = DayIso(scope.today);
  constexpr SqlText kNoWall(
      " AND NOT EXISTS (SELECT 1 FROM file_walls w"
      " WHERE w.file_id = e.file_id AND w.person_id = $1"
      " AND w.from_on <= $2 AND (w.until_on IS NULL OR w.until_on >= $2))"
      " AND e.person_id = $3 AND");
  std::vector<EntrustedFile> files;
  RETURN_IF_ERROR(ReadEntrusted(
      snapshot.Query(
          {"SELECT DISTINCT e.file_id, e.side"
           " FROM file_assignments e JOIN grievance_parties s"
           " ON s.grievance_id = e.file_id AND s.side = e.side"
           " JOIN mandates m"
           " ON m.organization_id = s.organization_id WHERE",
           kKeeps, kNoWall, kEntrusted, " ORDER BY e.file_id, e.side LIMIT $4"},
          scope.person_id, today, person_id, limit),
      false, files));
  RETURN_IF_ERROR(ReadEntrusted(
      snapshot.Query(
          {"SELECT DISTINCT e.file_id, e.side"
           " FROM file_assignments e JOIN consultations c"
           " ON c.consultation_id = e.file_id"
           " JOIN mandates m"
           " ON m.organization_id = c.local_id WHERE",
           kKeeps, kNoWall, kEntrusted, " ORDER BY e.file_id, e.side LIMIT $4"},
          scope.person_id, today, person_id,
          limit - static_cast<int>(files.size())),
      true, files));
  return files;
}

}  // namespace entente
