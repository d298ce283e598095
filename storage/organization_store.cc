#include "storage/organization_store.h"

#include "storage/record_row.h"

namespace entente {

absl::Status PutOrganization(Transaction& transaction,
                             const v1::Organization& organization) {
  return transaction
      .Execute(
          "INSERT INTO organizations"
          " (organization_id, kind, code, parent_id, record)"
          " VALUES ($1, $2, $3, $4, $5)"
          " ON CONFLICT (organization_id) DO UPDATE SET"
          " kind = excluded.kind, code = excluded.code,"
          " parent_id = excluded.parent_id, record = excluded.record",
          organization.organization_id(), organization.kind(),
          organization.code(), OrNull(organization.parent_id()),
          BlobView{organization.SerializeAsString()})
      .status();
}

absl::StatusOr<v1::Organization> GetOrganization(Snapshot& snapshot,
                                                 absl::string_view id) {
  return GetRecord<v1::Organization>(snapshot.Query(
      "SELECT record FROM organizations WHERE organization_id = $1", id));
}

absl::StatusOr<absl::optional<v1::Organization>> FindOrganization(
    Snapshot& snapshot, absl::string_view id_or_code) {
  // A code has no small letters and an id no capitals, so that no text is
  // both.
  return FindRecord<v1::Organization>(
      snapshot.Query("SELECT record FROM organizations"
                     " WHERE organization_id = $1 OR code = $2",
                     id_or_code, id_or_code));
}

absl::StatusOr<std::vector<v1::Organization>> ListOrganizations(
    Snapshot& snapshot, v1::Organization::Kind kind,
    absl::string_view after_code, int limit) {
  return ReadRecords<v1::Organization>(
      snapshot.Query("SELECT record FROM organizations"
                     " WHERE code > $1 AND ($2 = 0 OR kind = $2)"
                     " ORDER BY code LIMIT $3",
                     after_code, kind, limit));
}

}  // namespace entente
