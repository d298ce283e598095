#include "services/settlements/settlement_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/move_rules.h"
#include "services/settlements/commitment_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Settlement;
using Signatory = v1::Settlement::Signatory;
using R = v1::Refusal;

// The side of `commitment`'s owner, by its number or by the kind of its party.
absl::StatusOr<uint32_t> OwnerSide(
    const std::vector<v1::Party>& parties,
    const v1::ProposeSettlementRequest::NewCommitment& commitment,
    const std::string& place) {
  std::vector<uint32_t> meant;
  for (const v1::Party& party : parties) {
    if (commitment.owner_side() == 0
            ? party.kind() == commitment.owner_kind()
            : party.side() == commitment.owner_side()) {
      meant.push_back(party.side());
    }
  }
  // Of two of one kind the number has to say which.
  if (meant.size() == 1) return meant[0];
  return Refuse(R::REFERENCE_UNKNOWN,
                {{"field", absl::StrCat(place, commitment.owner_side() == 0
                                                   ? ".owner_kind"
                                                   : ".owner_side")}});
}

// The place of the signatory that a request names; -1 for none.
int IndexOfSignatory(const Settlement& settlement, uint32_t number,
                     uint32_t own_side) {
  for (int i = 0; i < settlement.signatories_size(); ++i) {
    const Signatory& each = settlement.signatories(i);
    if (number != 0
            ? each.number() == number
            : each.part() == Signatory::SIDE && each.side() == own_side) {
      return i;
    }
  }
  return -1;
}

void AddSignatory(Signatory::Part part, uint32_t side,
                  const std::string& person_id, Settlement& settlement) {
  Signatory& signatory = *settlement.add_signatories();
  signatory.set_number(static_cast<uint32_t>(settlement.signatories_size()));
  signatory.set_part(part);
  signatory.set_side(side);
  signatory.set_person_id(person_id);
}

// Marks it signed, once everybody has, as of the day of the last signature.
void CompleteIfAllSigned(const Procedure& procedure, const Entry& entry,
                         Settlement& settlement) {
  std::string last;
  for (const Signatory& each : settlement.signatories()) {
    if (each.signed_date().empty()) return;
    last = std::max(last, each.signed_date());
  }
  settlement.set_state(Settlement::SIGNED);
  settlement.set_signed_date(last);
  RefreshCommitmentDeadlines(procedure, entry, settlement);
}

// The side of the union; 0 when there is none.
uint32_t UnionSideOf(const Settlement& settlement) {
  for (const v1::Party& party : settlement.parties()) {
    if (party.kind() == v1::Party::UNION) return party.side();
  }
  return 0;
}

// The only other side, or 0 when there are more.
uint32_t OtherSide(const Settlement& settlement, uint32_t side) {
  uint32_t other = 0;
  for (const v1::Party& party : settlement.parties()) {
    if (party.side() == side) continue;
    if (other != 0) return 0;
    other = party.side();
  }
  return other;
}

void End(Settlement::State state, const std::string& reason,
         const std::string& date, Settlement& settlement) {
  settlement.set_state(state);
  settlement.set_end_reason(reason);
  settlement.set_end_date(date);
}

Event EventOf(const Settlement& current, Event::Move move, const Entry& entry,
              absl::string_view date, uint32_t acting) {
  Event event = MakeEvent(entry, move, current.settlement_id(), date, acting,
                          PartyOf(current.parties(), acting));
  *event.mutable_settlement() = current;
  return event;
}

}  // namespace

absl::Status CheckSettlementState(const Settlement& settlement,
                                  Settlement::State state) {
  if (settlement.state() == state) return absl::OkStatus();
  return Refuse(
      R::SETTLEMENT_STATE,
      {{"state", absl::StrCat("Settlement.State.",
                              Settlement::State_Name(settlement.state()))}});
}

