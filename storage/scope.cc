#include "storage/scope.h"

#include <algorithm>

#include "entente/v1/directory.pb.h"
#include "proto/support/day.h"
#include "proto/support/status_macros.h"

namespace entente {

absl::StatusOr<std::vector<ScopeOrganization>> ListScopeOrganizations(
    Snapshot& snapshot, const Scope& scope) {
  static_assert(v1::Mandate::UNION_REP == 1 && v1::Mandate::EMPLOYER_REP == 2,
                "the roles of the first query");
  const std::string today = DayIso(scope.today);
  std::vector<ScopeOrganization> organizations;
  bool has_federation = false;
  {
    ASSIGN_OR_RETURN(
        Rows rows,
        snapshot.Query("SELECT DISTINCT o.organization_id, o.kind, o.parent_id"
                       " FROM mandates m JOIN organizations o"
                       " ON o.organization_id = m.organization_id"
                       " WHERE m.person_id = $1 AND m.role IN (1, 2)"
                       " AND m.revoked_at IS NULL AND m.from_on <= $2"
                       " AND (m.until_on IS NULL OR m.until_on >= $2)"
                       " ORDER BY o.organization_id",
                       scope.person_id, today));
    while (true) {
      ASSIGN_OR_RETURN(const bool more, rows.Next());
      if (!more) break;
      const int64_t kind = rows.Int(1);
      if (kind == v1::Organization::FEDERATION) {
        has_federation = true;
      } else if (kind == v1::Organization::ESTABLISHMENT) {
        organizations.push_back({rows.Text(2), rows.Text(0)});
      } else {
        organizations.push_back({rows.Text(0), ""});
      }
    }
  }
  if (!has_federation) return organizations;
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT DISTINCT s.organization_id"
                     " FROM file_assignments a JOIN grievance_parties s"
                     " ON s.grievance_id = a.file_id AND s.side = a.side"
                     " WHERE a.person_id = $1 AND a.from_on <= $2"
                     " AND (a.until_on IS NULL OR a.until_on >= $2)"
                     " ORDER BY s.organization_id",
                     scope.person_id, today));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return organizations;
    // An adviser may represent one of these locals too.
    const std::string local_id = rows.Text(0);
    const bool known = std::any_of(organizations.begin(), organizations.end(),
                                   [&](const ScopeOrganization& each) {
                                     return each.organization_id == local_id &&
                                            each.establishment_id.empty();
                                   });
    if (!known) organizations.push_back({local_id, ""});
  }
}

absl::StatusOr<std::vector<std::string>> ListMediationHolders(
    Snapshot& snapshot, const Scope& scope) {
  static_assert(v1::Mandate::REGISTRAR == 6, "a role of the query");
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT DISTINCT m.organization_id FROM mandates m"
                     " WHERE m.person_id = $1 AND m.role IN (1, 2, 6)"
                     " AND m.organization_id IS NOT NULL"
                     " AND m.revoked_at IS NULL AND m.from_on <= $2"
                     " AND (m.until_on IS NULL OR m.until_on >= $2)"
                     " ORDER BY m.organization_id",
                     scope.person_id, DayIso(scope.today)));
  std::vector<std::string> holders = {scope.person_id};
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return holders;
    holders.push_back(rows.Text(0));
  }
}

}  // namespace entente
