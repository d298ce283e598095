// The calls on agreements.

#ifndef ENTENTE_SERVICES_DIRECTORY_AGREEMENT_CALLS_H_
#define ENTENTE_SERVICES_DIRECTORY_AGREEMENT_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/directory_service.pb.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"

namespace entente {

// Enters the agreement of the request and returns its id.
absl::StatusOr<std::string> EnterAgreement(
    WriteCall& call, const Procedures& procedures,
    const v1::CreateAgreementRequest& request, v1::AgreementAnswer& answer);

// Sets the last day of the agreement that the request names.
absl::StatusOr<std::string> CloseAgreement(
    WriteCall& call, const v1::EndAgreementRequest& request,
    v1::AgreementAnswer& answer);

absl::Status ReadAgreement(ReadCall& call,
                           const v1::GetAgreementRequest& request,
                           v1::AgreementAnswer& answer);

absl::Status PageAgreements(ReadCall& call,
                            const v1::ListAgreementsRequest& request,
                            v1::ListAgreementsResponse& response);

// Shows the agreement, by id; NOT_AVAILABLE when it does not exist for the
// caller.
absl::Status ShowAgreement(ReadCall& call, absl::string_view id,
                           v1::AgreementAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_AGREEMENT_CALLS_H_
