// Which files a person may see. One fragment of SQL says it, for reading one,
// finding by number, listing and the due list alike: they agree because they
// cannot differ.

#ifndef ENTENTE_STORAGE_SCOPE_H_
#define ENTENTE_STORAGE_SCOPE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "entente/v1/directory.pb.h"
#include "storage/engine/sql_text.h"
#include "storage/engine/transaction.h"

namespace entente {

// For whom, and on which day mandates, assignments and walls are judged.
struct Scope {
  std::string person_id;
  absl::CivilDay today;
};

// The numbers of roles in the fragments below, which have to be known when
// they are compiled: 1 and 2 are those who represent a side.
static_assert(v1::Mandate::UNION_REP == 1);
static_assert(v1::Mandate::EMPLOYER_REP == 2);

// Joins to grievance `g` the party `v` on whose side the person stands in it:
// no row when the person may not see it. $1 is the person, $2 the day. Seen
// are:
//  - the files to which an organisation of the person's mandate as a union's
//    or employer's representative is party, or which name its establishment;
//  - of a restricted file, only by whom it is entrusted to on that side;
//  - files of a local entrusted to a representative of its federation;
// and none from which a wall keeps the person.
inline constexpr SqlText kJoinViewer(
    " JOIN grievance_parties v ON v.grievance_id = g.grievance_id"
    " AND v.side = (SELECT s.side FROM grievance_parties s"
    " JOIN mandates m ON m.person_id = $1 AND m.role IN (1, 2)"
    " AND m.revoked_at IS NULL AND m.from_on <= $2"
    " AND (m.until_on IS NULL OR m.until_on >= $2)"
    " WHERE s.grievance_id = g.grievance_id"
    " AND ((g.is_restricted = 0"
    " AND m.organization_id IN (s.organization_id, s.establishment_id))"
    " OR (EXISTS (SELECT 1 FROM file_assignments a"
    " WHERE a.file_id = g.grievance_id AND a.person_id = $1"
    " AND a.side = s.side AND a.from_on <= $2"
    " AND (a.until_on IS NULL OR a.until_on >= $2))"
    " AND (m.organization_id IN (s.organization_id, s.establishment_id)"
    " OR m.organization_id = (SELECT o.parent_id FROM organizations o"
    " WHERE o.organization_id = s.organization_id))))"
    " AND NOT EXISTS (SELECT 1 FROM file_walls w"
    " WHERE w.file_id = g.grievance_id AND w.person_id = $1"
    " AND w.from_on <= $2 AND (w.until_on IS NULL OR w.until_on >= $2))"
    " ORDER BY s.side LIMIT 1)");

// Whether the person may see consultation `c`: representatives of its local;
// of a restricted one, only those to whom it is entrusted. $1 and $2 as above.
inline constexpr SqlText kSeesConsultation(
    "(EXISTS (SELECT 1 FROM mandates m"
    " WHERE m.person_id = $1 AND m.role = 1 AND m.revoked_at IS NULL"
    " AND m.from_on <= $2 AND (m.until_on IS NULL OR m.until_on >= $2)"
    " AND m.organization_id = c.local_id)"
    " AND (c.is_restricted = 0"
    " OR EXISTS (SELECT 1 FROM file_assignments a"
    " WHERE a.file_id = c.consultation_id AND a.person_id = $1"
    " AND a.from_on <= $2 AND (a.until_on IS NULL OR a.until_on >= $2)))"
    " AND NOT EXISTS (SELECT 1 FROM file_walls w"
    " WHERE w.file_id = c.consultation_id AND w.person_id = $1"
    " AND w.from_on <= $2 AND (w.until_on IS NULL OR w.until_on >= $2)))");

// Joins to mediation `x` the place `v` of the person in it: no row when it does
// not show to them. $1 and $2 as above. It shows to
//  - a natural person who is party to it, a mediator and an assistant, each
//    while they hold the mandate for that;
//  - the representatives of an organisation that is party to it, or of the
//    establishment that it names;
//  - the registrars of the office that keeps it.
static_assert(v1::Mandate::PARTY == 3);
static_assert(v1::Mandate::REGISTRAR == 6);
inline constexpr SqlText kJoinPart(
    " JOIN mediation_parts v ON v.mediation_id = x.mediation_id"
    " AND v.place = (SELECT s.place FROM mediation_parts s"
    " JOIN mandates m ON m.person_id = $1 AND m.revoked_at IS NULL"
    " AND m.from_on <= $2 AND (m.until_on IS NULL OR m.until_on >= $2)"
    " WHERE s.mediation_id = x.mediation_id"
    " AND ((s.person_id = $1 AND m.role = s.part + 2)"
    " OR (m.organization_id IN (s.organization_id, s.establishment_id)"
    " AND ((s.part = 1 AND m.role IN (1, 2))"
    " OR (s.part = 4 AND m.role = 6))))"
    " ORDER BY s.place LIMIT 1)");

// Whether mandate `m` makes the person a keeper of mandates. $1 and $2 as
// above.
static_assert(v1::Mandate::KEEPER == 9);
inline constexpr SqlText kKeeps(
    " m.person_id = $1 AND m.role = 9 AND m.revoked_at IS NULL"
    " AND m.from_on <= $2 AND (m.until_on IS NULL OR m.until_on >= $2)");

// In whose name a person may see mediations: the person, and then the
// organisations of their standing mandates as a representative or registrar.
absl::StatusOr<std::vector<std::string>> ListMediationHolders(
    Snapshot& snapshot, const Scope& scope);

// Where a list has to look for the files that a person may see.
struct ScopeOrganization {
  // A party to the files.
  std::string organization_id;
  // Its establishment, when only files that name it are in question.
  std::string establishment_id;
};

// The organisations of the person's standing mandates as a representative; for
// an establishment, its employer with it; for a federation, the locals whose
// files were entrusted to the person.
absl::StatusOr<std::vector<ScopeOrganization>> ListScopeOrganizations(
    Snapshot& snapshot, const Scope& scope);

}  // namespace entente

#endif  // ENTENTE_STORAGE_SCOPE_H_
