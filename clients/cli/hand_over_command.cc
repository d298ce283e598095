// grievance hand-over: files that pass to somebody else.

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/commands.h"
#include "clients/cli/number_range.h"
#include "clients/cli/request_id.h"
#include "clients/cli/values.h"
#include "entente/v1/grievance_service.grpc.pb.h"

namespace entente {
namespace {

using Answer = v1::HandOverFilesResponse;

// The number, if the caller reads it.
const std::string& CallOf(const Answer::File& file) {
  return file.file_number().empty() ? file.file_id() : file.file_number();
}

// What was not handed over must not be overlooked: why, and what to do.
void SayWhatIsLeft(Session& session, const Answer& answer,
                   const std::string& person) {
  std::map<Answer::File::Outcome, std::vector<std::string>> left;
  for (const Answer::File& file : answer.files()) {
    if (file.outcome() == Answer::File::HANDED_OVER ||
        file.outcome() == Answer::File::ALREADY_THERE) {
      continue;
    }
    left[file.outcome()].push_back(CallOf(file));
  }
  if (left.empty()) return;
  Say(session.Words("NOT_HANDED_OVER", {{"count", answer.left_count()}}));
  for (const auto& [outcome, files] : left) {
    Say(session.Words(
        absl::StrCat("NOT_HANDED_OVER.", Answer::File::Outcome_Name(outcome)),
        {{"person", person}, {"files", ListText(session.language(), files)}}));
  }
}

void ShowHandOver(Session& session, const Answer& answer) {
  if (answer.files().empty()) {
    Say(session.Words("NOTHING_ENTRUSTED"));
    return;
  }
  Table table = TableOfAll(session, answer.files(),
                           {"file_number=cli/FILE", "kind", "outcome"});
  for (size_t i = 0; i < table.rows.size(); ++i) {
    const Answer::File& file = answer.files(static_cast<int>(i));
    table.rows[i][0] = {CallOf(file), CallOf(file)};
  }
  session.output().Rows(table);
  const std::string person = session.names().Person(answer.to_person_id());
  session.output().Line("");
  session.output().Line(session.Words(
      "HANDED_OVER", {{"count", answer.there_count()},
                      {"person", person},
                      {"lasting", answer.until_date().empty() ? "yes" : "no"},
                      {"day", DayWords(session, answer.until_date())}}));
  SayWhatIsLeft(session, answer, person);
}

// Of several files, the server does not say which it may not show: each is
// tried alone, without writing, and those that are refused are named.
absl::optional<ExitCode> NameUnavailable(
    Session& session, const v1::HandOverFilesRequest& request,
    const CommandInfo& info) {
  if (request.file_ids_size() < 2) return absl::nullopt;
  bool unavailable = false;
  CommandInfo quiet = info;
  quiet.answers = [&unavailable](const google::rpc::ErrorInfo& refusal) {
    unavailable = refusal.reason() == "NOT_AVAILABLE";
    return true;
  };
  const auto refused = [&](const v1::HandOverFilesRequest& tried) {
    Answer answer;
    unavailable = false;
    session.Call(&v1::GrievanceService::Stub::HandOverFiles, tried, answer,
                 quiet);
    return unavailable;
  };
  v1::HandOverFilesRequest tried = request;
  tried.set_validate_only(true);
  tried.set_request_id(NewRequestId());
  if (!refused(tried)) return absl::nullopt;
  std::vector<std::string> numbers;
  for (const std::string& id : request.file_ids()) {
    tried.clear_file_ids();
    tried.add_file_ids(id);
    tried.set_request_id(NewRequestId());
    if (refused(tried)) numbers.push_back(id);
  }
  // The person to whom, and not a file, may be what is refused.
  if (numbers.empty() ||
      numbers.size() == static_cast<size_t>(request.file_ids_size())) {
    return absl::nullopt;
  }
  Say(session.Words("NOT_AVAILABLE_AMONG",
                    {{"numbers", ListText(session.language(), numbers)}}));
  return ExitCode::kNotAvailable;
}

}  // namespace

void AddHandOverCommand(CommandLine& line, CLI::App* noun) {
  line.Call(noun, "hand-over", &v1::GrievanceService::Stub::HandOverFiles,
            std::function(ShowHandOver), nullptr,
            std::function(NameUnavailable))
      .Word("to", "to_person_id")
      .Custom("number", "file_ids",
              [](google::protobuf::Message& request, const std::string& text) {
                for (const std::string& number : NumbersOfRange(text)) {
                  static_cast<v1::HandOverFilesRequest&>(request).add_file_ids(
                      number);
                }
              })
      .Several()
      .Flag("--from", "from_person_id")
      .Flag("--until", "until_date");
}

}  // namespace entente
