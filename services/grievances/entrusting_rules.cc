#include "services/grievances/entrusting_rules.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/move_rules.h"

namespace entente {
namespace {

using v1::Consultation;
using v1::Event;
using v1::Grievance;
using R = v1::Refusal;
using Answer = v1::HandOverFilesResponse::File;
using Outcome = Answer::Outcome;

// An assignment, or a wall, from today on.
template <typename One>
One NewOne(const Entry& entry, const std::string& person_id) {
  One one;
  one.set_side(entry.side);
  one.set_person_id(person_id);
  one.set_from_date(DayIso(entry.access_day));
  return one;
}

// The place of the entry that stands for this person on the entry's side
// among assignments, or walls, also if its last day is known; -1 for none.
template <typename Entries>
int Standing(const Entries& entries, const Entry& entry,
             const std::string& person_id) {
  int standing = -1;
  for (int i = 0; i < entries.size(); ++i) {
    if (entries[i].side() == entry.side &&
        entries[i].person_id() == person_id &&
        !IsOver(entries[i].until_date(), entry.access_day)) {
      standing = i;
    }
  }
  return standing;
}

template <typename Entries>
void End(const Entry& entry, int standing, Entries& entries) {
  if (entries[standing].from_date() >= DayIso(entry.access_day)) {
    // It never had a whole day; the history keeps it.
    entries.erase(entries.begin() + standing);
  } else {
    entries[standing].set_until_date(DayIso(entry.access_day - 1));
  }
}

// Whether an entry with last day `a` ends before one with last day `b`; an
// empty one never ends.
bool EndsBefore(const std::string& a, const std::string& b) {
  return !a.empty() && (b.empty() || a < b);
}

absl::Status SoAlready(absl::string_view cause) {
  return Refuse(R::ENTRUSTED_SO_ALREADY,
                {{"field", "person_id"}, {"cause", cause}});
}

// The last day until which the file is entrusted to whoever enters this;
// empty when there is none.
template <typename File>
std::string OwnEnd(const Entry& entry, const File& file) {
  const int own = Standing(file.assignments(), entry, entry.person_id);
  return own < 0 ? std::string() : file.assignments(own).until_date();
}

// Who stands in for somebody until `own_end` takes the file from those alone to
// whom they gave it, and gives up their own part.
absl::Status CheckTakes(const Entry& entry, const std::string& own_end,
                        const Grievance::Assignment& taken) {
  if (own_end.empty() || taken.person_id() == entry.person_id ||
      taken.entrusted_by_id() == entry.person_id) {
    return absl::OkStatus();
  }
  return Refuse(R::STANDS_IN, {{"until_date", own_end}});
}

// `file` is a grievance or a consultation, `request` one of either.
template <typename Request, typename File>
absl::Status Assign(const Entry& entry, const Request& request, File& file) {
  const std::string& person_id = request.person_id();
  auto& assignments = *file.mutable_assignments();
  const std::string own_end = OwnEnd(entry, file);
  const int standing = Standing(assignments, entry, person_id);
  if (request.remove()) {
    if (standing < 0) return SoAlready("NOT_ENTRUSTED");
    RETURN_IF_ERROR(CheckTakes(entry, own_end, assignments[standing]));
    End(entry, standing, assignments);
    return absl::OkStatus();
  }
  if (Standing(file.walls(), entry, person_id) >= 0) {
    return Refuse(R::WALLED_OFF, {{"field", "person_id"}});
  }
  if (!own_end.empty() && person_id == entry.person_id) {
    return Refuse(R::STANDS_IN, {{"until_date", own_end}});
  }
  if (standing < 0) {
    *assignments.Add() = AssignmentTo(entry, person_id);
    assignments.rbegin()->set_until_date(own_end);
  } else if (EndsBefore(assignments[standing].until_date(), own_end)) {
    // What was until the end of a leave is for good, or as long as the one has
    // it who gives it.
    assignments[standing].set_until_date(own_end);
    assignments[standing].set_entrusted_by_id(entry.person_id);
  } else {
    return SoAlready("ENTRUSTED");
  }
  return absl::OkStatus();
}

// Adds or ends the wall, and ends the assignment that it stands before.
template <typename File>
void SetWall(const Entry& entry, const std::string& person_id, int standing,
             bool remove, File& file) {
  auto& walls = *file.mutable_walls();
  if (remove) {
    End(entry, standing, walls);
    return;
  }
  if (standing < 0) {
    *walls.Add() = NewOne<Grievance::Wall>(entry, person_id);
  } else {
    walls[standing].clear_until_date();
  }
  const int assigned = Standing(file.assignments(), entry, person_id);
  if (assigned >= 0) End(entry, assigned, *file.mutable_assignments());
}

// Whether there is nothing to set: the wall stands without an end, or there is
// none to take away.
template <typename File>
bool IsWalledSo(const File& file, int standing, bool remove) {
  if (remove || standing < 0) return remove && standing < 0;
  return file.walls(standing).until_date().empty();
}

template <typename Request, typename File>
absl::Status Wall(const Entry& entry, const Request& request, File& file) {
  const std::string& person_id = request.person_id();
  const int standing = Standing(file.walls(), entry, person_id);
  if (IsWalledSo(file, standing, request.remove())) {
    return SoAlready(request.remove() ? "NOT_WALLED" : "WALLED");
  }
  const int assigned = Standing(file.assignments(), entry, person_id);
  if (!request.remove() && assigned >= 0) {
    RETURN_IF_ERROR(
        CheckTakes(entry, OwnEnd(entry, file), file.assignments(assigned)));
  }
  SetWall(entry, person_id, standing, request.remove(), file);
  return absl::OkStatus();
}

// The same wall before the other of a grievance and its consultation; whether
// that changes anything.
template <typename File>
bool WallAlike(const Entry& entry, const std::string& person_id, bool remove,
               File& file) {
  const int standing = Standing(file.walls(), entry, person_id);
  if (IsWalledSo(file, standing, remove)) return false;
  SetWall(entry, person_id, standing, remove, file);
  return true;
}

template <typename File>
Outcome Pass(const Entry& entry, const HandOver& hand_over, File& file) {
  auto& assignments = *file.mutable_assignments();
  const int from = Standing(assignments, entry, hand_over.from_person_id);
  if (from < 0) return Answer::NOT_ENTRUSTED;
  if (Standing(file.walls(), entry, hand_over.to_person_id) >= 0) {
    return Answer::WALLED_OFF;
  }
  // Nobody hands over more than they have: who stands in during a leave has
  // the file until its end.
  std::string until =
      hand_over.until.has_value() ? DayIso(*hand_over.until) : "";
  if (EndsBefore(assignments[from].until_date(), until)) {
    until = assignments[from].until_date();
  }
  Outcome outcome = Answer::HANDED_OVER;
  const int to = Standing(assignments, entry, hand_over.to_person_id);
  if (to < 0) {
    *assignments.Add() = AssignmentTo(entry, hand_over.to_person_id);
    assignments.rbegin()->set_until_date(until);
  } else if (EndsBefore(assignments[to].until_date(), until)) {
    assignments[to].set_until_date(until);
    assignments[to].set_entrusted_by_id(entry.person_id);
  } else {
    outcome = Answer::ALREADY_THERE;
  }
  if (!hand_over.until.has_value()) End(entry, from, assignments);
  return outcome;
}

// What passing a file on comes to, once `event` holds it as it is after.
HandedOver Result(Outcome outcome, bool for_good, Event event) {
  HandedOver result;
  result.outcome = outcome;
  if (outcome == Answer::HANDED_OVER ||
      (outcome == Answer::ALREADY_THERE && for_good)) {
    result.changes.push_back(std::move(event));
  }
  return result;
}

absl::StatusOr<Move> Begin(const Grievance& current, Event::Move move,
                           const Entry& entry) {
  return BeginMove(current, move, entry, DayIso(entry.access_day));
}

Event BeginConsultation(const Consultation& current, Event::Move move,
                        const Entry& entry) {
  Event event =
      MakeEvent(entry, move, current.consultation_id(),
                DayIso(entry.access_day), kOwnerSide, current.local_id());
  *event.mutable_consultation() = current;
  return event;
}

Changes One(Event event) {
  Changes changes;
  changes.push_back(std::move(event));
  return changes;
}

}  // namespace

bool IsOver(absl::string_view until_date, absl::CivilDay day) {
  return !until_date.empty() && until_date < DayIso(day);
}

Grievance::Assignment AssignmentTo(const Entry& entry,
                                   const std::string& person_id) {
  auto assignment = NewOne<Grievance::Assignment>(entry, person_id);
  assignment.set_entrusted_by_id(entry.person_id);
  return assignment;
}

absl::StatusOr<Changes> AssignGrievance(
    const Grievance& current, const v1::AssignGrievanceRequest& request,
    const Entry& entry) {
  ASSIGN_OR_RETURN(Move move, Begin(current, Event::GRIEVANCE_ASSIGNED, entry));
  RETURN_IF_ERROR(Assign(entry, request, move.after()));
  return One(std::move(move.event));
}

absl::StatusOr<Changes> AssignConsultation(
    const Consultation& current, const v1::AssignConsultationRequest& request,
    const Entry& entry) {
  Event event = BeginConsultation(current, Event::CONSULTATION_ASSIGNED, entry);
  RETURN_IF_ERROR(Assign(entry, request, *event.mutable_consultation()));
  return One(std::move(event));
}

absl::StatusOr<Changes> WallGrievance(const Grievance& current,
                                      const v1::WallGrievanceRequest& request,
                                      const Entry& entry) {
  ASSIGN_OR_RETURN(Move move, Begin(current, Event::GRIEVANCE_WALLED, entry));
  RETURN_IF_ERROR(Wall(entry, request, move.after()));
  return One(std::move(move.event));
}

absl::StatusOr<Changes> WallConsultation(
    const Consultation& current, const v1::WallConsultationRequest& request,
    const Entry& entry) {
  Event event = BeginConsultation(current, Event::CONSULTATION_WALLED, entry);
  RETURN_IF_ERROR(Wall(entry, request, *event.mutable_consultation()));
  return One(std::move(event));
}

absl::optional<Event> WallConsultationAlike(
    const Consultation& current, const v1::WallGrievanceRequest& request,
    const Entry& entry) {
  if (entry.side != kOwnerSide) return absl::nullopt;
  Event event = BeginConsultation(current, Event::CONSULTATION_WALLED, entry);
  // The id at hand is that of the wall before the grievance.
  event.clear_event_id();
  if (!WallAlike(entry, request.person_id(), request.remove(),
                 *event.mutable_consultation())) {
    return absl::nullopt;
  }
  return event;
}

absl::StatusOr<absl::optional<Event>> WallGrievanceAlike(
    const Grievance& current, const v1::WallConsultationRequest& request,
    const Entry& entry) {
  ASSIGN_OR_RETURN(Move move, Begin(current, Event::GRIEVANCE_WALLED, entry));
  move.event.clear_event_id();
  if (!WallAlike(entry, request.person_id(), request.remove(), move.after())) {
    return absl::optional<Event>();
  }
  return absl::optional<Event>(std::move(move.event));
}

absl::StatusOr<HandedOver> HandOverGrievance(const Grievance& current,
                                             const HandOver& hand_over,
                                             const Entry& entry) {
  ASSIGN_OR_RETURN(Move move, Begin(current, Event::GRIEVANCE_ASSIGNED, entry));
  const Outcome outcome = Pass(entry, hand_over, move.after());
  return Result(outcome, !hand_over.until.has_value(), std::move(move.event));
}

HandedOver HandOverConsultation(const Consultation& current,
                                const HandOver& hand_over, const Entry& entry) {
  Event event = BeginConsultation(current, Event::CONSULTATION_ASSIGNED, entry);
  const Outcome outcome = Pass(entry, hand_over, *event.mutable_consultation());
  return Result(outcome, !hand_over.until.has_value(), std::move(event));
}

}  // namespace entente
