// Reading grievances, their lists and their histories: what happens inside the
// calls. Each is the body of one RPC, as handler.h wants it.

#ifndef ENTENTE_SERVICES_GRIEVANCES_READING_CALLS_H_
#define ENTENTE_SERVICES_GRIEVANCES_READING_CALLS_H_

#include "absl/status/status.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

absl::Status Get(ReadCall& call, const Procedures& procedures,
                 const v1::GetGrievanceRequest& request,
                 v1::GrievanceAnswer& answer);

// With the names of witnesses and beneficiaries; records the reading. Only on
// the side that filed: for the other there are none.
absl::Status Unseal(WriteCall& call, const Procedures& procedures,
                    const v1::UnsealGrievancePersonsRequest& request,
                    v1::GrievanceAnswer& answer);

absl::Status List(ReadCall& call, const v1::ListGrievancesRequest& request,
                  v1::ListGrievancesResponse& response);

// Events of a grievance or a consultation of which the caller sees something,
// in their order. Readings and assignments show to their own side only.
absl::Status History(ReadCall& call,
                     const v1::ListGrievanceHistoryRequest& request,
                     v1::ListGrievanceHistoryResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_READING_CALLS_H_
