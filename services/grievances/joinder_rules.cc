#include "services/grievances/joinder_rules.h"

#include <utility>

#include "proto/support/field_checks.h"
#include "proto/support/joinder.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/arbitrator_rules.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/move_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using R = v1::Refusal;

absl::string_view EmployerOf(const Grievance& grievance) {
  for (const v1::Party& party : grievance.parties()) {
    if (party.kind() == v1::Party::EMPLOYER) return party.organization_id();
  }
  return "";
}

// How far a grievance has come on the road to the arbitrator.
int PlaceBeforeArbitrator(Grievance::State state) {
  switch (state) {
    case Grievance::REFERRED:
      return 1;
    case Grievance::ARBITRATOR_NAMED:
      return 2;
    case Grievance::HEARING:
      return 3;
    default:
      return 0;
  }
}

bool FitsStage(const Grievance& current, const Grievance& lead) {
  if (!IsInArbitration(lead.state())) {
    return current.state() == lead.state() && current.step() == lead.step();
  }
  const int place = PlaceBeforeArbitrator(current.state());
  return place > 0 && place <= PlaceBeforeArbitrator(lead.state());
}

// JOIN_STAGE, with the states and, where these do not tell the two apart, the
// steps.
absl::Status RefuseStage(absl::string_view field, const Grievance& current,
                         const Grievance& lead) {
  const std::string& state = Grievance::State_Name(current.state());
  const std::string& lead_state = Grievance::State_Name(lead.state());
  const std::string step = PresentStep(current);
  if (current.state() != lead.state() || step.empty()) {
    return Refuse(
        R::JOIN_STAGE,
        {{"field", field}, {"state", state}, {"lead_state", lead_state}});
  }
  return Refuse(R::JOIN_STAGE, {{"field", field},
                                {"state", state},
                                {"lead_state", lead_state},
                                {"step", step},
                                {"lead_step", PresentStep(lead)}});
}

// Whether the day stands on the roll already: both were to be heard on it, or
// were joined before.
bool IsOnRoll(const Grievance& grievance, const std::string& date) {
  for (const v1::HearingDay& day : grievance.hearing_days()) {
    if (day.hearing_date() == date && day.state() == v1::HearingDay::FIXED) {
      return true;
    }
  }
  return false;
}

// The arbitrator has it from the day of the joinder, and hears it on the days
// that are still to come.
void TakePlaceOfLead(const Grievance& lead, const std::string& date,
                     Grievance& grievance) {
  grievance.set_state(lead.state());
  const auto has_case = [](const Grievance& file) {
    return !file.arbitrators().empty() &&
           file.arbitrators().rbegin()->ended_date().empty();
  };
  if (has_case(lead) && has_case(grievance) &&
      grievance.arbitrators().rbegin()->name() !=
          lead.arbitrators().rbegin()->name()) {
    EndPresentArbitrator(date, v1::Arbitrator::REPLACED_BY_AGREEMENT,
                         grievance);
  }
  if (has_case(lead) && !has_case(grievance)) {
    v1::Arbitrator& arbitrator = *grievance.add_arbitrators();
    arbitrator = *lead.arbitrators().rbegin();
    arbitrator.set_named_date(date);
  }
  for (const v1::HearingDay& day : lead.hearing_days()) {
    if (day.state() != v1::HearingDay::FIXED ||
        IsOnRoll(grievance, day.hearing_date())) {
      continue;
    }
    v1::HearingDay& added = *grievance.add_hearing_days();
    added = day;
    added.set_number(static_cast<uint32_t>(grievance.hearing_days_size()));
  }
}

}  // namespace

absl::StatusOr<std::string> CheckLead(const Grievance& lead,
                                      const v1::JoinGrievancesRequest& request,
                                      const Entry& entry) {
  ASSIGN_OR_RETURN(std::string date,
                   ActDate(entry, "join_date", request.join_date()));
  if (FindTransition(lead.state(), Event::GRIEVANCE_JOINED) == nullptr) {
    return RefuseInState(lead);
  }
  if (!LeadOf(lead).empty()) {
    return Refuse(R::JOIN_DEPTH, {{"field", "grievance_id"}});
  }
  RETURN_IF_ERROR(CheckAfterActs(lead, "join_date", date));
  return date;
}

absl::StatusOr<Changes> JoinGrievance(const Grievance& current,
                                      const v1::JoinGrievancesRequest& request,
                                      const JoinderFacts& facts,
                                      const Procedure& procedure,
                                      const Entry& entry) {
  const Grievance& lead = *facts.lead;
  if (current.grievance_id() == lead.grievance_id()) {
    return Refuse(R::JOIN_ITSELF, {{"field", facts.field}});
  }
  if (EmployerOf(current) != EmployerOf(lead)) {
    return Refuse(R::JOIN_EMPLOYER, {{"field", facts.field}});
  }
  if (!LeadOf(current).empty() || facts.is_lead) {
    return Refuse(R::JOIN_DEPTH, {{"field", facts.field}});
  }
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "join_date", request.join_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::GRIEVANCE_JOINED, entry, date));
  if (!FitsStage(current, lead)) {
    return RefuseStage(facts.field, current, lead);
  }
  RETURN_IF_ERROR(CheckAfterActs(current, "join_date", date));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  if (IsInArbitration(lead.state())) {
    TakePlaceOfLead(lead, date, move.after());
  }
  v1::Joinder& joinder = *move.after().add_joinders();
  joinder.set_lead_grievance_id(lead.grievance_id());
  joinder.set_join_date(date);
  joinder.set_basis(request.basis());
  NoteWho(entry, move, joinder);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> SeverGrievance(const Grievance& current,
                                       const v1::SeverGrievanceRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "sever_date", request.sever_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::GRIEVANCE_SEVERED, entry, date));
  if (LeadOf(current).empty()) return Refuse(R::NOT_JOINED);
  RETURN_IF_ERROR(CheckDateOrder("sever_date", date, "join_date",
                                 current.joinders().rbegin()->join_date()));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  v1::Joinder& joinder = *move.after().mutable_joinders()->rbegin();
  joinder.set_sever_date(date);
  joinder.set_sever_basis(request.basis());
  NoteRecordedFor(entry, move.event, joinder.mutable_sever_recorded_for());
  return FinishMove(std::move(move), procedure, entry);
}

uint32_t SameKindOfSide(const Grievance& lead, uint32_t side,
                        const Grievance& grievance) {
  v1::Party::Kind kind = v1::Party::KIND_UNSPECIFIED;
  for (const v1::Party& party : lead.parties()) {
    if (party.side() == side) kind = party.kind();
  }
  for (const v1::Party& party : grievance.parties()) {
    if (party.kind() == kind) return party.side();
  }
  return side;
}

}  // namespace entente
