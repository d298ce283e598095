// Signing in, and the credentials of persons.

#ifndef ENTENTE_SERVICES_ACCESS_ACCESS_SERVICE_H_
#define ENTENTE_SERVICES_ACCESS_ACCESS_SERVICE_H_

#include "entente/v1/access_service.grpc.pb.h"
#include "services/access/access_rules.h"
#include "services/rpc/handler.h"

namespace entente {

// Does not own `rpc`.
class AccessService final : public v1::AccessService::CallbackService {
 public:
  AccessService(Rpc& rpc, const CredentialLimits& limits)
      : rpc_(rpc), limits_(limits) {}

  grpc::ServerUnaryReactor* IssueCode(grpc::CallbackServerContext* context,
                                      const v1::IssueCodeRequest* request,
                                      v1::IssueCodeResponse* response) override;
  grpc::ServerUnaryReactor* ExchangeCode(
      grpc::CallbackServerContext* context,
      const v1::ExchangeCodeRequest* request,
      v1::ExchangeCodeResponse* response) override;
  grpc::ServerUnaryReactor* IssueDigestToken(
      grpc::CallbackServerContext* context,
      const v1::IssueDigestTokenRequest* request,
      v1::IssueDigestTokenResponse* response) override;
  grpc::ServerUnaryReactor* RevokeToken(grpc::CallbackServerContext* context,
                                        const v1::RevokeTokenRequest* request,
                                        v1::TokenAnswer* response) override;
  grpc::ServerUnaryReactor* ListTokens(
      grpc::CallbackServerContext* context,
      const v1::ListTokensRequest* request,
      v1::ListTokensResponse* response) override;
  grpc::ServerUnaryReactor* WhoAmI(grpc::CallbackServerContext* context,
                                   const v1::WhoAmIRequest* request,
                                   v1::WhoAmIResponse* response) override;

 private:
  Rpc& rpc_;
  const CredentialLimits limits_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_ACCESS_SERVICE_H_
