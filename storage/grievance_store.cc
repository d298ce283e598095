#include "storage/grievance_store.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/joinder.h"
#include "proto/support/status_macros.h"
#include "storage/assignment_store.h"
#include "storage/deadline_store.h"
#include "storage/file_person_store.h"
#include "storage/number_store.h"
#include "storage/record_row.h"

namespace entente {
namespace {

using v1::Grievance;

// The number and the organisation that gave it; none for external ones.
using Number = std::pair<std::string, std::string>;

std::set<Number> NumbersOf(const Grievance& grievance) {
  std::set<Number> numbers;
  for (const v1::Party& party : grievance.parties()) {
    if (!party.number().empty()) {
      numbers.insert({party.number(), party.organization_id()});
    }
  }
  for (const auto& external : grievance.external_numbers()) {
    numbers.insert({external.number(), ""});
  }
  return numbers;
}

absl::Status PutNumbers(Transaction& transaction, const Grievance* before,
                        const Grievance& grievance) {
  const std::set<Number> wanted = NumbersOf(grievance);
  const std::set<Number> kept =
      before == nullptr ? std::set<Number>() : NumbersOf(*before);
  for (const Number& number : kept) {
    if (wanted.count(number) > 0) continue;
    RETURN_IF_ERROR(transaction
                        .Execute("DELETE FROM file_numbers WHERE number = $1"
                                 " AND organization_id = $2 AND file_id = $3",
                                 number.first, number.second,
                                 grievance.grievance_id())
                        .status());
  }
  for (const Number& number : wanted) {
    if (kept.count(number) > 0) continue;
    if (!number.second.empty()) {
      RETURN_IF_ERROR(KeepNumber(transaction, number.second, number.first));
    }
    RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO file_numbers"
                     " (number, organization_id, file_id) VALUES ($1, $2, $3)",
                     number.first, number.second, grievance.grievance_id())
            .status());
  }
  return absl::OkStatus();
}

absl::Status PutParties(Transaction& transaction, const Grievance* before,
                        const Grievance& grievance) {
  if (before != nullptr) {
    RETURN_IF_ERROR(
        transaction
            .Execute("DELETE FROM grievance_parties WHERE grievance_id = $1",
                     grievance.grievance_id())
            .status());
  }
  for (const v1::Party& party : grievance.parties()) {
    RETURN_IF_ERROR(transaction
                        .Execute("INSERT INTO grievance_parties"
                                 " (grievance_id, side, organization_id,"
                                 " establishment_id, submitted_on)"
                                 " VALUES ($1, $2, $3, $4, $5)",
                                 grievance.grievance_id(), party.side(),
                                 party.organization_id(),
                                 OrNull(party.establishment_id()),
                                 grievance.submitted_date())
                        .status());
  }
  return absl::OkStatus();
}

// Adds the rows with the viewer's side in column 0, the record or its header
// in column 1, and the counts, if asked for, in column 2.
absl::Status ReadSeen(absl::StatusOr<Rows> rows, Counts counts,
                      std::vector<SeenGrievance>& found) {
  if (!rows.ok()) return std::move(rows).status();
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return absl::OkStatus();
    SeenGrievance& seen = found.emplace_back();
    seen.side = static_cast<uint32_t>(rows->Int(0));
    ASSIGN_OR_RETURN(seen.grievance, ReadGrievance(*rows, 1, counts));
  }
}

constexpr SqlText kListFilter(
    " AND ($4 = 0 OR (($4 >> g.state) & 1) = 1)"
    " AND ($5 = 0 OR g.grievance_class = $5)"
    " AND ($6 = '' OR g.issue_code = $6)"
    " AND ($7 = '' OR g.lead_id = $7)"
    " AND ($8 = '' OR EXISTS (SELECT 1 FROM grievance_parties f"
    " WHERE f.grievance_id = g.grievance_id"
    " AND (f.organization_id = $8 OR f.establishment_id = $8)))");

