// The files of a member, as a call.

#ifndef ENTENTE_SERVICES_MEMBERS_MEMBER_FILE_SERVICE_H_
#define ENTENTE_SERVICES_MEMBERS_MEMBER_FILE_SERVICE_H_

#include "entente/v1/member_file_service.grpc.pb.h"
#include "services/rpc/handler.h"

namespace entente {

// Does not own `rpc`, which outlives it.
class MemberFileService final : public v1::MemberFileService::CallbackService {
 public:
  explicit MemberFileService(Rpc& rpc) : rpc_(rpc) {}

  grpc::ServerUnaryReactor* ListMemberFiles(
      grpc::CallbackServerContext* context,
      const v1::ListMemberFilesRequest* request,
      v1::ListMemberFilesResponse* response) override;

 private:
  Rpc& rpc_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEMBERS_MEMBER_FILE_SERVICE_H_
