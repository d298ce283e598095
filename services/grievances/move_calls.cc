#include "services/grievances/move_calls.h"

#include <iterator>
#include <utility>
#include <vector>

#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/assignee_checks.h"
#include "services/grievances/consultation_rules.h"
#include "services/grievances/contest_rules.h"
#include "services/grievances/correction_rules.h"
#include "services/grievances/entrusting_rules.h"
#include "services/grievances/file_access.h"
#include "services/grievances/grievance_rules.h"
#include "services/grievances/lapse_rules.h"
#include "services/grievances/move_call.h"
#include "storage/change_store.h"
#include "storage/consultation_store.h"
#include "storage/event_log.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using v1::Mandate;
using R = v1::Refusal;

constexpr int kEventsAtOnce = 100;

// All events of the grievance, from its filing on.
absl::StatusOr<std::vector<Event>> WholeHistory(
    Snapshot& snapshot, absl::string_view grievance_id) {
  std::vector<Event> events;
  int64_t after = 0;
  while (true) {
    ASSIGN_OR_RETURN(EventPage page,
                     ListEvents(snapshot, grievance_id, after, kEventsAtOnce));
    std::move(page.events.begin(), page.events.end(),
              std::back_inserter(events));
    if (!page.has_more) return events;
    after = page.last_sequence;
  }
}

// Of a restricted grievance the consultation is restricted, whoever sees it.
absl::Status RestrictAlike(WriteCall& call, const Grievance& grievance,
                           const Entry& entry) {
  if (!grievance.restricted() || grievance.consultation_id().empty()) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const v1::Consultation consultation,
                   GetConsultation(call.snapshot, grievance.consultation_id()));
  absl::optional<Event> restricted =
      RestrictConsultation(consultation, grievance, entry);
  if (!restricted.has_value()) return absl::OkStatus();
  return ApplyChange(call.transaction, call.keyring, &consultation,
                     *std::move(restricted));
}

// The owner's walls stand before the consultation too: it tells what the
// grievance is about.
absl::Status WallAlike(WriteCall& call, const StartedMove& started,
                       const v1::WallGrievanceRequest& request) {
  const std::string& id = started.grievance.consultation_id();
  if (id.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const v1::Consultation consultation,
                   GetConsultation(call.snapshot, id));
  absl::optional<Event> walled =
      WallConsultationAlike(consultation, request, started.entry);
  if (!walled.has_value()) return absl::OkStatus();
  return ApplyChange(call.transaction, call.keyring, &consultation,
                     *std::move(walled));
}

// Ending an assignment needs no mandate: it may be over already.
absl::Status CheckAssignment(WriteCall& call, const Grievance& grievance,
                             uint32_t side,
                             const v1::AssignGrievanceRequest& request) {
  if (request.remove()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Assignable to,
                   AssignableTo(call.snapshot, grievance, side));
  return CheckAssignee(call, to, request.person_id());
}

void ShowIdAlone(const Grievance& grievance, v1::GrievanceAnswer& answer) {
  answer.mutable_grievance()->set_grievance_id(grievance.grievance_id());
}

absl::StatusOr<std::string> AssignAsKeeper(
    WriteCall& call, const v1::AssignGrievanceRequest& request,
    v1::GrievanceAnswer& answer) {
  ASSIGN_OR_RETURN(const absl::optional<SeenGrievance> seen,
                   FindGrievanceForKeeper(call.snapshot, ScopeOf(call.actor),
                                          request.grievance_id()));
  if (!seen.has_value()) return Refuse(R::NOT_AVAILABLE);
  RETURN_IF_ERROR(
      CheckGrievanceEtag(call, request.etag(), seen->grievance, seen->side));
  ASSIGN_OR_RETURN(const Assignable to,
                   AssignableTo(call.snapshot, seen->grievance, seen->side));
  RETURN_IF_ERROR(CheckKeeperMayAssign(call, to, seen->grievance.assignments(),
                                       request.person_id(), request.remove()));
  RETURN_IF_ERROR(CheckAssignment(call, seen->grievance, seen->side, request));
  const Entry entry =
      EntryFor(call, seen->side, Mandate::KEEPER, absl::UTCTimeZone());
  ASSIGN_OR_RETURN(Changes changes,
                   AssignGrievance(seen->grievance, request, entry));
  RETURN_IF_ERROR(ApplyChange(call.transaction, call.keyring, &seen->grievance,
                              std::move(changes[0])));
  ShowIdAlone(seen->grievance, answer);
  return seen->grievance.grievance_id();
}

}  // namespace

absl::StatusOr<std::string> Receive(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::ReceiveGrievanceRequest& request,
                                    v1::GrievanceAnswer& answer) {
  return MoveWithJoined(
      call, procedures, request, answer, ReceiveGrievance,
      [](v1::ReceiveGrievanceRequest each, const Grievance&, const Grievance&) {
        // The number that the other side gave is that of the lead alone.
        each.clear_external_number();
        return each;
      });
}

absl::StatusOr<std::string> Reply(WriteCall& call, const Procedures& procedures,
                                  const v1::ReplyGrievanceRequest& request,
                                  v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, ReplyGrievance);
}

absl::StatusOr<std::string> Advance(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::AdvanceGrievanceRequest& request,
                                    v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, AdvanceGrievance);
}

