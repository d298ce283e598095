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

// Adds the person to the entries from today on without an end, or ends that.
template <typename Entries>
absl::Status Change(const Entry& entry, const std::string& person_id,
                    bool remove, Entries& entries) {
  const int standing = Standing(entries, entry, person_id);
  if (remove && standing >= 0) {
    End(entry, standing, entries);
  } else if (!remove && standing < 0) {
    *entries.Add() = NewOne<typename Entries::value_type>(entry, person_id);
  } else if (!remove && !entries[standing].until_date().empty()) {
    // What was until the end of a leave is for good.
    entries[standing].clear_until_date();
  } else {
    return Refuse(R::NOTHING_TO_CORRECT, {{"field", "person_id"}});
  }
  return absl::OkStatus();
}

// `file` is a grievance or a consultation, `request` one of either.
template <typename Request, typename File>
absl::Status Assign(const Entry& entry, const Request& request, File& file) {
  if (!request.remove() &&
      Standing(file.walls(), entry, request.person_id()) >= 0) {
    return Refuse(R::WALLED_OFF, {{"field", "person_id"}});
  }
  return Change(entry, request.person_id(), request.remove(),
                *file.mutable_assignments());
}

template <typename Request, typename File>
absl::Status Wall(const Entry& entry, const Request& request, File& file) {
  RETURN_IF_ERROR(Change(entry, request.person_id(), request.remove(),
                         *file.mutable_walls()));
  if (request.remove()) return absl::OkStatus();
  const int assigned = Standing(file.assignments(), entry, request.person_id());
  if (assigned >= 0) End(entry, assigned, *file.mutable_assignments());
  return absl::OkStatus();
}

// Whether an entry with last day `a` ends before one with last day `b`; an
// empty one never ends.
bool EndsBefore(const std::string& a, const std::string& b) {
  return !a.empty() && (b.empty() || a < b);
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
  return NewOne<Grievance::Assignment>(entry, person_id);
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
