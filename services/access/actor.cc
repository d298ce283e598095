#include "services/access/actor.h"

#include <algorithm>

namespace entente {

bool Actor::HasRole(v1::Mandate::Role role) const { return HasAnyRole({role}); }

bool Actor::HasAnyRole(std::initializer_list<v1::Mandate::Role> roles) const {
  for (const v1::Mandate& mandate : mandates) {
    for (const v1::Mandate::Role role : roles) {
      if (mandate.role() == role) return true;
    }
  }
  return false;
}

bool Actor::HasRole(v1::Mandate::Role role,
                    absl::string_view organization_id) const {
  for (const v1::Mandate& mandate : mandates) {
    if (mandate.role() == role &&
        mandate.organization_id() == organization_id) {
      return true;
    }
  }
  return false;
}

v1::Mandate::Role Actor::FirstRole(
    std::initializer_list<v1::Mandate::Role> roles,
    absl::string_view organization_id) const {
  for (const v1::Mandate::Role role : roles) {
    if (HasRole(role, organization_id)) return role;
  }
  return v1::Mandate::ROLE_UNSPECIFIED;
}

std::vector<std::string> Actor::OrganizationsAs(
    std::initializer_list<v1::Mandate::Role> roles) const {
  std::vector<std::string> organizations;
  for (const v1::Mandate& mandate : mandates) {
    if (std::find(roles.begin(), roles.end(), mandate.role()) == roles.end() ||
        mandate.organization_id().empty() ||
        std::find(organizations.begin(), organizations.end(),
                  mandate.organization_id()) != organizations.end()) {
      continue;
    }
    organizations.push_back(mandate.organization_id());
  }
  return organizations;
}

}  // namespace entente
