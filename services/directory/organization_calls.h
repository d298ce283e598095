// The calls on organisations.

#ifndef ENTENTE_SERVICES_DIRECTORY_ORGANIZATION_CALLS_H_
#define ENTENTE_SERVICES_DIRECTORY_ORGANIZATION_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/directory_service.pb.h"
#include "services/rpc/call.h"

namespace entente {

// Enters the organization of the request and returns its id.
absl::StatusOr<std::string> EnterOrganization(
    WriteCall& call, const v1::CreateOrganizationRequest& request,
    v1::OrganizationAnswer& answer);

absl::Status ReadOrganization(ReadCall& call,
                              const v1::GetOrganizationRequest& request,
                              v1::OrganizationAnswer& answer);

absl::Status PageOrganizations(ReadCall& call,
                               const v1::ListOrganizationsRequest& request,
                               v1::ListOrganizationsResponse& response);

// Shows the organization, by id or code; NOT_AVAILABLE when it does not exist
// for the caller.
absl::Status ShowOrganization(ReadCall& call, absl::string_view id_or_code,
                              v1::OrganizationAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_ORGANIZATION_CALLS_H_
