// To whom a file may be entrusted, and when a keeper of mandates does it.

#ifndef ENTENTE_SERVICES_GRIEVANCES_ASSIGNEE_CHECKS_H_
#define ENTENTE_SERVICES_GRIEVANCES_ASSIGNEE_CHECKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/grievance.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/rpc/call.h"

namespace entente {

// Whose assignment to one side of a file has an effect: that of persons with a
// standing mandate in this role for one of these organisations.
struct Assignable {
  uint32_t side = 1;
  v1::Mandate::Role role = v1::Mandate::ROLE_UNSPECIFIED;
  std::vector<std::string> organization_ids;
};

// Of this side of a grievance: for its party, the establishment, or as an
// adviser of the party's federation.
absl::StatusOr<Assignable> AssignableTo(Snapshot& snapshot,
                                        const v1::Grievance& grievance,
                                        uint32_t side);
// Of a consultation: for its local alone.
Assignable AssignableTo(const v1::Consultation& consultation);

// MANDATE_REQUIRED unless the person is such a one today; the same for a person
// who does not exist, so that the caller learns of nobody.
absl::Status CheckAssignee(WriteCall& call, const Assignable& to,
                           absl::string_view person_id);

// Whether a keeper, who reads no file, may change its assignments: while nobody
// who may act on it has it, since then nobody else could. Afterwards it is
// theirs to share, or a keeper would come to read any restricted file by way of
// somebody they name. SELF_GRANT for the keeper themself; ALREADY_ENTRUSTED.
absl::Status CheckKeeperMayAssign(
    WriteCall& call, const Assignable& to,
    const google::protobuf::RepeatedPtrField<v1::Grievance::Assignment>&
        assignments,
    absl::string_view person_id, bool remove);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_ASSIGNEE_CHECKS_H_
