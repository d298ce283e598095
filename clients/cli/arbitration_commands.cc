// grievance: from the referral to arbitration to the deliberation, and what is
// objected.

#include "clients/cli/award_commands.h"
#include "clients/cli/commands.h"
#include "clients/cli/move_flags.h"
#include "entente/v1/arbitration_service.grpc.pb.h"

namespace entente {
namespace {

using Arbitration = v1::ArbitrationService::Stub;
using google::protobuf::Message;

void AddRefer(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags = line.Call(noun, "refer", &Arbitration::ReferGrievance,
                                  ShowAfter("AFTER.grievance.refer"));
  flags.Word("number", "grievance_id")
      .Flag("--date", "referral_date")
      .Flag("--by", "by")
      .Without({v1::Whose::NEITHER})
      .Flag("--track", "track")
      .Flag("--way", "notice.way")
      .Flag("--proof", "notice.proof");
  AddPaperFlags(flags);
}

void AddArbitrator(CommandLine& line, CLI::App* noun) {
  RequestFlags& name =
      line.Call(noun, "name-arbitrator", &Arbitration::NameArbitrator,
                ShowAfter("AFTER.grievance.name-arbitrator"));
  name.Word("number", "grievance_id")
      .Flag("--name", "name")
      .RequiredWithout("--person")
      .Flag("--person", "person_id")
      .Flag("--mode", "mode")
      .Required()
      .Flag("--date", "named_date");
  AddPaperFlags(name);

  RequestFlags& end =
      line.Call(noun, "end-arbitrator", &Arbitration::EndArbitrator,
                ShowAfter("AFTER.grievance.end-arbitrator"));
  end.Word("number", "grievance_id")
      .Flag("--ending", "ending")
      .Required()
      .Flag("--date", "ended_date");
  AddPaperFlags(end);
}

auto Witness(v1::Whose::Value called_by) {
  return [called_by](Message& request, const std::string& name) {
    auto& witness =
        *static_cast<v1::HoldHearingRequest&>(request).add_witnesses();
    witness.set_called_by(called_by);
    witness.set_name(name);
  };
}

void AddHearing(CommandLine& line, CLI::App* noun) {
  RequestFlags& fix = line.Call(noun, "fix-hearing", &Arbitration::FixHearing,
                                ShowAfter("AFTER.grievance.fix-hearing"));
  fix.Word("number", "grievance_id")
      .Flag("--date", "hearing_date")
      .Required()
      .Flag("--kind", "kind")
      .Flag("--place", "place")
      .Flag("--fixed", "fixed_date");
  AddPaperFlags(fix);

  RequestFlags& hold = line.Call(noun, "hear", &Arbitration::HoldHearing,
                                 ShowAfter("AFTER.grievance.hear"));
  hold.Word("number", "grievance_id")
      .Flag("--day", "number")
      .Flag("--date", "hearing_date")
      .RequiredWithout("--day")
      .Flag("--kind", "kind")
      .Flag("--place", "place")
      .Custom("--union-witness", "witnesses", Witness(v1::Whose::UNION))
      .Custom("--employer-witness", "witnesses", Witness(v1::Whose::EMPLOYER))
      .Custom("--arbitrator-witness", "witnesses", Witness(v1::Whose::NEITHER));
  AddPaperFlags(hold);

  RequestFlags& move =
      line.Call(noun, "postpone-hearing", &Arbitration::MoveHearing,
                ShowAfter("AFTER.grievance.postpone-hearing"));
  move.Word("number", "grievance_id")
      .Flag("--day", "number")
      .Required()
      .Flag("--by", "by")
      .Required()
      .LongText("--reason", "reason")
      .Required()
      .Flag("--date", "moved_date")
      .Flag("--cancelled", "cancelled")
      .Flag("--new-date", "new_date")
      .Flag("--place", "place");
  AddPaperFlags(move);

  RequestFlags& exhibit = line.Call(noun, "exhibit", &Arbitration::FileExhibit,
                                    ShowAfter("AFTER.grievance.exhibit"));
  exhibit.Word("number", "grievance_id")
      .Flag("--title", "title")
      .Required()
      .Flag("--by", "by")
      .Flag("--date", "filed_date")
      .Digest("--scan", "sha256");
  AddPaperFlags(exhibit);
}

void AddDeliberation(CommandLine& line, CLI::App* noun) {
  RequestFlags& begin =
      line.Call(noun, "deliberate", &Arbitration::TakeUnderAdvisement,
                ShowAfter("AFTER.grievance.deliberate"));
  begin.Word("number", "grievance_id").Flag("--from", "from_date");
  AddPaperFlags(begin);

  RequestFlags& reopen = line.Call(noun, "reopen", &Arbitration::ReopenHearing,
                                   ShowAfter("AFTER.grievance.reopen"));
  reopen.Word("number", "grievance_id").Flag("--date", "reopened_date");
  AddPaperFlags(reopen);
}

void AddReview(CommandLine& line, CLI::App* noun) {
  RequestFlags& seek = line.Call(noun, "seek-review", &Arbitration::SeekReview,
                                 ShowAfter("AFTER.grievance.seek-review"));
  seek.Word("number", "grievance_id")
      .Flag("--court", "court")
      .Required()
      .Flag("--by", "by")
      .Without({v1::Whose::NEITHER})
      .Flag("--date", "sought_date");
  AddPaperFlags(seek);

  RequestFlags& decide =
      line.Call(noun, "decide-review", &Arbitration::DecideReview,
                ShowAfter("AFTER.grievance.decide-review"));
  decide.Word("number", "grievance_id")
      .Flag("--outcome", "outcome")
      .Required()
      .Flag("--disposition", "disposition")
      .Flag("--award", "award_numbers")
      .Flag("--date", "outcome_date")
      .LongText("--text", "text");
  AddPaperFlags(decide);
}

void AddObjection(CommandLine& line, CLI::App* noun) {
  RequestFlags& raise = line.Call(noun, "object", &Arbitration::RaiseObjection,
                                  ShowAfter("AFTER.grievance.object"));
  raise.Word("number", "grievance_id")
      .Flag("--kind", "kind")
      .Required()
      .Flag("--by", "by")
      .Without({v1::Whose::NEITHER})
      .Required()
      .Flag("--date", "raised_date")
      .LongText("--text", "text");
  AddPaperFlags(raise);

  RequestFlags& rule =
      line.Call(noun, "rule-objection", &Arbitration::RuleObjection,
                ShowAfter("AFTER.grievance.rule-objection"));
  rule.Word("number", "grievance_id")
      .Flag("--objection", "number")
      .Flag("--outcome", "outcome")
      .Without({v1::Objection::PENDING})
      .Required()
      .Flag("--date", "outcome_date")
      .LongText("--text", "outcome_text");
  AddPaperFlags(rule);
}

}  // namespace

void AddArbitrationCommands(CommandLine& line, CLI::App* grievance) {
  AddObjection(line, grievance);
  AddRefer(line, grievance);
  AddArbitrator(line, grievance);
  AddHearing(line, grievance);
  AddDeliberation(line, grievance);
  AddAwardCommand(line, grievance);
  AddReview(line, grievance);
}

}  // namespace entente
