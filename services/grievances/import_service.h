// Imports of many grievances, as calls.

#ifndef ENTENTE_SERVICES_GRIEVANCES_IMPORT_SERVICE_H_
#define ENTENTE_SERVICES_GRIEVANCES_IMPORT_SERVICE_H_

#include "entente/v1/import_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Owns neither `rpc` nor `procedures`; both outlive it.
class ImportService final : public v1::ImportService::CallbackService {
 public:
  ImportService(Rpc& rpc, const Procedures& procedures)
      : rpc_(rpc), procedures_(procedures) {}

  grpc::ServerUnaryReactor* CheckImportRows(
      grpc::CallbackServerContext* context,
      const v1::CheckImportRowsRequest* request,
      v1::CheckImportRowsResponse* response) override;
  grpc::ServerUnaryReactor* BeginImport(grpc::CallbackServerContext* context,
                                        const v1::BeginImportRequest* request,
                                        v1::ImportAnswer* response) override;
  grpc::ServerUnaryReactor* StageImportRows(
      grpc::CallbackServerContext* context,
      const v1::StageImportRowsRequest* request,
      v1::ImportAnswer* response) override;
  grpc::ServerUnaryReactor* PublishImport(
      grpc::CallbackServerContext* context,
      const v1::PublishImportRequest* request,
      v1::ImportAnswer* response) override;
  grpc::ServerUnaryReactor* AbandonImport(
      grpc::CallbackServerContext* context,
      const v1::AbandonImportRequest* request,
      v1::ImportAnswer* response) override;
  grpc::ServerUnaryReactor* GetImport(grpc::CallbackServerContext* context,
                                      const v1::GetImportRequest* request,
                                      v1::ImportAnswer* response) override;
  grpc::ServerUnaryReactor* ListImports(
      grpc::CallbackServerContext* context,
      const v1::ListImportsRequest* request,
      v1::ListImportsResponse* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_IMPORT_SERVICE_H_
