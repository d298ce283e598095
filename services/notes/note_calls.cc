#include "services/notes/note_calls.h"

#include <set>
#include <utility>
#include <vector>

#include "proto/support/deadline.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/file_access.h"
#include "services/grievances/file_references.h"
#include "services/grievances/move_rules.h"
#include "services/notes/note_rules.h"
#include "services/rpc/page_token.h"
#include "storage/change_store.h"
#include "storage/consultation_store.h"
#include "storage/note_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using v1::Note;
using R = v1::Refusal;

// A file that the caller sees, as the notes of their side are on it.
struct NotedFile {
  SeenFile file;
  // The consultation from which a grievance of the own side came, if the
  // caller sees it.
  std::string earlier_file_id;
  std::vector<std::string> member_ids;
  HeldProcedure held;

  Note::FileKind kind() const {
    return file.grievance.has_value() ? Note::GRIEVANCE : Note::CONSULTATION;
  }
};

absl::Status AddGrievance(ReadCall& call, const Procedures& procedures,
                          NotedFile& noted) {
  const v1::Grievance& grievance = *noted.file.grievance;
  if (noted.file.side == kOwnerSide && !grievance.consultation_id().empty()) {
    // Whoever has the grievance need not see the consultation.
    ASSIGN_OR_RETURN(const absl::optional<v1::Consultation> consultation,
                     FindConsultation(call.snapshot, ScopeOf(call.actor),
                                      grievance.consultation_id()));
    if (consultation.has_value()) {
      noted.earlier_file_id = consultation->consultation_id();
    }
  }
  for (const auto& grievor : grievance.grievors()) {
    noted.member_ids.push_back(grievor.person_id());
  }
  ASSIGN_OR_RETURN(noted.held, procedures.Pinned(call.snapshot, grievance));
  return absl::OkStatus();
}

absl::Status AddConsultation(ReadCall& call, const Procedures& procedures,
                             NotedFile& noted) {
  v1::Consultation& consultation = *noted.file.consultation;
  RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring,
                             consultation.consultation_id(),
                             v1::Confidentiality::SIDE, consultation));
  noted.member_ids.assign(consultation.member_ids().begin(),
                          consultation.member_ids().end());
  const v1::Deadline& deadline = *consultation.deadlines().rbegin();
  ASSIGN_OR_RETURN(noted.held,
                   procedures.Version(call.snapshot, deadline.profile_code(),
                                      deadline.profile_version()));
  return absl::OkStatus();
}

absl::StatusOr<NotedFile> SeeNotedFile(ReadCall& call,
                                       const Procedures& procedures,
                                       absl::string_view id_or_number) {
  NotedFile noted;
  ASSIGN_OR_RETURN(noted.file, SeeFile(call, id_or_number, Counts::kWithout));
  if (noted.file.settlement.has_value()) return Refuse(R::NOT_AVAILABLE);
  RETURN_IF_ERROR(noted.file.grievance.has_value()
                      ? AddGrievance(call, procedures, noted)
                      : AddConsultation(call, procedures, noted));
  return noted;
}

// The earlier notes, of which those that wait for a contact say with whom.
absl::StatusOr<std::vector<Note>> EarlierNotes(ReadCall& call,
                                               const NotedFile& noted) {
  ASSIGN_OR_RETURN(
      std::vector<Note> notes,
      ListFileNotes(call.snapshot, noted.file.id(), noted.file.side));
  for (Note& note : notes) {
    if (note.deadlines().empty() || !IsOpen(note.deadlines(0))) continue;
    RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring, note.note_id(),
                               v1::Confidentiality::SIDE, note));
  }
  return notes;
}

void Show(const NotedFile& noted, Note note, v1::NoteAnswer& answer) {
  ClearCounts(*note.mutable_deadlines());
  Redact(FileReader(noted.file.side), note);
  *answer.mutable_note() = std::move(note);
  answer.set_file_number(noted.file.number());
}

}  // namespace

