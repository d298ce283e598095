#include "services/mediations/consent_rules.h"

#include <algorithm>
#include <utility>

#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using v1::Event;
using v1::Mediation;
using Answer = v1::Mediation::Answer;
using R = v1::Refusal;

void AddAnswer(const MediationEntry& entry, Answer::Value value,
               const std::string& date, MediationMove& move) {
  Answer& answer = *move.after().add_answers();
  answer.set_side(move.event.acted_by_side());
  answer.set_value(value);
  answer.set_answer_date(date);
  NoteWho(entry, move, answer);
}

// The day of the last consent of those who are still in it.
std::string LastConsentDay(const Mediation& mediation) {
  std::string day;
  for (const uint32_t side : SidesStillIn(mediation)) {
    const Answer* const last = LastAnswer(mediation, side);
    if (last != nullptr) day = std::max(day, last->answer_date());
  }
  return day;
}

// What follows when fewer are left than before: the rest of them may have
// consented, or nobody stands against another any more.
void GoOnWithTheRest(Mediation::Outcome::Code code, uint32_t left_side,
                     const std::string& date, Mediation& mediation) {
  if (!HasOpposedSides(mediation)) {
    CloseWith(code, left_side, date, mediation);
    return;
  }
  if (mediation.state() == Mediation::CONSENT && AllConsented(mediation)) {
    mediation.set_state(Mediation::APPOINTMENT);
    // It can no longer be less than all: the day on which the last one left.
    mediation.set_consented_date(std::max(date, LastConsentDay(mediation)));
  }
  BeginIfAllSigned(mediation);
  if (mediation.state() != Mediation::PAUSED) return;
  // What was paused for another reason now waits for the others, too.
  auto& pauses = *mediation.mutable_pauses();
  if (pauses.empty() || !pauses.rbegin()->until_date().empty()) {
    pauses.Add()->set_from_date(date);
  }
  pauses.rbegin()->set_since_withdrawal(true);
}

}  // namespace

bool AllConsented(const Mediation& mediation) {
  const std::vector<uint32_t> sides = SidesStillIn(mediation);
  return std::all_of(sides.begin(), sides.end(), [&](uint32_t side) {
    const Answer* const last = LastAnswer(mediation, side);
    return last != nullptr && last->value() == Answer::CONSENTED;
  });
}

void GoOnWithoutConsents(const std::string& date, Mediation& mediation) {
  mediation.set_state(Mediation::APPOINTMENT);
  const std::string consented = LastConsentDay(mediation);
  mediation.set_consented_date(consented.empty() ? date : consented);
}

absl::StatusOr<Event> AnswerMediation(const Mediation& current,
                                      const v1::AnswerMediationRequest& request,
                                      const Procedure& procedure,
                                      const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "answer_date", request.answer_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATION_ANSWERED, entry, date));
  RETURN_IF_ERROR(ActAsParty(request.side(), entry, move));
  const uint32_t side = move.event.acted_by_side();
  const Answer* const last = LastAnswer(current, side);
  const bool goes_on = request.value() == Answer::CONTINUED;
  // Each of the two has its own state.
  if (goes_on != (current.state() == Mediation::PAUSED)) {
    return RefuseInState(current);
  }
  if (LeftOn(current, side).has_value() ||
      (last != nullptr && (last->value() == request.value() ||
                           request.value() == Answer::CONSENTED))) {
    return RefuseAnswer(last);
  }
  RETURN_IF_ERROR(CheckDateOrder("answer_date", date, "requested_date",
                                 current.requested_date()));
  if (last != nullptr) {
    RETURN_IF_ERROR(CheckDateOrder("answer_date", date, "answer_date",
                                   last->answer_date()));
  }
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  AddAnswer(entry, request.value(), date, move);
  Mediation& after = move.after();
  if (request.value() == Answer::REFUSED) {
    GoOnWithTheRest(Mediation::Outcome::REFUSED, side, date, after);
  } else if (!goes_on && AllConsented(after)) {
    after.set_state(Mediation::APPOINTMENT);
    after.set_consented_date(LastConsentDay(after));
  }
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> WithdrawFromMediation(
    const Mediation& current, const v1::WithdrawFromMediationRequest& request,
    const Procedure& procedure, const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "answer_date", request.answer_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATION_LEFT, entry, date));
  RETURN_IF_ERROR(ActAsParty(request.side(), entry, move));
  const Answer* const last = LastAnswer(current, move.event.acted_by_side());
  const bool asked =
      procedure.profile->scheme().consent() != v1::MediationScheme::NOT_NEEDED;
  if (last == nullptr ? asked : LeftOn(current, last->side()).has_value()) {
    return RefuseAnswer(last);
  }
  RETURN_IF_ERROR(CheckDateOrder(
      "answer_date", date, "answer_date",
      last == nullptr ? current.admitted_date() : last->answer_date()));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  AddAnswer(entry, Answer::WITHDRAWN, date, move);
  GoOnWithTheRest(Mediation::Outcome::CONSENT_WITHDRAWN,
                  move.event.acted_by_side(), date, move.after());
  return FinishMediationMove(std::move(move), procedure, entry);
}

}  // namespace entente
