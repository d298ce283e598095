// grievance: what moves its time limits, and what had to come before it.

#include <algorithm>
#include <string>

#include "clients/cli/commands.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/move_flags.h"
#include "clients/cli/time_limit_words.h"
#include "clients/cli/values.h"
#include "entente/v1/time_ledger_service.grpc.pb.h"
#include "proto/support/deadline.h"

namespace entente {
namespace {

using Ledger = v1::TimeLedgerService::Stub;

// The due date that `deadline` took the place of; empty when it took none.
std::string DueBefore(const v1::Grievance& grievance,
                      const v1::Deadline& deadline) {
  for (const v1::Deadline& each : grievance.deadlines()) {
    if (each.superseded_by_deadline_id() == deadline.deadline_id()) {
      return each.due_date();
    }
  }
  return "";
}

// Whether what the call recorded moved a deadline.
using Moved = bool (*)(const v1::Grievance& grievance,
                       const v1::AppliedInterval& applied);

bool ByLastExtension(const v1::Grievance& grievance,
                     const v1::AppliedInterval& applied) {
  return applied.kind() == v1::AppliedInterval::EXTENSION &&
         applied.number() == grievance.extensions().rbegin()->number();
}

bool ByLastSuspension(const v1::Grievance& grievance,
                      const v1::AppliedInterval& applied) {
  return applied.kind() != v1::AppliedInterval::EXTENSION &&
         applied.number() == grievance.suspensions().rbegin()->number();
}

bool ByEndedSuspension(const v1::Grievance& grievance,
                       const v1::AppliedInterval& applied) {
  if (applied.kind() == v1::AppliedInterval::EXTENSION) return false;
  for (const v1::Suspension& each : grievance.suspensions()) {
    if (each.number() == applied.number()) {
      return each.has_end_recorded_for();
    }
  }
  return false;
}

// Which of the open deadlines the call moved, and which it did not.
void SayMoved(const Session& session, const v1::Grievance& grievance,
              Moved moved) {
  for (const v1::Deadline& deadline : grievance.deadlines()) {
    if (!IsOpen(deadline)) continue;
    const std::string before = DueBefore(grievance, deadline);
    const bool is_moved =
        !before.empty() &&
        std::any_of(deadline.applied().begin(), deadline.applied().end(),
                    [&](const v1::AppliedInterval& each) {
                      return moved(grievance, each);
                    });
    Say(session.Words(
        is_moved ? "LIMIT_MOVED" : "LIMIT_NOT_MOVED",
        {{"act", ActWords(session, deadline)},
         {"before", DayWords(session, before)},
         {"day", DueWords(session, deadline)},
         {"nature", EnumText(session.language(), deadline.nature())}}));
  }
}

std::function<void(Session&, const v1::GrievanceAnswer&)> ShowMovedAfter(
    const char* key, Moved moved) {
  return [key, moved](Session& session, const v1::GrievanceAnswer& answer) {
    ShowGrievance(session, answer);
    SayMoved(session, answer.grievance(), moved);
    session.SayNext(key, {{"number", NumberOf(answer.grievance())}});
  };
}

void AddExtend(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags =
      line.Call(noun, "extend", &Ledger::ExtendDeadline,
                ShowMovedAfter("AFTER.grievance.extend", ByLastExtension));
  flags.Word("number", "grievance_id")
      .Flag("--act", "act")
      .Required()
      .Flag("--step", "step")
      .Flag("--to", "new_due_date")
      .Required()
      .Flag("--signed", "signed_date")
      .LongText("--text", "text");
  AddPaperFlags(flags);
}

void AddWaive(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags = line.Call(noun, "waive", &Ledger::WaiveLimit,
                                  ShowAfter("AFTER.grievance.waive"));
  flags.Word("number", "grievance_id")
      .Flag("--act", "act")
      .Required()
      .Flag("--step", "step")
      .Flag("--by", "by")
      .Without({v1::Party::NATURAL_PERSON, v1::Party::AUTHORITY})
      .Required()
      .Flag("--date", "waiver_date")
      .LongText("--text", "text");
  AddPaperFlags(flags);
}

void AddSuspend(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags =
      line.Call(noun, "suspend", &Ledger::SuspendLimits,
                ShowMovedAfter("AFTER.grievance.suspend", ByLastSuspension));
  flags.Word("number", "grievance_id")
      .Flag("--ground", "ground")
      .Required()
      .Flag("--effect", "effect")
      .Flag("--from", "from_date")
      .Flag("--until", "until_date")
      .Flag("--act", "acts")
      .Flag("--clause", "clause")
      .LongText("--text", "text");
  AddPaperFlags(flags);
}

void AddResume(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags =
      line.Call(noun, "resume", &Ledger::ResumeLimits,
                ShowMovedAfter("AFTER.grievance.resume", ByEndedSuspension));
  flags.Word("number", "grievance_id")
      .Flag("--suspension", "number")
      .Flag("--until", "until_date");
  AddPaperFlags(flags);
}

void AddPriorStep(CommandLine& line, CLI::App* noun) {
  line.Call(noun, "prior-step", &Ledger::RecordPriorStep,
            ShowAfter("AFTER.grievance.prior-step"))
      .Word("number", "grievance_id")
      .Flag("--complaint", "days.complaint_date")
      .Flag("--convened", "days.convened_date")
      .Flag("--meeting", "days.meeting_date")
      .Flag("--decision", "days.decision_date");
}

}  // namespace

void AddTimeLedgerCommands(CommandLine& line, CLI::App* noun) {
  AddExtend(line, noun);
  AddWaive(line, noun);
  AddSuspend(line, noun);
  AddResume(line, noun);
  AddPriorStep(line, noun);
}

}  // namespace entente
