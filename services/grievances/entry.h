// Who enters a move, and what a rule makes of it.

#ifndef ENTENTE_SERVICES_GRIEVANCES_ENTRY_H_
#define ENTENTE_SERVICES_GRIEVANCES_ENTRY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/event.pb.h"

namespace entente {

// The side of who filed the grievance, or was consulted, among the sides of a
// file.
inline constexpr uint32_t kOwnerSide = 1;

// The person who enters a move, and when. Ids are made by the caller: a rule
// has no random source.
struct Entry {
  std::string event_id;      // Of the event that the move will be.
  std::string operation_id;  // Common to all events of the call.
  std::string person_id;
  v1::Mandate::Role role = v1::Mandate::ROLE_UNSPECIFIED;
  // The side of the file on which the person works.
  uint32_t side = 0;
  absl::Time now;
  // The day of `now` in the time zone of the file's profile: what is later is
  // in the future.
  absl::CivilDay today;
  // The day of `now` in the server's time zone, by which mandates and
  // assignments are judged.
  absl::CivilDay access_day;
};

// One event for each record that changed, each with the whole new record.
using Changes = std::vector<v1::Event>;

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_ENTRY_H_
