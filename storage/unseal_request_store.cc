#include "storage/unseal_request_store.h"

#include "entente/v1/directory.pb.h"
#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "storage/record_row.h"

namespace entente {
namespace {

absl::optional<absl::Time> ExpiresAt(const v1::UnsealRequest& request) {
  if (!request.has_expire_time()) return absl::nullopt;
  return FromProto(request.expire_time());
}

}  // namespace

absl::Status PutUnsealRequest(Transaction& transaction,
                              const v1::UnsealRequest& request) {
  return transaction
      .Execute(
          "INSERT INTO unseal_requests"
          " (unseal_request_id, person_id, organization_id, requested_by_id,"
          " state, created_at, expires_at, record)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
          " ON CONFLICT (unseal_request_id) DO UPDATE SET"
          " person_id = excluded.person_id,"
          " organization_id = excluded.organization_id,"
          " requested_by_id = excluded.requested_by_id,"
          " state = excluded.state, created_at = excluded.created_at,"
          " expires_at = excluded.expires_at, record = excluded.record",
          request.unseal_request_id(), request.person_id(),
          request.organization_id(), request.requested_by_id(), request.state(),
          FromProto(request.create_time()), ExpiresAt(request),
          BlobView{request.SerializeAsString()})
      .status();
}

absl::StatusOr<absl::optional<v1::UnsealRequest>> FindUnsealRequest(
    Snapshot& snapshot, absl::string_view id) {
  return FindRecord<v1::UnsealRequest>(snapshot.Query(
      "SELECT record FROM unseal_requests WHERE unseal_request_id = $1", id));
}

absl::StatusOr<absl::optional<v1::UnsealRequest>> FindLatestUnsealRequest(
    Snapshot& snapshot, absl::string_view requested_by_id,
    absl::string_view person_id) {
  return FindRecord<v1::UnsealRequest>(
      snapshot.Query("SELECT record FROM unseal_requests"
                     " WHERE requested_by_id = $1 AND person_id = $2"
                     " ORDER BY created_at DESC, unseal_request_id DESC"
                     " LIMIT 1",
                     requested_by_id, person_id));
}

absl::StatusOr<std::vector<v1::UnsealRequest>> ListUnsealRequests(
    Snapshot& snapshot, const UnsealRequestList& list) {
  return ReadRecords<v1::UnsealRequest>(snapshot.Query(
      "SELECT record FROM unseal_requests"
      " WHERE (created_at, unseal_request_id) > ($1, $2)"
      " AND ($3 = 0 OR (state = $4 AND expires_at > $5))"
      " AND ($6 = 1 OR requested_by_id = $7 OR organization_id IN"
      " (SELECT organization_id FROM mandates"
      " WHERE person_id = $7 AND revoked_at IS NULL AND from_on <= $8"
      " AND (until_on IS NULL OR until_on >= $8) AND role IN ($9, $10, $11)))"
      " ORDER BY created_at, unseal_request_id LIMIT $12",
      list.after_id.empty() ? absl::UnixEpoch() : list.after_time,
      list.after_id, list.pending_only, v1::UnsealRequest::PENDING, list.now,
      list.all, list.caller_id, DayIso(list.today), v1::Mandate::KEEPER,
      v1::Mandate::UNION_REP, v1::Mandate::EMPLOYER_REP, list.limit));
}

absl::StatusOr<bool> WorksOnFilesOf(Snapshot& snapshot,
                                    absl::string_view person_id,
                                    absl::string_view organization_id,
                                    absl::CivilDay day) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query(
          "SELECT 1 AS one FROM grievance_parties AS own"
          " JOIN grievance_parties AS other"
          " ON other.grievance_id = own.grievance_id"
          " AND other.side <> own.side"
          " JOIN mandates"
          " ON mandates.organization_id"
          " IN (other.organization_id, other.establishment_id)"
          " WHERE own.organization_id = $1 AND mandates.person_id = $2"
          " AND mandates.revoked_at IS NULL AND mandates.from_on <= $3"
          " AND (mandates.until_on IS NULL OR mandates.until_on >= $3)"
          " AND mandates.role IN ($4, $5, $6)"
          " UNION ALL SELECT 1 FROM grievance_parties AS own"
          " JOIN file_assignments ON file_assignments.file_id"
          " = own.grievance_id"
          " WHERE own.organization_id = $1"
          " AND file_assignments.person_id = $2"
          " AND file_assignments.from_on <= $3"
          " AND (file_assignments.until_on IS NULL"
          " OR file_assignments.until_on >= $3) ORDER BY one LIMIT 1",
          organization_id, person_id, DayIso(day), v1::Mandate::UNION_REP,
          v1::Mandate::EMPLOYER_REP, v1::Mandate::MEDIATOR));
  return rows.Next();
}

}  // namespace entente
