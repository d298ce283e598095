#include "services/mediations/mediation_reading.h"

#include <string>
#include <utility>
#include <vector>

#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "services/events/history_page.h"
#include "services/grievances/file_access.h"
#include "services/mediations/mediation_access.h"
#include "services/rpc/page_token.h"

namespace entente {

absl::Status GetMediationFor(ReadCall& call,
                             const v1::GetMediationRequest& request,
                             v1::MediationAnswer& answer) {
  return ShowMediationAgain(call, request.mediation_id(), answer);
}

absl::Status ListMediationsFor(ReadCall& call,
                               const v1::ListMediationsRequest& request,
                               v1::ListMediationsResponse& response) {
  MediationList list;
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::vector<std::string> after,
                   OpenPageToken(call, request, request.page_token()));
  if (after.size() == 2) {
    list.after_requested = after[0];
    list.after_id = after[1];
  }
  list.state = request.state();
  list.limit = limit + 1;
  ASSIGN_OR_RETURN(std::vector<SeenMediation> found,
                   ListMediations(call.snapshot, ScopeOf(call.actor), list));
  if (CutToPage(found, limit)) {
    const v1::Mediation& last = found.back().mediation;
    response.set_next_page_token(SealPageToken(
        call, request, {last.requested_date(), last.mediation_id()}));
  }
  for (SeenMediation& seen : found) {
    ListMediation(call, std::move(seen), *response.add_items());
  }
  return absl::OkStatus();
}

absl::Status MediationHistoryFor(ReadCall& call,
                                 const v1::ListMediationHistoryRequest& request,
                                 v1::ListMediationHistoryResponse& response) {
  ASSIGN_OR_RETURN(const SeenMediation seen,
                   SeeMediation(call, request.mediation_id()));
  const absl::Time known_at = request.has_known_at_time()
                                  ? FromProto(request.known_at_time())
                                  : absl::InfiniteFuture();
  return FillHistoryPage(
      call, request, seen.mediation.mediation_id(), known_at,
      [&](v1::Event& event) {
        return ShowMediationEvent(seen, call.actor.person_id, event);
      },
      response);
}

}  // namespace entente
