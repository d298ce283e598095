// What can be told of a deadline from its own fields.

#ifndef ENTENTE_PROTO_SUPPORT_DEADLINE_H_
#define ENTENTE_PROTO_SUPPORT_DEADLINE_H_

#include "entente/v1/deadline.pb.h"

namespace entente {

// Whether it still runs: neither met, nor ended, nor replaced.
inline bool IsOpen(const v1::Deadline& deadline) {
  return deadline.met_date().empty() && deadline.ended_by_event_id().empty() &&
         deadline.superseded_by_deadline_id().empty();
}

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_DEADLINE_H_
