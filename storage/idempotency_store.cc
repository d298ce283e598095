#include "storage/idempotency_store.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "entente/v1/event.pb.h"
#include "proto/support/status_macros.h"
#include "storage/canonical_bytes.h"
#include "storage/event_log.h"
#include "storage/keyring.h"

namespace entente {
namespace {

// No NewId has a hyphen.
constexpr absl::string_view kOfRequest = "r-";

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

// What the rows say.
struct Use {
  std::string record_id;
  bool is_intact = false;
  bool has_event = false;
};
using UsesByOperation = absl::flat_hash_map<std::string, Use>;

absl::StatusOr<UsesByOperation> ReadUses(Snapshot& snapshot,
                                         const Keyring& keyring) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT person_id, rpc, request_id, request_digest,"
                     " record_id, created_at, mac FROM idempotency"
                     " ORDER BY person_id, rpc, request_id"));
  UsesByOperation uses;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return uses;
    const std::string person_id = rows.Text(0);
    const std::string rpc = rows.Text(1);
    const std::string request_id = rows.Text(2);
    const IdempotencyKey key{person_id, rpc, request_id};
    const IdempotencyRecord record{rows.Blob(3), rows.Text(4)};
    Use use;
    use.record_id = record.record_id;
    use.is_intact = rows.Blob(6) == RowMac(keyring, key, record, rows.Int(5));
    uses.emplace(OperationIdOf(keyring, key, record.request_digest,
                               absl::FromUnixMicros(rows.Int(5))),
                 std::move(use));
  }
}

// An operation in the log whose row is not there.
struct MissingUse {
  std::string operation_id;
  std::string record_id;
  absl::Time time;
};

}  // namespace

std::string OperationIdOf(const Keyring& keyring, const IdempotencyKey& key,
                          absl::string_view request_digest, absl::Time now) {
  const std::string mac =
      keyring.Mac("operation", CanonicalWriter()
                                   .Add(key.person_id)
                                   .Add(key.rpc)
                                   .Add(key.request_id)
                                   .Add(request_digest)
                                   .AddInt(absl::ToUnixMicros(now))
                                   .Take());
  return absl::StrCat(kOfRequest, absl::BytesToHexString(mac.substr(0, 16)));
}

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

absl::Status CheckIdempotencyRows(
    Snapshot& snapshot, const Keyring& keyring,
    const std::function<void(const std::string& record_id,
                             const std::string& what)>& bad) {
  ASSIGN_OR_RETURN(UsesByOperation uses, ReadUses(snapshot, keyring));
  ASSIGN_OR_RETURN(Rows rows, snapshot.Query("SELECT leaf, payload FROM events "
                                             "ORDER BY sequence"));
  // Rows may have been removed 30 days before the last time that the server
  // wrote: the newest time, since the machine's clock may have been set back.
  absl::Time newest = absl::InfinitePast();
  std::deque<MissingUse> missing;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) break;
    ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(rows.Blob(0)));
    newest = std::max(newest, leaf.time);
    while (!missing.empty() &&
           missing.front().time <= newest - kIdempotencyKept) {
      missing.pop_front();
    }
    v1::Event event;
    if (!event.ParseFromString(rows.Blob(1))) {
      return absl::DataLossError("an event cannot be read");
    }
    const std::string& operation = event.operation_id();
    if (!absl::StartsWith(operation, kOfRequest)) continue;
    const auto use = uses.find(operation);
    if (use != uses.end()) {
      if (!use->second.is_intact && !use->second.has_event) {
        bad(event.record_id(),
            "the request id that it was changed with was altered");
      }
      use->second.has_event = true;
      continue;
    }
    // The events of one call follow each other.
    if (missing.empty() || missing.back().operation_id != operation) {
      missing.push_back({operation, event.record_id(), leaf.time});
    }
  }
  for (const MissingUse& each : missing) {
    if (each.time <= newest - kIdempotencyKept) continue;
    bad(each.record_id,
        "the request id that it was changed with was altered or removed");
  }
  for (const auto& [operation, use] : uses) {
    if (use.has_event) continue;
    bad(use.record_id, "a request id that names it comes from no event");
  }
  return absl::OkStatus();
}

}  // namespace entente
