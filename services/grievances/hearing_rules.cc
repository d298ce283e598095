#include "services/grievances/hearing_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/arbitrator_rules.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/whose_side.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using v1::HearingDay;
using R = v1::Refusal;

// The day of that number; null when the roll has none.
HearingDay* FindDay(Grievance& grievance, uint32_t number) {
  for (HearingDay& day : *grievance.mutable_hearing_days()) {
    if (day.number() == number) return &day;
  }
  return nullptr;
}

// The day that stands on the roll, or was held, on this date.
HearingDay* FindDate(Grievance& grievance, absl::string_view date) {
  for (HearingDay& day : *grievance.mutable_hearing_days()) {
    if (day.hearing_date() == date &&
        (day.state() == HearingDay::FIXED || day.state() == HearingDay::HELD)) {
      return &day;
    }
  }
  return nullptr;
}

absl::Status RefuseTaken(absl::string_view field, const HearingDay& day) {
  return Refuse(R::DAY_ON_ROLL, {{"field", field},
                                 {"date", day.hearing_date()},
                                 {"number", absl::StrCat(day.number())}});
}

absl::Status CheckStands(const HearingDay& day) {
  if (day.state() == HearingDay::FIXED) return absl::OkStatus();
  return Refuse(
      R::HEARING_DAY_STATE,
      {{"field", "number"},
       {"day_state", absl::StrCat("HearingDay.State.",
                                  HearingDay::State_Name(day.state()))}});
}

HearingDay& AddDay(absl::string_view date, HearingDay::Kind kind,
                   absl::string_view place, Grievance& grievance) {
  HearingDay& day = *grievance.add_hearing_days();
  day.set_number(static_cast<uint32_t>(grievance.hearing_days_size()));
  day.set_hearing_date(std::string(date));
  day.set_kind(kind == HearingDay::KIND_UNSPECIFIED ? HearingDay::HEARING
                                                    : kind);
  day.set_state(HearingDay::FIXED);
  day.set_place(std::string(place));
  return day;
}

// Among themselves the days of the roll may be entered in any order.
absl::Status CheckAfterOtherActs(const Grievance& current,
                                 absl::string_view field,
                                 absl::string_view date) {
  Grievance others = current;
  others.clear_hearing_days();
  return CheckAfterActs(others, field, date);
}

// The letter of the label.
absl::string_view LetterOf(const Grievance& grievance, uint32_t side) {
  for (const v1::Party& party : grievance.parties()) {
    if (party.side() != side) continue;
    return party.kind() == v1::Party::UNION ? "S" : "E";
  }
  return "C";
}

std::string NextLabel(const Grievance& grievance, uint32_t side) {
  const std::string start = absl::StrCat(LetterOf(grievance, side), "-");
  int count = 0;
  for (const v1::Exhibit& exhibit : grievance.exhibits()) {
    if (absl::StartsWith(exhibit.label(), start)) ++count;
  }
  return absl::StrCat(start, count + 1);
}

}  // namespace

std::string LastHeardDay(const Grievance& grievance, int deliberation) {
  std::string since;
  if (deliberation > 0) {
    since = grievance.deliberations(deliberation - 1).until_date();
  }
  const std::string until =
      deliberation < grievance.deliberations_size()
          ? grievance.deliberations(deliberation).from_date()
          : "";
  // Who deliberates did not hear what another arbitrator did.
  for (const v1::Arbitrator& each : grievance.arbitrators()) {
    if (until.empty() || each.named_date() <= until) {
      since = std::max(since, each.named_date());
    }
  }
  std::string last;
  for (const HearingDay& day : grievance.hearing_days()) {
    const std::string& date = day.hearing_date();
    if (day.state() != HearingDay::HELD ||
        day.kind() == HearingDay::PREPARATORY_CONFERENCE || date < since ||
        (!until.empty() && date > until)) {
      continue;
    }
    last = std::max(last, date);
  }
  return last;
}

