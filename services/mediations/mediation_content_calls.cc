#include "services/mediations/mediation_content_calls.h"

#include <limits>
#include <utility>
#include <vector>

#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/redact.h"
#include "services/grievances/file_access.h"
#include "services/mediations/item_rules.h"
#include "services/mediations/mediation_access.h"
#include "services/mediations/mediation_call.h"
#include "services/mediations/mediator_note_rules.h"
#include "services/rpc/page_token.h"
#include "storage/change_store.h"
#include "storage/mediation_item_store.h"
#include "storage/mediator_note_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using Class = v1::Confidentiality;
using v1::Event;
using v1::Mediation;
using v1::MediationItem;
using v1::MediatorNote;
using R = v1::Refusal;

// Whoever may read an item at all reads what it says: the store's predicate
// says who. To whom else it was released is for its giver and the mediators.
MediationItem Shown(const SeenMediation& seen, bool sealed_content,
                    MediationItem item) {
  Reader reader;
  reader.classes = {Class::PUBLISHED, Class::ADMIN, Class::SHARED,
                    Class::CAUCUS};
  reader.sealed_content = sealed_content;
  Redact(reader, item);
  if (seen.part != Mediation::MEDIATOR && item.side() != seen.side) {
    item.clear_releases();
  }
  return item;
}

MediatorNote Shown(bool sealed_content, MediatorNote note) {
  Reader reader;
  reader.classes = {Class::PUBLISHED, Class::MEDIATOR_ADMIN,
                    Class::MEDIATOR_ONLY};
  reader.sealed_content = sealed_content;
  Redact(reader, note);
  return note;
}

absl::StatusOr<MediationItem> SeeItem(ReadCall& call,
                                      absl::string_view item_id) {
  ASSIGN_OR_RETURN(
      absl::optional<MediationItem> item,
      FindMediationItem(call.snapshot, ScopeOf(call.actor), item_id));
  if (!item.has_value()) return Refuse(R::NOT_AVAILABLE);
  return *std::move(item);
}

absl::StatusOr<MediatorNote> SeeNote(ReadCall& call,
                                     absl::string_view note_id) {
  ASSIGN_OR_RETURN(
      absl::optional<MediatorNote> note,
      FindMediatorNote(call.snapshot, ScopeOf(call.actor), note_id));
  if (!note.has_value()) return Refuse(R::NOT_AVAILABLE);
  return *std::move(note);
}

// The party for whom the caller reads; the person themself, for mediators.
std::string ReaderId(const StartedMediation& started) {
  const uint32_t side = started.entry.side;
  return side == 0
             ? started.entry.person_id
             : std::string(PartyOf(started.seen.mediation.parties(), side));
}

}  // namespace

absl::StatusOr<std::string> KeepItem(WriteCall& call,
                                     const Procedures& procedures,
                                     const v1::AddItemRequest& request,
                                     v1::ItemAnswer& answer) {
  ASSIGN_OR_RETURN(
      const StartedMediation started,
      StartMediation(call, procedures, request.mediation_id(), ""));
  const Mediation& mediation = started.seen.mediation;
  ASSIGN_OR_RETURN(const uint32_t giver,
                   GiverOf(mediation, request, started.entry));
  ASSIGN_OR_RETURN(const uint32_t number,
                   NextItemNumber(call.snapshot, mediation.mediation_id(),
                                  request.apart() ? giver : 0));
  ASSIGN_OR_RETURN(Event event, AddItem(mediation, request, NewId(), giver,
                                        number, started.entry));
  *answer.mutable_item() = Shown(started.seen, false, event.mediation_item());
  const std::string id = event.record_id();
  RETURN_IF_ERROR(
      ApplyChange(call.transaction, call.keyring, nullptr, std::move(event)));
  return id;
}

absl::StatusOr<std::string> Release(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::ReleaseItemRequest& request,
                                    v1::ItemAnswer& answer) {
  ASSIGN_OR_RETURN(const MediationItem item, SeeItem(call, request.item_id()));
  ASSIGN_OR_RETURN(const StartedMediation started,
                   StartMediation(call, procedures, item.mediation_id(), ""));
  ASSIGN_OR_RETURN(Event event, ReleaseItem(started.seen.mediation, item,
                                            request, started.entry));
  *answer.mutable_item() = Shown(started.seen, false, event.mediation_item());
  RETURN_IF_ERROR(
      ApplyChange(call.transaction, call.keyring, &item, std::move(event)));
  return item.item_id();
}

absl::Status ShowItemAgain(ReadCall& call, absl::string_view item_id,
                           v1::ItemAnswer& answer) {
  ASSIGN_OR_RETURN(const MediationItem item, SeeItem(call, item_id));
  ASSIGN_OR_RETURN(const SeenMediation seen,
                   SeeMediation(call, item.mediation_id()));
  *answer.mutable_item() = Shown(seen, false, item);
  return absl::OkStatus();
}

