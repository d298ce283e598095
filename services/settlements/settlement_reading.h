// Reading settlements: one, a list, a history. Each is the body of one RPC.

#ifndef ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_READING_H_
#define ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_READING_H_

#include "absl/status/status.h"
#include "entente/v1/settlement_service.pb.h"
#include "services/rpc/call.h"

namespace entente {

absl::Status GetOne(ReadCall& call, const v1::GetSettlementRequest& request,
                    v1::SettlementAnswer& answer);
// Never with terms, nor with anything else that a confidential settlement would
// keep between its parties.
absl::Status ListAll(ReadCall& call, const v1::ListSettlementsRequest& request,
                     v1::ListSettlementsResponse& response);
absl::Status HistoryOf(ReadCall& call,
                       const v1::ListSettlementHistoryRequest& request,
                       v1::ListSettlementHistoryResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_READING_H_
