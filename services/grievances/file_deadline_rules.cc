#include "services/grievances/file_deadline_rules.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "services/grievances/wanted_deadlines.h"

namespace entente {
namespace {

using v1::TimeLimit;

std::string NextId(absl::string_view file_id, int count) {
  return absl::StrCat(file_id, "-", count + 1);
}

// The place of the standing deadline among the grievance's; -1 for none.
int IndexOf(const v1::Grievance& grievance, TimeLimit::Act act, int step) {
  for (int i = grievance.deadlines_size() - 1; i >= 0; --i) {
    const v1::Deadline& deadline = grievance.deadlines(i);
    if (deadline.act() == act && deadline.step() == step &&
        deadline.superseded_by_deadline_id().empty()) {
      return i;
    }
  }
  return -1;
}

// Whether both say the same of the law and the dates; ids and events aside.
bool SameResult(const v1::Deadline& kept, const v1::Deadline& computed) {
  v1::Deadline bare = kept;
  bare.clear_deadline_id();
  bare.clear_opened_by_event_id();
  bare.clear_met_by_event_id();
  bare.clear_met_date();
  bare.clear_superseded_by_deadline_id();
  bare.clear_ended_by_event_id();
  bare.clear_open_time();
  bare.clear_met_time();
  bare.clear_end_time();
  return bare.SerializeAsString() == computed.SerializeAsString();
}

void MarkMet(const Entry& entry, absl::string_view date,
             v1::Deadline& deadline) {
  deadline.set_met_by_event_id(entry.event_id);
  deadline.set_met_date(std::string(date));
  *deadline.mutable_met_time() = ToProto(entry.now);
}

void MarkEnded(const Entry& entry, v1::Deadline& deadline) {
  deadline.set_ended_by_event_id(entry.event_id);
  *deadline.mutable_end_time() = ToProto(entry.now);
}

// Adds `deadline` as one that the move opens.
v1::Deadline& Open(const Entry& entry, v1::Deadline deadline,
                   v1::Grievance& grievance) {
  deadline.set_deadline_id(
      NextId(grievance.grievance_id(), grievance.deadlines_size()));
  deadline.set_opened_by_event_id(entry.event_id);
  *deadline.mutable_open_time() = ToProto(entry.now);
  v1::Deadline& opened = *grievance.add_deadlines();
  opened = std::move(deadline);
  return opened;
}

// The deadline that stands for the same act and step, if it is of the same run
// of it; null when what is wanted runs for the first time, or anew.
v1::Deadline* FindKept(const WantedDeadline& wanted, v1::Grievance& grievance) {
  const int index = IndexOf(grievance, wanted.act, wanted.step);
  if (index < 0) return nullptr;
  v1::Deadline* const kept = grievance.mutable_deadlines(index);
  const bool changed =
      wanted.deadline.has_value() && !SameResult(*kept, *wanted.deadline);
  // What was done stays done: a second deliberation, or another arbitrator,
  // has a deadline of its own.
  if (!kept->met_date().empty() && wanted.met_date.empty() && changed) {
    return nullptr;
  }
  return kept;
}

void Apply(const Entry& entry, WantedDeadline wanted,
           v1::Grievance& grievance) {
  v1::Deadline* kept = FindKept(wanted, grievance);
  if (kept != nullptr && !kept->ended_by_event_id().empty()) {
    // What ended stays so, until it is asked for again: at the next step, or
    // since the grievance was taken up again.
    if (wanted.over || !wanted.deadline.has_value()) return;
    kept = nullptr;
  }
  if (!wanted.deadline.has_value()) {
    if (kept != nullptr && kept->met_date().empty()) MarkEnded(entry, *kept);
    return;
  }
  const bool is_met = !wanted.met_date.empty();
  if (kept == nullptr) {
    // What is over when it would open was never owed.
    if (wanted.over && !is_met) return;
    v1::Deadline& opened = Open(entry, *std::move(wanted.deadline), grievance);
    if (is_met) MarkMet(entry, wanted.met_date, opened);
    return;
  }
  const bool was_met = !kept->met_date().empty();
  if (SameResult(*kept, *wanted.deadline) &&
      (!was_met || !is_met || kept->met_date() == wanted.met_date)) {
    if (was_met) return;
    if (is_met) {
      MarkMet(entry, wanted.met_date, *kept);
    } else if (wanted.over) {
      MarkEnded(entry, *kept);
    }
    return;
  }
  // Other dates, or another day on which it was met: a correction.
  v1::Deadline& next = Open(entry, *std::move(wanted.deadline), grievance);
  if (is_met) {
    MarkMet(entry, wanted.met_date, next);
    // A correction does not change which event met it.
    if (was_met) next.set_met_by_event_id(kept->met_by_event_id());
  } else if (wanted.over) {
    MarkEnded(entry, next);
  }
  kept->set_superseded_by_deadline_id(next.deadline_id());
  MarkEnded(entry, *kept);
}

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
    Apply(entry, std::move(wanted), grievance);
  }
  return absl::OkStatus();
}

void ReopenDeadlines(const Entry& entry, absl::string_view ended_by_event_id,
                     v1::Grievance& grievance) {
  const int count = grievance.deadlines_size();
  for (int i = 0; i < count; ++i) {
    const v1::Deadline& ended = grievance.deadlines(i);
    // Not what another took the place of, or what was opened again already.
    if (ended.ended_by_event_id() != ended_by_event_id ||
        IndexOf(grievance, ended.act(), ended.step()) != i) {
      continue;
    }
    v1::Deadline next = ended;
    next.set_deadline_id(
        NextId(grievance.grievance_id(), grievance.deadlines_size()));
    next.set_opened_by_event_id(entry.event_id);
    *next.mutable_open_time() = ToProto(entry.now);
    next.clear_ended_by_event_id();
    next.clear_end_time();
    *grievance.add_deadlines() = std::move(next);
  }
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
  deadline.set_deadline_id(
      NextId(consultation.consultation_id(), consultation.deadlines_size()));
  deadline.set_opened_by_event_id(entry.event_id);
  *deadline.mutable_open_time() = ToProto(entry.now);
  *consultation.add_deadlines() = std::move(deadline);
  return absl::OkStatus();
}

const v1::Deadline* FindDeadline(const v1::Grievance& grievance,
                                 TimeLimit::Act act, int step) {
  const int index = IndexOf(grievance, act, step);
  return index < 0 ? nullptr : &grievance.deadlines(index);
}

absl::string_view FileOfDeadline(absl::string_view deadline_id) {
  const size_t dash = deadline_id.rfind('-');
  if (dash == absl::string_view::npos) return "";
  return deadline_id.substr(0, dash);
}

}  // namespace entente