absl::Status ReadAllItems(WriteCall& call, const Procedures& procedures,
                          const v1::ReadItemsRequest& request,
                          v1::ReadItemsResponse& response) {
  ASSIGN_OR_RETURN(
      const StartedMediation started,
      StartMediation(call, procedures, request.mediation_id(), ""));
  const std::string& id = started.seen.mediation.mediation_id();
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const EntryPosition after,
                   OpenEntryToken(call, request, request.page_token()));
  MediationItemList list;
  list.mediation_id = id;
  list.after_time = after.time;
  list.after_id = after.id;
  list.limit = limit + 1;
  ASSIGN_OR_RETURN(
      std::vector<MediationItem> items,
      ListMediationItems(call.snapshot, ScopeOf(call.actor), list));
  if (CutToPage(items, limit)) {
    response.set_next_page_token(
        SealEntryToken(call, request, FromProto(items.back().create_time()),
                       items.back().item_id()));
  }
  bool apart = false;
  for (MediationItem& item : items) {
    if (item.apart()) {
      RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring, item.item_id(),
                                 Class::CAUCUS, item));
      apart = true;
    }
    *response.add_items() = Shown(started.seen, true, std::move(item));
  }
  if (apart) {
    RETURN_IF_ERROR(RecordFileReading(call, id, Class::CAUCUS, started.entry,
                                      ReaderId(started)));
  }
  if (!IsConfirmedMediator(started.seen.mediation, call.actor.person_id)) {
    return absl::OkStatus();
  }
  MediationItemList all;
  all.mediation_id = id;
  all.limit = std::numeric_limits<int>::max();
  ASSIGN_OR_RETURN(const std::vector<MediationItem> given,
                   ListMediationItems(call.snapshot, ScopeOf(call.actor), all));
  CountReceived(started.seen.mediation, given, response);
  return absl::OkStatus();
}

absl::StatusOr<std::string> KeepMediatorNote(
    WriteCall& call, const Procedures& procedures,
    const v1::WriteMediatorNoteRequest& request,
    v1::MediatorNoteAnswer& answer) {
  ASSIGN_OR_RETURN(
      const StartedMediation started,
      StartMediation(call, procedures, request.mediation_id(), ""));
  const Mediation& mediation = started.seen.mediation;
  ASSIGN_OR_RETURN(
      const uint32_t number,
      NextMediatorNoteNumber(call.snapshot, mediation.mediation_id(),
                             call.actor.person_id));
  ASSIGN_OR_RETURN(Event event, WriteMediatorNote(mediation, request, NewId(),
                                                  number, started.entry));
  *answer.mutable_note() = Shown(false, event.mediator_note());
  const std::string id = event.record_id();
  RETURN_IF_ERROR(
      ApplyChange(call.transaction, call.keyring, nullptr, std::move(event)));
  return id;
}

absl::StatusOr<std::string> DestroyNote(
    WriteCall& call, const Procedures& procedures,
    const v1::DestroyMediatorNoteRequest& request,
    v1::MediatorNoteAnswer& answer) {
  ASSIGN_OR_RETURN(MediatorNote note, SeeNote(call, request.note_id()));
  // Who reads it as a co-mediator does not destroy it.
  if (note.author_id() != call.actor.person_id) {
    return Refuse(R::NOT_AVAILABLE);
  }
  ASSIGN_OR_RETURN(const StartedMediation started,
                   StartMediation(call, procedures, note.mediation_id(), ""));
  ASSIGN_OR_RETURN(Event event, DestroyMediatorNote(note, started.entry));
  RETURN_IF_ERROR(OpenNoteToDestroy(call.snapshot, call.keyring, note));
  *answer.mutable_note() = Shown(false, event.mediator_note());
  RETURN_IF_ERROR(
      ApplyChange(call.transaction, call.keyring, &note, std::move(event)));
  return note.note_id();
}

absl::Status ShowMediatorNoteAgain(ReadCall& call, absl::string_view note_id,
                                   v1::MediatorNoteAnswer& answer) {
  ASSIGN_OR_RETURN(const MediatorNote note, SeeNote(call, note_id));
  *answer.mutable_note() = Shown(false, note);
  return absl::OkStatus();
}

absl::Status ReadOwnNotes(WriteCall& call, const Procedures& procedures,
                          const v1::ReadMediatorNotesRequest& request,
                          v1::ReadMediatorNotesResponse& response) {
  ASSIGN_OR_RETURN(
      const StartedMediation started,
      StartMediation(call, procedures, request.mediation_id(), ""));
  const std::string& id = started.seen.mediation.mediation_id();
  // To everybody else there are none, not even as an empty list.
  if (!IsConfirmedMediator(started.seen.mediation, call.actor.person_id)) {
    return Refuse(R::NOT_AVAILABLE);
  }
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const EntryPosition after,
                   OpenEntryToken(call, request, request.page_token()));
  MediatorNoteList list;
  list.mediation_id = id;
  list.after_time = after.time;
  list.after_id = after.id;
  list.limit = limit + 1;
  ASSIGN_OR_RETURN(std::vector<MediatorNote> notes,
                   ListMediatorNotes(call.snapshot, ScopeOf(call.actor), list));
  if (CutToPage(notes, limit)) {
    response.set_next_page_token(
        SealEntryToken(call, request, FromProto(notes.back().create_time()),
                       notes.back().note_id()));
  }
  const std::string today = DayIso(started.entry.today);
  bool opened = false;
  for (MediatorNote& note : notes) {
    if (IsReadable(note, today)) {
      RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring, note.note_id(),
                                 Class::MEDIATOR_ONLY, note));
      opened = true;
    }
    *response.add_notes() = Shown(true, std::move(note));
  }
  if (!opened) return absl::OkStatus();
  return RecordFileReading(call, id, Class::MEDIATOR_ONLY, started.entry,
                           ReaderId(started));
}

}  // namespace entente
