#include "services/grievances/standing_rules.h"

#include <algorithm>
#include <string>

#include "proto/support/day.h"
#include "proto/support/deadline.h"
#include "proto/support/status_macros.h"
#include "services/grievances/award_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/lapse_rules.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/prior_step_rules.h"
#include "services/grievances/referral_rules.h"
#include "services/grievances/settled_rules.h"
#include "services/grievances/silence_rules.h"
#include "services/time_limits/deadline_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using v1::HearingDay;
using v1::Standing;
using v1::TimeLimit;
using NextAct = v1::Standing::NextAct;

// A grievance, by the rules that it is under.
struct File {
  const v1::Profile& profile;
  const Grievance& grievance;
};

std::string UntilOf(const v1::Deadline* deadline) {
  return deadline != nullptr && IsOpen(*deadline) ? deadline->due_date() : "";
}

const v1::Deadline* DeadlineOf(const File& file, TimeLimit::Act act) {
  const bool of_step = act == TimeLimit::REPLY || act == TimeLimit::ADVANCE;
  return FindDeadline(file.grievance, act,
                      of_step ? static_cast<int>(file.grievance.step()) : 0);
}

void Since(absl::string_view date, NextAct& act) {
  if (act.since_date() < date) act.set_since_date(std::string(date));
}

// Sets since when silence lets the grievance go on; false when it does not.
bool SinceSilence(const File& file, NextAct& act) {
  const v1::Deadline* reply = DeadlineOf(file, TimeLimit::REPLY);
  if (reply == nullptr) return false;
  const absl::optional<absl::CivilDay> due = ParseDay(reply->due_date());
  if (!due.has_value()) return false;
  const absl::optional<SilenceAllows> allows =
      MeaningOfSilence(file.profile, *reply, *due + 1);
  if (!allows.has_value() || !LetsGoOn(allows->meaning)) return false;
  Since(DayIso(allows->since), act);
  return true;
}

// Whether the step has its answer, or need not wait for one any more; sets
// since when.
bool MayGoOn(const File& file, NextAct& act) {
  return file.grievance.state() != Grievance::RECEIVED ||
         WaitsForNoReply(file.profile, file.grievance) ||
         SinceSilence(file, act);
}

// The limit of a move, and the first day that it sets.
void Bound(const v1::Deadline* limit, NextAct& act) {
  if (limit != nullptr) Since(limit->not_before_date(), act);
  act.set_until_date(UntilOf(limit));
}

bool BoundAdvance(const File& file, NextAct& act) {
  if (FindStep(file.profile, file.grievance.step() + 1) == nullptr) {
    return false;
  }
  if (!MayGoOn(file, act)) return false;
  Bound(DeadlineOf(file, TimeLimit::ADVANCE), act);
  return true;
}

bool BoundReferral(const File& file, NextAct& act) {
  if (!MayBeReferred(file.profile, file.grievance)) return false;
  if (!MayGoOn(file, act)) return false;
  if (file.profile.referral().by() == TimeLimit::FILING_SIDE) {
    act.set_side(kOwnerSide);
  }
  Bound(DeadlineOf(file, TimeLimit::REFER), act);
  return true;
}

// The first day of the roll that is still to be held.
bool BoundHolding(const File& file, NextAct& act) {
  std::string first;
  for (const HearingDay& day : file.grievance.hearing_days()) {
    if (day.state() != HearingDay::FIXED) continue;
    if (first.empty() || day.hearing_date() < first) first = day.hearing_date();
  }
  Since(first, act);
  return !first.empty();
}

bool HasPendingObjection(const Grievance& grievance) {
  const auto& objections = grievance.objections();
  return std::any_of(objections.begin(), objections.end(),
                     [](const v1::Objection& each) {
                       return each.outcome() == v1::Objection::PENDING;
                     });
}

