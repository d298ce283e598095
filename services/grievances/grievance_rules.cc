#include "services/grievances/grievance_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/award_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/silence_rules.h"

namespace entente {

using v1::Event;
using v1::Grievance;
using R = v1::Refusal;

namespace {

absl::string_view PartyNumber(const Grievance& grievance, uint32_t side) {
  for (const v1::Party& party : grievance.parties()) {
    if (party.side() == side) return party.number();
  }
  return "";
}

}  // namespace

absl::StatusOr<Changes> ReceiveGrievance(
    const Grievance& current, const v1::ReceiveGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "received_date", request.received_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::GRIEVANCE_RECEIVED, entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "received_date", date));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  move.after().set_received_date(date);
  move.after().set_step(1);
  if (move.acting != entry.side) {
    NoteRecordedFor(entry, move.event,
                    move.after().mutable_receipt_recorded_for());
  }
  if (!request.external_number().empty()) {
    RETURN_IF_ERROR(CheckNumberOfOthers(
        "external_number", request.external_number(),
        {PartyNumber(current, 1), PartyNumber(current, 2)}));
    Grievance::ExternalNumber& number = *move.after().add_external_numbers();
    number.set_number(request.external_number());
    number.set_issuer(current.grievance_class() == v1::GrievanceClass::EMPLOYER
                          ? Grievance::ExternalNumber::UNION_LOCAL
                          : Grievance::ExternalNumber::EMPLOYER);
  }
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> ReplyGrievance(const Grievance& current,
                                       const v1::ReplyGrievanceRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "reply_date", request.reply_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::GRIEVANCE_ANSWERED, entry, date));
  // An answer that comes before any receipt was entered is one of the first
  // step.
  const uint32_t present = std::max(current.step(), 1u);
  const uint32_t step = request.step() == 0 ? present : request.step();
  if (step > present) {
    return Refuse(R::NUMBER_OUT_OF_RANGE, {{"field", "step"},
                                           {"minimum", "1"},
                                           {"maximum", absl::StrCat(present)}});
  }
  if (step < present || IsInArbitration(current.state())) {
    // Nobody waits for it any more: it changes nothing else, and may be entered
    // after what was done without it.
    move.after().set_state(current.state());
    RETURN_IF_ERROR(CheckDateOrder("reply_date", date, "submitted_date",
                                   current.submitted_date()));
    RETURN_IF_ERROR(CheckDateOrder("reply_date", date,
                                   step == 1 ? "received_date" : "advance_date",
                                   StepBegun(current, static_cast<int>(step))));
  } else {
    RETURN_IF_ERROR(CheckAfterActs(current, "reply_date", date));
    move.after().set_step(present);
  }
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  Grievance::Reply& reply = *move.after().add_replies();
  reply.set_step(step);
  reply.set_answer(request.answer());
  reply.set_reply_date(date);
  reply.set_text(request.text());
  NoteWho(entry, move, reply);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> AdvanceGrievance(
    const Grievance& current, const v1::AdvanceGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "advance_date", request.advance_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::GRIEVANCE_ADVANCED, entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "advance_date", date));
  const uint32_t next = current.step() + 1;
  if (FindStep(*procedure.profile, next) == nullptr) {
    return Refuse(R::LAST_STEP, {{"step", absl::StrCat(current.step())}});
  }
  const bool after_silence = current.state() == Grievance::RECEIVED;
  const v1::Deadline* limit = FindDeadline(current, v1::TimeLimit::ADVANCE,
                                           static_cast<int>(current.step()));
  std::string clause = limit == nullptr ? "" : limit->clause();
  if (after_silence && !WaitsForNoReply(*procedure.profile, current)) {
    ASSIGN_OR_RETURN(clause, ClauseOfSilence(current, procedure, date));
  }
  if (limit != nullptr) {
    RETURN_IF_ERROR(CheckDateOrder("advance_date", date, "not_before_date",
                                   limit->not_before_date()));
  }
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  move.after().set_step(next);
  Grievance::Advance& advance = *move.after().add_advances();
  advance.set_step(next);
  advance.set_advance_date(date);
  advance.set_after_silence(after_silence);
  advance.set_clause(clause);
  NoteWho(entry, move, advance);
  return FinishMove(std::move(move), procedure, entry);
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
                   BeginMove(current, Event::GRIEVANCE_WITHDRAWN, entry, date));
  RETURN_IF_ERROR(CheckUndecided(current));
  RETURN_IF_ERROR(CheckAfterActs(current, "withdrawal_date", date));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  Grievance::Withdrawal& withdrawal = *move.after().mutable_withdrawal();
  withdrawal.set_withdrawal_date(date);
  withdrawal.set_reason(request.reason());
  withdrawal.set_without_prejudice(request.without_prejudice());
  NoteWho(entry, move, withdrawal);
  return FinishMove(std::move(move), procedure, entry);
}

}  // namespace entente
