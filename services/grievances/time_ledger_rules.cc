#include "services/grievances/time_ledger_rules.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "proto/support/day.h"
#include "proto/support/deadline.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/move_checks.h"
#include "services/grievances/move_rules.h"
#include "services/time_limits/deadline_rules.h"
#include "services/time_limits/ledger_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using v1::Suspension;
using v1::TimeLimit;
using R = v1::Refusal;

constexpr int kStepMax = 100;

absl::Status CheckStep(int step) {
  if (step >= 0 && step <= kStepMax) return absl::OkStatus();
  return Refuse(R::VALUE_UNKNOWN,
                {{"field", "step"}, {"value", absl::StrCat(step)}});
}

absl::Status CheckRangedDay(absl::string_view field, const std::string& date,
                            bool required) {
  ASSIGN_OR_RETURN(const absl::optional<absl::CivilDay> day,
                   CheckDay(field, date, required));
  return day.has_value() ? CheckDayInRange(field, *day) : absl::OkStatus();
}

absl::Status CheckNote(absl::string_view field, const std::string& text) {
  return CheckLongText(field, text, kReasonCharactersMax, false);
}

std::string NameOf(TimeLimit::Act act) {
  return absl::StrCat("TimeLimit.Act.", TimeLimit::Act_Name(act));
}

// The step that is meant: the present one of acts that have steps.
int StepOf(const Grievance& current, TimeLimit::Act act, int step) {
  const bool of_a_step = act == TimeLimit::REPLY || act == TimeLimit::ADVANCE;
  if (!of_a_step || step != 0) return step;
  return static_cast<int>(current.step());
}

// The deadline that is meant, met and ended ones too.
absl::StatusOr<const v1::Deadline*> DeadlineFor(const Grievance& current,
                                                TimeLimit::Act act, int step) {
  const v1::Deadline* const deadline =
      FindDeadline(current, act, StepOf(current, act, step));
  if (deadline == nullptr) {
    return Refuse(R::DEADLINE_NOT_OPEN, {{"act", NameOf(act)}});
  }
  return deadline;
}

// That an act on `date` concerns this run of the limit.
absl::Status CheckAfterBegin(absl::string_view field, absl::string_view date,
                             const v1::Deadline& deadline) {
  return CheckDateOrder(field, date, "trigger_date", BeginOf(deadline));
}

// Makes the move an act of `side`; 0 for that of both together.
void MakeActOf(uint32_t side, Move& move) {
  move.acting = side;
  move.event.set_acted_by_side(side);
  move.event.set_acted_by_id(std::string(PartyOf(move.after(), side)));
}

uint32_t SideOfKind(const Grievance& grievance, v1::Party::Kind kind,
                    uint32_t entering_side) {
  if (kind == v1::Party::KIND_UNSPECIFIED) return entering_side;
  for (const v1::Party& party : grievance.parties()) {
    if (party.kind() == kind) return party.side();
  }
  return entering_side;
}

bool Lasts(const Suspension& suspension) {
  return suspension.until_date().empty();
}

bool ShareADay(const Suspension& a, const Suspension& b) {
  return (Lasts(b) || a.from_date() <= b.until_date()) &&
         (Lasts(a) || b.from_date() <= a.until_date());
}

bool ShareAnAct(const Suspension& a, const Suspension& b) {
  if (a.acts().empty() || b.acts().empty()) return true;
  return std::any_of(a.acts().begin(), a.acts().end(), [&b](int act) {
    return std::find(b.acts().begin(), b.acts().end(), act) != b.acts().end();
  });
}

// The clauses by which a closed office stops the limits for these acts.
absl::StatusOr<std::string> ClosureClause(const v1::Profile& profile,
                                          const Suspension& suspension) {
  if (suspension.acts().empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "acts"}});
  }
  std::vector<std::string> clauses;
  for (const int act : suspension.acts()) {
    const v1::ClosureRule* covers = nullptr;
    for (const v1::ClosureRule& rule : profile.closure_rules()) {
      if (std::find(rule.acts().begin(), rule.acts().end(), act) !=
          rule.acts().end()) {
        covers = &rule;
      }
    }
    if (covers == nullptr) {
      return Refuse(R::CLOSURE_NOT_COVERED,
                    {{"act", NameOf(static_cast<TimeLimit::Act>(act))}});
    }
    if (std::find(clauses.begin(), clauses.end(), covers->clause()) ==
        clauses.end()) {
      clauses.push_back(covers->clause());
    }
  }
  return absl::StrJoin(clauses, ", ");
}

