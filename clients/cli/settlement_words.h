// Settlements in words, and as sheets.

#ifndef ENTENTE_CLIENTS_CLI_SETTLEMENT_WORDS_H_
#define ENTENTE_CLIENTS_CLI_SETTLEMENT_WORDS_H_

#include <string>

#include "clients/cli/session.h"
#include "entente/v1/settlement_service.pb.h"

namespace entente {

// The number by which the caller's side keeps it; else its identifier.
std::string NumberOf(const v1::Settlement& settlement);

// Everything that the reader may see of a settlement: with what is still to be
// done, and until when its grievances can be taken up again.
void ShowSettlement(Session& session, const v1::SettlementAnswer& answer);
// Of which of its grievances the union still has to note the decision to
// settle, or word of it to the members.
void ShowOpenDuties(Session& session, const v1::SettlementAnswer& answer);
void ShowSettlementList(Session& session,
                        const v1::ListSettlementsResponse& answer);

// What settlements did to a grievance, and that it was closed.
void ShowSettledBy(Session& session, const v1::Grievance& grievance);

// Whether one of its grievances can be taken up again by a limit that runs.
bool CanBeReinstated(const v1::SettlementAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_SETTLEMENT_WORDS_H_
