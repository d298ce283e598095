// grievance note, notes: what one side keeps in its own file.

#include "clients/cli/commands.h"
#include "clients/cli/note_sheet.h"
#include "entente/v1/note_service.grpc.pb.h"

namespace entente {

void AddNoteCommands(CommandLine& line, CLI::App* grievance) {
  line.Call(grievance, "note", &v1::NoteService::Stub::WriteNote,
            std::function(ShowNewNote))
      .Word("number", "file_id")
      .Flag("--kind", "kind")
      .Required()
      .LongText("--text", "text")
      .Flag("--date", "note_date")
      .Flag("--member", "person_id")
      .Flag("--way", "way")
      .Flag("--next", "next_date")
      .Flag("--decision", "decision")
      .Flag("--told-of", "told_of")
      .Flag("--proof", "proof")
      .Digest("--proof-scan", "sha256");

  line.Call(grievance, "notes", &v1::NoteService::Stub::ReadNotes,
            std::function(ShowNotes))
      .Word("number", "file_id");
}

}  // namespace entente
