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
// among assignments, or walls; -1 for none.
template <typename Entries>
int Standing(const Entries& entries, uint32_t side,
             const std::string& person_id) {
  int standing = -1;
  for (int i = 0; i < entries.size(); ++i) {
    if (entries[i].side() == side && entries[i].person_id() == person_id &&
        entries[i].until_date().empty()) {
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

// Adds the person to the entries from today on, or ends that.
template <typename Entries>
absl::Status Change(const Entry& entry, const std::string& person_id,
                    bool remove, Entries& entries) {
  const int standing = Standing(entries, entry.side, person_id);
  if ((standing >= 0) != remove) {
    return Refuse(R::NOTHING_TO_CORRECT, {{"field", "person_id"}});
  }
  if (remove) {
    End(entry, standing, entries);
    return absl::OkStatus();
  }
  *entries.Add() = NewOne<typename Entries::value_type>(entry, person_id);
  return absl::OkStatus();
}

// `file` is a grievance or a consultation, `request` one of either.
template <typename Request, typename File>
absl::Status Assign(const Entry& entry, const Request& request, File& file) {
  if (!request.remove() &&
      Standing(file.walls(), entry.side, request.person_id()) >= 0) {
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
  const int assigned =
      Standing(file.assignments(), entry.side, request.person_id());
  if (assigned >= 0) End(entry, assigned, *file.mutable_assignments());
  return absl::OkStatus();
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

}  // namespace entente
