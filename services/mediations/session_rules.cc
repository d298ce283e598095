#include "services/mediations/session_rules.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/kept_deadlines.h"

namespace entente {
namespace {

using v1::Event;
using v1::Mediation;
using Answer = v1::Mediation::Answer;
using Code = v1::Mediation::Outcome;
using Session = v1::Mediation::Session;
using R = v1::Refusal;

bool Holds(const std::vector<uint32_t>& sides, uint32_t side) {
  return std::count(sides.begin(), sides.end(), side) > 0;
}

// Whether a session of this kind is with one side; INFORMATION may be.
bool IsApart(Session::Kind kind) {
  return kind == Session::INDIVIDUAL || kind == Session::CAUCUS;
}

absl::Status CheckSides(const Mediation& current,
                        const v1::HoldSessionRequest& request,
                        const MediationEntry& entry) {
  const std::vector<uint32_t> sides = SidesStillIn(current);
  const uint32_t side = request.side();
  const bool fits = IsApart(request.kind())
                        ? side != 0
                        : request.kind() == Session::INFORMATION || side == 0;
  // What was said to another apart is not a party's to record.
  const bool foreign =
      entry.part == Mediation::PARTY && side != 0 && side != entry.side;
  if (!fits || foreign) return Refuse(R::SESSION_SIDE, {{"field", "side"}});
  if (side != 0 && !Holds(sides, side)) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "side"}});
  }
  std::vector<uint32_t> came;
  for (int i = 0; i < request.attendances_size(); ++i) {
    const uint32_t of = request.attendances(i).side();
    if (!Holds(sides, of) || (side != 0 && of != side)) {
      return Refuse(R::SESSION_SIDE,
                    {{"field", absl::StrCat("attendances[", i, "].side")}});
    }
    came.push_back(of);
  }
  if (request.kind() != Session::JOINT) return absl::OkStatus();
  for (const uint32_t each : sides) {
    if (!Holds(came, each)) {
      return Refuse(R::SESSION_SIDE, {{"field", "attendances"}});
    }
  }
  return absl::OkStatus();
}

// The first side that has not said, since another left, that it goes on; 0 for
// none.
uint32_t FirstAwaited(const Mediation& mediation) {
  // Who left before it was under way did not let it rest.
  const auto& pauses = mediation.pauses();
  if (pauses.empty() || !pauses.rbegin()->since_withdrawal()) return 0;
  int left_at = -1;
  for (int i = 0; i < mediation.answers_size(); ++i) {
    if (mediation.answers(i).value() == Answer::WITHDRAWN) left_at = i;
  }
  if (left_at < 0) return 0;
  for (const uint32_t side : SidesStillIn(mediation)) {
    bool goes_on = false;
    for (int i = left_at + 1; i < mediation.answers_size(); ++i) {
      goes_on = goes_on || (mediation.answers(i).side() == side &&
                            mediation.answers(i).value() == Answer::CONTINUED);
    }
    if (!goes_on) return side;
  }
  return 0;
}

// Whose word it is that it ended so: that of the parties together, who have a
// paper of it, where it is PARTY. What has no object is said by who conducts it
// or keeps it.
Mediation::Part WhoSays(Code::Code code, const MediationEntry& entry) {
  switch (code) {
    case Code::NO_REPLY:
    case Code::NO_MEDIATOR:
      return Mediation::REGISTRAR;
    case Code::MOOT:
      return entry.part == Mediation::MEDIATOR ? Mediation::MEDIATOR
                                               : Mediation::REGISTRAR;
    case Code::NO_AGREEMENT:
    case Code::TERMINATED_BY_MEDIATOR:
    case Code::LAPSED:
      return Mediation::MEDIATOR;
    default:
      return Mediation::PARTY;
  }
}

bool FitsState(Code::Code code, Mediation::State state) {
  const bool began = state == Mediation::OPEN || state == Mediation::PAUSED;
  switch (code) {
    case Code::NO_REPLY:
      return state == Mediation::CONSENT;
    case Code::NO_MEDIATOR:
      return state == Mediation::APPOINTMENT;
    case Code::NO_AGREEMENT:
    case Code::TERMINATED_BY_MEDIATOR:
    case Code::LAPSED:
      return began;
    case Code::SETTLED_OUTSIDE:
    case Code::MOOT:
      return true;
    default:
      // The others come of what a party or the office does.
      return false;
  }
}

// That the party did not answer is said once its time is over; where the scheme
// sets none, whenever the office thinks so.
absl::Status CheckReplyIsOver(const Mediation& mediation, uint32_t side,
                              const std::string& date) {
  if (side == 0) return Refuse(R::FIELD_REQUIRED, {{"field", "side"}});
  if (PartyOf(mediation.parties(), side).empty()) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "side"}});
  }
  const Answer* const last = LastAnswer(mediation, side);
  if (last != nullptr) return RefuseAnswer(last);
  const v1::Deadline* const deadline = StandingDeadline(
      mediation.deadlines(), v1::TimeLimit::CONSENT, static_cast<int>(side));
  if (deadline == nullptr || deadline->due_date() < date) {
    return absl::OkStatus();
  }
  return Refuse(R::REPLY_TIME_RUNS, {{"date", deadline->due_date()}});
}

}  // namespace

