// What can be told of a deadline from its own fields, and how its count is set
// apart.

#ifndef ENTENTE_PROTO_SUPPORT_DEADLINE_H_
#define ENTENTE_PROTO_SUPPORT_DEADLINE_H_

#include "entente/v1/deadline.pb.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace entente {

using Deadlines = google::protobuf::RepeatedPtrField<v1::Deadline>;

// Whether it still runs: neither met, nor ended, nor replaced.
inline bool IsOpen(const v1::Deadline& deadline) {
  return deadline.met_date().empty() && deadline.ended_by_event_id().empty() &&
         deadline.superseded_by_deadline_id().empty();
}

// The count of a deadline is its `clocks` and `steps`: two thirds of its
// bytes, of which only an explanation makes use.

void ClearCounts(Deadlines& deadlines);

// Moves the counts of `deadlines` to `counts`, an empty list: to as many new
// deadlines, in their order, that have nothing else.
void TakeCounts(Deadlines& deadlines, Deadlines& counts);

// Moves them back. False, and nothing moved, when these are not the counts of
// as many.
bool PutCountsBack(Deadlines& counts, Deadlines& deadlines);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_DEADLINE_H_
