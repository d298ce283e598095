#include "services/mediations/mediation_call.h"

#include "proto/support/status_macros.h"
#include "services/grievances/file_access.h"
#include "services/mediations/mediation_access.h"

namespace entente {

using v1::Mandate;
using v1::Mediation;

Mandate::Role RoleOf(const Mediation& mediation, Mediation::Part part,
                     uint32_t side) {
  switch (part) {
    case Mediation::MEDIATOR:
      return Mandate::MEDIATOR;
    case Mediation::ASSISTANT:
      return Mandate::ASSISTANT;
    case Mediation::REGISTRAR:
      return Mandate::REGISTRAR;
    default:
      break;
  }
  for (const v1::Party& party : mediation.parties()) {
    if (party.side() != side) continue;
    if (party.kind() == v1::Party::NATURAL_PERSON) return Mandate::PARTY;
    if (party.kind() == v1::Party::UNION) return Mandate::UNION_REP;
  }
  return Mandate::EMPLOYER_REP;
}

MediationEntry MediationEntryFor(const WriteCall& call, Mediation::Part part,
                                 uint32_t side, Mandate::Role role,
                                 const absl::TimeZone& time_zone) {
  MediationEntry entry;
  static_cast<Entry&>(entry) = EntryFor(call, side, role, time_zone);
  entry.part = part;
  return entry;
}

absl::StatusOr<StartedMediation> StartMediation(WriteCall& call,
                                                const Procedures& procedures,
                                                absl::string_view id_or_number,
                                                absl::string_view etag) {
  StartedMediation started;
  ASSIGN_OR_RETURN(started.seen, SeeMediation(call, id_or_number));
  const Mediation& mediation = started.seen.mediation;
  RETURN_IF_ERROR(CheckMediationEtag(call, etag, started.seen));
  ASSIGN_OR_RETURN(
      started.held,
      procedures.Pinned(call.snapshot, mediation.profile_code(),
                        static_cast<int>(mediation.profile_version()),
                        static_cast<int>(mediation.calendar_version())));
  started.entry =
      MediationEntryFor(call, started.seen.part, started.seen.side,
                        RoleOf(mediation, started.seen.part, started.seen.side),
                        started.held.time_zone);
  return started;
}

}  // namespace entente
