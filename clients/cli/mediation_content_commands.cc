// mediation: what is said in it, to all or apart, and mediators' notes.

#include <functional>
#include <memory>

#include "clients/cli/commands.h"
#include "clients/cli/confirm.h"
#include "clients/cli/mediation_content_sheet.h"
#include "clients/cli/move_flags.h"
#include "entente/v1/mediation_content_service.grpc.pb.h"
#include "entente/v1/mediation_service.grpc.pb.h"

namespace entente {
namespace {

using Contents = v1::MediationContentService::Stub;

void AddItemCommands(CommandLine& line, CLI::App* noun) {
  line.Call(noun, "add", &Contents::AddItem, std::function(ShowAddedItem))
      .Word("number", "mediation_id")
      .LongText("--text", "text")
      .Required()
      .Flag("--side", "side")
      .Flag("--apart", "apart")
      .Flag("--summary", "summary")
      .Flag("--date", "given_date");

  auto yes = std::make_shared<bool>(false);
  RequestFlags& release = line.Call(
      noun, "release", &Contents::ReleaseItem, std::function(ShowReleasedItem),
      std::function([yes](Session& session, v1::ReleaseItemRequest& request,
                          const RequestFlags&) {
        return ConfirmNumber(session, "CONFIRM.release", request.item_id(),
                             *yes || request.validate_only());
      }));
  release.Word("item", "item_id")
      .Flag("--to", "to_sides")
      .Required()
      .Flag("--date", "release_date");
  AddPaperFlags(release);
  AddYesFlag(line, release, *yes);
}

// What is read names sides by their numbers: the mediation tells whose they
// are, and which of them the reader is.
ExitCode ReadMediation(Session& session, const v1::ReadItemsRequest& request,
                       const RequestFlags& flags,
                       v1::MediationAnswer& mediation) {
  // Programs are told numbers.
  if (session.output().format() != OutputFormat::kTable) {
    return ExitCode::kDone;
  }
  v1::GetMediationRequest get;
  get.set_mediation_id(request.mediation_id());
  return session.Call(&v1::MediationService::Stub::GetMediation, get, mediation,
                      CommandLine::Info(flags));
}

void AddItems(CommandLine& line, CLI::App* noun) {
  auto mediation = std::make_shared<v1::MediationAnswer>();
  line.Call(noun, "items", &Contents::ReadItems,
            std::function([mediation](Session& session,
                                      const v1::ReadItemsResponse& answer) {
              ShowItems(session, *mediation, answer);
            }),
            std::function([mediation](Session& session,
                                      v1::ReadItemsRequest& request,
                                      const RequestFlags& flags) {
              return ReadMediation(session, request, flags, *mediation);
            }))
      .Word("number", "mediation_id");
}

void AddNotes(CommandLine& line, CLI::App* noun) {
  const auto show = [](const char* key) {
    return std::function(
        [key](Session& session, const v1::MediatorNoteAnswer& answer) {
          ShowChangedNote(session, key, answer);
        });
  };
  line.Call(noun, "note", &Contents::WriteMediatorNote,
            show("AFTER.mediation.note"))
      .Word("number", "mediation_id")
      .LongText("--text", "text")
      .Required()
      .Flag("--destroy", "destroy_date")
      .Required()
      .Flag("--for-co-mediators", "for_co_mediators");

  line.Call(noun, "notes", &Contents::ReadMediatorNotes,
            std::function(ShowMediatorNotes))
      .Word("number", "mediation_id");

  auto yes = std::make_shared<bool>(false);
  RequestFlags& destroy = line.Call(
      noun, "destroy-note", &Contents::DestroyMediatorNote,
      show("AFTER.mediation.destroy-note"),
      std::function([yes](Session& session,
                          v1::DestroyMediatorNoteRequest& request,
                          const RequestFlags&) {
        return ConfirmNumber(session, "CONFIRM.destroy-note", request.note_id(),
                             *yes || request.validate_only());
      }));
  destroy.Word("note", "note_id");
  AddYesFlag(line, destroy, *yes);
}

}  // namespace

void AddMediationContentCommands(CommandLine& line, CLI::App* mediation) {
  AddItemCommands(line, mediation);
  AddItems(line, mediation);
  AddNotes(line, mediation);
}

}  // namespace entente
