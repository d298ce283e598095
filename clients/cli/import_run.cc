#include "clients/cli/import_run.h"

#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/import_mapping.h"
#include "clients/cli/request_id.h"
#include "clients/cli/spreadsheet.h"
#include "clients/cli/text_encoding.h"
#include "clients/cli/values.h"
#include "entente/v1/import_service.grpc.pb.h"

namespace entente {
namespace {

using Imports = v1::ImportService::Stub;

// What one call carries, well below what the server takes.
constexpr int kGroupRows = 256;
constexpr size_t kGroupBytes = 512 << 10;
// All rows at once: the server's own limit.
constexpr std::chrono::seconds kPatience{30};

using Group = std::vector<v1::ImportRow>;

// Of what is filed: the files without the rows that are left aside.
std::string DigestOf(const ImportFiles& files,
                     const std::set<uint32_t>& aside) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  // Lengths go first, so that no two pairs of files give the same bytes.
  std::string bytes =
      absl::StrCat(files.sheet.size(), "\n", files.sheet, "\n", files.mapping);
  if (!aside.empty()) {
    absl::StrAppend(&bytes, "\n", files.mapping.size(), "\n",
                    absl::StrJoin(aside, ","));
  }
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                     reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return absl::BytesToHexString(digest);
}

// The same rows make the same groups at each run.
std::vector<Group> GroupsOf(std::vector<v1::ImportRow> rows) {
  std::vector<Group> groups;
  size_t bytes = 0;
  for (v1::ImportRow& row : rows) {
    const size_t size = row.ByteSizeLong();
    if (groups.empty() || groups.back().size() == kGroupRows ||
        bytes + size > kGroupBytes) {
      groups.emplace_back();
      bytes = 0;
    }
    bytes += size;
    groups.back().push_back(std::move(row));
  }
  return groups;
}

class ImportRun {
 public:
  ImportRun(Session& session, const ImportFiles& files, bool only_new)
      : session_(session), files_(files), only_new_(only_new) {
    info_.command = "entente grievance import";
    info_.repeat = "IMPORT_REPEAT";
    info_.answers = [this](const google::rpc::ErrorInfo& refusal) {
      refusal_ = refusal;
      return refusal.reason() == "IMPORT_TOO_LARGE" ||
             refusal.reason() == "IMPORT_BEGUN" || RowsAreToBlame();
    };
  }

  ExitCode DryRun() {
    ExitCode code = ReadFiles();
    if (code == ExitCode::kDone) code = CheckAll();
    if (code != ExitCode::kDone) return code;
    const bool nothing_new = only_new_ && LeaveAside() == 0;
    ShowBadRows();
    if (nothing_new) return ExitCode::kDone;
    Say(session_.Words(
        "IMPORT_CHECKED",
        {{"rows", row_count_},
         {"bad", static_cast<int64_t>(bad_lines_.size())},
         {"persons", checked_.new_person_count()},
         {"late", checked_.late_count() + checked_.late_protected_count()},
         {"undetermined", checked_.undetermined_count()}}));
    return bad_lines_.empty() ? ExitCode::kDone : ExitCode::kRefusedByRule;
  }

  ExitCode Run() {
    ExitCode code = ReadFiles();
    if (code == ExitCode::kDone && only_new_) {
      code = CheckAll();
      if (code == ExitCode::kDone && LeaveAside() == 0) return code;
    }
    if (code != ExitCode::kDone) return code;
    if (!problems_.empty()) return Refused();
    code = Find();
    if (code != ExitCode::kDone) return code;
    if (import_.state() == v1::Import::PUBLISHED) {
      Show();
      Say(session_.Words("IMPORT_PUBLISHED_BEFORE"));
      return ExitCode::kDone;
    }
    if (import_.import_id().empty()) {
      code = Begin();
    } else {
      Say(session_.Words(
          "IMPORT_RESUMED",
          {{"time", InstantWords(session_, import_.create_time())}}));
    }
    if (code == ExitCode::kDone) code = StageAll();
    if (code == ExitCode::kDone) code = Publish();
    if (code != ExitCode::kDone) {
      EndProgress();
      return RowsAreToBlame() ? Refused() : code;
    }
    Show();
    session_.SayNext("AFTER.grievance.import",
                     {{"first", import_.outcome().first_number()}});
    return ExitCode::kDone;
  }

