// The refusal of whoever holds none of the roles that an act needs.

#ifndef ENTENTE_SERVICES_ACCESS_ROLE_REFUSAL_H_
#define ENTENTE_SERVICES_ACCESS_ROLE_REFUSAL_H_

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "entente/v1/directory.pb.h"

namespace entente {

// ROLE_REQUIRED naming all of `roles`, of which there is at least one: any of
// them would do.
absl::Status RoleRequired(absl::Span<const v1::Mandate::Role> roles);

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_ROLE_REFUSAL_H_
