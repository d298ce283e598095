// Settlements, as calls.

#ifndef ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_SERVICE_H_
#define ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_SERVICE_H_

#include "entente/v1/settlement_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Owns neither `rpc` nor `procedures`; both outlive it.
class SettlementService final : public v1::SettlementService::CallbackService {
 public:
  SettlementService(Rpc& rpc, const Procedures& procedures)
      : rpc_(rpc), procedures_(procedures) {}

  grpc::ServerUnaryReactor* ProposeSettlement(
      grpc::CallbackServerContext* context,
      const v1::ProposeSettlementRequest* request,
      v1::SettlementAnswer* response) override;
  grpc::ServerUnaryReactor* SignSettlement(
      grpc::CallbackServerContext* context,
      const v1::SignSettlementRequest* request,
      v1::SettlementAnswer* response) override;
  grpc::ServerUnaryReactor* ContestSignature(
      grpc::CallbackServerContext* context,
      const v1::ContestSignatureRequest* request,
      v1::SettlementAnswer* response) override;
  grpc::ServerUnaryReactor* AbandonSettlement(
      grpc::CallbackServerContext* context,
      const v1::AbandonSettlementRequest* request,
      v1::SettlementAnswer* response) override;
  grpc::ServerUnaryReactor* ReportCommitment(
      grpc::CallbackServerContext* context,
      const v1::ReportCommitmentRequest* request,
      v1::SettlementAnswer* response) override;
  grpc::ServerUnaryReactor* RepudiateSettlement(
      grpc::CallbackServerContext* context,
      const v1::RepudiateSettlementRequest* request,
      v1::SettlementAnswer* response) override;
  grpc::ServerUnaryReactor* ReinstateGrievance(
      grpc::CallbackServerContext* context,
      const v1::ReinstateGrievanceRequest* request,
      v1::SettlementAnswer* response) override;
  grpc::ServerUnaryReactor* GetSettlement(
      grpc::CallbackServerContext* context,
      const v1::GetSettlementRequest* request,
      v1::SettlementAnswer* response) override;
  grpc::ServerUnaryReactor* ListSettlements(
      grpc::CallbackServerContext* context,
      const v1::ListSettlementsRequest* request,
      v1::ListSettlementsResponse* response) override;
  grpc::ServerUnaryReactor* ListSettlementHistory(
      grpc::CallbackServerContext* context,
      const v1::ListSettlementHistoryRequest* request,
      v1::ListSettlementHistoryResponse* response) override;
  grpc::ServerUnaryReactor* CloseGrievance(
      grpc::CallbackServerContext* context,
      const v1::CloseGrievanceRequest* request,
      v1::GrievanceAnswer* response) override;
  grpc::ServerUnaryReactor* NoteEnd(grpc::CallbackServerContext* context,
                                    const v1::NoteEndRequest* request,
                                    v1::GrievanceAnswer* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_SETTLEMENTS_SETTLEMENT_SERVICE_H_
