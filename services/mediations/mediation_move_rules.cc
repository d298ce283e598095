#include "services/mediations/mediation_move_rules.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/mediations/mediation_deadline_rules.h"
#include "services/mediations/mediation_life_cycle.h"

namespace entente {
namespace {

using v1::Event;
using v1::Mediation;
using Answer = v1::Mediation::Answer;
using Outcome = v1::Mediation::Outcome;
using R = v1::Refusal;

// Whose part it is to enter such an act.
Mediation::Part PartOf(MediationAct act) {
  switch (act) {
    case MediationAct::kOffice:
    case MediationAct::kRequester:
      return Mediation::REGISTRAR;
    case MediationAct::kMediator:
    case MediationAct::kConductor:
      return Mediation::MEDIATOR;
    default:
      return Mediation::PARTY;
  }
}

// Who was proposed as a mediator, and is not confirmed, enters nothing but what
// they disclose, and that they decline.
bool EntersAsMediator(const Mediation& current, Event::Move move,
                      const MediationEntry& entry) {
  return entry.part != Mediation::MEDIATOR ||
         IsConfirmedMediator(current, entry.person_id) ||
         move == Event::INTERESTS_DISCLOSED || move == Event::MEDIATOR_ENDED;
}

bool HasSigned(const Mediation& mediation, uint32_t side,
               absl::string_view person_id) {
  for (const auto& each : mediation.entry_signatures()) {
    if (side != 0 && each.side() == side) return true;
    if (side != 0 || each.mediator() == 0) continue;
    const auto& mediator =
        mediation.mediators(static_cast<int>(each.mediator()) - 1);
    if (mediator.person_id() == person_id) return true;
  }
  return false;
}

// Whether a mediator disclosed what the party has not accepted.
bool HasToAccept(const Mediation& mediation, uint32_t side) {
  return std::any_of(mediation.mediators().begin(), mediation.mediators().end(),
                     [&](const Mediation::Mediator& each) {
                       const auto& accepted = each.accepted_by_sides();
                       return IsActive(each) && !each.disclosure().empty() &&
                              std::count(accepted.begin(), accepted.end(),
                                         side) == 0;
                     });
}

bool IsDone(const Mediation& mediation, Event::Move move, uint32_t side,
            absl::string_view person_id) {
  const Answer* const last = LastAnswer(mediation, side);
  const bool has_left = last != nullptr && (last->value() == Answer::REFUSED ||
                                            last->value() == Answer::WITHDRAWN);
  switch (move) {
    case Event::MEDIATION_ANSWERED:
      if (mediation.state() == Mediation::PAUSED) {
        return has_left || mediation.pauses().empty() ||
               !mediation.pauses().rbegin()->since_withdrawal() ||
               (last != nullptr && last->value() == Answer::CONTINUED);
      }
      return last != nullptr;
    case Event::MEDIATION_LEFT:
      return last == nullptr || has_left;
    case Event::ENTRY_SIGNED:
      return HasSigned(mediation, side, person_id);
    case Event::INTERESTS_ACCEPTED:
      return has_left || !HasToAccept(mediation, side);
    default:
      return has_left;
  }
}

}  // namespace

absl::StatusOr<MediationMove> BeginMediationMove(const Mediation& current,
                                                 Event::Move move,
                                                 const MediationEntry& entry,
                                                 absl::string_view date) {
  const MediationTransition* const transition =
      FindTransition(current.state(), move);
  if (transition == nullptr) return RefuseInState(current);
  if (!MayEnter(entry.part, transition->act) ||
      !EntersAsMediator(current, move, entry)) {
    return RefuseToEnter(PartOf(transition->act));
  }
  if (LeftOn(current, entry.side).has_value()) {
    return RefuseAnswer(LastAnswer(current, entry.side));
  }
  MediationMove begun;
  begun.event =
      MakeEvent(entry, move, current.mediation_id(), date, entry.side,
                entry.side == 0 ? entry.person_id
                                : PartyOf(current.parties(), entry.side));
  begun.after() = current;
  begun.after().set_state(transition->to);
  return begun;
}

absl::Status ActAsParty(uint32_t side, const MediationEntry& entry,
                        MediationMove& move) {
  const uint32_t acting = side == 0 ? entry.side : side;
  if (acting == 0) return Refuse(R::FIELD_REQUIRED, {{"field", "side"}});
  const absl::string_view party = PartyOf(move.after().parties(), acting);
  if (party.empty()) return Refuse(R::REFERENCE_UNKNOWN, {{"field", "side"}});
  move.own = acting == entry.side;
  move.event.set_acted_by_side(acting);
  move.event.set_acted_by_id(std::string(party));
  return absl::OkStatus();
}

void ActAsOffice(const MediationEntry& entry, MediationMove& move) {
  move.own = entry.part == Mediation::REGISTRAR;
  move.event.set_acted_by_side(0);
  move.event.set_acted_by_id(move.after().office_id());
}

void ActAsMediator(const Mediation::Mediator& mediator,
                   const MediationEntry& entry, MediationMove& move) {
  move.own = entry.person_id == mediator.person_id();
  move.event.set_acted_by_side(0);
  move.event.set_acted_by_id(mediator.person_id());
}

void ActAsMediators(const MediationEntry& entry, MediationMove& move) {
  move.own = IsConfirmedMediator(move.after(), entry.person_id);
  move.event.set_acted_by_side(0);
  move.event.set_acted_by_id(move.own ? entry.person_id : "");
}

absl::StatusOr<Event> FinishMediationMove(MediationMove move,
                                          const Procedure& procedure,
                                          const MediationEntry& entry) {
  RETURN_IF_ERROR(RefreshMediationDeadlines(procedure, entry, move.after()));
  return std::move(move.event);
}

absl::Status RefuseToEnter(Mediation::Part part) {
  return Refuse(R::MAY_NOT_ENTER, {{"part", Mediation::Part_Name(part)}});
}

absl::Status RefuseInState(const Mediation& current) {
  return Refuse(
      R::MEDIATION_STATE,
      {{"state", absl::StrCat("Mediation.State.",
                              Mediation::State_Name(current.state()))}});
}

absl::Status RefuseAnswer(const Answer* last) {
  if (last == nullptr) {
    return Refuse(R::ANSWER_STANDS, {{"value", "NONE"}, {"date", ""}});
  }
  return Refuse(R::ANSWER_STANDS,
                {{"value", absl::StrCat("Mediation.Answer.Value.",
                                        Answer::Value_Name(last->value()))},
                 {"date", last->answer_date()}});
}

std::vector<uint32_t> SidesStillIn(const Mediation& mediation) {
  std::vector<uint32_t> sides;
  for (const v1::Party& party : mediation.parties()) {
    if (!LeftOn(mediation, party.side()).has_value()) {
      sides.push_back(party.side());
    }
  }
  return sides;
}

bool HasOpposedSides(const Mediation& mediation) {
  std::set<uint32_t> camps;
  const std::vector<uint32_t> sides = SidesStillIn(mediation);
  for (const v1::Party& party : mediation.parties()) {
    if (std::count(sides.begin(), sides.end(), party.side()) == 0) continue;
    camps.insert(party.allied_side() == 0 ? party.side() : party.allied_side());
  }
  return camps.size() > 1;
}

bool IsActive(const Mediation::Mediator& mediator) {
  return mediator.ended_date().empty();
}

absl::StatusOr<int> IndexOfMediator(const Mediation& mediation, uint32_t number,
                                    const MediationEntry& entry) {
  int only = -1;
  int count = 0;
  for (int i = 0; i < mediation.mediators_size(); ++i) {
    const Mediation::Mediator& each = mediation.mediators(i);
    if (!IsActive(each)) continue;
    if (number == 0 ? each.person_id() == entry.person_id
                    : each.number() == number) {
      return i;
    }
    only = i;
    ++count;
  }
  if (number == 0 && count == 1) return only;
  return Refuse(R::MEDIATOR_NUMBER, {{"field", "mediator"}});
}

bool IsConfirmedMediator(const Mediation& mediation,
                         absl::string_view person_id) {
  return std::any_of(mediation.mediators().begin(), mediation.mediators().end(),
                     [&](const Mediation::Mediator& each) {
                       return IsActive(each) && each.person_id() == person_id &&
                              !each.confirmed_date().empty();
                     });
}

const Mediation::EntrySignature* FindEntrySignature(const Mediation& mediation,
                                                    uint32_t side,
                                                    uint32_t mediator) {
  for (const auto& each : mediation.entry_signatures()) {
    if (each.side() == side && each.mediator() == mediator) return &each;
  }
  return nullptr;
}

void BeginIfAllSigned(Mediation& mediation) {
  if (mediation.state() != Mediation::READY) return;
  std::string last;
  for (const uint32_t side : SidesStillIn(mediation)) {
    const auto* const signature = FindEntrySignature(mediation, side, 0);
    if (signature == nullptr) return;
    last = std::max(last, signature->signed_date());
  }
  for (const Mediation::Mediator& each : mediation.mediators()) {
    if (!IsActive(each)) continue;
    const auto* const signature =
        FindEntrySignature(mediation, 0, each.number());
    if (signature == nullptr) return;
    last = std::max(last, signature->signed_date());
  }
  BeginOrGoOn(last, mediation);
}

void BeginOrGoOn(absl::string_view date, Mediation& mediation) {
  const auto& pauses = mediation.pauses();
  const bool rests = !pauses.empty() && pauses.rbegin()->until_date().empty();
  mediation.set_state(rests ? Mediation::PAUSED : Mediation::OPEN);
  if (mediation.opened_date().empty()) {
    mediation.set_opened_date(std::string(date));
  }
}

void CloseWith(Outcome::Code code, uint32_t side, absl::string_view date,
               Mediation& mediation) {
  mediation.set_state(Mediation::CLOSED);
  Outcome& outcome = *mediation.mutable_outcome();
  outcome.set_code(code);
  outcome.set_side(side);
  outcome.set_end_date(std::string(date));
  outcome.set_end(mediation.opened_date().empty() ? Outcome::NOT_OPENED
                                                  : Outcome::NONE);
  if (!mediation.pauses().empty()) {
    Mediation::Pause& last = *mediation.mutable_pauses()->rbegin();
    if (last.until_date().empty()) last.set_until_date(std::string(date));
  }
}

std::vector<Event::Move> NextMoves(const Mediation& mediation,
                                   Mediation::Part part, uint32_t side,
                                   absl::string_view person_id) {
  std::vector<Event::Move> moves;
  for (const MediationTransition& each : MediationLifeCycle()) {
    if (each.from != mediation.state()) continue;
    const bool own = part == Mediation::PARTY
                         ? each.act == MediationAct::kParty ||
                               each.act == MediationAct::kSignatory
                     : part == Mediation::MEDIATOR
                         ? each.act == MediationAct::kMediator ||
                               each.act == MediationAct::kConductor ||
                               each.act == MediationAct::kSignatory
                         : part == Mediation::REGISTRAR &&
                               (each.act == MediationAct::kOffice ||
                                each.act == MediationAct::kConductor);
    // Interests are a mediator's to disclose, whoever signs.
    if (!own ||
        (part == Mediation::PARTY && each.move == Event::INTERESTS_DISCLOSED)) {
      continue;
    }
    if (part == Mediation::MEDIATOR &&
        !IsConfirmedMediator(mediation, person_id) &&
        each.move != Event::INTERESTS_DISCLOSED &&
        each.move != Event::MEDIATOR_ENDED) {
      continue;
    }
    if (part != Mediation::REGISTRAR &&
        IsDone(mediation, each.move, side, person_id)) {
      continue;
    }
    moves.push_back(each.move);
  }
  return moves;
}

}  // namespace entente
