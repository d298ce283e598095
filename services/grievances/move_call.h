// What the call of every move does: see the grievance, judge the move, keep
// it, show what became of it; and the same in what is joined to it.

#ifndef ENTENTE_SERVICES_GRIEVANCES_MOVE_CALL_H_
#define ENTENTE_SERVICES_GRIEVANCES_MOVE_CALL_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/grievance_service.pb.h"
#include "proto/support/status_macros.h"
#include "services/grievances/entry.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"
#include "storage/grievance_store.h"

namespace entente {

// A grievance as it stands before a move, and who enters that.
struct StartedMove {
  v1::Grievance grievance;
  HeldProcedure held;
  Entry entry;
};

// NOT_AVAILABLE when the caller does not see it; CHANGED_MEANWHILE.
absl::StatusOr<StartedMove> StartMove(WriteCall& call,
                                      const Procedures& procedures,
                                      absl::string_view grievance_id,
                                      absl::string_view etag);

// Keeps what a rule made of it.
absl::Status KeepMove(WriteCall& call, const StartedMove& started,
                      Changes changes);

// The same, and shows it; the id of the grievance.
absl::StatusOr<std::string> KeepAndShow(WriteCall& call,
                                        const StartedMove& started,
                                        Changes changes,
                                        v1::GrievanceAnswer& answer);

// FOLLOWS_LEAD when the grievance goes the way of the one it is joined to: it
// is, and both are in the same state.
absl::Status CheckGoesOwnWay(ReadCall& call, const v1::Grievance& grievance);

// The ids of those that go the way of `lead`, whoever sees them.
absl::StatusOr<std::vector<std::string>> ListFollowers(
    ReadCall& call, const v1::Grievance& lead);

// One of them, and the same person entering the move in it; empty when it has
// left the way of its lead.
absl::StatusOr<absl::optional<StartedMove>> StartFollower(
    WriteCall& call, const Procedures& procedures, const StartedMove& lead,
    absl::string_view grievance_id);

// Why the move is refused in one that is joined: JOINED_REFUSES, for a refusal;
// JOINED_UNSEEN_REFUSES in one that the caller does not see.
absl::Status JoinedRefuses(ReadCall& call, const v1::Grievance& grievance,
                           const absl::Status& refusal);

// A move of this grievance alone. `rule` is
// absl::StatusOr<Changes>(const Grievance&, const Procedure&, const Entry&).
template <typename Request, typename Rule>
absl::StatusOr<std::string> MoveAlone(WriteCall& call,
                                      const Procedures& procedures,
                                      const Request& request,
                                      v1::GrievanceAnswer& answer, Rule rule) {
  ASSIGN_OR_RETURN(
      const StartedMove started,
      StartMove(call, procedures, request.grievance_id(), request.etag()));
  ASSIGN_OR_RETURN(
      Changes changes,
      rule(started.grievance, started.held.procedure, started.entry));
  return KeepAndShow(call, started, std::move(changes), answer);
}

// What a request on a lead asks of one that is joined to it: the same.
struct SameForJoined {
  template <typename Request>
  Request operator()(const Request& request, const v1::Grievance& /*lead*/,
                     const v1::Grievance& /*joined*/) const {
    return request;
  }
};

// A step of the procedure, which the grievances that are joined to this one
// take with it, in the same transaction: all, or none. `rule` is
// absl::StatusOr<Changes>(const Grievance&, const Request&, const Procedure&,
// const Entry&); `for_joined` makes the request for one that is joined, where
// it is not the same, or none where it does not concern it. FOLLOWS_LEAD,
// JOINED_REFUSES.
template <typename Request, typename Rule, typename ForJoined = SameForJoined>
absl::StatusOr<std::string> MoveWithJoined(
    WriteCall& call, const Procedures& procedures, const Request& request,
    v1::GrievanceAnswer& answer, Rule rule, ForJoined for_joined = {}) {
  ASSIGN_OR_RETURN(
      const StartedMove lead,
      StartMove(call, procedures, request.grievance_id(), request.etag()));
  RETURN_IF_ERROR(CheckGoesOwnWay(call, lead.grievance));
  ASSIGN_OR_RETURN(Changes changes, rule(lead.grievance, request,
                                         lead.held.procedure, lead.entry));
  ASSIGN_OR_RETURN(const std::vector<std::string> followers,
                   ListFollowers(call, lead.grievance));
  for (const std::string& id : followers) {
    ASSIGN_OR_RETURN(const absl::optional<StartedMove> joined,
                     StartFollower(call, procedures, lead, id));
    if (!joined.has_value()) continue;
    const absl::optional<Request> own =
        for_joined(request, lead.grievance, joined->grievance);
    if (!own.has_value()) continue;
    absl::StatusOr<Changes> follows =
        rule(joined->grievance, *own, joined->held.procedure, joined->entry);
    if (!follows.ok()) {
      return JoinedRefuses(call, joined->grievance, follows.status());
    }
    RETURN_IF_ERROR(KeepMove(call, *joined, *std::move(follows)));
  }
  return KeepAndShow(call, lead, std::move(changes), answer);
}

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_MOVE_CALL_H_