 private:
  // Everything that is known without the server.
  ExitCode ReadFiles() {
    absl::optional<FileProblem> problem = ReadMapping(files_.mapping, mapping_);
    if (problem.has_value()) return SayProblem("IMPORT_IN_MAPPING", *problem);
    std::string text;
    problem = DecodeText(files_.sheet, mapping_.encoding(), text);
    Spreadsheet sheet;
    if (!problem.has_value()) {
      problem = ReadSpreadsheet(text, OptionsOf(mapping_), sheet);
    }
    if (!problem.has_value()) problem = CheckHeaders(mapping_, sheet);
    if (problem.has_value()) return SayProblem("IMPORT_IN_FILE", *problem);
    problems_ = std::move(sheet.bad_rows);
    row_count_ = static_cast<int64_t>(problems_.size() + sheet.rows.size());
    std::vector<v1::ImportRow> rows;
    for (const Spreadsheet::Row& from : sheet.rows) {
      lines_.push_back(from.line);
      std::vector<FileProblem> bad =
          FillRow(mapping_, sheet, from, rows.emplace_back());
      if (bad.empty()) continue;
      rows.pop_back();
      std::move(bad.begin(), bad.end(), std::back_inserter(problems_));
    }
    for (const FileProblem& bad : problems_) {
      lines_.push_back(bad.line);
      bad_lines_.insert(bad.line);
    }
    groups_ = GroupsOf(std::move(rows));
    return ExitCode::kDone;
  }

  // Takes the rows that were filed before out of those to file, and says so.
  // How many are left. After CheckAll.
  int64_t LeaveAside() {
    const auto filed_before = [](const FileProblem& problem) {
      return problem.key.empty() &&
             problem.details[1].second == "ROW_FILED_BEFORE";
    };
    for (const FileProblem& problem : problems_) {
      if (filed_before(problem)) aside_.insert(problem.line);
    }
    problems_.erase(
        std::remove_if(problems_.begin(), problems_.end(), filed_before),
        problems_.end());
    std::vector<v1::ImportRow> rows;
    for (Group& group : groups_) {
      for (v1::ImportRow& row : group) {
        if (aside_.count(row.line()) == 0) rows.push_back(std::move(row));
      }
    }
    groups_ = GroupsOf(std::move(rows));
    for (const uint32_t line : aside_) bad_lines_.erase(line);
    row_count_ -= static_cast<int64_t>(aside_.size());
    if (!aside_.empty()) {
      Say(session_.Words("IMPORT_ASIDE",
                         {{"count", static_cast<int64_t>(aside_.size())},
                          {"rows", row_count_}}));
    }
    return row_count_;
  }

  // Asks the server of every row; what it says is added to problems_.
  ExitCode CheckAll() {
    if (std::exchange(checked_all_, true)) return ExitCode::kDone;
    checked_.Clear();
    v1::CheckImportRowsRequest request;
    *request.mutable_common() = mapping_.common();
    request.set_repeats_allowed(mapping_.repeats_allowed());
    request.set_row_count(static_cast<uint32_t>(row_count_));
    int64_t done = 0;
    for (const Group& group : groups_) {
      request.mutable_rows()->Clear();
      for (const v1::ImportRow& row : group) *request.add_rows() = row;
      v1::CheckImportRowsResponse answer;
      const ExitCode code =
          session_.Call(&Imports::CheckImportRows, request, answer, info_);
      if (code != ExitCode::kDone) {
        EndProgress();
        return refusal_.reason() == "IMPORT_TOO_LARGE" ? SayTooLarge() : code;
      }
      request.mutable_seen()->MergeFrom(answer.seen());
      Add(answer.outcome());
      for (const auto& bad : answer.bad_rows()) {
        bad_lines_.insert(bad.line());
        FileProblem& problem = problems_.emplace_back();
        problem.line = bad.line();
        problem.column = HeaderOfField(mapping_, bad.field());
        // What all rows have in common has no column.
        if (problem.column.empty()) {
          problem.column = HeaderOfField(mapping_, bad.other_field());
        }
        problem.details = {{"sentence", bad.sentence()},
                           {"reason", bad.reason()},
                           {"field", bad.field()}};
      }
      SayProgress(done += static_cast<int64_t>(group.size()));
    }
    EndProgress();
    return ExitCode::kDone;
  }

  void Add(const v1::Import::Outcome& outcome) {
    checked_.set_grievance_count(checked_.grievance_count() +
                                 outcome.grievance_count());
    checked_.set_timely_count(checked_.timely_count() + outcome.timely_count());
    checked_.set_new_person_count(checked_.new_person_count() +
                                  outcome.new_person_count());
    checked_.set_late_count(checked_.late_count() + outcome.late_count());
    checked_.set_late_protected_count(checked_.late_protected_count() +
                                      outcome.late_protected_count());
    checked_.set_undetermined_count(checked_.undetermined_count() +
                                    outcome.undetermined_count());
  }

