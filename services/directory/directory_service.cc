#include "services/directory/directory_service.h"

#include "services/directory/agreement_calls.h"
#include "services/directory/directory_rules.h"
#include "services/directory/mandate_calls.h"
#include "services/directory/organization_calls.h"
#include "services/directory/person_calls.h"
#include "services/directory/person_correction.h"
#include "services/directory/unseal_calls.h"
#include "services/directory/unseal_rules.h"

namespace entente {

grpc::ServerUnaryReactor* DirectoryService::CreateOrganization(
    grpc::CallbackServerContext* context,
    const v1::CreateOrganizationRequest* request,
    v1::OrganizationAnswer* response) {
  return rpc_.Write(context, request, response, CheckCreateOrganization,
                    EnterOrganization, ShowOrganization);
}

grpc::ServerUnaryReactor* DirectoryService::GetOrganization(
    grpc::CallbackServerContext* context,
    const v1::GetOrganizationRequest* request,
    v1::OrganizationAnswer* response) {
  return rpc_.Read(context, request, response, CheckGetOrganization,
                   ReadOrganization);
}

grpc::ServerUnaryReactor* DirectoryService::ListOrganizations(
    grpc::CallbackServerContext* context,
    const v1::ListOrganizationsRequest* request,
    v1::ListOrganizationsResponse* response) {
  return rpc_.Read(context, request, response, CheckListOrganizations,
                   PageOrganizations);
}

grpc::ServerUnaryReactor* DirectoryService::CreatePerson(
    grpc::CallbackServerContext* context,
    const v1::CreatePersonRequest* request, v1::PersonAnswer* response) {
  return rpc_.Write(context, request, response, CheckCreatePerson, EnterPerson,
                    ShowPerson);
}

grpc::ServerUnaryReactor* DirectoryService::CorrectPerson(
    grpc::CallbackServerContext* context,
    const v1::CorrectPersonRequest* request, v1::PersonAnswer* response) {
  return rpc_.Write(context, request, response, CheckCorrectPerson,
                    RepairPerson, ShowPerson);
}

grpc::ServerUnaryReactor* DirectoryService::GetPerson(
    grpc::CallbackServerContext* context, const v1::GetPersonRequest* request,
    v1::PersonAnswer* response) {
  return rpc_.Read(context, request, response, CheckGetPerson, ReadPerson);
}

grpc::ServerUnaryReactor* DirectoryService::ListPersons(
    grpc::CallbackServerContext* context, const v1::ListPersonsRequest* request,
    v1::ListPersonsResponse* response) {
  return rpc_.Read(context, request, response, CheckListPersons, PagePersons);
}

grpc::ServerUnaryReactor* DirectoryService::UnsealPerson(
    grpc::CallbackServerContext* context,
    const v1::UnsealPersonRequest* request, v1::PersonAnswer* response) {
  return rpc_.SealedRead(context, request, response, CheckUnsealPerson,
                         ReadSealedPerson);
}

grpc::ServerUnaryReactor* DirectoryService::RequestUnseal(
    grpc::CallbackServerContext* context,
    const v1::RequestUnsealRequest* request,
    v1::UnsealRequestAnswer* response) {
  return rpc_.Write(context, request, response, CheckRequestUnseal,
                    EnterUnsealRequest, ShowUnsealRequest);
}

grpc::ServerUnaryReactor* DirectoryService::ApproveUnseal(
    grpc::CallbackServerContext* context,
    const v1::ApproveUnsealRequest* request,
    v1::UnsealRequestAnswer* response) {
  return rpc_.Write(context, request, response, CheckApproveUnseal,
                    ApproveUnsealRequest, ShowUnsealRequest);
}

grpc::ServerUnaryReactor* DirectoryService::RefuseUnseal(
    grpc::CallbackServerContext* context,
    const v1::RefuseUnsealRequest* request, v1::UnsealRequestAnswer* response) {
  return rpc_.Write(context, request, response, CheckRefuseUnseal,
                    RefuseUnsealRequest, ShowUnsealRequest);
}

grpc::ServerUnaryReactor* DirectoryService::ListUnsealRequests(
    grpc::CallbackServerContext* context,
    const v1::ListUnsealRequestsRequest* request,
    v1::ListUnsealRequestsResponse* response) {
  return rpc_.Read(context, request, response, CheckListUnsealRequests,
                   PageUnsealRequests);
}

grpc::ServerUnaryReactor* DirectoryService::ListUnsealHistory(
    grpc::CallbackServerContext* context,
    const v1::ListUnsealHistoryRequest* request,
    v1::ListUnsealHistoryResponse* response) {
  return rpc_.Read(context, request, response, CheckListUnsealHistory,
                   UnsealHistory);
}

grpc::ServerUnaryReactor* DirectoryService::GrantMandate(
    grpc::CallbackServerContext* context,
    const v1::GrantMandateRequest* request, v1::MandateAnswer* response) {
  return rpc_.Write(context, request, response, CheckGrantMandate, EnterMandate,
                    ShowMandate);
}

grpc::ServerUnaryReactor* DirectoryService::RevokeMandate(
    grpc::CallbackServerContext* context,
    const v1::RevokeMandateRequest* request, v1::MandateAnswer* response) {
  return rpc_.Write(context, request, response, CheckRevokeMandate, EndMandate,
                    ShowMandate);
}

grpc::ServerUnaryReactor* DirectoryService::ListMandates(
    grpc::CallbackServerContext* context,
    const v1::ListMandatesRequest* request,
    v1::ListMandatesResponse* response) {
  return rpc_.Read(context, request, response, CheckListMandates, PageMandates);
}

grpc::ServerUnaryReactor* DirectoryService::CreateAgreement(
    grpc::CallbackServerContext* context,
    const v1::CreateAgreementRequest* request, v1::AgreementAnswer* response) {
  return rpc_.Write(
      context, request, response, CheckCreateAgreement,
      [this](WriteCall& call, const auto& create, auto& answer) {
        return EnterAgreement(call, procedures_, create, answer);
      },
      ShowAgreement);
}

grpc::ServerUnaryReactor* DirectoryService::EndAgreement(
    grpc::CallbackServerContext* context,
    const v1::EndAgreementRequest* request, v1::AgreementAnswer* response) {
  return rpc_.Write(context, request, response, CheckEndAgreement,
                    CloseAgreement, ShowAgreement);
}

grpc::ServerUnaryReactor* DirectoryService::GetAgreement(
    grpc::CallbackServerContext* context,
    const v1::GetAgreementRequest* request, v1::AgreementAnswer* response) {
  return rpc_.Read(context, request, response, CheckGetAgreement,
                   ReadAgreement);
}

grpc::ServerUnaryReactor* DirectoryService::ListAgreements(
    grpc::CallbackServerContext* context,
    const v1::ListAgreementsRequest* request,
    v1::ListAgreementsResponse* response) {
  return rpc_.Read(context, request, response, CheckListAgreements,
                   PageAgreements);
}

}  // namespace entente
