// The due list: what happens inside DeadlineService's calls on files. Each is
// the body of one RPC, as handler.h wants it, with the check of its shape.

#ifndef ENTENTE_SERVICES_GRIEVANCES_DUE_LIST_CALLS_H_
#define ENTENTE_SERVICES_GRIEVANCES_DUE_LIST_CALLS_H_

#include "absl/status/status.h"
#include "entente/v1/time_limit_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

absl::Status CheckListDeadlines(const v1::ListDeadlinesRequest& request);
absl::Status CheckExplainDeadline(const v1::ExplainDeadlineRequest& request);

// Deadlines of the files that the caller sees, as they stood on `as_of_date`
// by what was recorded until `known_at_time`.
absl::Status ListDue(ReadCall& call, const Procedures& procedures,
                     const v1::ListDeadlinesRequest& request,
                     v1::ListDeadlinesResponse& response);

// How many of those there are, as they stand today, and nothing else of them.
absl::Status CountDue(ReadCall& call, const Procedures& procedures,
                      const v1::GetDigestRequest& request,
                      v1::GetDigestResponse& response);

// One deadline of such a file, replaced ones among them.
absl::Status ExplainDue(ReadCall& call, const Procedures& procedures,
                        const v1::ExplainDeadlineRequest& request,
                        v1::ExplainDeadlineResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_DUE_LIST_CALLS_H_
