#include "storage/grievance_row.h"

#include <algorithm>

#include "google/protobuf/arena.h"
#include "proto/support/deadline.h"
#include "proto/support/field_classes.h"
#include "proto/support/status_macros.h"
#include "storage/record_row.h"

namespace entente {
namespace {

using google::protobuf::Arena;
using v1::Grievance;

}  // namespace

GrievanceColumns ColumnsOf(const Grievance& grievance) {
  constexpr ClassSet kListed = {v1::Confidentiality::PUBLISHED,
                                v1::Confidentiality::ADMIN,
                                v1::Confidentiality::SIDE_ADMIN};
  GrievanceColumns columns;
  // On an arena, since it is taken to pieces and thrown away at every change.
  char block[8192];
  Arena arena(block, sizeof(block));
  Grievance& rest = *Arena::CreateMessage<Grievance>(&arena);
  Grievance& counts = *Arena::CreateMessage<Grievance>(&arena);
  rest = grievance;
  Deadlines& deadlines = *rest.mutable_deadlines();
  TakeCounts(deadlines, *counts.mutable_deadlines());
  columns.counts = counts.SerializeAsString();
  columns.record = rest.SerializeAsString();
  KeepClasses(kListed, rest);
  deadlines.erase(std::remove_if(deadlines.begin(), deadlines.end(),
                                 [](const v1::Deadline& deadline) {
                                   return !IsOpen(deadline);
                                 }),
                  deadlines.end());
  columns.header = rest.SerializeAsString();
  return columns;
}

absl::StatusOr<Grievance> ReadGrievance(const Rows& rows, int record_column,
                                        Counts counts) {
  ASSIGN_OR_RETURN(Grievance grievance,
                   ReadRecord<Grievance>(rows, record_column));
  if (counts == Counts::kWithout) return grievance;
  ASSIGN_OR_RETURN(Grievance counted,
                   ReadRecord<Grievance>(rows, record_column + 1));
  if (!PutCountsBack(*counted.mutable_deadlines(),
                     *grievance.mutable_deadlines())) {
    return absl::DataLossError("the counts of a grievance are not its own");
  }
  return grievance;
}

}  // namespace entente
