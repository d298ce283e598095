// What every move of a mediation is made of: whether its state allows it, who
// may enter it, whose act it is, and the paper that shows it.

#ifndef ENTENTE_SERVICES_MEDIATIONS_MEDIATION_MOVE_RULES_H_
#define ENTENTE_SERVICES_MEDIATIONS_MEDIATION_MOVE_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/mediation.pb.h"
#include "proto/support/mediation.h"
#include "services/grievances/entry.h"
#include "services/grievances/move_rules.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// Who enters a move of a mediation: `side` is 0 for who is no party.
struct MediationEntry : Entry {
  v1::Mediation::Part part = v1::Mediation::PART_UNSPECIFIED;
};

// A move that is possible: the event that says so, and the record after it, on
// which the rule then works.
struct MediationMove {
  v1::Event event;
  // Whether who enters it also does it: else it is recorded for another, from
  // a paper.
  bool own = true;
  v1::Mediation& after() { return *event.mutable_mediation(); }
};

// Begins `move` of `current`, with effect on `date`. The record after it has
// the state that the life cycle says, and is the same for the rest; the act is
// taken to be that of who enters it. MEDIATION_STATE when the life cycle has no
// such transition; MAY_NOT_ENTER when it is not for the part of who enters it;
// ANSWER_STANDS of a party that has left: it enters nothing any more.
absl::StatusOr<MediationMove> BeginMediationMove(const v1::Mediation& current,
                                                 v1::Event::Move move,
                                                 const MediationEntry& entry,
                                                 absl::string_view date);

// Makes the move an act of the party on `side`, or with 0 of the caller's own
// party; FIELD_REQUIRED of who is none. REFERENCE_UNKNOWN of no such side.
absl::Status ActAsParty(uint32_t side, const MediationEntry& entry,
                        MediationMove& move);

// Makes the move an act of the office.
void ActAsOffice(const MediationEntry& entry, MediationMove& move);

// Makes the move an act of this mediator.
void ActAsMediator(const v1::Mediation::Mediator& mediator,
                   const MediationEntry& entry, MediationMove& move);

// Makes the move an act of the mediators: of who enters it, if they are one.
void ActAsMediators(const MediationEntry& entry, MediationMove& move);

// Sees that an act of another has its paper (INSTRUMENT_REQUIRED), which is
// then part of the event.
template <typename Request>
absl::Status TakePaper(const MediationEntry& entry, const Request& request,
                       MediationMove& move) {
  // No side is the last one: of what is not one's own, a paper is asked for.
  constexpr uint32_t kAnother = ~uint32_t{0};
  return TakeInstrument(entry, move.own ? entry.side : kAnother,
                        request.has_instrument(), request.instrument(),
                        move.event);
}

// Says who entered an act of another, and from what.
template <typename Act>
void NoteWho(const MediationEntry& entry, const MediationMove& move, Act& act) {
  if (!move.own) NoteRecordedFor(entry, move.event, act.mutable_recorded_for());
}

// Brings the deadlines up to date, and gives the event.
absl::StatusOr<v1::Event> FinishMediationMove(MediationMove move,
                                              const Procedure& procedure,
                                              const MediationEntry& entry);

// MAY_NOT_ENTER: whose part it is.
absl::Status RefuseToEnter(v1::Mediation::Part part);

// MEDIATION_STATE, with its state.
absl::Status RefuseInState(const v1::Mediation& current);

// ANSWER_STANDS: what the party said last, or NONE.
absl::Status RefuseAnswer(const v1::Mediation::Answer* last);

// The sides of those who neither refused nor left, in their order.
std::vector<uint32_t> SidesStillIn(const v1::Mediation& mediation);

// Whether among those sides some still stand against each other.
bool HasOpposedSides(const v1::Mediation& mediation);

// Whether a mediator of this number still is one.
bool IsActive(const v1::Mediation::Mediator& mediator);

// The place of the mediator whom a request means: by number; with 0 the one who
// enters the act, else the only one. MEDIATOR_NUMBER, as refused of `field`,
// when there is none.
absl::StatusOr<int> IndexOfMediator(const v1::Mediation& mediation,
                                    uint32_t number,
                                    const MediationEntry& entry);

// Whether the person is a confirmed mediator of it.
bool IsConfirmedMediator(const v1::Mediation& mediation,
                         absl::string_view person_id);

// The signature under the entry of this side, or with 0 of this mediator; null
// when there is none.
const v1::Mediation::EntrySignature* FindEntrySignature(
    const v1::Mediation& mediation, uint32_t side, uint32_t mediator);

// Where it is READY, and everybody who must has signed the entry, it begins
// with the last of these signatures.
void BeginIfAllSigned(v1::Mediation& mediation);

// It is under way as of `date`, or, where a mediator was replaced, goes on from
// where it began: OPEN, or PAUSED while it rests.
void BeginOrGoOn(absl::string_view date, v1::Mediation& mediation);

// Closes it with this outcome, on `date`; `end` follows from the code and from
// whether it ever began.
void CloseWith(v1::Mediation::Outcome::Code code, uint32_t side,
               absl::string_view date, v1::Mediation& mediation);

// The moves that the part would make next as its own, in the order of the life
// cycle; without those that it has made already.
std::vector<v1::Event::Move> NextMoves(const v1::Mediation& mediation,
                                       v1::Mediation::Part part, uint32_t side,
                                       absl::string_view person_id);

}  // namespace entente

#endif  // ENTENTE_SERVICES_MEDIATIONS_MEDIATION_MOVE_RULES_H_
