#include "services/notes/note_rules.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/support/deadline.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/role_refusal.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/move_checks.h"
#include "services/grievances/move_rules.h"
#include "services/time_limits/dated_deadline.h"

namespace entente {
namespace {

using v1::Event;
using v1::Note;
using R = v1::Refusal;

// What a note of each kind holds, beside its day.
struct Shape {
  Note::Kind kind;
  bool has_person;
  bool has_way;
  bool has_text;
  bool has_decision;
  bool has_proof;
  bool has_next;
};

constexpr Shape kShapes[] = {
    // kind, person, way, text, decision, proof, next
    {Note::CONTACT, true, true, true, false, false, true},
    {Note::DECISION, true, false, true, true, false, false},
    {Note::TOLD, true, true, true, false, true, true},
    {Note::REMARK, true, false, true, false, false, false},
};

const Shape* ShapeOf(Note::Kind kind) {
  for (const Shape& shape : kShapes) {
    if (shape.kind == kind) return &shape;
  }
  return nullptr;
}

absl::Status CheckPlace(bool has_place, bool given, absl::string_view field) {
  if (has_place || !given) return absl::OkStatus();
  return Refuse(R::FIELDS_CONFLICT,
                {{"field", field}, {"other_field", "kind"}});
}

absl::Status CheckPlaces(const v1::WriteNoteRequest& request,
                         const Shape& shape) {
  RETURN_IF_ERROR(CheckPlace(shape.has_way, request.way() != 0, "way"));
  RETURN_IF_ERROR(
      CheckPlace(shape.has_decision, request.decision() != 0, "decision"));
  RETURN_IF_ERROR(
      CheckPlace(shape.has_proof, request.told_of() != 0, "told_of"));
  RETURN_IF_ERROR(
      CheckPlace(shape.has_proof, !request.proof().empty(), "proof"));
  RETURN_IF_ERROR(
      CheckPlace(shape.has_proof, !request.sha256().empty(), "sha256"));
  return CheckPlace(shape.has_next, !request.next_date().empty(), "next_date");
}

// The member whom the note concerns, among those of the file.
absl::StatusOr<std::string> MemberOf(const v1::WriteNoteRequest& request,
                                     const NoteFacts& facts) {
  if (!request.person_id().empty()) return request.person_id();
  if (facts.member_ids.size() == 1) return facts.member_ids[0];
  const bool needs_one =
      request.kind() == Note::CONTACT || request.kind() == Note::TOLD;
  if (needs_one && !facts.member_ids.empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "person_id"}});
  }
  return std::string();
}

// The decision that a member was told of: the one named, or the last.
absl::StatusOr<const Note*> DecisionToldOf(const v1::WriteNoteRequest& request,
                                           const NoteFacts& facts) {
  const Note* found = nullptr;
  for (const Note& note : facts.notes) {
    if (note.kind() == Note::DECISION &&
        (request.told_of() == 0 || note.number() == request.told_of())) {
      found = &note;
    }
  }
  if (found == nullptr) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "told_of"}});
  }
  return found;
}

void AddNextContact(const NoteFacts& facts, const Entry& entry, Note& note) {
  v1::Deadline& deadline = *note.add_deadlines();
  deadline = DatedDeadline(facts.procedure, note.next_date(),
                           v1::ExplanationStep::NOTED);
  deadline.set_deadline_id(absl::StrCat(note.note_id(), "-1"));
  deadline.set_limit_code(absl::StrCat("CONTACT-", note.number()));
  deadline.set_act(v1::TimeLimit::CONTACT_MEMBER);
  deadline.set_nature(v1::TimeLimit::CONVENTIONAL);
  deadline.set_owner(note.side() == kOwnerSide
                         ? v1::TimeLimit::FILING_SIDE
                         : v1::TimeLimit::RESPONDING_SIDE);
  deadline.set_owed_by_side(note.side());
  deadline.set_missed(v1::TimeLimit::NOTHING);
  deadline.set_opened_by_event_id(entry.event_id);
  *deadline.mutable_open_time() = ToProto(entry.now);
}

bool AwaitsContact(const Note& note) {
  return !note.deadlines().empty() && IsOpen(note.deadlines(0));
}