// Of one organisation's files those that the scope sees, a page of them.
absl::Status ListArm(Snapshot& snapshot, const Scope& scope,
                     const ScopeOrganization& where, const GrievanceList& list,
                     std::vector<SeenGrievance>& found) {
  Sql sql = {
      "SELECT v.side, g.header FROM grievance_parties p"
      " JOIN grievances g ON g.grievance_id = p.grievance_id",
      kJoinViewer};
  const bool by_establishment = !where.establishment_id.empty();
  if (by_establishment) {
    sql.Append(" WHERE p.establishment_id = $3");
  } else {
    sql.Append(" WHERE p.organization_id = $3");
  }
  sql.Append(kListFilter);
  // The end that the page starts from is part of the keyset, so that a later
  // page does not walk over the earlier ones.
  if (list.oldest_first) {
    sql.Append(
        " AND p.submitted_on <= $9"
        " AND (p.submitted_on, p.grievance_id) > ($10, $11)"
        " ORDER BY p.submitted_on, p.grievance_id LIMIT $12");
  } else {
    sql.Append(
        " AND p.submitted_on >= $9"
        " AND (p.submitted_on, p.grievance_id) < ($10, $11)"
        " ORDER BY p.submitted_on DESC, p.grievance_id DESC LIMIT $12");
  }
  // One bit for each state, by its number.
  int64_t states = 0;
  for (const Grievance::State state : list.states) {
    states |= int64_t{1} << static_cast<int>(state);
  }
  const std::string until =
      list.submitted_until.empty() ? "9999-12-31" : list.submitted_until;
  std::string after = list.after_submitted;
  std::string after_id = list.after_id;
  if (after_id.empty()) {
    after = list.oldest_first ? list.submitted_from : until;
    // '~' comes after every id.
    after_id = list.oldest_first ? "" : "~";
  }
  return ReadSeen(
      snapshot.Query(
          sql, scope.person_id, DayIso(scope.today),
          by_establishment ? where.establishment_id : where.organization_id,
          states, list.grievance_class, list.issue_code, list.lead_grievance_id,
          list.organization_id, list.oldest_first ? until : list.submitted_from,
          after, after_id, list.limit),
      Counts::kWithout, found);
}

// Whether `seen` fits the filters, for what was found by its number.
bool Fits(const Grievance& grievance, const GrievanceList& list) {
  const auto is_party = [&](const v1::Party& party) {
    return party.organization_id() == list.organization_id ||
           party.establishment_id() == list.organization_id;
  };
  return (list.states.empty() ||
          std::count(list.states.begin(), list.states.end(),
                     grievance.state()) > 0) &&
         (list.grievance_class == v1::GrievanceClass::VALUE_UNSPECIFIED ||
          list.grievance_class == grievance.grievance_class()) &&
         (list.issue_code.empty() ||
          list.issue_code == grievance.issue_code()) &&
         (list.lead_grievance_id.empty() ||
          list.lead_grievance_id == LeadOf(grievance)) &&
         (list.organization_id.empty() ||
          std::any_of(grievance.parties().begin(), grievance.parties().end(),
                      is_party)) &&
         (list.submitted_from <= grievance.submitted_date()) &&
         (list.submitted_until.empty() ||
          grievance.submitted_date() <= list.submitted_until);
}

// By a number of the viewer's own side, or one that others gave. The latter
// leads nowhere where the own side keeps any file by that number, seen or not:
// what another side says is never taken for what the own side calls its file.
absl::Status SelectByNumber(Snapshot& snapshot, const Scope& scope,
                            SqlText columns, Counts counts,
                            absl::string_view number, bool own, bool external,
                            std::vector<SeenGrievance>& found) {
  return ReadSeen(
      snapshot.Query(
          {"SELECT v.side, ", columns,
           " FROM file_numbers n"
           " JOIN grievances g ON g.grievance_id = n.file_id",
           kJoinViewer,
           " WHERE n.number = $3"
           " AND (($4 = 1 AND n.organization_id = v.organization_id)"
           " OR ($5 = 1 AND n.organization_id = ''"
           " AND NOT EXISTS (SELECT 1 FROM file_numbers o"
           " WHERE o.number = $3"
           " AND o.organization_id = v.organization_id)))"
           " GROUP BY g.grievance_id, v.side ORDER BY g.grievance_id"},
          scope.person_id, DayIso(scope.today), number, own, external),
      counts, found);
}

}  // namespace

