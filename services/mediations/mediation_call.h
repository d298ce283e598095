// What the calls on one mediation have in common: the mediation with its rules,
// and the caller as the one who enters something in it.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CALL_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CALL_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "entente/v1/directory.pb.h"
#include "services/grievances/procedures.h"
#include "services/mediations/mediation_move_rules.h"
#include "services/rpc/call.h"
#include "storage/mediation_store.h"

namespace entente {

struct StartedMediation {
  SeenMediation seen;
  HeldProcedure held;
  MediationEntry entry;
};

// The mediation, by id or number, in which the caller stands: NOT_AVAILABLE
// else; CHANGED_MEANWHILE unless `etag` is empty or that of it.
absl::StatusOr<StartedMediation> StartMediation(WriteCall& call,
                                                const Procedures& procedures,
                                                absl::string_view id_or_number,
                                                absl::string_view etag);

// The role in which somebody acts who is this in a mediation.
v1::Mandate::Role RoleOf(const v1::Mediation& mediation,
                         v1::Mediation::Part part, uint32_t side);

MediationEntry MediationEntryFor(const WriteCall& call,
                                 v1::Mediation::Part part, uint32_t side,
                                 v1::Mandate::Role role,
                                 const absl::TimeZone& time_zone);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CALL_H_
