// The due list: which deadlines of which files come when.
//
// The deadlines themselves stand in the records of their files; here are the
// rows by which they are found in the order of their dates.

#ifndef ENTENTE_STORAGE_DEADLINE_STORE_H_
#define ENTENTE_STORAGE_DEADLINE_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "entente/v1/deadline.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/note.pb.h"
#include "entente/v1/settlement.pb.h"
#include "proto/support/deadline.h"
#include "storage/engine/transaction.h"
#include "storage/scope.h"
#include "storage/seen_file.h"

namespace entente {

// A file as the due list sees it.
struct DueFile {
  // The numbers stand in the rows.
  enum class Kind {
    kConsultation = 1,
    kGrievance = 2,
    kSettlement = 3,
    kGrievanceNote = 4,
    kConsultationNote = 5,
    kMediation = 6,
  };
  // In whose due list the deadlines stand: an organisation, an establishment,
  // or of a mediation a person.
  struct Holder {
    std::string id;
    uint32_t side = 1;  // 0 for who is no party.
  };
  std::string file_id;  // Of a note, the file that it is on.
  Kind kind = Kind::kGrievance;
  std::vector<Holder> holders;
};
DueFile DueFileOf(const v1::Grievance& grievance);
DueFile DueFileOf(const v1::Consultation& consultation);
DueFile DueFileOf(const v1::Settlement& settlement);
DueFile DueFileOf(const v1::Note& note);

// Makes the rows of `file` those of `deadlines`; `before` are the deadlines
// for which rows stand, of the same holders. The file's own store calls it.
absl::Status PutDeadlines(Transaction& transaction, const DueFile& file,
                          const Deadlines& before, const Deadlines& deadlines);

// Which deadlines to list. All filters given must hold.
struct DeadlineList {
  // The day on which it is judged what is met and overdue.
  absl::CivilDay as_of;
  // What was recorded later is not counted; InfiniteFuture for all.
  absl::Time known_at = absl::InfiniteFuture();
  absl::optional<absl::CivilDay> due_until;
  bool overdue_only = false;
  // How many days later than `as_of` it may be for a file elsewhere: what is
  // overdue on that day is listed too.
  int later_days = 0;
  bool include_met = false;
  // Owed by whom, as the caller's side sees it. What either side may do, or
  // an arbitrator must, is in neither.
  enum class OwedBy { kAnyone, kOwnSide, kOtherSide, kNeitherSide };
  OwedBy owed_by = OwedBy::kAnyone;
  std::string file_id;  // Only of this file, when not empty.
  // Of a grievance only its header, which holds the deadlines that stand, is
  // read: for lists of what is neither met nor known to have ended.
  bool headers_only = false;
  // Begin after this one; an empty id begins at the start.
  std::string after_due;
  std::string after_id;
  int limit = 0;
};

// One row: where the deadline stands.
struct DueRow {
  std::string due_on;  // The place in the order, of use to `after_due` alone.
  std::string deadline_id;
  SeenFile file;
  // The note whose deadline it is, beside the file that it is on.
  absl::optional<v1::Note> note;
};

// Of the files that the scope sees: first what is undetermined, which any day
// may prove to be due, whatever `due_until` says, by the latest day that it
// can be due; then by due date; then by id. Deadlines that others took the
// place of, or that ended, by `known_at` are left out, and `overdue_only`
// lists only what is overdue for certain.
absl::StatusOr<std::vector<DueRow>> ListDeadlines(Snapshot& snapshot,
                                                  const Scope& scope,
                                                  const DeadlineList& list);

// The deadline of `record`, a file, by its id; null when it has none such.
const v1::Deadline* DeadlineById(const Deadlines& deadlines,
                                 absl::string_view deadline_id);

}  // namespace entente

#endif  // ENTENTE_STORAGE_DEADLINE_STORE_H_