// What the ground of a suspension asks for besides its days.
absl::Status CheckGround(const v1::Profile& profile, Suspension& suspension) {
  if (suspension.ground() == Suspension::OFFICE_CLOSURE) {
    ASSIGN_OR_RETURN(const std::string clause,
                     ClosureClause(profile, suspension));
    if (suspension.clause().empty()) suspension.set_clause(clause);
  }
  if (suspension.ground() == Suspension::CLAUSE &&
      suspension.clause().empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "clause"}});
  }
  return absl::OkStatus();
}

// That what both sides agreed on, the last suspension of `after`, moves a limit
// or comes before those that it is for: not only such as had passed by then.
absl::Status CheckNotTooLate(const Grievance& current, const Grievance& after,
                             const Procedure& procedure, const Entry& entry) {
  const Suspension& added = *after.suspensions().rbegin();
  if (added.ground() != Suspension::AGREED ||
      after.deadlines_size() > current.deadlines_size()) {
    return absl::OkStatus();
  }
  // What it would move if it did not matter when both agreed.
  Grievance whenever = current;
  *whenever.add_suspensions() = added;
  whenever.mutable_suspensions()->rbegin()->set_ground(Suspension::CLAUSE);
  RETURN_IF_ERROR(RefreshDeadlines(procedure, entry, whenever));
  for (int i = 0; i < current.deadlines_size(); ++i) {
    const v1::Deadline& passed = current.deadlines(i);
    if (passed.superseded_by_deadline_id() ==
        whenever.deadlines(i).superseded_by_deadline_id()) {
      continue;
    }
    return Refuse(R::SUSPENSION_TOO_LATE,
                  {{"act", NameOf(passed.act())},
                   {"date", added.recorded_for().instrument_date()},
                   {"due_date", passed.due_date()}});
  }
  return absl::OkStatus();
}

// The suspension that is to end.
absl::StatusOr<Suspension*> FindLasting(int number, Grievance& grievance) {
  Suspension* found = nullptr;
  for (Suspension& each : *grievance.mutable_suspensions()) {
    if (!Lasts(each)) continue;
    if (number != 0 && static_cast<int>(each.number()) != number) continue;
    if (found != nullptr) {
      return Refuse(R::FIELD_REQUIRED, {{"field", "number"}});
    }
    found = &each;
  }
  if (found == nullptr) return Refuse(R::NOT_SUSPENDED);
  return found;
}

}  // namespace

absl::Status CheckApart(const Grievance& current, const Suspension& added) {
  for (const Suspension& each : current.suspensions()) {
    if (each.number() == added.number()) continue;
    if (!ShareADay(each, added) || !ShareAnAct(each, added)) continue;
    return Refuse(R::SUSPENSION_OVERLAPS,
                  {{"number", absl::StrCat(each.number())},
                   {"from_date", each.from_date()}});
  }
  return absl::OkStatus();
}