absl::Status PutGrievance(Transaction& transaction,
                          const Grievance& grievance) {
  const std::string& id = grievance.grievance_id();
  // The counts of deadlines have no rows of their own.
  ASSIGN_OR_RETURN(
      const absl::optional<Grievance> stored,
      FindRecord<Grievance>(transaction.Query(
          "SELECT record FROM grievances WHERE grievance_id = $1", id)));
  const Grievance* const before = stored.has_value() ? &*stored : nullptr;
  const GrievanceColumns columns = ColumnsOf(grievance);
  RETURN_IF_ERROR(
      transaction
          .Execute("INSERT INTO grievances"
                   " (grievance_id, state, grievance_class, issue_code,"
                   " is_restricted, submitted_on, lead_id, header, record,"
                   " counts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
                   " ON CONFLICT (grievance_id) DO UPDATE SET"
                   " state = excluded.state,"
                   " grievance_class = excluded.grievance_class,"
                   " issue_code = excluded.issue_code,"
                   " is_restricted = excluded.is_restricted,"
                   " submitted_on = excluded.submitted_on,"
                   " lead_id = excluded.lead_id,"
                   " header = excluded.header,"
                   " record = excluded.record,"
                   " counts = excluded.counts",
                   id, grievance.state(), grievance.grievance_class(),
                   grievance.issue_code(), grievance.restricted(),
                   grievance.submitted_date(), OrNull(LeadOf(grievance)),
                   BlobView{columns.header}, BlobView{columns.record},
                   BlobView{columns.counts})
          .status());
  if (before == nullptr ||
      before->submitted_date() != grievance.submitted_date() ||
      !SameEntries(before->parties(), grievance.parties())) {
    RETURN_IF_ERROR(PutParties(transaction, before, grievance));
  }
  RETURN_IF_ERROR(
      PutAssignments(transaction, id,
                     before == nullptr ? Assignments() : before->assignments(),
                     grievance.assignments()));
  RETURN_IF_ERROR(PutWalls(transaction, id,
                           before == nullptr ? Walls() : before->walls(),
                           grievance.walls()));
  RETURN_IF_ERROR(PutNumbers(transaction, before, grievance));
  RETURN_IF_ERROR(PutFilePersons(
      transaction, id, before == nullptr ? PersonTags() : before->person_tags(),
      grievance.person_tags()));
  return PutDeadlines(transaction, DueFileOf(grievance),
                      before == nullptr ? Deadlines() : before->deadlines(),
                      grievance.deadlines());
}

absl::StatusOr<Grievance> GetGrievance(Snapshot& snapshot,
                                       absl::string_view id) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query(
          "SELECT record, counts FROM grievances WHERE grievance_id = $1", id));
  ASSIGN_OR_RETURN(const bool found, rows.Next());
  if (!found) return absl::NotFoundError("no such Grievance");
  return ReadGrievance(rows, 0, Counts::kWith);
}

absl::StatusOr<absl::optional<SeenGrievance>> FindGrievance(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number,
    Counts counts) {
  for (const NamedBy by :
       {NamedBy::kId, NamedBy::kOwnNumber, NamedBy::kExternalNumber}) {
    ASSIGN_OR_RETURN(
        absl::optional<SeenGrievance> found,
        FindGrievanceBy(snapshot, scope, by, id_or_number, counts));
    if (found.has_value()) return found;
  }
  return absl::optional<SeenGrievance>();
}

absl::StatusOr<absl::optional<SeenGrievance>> FindGrievanceBy(
    Snapshot& snapshot, const Scope& scope, NamedBy by, absl::string_view name,
    Counts counts) {
  constexpr SqlText kWithCounts("g.record, g.counts");
  constexpr SqlText kWithoutCounts("g.record");
  const SqlText columns =
      counts == Counts::kWith ? kWithCounts : kWithoutCounts;
  std::vector<SeenGrievance> found;
  if (by == NamedBy::kId) {
    RETURN_IF_ERROR(ReadSeen(
        snapshot.Query({"SELECT v.side, ", columns, " FROM grievances g",
                        kJoinViewer, " WHERE g.grievance_id = $3"},
                       scope.person_id, DayIso(scope.today), name),
        counts, found));
  } else {
    RETURN_IF_ERROR(SelectByNumber(snapshot, scope, columns, counts, name,
                                   by == NamedBy::kOwnNumber,
                                   by == NamedBy::kExternalNumber, found));
  }
  if (found.size() != 1) return absl::optional<SeenGrievance>();
  return absl::optional<SeenGrievance>(std::move(found[0]));
}