absl::StatusOr<Event> ProposeSettlement(
    const v1::ProposeSettlementRequest& request, const ProposalFacts& facts) {
  const Entry& entry = facts.entry;
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "proposed_date", request.proposed_date()));
  Settlement settlement;
  settlement.set_settlement_id(facts.settlement_id);
  settlement.set_state(Settlement::DRAFT);
  for (const v1::Party& party : facts.parties) {
    *settlement.add_parties() = party;
    AddSignatory(Signatory::SIDE, party.side(), "", settlement);
  }
  for (const std::string& id : facts.grievance_ids) {
    settlement.add_grievance_ids(id);
  }
  for (const ProposalFacts::Employee& employee : facts.employees) {
    AddSignatory(Signatory::EMPLOYEE, employee.side, employee.person_id,
                 settlement);
  }
  settlement.set_terms(request.terms());
  settlement.set_admission(request.admission());
  settlement.set_precedent(request.precedent());
  settlement.set_confidential(request.confidential());
  for (int i = 0; i < request.commitments_size(); ++i) {
    const auto& asked = request.commitments(i);
    const std::string place = absl::StrCat("commitments[", i, "]");
    v1::Commitment& commitment = *settlement.add_commitments();
    commitment.set_number(static_cast<uint32_t>(i) + 1);
    ASSIGN_OR_RETURN(const uint32_t owner,
                     OwnerSide(facts.parties, asked, place));
    commitment.set_owner_side(owner);
    commitment.set_text(asked.text());
    RETURN_IF_ERROR(CheckDateOrder(place + ".due_date", asked.due_date(),
                                   "proposed_date", date));
    commitment.set_due_date(asked.due_date());
    commitment.set_status(v1::Commitment::PENDING);
  }
  settlement.set_proposed_date(date);
  settlement.set_proposed_by_side(entry.side);
  settlement.set_profile_code(facts.profile_code);
  settlement.set_profile_version(facts.profile_version);
  *settlement.mutable_create_time() = ToProto(entry.now);
  return EventOf(settlement, Event::SETTLEMENT_PROPOSED, entry, date,
                 entry.side);
}

absl::StatusOr<Event> SignSettlement(const Settlement& current,
                                     const v1::SignSettlementRequest& request,
                                     const Procedure& procedure,
                                     const Entry& entry) {
  RETURN_IF_ERROR(CheckSettlementState(current, Settlement::DRAFT));
  const int index = IndexOfSignatory(current, request.signatory(), entry.side);
  if (index < 0) return Refuse(R::REFERENCE_UNKNOWN, {{"field", "signatory"}});
  const Signatory& before = current.signatories(index);
  if (!before.signed_date().empty()) {
    return Refuse(R::ALREADY_SIGNED,
                  {{"field", "signatory"}, {"date", before.signed_date()}});
  }
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "signed_date", request.signed_date()));
  RETURN_IF_ERROR(CheckDateOrder("signed_date", date, "proposed_date",
                                 current.proposed_date()));
  Event event =
      EventOf(current, Event::SETTLEMENT_SIGNED, entry, date, before.side());
  // No employee signs here: whoever enters it has it from a paper.
  const uint32_t signs_here =
      before.part() == Signatory::SIDE ? before.side() : 0;
  RETURN_IF_ERROR(TakeInstrument(entry, signs_here, request.has_instrument(),
                                 request.instrument(), event));
  Settlement& after = *event.mutable_settlement();
  Signatory& signatory = *after.mutable_signatories(index);
  signatory.set_signed_date(date);
  signatory.set_signed_name(request.signed_name());
  if (signs_here != entry.side) {
    NoteRecordedFor(entry, event, signatory.mutable_recorded_for());
  }
  CompleteIfAllSigned(procedure, entry, after);
  return event;
}

