// A file, of whatever kind, as the person of a scope sees it.

#ifndef ENTENTE_STORAGE_SEEN_FILE_H_
#define ENTENTE_STORAGE_SEEN_FILE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/settlement.pb.h"
#include "storage/engine/transaction.h"
#include "storage/grievance_row.h"
#include "storage/scope.h"

namespace entente {

// One of its records is set, and each of its functions asks for that.
struct SeenFile {
  absl::optional<v1::Grievance> grievance;
  absl::optional<v1::Consultation> consultation;
  absl::optional<v1::Settlement> settlement;
  // Only in the due list.
  absl::optional<v1::Mediation> mediation;
  // On which the person stands in it; 0 in a mediation for who is no party.
  uint32_t side = 1;
  // False of a settlement of which the person does not see every grievance:
  // they learn that it stands, and nothing of what it says.
  bool whole = true;

  const std::string& id() const;
  // The organisation on that side, and the number by which it keeps the file;
  // empty when there is none.
  const std::string& organization_id() const;
  const std::string& number() const;
  const google::protobuf::RepeatedPtrField<v1::Deadline>& deadlines() const;
};

// If the scope sees it: by its id, whatever its kind; else by the number that
// the person's side gave it, whatever its kind; else by an external number. So
// no side can name a file in such a way that it is taken for one of another's.
absl::StatusOr<absl::optional<SeenFile>> FindFile(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number,
    Counts counts = Counts::kWith);
// By its id alone, as records name the file that they belong to.
absl::StatusOr<absl::optional<SeenFile>> FindFileById(
    Snapshot& snapshot, const Scope& scope, absl::string_view id,
    Counts counts = Counts::kWith);
// A grievance or consultation of a side whose mandates the person of the scope
// keeps.
absl::StatusOr<absl::optional<SeenFile>> FindFileForKeeper(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number);

}  // namespace entente

#endif  // ENTENTE_STORAGE_SEEN_FILE_H_