// That the contact for which `earlier` set a day took place.
Event FollowUp(const NoteFacts& facts, const Entry& entry, const Note& earlier,
               const std::string& date) {
  Event event = MakeEvent(entry, Event::NOTE_FOLLOWED_UP, earlier.note_id(),
                          date, entry.side, facts.organization_id);
  // The id at hand is that of the note which met it.
  event.clear_event_id();
  *event.mutable_note() = earlier;
  v1::Deadline& deadline = *event.mutable_note()->mutable_deadlines(0);
  deadline.set_met_by_event_id(entry.event_id);
  deadline.set_met_date(date);
  *deadline.mutable_met_time() = ToProto(entry.now);
  return event;
}

}  // namespace

absl::Status CheckWriteNote(const v1::WriteNoteRequest& request) {
  RETURN_IF_ERROR(CheckReference("file_id", request.file_id(), true));
  RETURN_IF_ERROR(CheckKnownEnum("kind", request.kind(), true));
  RETURN_IF_ERROR(CheckOptionalDay("note_date", request.note_date()));
  RETURN_IF_ERROR(CheckReference("person_id", request.person_id(), false));
  RETURN_IF_ERROR(CheckKnownEnum("way", request.way(), false));
  RETURN_IF_ERROR(CheckOptionalDay("next_date", request.next_date()));
  const Shape& shape = *ShapeOf(request.kind());
  RETURN_IF_ERROR(CheckPlaces(request, shape));
  RETURN_IF_ERROR(
      CheckKnownEnum("decision", request.decision(), shape.has_decision));
  RETURN_IF_ERROR(CheckLongText("text", request.text(), kNoteCharactersMax,
                                request.kind() != Note::TOLD));
  RETURN_IF_ERROR(CheckText("proof", request.proof(), kProofCharactersMax,
                            shape.has_proof));
  return CheckDigest("sha256", request.sha256());
}

absl::Status CheckReadNotes(const v1::ReadNotesRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  return CheckReference("file_id", request.file_id(), true);
}

absl::StatusOr<Changes> WriteNote(const v1::WriteNoteRequest& request,
                                  const NoteFacts& facts, const Entry& entry) {
  const bool of_union =
      request.kind() == Note::DECISION || request.kind() == Note::TOLD;
  if (of_union && !facts.is_union) {
    return RoleRequired({v1::Mandate::UNION_REP});
  }
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "note_date", request.note_date()));
  RETURN_IF_ERROR(
      CheckDateOrder("next_date", request.next_date(), "note_date", date));
  Event event = MakeEvent(entry, Event::NOTE_WRITTEN, facts.note_id, date,
                          entry.side, facts.organization_id);
  Note& note = *event.mutable_note();
  note.set_note_id(facts.note_id);
  note.set_file_kind(facts.file_kind);
  note.set_file_id(facts.file_id);
  note.set_side(entry.side);
  note.set_organization_id(facts.organization_id);
  note.set_number(facts.notes.empty() ? 1 : facts.notes.back().number() + 1);
  note.set_kind(request.kind());
  note.set_note_date(date);
  ASSIGN_OR_RETURN(*note.mutable_person_id(), MemberOf(request, facts));
  note.set_way(request.way());
  note.set_text(request.text());
  note.set_decision(request.decision());
  note.set_proof(request.proof());
  note.set_sha256(request.sha256());
  note.set_next_date(request.next_date());
  note.set_written_by_id(entry.person_id);
  *note.mutable_create_time() = ToProto(entry.now);
  if (request.kind() == Note::TOLD) {
    ASSIGN_OR_RETURN(const Note* const decision,
                     DecisionToldOf(request, facts));
    RETURN_IF_ERROR(
        CheckDateOrder("note_date", date, "decision", decision->note_date()));
    note.set_told_of(decision->number());
  }
  if (!note.next_date().empty()) AddNextContact(facts, entry, note);
  const std::string member = note.person_id();
  Changes changes;
  changes.push_back(std::move(event));
  if (request.kind() != Note::CONTACT && request.kind() != Note::TOLD) {
    return changes;
  }
  for (const Note& earlier : facts.notes) {
    if (!AwaitsContact(earlier) || earlier.person_id() != member ||
        earlier.note_date() > date) {
      continue;
    }
    changes.push_back(FollowUp(facts, entry, earlier, date));
  }
  return changes;
}

}  // namespace entente
