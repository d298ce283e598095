// grievance import: a spreadsheet becomes grievances.

#include "clients/cli/commands.h"
#include "clients/cli/import_run.h"
#include "clients/cli/long_text.h"
#include "clients/cli/values.h"
#include "entente/v1/import_service.grpc.pb.h"

namespace entente {
namespace {

using Imports = v1::ImportService::Stub;

// The largest spreadsheet that is read into memory.
constexpr size_t kSheetBytes = 64 << 20;

// What was typed.
struct Typed {
  v1::BeginImportRequest request;
  std::string sheet;
  std::string mapping;
  bool only_new = false;
  std::unique_ptr<RequestFlags> flags;
};

ExitCode ReadFile(const Session& session, const std::string& flag,
                  const std::string& path, size_t most_bytes,
                  std::string& bytes) {
  absl::StatusOr<std::string> read = ReadWholeFile(path, most_bytes);
  if (!read.ok()) {
    SayUnreadable(session.language(), flag, path, read.status(), most_bytes);
    return ExitCode::kUsage;
  }
  bytes = *std::move(read);
  return ExitCode::kDone;
}

void AddImport(CommandLine& line, CLI::App* noun) {
  auto typed = std::make_shared<Typed>();
  CLI::App* verb =
      line.Verb(noun, "import", [typed](Session& session) -> ExitCode {
        ExitCode code = typed->flags->Fill();
        if (code != ExitCode::kDone) return code;
        ImportFiles files;
        code =
            ReadFile(session, "file", typed->sheet, kSheetBytes, files.sheet);
        if (code == ExitCode::kDone) {
          code = ReadFile(session, "--mapping", typed->mapping, kMostBytes,
                          files.mapping);
        }
        if (code != ExitCode::kDone) return code;
        return RunImport(session, files, typed->request.validate_only(),
                         typed->only_new);
      });
  typed->flags =
      std::make_unique<RequestFlags>(verb, &typed->request, line.language());
  const auto keep = [](std::string& into) {
    return [&into](google::protobuf::Message&, const std::string& value) {
      into = value;
    };
  };
  typed->flags->Custom("file", "file", keep(typed->sheet))
      .Required()
      .Custom("--mapping", "mapping", keep(typed->mapping))
      .Required()
      .Flag("--dry-run", "validate_only");
  verb->add_flag("--only-new", typed->only_new,
                 Text(line.language(), "help/grievance.import.--only-new"));
}

}  // namespace

void AddImportCommands(CommandLine& line, CLI::App* grievance) {
  AddImport(line, grievance);

  line.Call(grievance, "imports", &Imports::ListImports,
            std::function([](Session& session,
                             const v1::ListImportsResponse& answer) {
              ShowList(session, TableOfAll(session, answer.imports(),
                                           {"create_time", "state", "row_count",
                                            "outcome.first_number",
                                            "outcome.last_number",
                                            "end_time=cli/IMPORT_ENDED",
                                            "import_id=cli/IDENTIFIER"}));
            }))
      .Flag("--state", "state");

  line.Call(grievance, "abandon-import", &Imports::AbandonImport,
            std::function([](Session& session, const v1::ImportAnswer& answer) {
              ShowImportEnd(session, answer.grievance_import());
              session.SayNext("AFTER.grievance.abandon-import");
            }))
      .Word("import", "import_id");
}

}  // namespace entente
