#include "services/settlements/commitment_rules.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/deadline.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/move_rules.h"
#include "services/settlements/settlement_rules.h"
#include "services/time_limits/dated_deadline.h"

namespace entente {
namespace {

using v1::Commitment;
using v1::Settlement;
using R = v1::Refusal;

struct Say {
  Commitment::Status from;
  Commitment::Status to;
  Speaker who;
};

constexpr Say kSays[] = {
    {Commitment::PENDING, Commitment::FULFILLED, Speaker::kAnySide},
    {Commitment::PENDING, Commitment::PARTLY_FULFILLED, Speaker::kAnySide},
    {Commitment::PENDING, Commitment::BREACHED, Speaker::kOwedSide},
    {Commitment::PENDING, Commitment::RELEASED, Speaker::kOwedSide},
    {Commitment::PARTLY_FULFILLED, Commitment::FULFILLED, Speaker::kAnySide},
    {Commitment::PARTLY_FULFILLED, Commitment::PARTLY_FULFILLED,
     Speaker::kAnySide},
    {Commitment::PARTLY_FULFILLED, Commitment::BREACHED, Speaker::kOwedSide},
    {Commitment::PARTLY_FULFILLED, Commitment::RELEASED, Speaker::kOwedSide},
    // The owner's word alone does not bind those to whom it is owed: they may
    // confirm it, or deny it.
    {Commitment::FULFILLED, Commitment::FULFILLED, Speaker::kOwedSide},
    {Commitment::FULFILLED, Commitment::PARTLY_FULFILLED, Speaker::kOwedSide},
    {Commitment::FULFILLED, Commitment::BREACHED, Speaker::kOwedSide},
    {Commitment::BREACHED, Commitment::FULFILLED, Speaker::kOwedSide},
    {Commitment::BREACHED, Commitment::PARTLY_FULFILLED, Speaker::kOwedSide},
    {Commitment::BREACHED, Commitment::RELEASED, Speaker::kOwedSide},
};

std::string NumberText(const Commitment& commitment) {
  return absl::StrCat(commitment.number());
}

absl::Status CheckSpeaker(const Commitment& commitment, Commitment::Status to,
                          uint32_t by_side) {
  const Speaker who = WhoMayReport(commitment.status(), to);
  if (who == Speaker::kNobody) {
    return Refuse(
        R::COMMITMENT_STATUS,
        {{"number", NumberText(commitment)},
         {"status",
          absl::StrCat("Commitment.Status.",
                       Commitment::Status_Name(commitment.status()))}});
  }
  if (who == Speaker::kOwedSide && by_side == commitment.owner_side()) {
    return Refuse(R::OWED_SIDE_ONLY, {{"number", NumberText(commitment)}});
  }
  return absl::OkStatus();
}

// The place of the deadline that stands for a commitment; -1 for none.
int IndexOf(const Settlement& settlement, uint32_t number) {
  for (int i = settlement.deadlines_size() - 1; i >= 0; --i) {
    const v1::Deadline& deadline = settlement.deadlines(i);
    if (deadline.step() == static_cast<int>(number) &&
        deadline.superseded_by_deadline_id().empty()) {
      return i;
    }
  }
  return -1;
}

v1::TimeLimit::Owner OwnerOf(uint32_t side) {
  switch (side) {
    case 1:
      return v1::TimeLimit::FILING_SIDE;
    case 2:
      return v1::TimeLimit::RESPONDING_SIDE;
    default:
      return v1::TimeLimit::OWNER_UNSPECIFIED;
  }
}

// The deadline of a dated commitment, which the parties fixed: no period runs,
// and nothing carries it forward.
v1::Deadline DeadlineOf(const Procedure& procedure,
                        const Commitment& commitment) {
  v1::Deadline deadline = DatedDeadline(procedure, commitment.due_date(),
                                        v1::ExplanationStep::FIXED);
  deadline.set_limit_code(absl::StrCat("PERFORM-", commitment.number()));
  deadline.set_act(v1::TimeLimit::PERFORM);
  deadline.set_nature(v1::TimeLimit::CONVENTIONAL);
  deadline.set_owner(OwnerOf(commitment.owner_side()));
  deadline.set_owed_by_side(commitment.owner_side());
  deadline.set_missed(v1::TimeLimit::NOTHING);
  deadline.set_step(static_cast<int>(commitment.number()));
  return deadline;
}

void MarkEnded(const Entry& entry, v1::Deadline& deadline) {
  deadline.set_ended_by_event_id(entry.event_id);
  *deadline.mutable_end_time() = ToProto(entry.now);
}

// The day on which the commitment was fulfilled, as was said last.
std::string FulfilledOn(const Commitment& commitment) {
  return commitment.status() == Commitment::FULFILLED
             ? commitment.reports().rbegin()->report_date()
             : "";
}

void Refresh(const Procedure& procedure, const Entry& entry,
             const Commitment& commitment, Settlement& settlement) {
  const std::string met_on = FulfilledOn(commitment);
  const bool over = settlement.state() != Settlement::SIGNED ||
                    commitment.status() == Commitment::RELEASED;
  const int index = IndexOf(settlement, commitment.number());
  v1::Deadline* const kept =
      index < 0 ? nullptr : settlement.mutable_deadlines(index);
  if (kept != nullptr) {
    if (kept->met_date() == met_on && (met_on.empty() != over)) return;
    if (IsOpen(*kept)) {
      if (!met_on.empty()) {
        kept->set_met_by_event_id(entry.event_id);
        kept->set_met_date(met_on);
        *kept->mutable_met_time() = ToProto(entry.now);
      } else if (over) {
        MarkEnded(entry, *kept);
      }
      return;
    }
    // What is met or ended stays so, unless it is owed again.
    if (over || !met_on.empty()) return;
  }
  if (over) return;
  v1::Deadline next = DeadlineOf(procedure, commitment);
  next.set_deadline_id(absl::StrCat(settlement.settlement_id(), "-",
                                    settlement.deadlines_size() + 1));
  next.set_opened_by_event_id(entry.event_id);
  *next.mutable_open_time() = ToProto(entry.now);
  if (kept != nullptr) {
    kept->set_superseded_by_deadline_id(next.deadline_id());
    MarkEnded(entry, *kept);
  }
  *settlement.add_deadlines() = std::move(next);
}

}  // namespace

Speaker WhoMayReport(Commitment::Status from, Commitment::Status to) {
  for (const Say& say : kSays) {
    if (say.from == from && say.to == to) return say.who;
  }
  return Speaker::kNobody;
}

absl::StatusOr<v1::Event> ReportCommitment(
    const Settlement& current, const v1::ReportCommitmentRequest& request,
    const Procedure& procedure, const Entry& entry) {
  RETURN_IF_ERROR(CheckSettlementState(current, Settlement::SIGNED));
  const uint32_t number = request.commitment();
  if (number < 1 ||
      number > static_cast<uint32_t>(current.commitments_size())) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "commitment"}});
  }
  const Commitment& before = current.commitments(static_cast<int>(number) - 1);
  const uint32_t by_side =
      request.by_side() == 0 ? entry.side : request.by_side();
  if (PartyOf(current.parties(), by_side).empty()) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "by_side"}});
  }
  RETURN_IF_ERROR(CheckSpeaker(before, request.status(), by_side));
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "report_date", request.report_date()));
  RETURN_IF_ERROR(CheckDateOrder("report_date", date, "signed_date",
                                 current.signed_date()));
  if (request.status() == Commitment::BREACHED && !before.due_date().empty() &&
      date <= before.due_date()) {
    return Refuse(R::COMMITMENT_NOT_DUE, {{"number", NumberText(before)},
                                          {"date", before.due_date()}});
  }
  v1::Event event =
      MakeEvent(entry, v1::Event::COMMITMENT_REPORTED, current.settlement_id(),
                date, by_side, PartyOf(current.parties(), by_side));
  RETURN_IF_ERROR(TakeInstrument(entry, by_side, request.has_instrument(),
                                 request.instrument(), event));
  Settlement& after = *event.mutable_settlement();
  after = current;
  Commitment& commitment =
      *after.mutable_commitments(static_cast<int>(number) - 1);
  commitment.set_status(request.status());
  Commitment::Report& report = *commitment.add_reports();
  report.set_status(request.status());
  report.set_report_date(date);
  report.set_by_side(by_side);
  report.set_evidence(request.evidence());
  report.set_sha256(request.sha256());
  if (by_side != entry.side) {
    NoteRecordedFor(entry, event, report.mutable_recorded_for());
  }
  RefreshCommitmentDeadlines(procedure, entry, after);
  return event;
}

void RefreshCommitmentDeadlines(const Procedure& procedure, const Entry& entry,
                                Settlement& settlement) {
  for (const Commitment& commitment : settlement.commitments()) {
    if (commitment.due_date().empty()) continue;
    Refresh(procedure, entry, commitment, settlement);
  }
}

std::string StandingBreachKnown(const Settlement& settlement, uint32_t side) {
  std::string earliest;
  for (const Commitment& commitment : settlement.commitments()) {
    const Commitment::Report* last = nullptr;
    for (const Commitment::Report& report : commitment.reports()) {
      if (report.by_side() == side) last = &report;
    }
    if (last == nullptr || last->status() != Commitment::BREACHED) continue;
    if (earliest.empty() || last->report_date() < earliest) {
      earliest = last->report_date();
    }
  }
  return earliest;
}

absl::Status CheckAllPerformed(const Settlement& settlement) {
  for (const Commitment& commitment : settlement.commitments()) {
    if (commitment.status() == Commitment::FULFILLED ||
        commitment.status() == Commitment::RELEASED) {
      continue;
    }
    return Refuse(R::COMMITMENT_OPEN, {{"number", NumberText(commitment)}});
  }
  return absl::OkStatus();
}

}  // namespace entente
