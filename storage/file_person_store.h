// Which files a person is in, found without the store telling of anybody who
// has not the key file.

#ifndef ENTENTE_STORAGE_FILE_PERSON_STORE_H_
#define ENTENTE_STORAGE_FILE_PERSON_STORE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/grievance.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "storage/engine/transaction.h"
#include "storage/keyring.h"
#include "storage/scope.h"

namespace entente {

using PersonTags = google::protobuf::RepeatedPtrField<std::string>;

// A keyed hash of the person's id: 24 letters, digits, '-' and '_'.
std::string PersonTag(const Keyring& keyring, absl::string_view person_id);

// Puts the tags of those whom a new file names into its record: the members
// of a consultation; the grievors and protected persons of a grievance.
void TagPersons(const Keyring& keyring, v1::Consultation& consultation);
void TagPersons(const Keyring& keyring, v1::Grievance& grievance);

// Makes the rows of the file those of `tags`; `before` are the tags for which
// rows stand. The file's own store calls it.
absl::Status PutFilePersons(Transaction& transaction, absl::string_view file_id,
                            const PersonTags& before, const PersonTags& tags);

// Which files to list.
struct PersonFileList {
  std::string person_tag;
  // Begin after this one; an empty id begins at the start.
  std::string after_date;
  std::string after_id;
  int limit = 0;
};

// A file in which the person is, of which one is set.
struct PersonFile {
  std::string file_on;  // The day on which it was submitted, or consulted.
  std::string file_id;
  absl::optional<v1::Grievance> grievance;
  absl::optional<v1::Consultation> consultation;
};

// Those that the scope sees on the side that opened them, the newest first, by
// day, then id; without sealed content.
absl::StatusOr<std::vector<PersonFile>> ListPersonFiles(
    Snapshot& snapshot, const Scope& scope, const PersonFileList& list);

}  // namespace entente

#endif  // ENTENTE_STORAGE_FILE_PERSON_STORE_H_
