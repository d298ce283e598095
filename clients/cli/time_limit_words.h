// Periods and deadlines in words.

#ifndef ENTENTE_CLIENTS_CLI_TIME_LIMIT_WORDS_H_
#define ENTENTE_CLIENTS_CLI_TIME_LIMIT_WORDS_H_

#include <string>

#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "entente/v1/deadline.pb.h"
#include "entente/v1/time_limit.pb.h"
#include "entente/v1/time_limit_service.pb.h"

namespace entente {

// "30 calendar days from knowledge of the fact; …", and for programs
// "30 calendar-days knowledge".
Cell ClocksCell(const Session& session,
                const google::protobuf::RepeatedPtrField<v1::Clock>& clocks);

// "file the grievance", with the step when there is one.
std::string ActWords(const Session& session, const v1::Deadline& deadline);

// Who must act, seen from the side `own_side`: "us", "the other side", or
// their part in the procedure when the side is not known.
std::string OwedByWords(const Session& session, const v1::Deadline& deadline,
                        uint32_t own_side);

// "in 3 days", "today".
std::string DaysLeftWords(const Session& session, int32_t days_left);

// Which days an undetermined deadline lacks: "FACT", "KNOWLEDGE" or "BOTH", as
// texts choose by.
std::string MissingDays(const v1::Deadline& deadline);

// The due date; with the remark that it may be earlier when a day is unknown,
// or later while a suspension lasts.
std::string DueWords(const Session& session, const v1::Deadline& deadline);

// How a deadline was counted, a sentence a line, set in.
void ShowExplanation(
    const Session& session,
    const google::protobuf::RepeatedPtrField<std::string>& sentences);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_TIME_LIMIT_WORDS_H_