  // The import of the same files that goes on, or is over.
  ExitCode Find() {
    v1::ListImportsRequest request;
    request.set_digest(DigestOf(files_, aside_));
    for (const auto state : {v1::Import::PUBLISHED, v1::Import::STAGING}) {
      request.set_state(state);
      v1::ListImportsResponse answer;
      const ExitCode code =
          session_.Call(&Imports::ListImports, request, answer, info_);
      if (code != ExitCode::kDone) return code;
      if (answer.imports().empty()) continue;
      import_ = answer.imports(0);
      return ExitCode::kDone;
    }
    return ExitCode::kDone;
  }

  ExitCode Begin() {
    v1::BeginImportRequest request;
    request.set_request_id(NewRequestId());
    request.set_digest(DigestOf(files_, aside_));
    request.set_row_count(static_cast<uint32_t>(row_count_));
    *request.mutable_common() = mapping_.common();
    request.set_repeats_allowed(mapping_.repeats_allowed());
    const ExitCode code = Send(&Imports::BeginImport, request);
    if (refusal_.reason() == "IMPORT_TOO_LARGE") return SayTooLarge();
    // It was begun between the question and this call.
    return refusal_.reason() == "IMPORT_BEGUN" ? Find() : code;
  }

  ExitCode StageAll() {
    std::set<uint32_t> staged;
    int64_t done = 0;
    for (const auto& group : import_.groups()) {
      staged.insert(group.number());
      done += group.row_count();
    }
    for (size_t i = 0; i < groups_.size(); ++i) {
      v1::StageImportRowsRequest request;
      request.set_group_number(static_cast<uint32_t>(i + 1));
      if (staged.count(request.group_number()) > 0) continue;
      request.set_import_id(import_.import_id());
      // A group that is sent again is the same call.
      request.set_request_id(
          absl::StrCat(import_.import_id(), "-", request.group_number()));
      for (const v1::ImportRow& row : groups_[i]) *request.add_rows() = row;
      const ExitCode code = Send(&Imports::StageImportRows, request);
      if (code != ExitCode::kDone) return code;
      SayProgress(done += static_cast<int64_t>(groups_[i].size()));
    }
    EndProgress();
    return ExitCode::kDone;
  }

  ExitCode Publish() {
    v1::PublishImportRequest request;
    request.set_request_id(absl::StrCat(import_.import_id(), "-publish"));
    request.set_import_id(import_.import_id());
    session_.set_patience(kPatience);
    return Send(&Imports::PublishImport, request);
  }

  template <typename Request>
  ExitCode Send(grpc::Status (Imports::*method)(grpc::ClientContext*,
                                                const Request&,
                                                v1::ImportAnswer*),
                const Request& request) {
    v1::ImportAnswer answer;
    refusal_.Clear();
    const ExitCode code = session_.Call(method, request, answer, info_);
    if (code == ExitCode::kDone) import_ = answer.grievance_import();
    return code;
  }

  bool RowsAreToBlame() const {
    return refusal_.reason() == "ROW_REPEATED" ||
           refusal_.reason() == "ROW_FILED_BEFORE" ||
           refusal_.reason() == "IMPORT_ROW_REFUSED";
  }

  // Says of every row what is wrong, and that nothing was filed. What was
  // begun is given up: the file has to change.
  ExitCode Refused() {
    // What a row met on publication may not have been so before.
    if (!import_.import_id().empty()) checked_all_ = false;
    const ExitCode code = CheckAll();
    if (!import_.import_id().empty()) {
      v1::AbandonImportRequest request;
      request.set_request_id(absl::StrCat(import_.import_id(), "-abandon"));
      request.set_import_id(import_.import_id());
      const ExitCode abandoned = Send(&Imports::AbandonImport, request);
      if (abandoned != ExitCode::kDone) return abandoned;
    }
    if (code != ExitCode::kDone) return code;
    ShowBadRows();
    Say(session_.Words("IMPORT_REFUSED",
                       {{"rows", row_count_},
                        {"bad", static_cast<int64_t>(bad_lines_.size())}}));
    return ExitCode::kRefusedByRule;
  }

