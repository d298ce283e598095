#include "services/grievances/assignee_checks.h"

#include <algorithm>

#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/entrusting_rules.h"
#include "services/grievances/file_access.h"
#include "storage/mandate_store.h"
#include "storage/organization_store.h"

namespace entente {
namespace {

using v1::Grievance;
using v1::Mandate;
using R = v1::Refusal;

}  // namespace

absl::StatusOr<Assignable> AssignableTo(Snapshot& snapshot,
                                        const Grievance& grievance,
                                        uint32_t side) {
  Assignable to{side, RoleOnSide(grievance, side), {}};
  for (const v1::Party& party : grievance.parties()) {
    if (party.side() != side) continue;
    ASSIGN_OR_RETURN(const v1::Organization organization,
                     GetOrganization(snapshot, party.organization_id()));
    for (const std::string& id :
         {party.organization_id(), party.establishment_id(),
          organization.parent_id()}) {
      if (!id.empty()) to.organization_ids.push_back(id);
    }
  }
  return to;
}

Assignable AssignableTo(const v1::Consultation& consultation) {
  return {kOwnerSide, Mandate::UNION_REP, {consultation.local_id()}};
}

absl::Status CheckAssignee(WriteCall& call, const Assignable& to,
                           absl::string_view person_id) {
  ASSIGN_OR_RETURN(
      const std::vector<Mandate> mandates,
      ListStandingMandates(call.snapshot, person_id, call.actor.today));
  for (const Mandate& mandate : mandates) {
    if (mandate.role() == to.role &&
        std::count(to.organization_ids.begin(), to.organization_ids.end(),
                   mandate.organization_id()) > 0) {
      return absl::OkStatus();
    }
  }
  return Refuse(R::MANDATE_REQUIRED, {{"field", "person_id"},
                                      {"role", Mandate::Role_Name(to.role)}});
}

absl::Status CheckKeeperMayAssign(
    WriteCall& call, const Assignable& to,
    const google::protobuf::RepeatedPtrField<Grievance::Assignment>&
        assignments,
    absl::string_view person_id, bool remove) {
  if (!remove && person_id == call.actor.person_id) {
    return Refuse(R::SELF_GRANT);
  }
  const std::string today = DayIso(call.actor.today);
  for (const Grievance::Assignment& each : assignments) {
    if (each.side() != to.side || each.from_date() > today ||
        IsOver(each.until_date(), call.actor.today)) {
      continue;
    }
    const absl::Status acts = CheckAssignee(call, to, each.person_id());
    if (acts.ok()) return Refuse(R::ALREADY_ENTRUSTED);
    if (RefusalReason(acts) != R::MANDATE_REQUIRED) return acts;
  }
  return absl::OkStatus();
}

}  // namespace entente