// Whether the move is one that the file offers, with its days.
bool Offers(const File& file, NextAct& act) {
  switch (act.move()) {
    case Event::GRIEVANCE_ANSWERED:
      Bound(DeadlineOf(file, TimeLimit::REPLY), act);
      return !IsInArbitration(file.grievance.state());
    case Event::GRIEVANCE_ADVANCED:
      return BoundAdvance(file, act);
    case Event::GRIEVANCE_REFERRED:
      return BoundReferral(file, act);
    case Event::ARBITRATOR_NAMED:
      Bound(DeadlineOf(file, TimeLimit::NAME_ARBITRATOR), act);
      return true;
    case Event::HEARING_FIXED:
      Bound(DeadlineOf(file, TimeLimit::FIX_HEARING), act);
      return true;
    case Event::HEARING_HELD:
      return BoundHolding(file, act);
    case Event::TAKEN_UNDER_ADVISEMENT:
      return file.grievance.state() == Grievance::HEARING;
    case Event::MERITS_AWARDED:
      Bound(DeadlineOf(file, TimeLimit::AWARD), act);
      return StandingMerits(file.grievance) == nullptr;
    case Event::QUANTUM_AWARDED:
      Bound(DeadlineOf(file, TimeLimit::AWARD), act);
      return IsQuantumOpen(file.grievance);
    case Event::REVIEW_SOUGHT:
      return ReviewableAward(file.grievance) != nullptr;
    case Event::GRIEVANCE_REINSTATED:
      Bound(DeadlineOf(file, TimeLimit::REINSTATE), act);
      return OffersSettledMove(file.profile, file.grievance, act.move());
    case Event::OBJECTION_RULED:
      return HasPendingObjection(file.grievance) &&
             IsInArbitration(file.grievance.state()) &&
             file.grievance.state() != Grievance::REFERRED;
    default:
      return OffersSettledMove(file.profile, file.grievance, act.move());
  }
}

void AddNextActs(const File& file, Standing& standing) {
  for (const Transition& transition : GrievanceLifeCycle()) {
    if (transition.from != file.grievance.state() ||
        !IsNextStep(transition.move)) {
      continue;
    }
    NextAct act;
    act.set_move(transition.move);
    act.set_side(SideOf(transition, file.grievance, 0));
    if (Offers(file, act)) *standing.add_next_acts() = act;
  }
}

// A settlement that a side refuses to apply goes to arbitration whatever limit
// has passed.
bool IsRevived(const Grievance& grievance) {
  for (const auto& settled : grievance.settled_by()) {
    if (settled.repudiated() && !settled.reopened_date().empty()) return true;
  }
  return false;
}

void JudgeReferral(const Grievance& grievance, Standing& standing) {
  const v1::Deadline* limit = FindDeadline(grievance, TimeLimit::REFER, 0);
  const std::string& referral = grievance.referral().referral_date();
  if (limit == nullptr || limit->due_date().empty() || referral.empty() ||
      IsRevived(grievance)) {
    return;
  }
  // While a day is unknown the due date is the latest that it can be.
  const bool late = IsPast(*limit, referral);
  standing.set_referral_verdict(late                    ? Standing::LATE
                                : limit->undetermined() ? Standing::UNDETERMINED
                                                        : Standing::TIMELY);
}

// What G13 would find, while nobody has recorded it.
void SayLapse(const v1::Profile& profile, const Grievance& grievance,
              absl::CivilDay as_of, Standing& standing) {
  if (!IsLive(grievance.state()) || IsInArbitration(grievance.state())) return;
  const absl::optional<LapseGround> ground =
      FindLapseGround(profile, grievance, as_of);
  if (!ground.has_value()) return;
  standing.set_lapsed_if_raised_since_date(
      DayIso(*ParseDay(ground->due_date) + 1));
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
  JudgeReferral(grievance, standing);
  SayLapse(*procedure.profile, grievance, as_of, standing);
  SayPriorStep(*procedure.profile, grievance, as_of, standing);
  AddNextActs({*procedure.profile, grievance}, standing);
  return standing;
}

}  // namespace entente
