#include "services/grievances/arbitrator_rules.h"

#include <utility>

#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/move_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using R = v1::Refusal;

// Whether the file itself shows that the person is not free in it.
bool IsInFile(const Grievance& grievance, const std::string& person_id) {
  for (const auto& each : grievance.assignments()) {
    if (each.person_id() == person_id) return true;
  }
  for (const auto& each : grievance.grievors()) {
    if (each.person_id() == person_id) return true;
  }
  return false;
}

}  // namespace

const v1::Arbitrator* PresentArbitrator(const Grievance& grievance) {
  if (grievance.arbitrators().empty()) return nullptr;
  const v1::Arbitrator& last = *grievance.arbitrators().rbegin();
  return last.ended_date().empty() ? &last : nullptr;
}

void EndPresentArbitrator(const std::string& date, v1::Arbitrator::Ending why,
                          Grievance& grievance) {
  if (PresentArbitrator(grievance) != nullptr) {
    v1::Arbitrator& last = *grievance.mutable_arbitrators()->rbegin();
    last.set_ended_date(date);
    last.set_ending(why);
  }
  EndDeliberation(date, grievance);
}

void EndDeliberation(const std::string& date, Grievance& grievance) {
  for (v1::Deliberation& each : *grievance.mutable_deliberations()) {
    if (each.until_date().empty()) each.set_until_date(date);
  }
}

absl::StatusOr<Changes> NameArbitrator(const Grievance& current,
                                       const v1::NameArbitratorRequest& request,
                                       const ArbitratorFacts& facts,
                                       const Procedure& procedure,
                                       const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "named_date", request.named_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::ARBITRATOR_NAMED, entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "named_date", date));
  const std::string& name =
      request.name().empty() ? facts.name : request.name();
  if (name.empty()) return Refuse(R::FIELD_REQUIRED, {{"field", "name"}});
  if (!request.person_id().empty() &&
      (facts.represented_a_side || IsInFile(current, request.person_id()))) {
    return Refuse(R::ARBITRATOR_INVOLVED, {{"field", "person_id"}});
  }
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  v1::Arbitrator& arbitrator = *move.after().add_arbitrators();
  arbitrator.set_name(name);
  arbitrator.set_person_id(request.person_id());
  arbitrator.set_mode(request.mode());
  arbitrator.set_named_date(date);
  NoteWho(entry, move, arbitrator);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> EndArbitrator(const Grievance& current,
                                      const v1::EndArbitratorRequest& request,
                                      const Procedure& procedure,
                                      const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "ended_date", request.ended_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::ARBITRATOR_ENDED, entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "ended_date", date));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  EndPresentArbitrator(date, request.ending(), move.after());
  return FinishMove(std::move(move), procedure, entry);
}

}  // namespace entente
