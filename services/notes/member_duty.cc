#include "services/notes/member_duty.h"

#include <vector>

#include "proto/support/status_macros.h"
#include "services/grievances/entry.h"
#include "services/notes/duty_rules.h"
#include "storage/change_store.h"
#include "storage/note_store.h"

namespace entente {

absl::StatusOr<absl::optional<v1::MemberDuty>> MemberDutyOf(
    ReadCall& call, const Procedure* procedure,
    const v1::Grievance& grievance) {
  if (!DecisionOwed(grievance).has_value()) {
    return absl::optional<v1::MemberDuty>();
  }
  ASSIGN_OR_RETURN(
      std::vector<v1::Note> notes,
      ListFileNotes(call.snapshot, grievance.grievance_id(), kOwnerSide));
  for (v1::Note& note : notes) {
    if (note.kind() != v1::Note::DECISION && note.kind() != v1::Note::TOLD) {
      continue;
    }
    RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring, note.note_id(),
                               v1::Confidentiality::SIDE, note));
  }
  return ComputeMemberDuty(procedure, grievance, notes);
}

}  // namespace entente
