#include "services/grievances/file_deadline_rules.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "services/grievances/kept_deadlines.h"
#include "services/grievances/wanted_deadlines.h"

namespace entente {
namespace {

using v1::TimeLimit;

// The deadline for filing what a consultation is about. Whose grievance it will
// be is not known yet: of the limits that may hold, that which ends first.
absl::StatusOr<v1::Deadline> FilingDeadlineOf(
    const Procedure& procedure, const v1::Consultation& consultation) {
  FileFacts facts;
  facts.occurred = ParseDay(consultation.occurred_date());
  facts.known = ParseDay(consultation.known_date());
  facts.known_by = ParseDay(consultation.consulted_date());
  facts.issue_code = consultation.issue_code();
  std::vector<v1::Deadline> each;
  for (const auto value :
       {v1::GrievanceClass::INDIVIDUAL, v1::GrievanceClass::GROUP,
        v1::GrievanceClass::UNION}) {
    facts.grievance_class = value;
    ASSIGN_OR_RETURN(v1::Deadline deadline, FilingDeadline(procedure, facts));
    each.push_back(std::move(deadline));
  }
  const auto due = [](const v1::Deadline& deadline) {
    // One of which no day is known says nothing yet.
    return std::make_pair(deadline.due_date().empty(), deadline.due_date());
  };
  const auto first = std::min_element(
      each.begin(), each.end(),
      [&](const auto& a, const auto& b) { return due(a) < due(b); });
  const bool is_one = std::all_of(each.begin(), each.end(), [&](const auto& a) {
    return a.limit_code() == first->limit_code();
  });
  if (!is_one) {
    first->add_steps()->set_kind(v1::ExplanationStep::SHORTEST_CLASS);
  }
  return *std::move(first);
}

}  // namespace

FileFacts FactsOf(const v1::Grievance& grievance) {
  FileFacts facts;
  facts.occurred = ParseDay(grievance.occurred_date());
  facts.known = ParseDay(grievance.known_date());
  facts.known_by = ParseDay(grievance.submitted_date());
  facts.issue_code = grievance.issue_code();
  facts.grievance_class = grievance.grievance_class();
  return facts;
}

absl::Status RefreshDeadlines(const Procedure& procedure, const Entry& entry,
                              v1::Grievance& grievance) {
  ASSIGN_OR_RETURN(std::vector<WantedDeadline> all,
                   WantedDeadlines(procedure, FactsOf(grievance), grievance));
  for (WantedDeadline& wanted : all) {
    KeepDeadline(entry, std::move(wanted), grievance.grievance_id(),
                 *grievance.mutable_deadlines());
  }
  return absl::OkStatus();
}

absl::Status RefreshFilingDeadline(const Procedure& procedure,
                                   const Entry& entry,
                                   v1::Consultation& consultation) {
  ASSIGN_OR_RETURN(const v1::Deadline computed,
                   FilingDeadlineOf(procedure, consultation));
  const int last = consultation.deadlines_size() - 1;
  if (SameResult(consultation.deadlines(last), computed)) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(OpenFilingDeadline(procedure, entry, consultation));
  v1::Deadline& replaced = *consultation.mutable_deadlines(last);
  replaced.set_superseded_by_deadline_id(
      consultation.deadlines().rbegin()->deadline_id());
  MarkEnded(entry, replaced);
  return absl::OkStatus();
}

absl::Status OpenFilingDeadline(const Procedure& procedure, const Entry& entry,
                                v1::Consultation& consultation) {
  ASSIGN_OR_RETURN(v1::Deadline deadline,
                   FilingDeadlineOf(procedure, consultation));
  OpenDeadlineOf(entry, std::move(deadline), consultation.consultation_id(),
                 *consultation.mutable_deadlines());
  return absl::OkStatus();
}

const v1::Deadline* FindDeadline(const v1::Grievance& grievance,
                                 TimeLimit::Act act, int step) {
  return StandingDeadline(grievance.deadlines(), act, step);
}

}  // namespace entente
