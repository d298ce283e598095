#include "services/grievances/lapse_rules.h"

#include <utility>

#include "proto/support/day.h"
#include "proto/support/deadline.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/move_rules.h"
#include "services/time_limits/deadline_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using v1::TimeLimit;
using R = v1::Refusal;

// The state of a grievance that stands before its present step.
Grievance::State StateBeforeReferral(const Grievance& grievance) {
  if (grievance.step() == 0) return Grievance::FILED;
  for (const Grievance::Reply& reply : grievance.replies()) {
    if (reply.step() == grievance.step()) return Grievance::ANSWERED;
  }
  return Grievance::RECEIVED;
}

// While a day is unknown the due date is the latest that it can be: what is
// past it is missed for certain.
bool IsMissed(const v1::Deadline& deadline, const std::string& day) {
  return IsOpen(deadline) && deadline.waived_date().empty() &&
         IsPast(deadline, day);
}

}  // namespace

absl::optional<LapseGround> FindLapseGround(const v1::Profile& profile,
                                            const Grievance& grievance,
                                            absl::CivilDay as_of) {
  const std::string day = DayIso(as_of);
  absl::optional<LapseGround> found;
  const auto take = [&found](const std::string& clause,
                             const std::string& due_date) {
    if (found.has_value() && found->due_date <= due_date) return;
    found = LapseGround{clause, due_date};
  };
  for (const v1::Deadline& deadline : grievance.deadlines()) {
    if (!IsMissed(deadline, day)) continue;
    if (deadline.missed() == TimeLimit::DEEMED_WITHDRAWN) {
      take(deadline.clause(), deadline.due_date());
    }
    if (deadline.missed() != TimeLimit::SILENCE) continue;
    const absl::optional<SilenceAllows> silence =
        MeaningOfSilence(profile, deadline, as_of);
    if (silence.has_value() && silence->meaning == v1::Step::DEEMED_DROPPED) {
      take(silence->clause.empty() ? deadline.clause() : silence->clause,
           deadline.due_date());
    }
  }
  return found;
}

absl::StatusOr<Changes> LapseGrievance(const Grievance& current,
                                       const v1::LapseGrievanceRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "lapse_date", request.lapse_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::GRIEVANCE_LAPSED, entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "lapse_date", date));
  const absl::optional<LapseGround> ground =
      FindLapseGround(*procedure.profile, current, *ParseDay(date));
  if (!ground.has_value()) return Refuse(R::NOTHING_LAPSED);
  if (request.basis() != v1::Basis::OWNER_SIDE) SetActing(0, current, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  v1::Lapse& lapse = *move.after().add_lapses();
  lapse.set_lapse_date(date);
  lapse.set_basis(request.basis());
  lapse.set_clause(ground->clause);
  lapse.set_due_date(ground->due_date);
  lapse.set_text(request.text());
  NoteWho(entry, move, lapse);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> RelieveGrievance(
    const Grievance& current, const v1::RelieveGrievanceRequest& request,
    const Procedure& procedure, const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "relief_date", request.relief_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::GRIEVANCE_RELIEVED, entry, date));
  RETURN_IF_ERROR(CheckDateOrder("relief_date", date, "lapse_date",
                                 current.lapses().rbegin()->lapse_date()));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  move.after().set_state(StateBeforeReferral(current));
  v1::Lapse& lapse = *move.after().mutable_lapses()->rbegin();
  lapse.set_relief_date(date);
  lapse.set_relief_basis(request.basis());
  lapse.set_relief_text(request.text());
  NoteRecordedFor(entry, move.event, lapse.mutable_relief_recorded_for());
  return FinishMove(std::move(move), procedure, entry);
}

}  // namespace entente
