// What the commands for the moves of a grievance have in common.

#ifndef ENTENTE_CLIENTS_CLI_MOVE_FLAGS_H_
#define ENTENTE_CLIENTS_CLI_MOVE_FLAGS_H_

#include <functional>

#include "clients/cli/request_flags.h"
#include "clients/cli/session.h"
#include "entente/v1/grievance_service.pb.h"

namespace entente {

// The paper from which the act of another is recorded.
void AddPaperFlags(RequestFlags& flags);

// Shows the whole file, and what is useful next: the text `cli/KEY`.
std::function<void(Session&, const v1::GrievanceAnswer&)> ShowAfter(
    const char* key);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_MOVE_FLAGS_H_
