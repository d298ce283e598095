#include "services/access/role_refusal.h"

#include <string>

#include "absl/strings/str_join.h"
#include "proto/support/refusal.h"

namespace entente {

absl::Status RoleRequired(absl::Span<const v1::Mandate::Role> roles) {
  return Refuse(
      v1::Refusal::ROLE_REQUIRED,
      {{"role",
        absl::StrJoin(roles, ",", [](std::string* out, v1::Mandate::Role role) {
          *out += v1::Mandate::Role_Name(role);
        })}});
}

}  // namespace entente
