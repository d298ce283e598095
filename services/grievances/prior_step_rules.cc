#include "services/grievances/prior_step_rules.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/move_checks.h"
#include "services/grievances/move_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using v1::Standing;
using PriorStep = v1::Grievance::PriorStep;
using R = v1::Refusal;

// The days of a step, in the order that they must have.
struct DayOfStep {
  absl::string_view field;
  const std::string& (PriorStep::*kept)() const;
  std::string* (PriorStep::*keep)();
  const std::string& (v1::PriorStepDays::*given)() const;
};
constexpr DayOfStep kDays[] = {
    {"complaint_date", &PriorStep::complaint_date,
     &PriorStep::mutable_complaint_date, &v1::PriorStepDays::complaint_date},
    {"convened_date", &PriorStep::convened_date,
     &PriorStep::mutable_convened_date, &v1::PriorStepDays::convened_date},
    {"meeting_date", &PriorStep::meeting_date, &PriorStep::mutable_meeting_date,
     &v1::PriorStepDays::meeting_date},
    {"decision_date", &PriorStep::decision_date,
     &PriorStep::mutable_decision_date, &v1::PriorStepDays::decision_date},
};

// Puts the days in that are given.
absl::Status AddDays(const v1::PriorStepDays& days, const Entry& entry,
                     PriorStep& prior) {
  for (const DayOfStep& each : kDays) {
    const std::string& given = (days.*each.given)();
    const std::string& kept = (prior.*each.kept)();
    if (given.empty() || given == kept) continue;
    if (!kept.empty()) {
      return Refuse(R::PRIOR_DAY_RECORDED,
                    {{"field", each.field}, {"date", kept}});
    }
    *(prior.*each.keep)() = given;
  }
  return CheckPriorStepOrder(prior, entry);
}

bool IsEmpty(const v1::PriorStepDays& days) {
  for (const DayOfStep& each : kDays) {
    if (!(days.*each.given)().empty()) return false;
  }
  return true;
}

}  // namespace

absl::Status CheckPriorStepDays(const std::string& field,
                                const v1::PriorStepDays& days) {
  for (const DayOfStep& each : kDays) {
    RETURN_IF_ERROR(CheckOptionalDay(absl::StrCat(field, ".", each.field),
                                     (days.*each.given)()));
  }
  return absl::OkStatus();
}

absl::Status CheckRecordPriorStep(const v1::RecordPriorStepRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckPriorStepDays("days", request.days()));
  if (!IsEmpty(request.days())) return absl::OkStatus();
  return Refuse(R::FIELD_REQUIRED, {{"field", "days"}});
}

const v1::Prerequisite* FindPrerequisite(const v1::Profile& profile,
                                         absl::string_view issue_code) {
  for (const v1::Prerequisite& each : profile.prerequisites()) {
    if (IssueFits(each.issue_codes(), issue_code)) return &each;
  }
  return nullptr;
}

absl::Status CheckPriorStepOrder(const PriorStep& prior, const Entry& entry) {
  std::pair<absl::string_view, std::string> before;
  for (const DayOfStep& each : kDays) {
    const std::string& date = (prior.*each.kept)();
    if (date.empty()) continue;
    RETURN_IF_ERROR(ActDate(entry, each.field, date).status());
    RETURN_IF_ERROR(
        CheckDateOrder(each.field, date, before.first, before.second));
    before = {each.field, date};
  }
  return absl::OkStatus();
}

absl::Status TakePriorStep(const v1::FileGrievanceRequest& request,
                           const v1::Profile& profile, const Entry& entry,
                           Grievance& grievance) {
  const bool says_so =
      !IsEmpty(request.prior_step()) || !request.override_reason().empty();
  const v1::Prerequisite* const asked =
      FindPrerequisite(profile, grievance.issue_code());
  if (asked == nullptr) {
    return says_so ? Refuse(R::NO_PREREQUISITE) : absl::OkStatus();
  }
  if (request.prior_step().complaint_date().empty() &&
      request.override_reason().empty()) {
    return Refuse(R::PRIOR_STEP_REQUIRED,
                  {{"field", "override_reason"}, {"clause", asked->clause()}});
  }
  PriorStep& prior = *grievance.mutable_prior_step();
  prior.set_code(asked->code());
  prior.set_clause(asked->clause());
  prior.set_override_reason(request.override_reason());
  return AddDays(request.prior_step(), entry, prior);
}

absl::StatusOr<Changes> RecordPriorStep(
    const Grievance& current, const v1::RecordPriorStepRequest& request,
    const Procedure& procedure, const Entry& entry) {
  ASSIGN_OR_RETURN(Move move, BeginMove(current, Event::PRIOR_STEP_RECORDED,
                                        entry, DayIso(entry.today)));
  const v1::Prerequisite* const asked =
      FindPrerequisite(*procedure.profile, current.issue_code());
  if (asked == nullptr) return Refuse(R::NO_PREREQUISITE);
  PriorStep& prior = *move.after().mutable_prior_step();
  prior.set_code(asked->code());
  prior.set_clause(asked->clause());
  RETURN_IF_ERROR(AddDays(request.days(), entry, prior));
  return FinishMove(std::move(move), procedure, entry);
}

void SayPriorStep(const v1::Profile& profile, const Grievance& grievance,
                  absl::CivilDay as_of, Standing& standing) {
  const v1::Prerequisite* const asked =
      FindPrerequisite(profile, grievance.issue_code());
  if (asked == nullptr) return;
  standing.set_prior_step_clause(asked->clause());
  const std::string& decided = grievance.prior_step().decision_date();
  if (decided.empty() || decided > DayIso(as_of)) {
    standing.set_prior_step_standing(Standing::NOT_EXHAUSTED);
  } else if (decided <= grievance.submitted_date()) {
    standing.set_prior_step_standing(Standing::EXHAUSTED);
  } else {
    standing.set_prior_step_standing(Standing::EXHAUSTED_LATER);
  }
}

}  // namespace entente
