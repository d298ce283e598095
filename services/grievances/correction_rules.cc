#include "services/grievances/correction_rules.h"

#include <string>
#include <utility>

#include "google/protobuf/message.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/consultation_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/grievance_rules.h"
#include "services/grievances/issue_rules.h"
#include "services/grievances/life_cycle.h"

namespace entente {
namespace {

using v1::Grievance;
using R = v1::Refusal;

// What a field that can be corrected holds.
enum class Holds { kDay, kDayOrNothing, kText, kIssue };

struct Correctable {
  absl::string_view field;
  Holds holds;
  int limit_characters = 0;
  bool required = false;
};

constexpr Correctable kCorrectable[] = {
    {"occurred_date", Holds::kDayOrNothing},
    {"known_date", Holds::kDayOrNothing},
    {"submitted_date", Holds::kDay},
    {"received_date", Holds::kDay},
    {"statement", Holds::kText, kStatementCharactersMax, true},
    {"facts", Holds::kText, kFactsCharactersMax, false},
    {"remedy_sought", Holds::kText, kRemedyCharactersMax, true},
    {"articles", Holds::kText, kArticlesCharactersMax, false},
    {"issue_code", Holds::kIssue},
};

const Correctable* FindCorrectable(absl::string_view field) {
  for (const Correctable& each : kCorrectable) {
    if (each.field == field) return &each;
  }
  return nullptr;
}

// Every date of the file in its order, after one of them was changed.
absl::Status CheckAllDates(const Grievance& grievance, const Entry& entry) {
  const std::string& submitted = grievance.submitted_date();
  RETURN_IF_ERROR(ActDate(entry, "submitted_date", submitted).status());
  RETURN_IF_ERROR(CheckFactDates(entry, grievance.occurred_date(),
                                 grievance.known_date(), "submitted_date",
                                 submitted));
  const std::string& received = grievance.received_date();
  RETURN_IF_ERROR(ActDate(entry, "received_date", received).status());
  RETURN_IF_ERROR(
      CheckDateOrder("received_date", received, "submitted_date", submitted));
  const auto check_later = [&](absl::string_view field,
                               absl::string_view date) {
    RETURN_IF_ERROR(CheckDateOrder(field, date, "submitted_date", submitted));
    return CheckDateOrder(field, date, "received_date", received);
  };
  for (const auto& reply : grievance.replies()) {
    RETURN_IF_ERROR(check_later("reply_date", reply.reply_date()));
  }
  for (const auto& advance : grievance.advances()) {
    RETURN_IF_ERROR(check_later("advance_date", advance.advance_date()));
  }
  return check_later("withdrawal_date",
                     grievance.withdrawal().withdrawal_date());
}

}  // namespace

absl::Status CheckCorrectGrievance(const v1::CorrectGrievanceRequest& request) {
  RETURN_IF_ERROR(CheckReference("grievance_id", request.grievance_id(), true));
  RETURN_IF_ERROR(CheckText("field", request.field(), 100, true));
  RETURN_IF_ERROR(
      CheckLongText("reason", request.reason(), kReasonCharactersMax, true));
  const Correctable* field = FindCorrectable(request.field());
  if (field == nullptr) {
    return Refuse(R::VALUE_UNKNOWN,
                  {{"field", "field"}, {"value", request.field()}});
  }
  switch (field->holds) {
    case Holds::kDay:
      return CheckDay("value", request.value(), true).status();
    case Holds::kDayOrNothing:
      return CheckDay("value", request.value(), false).status();
    case Holds::kText:
      return CheckLongText("value", request.value(), field->limit_characters,
                           field->required);
    case Holds::kIssue:
      return FindLabourIssue("value", request.value()).status();
  }
  return absl::OkStatus();
}

absl::StatusOr<Changes> CorrectGrievance(
    const Grievance& current, const v1::CorrectGrievanceRequest& request,
    v1::Mandate::Role entered_as, const Procedure& procedure,
    const Entry& entry) {
  if (FindTransition(current.state(), v1::Event::GRIEVANCE_CORRECTED) ==
      nullptr) {
    return Refuse(R::WRONG_STATE,
                  {{"state", Grievance::State_Name(current.state())}});
  }
  const google::protobuf::Reflection& reflection = *current.GetReflection();
  const google::protobuf::FieldDescriptor* field =
      Grievance::descriptor()->FindFieldByName(request.field());
  const std::string present = reflection.GetString(current, field);
  // A date of receipt that nobody entered is no typing error: ReceiveGrievance
  // enters it, and starts its clock.
  if (present.empty() && request.field() == "received_date") {
    return Refuse(R::NOT_ENTERED, {{"field", request.field()}});
  }
  if (present == request.value()) {
    return Refuse(R::NOTHING_TO_CORRECT, {{"field", request.field()}});
  }
  if (entered_as != entry.role) return Refuse(R::OWNER_SIDE_ONLY);

  v1::Event event =
      MakeEvent(entry, v1::Event::GRIEVANCE_CORRECTED, current.grievance_id(),
                DayIso(entry.today), entry.side, PartyOf(current, entry.side));
  event.set_reason(request.reason());
  Grievance& grievance = *event.mutable_grievance();
  grievance = current;
  reflection.SetString(&grievance, field, request.value());
  RETURN_IF_ERROR(CheckAllDates(grievance, entry));
  if (request.field() == "issue_code") {
    ASSIGN_OR_RETURN(const v1::Issue* issue,
                     FindLabourIssue("value", request.value()));
    if (issue->restricted()) grievance.set_restricted(true);
  }
  RETURN_IF_ERROR(RefreshDeadlines(procedure, entry, grievance));
  Changes changes;
  changes.push_back(std::move(event));
  return changes;
}

}  // namespace entente
