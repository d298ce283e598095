#include "storage/person_store.h"

#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "storage/record_row.h"

namespace entente {
namespace {

bool IsPublic(const v1::Person& person) {
  return !person.public_name().empty();
}

}  // namespace

absl::Status PutPerson(Transaction& transaction, const v1::Person& person) {
  return transaction
      .Execute(
          "INSERT INTO persons"
          " (person_id, organization_id, is_public, created_at, record)"
          " VALUES ($1, $2, $3, $4, $5)"
          " ON CONFLICT (person_id) DO UPDATE SET"
          " organization_id = excluded.organization_id,"
          " is_public = excluded.is_public,"
          " created_at = excluded.created_at, record = excluded.record",
          person.person_id(), OrNull(person.organization_id()),
          IsPublic(person), FromProto(person.create_time()),
          BlobView{person.SerializeAsString()})
      .status();
}

absl::StatusOr<v1::Person> GetPerson(Snapshot& snapshot, absl::string_view id) {
  return GetRecord<v1::Person>(
      snapshot.Query("SELECT record FROM persons WHERE person_id = $1", id));
}

absl::StatusOr<absl::optional<v1::Person>> FindPerson(Snapshot& snapshot,
                                                      absl::string_view id) {
  return FindRecord<v1::Person>(
      snapshot.Query("SELECT record FROM persons WHERE person_id = $1", id));
}

absl::StatusOr<std::vector<v1::Person>> ListPersons(Snapshot& snapshot,
                                                    const PersonList& list) {
  return ReadRecords<v1::Person>(snapshot.Query(
      "SELECT record FROM persons"
      " WHERE (created_at, person_id) > ($1, $2)"
      " AND ($3 = '' OR organization_id = $3)"
      " AND (is_public = 1 OR organization_id IN"
      " (SELECT organization_id FROM mandates"
      " WHERE person_id = $4 AND revoked_at IS NULL AND from_on <= $5"
      " AND (until_on IS NULL OR until_on >= $5) AND role IN ($6, $7, $8)))"
      " ORDER BY created_at, person_id LIMIT $9",
      list.after_id.empty() ? absl::UnixEpoch() : list.after_time,
      list.after_id, list.organization_id, list.caller_id, DayIso(list.today),
      kMemberReaders[0], kMemberReaders[1], kMemberReaders[2], list.limit));
}

}  // namespace entente
