#include "storage/idempotency_store.h"

#include "absl/strings/str_cat.h"
#include "proto/support/status_macros.h"
#include "storage/keyring.h"

namespace entente {
namespace {

std::string RowMac(const Keyring& keyring, const IdempotencyKey& key,
                   const IdempotencyRecord& record, int64_t created_micros) {
  // Lengths go first, so that no two rows give the same bytes.
  std::string bytes;
  for (const absl::string_view part : {key.person_id, key.rpc, key.request_id,
                                       absl::string_view(record.request_digest),
                                       absl::string_view(record.record_id)}) {
    absl::StrAppend(&bytes, part.size(), ":", part);
  }
  absl::StrAppend(&bytes, created_micros);
  return keyring.Mac("idempotency row", bytes);
}

}  // namespace

absl::StatusOr<absl::optional<IdempotencyRecord>> FindIdempotency(
    Snapshot& snapshot, const IdempotencyKey& key) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT request_digest, record_id FROM idempotency"
                     " WHERE person_id = $1 AND rpc = $2"
                     " AND request_id = $3 AND created_at > $4",
                     key.person_id, key.rpc, key.request_id,
                     snapshot.now() - kIdempotencyKept));
  ASSIGN_OR_RETURN(const bool found, rows.Next());
  if (!found) return absl::optional<IdempotencyRecord>();
  return absl::optional<IdempotencyRecord>(
      IdempotencyRecord{rows.Blob(0), rows.Text(1)});
}

absl::Status InsertIdempotency(Transaction& transaction, const Keyring& keyring,
                               const IdempotencyKey& key,
                               const IdempotencyRecord& record) {
  const std::string mac =
      RowMac(keyring, key, record, absl::ToUnixMicros(transaction.now()));
  // The id may have been used so long ago that it is forgotten.
  return transaction
      .Execute(
          "INSERT INTO idempotency"
          " (person_id, rpc, request_id, request_digest, record_id,"
          " created_at, mac)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7)"
          " ON CONFLICT (person_id, rpc, request_id) DO UPDATE SET"
          " request_digest = excluded.request_digest,"
          " record_id = excluded.record_id,"
          " created_at = excluded.created_at, mac = excluded.mac",
          key.person_id, key.rpc, key.request_id,
          BlobView{record.request_digest}, record.record_id, transaction.now(),
          BlobView{mac})
      .status();
}

absl::Status PurgeIdempotency(Transaction& transaction, int limit) {
  return transaction
      .Execute(
          "DELETE FROM idempotency WHERE (person_id, rpc, request_id) IN"
          " (SELECT person_id, rpc, request_id FROM idempotency"
          " WHERE created_at <= $1 ORDER BY created_at LIMIT $2)",
          transaction.now() - kIdempotencyKept, limit)
      .status();
}

absl::Status CheckIdempotencyRows(Snapshot& snapshot, const Keyring& keyring) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT person_id, rpc, request_id, request_digest,"
                     " record_id, created_at, mac FROM idempotency"
                     " ORDER BY created_at, person_id, rpc, request_id"));
  for (int number = 1;; ++number) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return absl::OkStatus();
    const std::string person_id = rows.Text(0);
    const std::string rpc = rows.Text(1);
    const std::string request_id = rows.Text(2);
    const std::string mac = RowMac(keyring, {person_id, rpc, request_id},
                                   {rows.Blob(3), rows.Text(4)}, rows.Int(5));
    if (mac != rows.Blob(6)) {
      return absl::DataLossError(
          absl::StrCat("row ", number, " of the request ids was altered"));
    }
  }
}

}  // namespace entente
