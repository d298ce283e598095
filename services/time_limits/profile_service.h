// The procedure profiles that the server knows: shipped and imported.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_PROFILE_SERVICE_H_
#define ENTENTE_SERVICES_TIME_LIMITS_PROFILE_SERVICE_H_

#include <set>
#include <string>

#include "entente/v1/time_limit_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Owns neither; both outlive it.
class ProfileService final : public v1::ProfileService::CallbackService {
 public:
  // `shipped_codes` are those of the shipped profiles.
  ProfileService(Rpc& rpc, const Procedures& procedures,
                 std::set<std::string> shipped_codes)
      : rpc_(rpc),
        procedures_(procedures),
        shipped_codes_(std::move(shipped_codes)) {}

  grpc::ServerUnaryReactor* ImportProfile(
      grpc::CallbackServerContext* context,
      const v1::ImportProfileRequest* request,
      v1::ImportProfileResponse* response) override;
  grpc::ServerUnaryReactor* GetProfile(
      grpc::CallbackServerContext* context,
      const v1::GetProfileRequest* request,
      v1::GetProfileResponse* response) override;
  grpc::ServerUnaryReactor* ListProfiles(
      grpc::CallbackServerContext* context,
      const v1::ListProfilesRequest* request,
      v1::ListProfilesResponse* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
  const std::set<std::string> shipped_codes_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_PROFILE_SERVICE_H_
