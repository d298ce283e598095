// The calls on mandates.

#ifndef ENTENTE_SERVICES_DIRECTORY_MANDATE_CALLS_H_
#define ENTENTE_SERVICES_DIRECTORY_MANDATE_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/directory_service.pb.h"
#include "services/rpc/call.h"

namespace entente {

// Grants the mandate of the request and returns its id.
absl::StatusOr<std::string> EnterMandate(WriteCall& call,
                                         const v1::GrantMandateRequest& request,
                                         v1::MandateAnswer& answer);

// Revokes a mandate from now on and returns its id.
absl::StatusOr<std::string> EndMandate(WriteCall& call,
                                       const v1::RevokeMandateRequest& request,
                                       v1::MandateAnswer& answer);

absl::Status PageMandates(ReadCall& call,
                          const v1::ListMandatesRequest& request,
                          v1::ListMandatesResponse& response);

// Shows the mandate, by id; NOT_AVAILABLE when it does not exist for the
// caller.
absl::Status ShowMandate(ReadCall& call, absl::string_view id,
                         v1::MandateAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_MANDATE_CALLS_H_
