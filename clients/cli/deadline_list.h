// The list of deadlines, for `deadline list` and `today`.

#ifndef ENTENTE_CLIENTS_CLI_DEADLINE_LIST_H_
#define ENTENTE_CLIENTS_CLI_DEADLINE_LIST_H_

#include "clients/cli/session.h"
#include "entente/v1/time_limit_service.pb.h"

namespace entente {

// One row for each deadline: due, prudent, what, which file, who, how it
// stands; with `identifiers`, those that `deadline explain` asks for.
void ShowDeadlines(Session& session, const v1::ListDeadlinesResponse& answer,
                   bool identifiers);

// By what name the reader knows the file: the number of their side, or of the
// mediation's office; else its identifier.
std::string NumberOf(const v1::DeadlineItem& item);

// How an item stands: "to come, in 3 days", "overdue by 2 days".
std::string StandingWords(const Session& session, const v1::DeadlineItem& item);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_DEADLINE_LIST_H_
