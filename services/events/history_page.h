// The history of one record, a page at a time.

#ifndef ENTENTE_SERVICES_EVENTS_HISTORY_PAGE_H_
#define ENTENTE_SERVICES_EVENTS_HISTORY_PAGE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "entente/v1/event.pb.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "services/rpc/call.h"
#include "services/rpc/page_token.h"
#include "storage/event_log.h"

namespace entente {

// Fills `response` with the events of the record that were recorded by
// `known_at`, oldest first, from where the request's page begins. `show` makes
// an event what the caller may see of it, or says that it is nothing:
//   bool(v1::Event&)
// The caller's right to the record was judged before.
template <typename Request, typename Response, typename Show>
absl::Status FillHistoryPage(ReadCall& call, const Request& request,
                             absl::string_view record_id, absl::Time known_at,
                             Show show, Response& response) {
  constexpr int kEventsAtOnce = 200;
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  // The position is an event and no sequence number: gaps in those would tell
  // what happens to other records.
  ASSIGN_OR_RETURN(const std::vector<std::string> after,
                   OpenPageToken(call, request, request.page_token()));
  bool started = after.empty();
  int64_t sequence = 0;
  while (true) {
    ASSIGN_OR_RETURN(EventPage page, ListEvents(call.snapshot, record_id,
                                                sequence, kEventsAtOnce));
    for (v1::Event& event : page.events) {
      if (FromProto(event.record_time()) > known_at) return absl::OkStatus();
      if (!started) {
        started = event.event_id() == after[0];
        continue;
      }
      if (!show(event)) continue;
      if (response.events_size() == limit) {
        response.set_next_page_token(SealPageToken(
            call, request, {response.events(limit - 1).event_id()}));
        return absl::OkStatus();
      }
      *response.add_events() = std::move(event);
    }
    if (!page.has_more) return absl::OkStatus();
    sequence = page.last_sequence;
  }
}

}  // namespace entente

#endif  // ENTENTE_SERVICES_EVENTS_HISTORY_PAGE_H_
