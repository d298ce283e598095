// The bodies of the calls on what is said in a mediation.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CONTENT_CALLS_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CONTENT_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/mediation_content_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

absl::StatusOr<std::string> KeepItem(WriteCall& call,
                                     const Procedures& procedures,
                                     const v1::AddItemRequest& request,
                                     v1::ItemAnswer& answer);
absl::StatusOr<std::string> Release(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::ReleaseItemRequest& request,
                                    v1::ItemAnswer& answer);
absl::Status ShowItemAgain(ReadCall& call, absl::string_view item_id,
                           v1::ItemAnswer& answer);
absl::Status ReadAllItems(WriteCall& call, const Procedures& procedures,
                          const v1::ReadItemsRequest& request,
                          v1::ReadItemsResponse& response);

absl::StatusOr<std::string> KeepMediatorNote(
    WriteCall& call, const Procedures& procedures,
    const v1::WriteMediatorNoteRequest& request,
    v1::MediatorNoteAnswer& answer);
absl::StatusOr<std::string> DestroyNote(
    WriteCall& call, const Procedures& procedures,
    const v1::DestroyMediatorNoteRequest& request,
    v1::MediatorNoteAnswer& answer);
absl::Status ShowMediatorNoteAgain(ReadCall& call, absl::string_view note_id,
                                   v1::MediatorNoteAnswer& answer);
absl::Status ReadOwnNotes(WriteCall& call, const Procedures& procedures,
                          const v1::ReadMediatorNotesRequest& request,
                          v1::ReadMediatorNotesResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_CONTENT_CALLS_H_
