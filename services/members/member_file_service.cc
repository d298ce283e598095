#include "services/members/member_file_service.h"

#include "services/members/member_file_calls.h"

namespace entente {

grpc::ServerUnaryReactor* MemberFileService::ListMemberFiles(
    grpc::CallbackServerContext* context,
    const v1::ListMemberFilesRequest* request,
    v1::ListMemberFilesResponse* response) {
  return rpc_.SealedRead(context, request, response, CheckListMemberFiles,
                         ListFilesOfMember);
}

}  // namespace entente