absl::StatusOr<std::string> Withdraw(
    WriteCall& call, const Procedures& procedures,
    const v1::WithdrawGrievanceRequest& request, v1::GrievanceAnswer& answer) {
  return MoveAlone(call, procedures, request, answer,
                   [&](const Grievance& current, const Procedure& procedure,
                       const Entry& entry) {
                     return WithdrawGrievance(current, request, procedure,
                                              entry);
                   });
}

absl::StatusOr<std::string> Lapse(WriteCall& call, const Procedures& procedures,
                                  const v1::LapseGrievanceRequest& request,
                                  v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, LapseGrievance);
}

absl::StatusOr<std::string> Relieve(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::RelieveGrievanceRequest& request,
                                    v1::GrievanceAnswer& answer) {
  return MoveWithJoined(call, procedures, request, answer, RelieveGrievance);
}

absl::StatusOr<std::string> Correct(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::CorrectGrievanceRequest& request,
                                    v1::GrievanceAnswer& answer) {
  return MoveAlone(
      call, procedures, request, answer,
      [&](const Grievance& current, const Procedure& procedure,
          const Entry& entry) -> absl::StatusOr<Changes> {
        ASSIGN_OR_RETURN(const std::vector<Event> history,
                         WholeHistory(call.snapshot, current.grievance_id()));
        ASSIGN_OR_RETURN(Changes changes,
                         CorrectGrievance(current, request,
                                          WhoEntered(request, current, history),
                                          procedure, entry));
        RETURN_IF_ERROR(RestrictAlike(call, changes[0].grievance(), entry));
        return changes;
      });
}

absl::StatusOr<std::string> Contest(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::ContestActRequest& request,
                                    v1::GrievanceAnswer& answer) {
  return MoveAlone(call, procedures, request, answer,
                   [&](const Grievance& current, const Procedure&,
                       const Entry& entry) -> absl::StatusOr<Changes> {
                     ASSIGN_OR_RETURN(
                         const std::vector<Event> history,
                         WholeHistory(call.snapshot, current.grievance_id()));
                     return ContestAct(current, request, history, entry);
                   });
}

absl::StatusOr<std::string> Wall(WriteCall& call, const Procedures& procedures,
                                 const v1::WallGrievanceRequest& request,
                                 v1::GrievanceAnswer& answer) {
  ASSIGN_OR_RETURN(
      const StartedMove started,
      StartMove(call, procedures, request.grievance_id(), request.etag()));
  if (!request.remove()) {
    ASSIGN_OR_RETURN(
        const Assignable to,
        AssignableTo(call.snapshot, started.grievance, started.entry.side));
    RETURN_IF_ERROR(CheckAssignee(call, to, request.person_id()));
  }
  ASSIGN_OR_RETURN(Changes changes,
                   WallGrievance(started.grievance, request, started.entry));
  RETURN_IF_ERROR(WallAlike(call, started, request));
  if (request.person_id() != call.actor.person_id) {
    return KeepAndShow(call, started, std::move(changes), answer);
  }
  RETURN_IF_ERROR(KeepMove(call, started, std::move(changes)));
  ShowIdAlone(started.grievance, answer);
  return started.grievance.grievance_id();
}

absl::StatusOr<std::string> Assign(WriteCall& call,
                                   const Procedures& procedures,
                                   const v1::AssignGrievanceRequest& request,
                                   v1::GrievanceAnswer& answer) {
  ASSIGN_OR_RETURN(const absl::optional<SeenGrievance> seen,
                   FindGrievance(call.snapshot, ScopeOf(call.actor),
                                 request.grievance_id()));
  if (!seen.has_value()) return AssignAsKeeper(call, request, answer);
  return MoveAlone(
      call, procedures, request, answer,
      [&](const Grievance& current, const Procedure&,
          const Entry& entry) -> absl::StatusOr<Changes> {
        RETURN_IF_ERROR(CheckAssignment(call, current, entry.side, request));
        return AssignGrievance(current, request, entry);
      });
}

absl::Status ShowAgain(ReadCall& call, const Procedures& procedures,
                       absl::string_view grievance_id,
                       v1::GrievanceAnswer& answer) {
  ASSIGN_OR_RETURN(const SeenGrievance seen, SeeGrievance(call, grievance_id));
  ASSIGN_OR_RETURN(const HeldProcedure held,
                   procedures.Pinned(call.snapshot, seen.grievance));
  return ShowGrievance(call, held, seen.grievance, FileReader(seen.side),
                       absl::ToCivilDay(call.snapshot.now(), held.time_zone),
                       answer);
}

absl::Status ShowAssignedAgain(ReadCall& call, const Procedures& procedures,
                               absl::string_view grievance_id,
                               v1::GrievanceAnswer& answer) {
  absl::Status shown = ShowAgain(call, procedures, grievance_id, answer);
  if (RefusalReason(shown) != R::NOT_AVAILABLE) return shown;
  ASSIGN_OR_RETURN(
      const absl::optional<SeenGrievance> seen,
      FindGrievanceForKeeper(call.snapshot, ScopeOf(call.actor), grievance_id));
  if (!seen.has_value()) return shown;
  ShowIdAlone(seen->grievance, answer);
  return absl::OkStatus();
}

}  // namespace entente
