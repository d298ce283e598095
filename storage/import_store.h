// Imports, and the rows that wait to become grievances.

#ifndef ENTENTE_STORAGE_IMPORT_STORE_H_
#define ENTENTE_STORAGE_IMPORT_STORE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/import.pb.h"
#include "storage/engine/transaction.h"
#include "storage/keyring.h"

namespace entente {

// Writes the row, new or changed. ApplyChange calls it; nobody else.
absl::Status PutImport(Transaction& transaction, const v1::Import& import);

// The import of this person with this id; empty for another's as for none.
absl::StatusOr<absl::optional<v1::Import>> FindImport(
    Snapshot& snapshot, absl::string_view person_id, absl::string_view id);

// Which imports of a person to list.
struct ImportList {
  std::string person_id;
  // Empty: of any state, or of any file.
  v1::Import::State state = v1::Import::STATE_UNSPECIFIED;
  std::string digest;
  // Begin after this one; an empty id begins at the newest.
  absl::Time before_time;
  std::string before_id;
  int limit = 0;
};
// The newest first.
absl::StatusOr<std::vector<v1::Import>> ListImports(Snapshot& snapshot,
                                                    const ImportList& list);

// Encrypts `plaintext`, which is group `number` of the import, with its key,
// and keeps it in the place of what the group held before. Returns the SHA-256
// of the ciphertext, which the caller puts into the record.
absl::StatusOr<std::string> PutImportGroup(Transaction& transaction,
                                           Keyring& keyring,
                                           const v1::Import& import,
                                           uint32_t number,
                                           absl::string_view plaintext);

// What a group holds. DATA_LOSS when it is not there, or is not the one whose
// hash stands in the record.
absl::StatusOr<std::string> OpenImportGroup(Snapshot& snapshot,
                                            Keyring& keyring,
                                            const v1::Import& import,
                                            const v1::Import::Group& group);

// Removes the groups of an import that is over.
absl::Status DeleteImportGroups(Transaction& transaction,
                                absl::string_view import_id);

// Holds the groups against the records of their imports: an import that is
// STAGING has those that its record names, one that is PUBLISHED its filed
// rows, both their key, and no other import has any. Calls `bad` with the id of
// the import and with what is wrong.
absl::Status CheckImportGroups(
    Snapshot& snapshot, Keyring& keyring,
    const std::function<void(const std::string& import_id,
                             const std::string& what)>& bad);

}  // namespace entente

#endif  // ENTENTE_STORAGE_IMPORT_STORE_H_
