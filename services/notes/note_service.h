// Notes, as calls.

#ifndef ENTENTE_SERVICES_NOTES_NOTE_SERVICE_H_
#define ENTENTE_SERVICES_NOTES_NOTE_SERVICE_H_

#include "entente/v1/note_service.grpc.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/handler.h"

namespace entente {

// Owns neither `rpc` nor `procedures`; both outlive it.
class NoteService final : public v1::NoteService::CallbackService {
 public:
  NoteService(Rpc& rpc, const Procedures& procedures)
      : rpc_(rpc), procedures_(procedures) {}

  grpc::ServerUnaryReactor* WriteNote(grpc::CallbackServerContext* context,
                                      const v1::WriteNoteRequest* request,
                                      v1::NoteAnswer* response) override;
  grpc::ServerUnaryReactor* ReadNotes(grpc::CallbackServerContext* context,
                                      const v1::ReadNotesRequest* request,
                                      v1::ReadNotesResponse* response) override;

 private:
  Rpc& rpc_;
  const Procedures& procedures_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_NOTES_NOTE_SERVICE_H_
