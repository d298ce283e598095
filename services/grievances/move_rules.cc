#include "services/grievances/move_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/file_deadline_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using R = v1::Refusal;

// The acts before the arbitrator. They may repeat, since a hearing can be
// reopened and an arbitrator replaced: they stand in the order of their days.
void AddArbitrationActs(
    const Grievance& grievance,
    std::vector<std::pair<absl::string_view, std::string>>& acts) {
  const size_t first = acts.size();
  for (const v1::Arbitrator& each : grievance.arbitrators()) {
    acts.emplace_back("named_date", each.named_date());
    acts.emplace_back("ended_date", each.ended_date());
  }
  for (const v1::HearingDay& each : grievance.hearing_days()) {
    if (each.state() != v1::HearingDay::HELD) continue;
    acts.emplace_back("hearing_date", each.hearing_date());
  }
  for (const v1::Deliberation& each : grievance.deliberations()) {
    acts.emplace_back("advisement_date", each.from_date());
    acts.emplace_back("advisement_date", each.until_date());
  }
  for (const v1::Award& each : grievance.awards()) {
    acts.emplace_back("award_date", each.award_date());
  }
  for (const v1::Review& each : grievance.reviews()) {
    acts.emplace_back("sought_date", each.sought_date());
    acts.emplace_back("outcome_date", each.outcome_date());
  }
  std::stable_sort(
      acts.begin() + static_cast<std::ptrdiff_t>(first), acts.end(),
      [](const auto& a, const auto& b) { return a.second < b.second; });
}

// Whether the owner moved on from the step since it had been answered.
bool WasLeftOnAReply(const Grievance& grievance, uint32_t step) {
  for (const Grievance::Advance& advance : grievance.advances()) {
    if (advance.step() == step + 1) return !advance.after_silence();
  }
  return false;
}

}  // namespace

absl::string_view PartyOf(
    const google::protobuf::RepeatedPtrField<v1::Party>& parties,
    uint32_t side) {
  for (const v1::Party& party : parties) {
    if (party.side() != side) continue;
    return party.organization_id().empty() ? party.person_id()
                                           : party.organization_id();
  }
  return "";
}

absl::string_view PartyOf(const Grievance& grievance, uint32_t side) {
  return PartyOf(grievance.parties(), side);
}

Event MakeEvent(const Entry& entry, Event::Move move,
                absl::string_view record_id, absl::string_view effective_date,
                uint32_t acting, absl::string_view acting_id) {
  Event event;
  event.set_event_id(entry.event_id);
  event.set_operation_id(entry.operation_id);
  event.set_move(move);
  event.set_record_id(std::string(record_id));
  *event.mutable_record_time() = ToProto(entry.now);
  event.set_effective_date(std::string(effective_date));
  event.set_acted_by_side(acting);
  event.set_acted_by_id(std::string(acting_id));
  event.set_recorded_by_id(entry.person_id);
  event.set_recorded_as(entry.role);
  return event;
}

absl::Status TakeInstrument(const Entry& entry, uint32_t acting,
                            bool has_instrument,
                            const v1::Instrument& instrument, Event& event) {
  if (!has_instrument) {
    if (acting == entry.side) return absl::OkStatus();
    return Refuse(R::INSTRUMENT_REQUIRED, {{"field", "instrument"}});
  }
  if (instrument.kind() == v1::Instrument::KIND_UNSPECIFIED) {
    return Refuse(R::INSTRUMENT_REQUIRED, {{"field", "instrument.kind"}});
  }
  // A paper of one's own act may say less: nobody else is bound by it.
  if (acting != entry.side && instrument.instrument_date().empty()) {
    return Refuse(R::INSTRUMENT_REQUIRED,
                  {{"field", "instrument.instrument_date"}});
  }
  if (acting != entry.side &&
      instrument.way() == v1::Delivery::WAY_UNSPECIFIED) {
    return Refuse(R::INSTRUMENT_REQUIRED, {{"field", "instrument.way"}});
  }
  if (!instrument.instrument_date().empty()) {
    RETURN_IF_ERROR(ActDate(entry, "instrument.instrument_date",
                            instrument.instrument_date())
                        .status());
  }
  *event.mutable_instrument() = instrument;
  return absl::OkStatus();
}

absl::StatusOr<std::string> ActDate(const Entry& entry, absl::string_view field,
                                    absl::string_view date) {
  const std::string today = DayIso(entry.today);
  if (date.empty()) return today;
  if (date > today) {
    return Refuse(R::DATE_IN_FUTURE,
                  {{"field", field}, {"date", date}, {"today", today}});
  }
  return std::string(date);
}