absl::StatusOr<Event> ContestSignature(
    const Settlement& current, const v1::ContestSignatureRequest& request,
    const Entry& entry) {
  const int index = IndexOfSignatory(current, request.signatory(), entry.side);
  if (index < 0) return Refuse(R::REFERENCE_UNKNOWN, {{"field", "signatory"}});
  const Signatory& before = current.signatories(index);
  if (before.side() != entry.side || !before.has_recorded_for() ||
      before.recorded_for().by_side() == entry.side) {
    return Refuse(R::NOT_ATTRIBUTED, {{"field", "signatory"}});
  }
  if (!before.contested_date().empty()) {
    return Refuse(R::NOTHING_TO_CORRECT, {{"field", "signatory"}});
  }
  const std::string today = DayIso(entry.today);
  Event event =
      EventOf(current, Event::SIGNATURE_CONTESTED, entry, today, entry.side);
  Signatory& signatory =
      *event.mutable_settlement()->mutable_signatories(index);
  signatory.set_contested_date(today);
  signatory.set_contest_text(request.text());
  return event;
}

absl::StatusOr<Event> AbandonSettlement(
    const Settlement& current, const v1::AbandonSettlementRequest& request,
    const Entry& entry) {
  RETURN_IF_ERROR(CheckSettlementState(current, Settlement::DRAFT));
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "abandoned_date", request.abandoned_date()));
  RETURN_IF_ERROR(CheckDateOrder("abandoned_date", date, "proposed_date",
                                 current.proposed_date()));
  Event event =
      EventOf(current, Event::SETTLEMENT_ABANDONED, entry, date, entry.side);
  End(Settlement::ABANDONED, request.reason(), date,
      *event.mutable_settlement());
  return event;
}

absl::StatusOr<Event> RepudiateSettlement(
    const Settlement& current, const v1::RepudiateSettlementRequest& request,
    const Procedure& procedure, const Entry& entry) {
  RETURN_IF_ERROR(CheckSettlementState(current, Settlement::SIGNED));
  const uint32_t other = OtherSide(current, entry.side);
  const uint32_t refusing =
      request.refusing_side() == 0 ? other : request.refusing_side();
  if (refusing == 0) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "refusing_side"}});
  }
  // Who refuses does not refer: where that is the own side, the other did.
  const uint32_t acting = refusing == entry.side ? other : entry.side;
  if (acting == 0 || PartyOf(current.parties(), refusing).empty()) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "refusing_side"}});
  }
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "referral_date", request.referral_date()));
  RETURN_IF_ERROR(CheckDateOrder("referral_date", date, "signed_date",
                                 current.signed_date()));
  Event event =
      EventOf(current, Event::SETTLEMENT_REPUDIATED, entry, date, acting);
  RETURN_IF_ERROR(TakeInstrument(entry, acting, request.has_instrument(),
                                 request.instrument(), event));
  Settlement& after = *event.mutable_settlement();
  End(Settlement::REPUDIATED, request.reason(), date, after);
  RefreshCommitmentDeadlines(procedure, entry, after);
  return event;
}

absl::StatusOr<Event> ReinstateSettlement(
    const Settlement& current, const v1::ReinstateGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry) {
  RETURN_IF_ERROR(CheckSettlementState(current, Settlement::SIGNED));
  ASSIGN_OR_RETURN(const std::string date, ActDate(entry, "reinstated_date",
                                                   request.reinstated_date()));
  RETURN_IF_ERROR(CheckDateOrder("reinstated_date", date, "signed_date",
                                 current.signed_date()));
  const uint32_t acting = UnionSideOf(current);
  Event event =
      EventOf(current, Event::SETTLEMENT_REINSTATED, entry, date, acting);
  RETURN_IF_ERROR(TakeInstrument(entry, acting, request.has_instrument(),
                                 request.instrument(), event));
  Settlement& after = *event.mutable_settlement();
  End(Settlement::REINSTATED, request.reason(), date, after);
  RefreshCommitmentDeadlines(procedure, entry, after);
  return event;
}

}  // namespace entente
