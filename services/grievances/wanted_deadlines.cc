#include "services/grievances/wanted_deadlines.h"

#include <algorithm>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "services/grievances/entry.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/filing_rules.h"
#include "services/grievances/hearing_rules.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/silence_rules.h"

namespace entente {
namespace {

using v1::Grievance;
using v1::TimeLimit;

// Whether what is said against an act is against that by which the grievance
// ended last.
bool Denies(const Grievance& grievance, const Grievance::Contest& contest) {
  if (grievance.state() == Grievance::WITHDRAWN) {
    return contest.act() == Grievance::Contest::WITHDRAWAL;
  }
  return grievance.state() == Grievance::DEEMED_WITHDRAWN &&
         contest.act() == Grievance::Contest::LAPSE &&
         contest.contest_date() >= grievance.lapses().rbegin()->lapse_date();
}

// Whether the procedure is over: not while the owner says that it never
// withdrew or let it lapse, or a side that it never signed the settlement.
// Whose word holds is not for the record to say, and a date that is missed
// cannot be had back.
bool HasEnded(const Grievance& grievance) {
  if (IsLive(grievance.state())) return false;
  if (grievance.state() == Grievance::SETTLED) {
    return grievance.settled_by().rbegin()->contested_date().empty();
  }
  for (const Grievance::Contest& contest : grievance.contests()) {
    if (contest.side() == kOwnerSide && Denies(grievance, contest)) {
      return false;
    }
  }
  return true;
}

// The day on which it last went to arbitration: by the notice that referred
// it, or since the other side refused to apply a settlement.
std::string ReferralDay(const Grievance& grievance) {
  std::string day = grievance.referral().referral_date();
  for (const Grievance::SettledBy& each : grievance.settled_by()) {
    if (each.repudiated()) day = std::max(day, each.reopened_date());
  }
  return day;
}

// The arbitrator who has the case; null when nobody has.
const v1::Arbitrator* ArbitratorOf(const Grievance& grievance) {
  if (grievance.arbitrators().empty()) return nullptr;
  const v1::Arbitrator& last = *grievance.arbitrators().rbegin();
  return last.ended_date().empty() ? &last : nullptr;
}

template <typename Record>
const Record* LastOf(const google::protobuf::RepeatedPtrField<Record>& list) {
  return list.empty() ? nullptr : &*list.rbegin();
}

// The first answer of a step stops its clock and starts the next. One that
// comes after the step was left changes nothing any more.
std::string ReplyAt(const Grievance& grievance, int step) {
  std::string left = StepLeft(grievance, step);
  if (left.empty()) left = ReferralDay(grievance);
  for (const Grievance::Reply& reply : grievance.replies()) {
    if (static_cast<int>(reply.step()) != step) continue;
    if (!left.empty() && reply.reply_date() > left) return "";
    return reply.reply_date();
  }
  return "";
}

// The days of what came before an act at `step`. An act before the arbitrator
// knows none that comes after it: what its limit is must not change once it
// was done.
FileDays DaysAt(const Grievance& grievance, int step) {
  FileDays days;
  days.submission = ParseDay(grievance.submitted_date());
  days.receipt = ParseDay(StepBegun(grievance, step));
  days.reply = ParseDay(ReplyAt(grievance, step));
  days.complaint = ParseDay(grievance.prior_step().complaint_date());
  days.convening = ParseDay(grievance.prior_step().convened_date());
  return days;
}

void AddArbitration(const Grievance& grievance, FileDays& days) {
  days.referral = ParseDay(ReferralDay(grievance));
  if (const v1::Arbitrator* arbitrator = ArbitratorOf(grievance)) {
    days.naming = ParseDay(arbitrator->named_date());
  }
  if (const auto* deliberation = LastOf(grievance.deliberations())) {
    const std::string heard =
        LastHeardDay(grievance, grievance.deliberations_size() - 1);
    days.end_of_hearing =
        ParseDay(heard.empty() ? deliberation->from_date() : heard);
  }
  if (const auto* settled = LastOf(grievance.settled_by())) {
    days.breach_known = ParseDay(settled->breach_known_date());
  }
}

// When the act was done, and whether it is no longer asked for.
std::string Submitted(const Grievance& grievance, int) {
  return grievance.submitted_date();
}

std::string CommitteeMet(const Grievance& grievance, int) {
  return grievance.prior_step().meeting_date();
}
bool CommitteeDecidedUnmet(const Grievance& grievance, int) {
  return !grievance.prior_step().decision_date().empty();
}
std::string CommitteeDecided(const Grievance& grievance, int) {
  return grievance.prior_step().decision_date();
}

std::string AdvancedFrom(const Grievance& grievance, int step) {
  return StepBegun(grievance, step + 1);
}
// What no reply or move of a step can be owed for any more.
bool LeftBehind(const Grievance& grievance, int step) {
  return step < static_cast<int>(grievance.step()) ||
         !ReferralDay(grievance).empty();
}

std::string Referred(const Grievance& grievance, int) {
  return grievance.referral().referral_date();
}
bool ReferredOtherwise(const Grievance& grievance, int) {
  return !ReferralDay(grievance).empty();
}

std::string Named(const Grievance& grievance, int) {
  const std::string since = ReferralDay(grievance);
  for (const v1::Arbitrator& each : grievance.arbitrators()) {
    if (each.named_date() >= since) return each.named_date();
  }
  return "";
}
bool HasArbitrator(const Grievance& grievance, int) {
  return ArbitratorOf(grievance) != nullptr;
}

bool IsHearing(const v1::HearingDay& day) {
  return day.kind() != v1::HearingDay::PREPARATORY_CONFERENCE;
}
// The first day on which a hearing before the arbitrator who has the case was
// fixed, or held without that; what became of it changes nothing.
std::string HearingFixed(const Grievance& grievance, int) {
  const v1::Arbitrator* const arbitrator = ArbitratorOf(grievance);
  std::string first;
  if (arbitrator == nullptr) return first;
  const auto consider = [&](const std::string& date) {
    if (date.empty() || date < arbitrator->named_date()) return;
    if (first.empty() || date < first) first = date;
  };
  for (const v1::HearingDay& day : grievance.hearing_days()) {
    if (!IsHearing(day)) continue;
    consider(day.fixed_date());
    if (day.state() == v1::HearingDay::HELD) consider(day.hearing_date());
  }
  return first;
}
// A roll that stands from before, or a deliberation without any.
bool HearingNotNeeded(const Grievance& grievance, int) {
  const v1::Arbitrator* const arbitrator = ArbitratorOf(grievance);
  if (arbitrator == nullptr) return true;
  const auto* deliberation = LastOf(grievance.deliberations());
  if (deliberation != nullptr &&
      deliberation->from_date() >= arbitrator->named_date()) {
    return true;
  }
  return std::any_of(
      grievance.hearing_days().begin(), grievance.hearing_days().end(),
      [](const v1::HearingDay& day) {
        return IsHearing(day) && day.state() == v1::HearingDay::FIXED;
      });
}

// The award that ended the last deliberation.
std::string Awarded(const Grievance& grievance, int) {
  const auto* deliberation = LastOf(grievance.deliberations());
  if (deliberation == nullptr || deliberation->until_date().empty()) return "";
  for (const v1::Award& award : grievance.awards()) {
    const bool decides =
        award.kind() == v1::Award::MERITS || award.kind() == v1::Award::QUANTUM;
    if (decides && award.award_date() == deliberation->until_date()) {
      return award.award_date();
    }
  }
  return "";
}
bool DeliberatesNoMore(const Grievance& grievance, int) {
  const auto* deliberation = LastOf(grievance.deliberations());
  return deliberation == nullptr || !deliberation->until_date().empty() ||
         ArbitratorOf(grievance) == nullptr;
}

std::string Reinstated(const Grievance& grievance, int) {
  const auto* settled = LastOf(grievance.settled_by());
  if (settled == nullptr || settled->repudiated()) return "";
  return settled->reopened_date();
}
bool IsNotSettled(const Grievance& grievance, int) {
  return grievance.state() != Grievance::SETTLED;
}

bool Never(const Grievance&, int) { return false; }

// The day from which a limit that was due on `due_date` is not held any more
// against an act that was not done by then; empty for none. A relief (G16)
// cures what was missed before it, and a grievance that is taken up again after
// a breach (G18) does not lapse by what fell due while it was settled.
std::string RelievedOn(const Grievance& grievance,
                       const std::string& due_date) {
  for (const v1::Lapse& lapse : grievance.lapses()) {
    if (due_date < lapse.relief_date()) return lapse.relief_date();
  }
  for (const auto& settled : grievance.settled_by()) {
    if (due_date >= settled.settled_date() &&
        due_date <= settled.reopened_date()) {
      return settled.reopened_date();
    }
  }
  return "";
}

void NoteRelief(const Grievance& grievance, const std::string& met_date,
                v1::Deadline& deadline) {
  if (deadline.due_date().empty()) return;
  const std::string date = RelievedOn(grievance, deadline.due_date());
  if (date.empty() || (!met_date.empty() && met_date < date)) return;
  deadline.set_relieved_date(date);
  v1::ExplanationStep& step = *deadline.add_steps();
  step.set_kind(v1::ExplanationStep::RELIEVED);
  step.set_date(date);
}

bool HasMoved(const v1::Suspension& suspension, const v1::Deadline* deadline) {
  return deadline != nullptr &&
         std::any_of(deadline->applied().begin(), deadline->applied().end(),
                     [&](const v1::AppliedInterval& each) {
                       return each.kind() != v1::AppliedInterval::EXTENSION &&
                              each.number() == suspension.number();
                     });
}

// An act that can have a deadline, and how the record shows what became of it.
struct Act {
  TimeLimit::Act act;
  std::string (*done)(const Grievance& grievance, int step);
  bool (*over)(const Grievance& grievance, int step);
  // Whether it is asked for though the grievance goes on no more.
  bool outlives = false;
};

constexpr Act kBefore[] = {
    {TimeLimit::FILE, Submitted, Never, true},
    {TimeLimit::COMMITTEE_MEETING, CommitteeMet, CommitteeDecidedUnmet},
    {TimeLimit::COMMITTEE_DECISION, CommitteeDecided, Never},
};
constexpr Act kReply = {TimeLimit::REPLY, ReplyAt, LeftBehind};
constexpr Act kAdvance = {TimeLimit::ADVANCE, AdvancedFrom, LeftBehind};
constexpr Act kRefer = {TimeLimit::REFER, Referred, ReferredOtherwise};
constexpr Act kInArbitration[] = {
    {TimeLimit::NAME_ARBITRATOR, Named, HasArbitrator},
    {TimeLimit::FIX_HEARING, HearingFixed, HearingNotNeeded},
    {TimeLimit::AWARD, Awarded, DeliberatesNoMore},
    {TimeLimit::REINSTATE, Reinstated, IsNotSettled, true},
};

// One grievance, read for its deadlines.
class Reading {
 public:
  Reading(const Procedure& procedure, const FileFacts& facts,
          const Grievance& grievance)
      : procedure_(procedure),
        facts_(facts),
        grievance_(grievance),
        ended_(HasEnded(grievance)),
        ledger_{grievance.suspensions(), grievance.extensions(),
                grievance.waivers()} {}

