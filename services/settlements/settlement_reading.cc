#include "services/settlements/settlement_reading.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "proto/support/deadline.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "services/events/history_page.h"
#include "services/grievances/file_access.h"
#include "services/rpc/page_token.h"
#include "services/settlements/settlement_access.h"

namespace entente {
namespace {

using v1::Event;
using v1::Settlement;

// Takes these names out of those of the fields that the event set.
void DropNames(const std::vector<absl::string_view>& names, Event& event) {
  auto& set_fields = *event.mutable_set_fields();
  set_fields.erase(std::remove_if(set_fields.begin(), set_fields.end(),
                                  [&](const std::string& name) {
                                    return std::find(names.begin(), names.end(),
                                                     name) != names.end();
                                  }),
                   set_fields.end());
}

// Makes `event` what may be seen of it in this view; false when that is
// nothing.
bool ShowEvent(const SettlementView& view, Event& event) {
  const Reader reader = FileReader(view.side);
  if (!view.whole) {
    event.clear_reason();
    event.clear_instrument();
    DropNames({"terms", "admission", "end_reason"}, event);
  }
  if (event.has_settlement()) {
    Settlement& settlement = *event.mutable_settlement();
    ClearCounts(*settlement.mutable_deadlines());
    ShowPart(view, reader, settlement);
  }
  Redact(reader, event);
  return !event.set_fields().empty();
}

}  // namespace

absl::Status GetOne(ReadCall& call, const v1::GetSettlementRequest& request,
                    v1::SettlementAnswer& answer) {
  return ShowSettlementAgain(call, request.settlement_id(), answer);
}

absl::Status ListAll(ReadCall& call, const v1::ListSettlementsRequest& request,
                     v1::ListSettlementsResponse& response) {
  SettlementList list;
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::vector<std::string> after,
                   OpenPageToken(call, request, request.page_token()));
  if (after.size() == 2) {
    list.after_proposed = after[0];
    list.after_id = after[1];
  }
  if (!request.grievance_id().empty()) {
    ASSIGN_OR_RETURN(
        const SeenGrievance grievance,
        SeeGrievance(call, request.grievance_id(), Counts::kWithout));
    list.grievance_id = grievance.grievance.grievance_id();
  }
  list.state = request.state();
  list.limit = limit + 1;
  ASSIGN_OR_RETURN(std::vector<SeenSettlement> found,
                   ListSettlements(call.snapshot, ScopeOf(call.actor), list));
  if (CutToPage(found, limit)) {
    const Settlement& last = found.back().settlement;
    response.set_next_page_token(SealPageToken(
        call, request, {last.proposed_date(), last.settlement_id()}));
  }
  for (SeenSettlement& seen : found) {
    ASSIGN_OR_RETURN(const SettlementView view, ViewOf(call, seen));
    ClearCounts(*seen.settlement.mutable_deadlines());
    ShowPart(view, ListReader(seen.side), seen.settlement);
    *response.add_settlements() = std::move(seen.settlement);
  }
  return absl::OkStatus();
}

absl::Status HistoryOf(ReadCall& call,
                       const v1::ListSettlementHistoryRequest& request,
                       v1::ListSettlementHistoryResponse& response) {
  ASSIGN_OR_RETURN(const SeenSettlement seen,
                   SeeSettlement(call, request.settlement_id()));
  ASSIGN_OR_RETURN(const SettlementView view, ViewOf(call, seen));
  const absl::Time known_at = request.has_known_at_time()
                                  ? FromProto(request.known_at_time())
                                  : absl::InfiniteFuture();
  return FillHistoryPage(
      call, request, seen.settlement.settlement_id(), known_at,
      [&](Event& event) { return ShowEvent(view, event); }, response);
}

}  // namespace entente
