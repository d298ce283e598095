// The calls by which an identity custodian asks for a sealed name, a second
// person decides, and the name is read.

#ifndef ENTENTE_SERVICES_DIRECTORY_UNSEAL_CALLS_H_
#define ENTENTE_SERVICES_DIRECTORY_UNSEAL_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/directory_service.pb.h"
#include "services/rpc/call.h"

namespace entente {

// Shows the request, by id; NOT_AVAILABLE when it does not exist for the
// caller.
absl::Status ShowUnsealRequest(ReadCall& call, absl::string_view id,
                               v1::UnsealRequestAnswer& answer);

// Enters the request and returns its id; empty when a refusal is kept, which is
// answered then.
absl::StatusOr<std::string> EnterUnsealRequest(
    WriteCall& call, const v1::RequestUnsealRequest& request,
    v1::UnsealRequestAnswer& answer);

absl::StatusOr<std::string> ApproveUnsealRequest(
    WriteCall& call, const v1::ApproveUnsealRequest& request,
    v1::UnsealRequestAnswer& answer);

absl::StatusOr<std::string> RefuseUnsealRequest(
    WriteCall& call, const v1::RefuseUnsealRequest& request,
    v1::UnsealRequestAnswer& answer);

absl::Status PageUnsealRequests(ReadCall& call,
                                const v1::ListUnsealRequestsRequest& request,
                                v1::ListUnsealRequestsResponse& response);

absl::Status UnsealHistory(ReadCall& call,
                           const v1::ListUnsealHistoryRequest& request,
                           v1::ListUnsealHistoryResponse& response);

// Uses up the approval by which the caller, a custodian, reads the name of
// `person_id`; what is refused is refused alike for an id that nobody has.
// Where it is true the caller of this function shows the name and records the
// reading; false when the refusal is kept, and is answered once it is.
absl::StatusOr<bool> UseUnsealApproval(
    WriteCall& call, const std::string& person_id,
    const absl::optional<v1::Person>& person);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_UNSEAL_CALLS_H_
