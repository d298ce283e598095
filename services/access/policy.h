// What every RPC demands of its caller, and its limits. One table; the server
// does not start when an RPC that it offers is not in it.

#ifndef ENTENTE_SERVICES_ACCESS_POLICY_H_
#define ENTENTE_SERVICES_ACCESS_POLICY_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "entente/v1/directory.pb.h"
#include "google/protobuf/descriptor.h"
#include "services/access/actor.h"

namespace entente {

// A set of roles.
class RoleSet {
 public:
  using Role = v1::Mandate::Role;

  constexpr RoleSet() = default;
  constexpr RoleSet(std::initializer_list<Role> roles) {
    for (const Role role : roles) bits_ |= uint32_t{1} << role;
  }
  constexpr bool contains(Role role) const { return (bits_ >> role) & 1; }
  constexpr bool empty() const { return bits_ == 0; }

 private:
  uint32_t bits_ = 0;
};

// One RPC. What the roles may do with which record is for the rules; here
// stands who may ask at all.
struct Policy {
  enum class Kind {
    kOpen,        // Needs no token.
    kRead,        // Changes nothing.
    kWrite,       // Changes records.
    kSealedRead,  // Shows sealed content and records the reading.
  };
  // Who may call.
  enum class Caller {
    kAnyone,   // Whoever may reach the server.
    kAccount,  // Everyone with a valid token, also without a mandate.
    kRoles,    // Only who holds one of `roles` today.
  };

  absl::string_view method;  // "/entente.v1.AccessService/WhoAmI"
  Kind kind = Kind::kRead;
  Caller caller = Caller::kRoles;
  RoleSet roles;
  // Whether a token for the digest opens it too; all else is closed to one.
  bool accepts_digest_token = false;
  // The longest time that the server works on one call.
  absl::Duration deadline_max = absl::Seconds(30);
  // Of a stream, of each of its messages.
  std::size_t request_bytes_max = 256 << 10;
  // The longest time that a stream stands still; of a stream only.
  absl::Duration idle_max = absl::ZeroDuration();
};

// Every RPC that has a policy.
absl::Span<const Policy> Policies();

// The policy of the RPC that takes `request`; every RPC has a request message
// of its own. Ends the process when there is none: CheckPolicies comes first.
const Policy& PolicyFor(const google::protobuf::Descriptor& request);

// Fails, naming what is missing, when an RPC of `service` has no policy or
// shares its request message, or a field reachable from its messages has no
// class.
absl::Status CheckPolicies(const google::protobuf::ServiceDescriptor& service);

// OK when `actor` may make the call at all: else NOT_AVAILABLE for a call that
// reads, ROLE_REQUIRED naming the roles for one that writes.
absl::Status CheckCaller(const Policy& policy, const Actor& actor);

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_POLICY_H_
