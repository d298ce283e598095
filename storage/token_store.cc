#include "storage/token_store.h"

#include "entente/v1/directory.pb.h"
#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "storage/record_row.h"

namespace entente {
namespace {

absl::optional<BlobView> BlobOrNull(absl::string_view bytes) {
  if (bytes.empty()) return absl::nullopt;
  return BlobView{bytes};
}

}  // namespace

absl::Status PutToken(Transaction& transaction, const v1::Token& token) {
  return transaction
      .Execute(
          "INSERT INTO tokens"
          " (token_id, person_id, code_digest, token_digest, issued_at,"
          " record)"
          " VALUES ($1, $2, $3, $4, $5, $6)"
          " ON CONFLICT (token_id) DO UPDATE SET"
          " person_id = excluded.person_id,"
          " code_digest = excluded.code_digest,"
          " token_digest = excluded.token_digest,"
          " issued_at = excluded.issued_at, record = excluded.record",
          token.token_id(), token.person_id(), BlobView{token.code_digest()},
          BlobOrNull(token.token_digest()), FromProto(token.issue_time()),
          BlobView{token.SerializeAsString()})
      .status();
}

absl::StatusOr<absl::optional<v1::Token>> FindToken(Snapshot& snapshot,
                                                    absl::string_view id) {
  return FindRecord<v1::Token>(
      snapshot.Query("SELECT record FROM tokens WHERE token_id = $1", id));
}

absl::StatusOr<absl::optional<v1::Token>> FindTokenByTokenDigest(
    Snapshot& snapshot, absl::string_view token_digest) {
  return FindRecord<v1::Token>(
      snapshot.Query("SELECT record FROM tokens WHERE token_digest = $1",
                     BlobView{token_digest}));
}

absl::StatusOr<absl::optional<v1::Token>> FindTokenByCodeDigest(
    Snapshot& snapshot, absl::string_view code_digest) {
  return FindRecord<v1::Token>(
      snapshot.Query("SELECT record FROM tokens WHERE code_digest = $1",
                     BlobView{code_digest}));
}

absl::StatusOr<std::vector<v1::Token>> ListTokensOf(
    Snapshot& snapshot, absl::string_view person_id) {
  return ReadRecords<v1::Token>(
      snapshot.Query("SELECT record FROM tokens WHERE person_id = $1"
                     " ORDER BY issued_at DESC, token_id DESC",
                     person_id));
}

absl::StatusOr<std::vector<v1::Token>> ListTokens(Snapshot& snapshot,
                                                  const TokenList& list) {
  return ReadRecords<v1::Token>(snapshot.Query(
      "SELECT record FROM tokens"
      " WHERE ($1 = '' OR person_id = $1)"
      " AND ($2 = '' OR (issued_at, token_id) < ($3, $2))"
      " AND ($4 = 1 OR person_id = $5 OR person_id IN"
      " (SELECT held.person_id FROM mandates kept JOIN mandates held"
      " ON held.organization_id = kept.organization_id"
      " WHERE kept.person_id = $5 AND kept.role = $6"
      " AND kept.revoked_at IS NULL AND kept.from_on <= $7"
      " AND (kept.until_on IS NULL OR kept.until_on >= $7)"
      " AND held.revoked_at IS NULL"
      " AND (held.until_on IS NULL OR held.until_on >= $7)))"
      " ORDER BY issued_at DESC, token_id DESC LIMIT $8",
      list.person_id, list.after_id,
      list.after_id.empty() ? absl::UnixEpoch() : list.after_time, list.all,
      list.caller_id, v1::Mandate::KEEPER, DayIso(list.today), list.limit));
}

}  // namespace entente
