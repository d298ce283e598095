#include "clients/cli/award_commands.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "clients/cli/commands.h"
#include "clients/cli/money.h"
#include "clients/cli/move_flags.h"
#include "clients/cli/number_range.h"
#include "clients/cli/request_fields.h"
#include "entente/v1/arbitration_service.grpc.pb.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

using Arbitration = v1::ArbitrationService::Stub;
using google::protobuf::Message;

constexpr char kOutcomeFlag[] = "--outcome";
constexpr absl::string_view kTextPart = "text=";
constexpr char kRemedyFlag[] = "--remedy";
constexpr char kForFlag[] = "--for";

// What is decided of the grievance that the command names; what is decided of
// those joined to it comes after.
v1::RenderAwardRequest::Decision& DecisionOf(Message& request) {
  auto& award = static_cast<v1::RenderAwardRequest&>(request);
  return award.decisions().empty() ? *award.add_decisions()
                                   : *award.mutable_decisions(0);
}

// The part before the next semicolon, which is taken from `rest`.
absl::string_view TakePart(absl::string_view& rest) {
  const size_t end = rest.find(';');
  const absl::string_view part = rest.substr(0, end);
  rest = end == absl::string_view::npos ? absl::string_view()
                                        : rest.substr(end + 1);
  rest = absl::StripLeadingAsciiWhitespace(rest);
  return absl::StripAsciiWhitespace(part);
}

// One part after the kind; false when it is none of the known ones.
bool PutPart(const Language& language, absl::string_view part,
             v1::Remedy& remedy) {
  const std::pair<absl::string_view, absl::string_view> halves =
      absl::StrSplit(part, absl::MaxSplits('=', 1));
  const absl::string_view name = absl::StripAsciiWhitespace(halves.first);
  const std::string value(absl::StripAsciiWhitespace(halves.second));
  if (name == "amount") {
    const Money money = ReadMoney(value, Text(language, "cli/CURRENCY_UNSAID"));
    remedy.set_amount(money.amount);
    remedy.set_currency_code(money.currency_code);
  } else if (name == "interest-from") {
    remedy.set_interest_from_date(value);
  } else if (name == "posts") {
    remedy.set_posts(value);
  } else {
    return false;
  }
  return true;
}

// What was typed for each order stands in its text until it is read.
void KeepTyped(Message& request, const std::string& typed) {
  DecisionOf(request).add_remedies()->set_text(typed);
}

// An outcome is read with the orders; here it says that there is a decision.
void KeepOutcome(Message& request, const std::string&) { DecisionOf(request); }

// What was typed of joined grievances stands in the place of their number
// until it is read.
void KeepFor(Message& request, const std::string& typed) {
  DecisionOf(request);
  static_cast<v1::RenderAwardRequest&>(request)
      .add_decisions()
      ->set_grievance_id(typed);
}

// "QN-G-2012-0002..0005", of which the same is decided, or
// "QN-G-2012-0003=denied", of which that is.
ExitCode ReadFor(const Language& language, const std::string& typed,
                 v1::RenderAwardRequest& request) {
  const std::pair<absl::string_view, absl::string_view> halves =
      absl::StrSplit(typed, absl::MaxSplits('=', 1));
  v1::RenderAwardRequest::Decision decision;
  const std::string outcome(absl::StripAsciiWhitespace(halves.second));
  if (outcome.empty()) {
    decision = request.decisions(0);
  } else {
    const ExitCode code =
        PutTyped(language, kForFlag, "disposition", outcome, &decision);
    if (code != ExitCode::kDone) return code;
  }
  for (const std::string& number :
       NumbersOfRange(absl::StripAsciiWhitespace(halves.first))) {
    decision.set_grievance_id(number);
    *request.add_decisions() = decision;
  }
  return ExitCode::kDone;
}

ExitCode ReadDecision(Session& session, v1::RenderAwardRequest& request,
                      const RequestFlags& flags) {
  if (request.decisions().empty()) return ExitCode::kDone;
  auto& decision = *request.mutable_decisions(0);
  const std::string outcome = flags.Typed(kOutcomeFlag);
  if (!outcome.empty()) {
    const ExitCode code = PutTyped(session.language(), kOutcomeFlag,
                                   "disposition", outcome, &decision);
    if (code != ExitCode::kDone) return code;
  }
  for (v1::Remedy& remedy : *decision.mutable_remedies()) {
    const std::string typed = remedy.text();
    const ExitCode code = ReadRemedy(session.language(), typed, remedy);
    if (code != ExitCode::kDone) return code;
  }
  v1::RenderAwardRequest kept;
  kept.mutable_decisions()->Swap(request.mutable_decisions());
  *request.add_decisions() = kept.decisions(0);
  for (int i = 1; i < kept.decisions_size(); ++i) {
    const ExitCode code =
        ReadFor(session.language(), kept.decisions(i).grievance_id(), request);
    if (code != ExitCode::kDone) return code;
  }
  return ExitCode::kDone;
}

}  // namespace

ExitCode ReadRemedy(const Language& language, const std::string& typed,
                    v1::Remedy& remedy) {
  remedy.Clear();
  absl::string_view rest = typed;
  const absl::string_view kind = TakePart(rest);
  const ExitCode code =
      PutTyped(language, kRemedyFlag, "kind", std::string(kind), &remedy);
  if (code != ExitCode::kDone) return code;
  while (!rest.empty()) {
    // The text is the last part, and may hold semicolons.
    if (absl::StartsWith(rest, kTextPart)) {
      remedy.set_text(std::string(rest.substr(kTextPart.size())));
      break;
    }
    const absl::string_view part = TakePart(rest);
    if (part.empty() || PutPart(language, part, remedy)) continue;
    Say(Text(language, "cli/REMEDY_PART",
             {{"flag", kRemedyFlag}, {"part", part}}));
    return ExitCode::kUsage;
  }
  return ExitCode::kDone;
}

void AddAwardCommand(CommandLine& line, CLI::App* grievance) {
  RequestFlags& flags =
      line.Call(grievance, "award", &Arbitration::RenderAward,
                ShowAfter("AFTER.grievance.award"), ReadDecision);
  flags.Word("number", "grievance_id")
      .Flag("--kind", "kind")
      .Required()
      .Custom(kOutcomeFlag, "decisions[0].disposition", KeepOutcome)
      .TakesValuesOf(*v1::Disposition::Value_descriptor())
      .Custom(kRemedyFlag, "decisions[0].remedies", KeepTyped)
      .Custom(kForFlag, "decisions", KeepFor)
      .Flag("--quantum-reserved", "quantum_reserved")
      .Flag("--corrects", "corrects_number")
      .Flag("--date", "award_date")
      .LongText("--text", "text")
      .Flag("--ref", "reference");
  AddPaperFlags(flags);
}

}  // namespace entente
