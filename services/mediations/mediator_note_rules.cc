#include "services/mediations/mediator_note_rules.h"

#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using v1::Event;
using v1::MediatorNote;
using R = v1::Refusal;

}  // namespace

absl::StatusOr<Event> WriteMediatorNote(
    const v1::Mediation& mediation, const v1::WriteMediatorNoteRequest& request,
    const std::string& note_id, uint32_t number, const MediationEntry& entry) {
  if (!IsConfirmedMediator(mediation, entry.person_id)) {
    return RefuseToEnter(v1::Mediation::MEDIATOR);
  }
  // Who writes it may read it at least today.
  RETURN_IF_ERROR(CheckDateOrder("destroy_date", request.destroy_date(),
                                 "written_date", DayIso(entry.today + 1)));
  const std::string today = DayIso(entry.today);
  Event event = MakeEvent(entry, Event::MEDIATOR_NOTE_WRITTEN, note_id, today,
                          0, entry.person_id);
  MediatorNote& note = *event.mutable_mediator_note();
  note.set_note_id(note_id);
  note.set_mediation_id(mediation.mediation_id());
  note.set_author_id(entry.person_id);
  note.set_number(number);
  note.set_for_co_mediators(request.for_co_mediators());
  note.set_written_date(today);
  note.set_destroy_date(request.destroy_date());
  note.set_text(request.text());
  *note.mutable_create_time() = ToProto(entry.now);
  return event;
}

bool IsReadable(const MediatorNote& note, absl::string_view today) {
  return note.destroyed_date().empty() && note.destroy_date() > today;
}

absl::StatusOr<Event> DestroyMediatorNote(const MediatorNote& current,
                                          const Entry& entry) {
  if (!current.destroyed_date().empty()) {
    return Refuse(R::NOTE_DESTROYED, {{"date", current.destroyed_date()}});
  }
  const std::string today = DayIso(entry.today);
  Event event = MakeEvent(entry, Event::MEDIATOR_NOTE_DESTROYED,
                          current.note_id(), today, 0, current.author_id());
  *event.mutable_mediator_note() = current;
  event.mutable_mediator_note()->set_destroyed_date(today);
  event.mutable_mediator_note()->clear_text();
  return event;
}

}  // namespace entente
