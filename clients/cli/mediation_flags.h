// What may be typed for the parties of a mediation, and for who was at one of
// its sessions.

#ifndef ENTENTE_CLIENTS_CLI_MEDIATION_FLAGS_H_
#define ENTENTE_CLIENTS_CLI_MEDIATION_FLAGS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/request_flags.h"
#include "clients/cli/session.h"
#include "entente/v1/mediation_service.pb.h"
#include "google/protobuf/message.h"

namespace entente {

// Adds a party to a RequestMediationRequest: the code of an organisation, or an
// identifier, which is that of a person until ResolveParties knows better.
// "CODE=1" stands together with the first party.
void PutParty(google::protobuf::Message& request, const std::string& typed);

// Asks the server which of the identifiers are those of organisations; or says
// of which party it cannot be read with whom it stands together.
ExitCode ResolveParties(Session& session, v1::RequestMediationRequest& request,
                        const RequestFlags& flags);

// Adds to a HoldSessionRequest who attended: "2 lawyer: Me Roy", the side, in
// what quality, and who. What cannot be read is left empty.
void PutAttendance(google::protobuf::Message& request,
                   const std::string& typed);

// Which part of what was typed could not be read into `attendance`: "SIDE",
// "QUALITY" or "WHO"; empty when all could.
absl::string_view AttendanceProblem(
    const v1::Mediation::Session::Attendance& attendance);

// Says which attendance cannot be read, and which part of it, in the words that
// were typed; kDone when all can.
ExitCode CheckAttendances(Session& session, v1::HoldSessionRequest& request,
                          const RequestFlags& flags);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_MEDIATION_FLAGS_H_
