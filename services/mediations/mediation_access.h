// What the calls on mediations have in common: finding one, what of it the
// caller may see, and showing it to them.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_ACCESS_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_ACCESS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/mediation.pb.h"
#include "entente/v1/mediation_service.pb.h"
#include "services/access/redact.h"
#include "services/rpc/call.h"
#include "storage/mediation_store.h"

namespace entente {

// A mediation in which the caller stands, by id or number; NOT_AVAILABLE else.
absl::StatusOr<SeenMediation> SeeMediation(ReadCall& call,
                                           absl::string_view id_or_number);

// What the caller reads of it, by the table of access.md. Who was proposed as a
// mediator, and is not confirmed, reads the request alone.
Reader MediationReader(const SeenMediation& seen, absl::string_view person_id);

// Puts the mediation into the answer as the caller sees it, with its etag, and
// what they may do next.
void ShowMediation(ReadCall& call, const SeenMediation& seen,
                   v1::MediationAnswer& answer);

// One line of a list.
void ListMediation(ReadCall& call, SeenMediation seen,
                   v1::ListMediationsResponse::Item& item);

// Makes an event of the mediation what the caller may see of it; false when
// that is nothing.
bool ShowMediationEvent(const SeenMediation& seen, absl::string_view person_id,
                        v1::Event& event);

// The etag that the caller is given of this mediation.
absl::Status CheckMediationEtag(ReadCall& call, absl::string_view etag,
                                const SeenMediation& seen);

// The present mediation, for a call that is repeated.
absl::Status ShowMediationAgain(ReadCall& call, absl::string_view mediation_id,
                                v1::MediationAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_ACCESS_H_
