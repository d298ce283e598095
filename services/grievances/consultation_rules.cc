#include "services/grievances/consultation_rules.h"

#include <algorithm>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/deadline.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/entrusting_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/grievance_rules.h"
#include "services/grievances/move_rules.h"

namespace entente {
namespace {

using v1::Consultation;
using v1::Event;
using R = v1::Refusal;

// Closes the consultation to all but those to whom it, or the grievance that
// came of it, is entrusted.
void ShareRestriction(const v1::Grievance& grievance, const Entry& entry,
                      Consultation& consultation) {
  consultation.set_restricted(true);
  for (const v1::Grievance::Assignment& each : grievance.assignments()) {
    if (each.side() != kOwnerSide ||
        IsOver(each.until_date(), entry.access_day)) {
      continue;
    }
    const bool has_it = std::any_of(
        consultation.assignments().begin(), consultation.assignments().end(),
        [&](const v1::Grievance::Assignment& other) {
          return other.person_id() == each.person_id() &&
                 !IsOver(other.until_date(), entry.access_day);
        });
    if (has_it) continue;
    v1::Grievance::Assignment& same = *consultation.add_assignments();
    same = each;
    same.set_from_date(DayIso(entry.access_day));
  }
}

}  // namespace

absl::Status CheckOpenStill(const Consultation& consultation) {
  if (consultation.state() == Consultation::OPEN) return absl::OkStatus();
  return Refuse(R::CONSULTATION_CLOSED);
}

absl::CivilDay DayOfFact(absl::string_view occurred_date,
                         absl::string_view known_date,
                         absl::CivilDay fallback) {
  const absl::optional<absl::CivilDay> occurred = ParseDay(occurred_date);
  if (occurred.has_value()) return *occurred;
  return ParseDay(known_date).value_or(fallback);
}

absl::Status CheckFactDates(const Entry& entry, absl::string_view occurred_date,
                            absl::string_view known_date,
                            absl::string_view act_field,
                            absl::string_view act_date) {
  if (!known_date.empty()) {
    RETURN_IF_ERROR(ActDate(entry, "known_date", known_date).status());
    RETURN_IF_ERROR(
        CheckDateOrder(act_field, act_date, "known_date", known_date));
  }
  // An announced act is known before it occurs, and may be contested then.
  const bool announced = !known_date.empty() && known_date < occurred_date;
  if (occurred_date.empty() || announced) return absl::OkStatus();
  RETURN_IF_ERROR(ActDate(entry, "occurred_date", occurred_date).status());
  return CheckDateOrder(act_field, act_date, "occurred_date", occurred_date);
}

absl::StatusOr<Changes> OpenConsultation(
    const v1::OpenConsultationRequest& request,
    const ConsultationFacts& facts) {
  const Entry& entry = facts.entry;
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "consulted_date", request.consulted_date()));
  RETURN_IF_ERROR(CheckFactDates(entry, request.occurred_date(),
                                 request.known_date(), "consulted_date", date));
  Event event =
      MakeEvent(entry, Event::CONSULTATION_OPENED, facts.consultation_id, date,
                kOwnerSide, facts.local_id);
  Consultation& consultation = *event.mutable_consultation();
  consultation.set_consultation_id(facts.consultation_id);
  consultation.set_number(facts.number);
  consultation.set_state(Consultation::OPEN);
  consultation.set_local_id(facts.local_id);
  consultation.set_agreement_id(facts.agreement_id);
  consultation.set_issue_code(facts.issue->code());
  consultation.set_restricted(facts.issue->restricted());
  *consultation.add_assignments() = AssignmentTo(entry, entry.person_id);
  *consultation.mutable_member_ids() = request.member_ids();
  consultation.set_summary(request.summary());
  consultation.set_occurred_date(request.occurred_date());
  consultation.set_known_date(request.known_date());
  consultation.set_consulted_date(date);
  *consultation.mutable_create_time() = ToProto(entry.now);
  RETURN_IF_ERROR(OpenFilingDeadline(facts.procedure, entry, consultation));
  Changes changes;
  changes.push_back(std::move(event));
  return changes;
}

absl::StatusOr<Changes> CloseConsultation(
    const Consultation& current, const v1::CloseConsultationRequest& request,
    const Entry& entry) {
  RETURN_IF_ERROR(CheckOpenStill(current));
  Event event =
      MakeEvent(entry, Event::CONSULTATION_CLOSED, current.consultation_id(),
                DayIso(entry.today), kOwnerSide, current.local_id());
  Consultation& consultation = *event.mutable_consultation();
  consultation = current;
  consultation.set_state(Consultation::CLOSED);
  consultation.set_close_reason(request.reason());
  for (v1::Deadline& deadline : *consultation.mutable_deadlines()) {
    if (!IsOpen(deadline)) continue;
    deadline.set_ended_by_event_id(entry.event_id);
    *deadline.mutable_end_time() = ToProto(entry.now);
  }
  Changes changes;
  changes.push_back(std::move(event));
  return changes;
}

absl::StatusOr<Event> TurnConsultationFiled(const Consultation& current,
                                            const v1::Grievance& grievance,
                                            const Entry& entry) {
  RETURN_IF_ERROR(CheckOpenStill(current));
  const std::string& submitted_date = grievance.submitted_date();
  Event event =
      MakeEvent(entry, Event::CONSULTATION_FILED, current.consultation_id(),
                submitted_date, kOwnerSide, current.local_id());
  // The store makes an id: the one at hand is that of the filing, which met
  // the deadline.
  event.clear_event_id();
  Consultation& consultation = *event.mutable_consultation();
  consultation = current;
  consultation.set_state(Consultation::FILED);
  consultation.set_grievance_id(grievance.grievance_id());
  if (grievance.restricted()) ShareRestriction(grievance, entry, consultation);
  for (v1::Deadline& deadline : *consultation.mutable_deadlines()) {
    if (!IsOpen(deadline)) continue;
    deadline.set_met_by_event_id(entry.event_id);
    deadline.set_met_date(submitted_date);
    *deadline.mutable_met_time() = ToProto(entry.now);
  }
  return event;
}

absl::optional<Event> RestrictConsultation(const Consultation& current,
                                           const v1::Grievance& grievance,
                                           const Entry& entry) {
  if (current.restricted()) return absl::nullopt;
  Event event =
      MakeEvent(entry, Event::CONSULTATION_ASSIGNED, current.consultation_id(),
                DayIso(entry.today), kOwnerSide, current.local_id());
  // The id at hand is that of the correction.
  event.clear_event_id();
  *event.mutable_consultation() = current;
  ShareRestriction(grievance, entry, *event.mutable_consultation());
  return event;
}

}  // namespace entente
