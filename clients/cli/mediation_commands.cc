// mediation: asked for, admitted, answered, ended; and read.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/commands.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/mediation_flags.h"
#include "clients/cli/mediation_words.h"
#include "clients/cli/move_flags.h"
#include "entente/v1/mediation_service.grpc.pb.h"

namespace entente {
namespace {

using Mediations = v1::MediationService::Stub;
using v1::Mediation;

void AddRequest(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags =
      line.Call(noun, "request", &Mediations::RequestMediation, ShowChanged(),
                std::function(ResolveParties));
  flags.Flag("--profile", "profile_code")
      .Required()
      .Flag("--office", "office_id")
      .Required()
      .Custom("--party", "parties", PutParty)
      .Required()
      .LongText("--object", "object")
      .Required()
      .Flag("--kind", "kind")
      .Flag("--level", "level")
      .LongText("--tried", "prior_attempt")
      .Flag("--failed", "failed_date")
      .LongText("--litigation", "litigation")
      .Flag("--by-office", "by_office")
      .Flag("--date", "requested_date");
  AddPaperFlags(flags);
}

void AddAdmission(CommandLine& line, CLI::App* noun) {
  RequestFlags& acknowledge = line.Call(
      noun, "acknowledge", &Mediations::AcknowledgeMediation, ShowChanged());
  acknowledge.Word("number", "mediation_id")
      .Flag("--date", "acknowledged_date");
  AddPaperFlags(acknowledge);

  RequestFlags& admit =
      line.Call(noun, "admit", &Mediations::AdmitMediation, ShowChanged());
  admit.Word("number", "mediation_id")
      .LongText("--without-attempt", "waived_reason")
      .Flag("--date", "admitted_date");
  AddPaperFlags(admit);

  RequestFlags& reject =
      line.Call(noun, "reject", &Mediations::RejectMediation, ShowChanged());
  reject.Word("number", "mediation_id")
      .LongText("--text", "text")
      .RequiredWithout("--ground")
      .Flag("--ground", "ground")
      .Flag("--date", "end_date");
  AddPaperFlags(reject);
}

// What a party may say is one call.
void AddAnswer(CommandLine& line, CLI::App* noun, const char* verb,
               Mediation::Answer::Value value) {
  RequestFlags& flags = line.Call(
      noun, verb, &Mediations::AnswerMediation, ShowChanged(),
      std::function([value](Session&, v1::AnswerMediationRequest& request,
                            const RequestFlags&) {
        request.set_value(value);
        return ExitCode::kDone;
      }));
  flags.Word("number", "mediation_id")
      .Flag("--side", "side")
      .Flag("--date", "answer_date");
  AddPaperFlags(flags);
}

void AddAnswers(CommandLine& line, CLI::App* noun) {
  AddAnswer(line, noun, "consent", Mediation::Answer::CONSENTED);
  AddAnswer(line, noun, "refuse", Mediation::Answer::REFUSED);
  AddAnswer(line, noun, "continue", Mediation::Answer::CONTINUED);

  RequestFlags& leave = line.Call(
      noun, "leave", &Mediations::WithdrawFromMediation, ShowChanged());
  leave.Word("number", "mediation_id")
      .Flag("--side", "side")
      .Flag("--date", "answer_date");
  AddPaperFlags(leave);
}

void AddEnd(CommandLine& line, CLI::App* noun) {
  using Outcome = Mediation::Outcome;
  RequestFlags& flags =
      line.Call(noun, "end", &Mediations::EndMediation, ShowChanged());
  flags.Word("number", "mediation_id")
      .Flag("--code", "code")
      // These are said by other commands: reject, refuse, leave; an agreement
      // is signed.
      .Without({Outcome::INADMISSIBLE, Outcome::REDIRECTED, Outcome::REFUSED,
                Outcome::CONSENT_WITHDRAWN, Outcome::FULL_AGREEMENT,
                Outcome::PARTIAL_AGREEMENT})
      .Required()
      .Flag("--side", "side")
      .LongText("--text", "text")
      .Flag("--date", "end_date");
  AddPaperFlags(flags);
}

void AddReads(CommandLine& line, CLI::App* noun) {
  line.Call(noun, "show", &Mediations::GetMediation,
            std::function(ShowMediation))
      .Word("number", "mediation_id");

  line.Call(noun, "list", &Mediations::ListMediations,
            std::function(ShowMediationList))
      .Flag("--state", "state");

  line.Call(noun, "history", &Mediations::ListMediationHistory,
            std::function([](Session& session,
                             const v1::ListMediationHistoryResponse& answer) {
              ShowEvents(session, answer.events());
            }))
      .Word("number", "mediation_id")
      .Flag("--known-at", "known_at_time");
}

// The help lists the verbs by who acts.
void GroupVerbs(const CommandLine& line, CLI::App* noun) {
  const std::pair<const char*, std::vector<const char*>> groups[] = {
      {"GROUP_MEDIATION_PARTIES",
       {"request", "consent", "refuse", "continue", "leave", "accept",
        "challenge"}},
      {"GROUP_MEDIATION_OFFICE",
       {"acknowledge", "admit", "reject", "propose", "confirm"}},
      {"GROUP_MEDIATION_MEDIATORS",
       {"disclose", "session", "pause", "resume", "note", "notes",
        "destroy-note"}},
      {"GROUP_MEDIATION_SEVERAL",
       {"sign-entry", "add", "release", "end-mediator", "end"}},
      {"GROUP_MEDIATION_READ", {"show", "items", "list", "history"}},
  };
  for (const auto& [group, verbs] : groups) {
    const std::string heading =
        Text(line.language(), absl::StrCat("help/", group));
    for (const char* verb : verbs) noun->get_subcommand(verb)->group(heading);
  }
}

}  // namespace

void AddMediationCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("mediation");
  AddRequest(line, noun);
  AddAdmission(line, noun);
  AddAnswers(line, noun);
  AddMediatorCommands(line, noun);
  AddMediationContentCommands(line, noun);
  AddEnd(line, noun);
  AddReads(line, noun);
  GroupVerbs(line, noun);
}

}  // namespace entente