absl::StatusOr<Event> SignEntry(const Mediation& current,
                                const v1::SignEntryRequest& request,
                                const Procedure& procedure,
                                const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "signed_date", request.signed_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::ENTRY_SIGNED, entry, date));
  Mediation::EntrySignature signature;
  signature.set_signed_date(date);
  const bool is_mediators =
      request.mediator() != 0 ||
      (request.side() == 0 && entry.part == Mediation::MEDIATOR);
  if (is_mediators) {
    ASSIGN_OR_RETURN(const int index,
                     IndexOfMediator(current, request.mediator(), entry));
    ActAsMediator(current.mediators(index), entry, move);
    signature.set_mediator(current.mediators(index).number());
  } else {
    RETURN_IF_ERROR(ActAsParty(request.side(), entry, move));
    signature.set_side(move.event.acted_by_side());
    if (!Holds(SidesStillIn(current), signature.side())) {
      return Refuse(R::REFERENCE_UNKNOWN, {{"field", "side"}});
    }
  }
  const auto* const before =
      FindEntrySignature(current, signature.side(), signature.mediator());
  if (before != nullptr) {
    return Refuse(R::ALREADY_SIGNED,
                  {{"field", is_mediators ? "mediator" : "side"},
                   {"date", before->signed_date()}});
  }
  RETURN_IF_ERROR(CheckDateOrder("signed_date", date, "confirmed_date",
                                 current.confirmed_date()));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  NoteWho(entry, move, signature);
  *move.after().add_entry_signatures() = std::move(signature);
  BeginIfAllSigned(move.after());
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> HoldSession(const Mediation& current,
                                  const v1::HoldSessionRequest& request,
                                  const Procedure& procedure,
                                  const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "session_date", request.session_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::SESSION_HELD, entry, date));
  const bool informs = request.kind() == Session::INFORMATION;
  if (!informs && current.state() != Mediation::OPEN) {
    return Refuse(R::ENTRY_NOT_SIGNED);
  }
  RETURN_IF_ERROR(CheckDateOrder(
      "session_date", date, informs ? "admitted_date" : "opened_date",
      informs ? current.admitted_date() : current.opened_date()));
  RETURN_IF_ERROR(CheckSides(current, request, entry));
  ActAsMediators(entry, move);
  if (entry.part == Mediation::REGISTRAR) ActAsOffice(entry, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  Session session;
  session.set_side(request.side());
  const auto with_this_side = std::count_if(
      current.sessions().begin(), current.sessions().end(),
      [&](const Session& each) { return each.side() == request.side(); });
  session.set_number(static_cast<uint32_t>(with_this_side) + 1);
  session.set_kind(request.kind());
  session.set_session_date(date);
  session.set_duration_minutes(request.duration_minutes());
  session.set_place(request.place());
  *session.mutable_attendances() = request.attendances();
  *move.after().add_sessions() = std::move(session);
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> PauseMediation(const Mediation& current,
                                     const v1::PauseMediationRequest& request,
                                     const Procedure& procedure,
                                     const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "from_date", request.from_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATION_PAUSED, entry, date));
  RETURN_IF_ERROR(
      CheckDateOrder("from_date", date, "opened_date", current.opened_date()));
  ActAsMediators(entry, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  Mediation::Pause& pause = *move.after().add_pauses();
  pause.set_from_date(date);
  pause.set_reason(request.reason());
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> ResumeMediation(const Mediation& current,
                                      const v1::ResumeMediationRequest& request,
                                      const Procedure& procedure,
                                      const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "until_date", request.until_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATION_RESUMED, entry, date));
  Mediation::Pause& pause = *move.after().mutable_pauses()->rbegin();
  RETURN_IF_ERROR(
      CheckDateOrder("until_date", date, "from_date", pause.from_date()));
  if (const uint32_t awaited = FirstAwaited(current); awaited != 0) {
    return Refuse(R::ANSWERS_AWAITED, {{"side", absl::StrCat(awaited)}});
  }
  ActAsMediators(entry, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  pause.set_until_date(date);
  return FinishMediationMove(std::move(move), procedure, entry);
}

absl::StatusOr<Event> EndMediation(const Mediation& current,
                                   const v1::EndMediationRequest& request,
                                   const Procedure& procedure,
                                   const MediationEntry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "end_date", request.end_date()));
  ASSIGN_OR_RETURN(
      MediationMove move,
      BeginMediationMove(current, Event::MEDIATION_ENDED, entry, date));
  if (!FitsState(request.code(), current.state())) {
    return Refuse(
        R::END_CODE,
        {{"field", "code"},
         {"state", absl::StrCat("Mediation.State.",
                                Mediation::State_Name(current.state()))}});
  }
  const Mediation::Part part = WhoSays(request.code(), entry);
  if (part == Mediation::MEDIATOR && entry.part == Mediation::REGISTRAR) {
    return RefuseToEnter(part);
  }
  RETURN_IF_ERROR(CheckDateOrder("end_date", date, "requested_date",
                                 current.requested_date()));
  RETURN_IF_ERROR(CheckDateOrder("end_date", date, "admitted_date",
                                 current.admitted_date()));
  RETURN_IF_ERROR(
      CheckDateOrder("end_date", date, "opened_date", current.opened_date()));
  if (request.code() == Code::NO_REPLY) {
    RETURN_IF_ERROR(CheckReplyIsOver(current, request.side(), date));
  }
  if (part == Mediation::REGISTRAR) ActAsOffice(entry, move);
  if (part == Mediation::MEDIATOR) ActAsMediators(entry, move);
  // No party ends it alone by saying that all settled.
  if (part == Mediation::PARTY) move.own = false;
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  CloseWith(request.code(),
            request.code() == Code::NO_REPLY ? request.side() : 0, date,
            move.after());
  move.after().mutable_outcome()->set_text(request.text());
  return FinishMediationMove(std::move(move), procedure, entry);
}

}  // namespace entente
