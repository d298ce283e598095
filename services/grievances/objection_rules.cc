#include "services/grievances/objection_rules.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/arbitrator_rules.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/whose_side.h"
#include "services/time_limits/deadline_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using v1::Objection;
using v1::ObjectionCutOff;
using R = v1::Refusal;

constexpr uint32_t kAfterEveryStep = std::numeric_limits<uint32_t>::max();

// Whether the act was done after the day by which it was due.
bool WasLate(const v1::Deadline& deadline) {
  return deadline.superseded_by_deadline_id().empty() &&
         IsPast(deadline, deadline.met_date());
}

// Whether `act` lies before `date`; an act that was not done lies before none.
bool IsBefore(absl::string_view act, absl::string_view date) {
  return !act.empty() && act < date;
}

std::string FirstHearing(const Grievance& grievance) {
  std::string first;
  for (const v1::HearingDay& day : grievance.hearing_days()) {
    if (day.state() != v1::HearingDay::HELD ||
        day.kind() != v1::HearingDay::HEARING) {
      continue;
    }
    if (first.empty() || day.hearing_date() < first) first = day.hearing_date();
  }
  return first;
}

// The step at which it stood, by the acts for which `counts` holds.
template <typename Counts>
uint32_t StepBy(const Grievance& grievance, Counts counts) {
  uint32_t step = 0;
  if (counts(grievance.received_date())) step = 1;
  for (const Grievance::Reply& reply : grievance.replies()) {
    if (counts(reply.reply_date())) step = std::max(step, reply.step());
  }
  for (const Grievance::Advance& advance : grievance.advances()) {
    if (counts(advance.advance_date())) step = std::max(step, advance.step());
  }
  return step;
}

bool IsPast(const ObjectionCutOff& cut_off, const Grievance& grievance,
            absl::string_view date) {
  const std::string& referral = grievance.referral().referral_date();
  switch (cut_off.until()) {
    case ObjectionCutOff::STEP_OR_STEP_OF_FAILURE: {
      const uint32_t last = std::max(static_cast<uint32_t>(cut_off.step()),
                                     StepOfFailure(grievance));
      if (last == kAfterEveryStep) return false;
      const uint32_t stood = StepBy(grievance, [&](absl::string_view act) {
        return IsBefore(act, date);
      });
      return stood > last || IsBefore(referral, date);
    }
    case ObjectionCutOff::REFERRAL:
      return IsBefore(referral, date);
    case ObjectionCutOff::FIRST_HEARING:
      return IsBefore(FirstHearing(grievance), date);
    default:
      return false;
  }
}

// The objection that the request means.
absl::StatusOr<Objection*> FindObjection(Grievance& grievance,
                                         uint32_t number) {
  Objection* found = nullptr;
  for (Objection& each : *grievance.mutable_objections()) {
    if (number != 0 ? each.number() != number
                    : each.outcome() != Objection::PENDING) {
      continue;
    }
    if (found != nullptr) {
      return Refuse(R::FIELD_REQUIRED, {{"field", "number"}});
    }
    found = &each;
  }
  if (found == nullptr) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "number"}});
  }
  return found;
}

// That the side has no other objection of this kind that is pending.
absl::Status CheckNonePending(const Grievance& grievance, Objection::Kind kind,
                              uint32_t side, uint32_t but_number) {
  for (const Objection& each : grievance.objections()) {
    if (each.kind() != kind || each.raised_by_side() != side ||
        each.outcome() != Objection::PENDING || each.number() == but_number) {
      continue;
    }
    return Refuse(R::OBJECTION_PENDING,
                  {{"objection", absl::StrCat("Objection.Kind.",
                                              Objection::Kind_Name(kind))},
                   {"number", absl::StrCat(each.number())}});
  }
  return absl::OkStatus();
}

// What its day says of an objection on which nobody ruled.
void SetOutcomeByDay(const v1::Profile& profile, const Grievance& grievance,
                     Objection& objection) {
  const std::string& date = objection.raised_date();
  const ObjectionCutOff* const cut_off =
      CutOffBefore(profile, grievance, objection.kind(), date);
  objection.set_at_step(StepOn(grievance, date));
  objection.set_outcome(cut_off != nullptr ? Objection::WAIVED
                                           : Objection::PENDING);
  objection.set_outcome_date(cut_off != nullptr ? date : "");
  objection.set_cut_off_clause(cut_off != nullptr ? cut_off->clause() : "");
}

}  // namespace

uint32_t StepOn(const Grievance& grievance, absl::string_view date) {
  return StepBy(grievance, [&](absl::string_view act) {
    return !act.empty() && act <= date;
  });
}

