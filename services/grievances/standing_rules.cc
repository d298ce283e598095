#include "services/grievances/standing_rules.h"

#include <string>

#include "proto/support/day.h"
#include "proto/support/deadline.h"
#include "proto/support/status_macros.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/settled_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using v1::TimeLimit;

bool HasStep(const v1::Profile& profile, uint32_t number) {
  for (const v1::Step& step : profile.steps()) {
    if (step.number() == static_cast<int>(number)) return true;
  }
  return false;
}

std::string UntilOf(const v1::Deadline* deadline) {
  return deadline != nullptr && IsOpen(*deadline) ? deadline->due_date() : "";
}

// Sets since when silence lets the owner go on; false when it does not.
bool SinceSilence(const v1::Profile& profile, const v1::Deadline* reply,
                  v1::Standing::NextAct& act) {
  if (reply == nullptr) return false;
  const absl::optional<absl::CivilDay> due = ParseDay(reply->due_date());
  if (!due.has_value()) return false;
  const absl::optional<SilenceAllows> allows =
      MeaningOfSilence(profile, *reply, *due + 1);
  if (!allows.has_value()) return false;
  if (allows->meaning != v1::Step::DEEMED_DENIAL &&
      allows->meaning != v1::Step::RIGHT_TO_ADVANCE &&
      allows->meaning != v1::Step::AUTOMATIC_ADVANCE) {
    return false;
  }
  act.set_since_date(DayIso(allows->since));
  return true;
}

void AddNextActs(const v1::Profile& profile, const Grievance& grievance,
                 v1::Standing& standing) {
  const int step = static_cast<int>(grievance.step());
  const v1::Deadline* reply = FindDeadline(grievance, TimeLimit::REPLY, step);
  const v1::Deadline* advance =
      FindDeadline(grievance, TimeLimit::ADVANCE, step);
  for (const Transition& transition : GrievanceLifeCycle()) {
    if (transition.from != grievance.state() || !IsNextStep(transition.move)) {
      continue;
    }
    if (!OffersSettledMove(profile, grievance, transition.move)) continue;
    v1::Standing::NextAct act;
    act.set_move(transition.move);
    act.set_side(SideOf(transition, grievance, 0));
    if (transition.move == Event::GRIEVANCE_ANSWERED) {
      act.set_until_date(UntilOf(reply));
    }
    if (transition.move == Event::GRIEVANCE_REINSTATED) {
      act.set_until_date(
          UntilOf(FindDeadline(grievance, TimeLimit::REINSTATE, 0)));
    }
    if (transition.move == Event::GRIEVANCE_ADVANCED) {
      if (!HasStep(profile, grievance.step() + 1)) continue;
      if (grievance.state() == Grievance::RECEIVED &&
          !SinceSilence(profile, reply, act)) {
        continue;
      }
      if (advance != nullptr && act.since_date() < advance->not_before_date()) {
        act.set_since_date(advance->not_before_date());
      }
      act.set_until_date(UntilOf(advance));
    }
    *standing.add_next_acts() = act;
  }
}

}  // namespace

absl::StatusOr<v1::Standing::Verdict> VerdictOn(const Procedure& procedure,
                                                const Grievance& grievance) {
  const v1::Deadline* filing = FindDeadline(grievance, TimeLimit::FILE, 0);
  const absl::optional<absl::CivilDay> submitted =
      ParseDay(grievance.submitted_date());
  if (filing == nullptr || !submitted.has_value()) {
    return v1::Standing::UNDETERMINED;
  }
  ASSIGN_OR_RETURN(
      const Verdict verdict,
      ComputeVerdict(procedure, FactsOf(grievance), *filing, *submitted));
  return static_cast<v1::Standing::Verdict>(verdict);
}

absl::StatusOr<v1::Standing> ComputeStanding(const Procedure& procedure,
                                             const Grievance& grievance,
                                             absl::CivilDay as_of) {
  v1::Standing standing;
  standing.set_as_of_date(DayIso(as_of));
  ASSIGN_OR_RETURN(const v1::Standing::Verdict verdict,
                   VerdictOn(procedure, grievance));
  standing.set_verdict(verdict);
  const v1::Deadline* reply = FindDeadline(grievance, TimeLimit::REPLY,
                                           static_cast<int>(grievance.step()));
  if (reply != nullptr && reply->ended_by_event_id().empty()) {
    standing.set_reply_overdue(
        MeaningOfSilence(*procedure.profile, *reply, as_of).has_value());
  }
  AddNextActs(*procedure.profile, grievance, standing);
  return standing;
}

}  // namespace entente
