#include "services/grievances/import_service.h"

#include "services/grievances/import_calls.h"
#include "services/grievances/import_rules.h"

namespace entente {

grpc::ServerUnaryReactor* ImportService::CheckImportRows(
    grpc::CallbackServerContext* context,
    const v1::CheckImportRowsRequest* request,
    v1::CheckImportRowsResponse* response) {
  return rpc_.Read(
      context, request, response, CheckCheckImportRows,
      [this](ReadCall& call, const v1::CheckImportRowsRequest& rows,
             v1::CheckImportRowsResponse& answer) {
        return CheckRows(call, procedures_, rows, answer);
      });
}

grpc::ServerUnaryReactor* ImportService::BeginImport(
    grpc::CallbackServerContext* context, const v1::BeginImportRequest* request,
    v1::ImportAnswer* response) {
  return rpc_.Write(context, request, response, CheckBeginImport, Begin,
                    ShowImport);
}

grpc::ServerUnaryReactor* ImportService::StageImportRows(
    grpc::CallbackServerContext* context,
    const v1::StageImportRowsRequest* request, v1::ImportAnswer* response) {
  return rpc_.Write(context, request, response, CheckStageImportRows, Stage,
                    ShowImport);
}

grpc::ServerUnaryReactor* ImportService::PublishImport(
    grpc::CallbackServerContext* context,
    const v1::PublishImportRequest* request, v1::ImportAnswer* response) {
  return rpc_.Write(
      context, request, response, CheckPublishImport,
      [this](WriteCall& call, const v1::PublishImportRequest& publish,
             v1::ImportAnswer& answer) {
        return Publish(call, procedures_, publish, answer);
      },
      ShowImport);
}

grpc::ServerUnaryReactor* ImportService::AbandonImport(
    grpc::CallbackServerContext* context,
    const v1::AbandonImportRequest* request, v1::ImportAnswer* response) {
  return rpc_.Write(context, request, response, CheckAbandonImport, Abandon,
                    ShowImport);
}

grpc::ServerUnaryReactor* ImportService::GetImport(
    grpc::CallbackServerContext* context, const v1::GetImportRequest* request,
    v1::ImportAnswer* response) {
  return rpc_.Read(context, request, response, CheckGetImport,
                   [](ReadCall& call, const v1::GetImportRequest& get,
                      v1::ImportAnswer& answer) {
                     return ShowImport(call, get.import_id(), answer);
                   });
}

grpc::ServerUnaryReactor* ImportService::ListImports(
    grpc::CallbackServerContext* context, const v1::ListImportsRequest* request,
    v1::ListImportsResponse* response) {
  return rpc_.Read(context, request, response, CheckListImports, PageImports);
}

}  // namespace entente
