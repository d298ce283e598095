// mediation: who conducts it, how it begins, and its course.

#include <functional>

#include "clients/cli/commands.h"
#include "clients/cli/mediation_flags.h"
#include "clients/cli/mediation_words.h"
#include "clients/cli/move_flags.h"
#include "entente/v1/mediation_service.grpc.pb.h"

namespace entente {
namespace {

using Mediations = v1::MediationService::Stub;

void AddAppointment(CommandLine& line, CLI::App* noun) {
  RequestFlags& propose =
      line.Call(noun, "propose", &Mediations::ProposeMediator, ShowChanged());
  propose.Word("number", "mediation_id")
      .Word("person", "person_id")
      .Flag("--certified", "certified")
      .Flag("--date", "proposed_date");
  AddPaperFlags(propose);

  RequestFlags& disclose = line.Call(
      noun, "disclose", &Mediations::DiscloseInterests, ShowChanged());
  disclose.Word("number", "mediation_id")
      .LongText("--text", "disclosure")
      .RequiredWithout("--nothing")
      .Flag("--nothing", "nothing_to_disclose")
      .Flag("--undertaking", "undertaking")
      .Flag("--mediator", "mediator")
      .Flag("--date", "disclosed_date");
  AddPaperFlags(disclose);

  RequestFlags& accept =
      line.Call(noun, "accept", &Mediations::AcceptInterests, ShowChanged());
  accept.Word("number", "mediation_id")
      .Flag("--mediator", "mediator")
      .Flag("--side", "side")
      .Flag("--date", "accepted_date");
  AddPaperFlags(accept);

  RequestFlags& challenge = line.Call(
      noun, "challenge", &Mediations::ChallengeMediator, ShowChanged());
  challenge.Word("number", "mediation_id")
      .Flag("--mediator", "mediator")
      .Flag("--side", "side")
      .Flag("--date", "challenged_date");
  AddPaperFlags(challenge);

  RequestFlags& end =
      line.Call(noun, "end-mediator", &Mediations::EndMediator, ShowChanged());
  end.Word("number", "mediation_id")
      .Flag("--mediator", "mediator")
      .Flag("--date", "ended_date");
  AddPaperFlags(end);

  RequestFlags& confirm =
      line.Call(noun, "confirm", &Mediations::ConfirmMediators, ShowChanged());
  confirm.Word("number", "mediation_id").Flag("--date", "confirmed_date");
  AddPaperFlags(confirm);
}

void AddCourse(CommandLine& line, CLI::App* noun) {
  RequestFlags& sign =
      line.Call(noun, "sign-entry", &Mediations::SignEntry, ShowChanged());
  sign.Word("number", "mediation_id")
      .Flag("--side", "side")
      .Flag("--mediator", "mediator")
      .Flag("--date", "signed_date");
  AddPaperFlags(sign);

  RequestFlags& session =
      line.Call(noun, "session", &Mediations::HoldSession, ShowChanged(),
                std::function(CheckAttendances));
  session.Word("number", "mediation_id")
      .Flag("--kind", "kind")
      .Required()
      .Flag("--side", "side")
      .Custom("--with", "attendances", PutAttendance)
      .Flag("--minutes", "duration_minutes")
      .Flag("--place", "place")
      .Flag("--date", "session_date");
  AddPaperFlags(session);

  RequestFlags& pause =
      line.Call(noun, "pause", &Mediations::PauseMediation, ShowChanged());
  pause.Word("number", "mediation_id")
      .LongText("--reason", "reason")
      .Required()
      .Flag("--from", "from_date");
  AddPaperFlags(pause);

  RequestFlags& resume =
      line.Call(noun, "resume", &Mediations::ResumeMediation, ShowChanged());
  resume.Word("number", "mediation_id").Flag("--date", "until_date");
  AddPaperFlags(resume);
}

}  // namespace

void AddMediatorCommands(CommandLine& line, CLI::App* mediation) {
  AddAppointment(line, mediation);
  AddCourse(line, mediation);
}

}  // namespace entente
