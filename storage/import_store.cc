#include "storage/import_store.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "storage/event_log.h"
#include "storage/record_row.h"

namespace entente {
namespace {

// Names are among the rows.
constexpr v1::Confidentiality::Class kClass = v1::Confidentiality::SEALED_ID;

std::string RowId(absl::string_view import_id, uint32_t number) {
  return absl::StrCat(import_id, "/", number);
}

SealedPlace PlaceOf(const std::string& row_id) {
  return {"import_groups", "ciphertext", row_id, kClass};
}

}  // namespace

absl::Status PutImport(Transaction& transaction, const v1::Import& import) {
  return transaction
      .Execute(
          "INSERT INTO imports"
          " (import_id, person_id, state, digest, created_at, record)"
          " VALUES ($1, $2, $3, $4, $5, $6)"
          " ON CONFLICT (import_id) DO UPDATE SET"
          " person_id = excluded.person_id, state = excluded.state,"
          " digest = excluded.digest, created_at = excluded.created_at,"
          " record = excluded.record",
          import.import_id(), import.person_id(), import.state(),
          import.digest(), FromProto(import.create_time()),
          BlobView{import.SerializeAsString()})
      .status();
}

absl::StatusOr<absl::optional<v1::Import>> FindImport(
    Snapshot& snapshot, absl::string_view person_id, absl::string_view id) {
  return FindRecord<v1::Import>(
      snapshot.Query("SELECT record FROM imports"
                     " WHERE import_id = $1 AND person_id = $2",
                     id, person_id));
}

absl::StatusOr<std::vector<v1::Import>> ListImports(Snapshot& snapshot,
                                                    const ImportList& list) {
  return ReadRecords<v1::Import>(snapshot.Query(
      "SELECT record FROM imports WHERE person_id = $1"
      " AND ($2 = 0 OR state = $2) AND ($3 = '' OR digest = $3)"
      " AND (created_at, import_id) < ($4, $5)"
      " ORDER BY created_at DESC, import_id DESC LIMIT $6",
      list.person_id, list.state, list.digest,
      // '~' comes after every id.
      list.before_id.empty()
          ? absl::FromCivil(absl::CivilDay(9999, 1, 1), absl::UTCTimeZone())
          : list.before_time,
      list.before_id.empty() ? "~" : list.before_id, list.limit));
}

absl::StatusOr<std::string> PutImportGroup(Transaction& transaction,
                                           Keyring& keyring,
                                           const v1::Import& import,
                                           uint32_t number,
                                           absl::string_view plaintext) {
  ASSIGN_OR_RETURN(
      const std::string ciphertext,
      keyring.Encrypt(import.key_id(),
                      PlaceOf(RowId(import.import_id(), number)), plaintext));
  RETURN_IF_ERROR(
      transaction
          .Execute("INSERT INTO import_groups"
                   " (import_id, group_number, ciphertext) VALUES ($1, $2, $3)"
                   " ON CONFLICT (import_id, group_number) DO UPDATE SET"
                   " ciphertext = excluded.ciphertext",
                   import.import_id(), number, BlobView{ciphertext})
          .status());
  return PayloadHash(ciphertext);
}

absl::StatusOr<std::string> OpenImportGroup(Snapshot& snapshot,
                                            Keyring& keyring,
                                            const v1::Import& import,
                                            const v1::Import::Group& group) {
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT ciphertext FROM import_groups"
                                  " WHERE import_id = $1 AND group_number = $2",
                                  import.import_id(), group.number()));
  ASSIGN_OR_RETURN(const bool found, rows.Next());
  const std::string ciphertext = found ? rows.Blob(0) : std::string();
  if (!found || PayloadHash(ciphertext) != group.sha256()) {
    return absl::DataLossError(
        absl::StrCat("group ", group.number(), " of the import ",
                     import.import_id(), " is not what was received"));
  }
  return keyring.Decrypt(import.key_id(),
                         PlaceOf(RowId(import.import_id(), group.number())),
                         ciphertext);
}

absl::Status DeleteImportGroups(Transaction& transaction,
                                absl::string_view import_id) {
  return transaction
      .Execute("DELETE FROM import_groups WHERE import_id = $1", import_id)
      .status();
}

absl::Status CheckImportGroups(
    Snapshot& snapshot, Keyring& keyring,
    const std::function<void(const std::string& import_id,
                             const std::string& what)>& bad) {
  // {import, hash of a group with its number}, as the records have them.
  using Group = std::pair<std::string, std::string>;
  const auto key = [](const std::string& import_id, int64_t number,
                      const std::string& hash) {
    return Group(import_id, absl::StrCat(number, "/", hash));
  };
  std::set<Group> expected;
  {
    ASSIGN_OR_RETURN(const std::vector<v1::Import> holding,
                     ReadRecords<v1::Import>(snapshot.Query(
                         "SELECT record FROM imports WHERE state IN ($1, $2)"
                         " ORDER BY import_id",
                         v1::Import::STAGING, v1::Import::PUBLISHED)));
    for (const v1::Import& import : holding) {
      const bool staging = import.state() == v1::Import::STAGING;
      if (!staging && !import.has_filed_rows()) continue;
      const absl::Status held = keyring.IsDestroyed(import.key_id()).status();
      if (absl::IsDataLoss(held)) {
        bad(import.import_id(), std::string(held.message()));
      } else if (!held.ok()) {
        return held;
      }
      if (!staging) {
        expected.insert(key(import.import_id(), import.filed_rows().number(),
                            import.filed_rows().sha256()));
        continue;
      }
      for (const v1::Import::Group& group : import.groups()) {
        expected.insert(
            key(import.import_id(), group.number(), group.sha256()));
      }
    }
  }
  ASSIGN_OR_RETURN(Rows rows,
                   snapshot.Query("SELECT import_id, group_number, ciphertext"
                                  " FROM import_groups"
                                  " ORDER BY import_id, group_number"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) break;
    const std::string import_id = rows.Text(0);
    if (expected.erase(
            key(import_id, rows.Int(1), PayloadHash(rows.Blob(2)))) == 0) {
      bad(import_id, absl::StrCat("group ", rows.Int(1),
                                  " of its rows is not what was received"));
    }
  }
  for (const Group& group : expected) {
    bad(group.first, "a group of its rows was altered or is missing");
  }
  return absl::OkStatus();
}

}  // namespace entente
