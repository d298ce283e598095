#include "services/grievances/settled_rules.h"

#include <algorithm>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/award_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/move_rules.h"
#include "services/settlements/commitment_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using v1::Settlement;
using SettledBy = v1::Grievance::SettledBy;
using R = v1::Refusal;

// What stands of the settlement that ended the grievance last.
SettledBy& LastSettledBy(Grievance& grievance) {
  return *grievance.mutable_settled_by()->rbegin();
}

const SettledBy& LastSettledBy(const Grievance& grievance) {
  return *grievance.settled_by().rbegin();
}

// Begins a move that follows from an act in the settlement, with its paper.
absl::StatusOr<Move> BeginWith(const Grievance& current, Event::Move move,
                               const Event& said, const Entry& entry,
                               absl::string_view date) {
  ASSIGN_OR_RETURN(Move begun, BeginMove(current, move, entry, date));
  if (said.has_instrument()) {
    *begun.event.mutable_instrument() = said.instrument();
  }
  return begun;
}

// Whether the settlement was made when the grievance was before an arbitrator.
bool SettledAfterReferral(const Grievance& grievance) {
  return IsInArbitration(LastSettledBy(grievance).prior_state());
}

bool EndedAfterReferral(const Grievance& grievance) {
  return grievance.state() == Grievance::SETTLED
             ? SettledAfterReferral(grievance)
             : grievance.has_referral();
}

const std::string& NotedDate(const Grievance& grievance) {
  return grievance.state() == Grievance::SETTLED
             ? LastSettledBy(grievance).noted_date()
             : grievance.withdrawal().noted_date();
}

// Whether the profile lets a grievance be taken up again after a breach.
bool KnowsReinstatement(const v1::Profile& profile) {
  return std::any_of(profile.limits().begin(), profile.limits().end(),
                     [](const v1::TimeLimit& limit) {
                       return limit.act() == v1::TimeLimit::REINSTATE;
                     });
}

absl::Status NotReopened(absl::string_view cause) {
  return Refuse(R::NOT_REOPENED, {{"cause", cause}});
}

}  // namespace

uint32_t SideInGrievance(const Grievance& grievance,
                         const Settlement& settlement, uint32_t side) {
  const absl::string_view party = PartyOf(settlement.parties(), side);
  for (const v1::Party& each : grievance.parties()) {
    if (!party.empty() && PartyOf(grievance, each.side()) == party) {
      return each.side();
    }
  }
  return 0;
}

absl::Status CheckSettleable(const Grievance& current) {
  if (FindTransition(current.state(), Event::GRIEVANCE_SETTLED) == nullptr) {
    return RefuseInState(current);
  }
  return CheckUndecided(current);
}

