#include "storage/mediation_store.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/support/day.h"
#include "proto/support/mediation.h"
#include "proto/support/status_macros.h"
#include "storage/deadline_store.h"
#include "storage/number_store.h"
#include "storage/record_row.h"

namespace entente {
namespace {

using v1::Mediation;

// The numbers of the parts stand in the rows, and in kJoinPart.
static_assert(Mediation::PARTY == 1 && Mediation::MEDIATOR == 2 &&
              Mediation::ASSISTANT == 3 && Mediation::REGISTRAR == 4);
static_assert(v1::Mandate::PARTY == 3 && v1::Mandate::MEDIATOR == 4 &&
              v1::Mandate::ASSISTANT == 5 && v1::Mandate::REGISTRAR == 6);

// After every side, and every mediator.
constexpr int kFirstMediatorPlace = 100;
constexpr int kOfficePlace = 10000;

// Somebody to whom the mediation shows.
struct Place {
  int place = 0;
  Mediation::Part part = Mediation::PART_UNSPECIFIED;
  uint32_t side = 0;
  std::string organization_id;
  std::string establishment_id;
  std::string person_id;
  // Until when given things are read: no day for always, an empty one for none.
  absl::optional<std::string> content_until = "";

  auto Key() const {
    return std::tie(place, part, side, organization_id, establishment_id,
                    person_id, content_until);
  }
};

std::vector<Place> PlacesOf(const Mediation& mediation) {
  std::vector<Place> places;
  for (const v1::Party& party : mediation.parties()) {
    // Before it is admitted, only who asked for it knows of it.
    if (party.side() != mediation.requester_side() &&
        mediation.admitted_date().empty()) {
      continue;
    }
    Place& place = places.emplace_back();
    place.place = static_cast<int>(party.side());
    place.part = Mediation::PARTY;
    place.side = party.side();
    place.organization_id = party.organization_id();
    place.establishment_id = party.establishment_id();
    place.person_id = party.person_id();
    place.content_until = LeftOn(mediation, party.side());
  }
  for (const Mediation::Mediator& mediator : mediation.mediators()) {
    if (!mediator.ended_date().empty()) continue;
    Place& place = places.emplace_back();
    place.place = kFirstMediatorPlace + static_cast<int>(mediator.number());
    place.part = Mediation::MEDIATOR;
    place.person_id = mediator.person_id();
    if (!mediator.confirmed_date().empty()) place.content_until.reset();
  }
  Place& office = places.emplace_back();
  office.place = kOfficePlace;
  office.part = Mediation::REGISTRAR;
  office.organization_id = mediation.office_id();
  return places;
}

bool SamePlaces(const std::vector<Place>& a, const std::vector<Place>& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const Place& x, const Place& y) { return x.Key() == y.Key(); });
}

absl::Status PutPlaces(Transaction& transaction, const Mediation* before,
                       const Mediation& mediation) {
  const std::vector<Place> places = PlacesOf(mediation);
  if (before != nullptr) {
    if (SamePlaces(PlacesOf(*before), places)) return absl::OkStatus();
    RETURN_IF_ERROR(
        transaction
            .Execute("DELETE FROM mediation_parts WHERE mediation_id = $1",
                     mediation.mediation_id())
            .status());
  }
  for (const Place& each : places) {
    RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO mediation_parts"
                     " (mediation_id, place, part, side, organization_id,"
                     " establishment_id, person_id, content_until,"
                     " requested_on)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                     mediation.mediation_id(), each.place, each.part, each.side,
                     OrNull(each.organization_id),
                     OrNull(each.establishment_id), OrNull(each.person_id),
                     each.content_until, mediation.requested_date())
            .status());
  }
  return absl::OkStatus();
}

// In whose due list its deadlines stand: not in that of a party that left.
DueFile DueFileOf(const Mediation& mediation) {
  DueFile file;
  file.file_id = mediation.mediation_id();
  file.kind = DueFile::Kind::kMediation;
  for (const Place& place : PlacesOf(mediation)) {
    if (place.part == Mediation::PARTY && place.content_until.has_value()) {
      continue;
    }
    file.holders.push_back({place.organization_id.empty()
                                ? place.person_id
                                : place.organization_id,
                            place.side});
    if (place.establishment_id.empty()) continue;
    file.holders.push_back({place.establishment_id, place.side});
  }
  return file;
}

