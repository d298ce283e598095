// The bodies of the calls that read mediations.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_READING_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_READING_H_

#include "absl/status/status.h"
#include "entente/v1/mediation_service.pb.h"
#include "services/rpc/call.h"

namespace entente {

absl::Status GetMediationFor(ReadCall& call,
                             const v1::GetMediationRequest& request,
                             v1::MediationAnswer& answer);
absl::Status ListMediationsFor(ReadCall& call,
                               const v1::ListMediationsRequest& request,
                               v1::ListMediationsResponse& response);
absl::Status MediationHistoryFor(ReadCall& call,
                                 const v1::ListMediationHistoryRequest& request,
                                 v1::ListMediationHistoryResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_READING_H_
