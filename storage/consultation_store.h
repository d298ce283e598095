// Consultations, and where they are kept. Their sealed content is not in the
// row: see change_store.h.

#ifndef ENTENTE_STORAGE_CONSULTATION_STORE_H_
#define ENTENTE_STORAGE_CONSULTATION_STORE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/grievance.pb.h"
#include "storage/engine/transaction.h"
#include "storage/scope.h"

namespace entente {

// Writes the row and its index rows, new or changed. ApplyChange calls it;
// nobody else.
absl::Status PutConsultation(Transaction& transaction,
                             const v1::Consultation& consultation);

// NOT_FOUND when there is none. Whoever answers a person asks FindConsultation.
absl::StatusOr<v1::Consultation> GetConsultation(Snapshot& snapshot,
                                                 absl::string_view id);

// By its id or its number, if the scope sees it.
absl::StatusOr<absl::optional<v1::Consultation>> FindConsultation(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number);
// By one of the two alone.
absl::StatusOr<absl::optional<v1::Consultation>> FindConsultationById(
    Snapshot& snapshot, const Scope& scope, absl::string_view id);
absl::StatusOr<absl::optional<v1::Consultation>> FindConsultationByNumber(
    Snapshot& snapshot, const Scope& scope, absl::string_view number);

// A consultation for the keeper of its local's mandates, who reads none:
// whoever had a restricted one may have left, and somebody has to entrust it
// anew.
absl::StatusOr<absl::optional<v1::Consultation>> FindConsultationForKeeper(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number);

// Which consultations to list.
struct ConsultationList {
  // Only in this state, unless STATE_UNSPECIFIED.
  v1::Consultation::State state = v1::Consultation::STATE_UNSPECIFIED;
  // Begin after this one; an empty id begins at the start.
  std::string after_consulted;
  std::string after_id;
  int limit = 0;
};

// Those that the scope sees, the newest first.
absl::StatusOr<std::vector<v1::Consultation>> ListConsultations(
    Snapshot& snapshot, const Scope& scope, const ConsultationList& list);

}  // namespace entente

#endif  // ENTENTE_STORAGE_CONSULTATION_STORE_H_
