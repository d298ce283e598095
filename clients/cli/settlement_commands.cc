// settlement: signed, performed, and what follows when it is not; and the moves
// of a grievance that belong to it.

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "clients/cli/commands.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/move_flags.h"
#include "clients/cli/settlement_words.h"
#include "clients/cli/values.h"
#include "entente/v1/settlement_service.grpc.pb.h"

namespace entente {
namespace {

using Settlements = v1::SettlementService::Stub;
using google::protobuf::Message;

using Show = std::function<void(Session&, const v1::SettlementAnswer&)>;

// The whole settlement, and what is useful next.
Show ShowThen(const char* key) {
  return [key](Session& session, const v1::SettlementAnswer& answer) {
    ShowSettlement(session, answer);
    session.SayNext(key, {{"number", NumberOf(answer.settlement())}});
  };
}

// "employer 2013-03-01: Pay three days": who, the last day if there is one, and
// what. What cannot be read so is left empty, which the server says.
void PutCommitment(Message& request, const std::string& typed) {
  auto& commitment =
      *static_cast<v1::ProposeSettlementRequest&>(request).add_commitments();
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(typed, absl::MaxSplits(':', 1));
  const std::vector<std::string> head =
      absl::StrSplit(parts.first, ' ', absl::SkipEmpty());
  commitment.set_text(std::string(absl::StripAsciiWhitespace(parts.second)));
  if (head.empty() || parts.second.empty()) return;
  const auto& kinds = *v1::Party::Kind_descriptor();
  for (int i = 0; i < kinds.value_count(); ++i) {
    if (CommandName(*kinds.value(i)) != absl::AsciiStrToLower(head[0])) {
      continue;
    }
    commitment.set_owner_kind(
        static_cast<v1::Party::Kind>(kinds.value(i)->number()));
  }
  if (head.size() > 1) commitment.set_due_date(head[1]);
}

// Says which part of a commitment cannot be read, in the words that were typed;
// kDone when all can.
ExitCode CheckCommitments(Session& session,
                          v1::ProposeSettlementRequest& request,
                          const RequestFlags& flags) {
  const std::vector<std::string> all = flags.AllTyped("--commitment");
  for (size_t i = 0; i < all.size(); ++i) {
    const auto& commitment = request.commitments(static_cast<int>(i));
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(all[i], absl::MaxSplits(':', 1));
    const std::pair<std::string, std::string> head = absl::StrSplit(
        absl::StripAsciiWhitespace(parts.first), absl::MaxSplits(' ', 1));
    const std::string day(absl::StripAsciiWhitespace(head.second));
    absl::CivilDay parsed;
    const char* problem = nullptr;
    if (absl::StripAsciiWhitespace(parts.second).empty()) {
      problem = "TEXT";
    } else if (commitment.owner_kind() == v1::Party::KIND_UNSPECIFIED) {
      problem = "OWNER";
    } else if (!day.empty() && !absl::ParseCivilTime(day, &parsed)) {
      problem = "DAY";
    }
    if (problem == nullptr) continue;
    Say(session.Words("COMMITMENT_PART", {{"typed", all[i]},
                                          {"problem", problem},
                                          {"owner", head.first},
                                          {"day", day}}));
    return ExitCode::kUsage;
  }
  return ExitCode::kDone;
}

void AddSettle(CommandLine& line, CLI::App* grievance) {
  line.Call(grievance, "settle", &Settlements::ProposeSettlement,
            ShowThen("AFTER.grievance.settle"), CheckCommitments)
      .Word("number", "grievance_ids")
      .Flag("--with", "grievance_ids")
      .LongText("--terms", "terms")
      .Custom("--commitment", "commitments", PutCommitment)
      .Flag("--precedent", "precedent")
      .Required()
      .Flag("--admission", "admission")
      .Flag("--confidential", "confidential")
      .Flag("--employee", "employee_ids")
      .Flag("--date", "proposed_date");
}

void AddNoteEnd(CommandLine& line, CLI::App* grievance) {
  RequestFlags& flags = line.Call(grievance, "note-end", &Settlements::NoteEnd,
                                  ShowAfter("AFTER.grievance.note-end"));
  flags.Word("number", "grievance_id").Flag("--date", "noted_date");
  AddPaperFlags(flags);
}

void AddSign(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags = line.Call(
      noun, "sign", &Settlements::SignSettlement,
      std::function([](Session& session, const v1::SettlementAnswer& answer) {
        const bool complete =
            answer.settlement().state() == v1::Settlement::SIGNED;
        ShowSettlement(session, answer);
        ShowOpenDuties(session, answer);
        session.SayNext(
            complete ? "AFTER.settlement.signed" : "AFTER.settlement.sign",
            {{"number", NumberOf(answer.settlement())}});
      }));
  flags.Word("number", "settlement_id")
      .Flag("--signatory", "signatory")
      .Flag("--date", "signed_date")
      .Flag("--name", "signed_name");
  AddPaperFlags(flags);
}

// The three things that are said of a commitment are one call.
void AddReport(CommandLine& line, CLI::App* noun, const char* verb,
               v1::Commitment::Status status, Show show) {
  auto partly = std::make_shared<bool>(false);
  RequestFlags& flags = line.Call(
      noun, verb, &Settlements::ReportCommitment, std::move(show),
      std::function([status, partly](Session&,
                                     v1::ReportCommitmentRequest& request,
                                     const RequestFlags&) {
        request.set_status(*partly ? v1::Commitment::PARTLY_FULFILLED : status);
        return ExitCode::kDone;
      }));
  flags.Word("number", "settlement_id")
      .Word("commitment", "commitment")
      .LongText("--evidence", "evidence");
  if (status != v1::Commitment::RELEASED) flags.Required();
  flags.Digest("--scan", "sha256")
      .Flag("--date", "report_date")
      .Flag("--by-side", "by_side");
  AddPaperFlags(flags);
  if (status == v1::Commitment::FULFILLED) {
    flags.command()->add_flag(
        "--partly", *partly,
        Text(line.language(), "help/settlement.fulfil.--partly"));
  }
}

void AddReports(CommandLine& line, CLI::App* noun) {
  AddReport(line, noun, "fulfil", v1::Commitment::FULFILLED,
            ShowThen("AFTER.settlement.fulfil"));
  AddReport(line, noun, "breach", v1::Commitment::BREACHED,
            [](Session& session, const v1::SettlementAnswer& answer) {
              ShowSettlement(session, answer);
              // Else the sheet says that the procedure knows no such thing.
              if (!CanBeReinstated(answer)) return;
              session.SayNext("AFTER.settlement.breach",
                              {{"number", NumberOf(answer.settlement())}});
            });
  AddReport(line, noun, "release", v1::Commitment::RELEASED,
            ShowThen("AFTER.settlement.release"));
}

void AddRepudiate(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags =
      line.Call(noun, "repudiate", &Settlements::RepudiateSettlement,
                ShowThen("AFTER.settlement.repudiate"));
  flags.Word("number", "settlement_id")
      .LongText("--reason", "reason")
      .Required()
      .Flag("--refused-by", "refusing_side")
      .Flag("--date", "referral_date")
      .Flag("--track", "track")
      .Flag("--way", "notice.way")
      .Flag("--proof", "notice.proof");
  AddPaperFlags(flags);
}

void AddReinstate(CommandLine& line, CLI::App* noun) {
  RequestFlags& flags =
      line.Call(noun, "reinstate", &Settlements::ReinstateGrievance,
                ShowThen("AFTER.settlement.reinstate"));
  flags.Word("number", "settlement_id")
      .Flag("--date", "reinstated_date")
      .LongText("--reason", "reason");
  AddPaperFlags(flags);
}

void AddReads(CommandLine& line, CLI::App* noun) {
  line.Call(noun, "show", &Settlements::GetSettlement,
            std::function(
                [](Session& session, const v1::SettlementAnswer& answer) {
                  ShowSettlement(session, answer);
                  ShowOpenDuties(session, answer);
                }))
      .Word("number", "settlement_id");

  line.Call(noun, "list", &Settlements::ListSettlements,
            std::function([](Session& session,
                             const v1::ListSettlementsResponse& answer) {
              if (answer.settlements().empty()) {
                Say(session.Words("NOTHING_FOUND"));
              }
              ShowSettlementList(session, answer);
            }))
      .Flag("--state", "state")
      .Flag("--grievance", "grievance_id");

  line.Call(noun, "history", &Settlements::ListSettlementHistory,
            std::function([](Session& session,
                             const v1::ListSettlementHistoryResponse& answer) {
              ShowEvents(session, answer.events());
            }))
      .Word("number", "settlement_id")
      .Flag("--known-at", "known_at_time");
}

}  // namespace

void AddSettlingCommands(CommandLine& line, CLI::App* grievance) {
  AddSettle(line, grievance);
  AddNoteEnd(line, grievance);
}

void AddSettlementCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("settlement");
  AddReads(line, noun);
  AddSign(line, noun);

  line.Call(noun, "contest", &Settlements::ContestSignature,
            ShowThen("AFTER.settlement.contest"))
      .Word("number", "settlement_id")
      .Flag("--signatory", "signatory")
      .LongText("--text", "text")
      .Required();

  line.Call(noun, "abandon", &Settlements::AbandonSettlement,
            ShowThen("AFTER.settlement.abandon"))
      .Word("number", "settlement_id")
      .LongText("--reason", "reason")
      .Required()
      .Flag("--date", "abandoned_date");

  AddReports(line, noun);
  AddRepudiate(line, noun);
  AddReinstate(line, noun);
}

}  // namespace entente