absl::StatusOr<Changes> SettleGrievance(const Grievance& current,
                                        const Event& said,
                                        const Procedure& procedure,
                                        const Entry& entry) {
  RETURN_IF_ERROR(CheckSettleable(current));
  const Settlement& settlement = said.settlement();
  const std::string& date = settlement.signed_date();
  ASSIGN_OR_RETURN(Move move, BeginWith(current, Event::GRIEVANCE_SETTLED, said,
                                        entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "signed_date", date));
  SettledBy& settled = *move.after().add_settled_by();
  settled.set_settlement_id(settlement.settlement_id());
  settled.set_settled_date(date);
  settled.set_prior_state(current.state());
  // One side's signature that the other entered.
  for (const Settlement::Signatory& signatory : settlement.signatories()) {
    if (signatory.part() != Settlement::Signatory::SIDE ||
        !signatory.has_recorded_for()) {
      continue;
    }
    *settled.mutable_recorded_for() = signatory.recorded_for();
    settled.mutable_recorded_for()->set_by_side(SideInGrievance(
        current, settlement, signatory.recorded_for().by_side()));
  }
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> NoteBreach(const Grievance& current, const Event& said,
                                   absl::string_view known,
                                   const Procedure& procedure,
                                   const Entry& entry) {
  const std::string date(known.empty() ? said.effective_date() : known);
  ASSIGN_OR_RETURN(Move move,
                   BeginWith(current, Event::BREACH_NOTED, said, entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "report_date", date));
  LastSettledBy(move.after()).set_breach_known_date(std::string(known));
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> NoteContestedSignature(const Grievance& current,
                                               const Procedure& procedure,
                                               const Entry& entry) {
  const std::string today = DayIso(entry.today);
  ASSIGN_OR_RETURN(
      Move move, BeginMove(current, Event::GRIEVANCE_CONTESTED, entry, today));
  LastSettledBy(move.after()).set_contested_date(today);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> ReviveGrievance(
    const Grievance& current, const Event& said,
    const v1::RepudiateSettlementRequest& request, uint32_t acting_side,
    const Procedure& procedure, const Entry& entry) {
  const std::string& date = said.effective_date();
  ASSIGN_OR_RETURN(Move move, BeginWith(current, Event::GRIEVANCE_REVIVED, said,
                                        entry, date));
  if (SettledAfterReferral(current)) return NotReopened("REFERRED");
  if (procedure.profile->repudiation_clause().empty()) {
    return NotReopened("NO_CLAUSE");
  }
  RETURN_IF_ERROR(CheckAfterActs(current, "referral_date", date));
  move.acting = acting_side;
  move.event.set_acted_by_side(acting_side);
  move.event.set_acted_by_id(std::string(PartyOf(current, acting_side)));
  SettledBy& settled = LastSettledBy(move.after());
  settled.set_reopened_date(date);
  settled.set_repudiated(true);
  v1::Referral& referral = *move.after().mutable_referral();
  referral.set_referral_date(date);
  referral.set_by_side(acting_side);
  referral.set_track(request.track() == v1::Referral::TRACK_UNSPECIFIED
                         ? v1::Referral::REGULAR
                         : request.track());
  if (request.has_notice()) *referral.mutable_notice() = request.notice();
  referral.set_clause(procedure.profile->repudiation_clause());
  referral.set_from_step(current.step());
  NoteWho(entry, move, referral);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> ReinstateGrievance(const Grievance& current,
                                           const Event& said,
                                           const Procedure& procedure,
                                           const Entry& entry) {
  const std::string& date = said.effective_date();
  ASSIGN_OR_RETURN(Move move, BeginWith(current, Event::GRIEVANCE_REINSTATED,
                                        said, entry, date));
  const std::string known = LastSettledBy(current).breach_known_date();
  if (known.empty()) return NotReopened("NO_BREACH");
  if (!KnowsReinstatement(*procedure.profile)) return NotReopened("NO_LIMIT");
  RETURN_IF_ERROR(CheckAfterActs(current, "reinstated_date", date));
  RETURN_IF_ERROR(
      CheckDateOrder("reinstated_date", date, "breach_known_date", known));
  LastSettledBy(move.after()).set_reopened_date(date);
  move.after().set_state(LastSettledBy(current).prior_state());
  return FinishMove(std::move(move), procedure, entry);
}

const SettledBy* FindSettledBy(const Grievance& grievance,
                               absl::string_view settlement_id) {
  for (const SettledBy& settled : grievance.settled_by()) {
    if (settled.settlement_id() == settlement_id) return &settled;
  }
  return nullptr;
}

const v1::Deadline* ReinstatementLimit(const Grievance& grievance,
                                       absl::string_view settlement_id) {
  // There is one limit for the act: that of the last breach.
  const SettledBy* breached = nullptr;
  for (const SettledBy& settled : grievance.settled_by()) {
    if (!settled.breach_known_date().empty()) breached = &settled;
  }
  if (breached == nullptr || breached->settlement_id() != settlement_id) {
    return nullptr;
  }
  return FindDeadline(grievance, v1::TimeLimit::REINSTATE, 0);
}

bool ReinstatedLate(const Grievance& grievance,
                    absl::string_view settlement_id) {
  const SettledBy* const settled = FindSettledBy(grievance, settlement_id);
  if (settled == nullptr || settled->reopened_date().empty() ||
      settled->repudiated()) {
    return false;
  }
  const v1::Deadline* const limit =
      ReinstatementLimit(grievance, settlement_id);
  return limit != nullptr && !limit->due_date().empty() &&
         settled->reopened_date() > limit->due_date();
}

absl::StatusOr<Changes> CloseGrievance(const Grievance& current,
                                       const v1::CloseGrievanceRequest& request,
                                       const Settlement* settlement,
                                       const Procedure& procedure,
                                       const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "closed_date", request.closed_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::GRIEVANCE_CLOSED, entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "closed_date", date));
  if (settlement != nullptr) RETURN_IF_ERROR(CheckAllPerformed(*settlement));
  move.after().set_closed_date(date);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> NoteEnd(const Grievance& current,
                                const v1::NoteEndRequest& request,
                                const Procedure& procedure,
                                const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "noted_date", request.noted_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::END_NOTED, entry, date));
  if (!EndedAfterReferral(current)) {
    return Refuse(R::END_NOT_NOTED, {{"cause", "NOT_REFERRED"}});
  }
  if (!NotedDate(current).empty()) {
    return Refuse(R::END_NOT_NOTED, {{"cause", "NOTED"}});
  }
  RETURN_IF_ERROR(CheckAfterActs(current, "noted_date", date));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  if (current.state() == Grievance::SETTLED) {
    LastSettledBy(move.after()).set_noted_date(date);
  } else {
    move.after().mutable_withdrawal()->set_noted_date(date);
  }
  return FinishMove(std::move(move), procedure, entry);
}

bool OffersSettledMove(const v1::Profile& profile, const Grievance& grievance,
                       Event::Move move) {
  switch (move) {
    case Event::GRIEVANCE_SETTLED:
      return CheckSettleable(grievance).ok();
    case Event::GRIEVANCE_REVIVED:
      return !SettledAfterReferral(grievance) &&
             !profile.repudiation_clause().empty();
    case Event::GRIEVANCE_REINSTATED:
      return !LastSettledBy(grievance).breach_known_date().empty() &&
             KnowsReinstatement(profile);
    case Event::END_NOTED:
      return EndedAfterReferral(grievance) && NotedDate(grievance).empty();
    default:
      return true;
  }
}

}  // namespace entente
