#include "services/grievances/file_deadline_rules.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "services/grievances/life_cycle.h"

namespace entente {
namespace {

using v1::TimeLimit;
using Day = absl::optional<absl::CivilDay>;

// How a deadline of a step should stand after a move.
struct Wanted {
  TimeLimit::Act act;
  int step = 0;
  absl::optional<v1::Deadline> deadline;
  // When the act was done; empty while it was not.
  std::string met_date;
  // Whether it runs no more though the act was not done.
  bool over = false;
};

// The day on which step `step` began to run for the other side.
Day ReceiptAt(const v1::Grievance& grievance, int step) {
  if (step == 1) return ParseDay(grievance.received_date());
  for (const auto& advance : grievance.advances()) {
    if (static_cast<int>(advance.step()) == step) {
      return ParseDay(advance.advance_date());
    }
  }
  return absl::nullopt;
}

// The first answer of a step stops its clock and starts the next.
std::string ReplyAt(const v1::Grievance& grievance, int step) {
  for (const auto& reply : grievance.replies()) {
    if (static_cast<int>(reply.step()) == step) return reply.reply_date();
  }
  return "";
}

std::string AdvanceFrom(const v1::Grievance& grievance, int step) {
  for (const auto& advance : grievance.advances()) {
    if (static_cast<int>(advance.step()) == step + 1) {
      return advance.advance_date();
    }
  }
  return "";
}

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

void Apply(const Entry& entry, Wanted wanted, v1::Grievance& grievance) {
  const int index = IndexOf(grievance, wanted.act, wanted.step);
  v1::Deadline* kept = index < 0 ? nullptr : grievance.mutable_deadlines(index);
  if (kept != nullptr && !kept->ended_by_event_id().empty()) {
    // What ended stays so, unless its clock starts again: the limit to refer
    // may run from the answer at each step.
    if (wanted.over || !wanted.deadline.has_value() ||
        SameResult(*kept, *wanted.deadline)) {
      return;
    }
    kept = nullptr;
  }
  if (kept != nullptr && wanted.deadline.has_value() &&
      SameResult(*kept, *wanted.deadline) &&
      (kept->met_date().empty() || kept->met_date() == wanted.met_date)) {
    if (kept->met_date().empty() && !wanted.met_date.empty()) {
      MarkMet(entry, wanted.met_date, *kept);
    } else if (kept->met_date().empty() && wanted.over) {
      MarkEnded(entry, *kept);
    }
    return;
  }
  if (!wanted.deadline.has_value()) {
    if (kept != nullptr) MarkEnded(entry, *kept);
    return;
  }
  // What is over when it would open was never owed.
  if (kept == nullptr && wanted.over) return;
  v1::Deadline next = *std::move(wanted.deadline);
  next.set_deadline_id(
      NextId(grievance.grievance_id(), grievance.deadlines_size()));
  next.set_opened_by_event_id(entry.event_id);
  *next.mutable_open_time() = ToProto(entry.now);
  if (!wanted.met_date.empty()) {
    MarkMet(entry, wanted.met_date, next);
    // A correction does not change which event met it.
    if (kept != nullptr && !kept->met_by_event_id().empty()) {
      next.set_met_by_event_id(kept->met_by_event_id());
    }
  } else if (wanted.over) {
    MarkEnded(entry, next);
  }
  if (kept != nullptr) {
    kept->set_superseded_by_deadline_id(next.deadline_id());
    MarkEnded(entry, *kept);
  }
  *grievance.add_deadlines() = std::move(next);
}

// Whether the procedure is over: not while the owner says that it never
// withdrew. Whose word holds is not for the record to say, and a date that is
// missed cannot be had back.
bool IsOver(const v1::Grievance& grievance) {
  if (IsLive(grievance.state())) return false;
  for (const v1::Grievance::Contest& contest : grievance.contests()) {
    if (contest.act() == v1::Grievance::Contest::WITHDRAWAL &&
        contest.side() == kOwnerSide) {
      return false;
    }
  }
  return true;
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

FileFacts FactsOf(const v1::Consultation& consultation) {
  FileFacts facts;
  facts.occurred = ParseDay(consultation.occurred_date());
  facts.known = ParseDay(consultation.known_date());
  facts.known_by = ParseDay(consultation.consulted_date());
  facts.issue_code = consultation.issue_code();
  return facts;
}

absl::Status RefreshDeadlines(const Procedure& procedure, const Entry& entry,
                              v1::Grievance& grievance) {
  const FileFacts facts = FactsOf(grievance);
  const Day submitted = ParseDay(grievance.submitted_date());
  const bool ended = IsOver(grievance);

  Wanted filing{TimeLimit::FILE, 0};
  ASSIGN_OR_RETURN(filing.deadline,
                   FilingDeadline(procedure, facts, submitted));
  filing.met_date = grievance.submitted_date();
  Apply(entry, std::move(filing), grievance);

  const int present = static_cast<int>(grievance.step());
  for (int step = 1; step <= present; ++step) {
    const bool over = ended || step < present;
    FileDays days;
    days.submission = submitted;
    days.receipt = ReceiptAt(grievance, step);
    Wanted reply{TimeLimit::REPLY, step};
    ASSIGN_OR_RETURN(reply.deadline, OpenDeadline(procedure, TimeLimit::REPLY,
                                                  step, facts, days));
    if (!days.receipt.has_value()) reply.deadline.reset();
    reply.met_date = ReplyAt(grievance, step);
    reply.over = over;

    days.reply = ParseDay(reply.met_date);
    if (reply.deadline.has_value()) {
      days.reply_due = ParseDay(reply.deadline->due_date());
    }
    Apply(entry, std::move(reply), grievance);

    Wanted advance{TimeLimit::ADVANCE, step};
    ASSIGN_OR_RETURN(
        advance.deadline,
        OpenDeadline(procedure, TimeLimit::ADVANCE, step, facts, days));
    advance.met_date = AdvanceFrom(grievance, step);
    advance.over = over;
    Apply(entry, std::move(advance), grievance);
  }

  FileDays days;
  days.submission = submitted;
  if (present > 0) {
    days.receipt = ReceiptAt(grievance, present);
    days.reply = ParseDay(ReplyAt(grievance, present));
    const v1::Deadline* reply =
        FindDeadline(grievance, TimeLimit::REPLY, present);
    if (reply != nullptr) days.reply_due = ParseDay(reply->due_date());
  }
  Wanted refer{TimeLimit::REFER, 0};
  ASSIGN_OR_RETURN(refer.deadline, ReferDeadline(procedure, facts, days));
  refer.over = ended;
  Apply(entry, std::move(refer), grievance);
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
                   FilingDeadline(procedure, FactsOf(consultation)));
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
                   FilingDeadline(procedure, FactsOf(consultation)));
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
