#include "services/notes/duty_rules.h"

#include <algorithm>
#include <set>
#include <string>

#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "services/grievances/entry.h"
#include "services/time_limits/period_rules.h"

namespace entente {
namespace {

using v1::Grievance;
using v1::Note;

bool IsOwnedByUnion(const Grievance& grievance) {
  return std::any_of(grievance.parties().begin(), grievance.parties().end(),
                     [](const v1::Party& party) {
                       return party.side() == kOwnerSide &&
                              party.kind() == v1::Party::UNION;
                     });
}

// Whether a closed grievance was closed on a settlement that stands.
bool WasSettled(const Grievance& grievance) {
  return !grievance.settled_by().empty() &&
         grievance.settled_by().rbegin()->reopened_date().empty();
}

// The numbers of the notes that hold this decision.
std::set<uint32_t> NumbersOf(Note::Decision decision,
                             const std::vector<Note>& notes) {
  std::set<uint32_t> numbers;
  for (const Note& note : notes) {
    if (note.kind() == Note::DECISION && note.decision() == decision) {
      numbers.insert(note.number());
    }
  }
  return numbers;
}

// The day on which the member was first told of one of these decisions; empty
// when no note says so.
std::string ToldOn(const std::string& person_id,
                   const std::set<uint32_t>& decisions,
                   const std::vector<Note>& notes) {
  std::string first;
  for (const Note& note : notes) {
    if (note.kind() != Note::TOLD || note.person_id() != person_id ||
        decisions.count(note.told_of()) == 0) {
      continue;
    }
    if (first.empty() || note.note_date() < first) first = note.note_date();
  }
  return first;
}

absl::Status SayComplaint(const Procedure& procedure, v1::MemberDuty& duty) {
  if (!procedure.profile->has_member_complaint()) return absl::OkStatus();
  const v1::MemberComplaint& rule = procedure.profile->member_complaint();
  duty.set_clause(rule.clause());
  if (duty.told_date().empty()) return absl::OkStatus();
  const bool own = rule.period().calendar_code().empty();
  const CalendarDays* const calendar = procedure.calendars->Find(
      own ? procedure.profile->calendar_code() : rule.period().calendar_code(),
      own ? procedure.calendar_version : rule.period().calendar_version());
  if (calendar == nullptr) return absl::OkStatus();
  ASSIGN_OR_RETURN(const PeriodEnd end,
                   CountPeriod(rule.period(), *ParseDay(duty.told_date()),
                               *calendar, "member_complaint"));
  duty.set_complaint_until_date(DayIso(end.due));
  return absl::OkStatus();
}

}  // namespace

absl::optional<Note::Decision> DecisionOwed(const Grievance& grievance) {
  if (!IsOwnedByUnion(grievance)) return absl::nullopt;
  switch (grievance.state()) {
    case Grievance::WITHDRAWN:
    case Grievance::DEEMED_WITHDRAWN:
      return Note::DROP;
    case Grievance::SETTLED:
      return Note::SETTLE;
    case Grievance::CLOSED:
      if (WasSettled(grievance)) return Note::SETTLE;
      return absl::nullopt;
    default:
      return absl::nullopt;
  }
}

absl::StatusOr<absl::optional<v1::MemberDuty>> ComputeMemberDuty(
    const Procedure* procedure, const Grievance& grievance,
    const std::vector<Note>& notes) {
  const absl::optional<Note::Decision> owed = DecisionOwed(grievance);
  if (!owed.has_value()) return absl::optional<v1::MemberDuty>();
  v1::MemberDuty duty;
  duty.set_decision(*owed);
  const std::set<uint32_t> decisions = NumbersOf(*owed, notes);
  duty.set_decision_missing(decisions.empty());
  for (const Grievance::Grievor& grievor : grievance.grievors()) {
    const std::string told = ToldOn(grievor.person_id(), decisions, notes);
    if (told.empty()) {
      duty.add_untold_pseudonyms(grievor.pseudonym());
    } else if (duty.told_date() < told) {
      duty.set_told_date(told);
    }
  }
  if (procedure != nullptr) RETURN_IF_ERROR(SayComplaint(*procedure, duty));
  return absl::optional<v1::MemberDuty>(duty);
}

}  // namespace entente
