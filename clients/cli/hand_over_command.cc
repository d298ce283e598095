// grievance hand-over: files that pass to somebody else.

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/commands.h"
#include "clients/cli/number_range.h"
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

}  // namespace

void AddHandOverCommand(CommandLine& line, CLI::App* noun) {
  line.Call(noun, "hand-over", &v1::GrievanceService::Stub::HandOverFiles,
            std::function(ShowHandOver))
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
