// Persons, and where they are kept. A sealed name is never in the row: see
// change_store.h.

#ifndef ENTENTE_STORAGE_PERSON_STORE_H_
#define ENTENTE_STORAGE_PERSON_STORE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/directory.pb.h"
#include "storage/engine/transaction.h"

namespace entente {

// Writes the row, new or changed. ApplyChange calls it; nobody else.
absl::Status PutPerson(Transaction& transaction, const v1::Person& person);

// NOT_FOUND when there is none.
absl::StatusOr<v1::Person> GetPerson(Snapshot& snapshot, absl::string_view id);
absl::StatusOr<absl::optional<v1::Person>> FindPerson(Snapshot& snapshot,
                                                      absl::string_view id);

// Which persons to list.
struct PersonList {
  // Who asks, and when: they see persons with a public profile, and the
  // members of organisations for which they hold one of kMemberReaders.
  std::string caller_id;
  absl::CivilDay today;
  // Of this organisation only, when not empty.
  std::string organization_id;
  // Begin after this one; an empty id begins at the start.
  absl::Time after_time;
  std::string after_id;
  int limit = 0;
};

// Who reads the names of an organisation's members.
inline constexpr v1::Mandate::Role kMemberReaders[] = {
    v1::Mandate::UNION_REP, v1::Mandate::EMPLOYER_REP, v1::Mandate::KEEPER};

// In the order of entry. Whom the list does not name is left out in SQL.
absl::StatusOr<std::vector<v1::Person>> ListPersons(Snapshot& snapshot,
                                                    const PersonList& list);

}  // namespace entente

#endif  // ENTENTE_STORAGE_PERSON_STORE_H_