uint32_t StepOfFailure(const Grievance& grievance) {
  uint32_t step = 0;
  for (const v1::Deadline& deadline : grievance.deadlines()) {
    if (!WasLate(deadline)) continue;
    switch (deadline.act()) {
      case v1::TimeLimit::FILE:
        step = std::max(step, 1U);
        break;
      case v1::TimeLimit::ADVANCE:
        step = std::max(step, static_cast<uint32_t>(deadline.step()) + 1);
        break;
      case v1::TimeLimit::REFER:
        return kAfterEveryStep;
      default:
        break;
    }
  }
  return step;
}

const ObjectionCutOff* CutOffBefore(const v1::Profile& profile,
                                    const Grievance& grievance,
                                    Objection::Kind kind,
                                    absl::string_view date) {
  for (const ObjectionCutOff& cut_off : profile.objection_cut_offs()) {
    if (cut_off.kind() == kind && IsPast(cut_off, grievance, date)) {
      return &cut_off;
    }
  }
  return nullptr;
}

absl::Status JudgeObjection(const v1::Profile& profile, int number,
                            Grievance& grievance) {
  Objection& objection = *grievance.mutable_objections(number - 1);
  const bool by_its_day = objection.outcome() == Objection::PENDING ||
                          !objection.cut_off_clause().empty();
  if (!by_its_day) {
    objection.set_at_step(StepOn(grievance, objection.raised_date()));
    return absl::OkStatus();
  }
  SetOutcomeByDay(profile, grievance, objection);
  if (objection.outcome() != Objection::PENDING) return absl::OkStatus();
  return CheckNonePending(grievance, objection.kind(),
                          objection.raised_by_side(), objection.number());
}

absl::StatusOr<Changes> RaiseObjection(const Grievance& current,
                                       const v1::RaiseObjectionRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "raised_date", request.raised_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::OBJECTION_RAISED, entry, date));
  RETURN_IF_ERROR(CheckDateOrder("raised_date", date, "submitted_date",
                                 current.submitted_date()));
  ActAs(SideOf(request.by(), current, entry.side), move);
  RETURN_IF_ERROR(CheckNonePending(current, request.kind(), move.acting, 0));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  Objection objection;
  objection.set_number(static_cast<uint32_t>(current.objections_size()) + 1);
  objection.set_kind(request.kind());
  objection.set_raised_by_side(move.acting);
  objection.set_raised_date(date);
  objection.set_text(request.text());
  SetOutcomeByDay(*procedure.profile, current, objection);
  NoteWho(entry, move, objection);
  *move.after().add_objections() = std::move(objection);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> RuleObjection(const Grievance& current,
                                      const v1::RuleObjectionRequest& request,
                                      const Procedure& procedure,
                                      const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "outcome_date", request.outcome_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::OBJECTION_RULED, entry, date));
  ASSIGN_OR_RETURN(Objection* const objection,
                   FindObjection(move.after(), request.number()));
  const bool given_up = request.outcome() == Objection::WAIVED;
  if (current.state() == Grievance::AWARDED &&
      objection->outcome() != Objection::JOINED_TO_MERITS) {
    return RefuseInState(current);
  }
  // One that was joined to the merits is still to be decided.
  if (objection->outcome() != Objection::PENDING &&
      (objection->outcome() != Objection::JOINED_TO_MERITS ||
       request.outcome() == Objection::JOINED_TO_MERITS)) {
    return Refuse(
        R::OBJECTION_DECIDED,
        {{"field", "number"},
         {"objection_outcome",
          absl::StrCat("Objection.Outcome.",
                       Objection::Outcome_Name(objection->outcome()))}});
  }
  RETURN_IF_ERROR(CheckDateOrder("outcome_date", date, "raised_date",
                                 objection->raised_date()));
  const v1::Arbitrator* arbitrator = PresentArbitrator(current);
  if (!given_up) {
    if (arbitrator == nullptr) return RefuseInState(current);
    RETURN_IF_ERROR(CheckDateOrder("outcome_date", date, "named_date",
                                   arbitrator->named_date()));
  }
  ActAs(given_up ? objection->raised_by_side() : 0, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  objection->set_outcome(request.outcome());
  objection->set_outcome_date(date);
  objection->set_outcome_text(request.outcome_text());
  objection->clear_outcome_recorded_for();
  if (move.acting != entry.side) {
    NoteRecordedFor(entry, move.event,
                    objection->mutable_outcome_recorded_for());
  }
  return FinishMove(std::move(move), procedure, entry);
}

}  // namespace entente
