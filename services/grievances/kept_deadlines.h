// The deadlines that the record of a file keeps: opened, met, ended, and never
// edited.

#ifndef ENTENTE_SERVICES_GRIEVANCES_KEPT_DEADLINES_H_
#define ENTENTE_SERVICES_GRIEVANCES_KEPT_DEADLINES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/deadline.pb.h"
#include "proto/support/deadline.h"
#include "services/grievances/entry.h"

namespace entente {

// How the deadline for one act at one step (0 for none) should stand.
struct WantedDeadline {
  v1::TimeLimit::Act act = v1::TimeLimit::ACT_UNSPECIFIED;
  int step = 0;
  // Empty when no period runs for the act, or none has begun.
  absl::optional<v1::Deadline> deadline;
  // The day on which the act was done; empty while it was not.
  std::string met_date;
  // Nobody asks for the act any more, though it was not done.
  bool over = false;
};

// Makes the deadline among `kept`, those of the file `file_id`, stand as
// `wanted` says, by the move that `entry` enters: opens it, marks it met or
// ended, or has another take its place when it gives other dates. What was met
// stays met: the same act asked for a second time has a deadline of its own.
void KeepDeadline(const Entry& entry, WantedDeadline wanted,
                  absl::string_view file_id, Deadlines& kept);

// Adds `deadline` as one that the move opens, with an id of its own.
v1::Deadline& OpenDeadlineOf(const Entry& entry, v1::Deadline deadline,
                             absl::string_view file_id, Deadlines& kept);

// Opens anew, by the move that `entry` enters, the deadlines that this event
// ended: whoever should have ended them says that it was no act of theirs. The
// ended ones stay as they are.
void ReopenDeadlines(const Entry& entry, absl::string_view ended_by_event_id,
                     absl::string_view file_id, Deadlines& kept);

// Says that the move ended it without its being met.
void MarkEnded(const Entry& entry, v1::Deadline& deadline);

// Whether both say the same of the law and the dates; ids and events aside.
bool SameResult(const v1::Deadline& kept, const v1::Deadline& computed);

// The last deadline for `act` at `step` that no other took the place of; null
// when there is none.
const v1::Deadline* StandingDeadline(const Deadlines& kept,
                                     v1::TimeLimit::Act act, int step);

// The id of the file that the deadline `deadline_id` belongs to; empty when
// it is no such id.
absl::string_view FileOfDeadline(absl::string_view deadline_id);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_KEPT_DEADLINES_H_