absl::Status PutDue(Transaction& transaction, const Mediation* before,
                    const Mediation& mediation) {
  const DueFile file = DueFileOf(mediation);
  if (before == nullptr) {
    return PutDeadlines(transaction, file, Deadlines(), mediation.deadlines());
  }
  const DueFile earlier = DueFileOf(*before);
  const bool same = std::equal(earlier.holders.begin(), earlier.holders.end(),
                               file.holders.begin(), file.holders.end(),
                               [](const auto& a, const auto& b) {
                                 return a.id == b.id && a.side == b.side;
                               });
  if (same) {
    return PutDeadlines(transaction, file, before->deadlines(),
                        mediation.deadlines());
  }
  RETURN_IF_ERROR(
      PutDeadlines(transaction, earlier, before->deadlines(), Deadlines()));
  return PutDeadlines(transaction, file, Deadlines(), mediation.deadlines());
}

// A number, and the organisation or person whose it is.
using Number = std::pair<std::string, std::string>;

std::set<Number> NumbersOf(const Mediation& mediation) {
  std::set<Number> numbers;
  numbers.insert({mediation.office_number(), mediation.office_id()});
  for (const v1::Party& party : mediation.parties()) {
    if (party.number().empty()) continue;
    numbers.insert({party.number(), party.organization_id().empty()
                                        ? party.person_id()
                                        : party.organization_id()});
  }
  return numbers;
}

// A number that was given stays.
absl::Status PutNumbers(Transaction& transaction, const Mediation* before,
                        const Mediation& mediation) {
  const std::set<Number> kept =
      before == nullptr ? std::set<Number>() : NumbersOf(*before);
  std::set<std::string> persons;
  for (const v1::Party& party : mediation.parties()) {
    persons.insert(party.person_id());
  }
  const std::set<Number> wanted = NumbersOf(mediation);
  for (const Number& number : wanted) {
    if (kept.count(number) > 0) continue;
    if (persons.count(number.second) == 0) {
      RETURN_IF_ERROR(KeepNumber(transaction, number.second, number.first));
    }
    RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO file_numbers"
                     " (number, organization_id, file_id) VALUES ($1, $2, $3)",
                     number.first, number.second, mediation.mediation_id())
            .status());
  }
  return absl::OkStatus();
}

// Adds the rows with part and side in the columns 0 and 1, and the record in
// column 2.
absl::Status ReadSeen(absl::StatusOr<Rows> rows,
                      std::vector<SeenMediation>& found) {
  if (!rows.ok()) return std::move(rows).status();
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return absl::OkStatus();
    SeenMediation& seen = found.emplace_back();
    seen.part = static_cast<Mediation::Part>(rows->Int(0));
    seen.side = static_cast<uint32_t>(rows->Int(1));
    ASSIGN_OR_RETURN(seen.mediation, ReadRecord<Mediation>(*rows, 2));
  }
}

absl::optional<SeenMediation> FirstOf(std::vector<SeenMediation> found) {
  if (found.empty()) return absl::nullopt;
  return std::move(found.front());
}

constexpr SqlText kPage(
    " AND ($4 = 0 OR x.state = $4)"
    " AND (p.requested_on, p.mediation_id) < ($5, $6)"
    " ORDER BY p.requested_on DESC, p.mediation_id DESC LIMIT $7");
constexpr SqlText kListed(
    "SELECT v.part, v.side, x.record FROM mediation_parts p"
    " JOIN mediations x ON x.mediation_id = p.mediation_id");

// Where a person's mediations are looked for.
enum class Arm { kPerson, kOrganization, kEstablishment };

// Of one holder's mediations those that the scope sees, a page of them.
absl::Status ListArm(Snapshot& snapshot, const Scope& scope, Arm arm,
                     absl::string_view holder_id, const MediationList& list,
                     std::vector<SeenMediation>& found) {
  Sql sql = {kListed, kJoinPart};
  switch (arm) {
    case Arm::kPerson:
      sql.Append(" WHERE p.person_id = $3");
      break;
    case Arm::kOrganization:
      sql.Append(" WHERE p.organization_id = $3");
      break;
    case Arm::kEstablishment:
      sql.Append(" WHERE p.establishment_id = $3");
      break;
  }
  sql.Append(kPage);
  return ReadSeen(
      snapshot.Query(
          sql, scope.person_id, DayIso(scope.today), holder_id, list.state,
          list.after_id.empty() ? "9999-12-31" : list.after_requested,
          list.after_id.empty() ? "~" : list.after_id, list.limit),
      found);
}

}  // namespace

