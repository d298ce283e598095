// Grievances in words, and as sheets.

#ifndef ENTENTE_CLIENTS_CLI_GRIEVANCE_WORDS_H_
#define ENTENTE_CLIENTS_CLI_GRIEVANCE_WORDS_H_

#include <string>

#include "clients/cli/session.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/grievance_service.pb.h"

namespace entente {

// The number by which the caller's side keeps the file; else its identifier.
std::string NumberOf(const v1::Grievance& grievance);
std::string NumberOf(const v1::Consultation& consultation);

// Whether the answer holds more of the file than its identifier: who may not
// read it is told nothing else.
bool IsRead(const v1::Grievance& grievance);
bool IsRead(const v1::Consultation& consultation);

// The side whose number the caller may read: their own; 0 when none is.
uint32_t OwnSide(const v1::Grievance& grievance);

// "at step 1", "answered (step 1)".
std::string StateWords(const Session& session, const v1::Grievance& grievance);

// "letter, December 3, 2012, by mail, reference RH-77".
std::string InstrumentWords(const Session& session,
                            const v1::Instrument& instrument);

// The organisation that is party on `side`; empty when there is none.
std::string PartyName(
    Session& session,
    const google::protobuf::RepeatedPtrField<v1::Party>& parties,
    uint32_t side);

// Beside an act: who entered it for whom did it, and from which paper.
void ShowRecordedFor(
    Session& session, const v1::RecordedFor& recorded_for,
    const google::protobuf::RepeatedPtrField<v1::Party>& parties);

// That it was deemed withdrawn, and relieved of that; that it was joined to
// another, and severed.
void ShowLapses(Session& session, const v1::Grievance& grievance);
void ShowJoinders(Session& session, const v1::Grievance& grievance);

// Everything that the reader may see of a grievance.
void ShowGrievance(Session& session, const v1::GrievanceAnswer& answer);
void ShowGrievanceList(Session& session,
                       const v1::ListGrievancesResponse& answer);

// What a side says against an act, with the act and the day.
void ShowContest(Session& session, const v1::Grievance::Contest& contest,
                 const std::string& party);

// What was said against this act, beside it. Step 0 for acts that have none.
void ShowContestsOf(Session& session, const v1::Grievance& grievance,
                    v1::Grievance::Contest::Act act, uint32_t step = 0);

// Objections, referral, arbitrators, hearings, awards and reviews.
void ShowArbitration(Session& session, const v1::Grievance& grievance);
// Extensions, waivers and suspensions.
void ShowTimeLedger(Session& session, const v1::Grievance& grievance);

// What had to come before the grievance, where something had to.
void ShowPriorStep(Session& session, const v1::GrievanceAnswer& answer);
// Warns, on standard error, while it was not exhausted.
void SayPriorStep(const Session& session, const v1::GrievanceAnswer& answer);

// Warns, on standard error, of where a filing says otherwise than its
// consultation.
void SayDifferences(Session& session, const v1::GrievanceAnswer& answer);

// To whom a file is entrusted; to nobody on `today`, when `none` is not null:
// then the text `cli/NONE` says so for the file `number`.
void ShowAssignments(
    Session& session,
    const google::protobuf::RepeatedPtrField<v1::Grievance::Assignment>&
        assignments,
    const std::string& today, const char* none, const std::string& number);

void ShowConsultation(Session& session, const v1::ConsultationAnswer& answer);
// The same after a reading, which was recorded.
void ShowConsultationRead(Session& session,
                          const v1::ConsultationAnswer& answer);
void ShowConsultationList(Session& session,
                          const v1::ListConsultationsResponse& answer);

// Which day of the file is missing to say whether filing is in time, if one
// is, and the command that enters it.
void SayMissingDays(const Session& session, const v1::Grievance& grievance);
void SayMissingDays(const Session& session,
                    const v1::Consultation& consultation);

// What follows from the verdict on a grievance that was just filed.
void SayVerdict(const Session& session, const v1::GrievanceAnswer& answer);

// One paragraph for each event: what, when, who, for whom, from which paper.
void ShowHistory(Session& session,
                 const v1::ListGrievanceHistoryResponse& answer);
void ShowEvents(Session& session,
                const google::protobuf::RepeatedPtrField<v1::Event>& events);

// The deadlines that stand, or were met: due, prudent, what, who, met on; and
// how each was counted, where the answer says so. With `parties`, who must act
// is named where it is not the own side: there may be more than two.
void ShowFileDeadlines(
    Session& session,
    const google::protobuf::RepeatedPtrField<v1::Deadline>& deadlines,
    uint32_t own_side,
    const google::protobuf::RepeatedPtrField<v1::Party>* parties = nullptr);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_GRIEVANCE_WORDS_H_
