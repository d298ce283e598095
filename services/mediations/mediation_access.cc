#include "services/mediations/mediation_access.h"

#include <algorithm>
#include <set>
#include <utility>

#include "proto/support/deadline.h"
#include "proto/support/mediation.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/file_access.h"
#include "services/mediations/mediation_move_rules.h"
#include "services/rpc/etag.h"

namespace entente {
namespace {

using Class = v1::Confidentiality;
using v1::Mediation;
using R = v1::Refusal;

// Whether the party left, and that was not the end of it.
bool GoesOnWithout(const Mediation& mediation, uint32_t side) {
  return LeftOn(mediation, side).has_value() &&
         mediation.outcome().side() != side;
}

// Who answered, left, accepted, challenged or signed is for the parties and the
// mediators: to others the history says that it was done, and that a party that
// left gave an answer.
void HideParty(v1::Event& event) {
  switch (event.move()) {
    case v1::Event::MEDIATION_LEFT:
      event.set_move(v1::Event::MEDIATION_ANSWERED);
      break;
    case v1::Event::MEDIATION_ANSWERED:
    case v1::Event::INTERESTS_ACCEPTED:
    case v1::Event::MEDIATOR_CHALLENGED:
    case v1::Event::ENTRY_SIGNED:
      break;
    default:
      return;
  }
  event.clear_acted_by_side();
  event.clear_acted_by_id();
  event.clear_recorded_by_id();
  event.clear_recorded_as();
}

// A session that was held with another side shows in no event: not even that
// something was added.
bool ShowsSession(const Reader& reader, const Mediation& changed) {
  if (changed.sessions().empty()) return false;
  Mediation last;
  *last.add_sessions() = *changed.sessions().rbegin();
  Redact(reader, last);
  return !last.sessions().empty();
}

// Takes out of it what came after the party on `side` had left, on `left`, and
// is not for everybody who stands in it.
void CutAtLeaving(uint32_t side, const std::string& left,
                  Mediation& mediation) {
  bool has_left = false;
  for (Mediation::Answer& answer : *mediation.mutable_answers()) {
    if (has_left) {
      answer.clear_side();
      answer.clear_value();
      answer.clear_recorded_for();
    }
    has_left = has_left || &answer == LastAnswer(mediation, side);
  }
  for (Mediation::Mediator& mediator : *mediation.mutable_mediators()) {
    if (mediator.disclosed_date() > left) mediator.clear_disclosure();
    mediator.clear_accepted_by_sides();
    if (mediator.ended_date() > left) mediator.clear_challenged_by_side();
  }
  for (auto& signature : *mediation.mutable_entry_signatures()) {
    if (signature.signed_date() <= left) continue;
    signature.clear_side();
    signature.clear_mediator();
    signature.clear_recorded_for();
  }
  auto& sessions = *mediation.mutable_sessions();
  sessions.erase(std::remove_if(sessions.begin(), sessions.end(),
                                [&](const Mediation::Session& session) {
                                  return session.session_date() > left;
                                }),
                 sessions.end());
  for (Mediation::Pause& pause : *mediation.mutable_pauses()) {
    if (pause.from_date() > left) pause.clear_reason();
  }
  if (!mediation.has_outcome()) return;
  const Mediation::Outcome whole = mediation.outcome();
  mediation.mutable_outcome()->Clear();
  mediation.mutable_outcome()->set_end(whole.end());
  mediation.mutable_outcome()->set_end_date(whole.end_date());
}

Mediation Shown(const SeenMediation& seen, absl::string_view person_id) {
  Mediation shown = seen.mediation;
  shown.clear_etag();
  ClearCounts(*shown.mutable_deadlines());
  Reader reader = MediationReader(seen, person_id);
  if (seen.part == Mediation::PARTY && GoesOnWithout(shown, seen.side)) {
    CutAtLeaving(seen.side, *LeftOn(shown, seen.side), shown);
    reader.classes.insert(Class::SHARED);
    reader.classes.insert(Class::CAUCUS_ADMIN);
  }
  Redact(reader, shown);
  return shown;
}

}  // namespace

absl::StatusOr<SeenMediation> SeeMediation(ReadCall& call,
                                           absl::string_view id_or_number) {
  ASSIGN_OR_RETURN(
      absl::optional<SeenMediation> seen,
      FindMediation(call.snapshot, ScopeOf(call.actor), id_or_number));
  if (!seen.has_value()) return Refuse(R::NOT_AVAILABLE);
  return *std::move(seen);
}

Reader MediationReader(const SeenMediation& seen, absl::string_view person_id) {
  const Mediation& mediation = seen.mediation;
  const auto all_sides = [&] {
    std::vector<uint32_t> sides;
    for (const v1::Party& party : mediation.parties()) {
      sides.push_back(party.side());
    }
    return sides;
  };
  Reader reader;
  switch (seen.part) {
    case Mediation::PARTY:
      // The others see it from the admission on.
      reader.classes = {Class::PUBLISHED, Class::ADMIN, Class::INTAKE,
                        Class::SIDE_ADMIN};
      // What goes on without a party is not for it to read: Shown has what was
      // before.
      if (!GoesOnWithout(mediation, seen.side)) {
        reader.classes.insert(Class::SHARED);
        reader.classes.insert(Class::CAUCUS_ADMIN);
      }
      reader.sides = {seen.side};
      break;
    case Mediation::MEDIATOR:
      if (IsConfirmedMediator(mediation, person_id)) {
        reader.classes = {Class::PUBLISHED, Class::ADMIN,        Class::INTAKE,
                          Class::SHARED,    Class::CAUCUS_ADMIN, Class::OFFICE};
        reader.sides = all_sides();
      } else {
        reader.classes = {Class::PUBLISHED, Class::ADMIN, Class::INTAKE,
                          Class::OFFICE};
      }
      break;
    case Mediation::ASSISTANT:
      reader.classes = {Class::PUBLISHED, Class::ADMIN, Class::CAUCUS_ADMIN,
                        Class::OFFICE};
      reader.sides = all_sides();
      break;
    case Mediation::REGISTRAR:
      if (mediation.admitted_date().empty()) {
        reader.classes = {Class::PUBLISHED, Class::ADMIN, Class::INTAKE,
                          Class::OFFICE};
      } else {
        reader.classes = {Class::PUBLISHED, Class::ADMIN, Class::OFFICE};
      }
      break;
    default:
      break;
  }
  return reader;
}

void ShowMediation(ReadCall& call, const SeenMediation& seen,
                   v1::MediationAnswer& answer) {
  const std::string& person_id = call.actor.person_id;
  Mediation& shown = *answer.mutable_mediation();
  shown = Shown(seen, person_id);
  shown.set_etag(Etag(call.keyring, shown));
  answer.set_part(seen.part);
  answer.set_side(seen.side);
  for (const v1::Event::Move move :
       NextMoves(seen.mediation, seen.part, seen.side, person_id)) {
    answer.add_next_moves(move);
  }
  if (seen.part != Mediation::REGISTRAR) return;
  std::set<std::string> days;
  for (const Mediation::Session& session : seen.mediation.sessions()) {
    days.insert(session.session_date());
  }
  for (const std::string& day : days) answer.add_session_dates(day);
}

void ListMediation(ReadCall& call, SeenMediation seen,
                   v1::ListMediationsResponse::Item& item) {
  item.set_part(seen.part);
  item.set_side(seen.side);
  Reader reader = MediationReader(seen, call.actor.person_id);
  // A list shows who, when and how it stands.
  for (const Class::Class each :
       {Class::INTAKE, Class::SHARED, Class::CAUCUS_ADMIN}) {
    reader.classes.erase(each);
  }
  ClearCounts(*seen.mediation.mutable_deadlines());
  Redact(reader, seen.mediation);
  *item.mutable_mediation() = std::move(seen.mediation);
}

bool ShowMediationEvent(const SeenMediation& seen, absl::string_view person_id,
                        v1::Event& event) {
  const Reader reader = MediationReader(seen, person_id);
  // Who read what was given apart is told to the reader's own side, and to the
  // mediators of mediators.
  const bool is_reading = event.move() == v1::Event::READ;
  if (is_reading) {
    const bool own = seen.part == Mediation::PARTY
                         ? event.acted_by_side() == seen.side
                         : event.acted_by_side() == 0 &&
                               IsConfirmedMediator(seen.mediation, person_id);
    if (!own) return false;
  }
  if (seen.part == Mediation::PARTY &&
      GoesOnWithout(seen.mediation, seen.side) &&
      event.effective_date() > *LeftOn(seen.mediation, seen.side)) {
    return false;
  }
  if (event.has_mediation()) {
    if (event.move() == v1::Event::SESSION_HELD &&
        !ShowsSession(reader, event.mediation())) {
      return false;
    }
    ClearCounts(*event.mutable_mediation()->mutable_deadlines());
  }
  if (!reader.classes.contains(Class::SHARED)) HideParty(event);
  Redact(reader, event);
  return is_reading || !event.set_fields().empty();
}

absl::Status CheckMediationEtag(ReadCall& call, absl::string_view etag,
                                const SeenMediation& seen) {
  if (etag.empty()) return absl::OkStatus();
  return CheckEtag(call.keyring, etag, Shown(seen, call.actor.person_id));
}

absl::Status ShowMediationAgain(ReadCall& call, absl::string_view mediation_id,
                                v1::MediationAnswer& answer) {
  ASSIGN_OR_RETURN(const SeenMediation seen, SeeMediation(call, mediation_id));
  ShowMediation(call, seen, answer);
  return absl::OkStatus();
}

}  // namespace entente