  // Adds what is wanted for `act` at `step`.
  absl::Status Add(const Act& act, int step, const FileDays& days) {
    WantedDeadline wanted;
    wanted.act = act.act;
    wanted.step = step;
    wanted.met_date = act.done(grievance_, step);
    ASSIGN_OR_RETURN(wanted.deadline,
                     OpenDeadline(procedure_, act.act, step, facts_, days,
                                  LedgerUntil(wanted.met_date, act.act, step)));
    if (wanted.deadline.has_value() && act.act == TimeLimit::REINSTATE) {
      // G18: the union takes it up again, whichever side filed it.
      wanted.deadline->set_owed_by_side(
          UnionSide(grievance_.grievance_class()));
    }
    if (wanted.deadline.has_value() && !act.outlives) {
      NoteRelief(grievance_, wanted.met_date, *wanted.deadline);
    }
    wanted.over = (ended_ && !act.outlives) || act.over(grievance_, step);
    all_.push_back(std::move(wanted));
    return absl::OkStatus();
  }

  // Adds those of a step, and sets since when the reply is overdue.
  absl::Status AddStep(int step, FileDays& days) {
    // Before it was received nobody owes a reply.
    if (days.receipt.has_value()) {
      RETURN_IF_ERROR(Add(kReply, step, days));
      const absl::optional<v1::Deadline>& reply = all_.back().deadline;
      // While it does not run nobody knows yet when silence begins.
      if (reply.has_value() && reply->suspended_since_date().empty()) {
        days.reply_due = ParseDay(reply->due_date());
      }
    } else {
      all_.push_back({TimeLimit::REPLY, step});
    }
    return Add(kAdvance, step, days);
  }

