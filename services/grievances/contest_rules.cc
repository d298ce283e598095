#include "services/grievances/contest_rules.h"

#include <utility>

#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/kept_deadlines.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/move_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using Contest = v1::Grievance::Contest;
using R = v1::Refusal;

Event::Move MoveOf(Contest::Act act) {
  switch (act) {
    case Contest::FILING:
      return Event::GRIEVANCE_FILED;
    case Contest::RECEIPT:
      return Event::GRIEVANCE_RECEIVED;
    case Contest::REPLY:
      return Event::GRIEVANCE_ANSWERED;
    case Contest::ADVANCE:
      return Event::GRIEVANCE_ADVANCED;
    case Contest::WITHDRAWAL:
      return Event::GRIEVANCE_WITHDRAWN;
    case Contest::REFERRAL:
      return Event::GRIEVANCE_REFERRED;
    case Contest::OBJECTION:
      return Event::OBJECTION_RAISED;
    case Contest::OBJECTION_WAIVER:
      return Event::OBJECTION_RULED;
    case Contest::HEARING_MOVE:
      return Event::HEARING_MOVED;
    case Contest::EXHIBIT:
      return Event::EXHIBIT_FILED;
    case Contest::REVIEW:
      return Event::REVIEW_SOUGHT;
    case Contest::LAPSE:
      return Event::GRIEVANCE_LAPSED;
    case Contest::RELIEF:
      return Event::GRIEVANCE_RELIEVED;
    case Contest::WAIVER:
      return Event::LIMIT_WAIVED;
    case Contest::EXTENSION:
      return Event::LIMIT_EXTENDED;
    case Contest::SUSPENSION:
      return Event::LIMITS_SUSPENDED;
    case Contest::JOINDER:
      return Event::GRIEVANCE_JOINED;
    case Contest::BREACH:
      return Event::BREACH_NOTED;
    case Contest::REVIVAL:
      return Event::GRIEVANCE_REVIVED;
    case Contest::REINSTATEMENT:
      return Event::GRIEVANCE_REINSTATED;
    default:
      return Event::MOVE_UNSPECIFIED;
  }
}

// Whether `side` may contest the act that the event records: one that the
// other side entered, as its own or as one of neither. What both sides must
// agree on, or a clause allows, concerns it whoever is said to have done it.
bool Concerns(const Event& event, Contest::Act act, const Entry& entry) {
  if (event.recorded_as() == entry.role) return false;
  switch (act) {
    case Contest::LAPSE:
      return event.acted_by_side() == entry.side || event.acted_by_side() == 0;
    case Contest::RELIEF:
    case Contest::EXTENSION:
    case Contest::SUSPENSION:
    case Contest::JOINDER:
      return true;
    default:
      return event.acted_by_side() == entry.side;
  }
}

// The number of the first that is new in `after`, or not as it was.
template <typename Acts>
uint32_t FirstChanged(const Acts& before, const Acts& after) {
  for (int i = 0; i < after.size(); ++i) {
    if (i >= before.size() ||
        before[i].SerializeAsString() != after[i].SerializeAsString()) {
      return after[i].number();
    }
  }
  return 0;
}

// The step, or the number, of the act that the event records; 0 for one that
// has none. `before` holds the numbered acts as they were.
uint32_t StepOf(const Event& event, const Grievance& before) {
  const Grievance& set = event.grievance();
  switch (event.move()) {
    case Event::OBJECTION_RAISED:
    case Event::OBJECTION_RULED:
      return FirstChanged(before.objections(), set.objections());
    case Event::HEARING_MOVED:
      return FirstChanged(before.hearing_days(), set.hearing_days());
    case Event::REVIEW_SOUGHT:
      return FirstChanged(before.reviews(), set.reviews());
    case Event::LIMIT_EXTENDED:
      return FirstChanged(before.extensions(), set.extensions());
    case Event::LIMITS_SUSPENDED:
      return FirstChanged(before.suspensions(), set.suspensions());
    default:
      break;
  }
  if (event.move() == Event::GRIEVANCE_ANSWERED && !set.replies().empty()) {
    return set.replies().rbegin()->step();
  }
  if (event.move() == Event::GRIEVANCE_ADVANCED && !set.advances().empty()) {
    return set.advances().rbegin()->step();
  }
  return 0;
}

// Keeps the numbered acts as the event left them.
void Note(const Event& event, Grievance& seen) {
  const Grievance& set = event.grievance();
  if (!set.objections().empty()) *seen.mutable_objections() = set.objections();
  if (!set.hearing_days().empty()) {
    *seen.mutable_hearing_days() = set.hearing_days();
  }
  if (!set.reviews().empty()) *seen.mutable_reviews() = set.reviews();
  if (!set.extensions().empty()) *seen.mutable_extensions() = set.extensions();
  if (!set.suspensions().empty()) {
    *seen.mutable_suspensions() = set.suspensions();
  }
}

}  // namespace

absl::Status CheckContestAct(const v1::ContestActRequest& request) {
  RETURN_IF_ERROR(CheckReference("grievance_id", request.grievance_id(), true));
  RETURN_IF_ERROR(CheckReference("etag", request.etag(), false));
  RETURN_IF_ERROR(CheckKnownEnum("act", request.act(), true));
  return CheckLongText("text", request.text(), kReasonCharactersMax, true);
}

absl::StatusOr<Changes> ContestAct(const Grievance& current,
                                   const v1::ContestActRequest& request,
                                   absl::Span<const Event> history,
                                   const Entry& entry) {
  if (FindTransition(current.state(), Event::GRIEVANCE_CONTESTED) == nullptr) {
    return RefuseInState(current);
  }
  const Event* contested = nullptr;
  uint32_t contested_step = 0;
  Grievance seen;
  for (const Event& event : history) {
    const uint32_t step = StepOf(event, seen);
    Note(event, seen);
    if (event.move() != MoveOf(request.act()) ||
        !Concerns(event, request.act(), entry)) {
      continue;
    }
    if (request.step() != 0 && static_cast<int64_t>(step) != request.step()) {
      continue;
    }
    contested = &event;
    contested_step = step;
  }
  if (contested == nullptr) {
    return Refuse(R::NOT_ATTRIBUTED, {{"field", "act"}});
  }
  Event event =
      MakeEvent(entry, Event::GRIEVANCE_CONTESTED, current.grievance_id(),
                DayIso(entry.today), entry.side, PartyOf(current, entry.side));
  Grievance& grievance = *event.mutable_grievance();
  grievance = current;
  Contest& contest = *grievance.add_contests();
  contest.set_act(request.act());
  contest.set_step(contested_step);
  contest.set_event_id(contested->event_id());
  contest.set_side(entry.side);
  contest.set_contest_date(DayIso(entry.today));
  contest.set_text(request.text());
  // What ended on the word of the other side alone.
  if (request.act() == Contest::WITHDRAWAL || request.act() == Contest::LAPSE) {
    ReopenDeadlines(entry, contested->event_id(), grievance.grievance_id(),
                    *grievance.mutable_deadlines());
  }
  Changes changes;
  changes.push_back(std::move(event));
  return changes;
}

}  // namespace entente
