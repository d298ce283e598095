#include "storage/mandate_store.h"

#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "storage/record_row.h"

namespace entente {
namespace {

absl::optional<absl::Time> RevokedAt(const v1::Mandate& mandate) {
  if (!mandate.has_revoke_time()) return absl::nullopt;
  return FromProto(mandate.revoke_time());
}

}  // namespace

absl::Status PutMandate(Transaction& transaction, const v1::Mandate& mandate) {
  return transaction
      .Execute(
          "INSERT INTO mandates"
          " (mandate_id, person_id, organization_id, role, from_on, until_on,"
          " revoked_at, created_at, record)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
          " ON CONFLICT (mandate_id) DO UPDATE SET"
          " person_id = excluded.person_id,"
          " organization_id = excluded.organization_id,"
          " role = excluded.role, from_on = excluded.from_on,"
          " until_on = excluded.until_on, revoked_at = excluded.revoked_at,"
          " created_at = excluded.created_at, record = excluded.record",
          mandate.mandate_id(), mandate.person_id(),
          OrNull(mandate.organization_id()), mandate.role(),
          mandate.from_date(), OrNull(mandate.until_date()), RevokedAt(mandate),
          FromProto(mandate.create_time()),
          BlobView{mandate.SerializeAsString()})
      .status();
}

absl::StatusOr<absl::optional<v1::Mandate>> FindMandate(Snapshot& snapshot,
                                                        absl::string_view id) {
  return FindRecord<v1::Mandate>(
      snapshot.Query("SELECT record FROM mandates WHERE mandate_id = $1", id));
}

absl::StatusOr<std::vector<v1::Mandate>> ListStandingMandates(
    Snapshot& snapshot, absl::string_view person_id, absl::CivilDay day) {
  return ReadRecords<v1::Mandate>(snapshot.Query(
      "SELECT record FROM mandates"
      " WHERE person_id = $1 AND revoked_at IS NULL AND from_on <= $2"
      " AND (until_on IS NULL OR until_on >= $2)"
      " ORDER BY created_at, mandate_id",
      person_id, DayIso(day)));
}

absl::StatusOr<bool> HasLiveKeeper(Snapshot& snapshot,
                                   absl::string_view organization_id,
                                   absl::CivilDay day) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT 1 FROM mandates"
                     " WHERE organization_id = $1 AND role = $2"
                     " AND revoked_at IS NULL"
                     " AND (until_on IS NULL OR until_on >= $3)"
                     " ORDER BY mandate_id LIMIT 1",
                     organization_id, v1::Mandate::KEEPER, DayIso(day)));
  return rows.Next();
}

absl::StatusOr<std::vector<v1::Mandate>> ListLiveMandates(
    Snapshot& snapshot, absl::string_view person_id, absl::CivilDay day) {
  return ReadRecords<v1::Mandate>(
      snapshot.Query("SELECT record FROM mandates"
                     " WHERE person_id = $1 AND revoked_at IS NULL"
                     " AND (until_on IS NULL OR until_on >= $2)"
                     " ORDER BY created_at, mandate_id",
                     person_id, DayIso(day)));
}

absl::StatusOr<std::vector<v1::Mandate>> ListMandates(Snapshot& snapshot,
                                                      const MandateList& list) {
  return ReadRecords<v1::Mandate>(snapshot.Query(
      "SELECT record FROM mandates"
      " WHERE (created_at, mandate_id) > ($1, $2)"
      " AND ($3 = '' OR person_id = $3)"
      " AND ($4 = '' OR organization_id = $4)"
      " AND ($5 = 1 OR person_id = $6 OR organization_id IN"
      " (SELECT organization_id FROM mandates"
      " WHERE person_id = $6 AND revoked_at IS NULL AND from_on <= $7"
      " AND (until_on IS NULL OR until_on >= $7) AND role = $8))"
      " ORDER BY created_at, mandate_id LIMIT $9",
      list.after_id.empty() ? absl::UnixEpoch() : list.after_time,
      list.after_id, list.person_id, list.organization_id, list.all,
      list.caller_id, DayIso(list.today), v1::Mandate::KEEPER, list.limit));
}

}  // namespace entente