  ExitCode SayTooLarge() {
    int64_t limit = 0;
    (void)absl::SimpleAtoi(refusal_.metadata().at("limit"), &limit);
    std::sort(lines_.begin(), lines_.end());
    const int64_t line =
        limit < static_cast<int64_t>(lines_.size()) ? lines_[limit] : 0;
    Say(session_.Words(
        "IMPORT_TOO_LARGE",
        {{"count", row_count_}, {"limit", limit}, {"line", line}}));
    return ExitCode::kFailed;
  }

  std::string Sentence(const FileProblem& problem) const {
    if (problem.key.empty()) return problem.details.front().second;
    std::vector<TextArgument> arguments;
    for (const auto& [name, value] : problem.details) {
      arguments.emplace_back(name, value);
    }
    arguments.emplace_back("column", problem.column);
    return TextOf(session_.language(), absl::StrCat("cli/", problem.key),
                  arguments);
  }

  // `key` says in which of the two files it is.
  ExitCode SayProblem(const char* key, const FileProblem& problem) {
    Say(TextOf(session_.language(), absl::StrCat("cli/", key),
               {{TextArgument("line", problem.line),
                 TextArgument("sentence", Sentence(problem))}}));
    return ExitCode::kUsage;
  }

  void ShowBadRows() {
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const FileProblem& a, const FileProblem& b) {
                       return a.line < b.line;
                     });
    if (session_.output().format() == OutputFormat::kJson) {
      ShowBadRowsAsJson();
      return;
    }
    if (problems_.empty()) return;
    Table table;
    table.columns = {{"line", session_.Words("IMPORT_LINE")},
                     {"column", session_.Words("IMPORT_COLUMN")},
                     {"problem", session_.Words("IMPORT_PROBLEM")}};
    for (const FileProblem& problem : problems_) {
      const std::string line = absl::StrCat(problem.line);
      const std::string sentence = Sentence(problem);
      table.rows.push_back({{line, line},
                            {problem.column, problem.column},
                            {sentence, sentence}});
    }
    session_.output().Rows(table);
  }

  // As the server answers, with what was seen here among it.
  void ShowBadRowsAsJson() {
    v1::CheckImportRowsResponse all;
    *all.mutable_outcome() = checked_;
    for (const FileProblem& problem : problems_) {
      auto& bad = *all.add_bad_rows();
      bad.set_line(problem.line);
      bad.set_reason(problem.key);
      bad.set_sentence(Sentence(problem));
      if (!problem.key.empty()) continue;
      bad.set_reason(problem.details[1].second);
      bad.set_field(problem.details[2].second);
    }
    session_.output().Json(all);
  }

  void Show() {
    if (session_.output().format() == OutputFormat::kJson) {
      session_.output().Json(import_);
    } else {
      ShowImportEnd(session_, import_);
    }
  }

  void SayProgress(int64_t done) {
    if (::isatty(STDERR_FILENO) != 1) return;
    std::fprintf(
        stderr, "\r%s",
        session_
            .Words("IMPORT_PROGRESS", {{"done", done}, {"rows", row_count_}})
            .c_str());
    in_progress_ = true;
  }
  void EndProgress() {
    if (std::exchange(in_progress_, false)) std::fputc('\n', stderr);
  }

  Session& session_;
  const ImportFiles& files_;
  const bool only_new_;
  CommandInfo info_;
  // Of the last call that was refused.
  google::rpc::ErrorInfo refusal_;
  v1::ImportMapping mapping_;
  int64_t row_count_ = 0;
  std::vector<uint32_t> lines_;
  std::vector<Group> groups_;
  std::vector<FileProblem> problems_;
  std::set<uint32_t> bad_lines_;
  // The lines of the rows that were filed before and are not filed now.
  std::set<uint32_t> aside_;
  // Of the last time that all rows were checked.
  v1::Import::Outcome checked_;
  bool checked_all_ = false;
  v1::Import import_;
  bool in_progress_ = false;
};

}  // namespace

void ShowImportEnd(Session& session, const v1::Import& import) {
  session.output().Record(
      TableOf(session, {&import},
              {"state", "outcome.grievance_count", "outcome.first_number",
               "outcome.last_number", "outcome.new_person_count",
               "outcome.timely_count", "outcome.late_count",
               "outcome.late_protected_count", "outcome.undetermined_count",
               "end_time=cli/IMPORT_ENDED"}));
}

ExitCode RunImport(Session& session, const ImportFiles& files, bool dry_run,
                   bool only_new) {
  ImportRun run(session, files, only_new);
  return dry_run ? run.DryRun() : run.Run();
}

}  // namespace entente