std::string PresentStep(const Grievance& grievance) {
  const bool is_at_step = grievance.state() == Grievance::RECEIVED ||
                          grievance.state() == Grievance::ANSWERED;
  return is_at_step ? absl::StrCat(grievance.step()) : "";
}

absl::Status RefuseInState(const Grievance& current) {
  const std::string& state = Grievance::State_Name(current.state());
  const std::string step = PresentStep(current);
  if (step.empty()) return Refuse(R::WRONG_STATE, {{"state", state}});
  return Refuse(R::WRONG_STATE, {{"state", state}, {"step", step}});
}

absl::StatusOr<Move> BeginMove(const Grievance& current, Event::Move move,
                               const Entry& entry, absl::string_view date) {
  const Transition* transition = FindTransition(current.state(), move);
  if (transition == nullptr) return RefuseInState(current);
  Move begun;
  begun.acting = SideOf(*transition, current, entry.side);
  begun.event = MakeEvent(entry, move, current.grievance_id(), date,
                          begun.acting, PartyOf(current, begun.acting));
  begun.after() = current;
  if (transition->to != kPriorState) begun.after().set_state(transition->to);
  return begun;
}

void SetActing(uint32_t side, const Grievance& current, Move& move) {
  move.acting = side;
  move.event.set_acted_by_side(side);
  move.event.set_acted_by_id(std::string(PartyOf(current, side)));
}

absl::StatusOr<Changes> FinishMove(Move move, const Procedure& procedure,
                                   const Entry& entry) {
  RETURN_IF_ERROR(RefreshDeadlines(procedure, entry, move.after()));
  Changes changes;
  changes.push_back(std::move(move.event));
  return changes;
}

void NoteRecordedFor(const Entry& entry, const Event& event,
                     v1::RecordedFor* recorded_for) {
  recorded_for->set_by_side(entry.side);
  recorded_for->set_kind(event.instrument().kind());
  recorded_for->set_instrument_date(event.instrument().instrument_date());
}

std::string StepBegun(const Grievance& grievance, int step) {
  if (step == 1) return grievance.received_date();
  for (const Grievance::Advance& advance : grievance.advances()) {
    if (static_cast<int>(advance.step()) == step) return advance.advance_date();
  }
  return "";
}

std::string StepLeft(const Grievance& grievance, int step) {
  return StepBegun(grievance, step + 1);
}

std::vector<std::pair<absl::string_view, std::string>> ActsOf(
    const Grievance& grievance) {
  std::vector<std::pair<absl::string_view, std::string>> acts = {
      {"submitted_date", grievance.submitted_date()},
      {"received_date", grievance.received_date()}};
  const std::string& referral = grievance.referral().referral_date();
  for (uint32_t step = 1; step <= grievance.step(); ++step) {
    for (const auto& advance : grievance.advances()) {
      if (advance.step() != step) continue;
      acts.emplace_back("advance_date", advance.advance_date());
    }
    std::string left = StepLeft(grievance, static_cast<int>(step));
    if (left.empty()) left = referral;
    bool is_awaited = WasLeftOnAReply(grievance, step);
    for (const auto& reply : grievance.replies()) {
      if (reply.step() != step) continue;
      // One that comes after its step changes nothing any more; but not that on
      // which the step was left.
      const bool is_late = !left.empty() && reply.reply_date() > left;
      if (is_late && !is_awaited) continue;
      is_awaited = false;
      acts.emplace_back("reply_date", reply.reply_date());
    }
  }
  acts.emplace_back("referral_date", referral);
  AddArbitrationActs(grievance, acts);
  acts.emplace_back("withdrawal_date",
                    grievance.withdrawal().withdrawal_date());
  return acts;
}

absl::Status CheckAfterActs(const Grievance& current, absl::string_view field,
                            absl::string_view date) {
  for (const auto& act : ActsOf(current)) {
    RETURN_IF_ERROR(CheckDateOrder(field, date, act.first, act.second));
  }
  // What was settled, and taken up again, may stand between any two of them.
  for (const Grievance::SettledBy& settled : current.settled_by()) {
    RETURN_IF_ERROR(
        CheckDateOrder(field, date, "settled_date", settled.settled_date()));
    RETURN_IF_ERROR(
        CheckDateOrder(field, date, "reopened_date", settled.reopened_date()));
  }
  return absl::OkStatus();
}

}  // namespace entente
