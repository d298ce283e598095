#include "storage/log_head.h"

#include "absl/strings/str_cat.h"
#include "proto/support/status_macros.h"
#include "storage/canonical_bytes.h"
#include "storage/event_log.h"

namespace entente {
namespace {

constexpr int kTailEvents = 64;

std::string HeadMac(const Keyring& keyring, const LogHead& head) {
  return keyring.Mac("log head", CanonicalWriter()
                                     .Add(head.log_id)
                                     .AddInt(head.sequence)
                                     .Add(head.leaf_hash)
                                     .AddInt(head.schema_version)
                                     .Add(head.schema_digest)
                                     .Take());
}

struct Schema {
  int version = 0;
  std::string digest;
};

// Of the migrations up to number `last`.
absl::StatusOr<Schema> DigestSchema(Snapshot& snapshot, int last) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT number, compatible, name, applied_at "
                     "FROM schema_migration WHERE number <= $1 ORDER BY number",
                     last));
  Schema schema;
  CanonicalWriter list;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) break;
    schema.version = static_cast<int>(rows.Int(0));
    list.AddInt(rows.Int(0))
        .AddInt(rows.Int(1))
        .Add(rows.Text(2))
        .AddInt(rows.Int(3));
  }
  schema.digest = PayloadHash(list.Take());
  return schema;
}

struct LastLeaf {
  int64_t sequence = 0;
  std::string hash = NoLeafHash();
};

absl::StatusOr<LastLeaf> FindLastLeaf(Snapshot& snapshot) {
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT sequence, leaf FROM events "
                                  "ORDER BY sequence DESC LIMIT 1"));
  ASSIGN_OR_RETURN(const bool found, rows.Next());
  LastLeaf last;
  if (found) last = {rows.Int(0), LeafHash(rows.Blob(1))};
  return last;
}

absl::Status WriteHead(Transaction& transaction, const Keyring& keyring,
                       const LogHead& head) {
  return transaction
      .Execute(
          "INSERT INTO log_head (head_id, log_id, sequence, leaf_hash, "
          "schema_version, schema_digest, mac) "
          "VALUES (1, $1, $2, $3, $4, $5, $6) "
          "ON CONFLICT (head_id) DO UPDATE SET log_id = excluded.log_id, "
          "sequence = excluded.sequence, leaf_hash = excluded.leaf_hash, "
          "schema_version = excluded.schema_version, "
          "schema_digest = excluded.schema_digest, mac = excluded.mac",
          head.log_id, head.sequence, BlobView{head.leaf_hash},
          head.schema_version, BlobView{head.schema_digest},
          BlobView{HeadMac(keyring, head)})
      .status();
}

// The row, once its keyed hash is right.
absl::StatusOr<LogHead> ReadOwnHead(Snapshot& snapshot,
                                    const Keyring& keyring) {
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT log_id, sequence, leaf_hash, "
                                  "schema_version, schema_digest, mac "
                                  "FROM log_head WHERE head_id = 1"));
  ASSIGN_OR_RETURN(const bool found, rows.Next());
  if (!found) return absl::DataLossError("the end of the log is not recorded");
  LogHead head;
  head.log_id = rows.Text(0);
  head.sequence = rows.Int(1);
  head.leaf_hash = rows.Blob(2);
  head.schema_version = static_cast<int>(rows.Int(3));
  head.schema_digest = rows.Blob(4);
  if (rows.Blob(5) != HeadMac(keyring, head)) {
    return absl::DataLossError(
        "the record of the log's end was altered, or was made with another "
        "key file");
  }
  return head;
}

absl::StatusOr<LogHead> ReadHead(Snapshot& snapshot, const Keyring& keyring) {
  ASSIGN_OR_RETURN(LogHead head, ReadOwnHead(snapshot, keyring));
  if (head.log_id != keyring.log_id()) {
    return absl::DataLossError(absl::StrCat("the log is ", head.log_id,
                                            ", but the keys are those of ",
                                            keyring.log_id()));
  }
  return head;
}

}  // namespace

absl::Status InsertLogHead(Transaction& transaction, const Keyring& keyring) {
  ASSIGN_OR_RETURN(const Schema schema, DigestSchema(transaction, INT32_MAX));
  LogHead head;
  head.log_id = keyring.log_id();
  head.leaf_hash = NoLeafHash();
  head.schema_version = schema.version;
  head.schema_digest = schema.digest;
  return WriteHead(transaction, keyring, head);
}

absl::Status UpdateLogHead(Transaction& transaction, const Keyring& keyring) {
  ASSIGN_OR_RETURN(LogHead head, ReadHead(transaction, keyring));
  ASSIGN_OR_RETURN(const LastLeaf last, FindLastLeaf(transaction));
  head.sequence = last.sequence;
  head.leaf_hash = last.hash;
  return WriteHead(transaction, keyring, head);
}

absl::Status UpdateLogHeadSchema(Transaction& transaction,
                                 const Keyring& keyring) {
  ASSIGN_OR_RETURN(LogHead head, GetLogHead(transaction, keyring));
  ASSIGN_OR_RETURN(const Schema schema, DigestSchema(transaction, INT32_MAX));
  if (schema.version == head.schema_version) return absl::OkStatus();
  head.schema_version = schema.version;
  head.schema_digest = schema.digest;
  return WriteHead(transaction, keyring, head);
}

absl::StatusOr<LogHead> GetLogHead(Snapshot& snapshot, const Keyring& keyring) {
  ASSIGN_OR_RETURN(const LogHead head, ReadHead(snapshot, keyring));
  ASSIGN_OR_RETURN(const Schema schema,
                   DigestSchema(snapshot, head.schema_version));
  if (schema.version != head.schema_version ||
      schema.digest != head.schema_digest) {
    return absl::DataLossError("the list of migrations was altered");
  }
  return head;
}

bool IsUnderKeyFile(Snapshot& snapshot, const Keyring& keyring) {
  return ReadOwnHead(snapshot, keyring).ok();
}

absl::Status CheckLogTail(Snapshot& snapshot, const Keyring& keyring) {
  ASSIGN_OR_RETURN(const LogHead head, GetLogHead(snapshot, keyring));
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query("SELECT sequence, record_id, leaf, payload FROM events "
                     "ORDER BY sequence DESC LIMIT $1",
                     kTailEvents));
  int64_t expected_sequence = head.sequence;
  std::string expected_hash = head.leaf_hash;
  for (int i = 0; i < kTailEvents; ++i) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) break;
    const std::string leaf = rows.Blob(2);
    if (rows.Int(0) != expected_sequence || LeafHash(leaf) != expected_hash) {
      return absl::DataLossError(absl::StrCat(
          "event ", rows.Int(0), " of the log is not the one that was there, ",
          "event ", expected_sequence));
    }
    ASSIGN_OR_RETURN(
        const Leaf fields,
        CheckLeaf(keyring, rows.Int(0), rows.Text(1), leaf, rows.Blob(3)));
    --expected_sequence;
    expected_hash = fields.previous_hash;
  }
  if (expected_sequence > 0 &&
      expected_sequence + kTailEvents > head.sequence) {
    return absl::DataLossError(
        absl::StrCat("event ", expected_sequence, " of the log is missing"));
  }
  return absl::OkStatus();
}

}  // namespace entente