absl::StatusOr<std::string> KeepNote(WriteCall& call,
                                     const Procedures& procedures,
                                     const v1::WriteNoteRequest& request,
                                     v1::NoteAnswer& answer) {
  ASSIGN_OR_RETURN(const NotedFile noted,
                   SeeNotedFile(call, procedures, request.file_id()));
  if (!request.person_id().empty()) {
    RETURN_IF_ERROR(
        FindFilePerson(call, "person_id", request.person_id(), Names::kSealed)
            .status());
  }
  NoteFacts facts;
  facts.note_id = NewId();
  facts.file_kind = noted.kind();
  facts.file_id = noted.file.id();
  facts.organization_id = noted.file.organization_id();
  facts.is_union = RoleIn(noted.file) == v1::Mandate::UNION_REP;
  facts.member_ids = noted.member_ids;
  facts.procedure = noted.held.procedure;
  ASSIGN_OR_RETURN(facts.notes, EarlierNotes(call, noted));
  ASSIGN_OR_RETURN(Changes changes,
                   WriteNote(request, facts,
                             EntryFor(call, noted.file.side, RoleIn(noted.file),
                                      noted.held.time_zone)));
  Show(noted, changes[0].note(), answer);
  for (v1::Event& change : changes) {
    const Note* before = nullptr;
    for (const Note& earlier : facts.notes) {
      if (earlier.note_id() == change.record_id()) before = &earlier;
    }
    RETURN_IF_ERROR(
        ApplyChange(call.transaction, call.keyring, before, std::move(change)));
  }
  return facts.note_id;
}

absl::Status ShowNoteAgain(ReadCall& call, const Procedures& procedures,
                           absl::string_view note_id, v1::NoteAnswer& answer) {
  ASSIGN_OR_RETURN(const absl::optional<Note> note,
                   FindNote(call.snapshot, note_id));
  if (!note.has_value()) return Refuse(R::NOT_AVAILABLE);
  ASSIGN_OR_RETURN(const NotedFile noted,
                   SeeNotedFile(call, procedures, note->file_id()));
  if (noted.file.side != note->side()) return Refuse(R::NOT_AVAILABLE);
  Show(noted, *note, answer);
  return absl::OkStatus();
}

absl::Status ReadFileNotes(WriteCall& call, const Procedures& procedures,
                           const v1::ReadNotesRequest& request,
                           v1::ReadNotesResponse& response) {
  ASSIGN_OR_RETURN(const NotedFile noted,
                   SeeNotedFile(call, procedures, request.file_id()));
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const EntryPosition after,
                   OpenEntryToken(call, request, request.page_token()));
  NoteList list;
  list.file_id = noted.file.id();
  list.earlier_file_id = noted.earlier_file_id;
  list.side = noted.file.side;
  list.after_time = after.time;
  list.after_id = after.id;
  list.limit = limit + 1;
  ASSIGN_OR_RETURN(std::vector<Note> notes, ListNotes(call.snapshot, list));
  if (CutToPage(notes, limit)) {
    response.set_next_page_token(
        SealEntryToken(call, request, FromProto(notes.back().create_time()),
                       notes.back().note_id()));
  }
  response.set_file_number(noted.file.number());
  std::set<std::string> read = {noted.file.id()};
  for (Note& note : notes) {
    RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring, note.note_id(),
                               v1::Confidentiality::SIDE, note));
    read.insert(note.file_id());
    ClearCounts(*note.mutable_deadlines());
    Redact(FileReader(noted.file.side, true), note);
    *response.add_notes() = std::move(note);
  }
  const Entry entry =
      EntryFor(call, noted.file.side, RoleIn(noted.file), noted.held.time_zone);
  for (const std::string& id : read) {
    RETURN_IF_ERROR(RecordFileReading(call, id, v1::Confidentiality::SIDE,
                                      entry, noted.file.organization_id()));
  }
  return absl::OkStatus();
}

}  // namespace entente
