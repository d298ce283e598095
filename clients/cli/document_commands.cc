// document: papers attached to a file.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands.h"
#include "clients/cli/confirm.h"
#include "clients/cli/document_transfer.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/media_type.h"
#include "clients/cli/values.h"
#include "entente/v1/document_service.grpc.pb.h"

namespace entente {
namespace {

using Documents = v1::DocumentService::Stub;
using Header = v1::AddDocumentRequest::Header;
using google::protobuf::Message;
using v1::Document;

Cell Same(const std::string& text) { return {text, text}; }

// Adds a column to a table that has a row for each document.
void AddColumn(const Session& session,
               const std::vector<const Message*>& documents, const char* field,
               const std::function<Cell(const Document&)>& cell, Table& table) {
  table.columns.push_back({field, FieldText(session.language(), field)});
  for (size_t i = 0; i < documents.size(); ++i) {
    table.rows[i].push_back(cell(static_cast<const Document&>(*documents[i])));
  }
}

// One row for each document; `whole` with all that is known of it.
Table TableOfDocuments(Session& session,
                       const std::vector<const Message*>& documents,
                       bool whole) {
  Table table = TableOf(session, documents, {"reference"});
  AddColumn(
      session, documents, "title",
      [&](const Document& document) {
        // What a side's own is called shows only to who reads that one.
        const bool hidden =
            document.audience() == Document::SIDE && !document.has_own();
        return hidden ? Cell{session.Words("DOCUMENT_TITLE_SEALED"), ""}
                      : Same(DescriptionOf(document).title());
      },
      table);
  AddColumn(
      session, documents, "file_name",
      [](const Document& document) {
        return Same(DescriptionOf(document).file_name());
      },
      table);
  if (whole) {
    AddColumn(
        session, documents, "media_type",
        [](const Document& document) {
          return Same(DescriptionOf(document).media_type());
        },
        table);
  }
  AddColumn(
      session, documents, "size_bytes",
      [&](const Document& document) {
        return Cell{SizeWords(session, document.size_bytes()),
                    std::to_string(document.size_bytes())};
      },
      table);
  const Table rest =
      TableOf(session, documents, {"audience", "added_date", "added_by_id"});
  table.columns.insert(table.columns.end(), rest.columns.begin(),
                       rest.columns.end());
  for (size_t i = 0; i < rest.rows.size(); ++i) {
    table.rows[i].insert(table.rows[i].end(), rest.rows[i].begin(),
                         rest.rows[i].end());
  }
  if (whole) {
    AddColumn(
        session, documents, "sha256",
        [](const Document& document) {
          return Same(DescriptionOf(document).sha256());
        },
        table);
  }
  return table;
}

void ShowDocument(Session& session, const Document& document) {
  session.output().Record(TableOfDocuments(session, {&document}, true));
}

// What was typed for a command that sends or fetches a content.
struct TypedAdd {
  Header header;
  std::string path;
  bool side_only = false;
  std::unique_ptr<RequestFlags> flags;
};

ExitCode Add(Session& session, TypedAdd& typed) {
  ExitCode code = typed.flags->Fill();
  if (code != ExitCode::kDone) return code;
  Header& header = typed.header;
  if (typed.side_only) header.set_audience(Document::SIDE);
  if (header.file_name().empty()) {
    header.set_file_name(std::filesystem::path(typed.path).filename().string());
  }
  header.set_media_type(std::string(MediaTypeOf(header.file_name())));
  CommandLine::FillRequestId(header);
  session.set_dry_run(header.validate_only());
  v1::DocumentAnswer answer;
  code = SendDocument(session, header, typed.path,
                      CommandLine::Info(*typed.flags), answer);
  if (code != ExitCode::kDone) return code;
  if (session.output().format() == OutputFormat::kJson) {
    session.output().Json(answer);
  } else {
    Document& shown = *answer.mutable_document();
    // The server does not repeat what a side's own is called.
    if (shown.audience() == Document::SIDE) {
      shown.mutable_own()->set_title(header.title());
      shown.mutable_own()->set_file_name(header.file_name());
      shown.mutable_own()->set_media_type(header.media_type());
    }
    ShowDocument(session, shown);
    session.SayNext(shown.audience() == Document::SIDE
                        ? "AFTER.document.add.SIDE"
                        : "AFTER.document.add",
                    {{"number", shown.reference()}});
  }
  CommandLine::SayAfterwards(session, header, answer);
  return ExitCode::kDone;
}

void AddAdd(CommandLine& line, CLI::App* noun) {
  auto typed = std::make_shared<TypedAdd>();
  CLI::App* verb = line.Verb(
      noun, "add", [typed](Session& session) { return Add(session, *typed); });
  typed->flags =
      std::make_unique<RequestFlags>(verb, &typed->header, line.language());
  typed->flags->Word("number", "file_id")
      .Custom("file", "file",
              [path = &typed->path](Message&, const std::string& value) {
                *path = value;
              })
      .Required()
      .Flag("--title", "title")
      .Required()
      .Flag("--name", "file_name")
      .Flag("--dry-run", "validate_only")
      .Flag("--request-id", "request_id");
  verb->add_flag("--side-only", typed->side_only,
                 Text(line.language(), "help/document.add.--side-only"));
}

struct TypedGet {
  v1::GetDocumentContentRequest request;
  DocumentTarget target;
  std::unique_ptr<RequestFlags> flags;
};

ExitCode Get(Session& session, TypedGet& typed) {
  ExitCode code = typed.flags->Fill();
  if (code != ExitCode::kDone) return code;
  Document document;
  std::string path;
  code = FetchDocument(session, typed.request, typed.target,
                       CommandLine::Info(*typed.flags), document, path);
  if (code != ExitCode::kDone || typed.target.path == "-") return code;
  if (session.output().format() == OutputFormat::kJson) {
    session.output().Json(document);
  } else {
    ShowDocument(session, document);
  }
  Say(session.Words("DOCUMENT_SAVED", {{"file", path}}));
  return ExitCode::kDone;
}

void AddGet(CommandLine& line, CLI::App* noun) {
  auto typed = std::make_shared<TypedGet>();
  CLI::App* verb = line.Verb(
      noun, "get", [typed](Session& session) { return Get(session, *typed); });
  typed->flags =
      std::make_unique<RequestFlags>(verb, &typed->request, line.language());
  typed->flags->Word("document", "document_id");
  verb->add_option("-O", typed->target.path,
                   Text(line.language(), "help/document.get.-O"))
      ->type_name(Text(line.language(), "help/value.FILE"));
  AddYesFlag(line, *typed->flags, typed->target.replace);
}

}  // namespace

void AddDocumentCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("document");
  AddAdd(line, noun);

  line.Call(noun, "list", &Documents::ListDocuments,
            std::function(
                [](Session& session, const v1::ListDocumentsResponse& answer) {
                  std::vector<const Message*> all;
                  for (const auto& each : answer.documents())
                    all.push_back(&each);
                  ShowList(session, TableOfDocuments(session, all, false));
                }))
      .Word("number", "file_id");

  line.Call(
          noun, "show", &Documents::GetDocument,
          std::function([](Session& session, const v1::DocumentAnswer& answer) {
            ShowDocument(session, answer.document());
          }))
      .Word("document", "document_id");

  AddGet(line, noun);

  line.Call(noun, "history", &Documents::ListDocumentHistory,
            std::function([](Session& session,
                             const v1::ListDocumentHistoryResponse& answer) {
              ShowEvents(session, answer.events());
            }))
      .Word("document", "document_id");
}

}  // namespace entente