  std::vector<WantedDeadline> Take() { return std::move(all_); }

 private:
  // What moves a limit whose act was done on `met`: its period ran no longer
  // than that. What lay ahead then, and had moved it, still does: a date that
  // stood becomes no earlier.
  TimeLedger LedgerUntil(const std::string& met, TimeLimit::Act act,
                         int step) const {
    TimeLedger until = ledger_;
    if (met.empty()) return until;
    const v1::Deadline* const kept = FindDeadline(grievance_, act, step);
    auto& all = until.suspensions;
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&](const v1::Suspension& each) {
                               return each.from_date() > met &&
                                      !HasMoved(each, kept);
                             }),
              all.end());
    return until;
  }

  const Procedure& procedure_;
  const FileFacts& facts_;
  const Grievance& grievance_;
  const bool ended_;
  const TimeLedger ledger_;
  std::vector<WantedDeadline> all_;
};

}  // namespace

absl::StatusOr<std::vector<WantedDeadline>> WantedDeadlines(
    const Procedure& procedure, const FileFacts& facts,
    const Grievance& grievance) {
  Reading reading(procedure, facts, grievance);
  FileDays days = DaysAt(grievance, 0);
  for (const Act& act : kBefore) RETURN_IF_ERROR(reading.Add(act, 0, days));
  for (int step = 1; step <= static_cast<int>(grievance.step()); ++step) {
    days = DaysAt(grievance, step);
    RETURN_IF_ERROR(reading.AddStep(step, days));
  }
  // The limit to refer may run from what the last step brought; before that
  // step there is no arbitration to go to.
  if (FindStep(*procedure.profile, grievance.step() + 1) != nullptr) {
    days.receipt.reset();
    days.reply.reset();
    days.reply_due.reset();
  }
  RETURN_IF_ERROR(reading.Add(kRefer, 0, days));
  AddArbitration(grievance, days);
  for (const Act& act : kInArbitration) {
    RETURN_IF_ERROR(reading.Add(act, 0, days));
  }
  return reading.Take();
}

}  // namespace entente
