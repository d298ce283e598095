#include "services/grievances/consultation_correction.h"

#include <string>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/consultation_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/move_rules.h"

namespace entente {
namespace {

using v1::Consultation;
using R = v1::Refusal;

constexpr absl::string_view kConsulted = "consulted_date";

bool IsCorrectable(absl::string_view field) {
  return field == "occurred_date" || field == "known_date" ||
         field == kConsulted;
}

}  // namespace

absl::Status CheckCorrectConsultation(
    const v1::CorrectConsultationRequest& request) {
  RETURN_IF_ERROR(
      CheckReference("consultation_id", request.consultation_id(), true));
  RETURN_IF_ERROR(CheckReference("etag", request.etag(), false));
  RETURN_IF_ERROR(CheckText("field", request.field(), 100, true));
  RETURN_IF_ERROR(
      CheckLongText("reason", request.reason(), kReasonCharactersMax, true));
  if (!IsCorrectable(request.field())) {
    return Refuse(R::VALUE_UNKNOWN,
                  {{"field", "field"}, {"value", request.field()}});
  }
  return CheckDay("value", request.value(), request.field() == kConsulted)
      .status();
}

Consultation WithDay(const Consultation& current,
                     const v1::CorrectConsultationRequest& request) {
  Consultation corrected = current;
  corrected.GetReflection()->SetString(
      &corrected, Consultation::descriptor()->FindFieldByName(request.field()),
      request.value());
  return corrected;
}

absl::StatusOr<Changes> CorrectConsultation(
    const Consultation& current, const v1::CorrectConsultationRequest& request,
    const std::string& agreement_id, const Procedure& procedure,
    const Entry& entry) {
  RETURN_IF_ERROR(CheckOpenStill(current));
  Consultation corrected = WithDay(current, request);
  if (corrected.SerializeAsString() == current.SerializeAsString()) {
    return Refuse(R::NOTHING_TO_CORRECT, {{"field", request.field()}});
  }
  v1::Event event = MakeEvent(entry, v1::Event::CONSULTATION_CORRECTED,
                              current.consultation_id(), DayIso(entry.today),
                              kOwnerSide, current.local_id());
  event.set_reason(request.reason());
  Consultation& consultation = *event.mutable_consultation();
  consultation = std::move(corrected);
  consultation.set_agreement_id(agreement_id);
  const std::string& consulted = consultation.consulted_date();
  RETURN_IF_ERROR(ActDate(entry, kConsulted, consulted).status());
  RETURN_IF_ERROR(CheckFactDates(entry, consultation.occurred_date(),
                                 consultation.known_date(), kConsulted,
                                 consulted));
  RETURN_IF_ERROR(RefreshFilingDeadline(procedure, entry, consultation));
  Changes changes;
  changes.push_back(std::move(event));
  return changes;
}

}  // namespace entente
