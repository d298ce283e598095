#include "services/grievances/grievance_rules.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/life_cycle.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using R = v1::Refusal;

constexpr uint32_t kOtherSide = 2;

uint32_t ActingSide(const Transition& transition, const Entry& entry) {
  switch (transition.act_of) {
    case ActOf::kOwner:
      return kOwnerSide;
    case ActOf::kOther:
      return kOtherSide;
    case ActOf::kEither:
      return entry.side;
  }
  return 0;
}

// A move that is possible in this state: the event that says so, and the
// record after it, on which the rule then works.
struct Move {
  Event event;
  uint32_t acting = 0;
  Grievance& after() { return *event.mutable_grievance(); }
};

absl::StatusOr<Move> Begin(const Grievance& current, Event::Move move,
                           const Entry& entry, absl::string_view date) {
  const Transition* transition = FindTransition(current.state(), move);
  if (transition == nullptr) {
    return Refuse(R::WRONG_STATE,
                  {{"state", Grievance::State_Name(current.state())}});
  }
  Move begun;
  begun.acting = ActingSide(*transition, entry);
  begun.event = MakeEvent(entry, move, current.grievance_id(), date,
                          begun.acting, PartyOf(current, begun.acting));
  begun.after() = current;
  begun.after().set_state(transition->to);
  return begun;
}

absl::StatusOr<Changes> Finish(Move move, const Procedure& procedure,
                               const Entry& entry) {
  RETURN_IF_ERROR(RefreshDeadlines(procedure, entry, move.after()));
  Changes changes;
  changes.push_back(std::move(move.event));
  return changes;
}

// A later act lies on or after each of those before it (invariant A-3).
absl::Status CheckAfterAll(const Grievance& current, absl::string_view field,
                           absl::string_view date) {
  RETURN_IF_ERROR(
      CheckDateOrder(field, date, "submitted_date", current.submitted_date()));
  RETURN_IF_ERROR(
      CheckDateOrder(field, date, "received_date", current.received_date()));
  for (const auto& advance : current.advances()) {
    RETURN_IF_ERROR(
        CheckDateOrder(field, date, "advance_date", advance.advance_date()));
  }
  return absl::OkStatus();
}

absl::Status CheckAfterReplies(const Grievance& current,
                               absl::string_view field,
                               absl::string_view date) {
  for (const auto& reply : current.replies()) {
    RETURN_IF_ERROR(
        CheckDateOrder(field, date, "reply_date", reply.reply_date()));
  }
  return absl::OkStatus();
}

const v1::Step* FindStep(const v1::Profile& profile, uint32_t number) {
  for (const v1::Step& step : profile.steps()) {
    if (step.number() == static_cast<int>(number)) return &step;
  }
  return nullptr;
}

// Whether silence opens the way to the next step.
bool LetsAdvance(v1::Step::Silence silence) {
  return silence == v1::Step::DEEMED_DENIAL ||
         silence == v1::Step::RIGHT_TO_ADVANCE ||
         silence == v1::Step::AUTOMATIC_ADVANCE;
}

// The clause by which silence lets the grievance advance on `date`, or why it
// does not.
absl::StatusOr<std::string> ClauseOfSilence(const Grievance& current,
                                            const Procedure& procedure,
                                            absl::string_view date) {
  const v1::Deadline* reply = FindDeadline(current, v1::TimeLimit::REPLY,
                                           static_cast<int>(current.step()));
  const v1::Step* step = FindStep(*procedure.profile, current.step());
  if (reply == nullptr || step == nullptr || !LetsAdvance(step->silence())) {
    return Refuse(R::WRONG_STATE,
                  {{"state", Grievance::State_Name(current.state())}});
  }
  const absl::optional<SilenceAllows> allows =
      MeaningOfSilence(*procedure.profile, *reply, *ParseDay(date));
  if (!allows.has_value()) {
    return Refuse(R::REPLY_NOT_DUE, {{"date", reply->due_date()}});
  }
  return allows->clause.empty() ? reply->clause() : allows->clause;
}

}  // namespace