absl::StatusOr<Changes> FixHearing(const Grievance& current,
                                   const v1::FixHearingRequest& request,
                                   const Procedure& procedure,
                                   const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string fixed,
                   ActDate(entry, "fixed_date", request.fixed_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::HEARING_FIXED, entry, fixed));
  const v1::Arbitrator* arbitrator = PresentArbitrator(current);
  if (arbitrator != nullptr) {
    RETURN_IF_ERROR(CheckDateOrder("fixed_date", fixed, "named_date",
                                   arbitrator->named_date()));
  }
  RETURN_IF_ERROR(
      CheckAfterOtherActs(current, "hearing_date", request.hearing_date()));
  const HearingDay* there = FindDate(move.after(), request.hearing_date());
  if (there != nullptr) return RefuseTaken("hearing_date", *there);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  AddDay(request.hearing_date(), request.kind(), request.place(), move.after())
      .set_fixed_date(fixed);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> HoldHearing(const Grievance& current,
                                    const v1::HoldHearingRequest& request,
                                    const Procedure& procedure,
                                    const Entry& entry) {
  ASSIGN_OR_RETURN(Move move, BeginMove(current, Event::HEARING_HELD, entry,
                                        request.hearing_date()));
  HearingDay* day = request.number() != 0
                        ? FindDay(move.after(), request.number())
                        : FindDate(move.after(), request.hearing_date());
  if (request.number() != 0) {
    if (day == nullptr) {
      return Refuse(R::REFERENCE_UNKNOWN, {{"field", "number"}});
    }
    RETURN_IF_ERROR(CheckStands(*day));
  } else if (day != nullptr && day->state() == HearingDay::HELD) {
    return RefuseTaken("hearing_date", *day);
  }
  const std::string date =
      day != nullptr ? day->hearing_date() : request.hearing_date();
  RETURN_IF_ERROR(ActDate(entry, "hearing_date", date).status());
  move.event.set_effective_date(date);
  RETURN_IF_ERROR(CheckAfterOtherActs(current, "hearing_date", date));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  HearingDay& held = day != nullptr ? *day
                                    : AddDay(date, request.kind(),
                                             request.place(), move.after());
  held.set_state(HearingDay::HELD);
  if (held.place().empty()) held.set_place(request.place());
  for (const auto& each : request.witnesses()) {
    HearingDay::Witness& witness = *held.add_witnesses();
    witness.set_called_by_side(SideOf(each.called_by(), current, entry.side));
    witness.set_name(each.name());
  }
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> MoveHearing(const Grievance& current,
                                    const v1::MoveHearingRequest& request,
                                    const Procedure& procedure,
                                    const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "moved_date", request.moved_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::HEARING_MOVED, entry, date));
  HearingDay* day = FindDay(move.after(), request.number());
  if (day == nullptr) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "number"}});
  }
  RETURN_IF_ERROR(CheckStands(*day));
  const v1::Arbitrator* arbitrator = PresentArbitrator(current);
  if (arbitrator != nullptr) {
    RETURN_IF_ERROR(CheckDateOrder("moved_date", date, "named_date",
                                   arbitrator->named_date()));
  }
  ActAs(SideOf(request.by(), current, entry.side), move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  day->set_state(request.cancelled() ? HearingDay::CANCELLED
                                     : HearingDay::POSTPONED);
  day->set_moved_by_side(move.acting);
  day->set_moved_date(date);
  day->set_reason(request.reason());
  if (!request.new_date().empty()) {
    RETURN_IF_ERROR(
        CheckDateOrder("new_date", request.new_date(), "moved_date", date));
    RETURN_IF_ERROR(
        CheckAfterOtherActs(current, "new_date", request.new_date()));
    const HearingDay* there = FindDate(move.after(), request.new_date());
    if (there != nullptr) return RefuseTaken("new_date", *there);
    day->set_replaced_by_number(
        static_cast<uint32_t>(move.after().hearing_days_size()) + 1);
    const HearingDay moved = *day;
    AddDay(request.new_date(), moved.kind(),
           request.place().empty() ? moved.place() : request.place(),
           move.after())
        .set_fixed_date(date);
  }
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> FileExhibit(const Grievance& current,
                                    const v1::FileExhibitRequest& request,
                                    const Procedure& procedure,
                                    const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "filed_date", request.filed_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::EXHIBIT_FILED, entry, date));
  const v1::Arbitrator* arbitrator = PresentArbitrator(current);
  if (arbitrator != nullptr) {
    RETURN_IF_ERROR(CheckDateOrder("filed_date", date, "named_date",
                                   arbitrator->named_date()));
  }
  const uint32_t side = SideOf(request.by(), current, entry.side);
  // What both file together is the act of whoever enters it too.
  if (side != 0) ActAs(side, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  v1::Exhibit exhibit;
  exhibit.set_label(NextLabel(current, side));
  exhibit.set_side(side);
  exhibit.set_title(request.title());
  exhibit.set_filed_date(date);
  exhibit.set_sha256(request.sha256());
  *move.after().add_exhibits() = std::move(exhibit);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> TakeUnderAdvisement(
    const Grievance& current, const v1::TakeUnderAdvisementRequest& request,
    const Procedure& procedure, const Entry& entry) {
  std::string from = request.from_date();
  if (from.empty()) {
    from = LastHeardDay(current, current.deliberations_size());
  }
  ASSIGN_OR_RETURN(const std::string date, ActDate(entry, "from_date", from));
  ASSIGN_OR_RETURN(Move move, BeginMove(current, Event::TAKEN_UNDER_ADVISEMENT,
                                        entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "from_date", date));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  v1::Deliberation& deliberation = *move.after().add_deliberations();
  deliberation.set_from_date(date);
  NoteWho(entry, move, deliberation);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> ReopenHearing(const Grievance& current,
                                      const v1::ReopenHearingRequest& request,
                                      const Procedure& procedure,
                                      const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "reopened_date", request.reopened_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::HEARING_REOPENED, entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "reopened_date", date));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  move.after().mutable_deliberations()->rbegin()->set_until_date(date);
  return FinishMove(std::move(move), procedure, entry);
}

}  // namespace entente
