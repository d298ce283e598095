// The body of the call that lists the files of a member.

#ifndef ENTENTE_SERVICES_MEMBERS_MEMBER_FILE_CALLS_H_
#define ENTENTE_SERVICES_MEMBERS_MEMBER_FILE_CALLS_H_

#include "absl/status/status.h"
#include "entente/v1/member_file_service.pb.h"
#include "services/rpc/call.h"

namespace entente {

absl::Status CheckListMemberFiles(const v1::ListMemberFilesRequest& request);

// NOT_AVAILABLE unless the caller represents the union that entered the
// person. Records the reading, under the person.
absl::Status ListFilesOfMember(WriteCall& call,
                               const v1::ListMemberFilesRequest& request,
                               v1::ListMemberFilesResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEMBERS_MEMBER_FILE_CALLS_H_