absl::string_view PartyOf(const Grievance& grievance, uint32_t side) {
  for (const v1::Party& party : grievance.parties()) {
    if (party.side() != side) continue;
    return party.organization_id().empty() ? party.person_id()
                                           : party.organization_id();
  }
  return "";
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

absl::StatusOr<Changes> ReceiveGrievance(
    const Grievance& current, const v1::ReceiveGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "received_date", request.received_date()));
  ASSIGN_OR_RETURN(Move move,
                   Begin(current, Event::GRIEVANCE_RECEIVED, entry, date));
  RETURN_IF_ERROR(CheckAfterAll(current, "received_date", date));
  RETURN_IF_ERROR(TakeInstrument(entry, move.acting, request.has_instrument(),
                                 request.instrument(), move.event));
  move.after().set_received_date(date);
  move.after().set_step(1);
  if (!request.external_number().empty()) {
    Grievance::ExternalNumber& number = *move.after().add_external_numbers();
    number.set_number(request.external_number());
    number.set_issuer(current.grievance_class() == v1::GrievanceClass::EMPLOYER
                          ? Grievance::ExternalNumber::UNION_LOCAL
                          : Grievance::ExternalNumber::EMPLOYER);
  }
  return Finish(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> ReplyGrievance(const Grievance& current,
                                       const v1::ReplyGrievanceRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "reply_date", request.reply_date()));
  ASSIGN_OR_RETURN(Move move,
                   Begin(current, Event::GRIEVANCE_ANSWERED, entry, date));
  RETURN_IF_ERROR(CheckAfterAll(current, "reply_date", date));
  RETURN_IF_ERROR(CheckAfterReplies(current, "reply_date", date));
  RETURN_IF_ERROR(TakeInstrument(entry, move.acting, request.has_instrument(),
                                 request.instrument(), move.event));
  // An answer that comes before any receipt was entered is one of the first
  // step.
  if (current.step() == 0) move.after().set_step(1);
  Grievance::Reply& reply = *move.after().add_replies();
  reply.set_step(move.after().step());
  reply.set_answer(request.answer());
  reply.set_reply_date(date);
  reply.set_text(request.text());
  return Finish(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> AdvanceGrievance(
    const Grievance& current, const v1::AdvanceGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "advance_date", request.advance_date()));
  ASSIGN_OR_RETURN(Move move,
                   Begin(current, Event::GRIEVANCE_ADVANCED, entry, date));
  RETURN_IF_ERROR(CheckAfterAll(current, "advance_date", date));
  RETURN_IF_ERROR(CheckAfterReplies(current, "advance_date", date));
  const uint32_t next = current.step() + 1;
  if (FindStep(*procedure.profile, next) == nullptr) {
    return Refuse(R::LAST_STEP, {{"step", absl::StrCat(current.step())}});
  }
  const bool after_silence = current.state() == Grievance::RECEIVED;
  const v1::Deadline* limit = FindDeadline(current, v1::TimeLimit::ADVANCE,
                                           static_cast<int>(current.step()));
  std::string clause = limit == nullptr ? "" : limit->clause();
  if (after_silence) {
    ASSIGN_OR_RETURN(clause, ClauseOfSilence(current, procedure, date));
  }
  if (limit != nullptr) {
    RETURN_IF_ERROR(CheckDateOrder("advance_date", date, "not_before_date",
                                   limit->not_before_date()));
  }
  RETURN_IF_ERROR(TakeInstrument(entry, move.acting, request.has_instrument(),
                                 request.instrument(), move.event));
  move.after().set_step(next);
  Grievance::Advance& advance = *move.after().add_advances();
  advance.set_step(next);
  advance.set_advance_date(date);
  advance.set_after_silence(after_silence);
  advance.set_clause(clause);
  return Finish(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> WithdrawGrievance(
    const Grievance& current, const v1::WithdrawGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry) {
  // Invariant A-12: only the side that owns it withdraws.
  if (entry.side != kOwnerSide && !request.has_instrument()) {
    return Refuse(R::OWNER_SIDE_ONLY);
  }
  ASSIGN_OR_RETURN(const std::string date, ActDate(entry, "withdrawal_date",
                                                   request.withdrawal_date()));
  ASSIGN_OR_RETURN(Move move,
                   Begin(current, Event::GRIEVANCE_WITHDRAWN, entry, date));
  RETURN_IF_ERROR(CheckAfterAll(current, "withdrawal_date", date));
  RETURN_IF_ERROR(CheckAfterReplies(current, "withdrawal_date", date));
  RETURN_IF_ERROR(TakeInstrument(entry, move.acting, request.has_instrument(),
                                 request.instrument(), move.event));
  Grievance::Withdrawal& withdrawal = *move.after().mutable_withdrawal();
  withdrawal.set_withdrawal_date(date);
  withdrawal.set_reason(request.reason());
  withdrawal.set_without_prejudice(request.without_prejudice());
  return Finish(std::move(move), procedure, entry);
}

absl::Status ChangeAssignments(
    const Entry& entry, const std::string& person_id, bool remove,
    google::protobuf::RepeatedPtrField<Grievance::Assignment>& assignments) {
  const std::string today = DayIso(entry.access_day);
  int standing = -1;
  for (int i = 0; i < assignments.size(); ++i) {
    const Grievance::Assignment& each = assignments[i];
    if (each.side() == entry.side && each.person_id() == person_id &&
        each.until_date().empty()) {
      standing = i;
    }
  }
  if ((standing >= 0) != remove) {
    return Refuse(R::NOTHING_TO_CORRECT, {{"field", "person_id"}});
  }
  if (!remove) {
    Grievance::Assignment& added = *assignments.Add();
    added.set_side(entry.side);
    added.set_person_id(person_id);
    added.set_from_date(today);
  } else if (assignments[standing].from_date() >= today) {
    // It never had a whole day; the history keeps it.
    assignments.erase(assignments.begin() + standing);
  } else {
    assignments[standing].set_until_date(DayIso(entry.access_day - 1));
  }
  return absl::OkStatus();
}

absl::StatusOr<Changes> AssignGrievance(
    const Grievance& current, const v1::AssignGrievanceRequest& request,
    const Entry& entry) {
  ASSIGN_OR_RETURN(Move move, Begin(current, Event::GRIEVANCE_ASSIGNED, entry,
                                    DayIso(entry.access_day)));
  RETURN_IF_ERROR(ChangeAssignments(entry, request.person_id(),
                                    request.remove(),
                                    *move.after().mutable_assignments()));
  Changes changes;
  changes.push_back(std::move(move.event));
  return changes;
}

}  // namespace entente