absl::Status CheckExtendDeadline(const v1::ExtendDeadlineRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckKnownEnum("act", request.act(), true));
  RETURN_IF_ERROR(CheckStep(request.step()));
  RETURN_IF_ERROR(CheckRangedDay("new_due_date", request.new_due_date(), true));
  RETURN_IF_ERROR(CheckOptionalDay("signed_date", request.signed_date()));
  RETURN_IF_ERROR(CheckNote("text", request.text()));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckWaiveLimit(const v1::WaiveLimitRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckKnownEnum("act", request.act(), true));
  RETURN_IF_ERROR(CheckStep(request.step()));
  RETURN_IF_ERROR(CheckKnownEnum("by", request.by(), false));
  if (request.by() == v1::Party::NATURAL_PERSON ||
      request.by() == v1::Party::AUTHORITY) {
    return Refuse(
        R::VALUE_UNKNOWN,
        {{"field", "by"}, {"value", v1::Party::Kind_Name(request.by())}});
  }
  RETURN_IF_ERROR(CheckOptionalDay("waiver_date", request.waiver_date()));
  RETURN_IF_ERROR(CheckNote("text", request.text()));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckSuspendLimits(const v1::SuspendLimitsRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckKnownEnum("ground", request.ground(), true));
  RETURN_IF_ERROR(CheckKnownEnum("effect", request.effect(), false));
  RETURN_IF_ERROR(CheckRangedDay("from_date", request.from_date(), false));
  RETURN_IF_ERROR(CheckRangedDay("until_date", request.until_date(), false));
  RETURN_IF_ERROR(
      CheckCount("acts", static_cast<std::size_t>(request.acts_size()),
                 static_cast<std::size_t>(TimeLimit::Act_ARRAYSIZE)));
  for (int i = 0; i < request.acts_size(); ++i) {
    const auto act = static_cast<TimeLimit::Act>(request.acts(i));
    RETURN_IF_ERROR(CheckKnownEnum(At("acts", i), act, true));
    if (std::count(request.acts().begin(), request.acts().end(), act) > 1) {
      return Refuse(R::NAMED_TWICE, {{"field", At("acts", i)},
                                     {"value", TimeLimit::Act_Name(act)}});
    }
  }
  RETURN_IF_ERROR(
      CheckText("clause", request.clause(), kArticlesCharactersMax, false));
  RETURN_IF_ERROR(CheckNote("text", request.text()));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::Status CheckResumeLimits(const v1::ResumeLimitsRequest& request) {
  RETURN_IF_ERROR(CheckMove(request));
  RETURN_IF_ERROR(CheckRangedDay("until_date", request.until_date(), false));
  return CheckInstrument(request.has_instrument(), request.instrument());
}

