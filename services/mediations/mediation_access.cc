#include "services/mediations/mediation_access.h"

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

Mediation Shown(const SeenMediation& seen, absl::string_view person_id) {
  Mediation shown = seen.mediation;
  shown.clear_etag();
  ClearCounts(*shown.mutable_deadlines());
  Redact(MediationReader(seen, person_id), shown);
  return shown;
}

// Whether the party left, and something happened, or may happen, after it.
bool GoesOnWithout(const Mediation& mediation, uint32_t side) {
  const absl::optional<std::string> left = LeftOn(mediation, side);
  return left.has_value() && (mediation.state() != Mediation::CLOSED ||
                              mediation.outcome().end_date() != *left);
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
      // What goes on without a party is not for it to read.
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
