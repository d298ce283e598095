// Grievances in words, and as sheets.

#ifndef ENTENTE_CLIENTS_CLI_GRIEVANCE_WORDS_H_
#define ENTENTE_CLIENTS_CLI_GRIEVANCE_WORDS_H_

#include <string>

#include "clients/cli/session.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/grievance_service.pb.h"

namespace entente {

// The number by which the caller's side keeps the file; else its identifier.
std::string NumberOf(const v1::Grievance& grievance);
std::string NumberOf(const v1::Consultation& consultation);

// The side whose number the caller may read: their own; 0 when none is.
uint32_t OwnSide(const v1::Grievance& grievance);

// "at step 1", "answered (step 1)".
std::string StateWords(const Session& session, const v1::Grievance& grievance);

// "letter, December 3, 2012, by mail, reference RH-77".
std::string InstrumentWords(const Session& session,
                            const v1::Instrument& instrument);

// Everything that the reader may see of a grievance.
void ShowGrievance(Session& session, const v1::GrievanceAnswer& answer);
void ShowGrievanceList(Session& session,
                       const v1::ListGrievancesResponse& answer);

void ShowConsultation(Session& session, const v1::ConsultationAnswer& answer);
void ShowConsultationList(Session& session,
                          const v1::ListConsultationsResponse& answer);

// One paragraph for each event: what, when, who, for whom, from which paper.
void ShowHistory(Session& session,
                 const v1::ListGrievanceHistoryResponse& answer);
void ShowEvents(Session& session,
                const google::protobuf::RepeatedPtrField<v1::Event>& events);

// The deadlines that stand: due, prudent, what, who, met on; and how each was
// counted, where the answer says so.
void ShowFileDeadlines(
    Session& session,
    const google::protobuf::RepeatedPtrField<v1::Deadline>& deadlines,
    uint32_t own_side);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_GRIEVANCE_WORDS_H_