absl::StatusOr<std::vector<SeenGrievance>> ListGrievances(
    Snapshot& snapshot, const Scope& scope, const GrievanceList& list) {
  std::vector<SeenGrievance> found;
  const auto key = [](const SeenGrievance& seen) {
    return std::tie(seen.grievance.submitted_date(),
                    seen.grievance.grievance_id());
  };
  const auto comes_before = [&](const SeenGrievance& a,
                                const SeenGrievance& b) {
    return list.oldest_first ? key(a) < key(b) : key(b) < key(a);
  };
  if (!list.number.empty()) {
    RETURN_IF_ERROR(SelectByNumber(snapshot, scope, "g.header",
                                   Counts::kWithout, list.number,
                                   /*own=*/true, /*external=*/true, found));
    const auto after = std::tie(list.after_submitted, list.after_id);
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](const SeenGrievance& seen) {
                                 if (!Fits(seen.grievance, list)) return true;
                                 if (list.after_id.empty()) return false;
                                 return list.oldest_first ? key(seen) <= after
                                                          : key(seen) >= after;
                               }),
                found.end());
  } else {
    ASSIGN_OR_RETURN(const std::vector<ScopeOrganization> organizations,
                     ListScopeOrganizations(snapshot, scope));
    // A vector that grows moves its messages, which is to swap each with an
    // empty one.
    found.reserve(list.limit);
    for (const ScopeOrganization& each : organizations) {
      RETURN_IF_ERROR(ListArm(snapshot, scope, each, list, found));
    }
  }
  if (!std::is_sorted(found.begin(), found.end(), comes_before)) {
    std::sort(found.begin(), found.end(), comes_before);
  }
  // An employer and its establishment lead to the same file.
  found.erase(std::unique(found.begin(), found.end(),
                          [&](const SeenGrievance& a, const SeenGrievance& b) {
                            return key(a) == key(b);
                          }),
              found.end());
  if (found.size() > static_cast<size_t>(list.limit)) {
    found.erase(found.begin() + list.limit, found.end());
  }
  return found;
}

absl::StatusOr<std::vector<std::string>> ListJoined(Snapshot& snapshot,
                                                    absl::string_view lead_id) {
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT grievance_id FROM grievances"
                                  " WHERE lead_id = $1 ORDER BY grievance_id",
                                  lead_id));
  std::vector<std::string> joined;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return joined;
    joined.push_back(rows.Text(0));
  }
}

absl::StatusOr<absl::optional<SeenGrievance>> FindGrievanceForKeeper(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number) {
  std::vector<SeenGrievance> found;
  RETURN_IF_ERROR(ReadSeen(
      snapshot.Query(
          {"SELECT s.side, g.record, g.counts FROM grievance_parties s"
           " JOIN grievances g ON g.grievance_id = s.grievance_id"
           " JOIN mandates m ON m.organization_id = s.organization_id WHERE",
           kKeeps,
           " AND NOT EXISTS (SELECT 1 FROM file_walls w"
           " WHERE w.file_id = g.grievance_id AND w.person_id = $1"
           " AND w.from_on <= $2 AND (w.until_on IS NULL OR w.until_on >= $2))"
           " AND s.grievance_id IN (SELECT $3 UNION"
           " SELECT n.file_id FROM file_numbers n"
           " WHERE n.number = $3 AND n.organization_id = s.organization_id)"
           " ORDER BY g.grievance_id, s.side"},
          scope.person_id, DayIso(scope.today), id_or_number),
      Counts::kWith, found));
  if (found.size() != 1) return absl::optional<SeenGrievance>();
  return absl::optional<SeenGrievance>(std::move(found[0]));
}

}  // namespace entente
