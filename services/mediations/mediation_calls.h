// The bodies of the calls that change a mediation.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CALLS_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CALLS_H_

#include <string>

#include "absl/status/statusor.h"
#include "entente/v1/mediation_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

// Each answers with the mediation as the caller sees it afterwards, and returns
// its id.
using MediationId = absl::StatusOr<std::string>;

MediationId Request(WriteCall& call, const Procedures& procedures,
                    const v1::RequestMediationRequest& request,
                    v1::MediationAnswer& answer);
MediationId Acknowledge(WriteCall& call, const Procedures& procedures,
                        const v1::AcknowledgeMediationRequest& request,
                        v1::MediationAnswer& answer);
MediationId Admit(WriteCall& call, const Procedures& procedures,
                  const v1::AdmitMediationRequest& request,
                  v1::MediationAnswer& answer);
MediationId Reject(WriteCall& call, const Procedures& procedures,
                   const v1::RejectMediationRequest& request,
                   v1::MediationAnswer& answer);
MediationId AnswerFor(WriteCall& call, const Procedures& procedures,
                      const v1::AnswerMediationRequest& request,
                      v1::MediationAnswer& answer);
MediationId LeaveFor(WriteCall& call, const Procedures& procedures,
                     const v1::WithdrawFromMediationRequest& request,
                     v1::MediationAnswer& answer);
MediationId ProposeOne(WriteCall& call, const Procedures& procedures,
                       const v1::ProposeMediatorRequest& request,
                       v1::MediationAnswer& answer);
MediationId Disclose(WriteCall& call, const Procedures& procedures,
                     const v1::DiscloseInterestsRequest& request,
                     v1::MediationAnswer& answer);
MediationId Accept(WriteCall& call, const Procedures& procedures,
                   const v1::AcceptInterestsRequest& request,
                   v1::MediationAnswer& answer);
MediationId Challenge(WriteCall& call, const Procedures& procedures,
                      const v1::ChallengeMediatorRequest& request,
                      v1::MediationAnswer& answer);
MediationId EndOne(WriteCall& call, const Procedures& procedures,
                   const v1::EndMediatorRequest& request,
                   v1::MediationAnswer& answer);
MediationId Confirm(WriteCall& call, const Procedures& procedures,
                    const v1::ConfirmMediatorsRequest& request,
                    v1::MediationAnswer& answer);
MediationId SignTheEntry(WriteCall& call, const Procedures& procedures,
                         const v1::SignEntryRequest& request,
                         v1::MediationAnswer& answer);
MediationId Hold(WriteCall& call, const Procedures& procedures,
                 const v1::HoldSessionRequest& request,
                 v1::MediationAnswer& answer);
MediationId PauseIt(WriteCall& call, const Procedures& procedures,
                    const v1::PauseMediationRequest& request,
                    v1::MediationAnswer& answer);
MediationId ResumeIt(WriteCall& call, const Procedures& procedures,
                     const v1::ResumeMediationRequest& request,
                     v1::MediationAnswer& answer);
MediationId EndIt(WriteCall& call, const Procedures& procedures,
                  const v1::EndMediationRequest& request,
                  v1::MediationAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CALLS_H_
