// Who there is, and who may act for whom.

#ifndef ENTENTE_SERVICES_DIRECTORY_DIRECTORY_SERVICE_H_
#define ENTENTE_SERVICES_DIRECTORY_DIRECTORY_SERVICE_H_

#include "entente/v1/directory_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Owns nothing. `procedures` says which profiles an agreement may name.
class DirectoryService final : public v1::DirectoryService::CallbackService {
 public:
  DirectoryService(Rpc& rpc, const Procedures& procedures)
      : rpc_(rpc), procedures_(procedures) {}

  grpc::ServerUnaryReactor* CreateOrganization(
      grpc::CallbackServerContext* context,
      const v1::CreateOrganizationRequest* request,
      v1::OrganizationAnswer* response) override;
  grpc::ServerUnaryReactor* GetOrganization(
      grpc::CallbackServerContext* context,
      const v1::GetOrganizationRequest* request,
      v1::OrganizationAnswer* response) override;
  grpc::ServerUnaryReactor* ListOrganizations(
      grpc::CallbackServerContext* context,
      const v1::ListOrganizationsRequest* request,
      v1::ListOrganizationsResponse* response) override;
  grpc::ServerUnaryReactor* CreatePerson(grpc::CallbackServerContext* context,
                                         const v1::CreatePersonRequest* request,
                                         v1::PersonAnswer* response) override;
  grpc::ServerUnaryReactor* CorrectPerson(
      grpc::CallbackServerContext* context,
      const v1::CorrectPersonRequest* request,
      v1::PersonAnswer* response) override;
  grpc::ServerUnaryReactor* GetPerson(grpc::CallbackServerContext* context,
                                      const v1::GetPersonRequest* request,
                                      v1::PersonAnswer* response) override;
  grpc::ServerUnaryReactor* ListPersons(
      grpc::CallbackServerContext* context,
      const v1::ListPersonsRequest* request,
      v1::ListPersonsResponse* response) override;
  grpc::ServerUnaryReactor* UnsealPerson(grpc::CallbackServerContext* context,
                                         const v1::UnsealPersonRequest* request,
                                         v1::PersonAnswer* response) override;
  grpc::ServerUnaryReactor* RequestUnseal(
      grpc::CallbackServerContext* context,
      const v1::RequestUnsealRequest* request,
      v1::UnsealRequestAnswer* response) override;
  grpc::ServerUnaryReactor* ApproveUnseal(
      grpc::CallbackServerContext* context,
      const v1::ApproveUnsealRequest* request,
      v1::UnsealRequestAnswer* response) override;
  grpc::ServerUnaryReactor* RefuseUnseal(
      grpc::CallbackServerContext* context,
      const v1::RefuseUnsealRequest* request,
      v1::UnsealRequestAnswer* response) override;
  grpc::ServerUnaryReactor* ListUnsealRequests(
      grpc::CallbackServerContext* context,
      const v1::ListUnsealRequestsRequest* request,
      v1::ListUnsealRequestsResponse* response) override;
  grpc::ServerUnaryReactor* ListUnsealHistory(
      grpc::CallbackServerContext* context,
      const v1::ListUnsealHistoryRequest* request,
      v1::ListUnsealHistoryResponse* response) override;
  grpc::ServerUnaryReactor* GrantMandate(grpc::CallbackServerContext* context,
                                         const v1::GrantMandateRequest* request,
                                         v1::MandateAnswer* response) override;
  grpc::ServerUnaryReactor* RevokeMandate(
      grpc::CallbackServerContext* context,
      const v1::RevokeMandateRequest* request,
      v1::MandateAnswer* response) override;
  grpc::ServerUnaryReactor* ListMandates(
      grpc::CallbackServerContext* context,
      const v1::ListMandatesRequest* request,
      v1::ListMandatesResponse* response) override;
  grpc::ServerUnaryReactor* CreateAgreement(
      grpc::CallbackServerContext* context,
      const v1::CreateAgreementRequest* request,
      v1::AgreementAnswer* response) override;
  grpc::ServerUnaryReactor* EndAgreement(
      grpc::CallbackServerContext* context,
      const v1::EndAgreementRequest* request,
      v1::AgreementAnswer* response) override;
  grpc::ServerUnaryReactor* GetAgreement(
      grpc::CallbackServerContext* context,
      const v1::GetAgreementRequest* request,
      v1::AgreementAnswer* response) override;
  grpc::ServerUnaryReactor* ListAgreements(
      grpc::CallbackServerContext* context,
      const v1::ListAgreementsRequest* request,
      v1::ListAgreementsResponse* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_DIRECTORY_SERVICE_H_
