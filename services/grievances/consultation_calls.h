// Consultations: what happens inside the calls. Each is the body of one RPC,
// as handler.h wants it.

#ifndef ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_CALLS_H_
#define ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

absl::StatusOr<std::string> Open(WriteCall& call, const Procedures& procedures,
                                 const v1::OpenConsultationRequest& request,
                                 v1::ConsultationAnswer& answer);
absl::StatusOr<std::string> CorrectDays(
    WriteCall& call, const Procedures& procedures,
    const v1::CorrectConsultationRequest& request,
    v1::ConsultationAnswer& answer);
absl::StatusOr<std::string> Close(WriteCall& call, const Procedures& procedures,
                                  const v1::CloseConsultationRequest& request,
                                  v1::ConsultationAnswer& answer);

// For representatives who see it; and, once nobody who may act has it, for the
// keeper of the local's mandates, who is answered with the id alone.
absl::StatusOr<std::string> WallOff(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::WallConsultationRequest& request,
                                    v1::ConsultationAnswer& answer);
absl::StatusOr<std::string> Entrust(
    WriteCall& call, const Procedures& procedures,
    const v1::AssignConsultationRequest& request,
    v1::ConsultationAnswer& answer);

// With its sealed content; records the reading.
absl::Status GetSealed(WriteCall& call, const Procedures& procedures,
                       const v1::GetConsultationRequest& request,
                       v1::ConsultationAnswer& answer);

absl::Status List(ReadCall& call, const v1::ListConsultationsRequest& request,
                  v1::ListConsultationsResponse& response);

// The present consultation, for a call that is repeated.
absl::Status ShowConsultationAgain(ReadCall& call,
                                   absl::string_view consultation_id,
                                   v1::ConsultationAnswer& answer);
// The same for Entrust.
absl::Status ShowEntrustedAgain(ReadCall& call,
                                absl::string_view consultation_id,
                                v1::ConsultationAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_CONSULTATION_CALLS_H_
