#include "services/mediations/item_rules.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using v1::Event;
using v1::Mediation;
using v1::MediationItem;
using R = v1::Refusal;

bool IsSide(const Mediation& mediation, uint32_t side) {
  return std::any_of(
      mediation.parties().begin(), mediation.parties().end(),
      [&](const v1::Party& party) { return party.side() == side; });
}

}  // namespace

absl::StatusOr<uint32_t> GiverOf(const Mediation& mediation,
                                 const v1::AddItemRequest& request,
                                 const MediationEntry& entry) {
  const bool is_party = entry.part == Mediation::PARTY;
  if (!is_party && !IsConfirmedMediator(mediation, entry.person_id)) {
    return RefuseToEnter(Mediation::MEDIATOR);
  }
  if (mediation.state() != Mediation::OPEN &&
      mediation.state() != Mediation::PAUSED) {
    return RefuseInState(mediation);
  }
  const uint32_t giver =
      request.side() == 0 && is_party ? entry.side : request.side();
  if (is_party && giver != entry.side) {
    return RefuseToEnter(Mediation::MEDIATOR);
  }
  if (giver == 0) {
    if (request.apart()) return Refuse(R::ITEM_OF_SIDE, {{"field", "side"}});
    return giver;
  }
  const std::vector<uint32_t> sides = SidesStillIn(mediation);
  if (std::count(sides.begin(), sides.end(), giver) == 0) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "side"}});
  }
  return giver;
}

absl::StatusOr<Event> AddItem(const Mediation& mediation,
                              const v1::AddItemRequest& request,
                              const std::string& item_id, uint32_t giver,
                              uint32_t number, const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "given_date", request.given_date()));
  RETURN_IF_ERROR(CheckDateOrder("given_date", date, "opened_date",
                                 mediation.opened_date()));
  Event event = MakeEvent(
      entry, Event::ITEM_GIVEN, item_id, date, giver,
      giver == 0 ? entry.person_id : PartyOf(mediation.parties(), giver));
  MediationItem& item = *event.mutable_mediation_item();
  item.set_item_id(item_id);
  item.set_mediation_id(mediation.mediation_id());
  item.set_side(giver);
  item.set_apart(request.apart());
  item.set_number(number);
  item.set_summary(request.summary());
  item.set_given_date(date);
  item.set_written_by_id(entry.person_id);
  if (request.apart()) {
    item.set_caucus_text(request.text());
  } else {
    item.set_text(request.text());
  }
  *item.mutable_create_time() = ToProto(entry.now);
  return event;
}

absl::StatusOr<Event> ReleaseItem(const Mediation& mediation,
                                  const MediationItem& current,
                                  const v1::ReleaseItemRequest& request,
                                  const MediationEntry& entry) {
  const bool own = entry.part == Mediation::PARTY &&
                   entry.side == current.side() && current.apart();
  if (!current.apart() || (!own && entry.part != Mediation::MEDIATOR)) {
    return Refuse(R::GIVER_ONLY);
  }
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "release_date", request.release_date()));
  RETURN_IF_ERROR(
      CheckDateOrder("release_date", date, "given_date", current.given_date()));
  std::set<uint32_t> sides;
  for (int i = 0; i < request.to_sides_size(); ++i) {
    const uint32_t side = request.to_sides(i);
    if (side == current.side() || !IsSide(mediation, side)) {
      return Refuse(R::REFERENCE_UNKNOWN,
                    {{"field", absl::StrCat("to_sides[", i, "]")}});
    }
    if (!WasGivenTo(current, side)) sides.insert(side);
  }
  if (sides.empty()) {
    return Refuse(R::NOTHING_TO_CORRECT, {{"field", "to_sides"}});
  }
  MediationMove move;
  move.own = own;
  move.event =
      MakeEvent(entry, Event::ITEM_RELEASED, current.item_id(), date,
                current.side(), PartyOf(mediation.parties(), current.side()));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  MediationItem& item = *move.event.mutable_mediation_item();
  item = current;
  MediationItem::Release& release = *item.add_releases();
  for (const uint32_t side : sides) release.add_to_sides(side);
  release.set_release_date(date);
  NoteWho(entry, move, release);
  return std::move(move.event);
}

bool WasGivenTo(const MediationItem& item, uint32_t side) {
  if (!item.apart()) return true;
  for (const MediationItem::Release& release : item.releases()) {
    const auto& sides = release.to_sides();
    if (std::count(sides.begin(), sides.end(), side) > 0) return true;
  }
  return false;
}

void CountReceived(const Mediation& mediation,
                   const std::vector<MediationItem>& items,
                   v1::ReadItemsResponse& response) {
  std::set<bool> has_summary;
  for (const v1::Party& party : mediation.parties()) {
    auto& received = *response.add_received();
    received.set_side(party.side());
    for (const MediationItem& item : items) {
      if (item.side() == party.side() || !WasGivenTo(item, party.side())) {
        continue;
      }
      received.set_item_count(received.item_count() + 1);
      if (item.summary()) {
        received.set_summary_count(received.summary_count() + 1);
      }
    }
    has_summary.insert(received.summary_count() > 0);
  }
  response.set_summaries_differ(has_summary.size() > 1);
}

}  // namespace entente