absl::StatusOr<Changes> ExtendDeadline(const Grievance& current,
                                       const v1::ExtendDeadlineRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "signed_date", request.signed_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::LIMIT_EXTENDED, entry, date));
  ASSIGN_OR_RETURN(const v1::Deadline* const deadline,
                   DeadlineFor(current, request.act(), request.step()));
  // Nothing asks that the act be still to do, but that it be asked for.
  if (deadline->met_date().empty() && !deadline->ended_by_event_id().empty()) {
    return Refuse(R::DEADLINE_NOT_OPEN, {{"act", NameOf(request.act())}});
  }
  const std::string& due = deadline->due_date();
  // Relief forgives that it was missed; nothing runs that could be extended.
  v1::Deadline as_it_ran = *deadline;
  as_it_ran.clear_relieved_date();
  if (IsPast(as_it_ran, date)) {
    return Refuse(R::EXTENSION_TOO_LATE, {{"date", date}, {"due_date", due}});
  }
  if (!due.empty() && request.new_due_date() <= due) {
    return Refuse(R::EXTENSION_SHORTENS,
                  {{"date", request.new_due_date()}, {"due_date", due}});
  }
  RETURN_IF_ERROR(CheckAfterBegin("signed_date", date, *deadline));
  for (const v1::Extension& each : current.extensions()) {
    if (each.act() != deadline->act() ||
        static_cast<int>(each.step()) != deadline->step()) {
      continue;
    }
    RETURN_IF_ERROR(
        CheckDateOrder("signed_date", date, "signed_date", each.signed_date()));
  }
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  v1::Extension& extension = *move.after().add_extensions();
  extension.set_number(static_cast<uint32_t>(current.extensions_size() + 1));
  extension.set_act(deadline->act());
  extension.set_step(static_cast<uint32_t>(deadline->step()));
  extension.set_old_due_date(due);
  extension.set_new_due_date(request.new_due_date());
  extension.set_signed_date(date);
  extension.set_text(request.text());
  NoteWho(entry, move, extension);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> WaiveLimit(const Grievance& current,
                                   const v1::WaiveLimitRequest& request,
                                   const Procedure& procedure,
                                   const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "waiver_date", request.waiver_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::LIMIT_WAIVED, entry, date));
  ASSIGN_OR_RETURN(const v1::Deadline* const deadline,
                   DeadlineFor(current, request.act(), request.step()));
  const uint32_t side = SideOfKind(current, request.by(), entry.side);
  if (deadline->owed_by_side() == side) {
    return Refuse(R::OWN_LATENESS, {{"act", NameOf(request.act())}});
  }
  RETURN_IF_ERROR(CheckAfterBegin("waiver_date", date, *deadline));
  for (const v1::Waiver& each : current.waivers()) {
    if (each.act() == deadline->act() && each.by_side() == side &&
        static_cast<int>(each.step()) == deadline->step() &&
        IsOfRun(deadline->act(), BeginOf(*deadline), each.waiver_date())) {
      return Refuse(R::NOTHING_TO_CORRECT, {{"field", "waivers"}});
    }
  }
  MakeActOf(side, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  v1::Waiver& waiver = *move.after().add_waivers();
  waiver.set_number(static_cast<uint32_t>(current.waivers_size() + 1));
  waiver.set_act(deadline->act());
  waiver.set_step(static_cast<uint32_t>(deadline->step()));
  waiver.set_by_side(side);
  waiver.set_waiver_date(date);
  waiver.set_text(request.text());
  NoteWho(entry, move, waiver);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> SuspendLimits(const Grievance& current,
                                      const v1::SuspendLimitsRequest& request,
                                      const Procedure& procedure,
                                      const Entry& entry) {
  // The days may lie ahead: sides agree on what is to come.
  const std::string from =
      request.from_date().empty() ? DayIso(entry.today) : request.from_date();
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::LIMITS_SUSPENDED, entry, from));
  RETURN_IF_ERROR(
      CheckDateOrder("until_date", request.until_date(), "from_date", from));
  Suspension suspension;
  suspension.set_number(static_cast<uint32_t>(current.suspensions_size() + 1));
  suspension.set_ground(request.ground());
  suspension.set_effect(request.effect() == Suspension::EFFECT_UNSPECIFIED
                            ? Suspension::SUSPEND
                            : request.effect());
  suspension.set_from_date(from);
  suspension.set_until_date(request.until_date());
  *suspension.mutable_acts() = request.acts();
  suspension.set_clause(request.clause());
  suspension.set_text(request.text());
  RETURN_IF_ERROR(CheckGround(*procedure.profile, suspension));
  RETURN_IF_ERROR(CheckApart(current, suspension));
  // No profile says which clauses stop a limit, a closed office apart: that one
  // does is for both sides to say.
  if (request.ground() != Suspension::OFFICE_CLOSURE) MakeActOf(0, move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  NoteRecordedFor(entry, move.event, suspension.mutable_recorded_for());
  *move.after().add_suspensions() = std::move(suspension);
  ASSIGN_OR_RETURN(Changes changes,
                   FinishMove(std::move(move), procedure, entry));
  RETURN_IF_ERROR(
      CheckNotTooLate(current, changes[0].grievance(), procedure, entry));
  return changes;
}

absl::StatusOr<Changes> ResumeLimits(const Grievance& current,
                                     const v1::ResumeLimitsRequest& request,
                                     const Procedure& procedure,
                                     const Entry& entry) {
  const std::string until =
      request.until_date().empty() ? DayIso(entry.today) : request.until_date();
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::LIMITS_RESUMED, entry, until));
  ASSIGN_OR_RETURN(Suspension* const suspension,
                   FindLasting(request.number(), move.after()));
  RETURN_IF_ERROR(CheckDateOrder("until_date", until, "from_date",
                                 suspension->from_date()));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  suspension->set_until_date(until);
  NoteRecordedFor(entry, move.event, suspension->mutable_end_recorded_for());
  return FinishMove(std::move(move), procedure, entry);
}

}  // namespace entente
