#include "storage/settlement_store.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "storage/deadline_store.h"
#include "storage/number_store.h"
#include "storage/record_row.h"

namespace entente {
namespace {

using v1::Settlement;

absl::StatusOr<absl::optional<Settlement>> FindStored(Snapshot& snapshot,
                                                      absl::string_view id) {
  return FindRecord<Settlement>(snapshot.Query(
      "SELECT record FROM settlements WHERE settlement_id = $1", id));
}

// Who is party to it, and under which number, never changes.
absl::Status PutParties(Transaction& transaction,
                        const Settlement& settlement) {
  for (const v1::Party& party : settlement.parties()) {
    if (party.organization_id().empty()) continue;
    RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO settlement_parties"
                     " (settlement_id, side, organization_id, proposed_on)"
                     " VALUES ($1, $2, $3, $4)",
                     settlement.settlement_id(), party.side(),
                     party.organization_id(), settlement.proposed_date())
            .status());
    if (party.number().empty()) continue;
    RETURN_IF_ERROR(
        KeepNumber(transaction, party.organization_id(), party.number()));
    RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO file_numbers"
                     " (number, organization_id, file_id) VALUES ($1, $2, $3)",
                     party.number(), party.organization_id(),
                     settlement.settlement_id())
            .status());
  }
  return absl::OkStatus();
}

absl::Status PutGrievances(Transaction& transaction,
                           const Settlement& settlement) {
  for (const std::string& grievance_id : settlement.grievance_ids()) {
    RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO settlement_grievances"
                     " (grievance_id, settlement_id, state)"
                     " VALUES ($1, $2, $3)"
                     " ON CONFLICT (grievance_id, settlement_id) DO UPDATE SET"
                     " state = excluded.state",
                     grievance_id, settlement.settlement_id(),
                     settlement.state())
            .status());
  }
  return absl::OkStatus();
}

// Which grievances of the settlement the scope sees, and on which side of it.
absl::Status SeeGrievances(Snapshot& snapshot, const Scope& scope,
                           absl::string_view settlement_id,
                           SeenSettlement& seen) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query(
          {"SELECT p.side, g.grievance_id FROM settlement_grievances x"
           " JOIN grievances g ON g.grievance_id = x.grievance_id",
           kJoinViewer,
           " JOIN settlement_parties p ON p.settlement_id = x.settlement_id"
           " AND p.organization_id = v.organization_id"
           " WHERE x.settlement_id = $3 ORDER BY p.side, g.grievance_id"},
          scope.person_id, DayIso(scope.today), settlement_id));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return absl::OkStatus();
    const auto side = static_cast<uint32_t>(rows.Int(0));
    if (seen.side == 0) seen.side = side;
    if (seen.side == side) seen.seen_grievance_ids.insert(rows.Text(1));
  }
}

absl::StatusOr<std::vector<std::string>> ReadIds(absl::StatusOr<Rows> rows) {
  if (!rows.ok()) return std::move(rows).status();
  std::vector<std::string> ids;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return ids;
    ids.push_back(rows->Text(0));
  }
}

// The number by which the side keeps it.
absl::string_view NumberOn(const Settlement& settlement, uint32_t side) {
  for (const v1::Party& party : settlement.parties()) {
    if (party.side() == side) return party.number();
  }
  return "";
}

auto KeyOf(const Settlement& settlement) {
  return std::tie(settlement.proposed_date(), settlement.settlement_id());
}

// The few settlements of one grievance.
absl::Status ListOfGrievance(Snapshot& snapshot, const Scope& scope,
                             const SettlementList& list,
                             std::vector<SeenSettlement>& found) {
  ASSIGN_OR_RETURN(
      const std::vector<std::string> ids,
      ReadIds(snapshot.Query("SELECT settlement_id FROM settlement_grievances"
                             " WHERE grievance_id = $1 ORDER BY settlement_id",
                             list.grievance_id)));
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(absl::optional<SeenSettlement> seen,
                     FindSettlementById(snapshot, scope, id));
    // Of a grievance that is not seen, nothing.
    if (!seen.has_value() ||
        seen->seen_grievance_ids.count(list.grievance_id) == 0 ||
        (list.state != Settlement::STATE_UNSPECIFIED &&
         list.state != seen->settlement.state())) {
      continue;
    }
    if (!list.after_id.empty() &&
        KeyOf(seen->settlement) >=
            std::tie(list.after_proposed, list.after_id)) {
      continue;
    }
    found.push_back(*std::move(seen));
  }
  return absl::OkStatus();
}

