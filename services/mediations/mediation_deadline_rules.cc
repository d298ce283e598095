#include "services/mediations/mediation_deadline_rules.h"

#include <string>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "services/grievances/kept_deadlines.h"

namespace entente {
namespace {

using v1::Mediation;
using v1::TimeLimit;

FileDays DaysOf(const Mediation& mediation) {
  FileDays days;
  days.request = ParseDay(mediation.requested_date());
  days.admission = ParseDay(mediation.admitted_date());
  days.consents = ParseDay(mediation.consented_date());
  days.entry = ParseDay(mediation.opened_date());
  return days;
}

// The day on which the party first answered.
std::string FirstAnswer(const Mediation& mediation, uint32_t side) {
  for (const Mediation::Answer& each : mediation.answers()) {
    if (each.side() == side) return each.answer_date();
  }
  return "";
}

}  // namespace

absl::Status RefreshMediationDeadlines(const Procedure& procedure,
                                       const Entry& entry,
                                       Mediation& mediation) {
  const FileDays days = DaysOf(mediation);
  const FileFacts facts;
  const bool closed = mediation.state() == Mediation::CLOSED;
  const auto keep = [&](TimeLimit::Act act, int step, std::string met_date,
                        bool over) -> absl::Status {
    WantedDeadline wanted;
    wanted.act = act;
    wanted.step = step;
    ASSIGN_OR_RETURN(wanted.deadline,
                     OpenDeadline(procedure, act, step, facts, days));
    wanted.met_date = std::move(met_date);
    wanted.over = over;
    KeepDeadline(entry, std::move(wanted), mediation.mediation_id(),
                 *mediation.mutable_deadlines());
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(
      keep(TimeLimit::ACKNOWLEDGE, 0, mediation.acknowledged_date(), closed));
  for (const v1::Party& party : mediation.parties()) {
    RETURN_IF_ERROR(keep(TimeLimit::CONSENT, static_cast<int>(party.side()),
                         FirstAnswer(mediation, party.side()),
                         mediation.state() != Mediation::CONSENT));
  }
  return keep(TimeLimit::CONCLUDE, 0, mediation.outcome().end_date(), closed);
}

}  // namespace entente
