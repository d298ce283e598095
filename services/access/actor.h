// Who makes a call, and what they may act as.

#ifndef ENTENTE_SERVICES_ACCESS_ACTOR_H_
#define ENTENTE_SERVICES_ACCESS_ACTOR_H_

#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "entente/v1/directory.pb.h"
#include "proto/support/text/language.h"

namespace entente {

// The caller, read in the same snapshot as the data that they ask for: a
// mandate revoked before that snapshot is not among `mandates`.
struct Actor {
  std::string person_id;
  std::string token_id;
  absl::Time token_expire_time;
  // Whether that is a token for the digest, which opens nothing else.
  bool by_digest_token = false;
  // Those that stand on `today`, in the order of their entry.
  std::vector<v1::Mandate> mandates;
  // The day of the server's time zone on which the call is made.
  absl::CivilDay today;
  // In which to answer.
  Language language;

  // Whether they hold the role for any organisation, or the whole system.
  bool HasRole(v1::Mandate::Role role) const;
  bool HasAnyRole(std::initializer_list<v1::Mandate::Role> roles) const;
  // Whether they hold the role for this very organisation; a mandate covers
  // neither the parent nor, here, the children of its organisation.
  bool HasRole(v1::Mandate::Role role, absl::string_view organization_id) const;
  // The first of `roles` that they hold for this very organisation,
  // ROLE_UNSPECIFIED when none: the role in which they do what any of them may
  // do.
  v1::Mandate::Role FirstRole(std::initializer_list<v1::Mandate::Role> roles,
                              absl::string_view organization_id) const;
  // The organisations, each once, for which they hold one of `roles`.
  std::vector<std::string> OrganizationsAs(
      std::initializer_list<v1::Mandate::Role> roles) const;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_ACTOR_H_