// Of one organisation's settlements those that the scope sees, a page of them.
absl::Status ListOfOrganization(Snapshot& snapshot, const Scope& scope,
                                absl::string_view organization_id,
                                const SettlementList& list,
                                std::vector<SeenSettlement>& found) {
  ASSIGN_OR_RETURN(
      const std::vector<std::string> ids,
      ReadIds(snapshot.Query(
          {"SELECT p.settlement_id FROM settlement_parties p"
           " JOIN settlements s ON s.settlement_id = p.settlement_id"
           " WHERE EXISTS (SELECT 1 FROM settlement_grievances x"
           " JOIN grievances g ON g.grievance_id = x.grievance_id",
           kJoinViewer,
           " WHERE x.settlement_id = s.settlement_id"
           " AND v.organization_id = $3)"
           " AND p.organization_id = $3 AND ($4 = 0 OR s.state = $4)"
           " AND (p.proposed_on, p.settlement_id) < ($5, $6)"
           " ORDER BY p.proposed_on DESC, p.settlement_id DESC LIMIT $7"},
          scope.person_id, DayIso(scope.today), organization_id, list.state,
          list.after_id.empty() ? "9999-12-31" : list.after_proposed,
          list.after_id, list.limit)));
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(absl::optional<SeenSettlement> seen,
                     FindSettlementById(snapshot, scope, id));
    if (seen.has_value()) found.push_back(*std::move(seen));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status PutSettlement(Transaction& transaction,
                           const Settlement& settlement) {
  const std::string& id = settlement.settlement_id();
  ASSIGN_OR_RETURN(const absl::optional<Settlement> before,
                   FindStored(transaction, id));
  RETURN_IF_ERROR(transaction
                      .Execute("INSERT INTO settlements"
                               " (settlement_id, state, proposed_on, record)"
                               " VALUES ($1, $2, $3, $4)"
                               " ON CONFLICT (settlement_id) DO UPDATE SET"
                               " state = excluded.state,"
                               " proposed_on = excluded.proposed_on,"
                               " record = excluded.record",
                               id, settlement.state(),
                               settlement.proposed_date(),
                               BlobView{settlement.SerializeAsString()})
                      .status());
  if (!before.has_value()) {
    RETURN_IF_ERROR(PutParties(transaction, settlement));
  }
  if (!before.has_value() || before->state() != settlement.state()) {
    RETURN_IF_ERROR(PutGrievances(transaction, settlement));
  }
  return PutDeadlines(transaction, DueFileOf(settlement),
                      before.has_value() ? before->deadlines() : Deadlines(),
                      settlement.deadlines());
}

bool SeenSettlement::sees_all() const {
  const auto& all = settlement.grievance_ids();
  return std::all_of(all.begin(), all.end(), [&](const std::string& id) {
    return seen_grievance_ids.count(id) > 0;
  });
}

absl::StatusOr<Settlement> GetSettlement(Snapshot& snapshot,
                                         absl::string_view id) {
  return GetRecord<Settlement>(snapshot.Query(
      "SELECT record FROM settlements WHERE settlement_id = $1", id));
}

absl::StatusOr<absl::optional<SeenSettlement>> FindSettlement(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number) {
  ASSIGN_OR_RETURN(absl::optional<SeenSettlement> by_id,
                   FindSettlementById(snapshot, scope, id_or_number));
  if (by_id.has_value()) return by_id;
  return FindSettlementByNumber(snapshot, scope, id_or_number);
}

absl::StatusOr<absl::optional<SeenSettlement>> FindSettlementById(
    Snapshot& snapshot, const Scope& scope, absl::string_view id) {
  SeenSettlement seen;
  RETURN_IF_ERROR(SeeGrievances(snapshot, scope, id, seen));
  if (seen.seen_grievance_ids.empty()) return absl::optional<SeenSettlement>();
  ASSIGN_OR_RETURN(seen.settlement, GetSettlement(snapshot, id));
  return absl::optional<SeenSettlement>(std::move(seen));
}

absl::StatusOr<absl::optional<SeenSettlement>> FindSettlementByNumber(
    Snapshot& snapshot, const Scope& scope, absl::string_view number) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                   ReadIds(snapshot.Query(
                       "SELECT n.file_id FROM file_numbers n"
                       " JOIN settlements s ON s.settlement_id = n.file_id"
                       " WHERE n.number = $1 ORDER BY n.file_id",
                       number)));
  absl::optional<SeenSettlement> found;
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(absl::optional<SeenSettlement> seen,
                     FindSettlementById(snapshot, scope, id));
    if (!seen.has_value() || NumberOn(seen->settlement, seen->side) != number) {
      continue;
    }
    if (found.has_value()) return absl::optional<SeenSettlement>();
    found = std::move(seen);
  }
  return found;
}

absl::StatusOr<std::vector<SeenSettlement>> ListSettlements(
    Snapshot& snapshot, const Scope& scope, const SettlementList& list) {
  std::vector<SeenSettlement> found;
  if (!list.grievance_id.empty()) {
    RETURN_IF_ERROR(ListOfGrievance(snapshot, scope, list, found));
  } else {
    ASSIGN_OR_RETURN(const std::vector<ScopeOrganization> organizations,
                     ListScopeOrganizations(snapshot, scope));
    std::set<std::string> listed;
    for (const ScopeOrganization& each : organizations) {
      // An employer is listed once, whether by itself or by an establishment.
      if (!listed.insert(each.organization_id).second) continue;
      RETURN_IF_ERROR(ListOfOrganization(snapshot, scope, each.organization_id,
                                         list, found));
    }
  }
  std::sort(found.begin(), found.end(),
            [](const SeenSettlement& a, const SeenSettlement& b) {
              return KeyOf(b.settlement) < KeyOf(a.settlement);
            });
  if (found.size() > static_cast<size_t>(list.limit)) {
    found.erase(found.begin() + list.limit, found.end());
  }
  return found;
}

absl::StatusOr<bool> HasStandingSettlement(Snapshot& snapshot,
                                           absl::string_view grievance_id) {
  static_assert(Settlement::DRAFT == 1 && Settlement::SIGNED == 2,
                "the states of the query");
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT 1 FROM settlement_grievances"
                                  " WHERE grievance_id = $1 AND state IN (1, 2)"
                                  " ORDER BY settlement_id LIMIT 1",
                                  grievance_id));
  return rows.Next();
}

}  // namespace entente
