// What every move of a grievance is made of: whether its state allows it, whose
// act it is, the paper that shows it, and the order of the days.

#ifndef ENTENTE_SERVICES_GRIEVANCES_MOVE_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_MOVE_RULES_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/grievance.pb.h"
#include "services/grievances/entry.h"
#include "services/grievances/life_cycle.h"
#include "services/time_limits/procedure_rules.h"

namespace entente {

// A move that is possible in this state: the event that says so, and the
// record after it, on which the rule then works.
struct Move {
  v1::Event event;
  // The side whose act it is; 0 when it is that of neither.
  uint32_t acting = 0;
  v1::Grievance& after() { return *event.mutable_grievance(); }
};

// WRONG_STATE, with the state of the grievance and, where it is before one, the
// step.
absl::Status RefuseInState(const v1::Grievance& current);

// The step at which the grievance is received or answered, as refusals name it;
// empty where none runs.
std::string PresentStep(const v1::Grievance& grievance);

// Begins `move` of `current`, with effect on `date`. The record after it has
// the state that the life cycle says, and is the same for the rest; where the
// state is kPriorState, the rule sets it. WRONG_STATE when the life cycle has
// no such transition.
absl::StatusOr<Move> BeginMove(const v1::Grievance& current,
                               v1::Event::Move move, const Entry& entry,
                               absl::string_view date);

// Makes the move one of `side`, or with 0 of neither, where the request says
// on whose word it stands.
void SetActing(uint32_t side, const v1::Grievance& current, Move& move);

// Brings the deadlines up to date, and gives the event.
absl::StatusOr<Changes> FinishMove(Move move, const Procedure& procedure,
                                   const Entry& entry);

// Sees that an act of `acting` which `entry.side` enters has a paper when
// both differ, with its kind, its date and the way in which it was received
// (INSTRUMENT_REQUIRED of what lacks); and that a given one bears no date in
// the future. Then it is part of `event`.
absl::Status TakeInstrument(const Entry& entry, uint32_t acting,
                            bool has_instrument,
                            const v1::Instrument& instrument, v1::Event& event);

// The same for the paper of a request.
template <typename Request>
absl::Status TakePaper(const Entry& entry, const Request& request, Move& move) {
  return TakeInstrument(entry, move.acting, request.has_instrument(),
                        request.instrument(), move.event);
}

// Says who entered an act of another side, and from what.
void NoteRecordedFor(const Entry& entry, const v1::Event& event,
                     v1::RecordedFor* recorded_for);

// The same for an act that a move adds to the record.
template <typename Act>
void NoteWho(const Entry& entry, const Move& move, Act& act) {
  if (move.acting == entry.side) return;
  NoteRecordedFor(entry, move.event, act.mutable_recorded_for());
}

// `date`, or today when it is empty. DATE_IN_FUTURE of `field` when it is
// later than today. `date` is one that CheckDay accepts.
absl::StatusOr<std::string> ActDate(const Entry& entry, absl::string_view field,
                                    absl::string_view date);

// The day on which `step` began to run for the other side, and that of the move
// to the step after it; empty when there was none.
std::string StepBegun(const v1::Grievance& grievance, int step);
std::string StepLeft(const v1::Grievance& grievance, int step);

// The days of the acts by which a grievance came to where it is, each with the
// name of its field, in the order that they must have (invariant A-3).
std::vector<std::pair<absl::string_view, std::string>> ActsOf(
    const v1::Grievance& grievance);

// Sees that an act on `date` lies on or after each of those before it
// (invariant A-3): DATE_ORDER of `field` when not.
absl::Status CheckAfterActs(const v1::Grievance& current,
                            absl::string_view field, absl::string_view date);

// The organisation or person that is party on `side`; empty when there is
// none.
absl::string_view PartyOf(
    const google::protobuf::RepeatedPtrField<v1::Party>& parties,
    uint32_t side);
absl::string_view PartyOf(const v1::Grievance& grievance, uint32_t side);

// An event of a file with who, when and from what; the record is left to
// set. `acting` is the side whose act it is, `acting_id` its party.
v1::Event MakeEvent(const Entry& entry, v1::Event::Move move,
                    absl::string_view record_id,
                    absl::string_view effective_date, uint32_t acting,
                    absl::string_view acting_id);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_MOVE_RULES_H_
