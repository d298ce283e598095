// The acts in a settlement: what happens inside the calls. Each is the body of
// one RPC, as Rpc::Write wants it.

#ifndef ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_CALLS_H_
#define ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_CALLS_H_

#include <string>

#include "absl/status/statusor.h"
#include "entente/v1/settlement_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

absl::StatusOr<std::string> Propose(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::ProposeSettlementRequest& request,
                                    v1::SettlementAnswer& answer);
absl::StatusOr<std::string> Sign(WriteCall& call, const Procedures& procedures,
                                 const v1::SignSettlementRequest& request,
                                 v1::SettlementAnswer& answer);
absl::StatusOr<std::string> ContestSigned(
    WriteCall& call, const Procedures& procedures,
    const v1::ContestSignatureRequest& request, v1::SettlementAnswer& answer);
absl::StatusOr<std::string> Abandon(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::AbandonSettlementRequest& request,
                                    v1::SettlementAnswer& answer);
absl::StatusOr<std::string> Report(WriteCall& call,
                                   const Procedures& procedures,
                                   const v1::ReportCommitmentRequest& request,
                                   v1::SettlementAnswer& answer);
absl::StatusOr<std::string> Repudiate(
    WriteCall& call, const Procedures& procedures,
    const v1::RepudiateSettlementRequest& request,
    v1::SettlementAnswer& answer);
absl::StatusOr<std::string> Reinstate(
    WriteCall& call, const Procedures& procedures,
    const v1::ReinstateGrievanceRequest& request, v1::SettlementAnswer& answer);
// These two move one grievance.
absl::StatusOr<std::string> CloseFile(WriteCall& call,
                                      const Procedures& procedures,
                                      const v1::CloseGrievanceRequest& request,
                                      v1::GrievanceAnswer& answer);
absl::StatusOr<std::string> TakeNoteOfEnd(WriteCall& call,
                                          const Procedures& procedures,
                                          const v1::NoteEndRequest& request,
                                          v1::GrievanceAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_CALLS_H_
