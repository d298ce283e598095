#include "storage/agreement_store.h"

#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "storage/record_row.h"

namespace entente {

absl::Status PutAgreement(Transaction& transaction,
                          const v1::Agreement& agreement) {
  return transaction
      .Execute(
          "INSERT INTO agreements"
          " (agreement_id, local_id, employer_id, from_on, until_on,"
          " created_at, record)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7)"
          " ON CONFLICT (agreement_id) DO UPDATE SET"
          " local_id = excluded.local_id,"
          " employer_id = excluded.employer_id, from_on = excluded.from_on,"
          " until_on = excluded.until_on, created_at = excluded.created_at,"
          " record = excluded.record",
          agreement.agreement_id(), agreement.local_id(),
          agreement.employer_id(), agreement.from_date(),
          OrNull(agreement.until_date()), FromProto(agreement.create_time()),
          BlobView{agreement.SerializeAsString()})
      .status();
}

absl::StatusOr<v1::Agreement> GetAgreement(Snapshot& snapshot,
                                           absl::string_view id) {
  return GetRecord<v1::Agreement>(snapshot.Query(
      "SELECT record FROM agreements WHERE agreement_id = $1", id));
}

absl::StatusOr<absl::optional<v1::Agreement>> FindAgreement(
    Snapshot& snapshot, absl::string_view id) {
  return FindRecord<v1::Agreement>(snapshot.Query(
      "SELECT record FROM agreements WHERE agreement_id = $1", id));
}

absl::StatusOr<std::vector<v1::Agreement>> ListAgreementsInForce(
    Snapshot& snapshot, absl::string_view local_id,
    absl::string_view employer_id, absl::CivilDay day) {
  return ReadRecords<v1::Agreement>(snapshot.Query(
      "SELECT record FROM agreements"
      " WHERE local_id = $1 AND ($2 = '' OR employer_id = $2)"
      " AND from_on <= $3 AND (until_on IS NULL OR until_on >= $3)"
      " ORDER BY from_on DESC, created_at DESC, agreement_id DESC",
      local_id, employer_id, DayIso(day)));
}

absl::StatusOr<std::vector<v1::Agreement>> ListAgreements(
    Snapshot& snapshot, absl::string_view organization_id,
    absl::Time after_time, absl::string_view after_id, int limit) {
  return ReadRecords<v1::Agreement>(
      snapshot.Query("SELECT record FROM agreements"
                     " WHERE (created_at, agreement_id) > ($1, $2)"
                     " AND ($3 = '' OR local_id = $3 OR employer_id = $3)"
                     " ORDER BY created_at, agreement_id LIMIT $4",
                     after_id.empty() ? absl::UnixEpoch() : after_time,
                     after_id, organization_id, limit));
}

}  // namespace entente
