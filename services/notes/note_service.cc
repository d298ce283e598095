#include "services/notes/note_service.h"

#include "services/grievances/call_bodies.h"
#include "services/notes/note_calls.h"
#include "services/notes/note_rules.h"

namespace entente {

grpc::ServerUnaryReactor* NoteService::WriteNote(
    grpc::CallbackServerContext* context, const v1::WriteNoteRequest* request,
    v1::NoteAnswer* response) {
  return rpc_.Write(context, request, response, CheckWriteNote,
                    With(procedures_, KeepNote),
                    [this](ReadCall& call, absl::string_view note_id,
                           v1::NoteAnswer& answer) {
                      return ShowNoteAgain(call, procedures_, note_id, answer);
                    });
}

grpc::ServerUnaryReactor* NoteService::ReadNotes(
    grpc::CallbackServerContext* context, const v1::ReadNotesRequest* request,
    v1::ReadNotesResponse* response) {
  return rpc_.SealedRead(context, request, response, CheckReadNotes,
                         With(procedures_, ReadFileNotes));
}

}  // namespace entente
