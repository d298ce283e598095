// grievance: from filing to the answers of the other side.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/commands.h"
#include "clients/cli/confirm.h"
#include "clients/cli/file_kind.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/long_text.h"
#include "clients/cli/move_flags.h"
#include "entente/v1/consultation_service.grpc.pb.h"
#include "entente/v1/grievance_service.grpc.pb.h"

namespace entente {
namespace {

using Grievances = v1::GrievanceService::Stub;
using google::protobuf::Message;

auto ProtectedPerson(v1::Grievance::ProtectedPerson::Part part) {
  return [part](Message& request, const std::string& person_id) {
    auto& person = *static_cast<v1::FileGrievanceRequest&>(request)
                        .add_protected_persons();
    person.set_person_id(person_id);
    person.set_part(part);
  };
}

auto ExternalNumber(v1::Grievance::ExternalNumber::Issuer issuer) {
  return [issuer](Message& request, const std::string& number) {
    auto& external =
        *static_cast<v1::FileGrievanceRequest&>(request).add_external_numbers();
    external.set_issuer(issuer);
    external.set_number(number);
  };
}

void AddFile(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags = line.Call(
      noun, "file", &Grievances::FileGrievance,
      std::function([](Session& session, const v1::GrievanceAnswer& answer) {
        ShowGrievance(session, answer);
        SayVerdict(session, answer);
        SayPriorStep(session, answer);
        SayDifferences(session, answer);
        session.SayNext("AFTER.grievance.file",
                        {{"number", NumberOf(answer.grievance())}});
      }));
  flags.Flag("--consultation", "consultation_id")
      .Flag("--class", "grievance_class")
      .Required()
      .Flag("--issue", "issue_code")
      .RequiredWithout("--consultation")
      .Flag("--grievor", "grievor_ids")
      .Custom("--witness", "protected_persons",
              ProtectedPerson(v1::Grievance::ProtectedPerson::WITNESS))
      .Custom("--beneficiary", "protected_persons",
              ProtectedPerson(v1::Grievance::ProtectedPerson::BENEFICIARY))
      .LongText("--statement", "statement")
      .Required()
      .LongText("--facts", "facts")
      .LongText("--remedy", "remedy_sought")
      .Required()
      .LongText("--articles", "articles")
      .Flag("--occurred", "occurred_date")
      .Flag("--known", "known_date")
      .Flag("--submitted", "submitted_date")
      .Flag("--way", "submission.way")
      .Flag("--proof", "submission.proof")
      .Flag("--local", "local_id")
      .Flag("--agreement", "agreement_id")
      .Flag("--establishment", "establishment_id")
      .Custom("--employer-number", "external_numbers",
              ExternalNumber(v1::Grievance::ExternalNumber::EMPLOYER))
      .Custom("--registry-number", "external_numbers",
              ExternalNumber(v1::Grievance::ExternalNumber::REGISTRY))
      .Custom("--union-number", "external_numbers",
              ExternalNumber(v1::Grievance::ExternalNumber::UNION_LOCAL))
      .Flag("--complaint", "prior_step.complaint_date")
      .Flag("--convened", "prior_step.convened_date")
      .Flag("--meeting", "prior_step.meeting_date")
      .Flag("--decision", "prior_step.decision_date")
      .LongText("--override-reason", "override_reason")
      .Flag("--restricted,!--not-restricted", "restricted")
      .Flag("--reveal-sealed", "reveal_sealed_grievors");
  AddPaperFlags(flags);
}

void AddReceive(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags =
      line.Call(noun, "receive", &Grievances::ReceiveGrievance,
                ShowAfter("AFTER.grievance.receive"));
  flags.Word("number", "grievance_id")
      .Flag("--date", "received_date")
      .Flag("--their-number", "external_number");
  AddPaperFlags(flags);
}

void AddReply(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags = line.Call(noun, "reply", &Grievances::ReplyGrievance,
                                  ShowAfter("AFTER.grievance.reply"));
  flags.Word("number", "grievance_id")
      .Flag("--answer", "answer")
      .Required()
      .Flag("--date", "reply_date")
      .Flag("--step", "step")
      .LongText("--text", "text");
  AddPaperFlags(flags);
}

void AddAdvance(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags =
      line.Call(noun, "advance", &Grievances::AdvanceGrievance,
                ShowAfter("AFTER.grievance.advance"));
  flags.Word("number", "grievance_id").Flag("--date", "advance_date");
  AddPaperFlags(flags);
}

void AddWithdraw(CommandLine& line, CLI::App* noun) {
  auto yes = std::make_shared<bool>(false);
  RequestFlags& flags =
      line.Call(noun, "withdraw", &Grievances::WithdrawGrievance,
                ShowAfter("AFTER.grievance.withdraw"),
                std::function([yes](Session& session,
                                    v1::WithdrawGrievanceRequest& request,
                                    const RequestFlags&) {
                  return ConfirmNumber(session, "CONFIRM.withdraw",
                                       request.grievance_id(),
                                       *yes || request.validate_only());
                }));
  flags.Word("number", "grievance_id")
      .LongText("--reason", "reason")
      .Required()
      .Flag("--date", "withdrawal_date")
      .Flag("--without-prejudice", "without_prejudice");
  AddPaperFlags(flags);
  AddYesFlag(line, flags, *yes);
}

// A consultation has calls of its own; to people it is a number like another.
absl::optional<ExitCode> CorrectConsultationInstead(
    Session& session, const v1::CorrectGrievanceRequest& request,
    const CommandInfo& info) {
  if (!IsConsultationNumber(request.grievance_id())) return absl::nullopt;
  v1::CorrectConsultationRequest instead;
  instead.set_request_id(request.request_id());
  instead.set_validate_only(request.validate_only());
  instead.set_consultation_id(request.grievance_id());
  instead.set_etag(request.etag());
  instead.set_field(request.field());
  instead.set_value(request.value());
  instead.set_reason(request.reason());
  return CommandLine::Exchange(
      session, &v1::ConsultationService::Stub::CorrectConsultation, instead,
      info, false,
      std::function([](Session& shown, const v1::ConsultationAnswer& answer) {
        ShowConsultation(shown, answer);
        shown.SayNext("AFTER.grievance.correct",
                      {{"number", NumberOf(answer.consultation())}});
      }));
}

absl::optional<ExitCode> ShowConsultationInstead(
    Session& session, const v1::GetGrievanceRequest& request,
    const CommandInfo& info) {
  if (!IsConsultationNumber(request.grievance_id())) return absl::nullopt;
  if (!request.as_of_date().empty()) {
    Say(session.Words("CONSULTATION_AS_OF",
                      {{"number", request.grievance_id()}}));
    return ExitCode::kUsage;
  }
  v1::GetConsultationRequest instead;
  instead.set_consultation_id(request.grievance_id());
  instead.set_explain(request.explain());
  return CommandLine::Exchange(
      session, &v1::ConsultationService::Stub::GetConsultation, instead, info,
      false, std::function(ShowConsultationRead));
}

// The fields are named as the flags of `file` name them, or in full.
void PutField(Message& request, const std::string& name) {
  std::string field = absl::StrReplaceAll(name, {{"-", "_"}});
  for (const char* date :
       {"occurred", "known",      "consulted",       "submitted",
        "received", "reply",      "advance",         "withdrawal",
        "referral", "named",      "ended",           "fixed",
        "hearing",  "advisement", "award",           "sought",
        "outcome",  "signed",     "suspension_from", "suspension_until",
        "waiver",   "lapse",      "relief",          "complaint",
        "convened", "meeting",    "decision"}) {
    if (field == date) field += "_date";
  }
  if (field == "extension") field = "new_due_date";
  if (field == "objection") field = "raised_date";
  if (field == "remedy") field = "remedy_sought";
  if (field == "issue") field = "issue_code";
  static_cast<v1::CorrectGrievanceRequest&>(request).set_field(field);
}

void AddCorrect(CommandLine& line, CLI::App* noun) {
  line.Call(noun, "correct", &Grievances::CorrectGrievance,
            ShowAfter("AFTER.grievance.correct"), nullptr,
            std::function(CorrectConsultationInstead))
      .Word("number", "grievance_id")
      .Custom("field", "field", PutField)
      .Required()
      .LongText("value", "value")
      .Required()
      .ForOtherFields()
      .Flag("--step", "step")
      .LongText("--reason", "reason")
      .Required();
}

void AddContest(CommandLine& line, CLI::App* noun) {
  line.Call(noun, "contest", &Grievances::ContestAct,
            ShowAfter("AFTER.grievance.contest"))
      .Word("number", "grievance_id")
      .Word("act", "act")
      .Flag("--step", "step")
      .LongText("--text", "text")
      .Required();
}

void AddAssign(CommandLine& line, CLI::App* noun) {
  auto asked = std::make_shared<v1::AssignGrievanceRequest>();
  line.Call(noun, "assign", &Grievances::AssignGrievance,
            std::function([asked](Session& session,
                                  const v1::GrievanceAnswer& answer) {
              // A keeper entrusts files that they do not read; and who is no
              // longer entrusted with a restricted one reads it no more.
              if (!IsRead(answer.grievance())) {
                session.SayNext(
                    asked->remove() ? "UNASSIGNED_UNREAD" : "ASSIGNED_UNREAD",
                    {{"number", asked->grievance_id()},
                     {"person", session.names().Person(asked->person_id())}});
                return;
              }
              ShowAfter("AFTER.grievance.assign")(session, answer);
            }),
            std::function([asked](Session&, v1::AssignGrievanceRequest& request,
                                  const RequestFlags&) {
              *asked = request;
              return ExitCode::kDone;
            }))
      .Word("number", "grievance_id")
      .Word("person", "person_id")
      .Flag("--remove", "remove");
}

void AddWall(CommandLine& line, CLI::App* noun) {
  auto removes = std::make_shared<bool>(false);
  auto yes = std::make_shared<bool>(false);
  RequestFlags& flags =
      line.Call(noun, "wall", &Grievances::WallGrievance,
                std::function([removes](Session& session,
                                        const v1::GrievanceAnswer& answer) {
                  ShowGrievance(session, answer);
                  if (*removes) return;
                  // Who is kept from the file cannot end that.
                  if (!IsRead(answer.grievance())) {
                    session.SayNext("WALLED_SELF");
                    return;
                  }
                  session.SayNext("AFTER.grievance.wall",
                                  {{"number", NumberOf(answer.grievance())}});
                }),
                std::function([removes, yes](Session& session,
                                             v1::WallGrievanceRequest& request,
                                             const RequestFlags&) {
                  *removes = request.remove();
                  return ConfirmOwnWall(
                      session, request.grievance_id(), request.person_id(),
                      *yes || request.remove() || request.validate_only());
                }));
  flags.Word("number", "grievance_id")
      .Word("person", "person_id")
      .Flag("--remove", "remove");
  AddYesFlag(line, flags, *yes);
}

void AddReads(CommandLine& line, CLI::App* noun) {
  line.Call(noun, "show", &Grievances::GetGrievance,
            std::function(ShowGrievance), nullptr,
            std::function(ShowConsultationInstead))
      .Word("number", "grievance_id")
      .Flag("--as-of", "as_of_date")
      .Flag("--explain", "explain");

  line.Call(noun, "unseal", &Grievances::UnsealGrievancePersons,
            std::function(
                [](Session& session, const v1::GrievanceAnswer& answer) {
                  ShowGrievance(session, answer);
                  Say(session.Words("READING_RECORDED"));
                }))
      .Word("number", "grievance_id");

  line.Call(noun, "list", &Grievances::ListGrievances,
            std::function(
                [](Session& session, const v1::ListGrievancesResponse& answer) {
                  if (answer.grievances().empty()) {
                    Say(session.Words("NOTHING_FOUND"));
                  }
                  ShowGrievanceList(session, answer);
                }))
      .Flag("--state", "states")
      .Flag("--class", "grievance_class")
      .Flag("--issue", "issue_code")
      .Flag("--org", "organization_id")
      .Flag("--from", "submitted_from_date")
      .Flag("--until", "submitted_until_date")
      .Flag("--number", "number")
      .Flag("--lead", "lead_grievance_id")
      .Flag("--order", "order");

  line.Call(noun, "history", &Grievances::ListGrievanceHistory,
            std::function(ShowHistory))
      .Word("number", "grievance_id")
      .Flag("--known-at", "known_at_time");
}

// The help lists the verbs by what one wants to do.
void GroupVerbs(const CommandLine& line, CLI::App* noun) {
  const std::pair<const char*, std::vector<const char*>> groups[] = {
      {"GROUP_FILING",
       {"open", "consultation", "consultations", "file", "receive", "reply",
        "advance", "withdraw", "show", "list", "history", "correct",
        "contest"}},
      {"GROUP_LIMITS",
       {"extend", "waive", "suspend", "resume", "prior-step", "lapse",
        "relieve"}},
      {"GROUP_ARBITRATION",
       {"refer", "name-arbitrator", "end-arbitrator", "fix-hearing", "hear",
        "postpone-hearing", "exhibit", "object", "rule-objection", "deliberate",
        "reopen", "award", "seek-review", "decide-review", "note-end"}},
      {"GROUP_SETTLEMENT", {"settle", "close"}},
      {"GROUP_PERSONS",
       {"assign", "assign-consultation", "hand-over", "wall",
        "wall-consultation", "note", "notes", "unseal"}},
      {"GROUP_MANY", {"join", "sever", "import", "imports", "abandon-import"}},
  };
  for (const auto& [group, verbs] : groups) {
    const std::string heading =
        Text(line.language(), absl::StrCat("help/", group));
    for (const char* verb : verbs) noun->get_subcommand(verb)->group(heading);
  }
}

}  // namespace

void AddGrievanceCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("grievance");
  AddConsultationCommands(line, noun);
  AddFile(line, noun);
  AddReceive(line, noun);
  AddReply(line, noun);
  AddAdvance(line, noun);
  AddCorrect(line, noun);
  AddContest(line, noun);
  AddAssign(line, noun);
  AddHandOverCommand(line, noun);
  AddWall(line, noun);
  AddWithdraw(line, noun);
  AddArbitrationCommands(line, noun);
  AddJoinderCommands(line, noun);
  AddNoteCommands(line, noun);
  AddTimeLedgerCommands(line, noun);
  AddSettlingCommands(line, noun);
  AddCloseCommand(line, noun);
  AddReads(line, noun);
  AddImportCommands(line, noun);
  GroupVerbs(line, noun);
}

}  // namespace entente