absl::Status PutMediation(Transaction& transaction,
                          const Mediation& mediation) {
  const std::string& id = mediation.mediation_id();
  ASSIGN_OR_RETURN(
      const absl::optional<Mediation> stored,
      FindRecord<Mediation>(transaction.Query(
          "SELECT record FROM mediations WHERE mediation_id = $1", id)));
  const Mediation* const before = stored.has_value() ? &*stored : nullptr;
  RETURN_IF_ERROR(transaction
                      .Execute("INSERT INTO mediations"
                               " (mediation_id, state, requested_on, record)"
                               " VALUES ($1, $2, $3, $4)"
                               " ON CONFLICT (mediation_id) DO UPDATE SET"
                               " state = excluded.state,"
                               " requested_on = excluded.requested_on,"
                               " record = excluded.record",
                               id, mediation.state(),
                               mediation.requested_date(),
                               BlobView{mediation.SerializeAsString()})
                      .status());
  RETURN_IF_ERROR(PutPlaces(transaction, before, mediation));
  RETURN_IF_ERROR(PutNumbers(transaction, before, mediation));
  return PutDue(transaction, before, mediation);
}

absl::StatusOr<absl::optional<SeenMediation>> FindMediation(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number) {
  std::vector<SeenMediation> found;
  RETURN_IF_ERROR(ReadSeen(
      snapshot.Query({"SELECT v.part, v.side, x.record FROM mediations x",
                      kJoinPart, " WHERE x.mediation_id = $3"},
                     scope.person_id, DayIso(scope.today), id_or_number),
      found));
  if (!found.empty()) return FirstOf(std::move(found));
  RETURN_IF_ERROR(
      ReadSeen(snapshot.Query(
                   {"SELECT v.part, v.side, x.record FROM file_numbers n"
                    " JOIN mediations x ON x.mediation_id = n.file_id",
                    kJoinPart,
                    " WHERE n.number = $3 AND n.organization_id = CASE v.part"
                    " WHEN 1 THEN COALESCE(v.organization_id, v.person_id)"
                    " ELSE (SELECT o.organization_id FROM mediation_parts o"
                    " WHERE o.mediation_id = x.mediation_id AND o.part = 4) END"
                    " ORDER BY x.mediation_id"},
                   scope.person_id, DayIso(scope.today), id_or_number),
               found));
  return FirstOf(std::move(found));
}

absl::StatusOr<std::vector<SeenMediation>> ListMediations(
    Snapshot& snapshot, const Scope& scope, const MediationList& list) {
  std::vector<SeenMediation> found;
  ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                   ListMediationHolders(snapshot, scope));
  for (const std::string& id : ids) {
    for (const Arm arm :
         {Arm::kPerson, Arm::kOrganization, Arm::kEstablishment}) {
      RETURN_IF_ERROR(ListArm(snapshot, scope, arm, id, list, found));
    }
  }
  const auto key = [](const SeenMediation& seen) {
    return std::tie(seen.mediation.requested_date(),
                    seen.mediation.mediation_id());
  };
  std::sort(found.begin(), found.end(),
            [&](const auto& a, const auto& b) { return key(b) < key(a); });
  // One mandate may lead to it by two ways.
  found.erase(std::unique(found.begin(), found.end(),
                          [&](const auto& a, const auto& b) {
                            return key(a) == key(b);
                          }),
              found.end());
  if (found.size() > static_cast<size_t>(list.limit)) found.resize(list.limit);
  return found;
}

absl::StatusOr<std::string> NextPersonNumber(Snapshot& snapshot,
                                             absl::string_view person_id,
                                             absl::string_view series,
                                             int year) {
  const std::string begin = absl::StrFormat("%s-%04d-", series, year);
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT count(*) FROM mediation_parts p"
                     " JOIN file_numbers n ON n.file_id = p.mediation_id"
                     " WHERE p.person_id = $1 AND n.organization_id = $1"
                     " AND n.number >= $2 AND n.number < $3",
                     person_id, begin, absl::StrCat(begin, "~")));
  RETURN_IF_ERROR(rows.Next().status());
  return absl::StrFormat("%s%04d", begin, rows.Int(0) + 1);
}

}  // namespace entente
