// How a new store gets its first person.

#ifndef ENTENTE_SERVICES_SERVER_FIRST_ADMINISTRATOR_H_
#define ENTENTE_SERVICES_SERVER_FIRST_ADMINISTRATOR_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/access/access_rules.h"
#include "storage/store.h"

namespace entente {

// The file in the store's folder that holds the first administrator's token.
std::string AdministratorTokenPath(absl::string_view folder);

// Enters a person called `name`, makes them administrator, and writes their
// token, usable at once, to AdministratorTokenPath (mode 0600, one line).
// FAILED_PRECONDITION when the file is there already.
absl::Status CreateFirstAdministrator(Store& store, const std::string& folder,
                                      const std::string& name,
                                      absl::TimeZone time_zone,
                                      const CredentialLimits& limits);

// Writes a new token for the administrator whose mandate is the oldest of
// those that stand, in the place of the file: the way back in when every
// administrator's token is over. Whoever may do this owns the store anyway;
// it is recorded like any other. FAILED_PRECONDITION when there is none.
absl::Status RenewAdministratorToken(Store& store, const std::string& folder,
                                     absl::TimeZone time_zone,
                                     const CredentialLimits& limits);

}  // namespace entente

#endif  // ENTENTE_SERVICES_SERVER_FIRST_ADMINISTRATOR_H_
