#include "services/time_limits/profile_rules.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "services/time_limits/period_rules.h"
#include "services/time_limits/profile_checks.h"
#include "services/time_limits/profile_path_rules.h"
#include "services/time_limits/rule_text_check.h"
#include "services/time_limits/scheme_rules.h"

namespace entente {
namespace {

using v1::Clock;
using v1::TimeLimit;

absl::Status CheckCalendarCode(const std::string& code,
                               const CalendarBook& calendars,
                               std::string where) {
  return calendars.Find(code) != nullptr
             ? absl::OkStatus()
             : InvalidProfile(std::move(where), "UNKNOWN_CALENDAR");
}

// The calendars that the periods of one profile may name.
struct Calendars {
  const CalendarBook& book;
  // The profile's own, of which each file pins the version.
  const std::string& own;
};

// A period by a calendar that is not the profile's own names its version:
// nothing that a file rests on changes with a later one.
absl::Status CheckCalendarOf(const v1::Period& period,
                             const Calendars& calendars,
                             const std::string& where) {
  const std::string& code = period.calendar_code();
  if (code.empty() || code == calendars.own) {
    return period.calendar_version() == 0
               ? absl::OkStatus()
               : InvalidProfile(where + ".calendar_version", "CONTRADICTS");
  }
  RETURN_IF_ERROR(
      CheckCalendarCode(code, calendars.book, where + ".calendar_code"));
  if (period.calendar_version() == 0) {
    return InvalidProfile(where + ".calendar_version", "MISSING");
  }
  return calendars.book.Find(code, period.calendar_version()) != nullptr
             ? absl::OkStatus()
             : InvalidProfile(where + ".calendar_version", "UNKNOWN_CALENDAR");
}

absl::Status CheckPeriod(const v1::Period& period, const Calendars& calendars,
                         const std::string& where) {
  if (period.count() < 1 || period.count() > kPeriodCountMax) {
    return InvalidProfile(where + ".count",
                          period.count() == 0 ? "MISSING" : "OUT_OF_RANGE");
  }
  RETURN_IF_ERROR(CheckStated(v1::Period::Unit_IsValid(period.unit()),
                              period.unit(), where + ".unit"));
  // Working days end on an open day by themselves.
  if (period.unit() != v1::Period::WORKING_DAYS) {
    RETURN_IF_ERROR(CheckStated(v1::Period::Roll_IsValid(period.roll()),
                                period.roll(), where + ".roll"));
  }
  return CheckCalendarOf(period, calendars, where);
}

// Whether `trigger` can come before `act`.
bool MayRunFrom(Clock::Trigger trigger, TimeLimit::Act act) {
  const bool fact = trigger == Clock::KNOWLEDGE ||
                    trigger == Clock::OCCURRENCE || trigger == Clock::LAST_FACT;
  switch (act) {
    case TimeLimit::FILE:
      return fact;
    case TimeLimit::REPLY:
      return trigger == Clock::SUBMISSION || trigger == Clock::RECEIPT;
    case TimeLimit::ADVANCE:
      return trigger == Clock::RECEIPT || trigger == Clock::REPLY ||
             trigger == Clock::REPLY_DUE;
    case TimeLimit::REFER:
      return fact || trigger == Clock::SUBMISSION ||
             trigger == Clock::RECEIPT || trigger == Clock::REPLY ||
             trigger == Clock::REPLY_DUE;
    case TimeLimit::AWARD:
      return trigger == Clock::REFERRAL || trigger == Clock::END_OF_HEARING;
    case TimeLimit::NAME_ARBITRATOR:
      return trigger == Clock::SUBMISSION || trigger == Clock::REFERRAL;
    case TimeLimit::FIX_HEARING:
      return trigger == Clock::REFERRAL || trigger == Clock::NAMING;
    case TimeLimit::COMMITTEE_MEETING:
    case TimeLimit::COMMITTEE_DECISION:
      return trigger == Clock::COMPLAINT || trigger == Clock::CONVENING;
    case TimeLimit::REINSTATE:
      return trigger == Clock::BREACH_KNOWN;
    case TimeLimit::ACKNOWLEDGE:
    case TimeLimit::CONSENT:
    case TimeLimit::CONCLUDE:
      return MayRunFromInMediation(trigger, act);
    // PERFORM is dated by a settlement, CONTACT_MEMBER by a note.
    default:
      return false;
  }
}

absl::Status CheckClock(const Clock& clock, TimeLimit::Act act,
                        const Calendars& calendars, const std::string& where) {
  RETURN_IF_ERROR(CheckStated(Clock::Trigger_IsValid(clock.trigger()),
                              clock.trigger(), where + ".trigger"));
  if (!MayRunFrom(clock.trigger(), act)) {
    return InvalidProfile(where + ".trigger", "CONTRADICTS");
  }
  return CheckPeriod(clock.period(), calendars, where + ".period");
}

absl::Status CheckInForce(const v1::InForce& in_force,
                          const std::string& where) {
  if (in_force.from_date().empty() && in_force.until_date().empty()) {
    return InvalidProfile(where, "MISSING");
  }
  if (!in_force.from_date().empty()) {
    RETURN_IF_ERROR(CheckDate(in_force.from_date(), where + ".from_date"));
  }
  if (!in_force.until_date().empty()) {
    RETURN_IF_ERROR(CheckDate(in_force.until_date(), where + ".until_date"));
    // ISO days sort as texts.
    if (in_force.until_date() < in_force.from_date()) {
      return InvalidProfile(where + ".until_date", "CONTRADICTS");
    }
  }
  return v1::InForce::Basis_IsValid(in_force.basis())
             ? absl::OkStatus()
             : InvalidProfile(where + ".basis", "UNKNOWN");
}

absl::Status CheckLimit(const TimeLimit& limit, const v1::Profile& profile,
                        const Calendars& calendars, const std::string& where) {
  if (!IsRuleCode(limit.code()))
    return InvalidProfile(where + ".code", "NOT_A_CODE");
  RETURN_IF_ERROR(CheckStated(TimeLimit::Act_IsValid(limit.act()), limit.act(),
                              where + ".act"));
  if (IsOfMediation(limit.act()) != profile.has_scheme()) {
    return InvalidProfile(where + ".act", "CONTRADICTS");
  }
  const bool of_a_step =
      limit.act() == TimeLimit::REPLY || limit.act() == TimeLimit::ADVANCE;
  if (limit.step() < 0 || limit.step() > profile.steps_size() ||
      (limit.step() != 0 && !of_a_step)) {
    return InvalidProfile(where + ".step", "OUT_OF_RANGE");
  }
  RETURN_IF_ERROR(CheckIssueCodes(limit.issue_codes(), where + ".issue_codes"));
  for (int i = 0; i < limit.grievance_classes_size(); ++i) {
    const int value = limit.grievance_classes(i);
    RETURN_IF_ERROR(CheckStated(v1::GrievanceClass::Value_IsValid(value), value,
                                Indexed(where + ".grievance_classes", i)));
  }
  if (limit.has_in_force()) {
    RETURN_IF_ERROR(CheckInForce(limit.in_force(), where + ".in_force"));
  }
  if (limit.clocks().empty())
    return InvalidProfile(where + ".clocks", "MISSING");
  bool from_knowledge = false;
  for (int i = 0; i < limit.clocks_size(); ++i) {
    RETURN_IF_ERROR(CheckClock(limit.clocks(i), limit.act(), calendars,
                               Indexed(where + ".clocks", i)));
    from_knowledge |= limit.clocks(i).trigger() == Clock::KNOWLEDGE;
  }
  RETURN_IF_ERROR(CheckPresent(limit.clause(), where + ".clause"));
  RETURN_IF_ERROR(CheckStated(TimeLimit::Nature_IsValid(limit.nature()),
                              limit.nature(), where + ".nature"));
  RETURN_IF_ERROR(CheckStated(TimeLimit::Owner_IsValid(limit.owner()),
                              limit.owner(), where + ".owner"));
  RETURN_IF_ERROR(CheckStated(TimeLimit::Missed_IsValid(limit.missed()),
                              limit.missed(), where + ".missed"));
  if (limit.missed() == TimeLimit::SILENCE && limit.act() != TimeLimit::REPLY) {
    return InvalidProfile(where + ".missed", "CONTRADICTS");
  }
  if (profile.has_scheme()) {
    RETURN_IF_ERROR(CheckMediationLimit(limit, where));
  } else if (IsOfMediation(limit.owner())) {
    return InvalidProfile(where + ".owner", "CONTRADICTS");
  } else if (limit.missed() == TimeLimit::REFUSAL) {
    return InvalidProfile(where + ".missed", "CONTRADICTS");
  }
  const bool needs_prudent = limit.act() == TimeLimit::FILE && from_knowledge;
  if (limit.has_prudent_from_fact() != needs_prudent) {
    return InvalidProfile(where + ".prudent_from_fact",
                          needs_prudent ? "MISSING" : "CONTRADICTS");
  }
  if (needs_prudent) {
    RETURN_IF_ERROR(CheckPeriod(limit.prudent_from_fact(), calendars,
                                where + ".prudent_from_fact"));
  }
  if (limit.has_not_before()) {
    RETURN_IF_ERROR(CheckClock(limit.not_before(), limit.act(), calendars,
                               where + ".not_before"));
  }
  if (limit.has_note()) {
    RETURN_IF_ERROR(CheckNames(limit.note(), where + ".note"));
  }
  return absl::OkStatus();
}

bool AppliesToAll(const TimeLimit& limit) {
  return limit.issue_codes().empty() && limit.grievance_classes().empty() &&
         !limit.has_in_force();
}

// How many limits there are for `act` at `step`. Of these the last one, and
// only the last one, must apply to every grievance: else some grievance would
// have no limit, or some limit would never be reached.
absl::StatusOr<int> CountLimits(const v1::Profile& profile, TimeLimit::Act act,
                                int step) {
  int count = 0;
  int last = -1;
  for (int i = 0; i < profile.limits_size(); ++i) {
    const TimeLimit& limit = profile.limits(i);
    if (limit.act() != act) continue;
    if (limit.step() != 0 && limit.step() != step) continue;
    if (last >= 0 && AppliesToAll(profile.limits(last))) {
      return InvalidProfile(Indexed("limits", i), "UNREACHABLE");
    }
    last = i;
    ++count;
  }
  if (last >= 0 && !AppliesToAll(profile.limits(last))) {
    return InvalidProfile(Indexed("limits", last), "NOT_GENERAL");
  }
  return count;
}

absl::Status CheckStep(const v1::Profile& profile, int index) {
  const v1::Step& step = profile.steps(index);
  const std::string where = Indexed("steps", index);
  // A gap shows as the number of the step that is missing.
  if (step.number() != index + 1) return InvalidProfile(where, "STEP_MISSING");
  RETURN_IF_ERROR(CheckNames(step.name(), where + ".name"));
  RETURN_IF_ERROR(CheckStated(v1::Step::Silence_IsValid(step.silence()),
                              step.silence(), where + ".silence"));
  const bool has_reply_period = step.silence() != v1::Step::NO_REPLY_PERIOD;
  if (has_reply_period) {
    RETURN_IF_ERROR(
        CheckPresent(step.silence_clause(), where + ".silence_clause"));
  }
  ASSIGN_OR_RETURN(const int replies,
                   CountLimits(profile, TimeLimit::REPLY, step.number()));
  if ((replies > 0) != has_reply_period) {
    return InvalidProfile(where + ".REPLY",
                          replies > 0 ? "CONTRADICTS" : "MISSING");
  }
  ASSIGN_OR_RETURN(const int advances,
                   CountLimits(profile, TimeLimit::ADVANCE, step.number()));
  const bool last = step.number() == profile.steps_size();
  // Where the text sets no time for a reply, it need set none for going on.
  if (!last && advances == 0 && has_reply_period) {
    return InvalidProfile(where + ".ADVANCE", "MISSING");
  }
  if (last && advances > 0) {
    return InvalidProfile(where + ".ADVANCE", "CONTRADICTS");
  }
  return absl::OkStatus();
}

absl::Status CheckLateProtection(const v1::LateProtection& protection,
                                 const Calendars& calendars) {
  const std::string where = "late_protection";
  RETURN_IF_ERROR(CheckClock(protection.clock(), TimeLimit::FILE, calendars,
                             where + ".clock"));
  RETURN_IF_ERROR(CheckStated(TimeLimit::Nature_IsValid(protection.nature()),
                              protection.nature(), where + ".nature"));
  RETURN_IF_ERROR(CheckPresent(protection.clause(), where + ".clause"));
  if (!protection.has_in_force()) return absl::OkStatus();
  return CheckInForce(protection.in_force(), where + ".in_force");
}

absl::Status CheckHead(const v1::Profile& profile,
                       const CalendarBook& calendars) {
  if (!IsRuleCode(profile.code())) return InvalidProfile("code", "NOT_A_CODE");
  if (profile.version() < 1) return InvalidProfile("version", "OUT_OF_RANGE");
  RETURN_IF_ERROR(CheckNames(profile.title(), "title"));
  RETURN_IF_ERROR(CheckNames(profile.setting(), "setting"));
  RETURN_IF_ERROR(CheckPresent(profile.source(), "source"));
  RETURN_IF_ERROR(CheckDate(profile.checked_date(), "checked_date"));
  RETURN_IF_ERROR(CheckPresent(profile.time_zone(), "time_zone"));
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(profile.time_zone(), &zone)) {
    return InvalidProfile("time_zone", "UNKNOWN");
  }
  RETURN_IF_ERROR(CheckPresent(profile.calendar_code(), "calendar_code"));
  RETURN_IF_ERROR(
      CheckCalendarCode(profile.calendar_code(), calendars, "calendar_code"));
  if (profile.due_soon_days() < 1 || profile.due_soon_days() > 366) {
    return InvalidProfile("due_soon_days", profile.due_soon_days() == 0
                                               ? "MISSING"
                                               : "OUT_OF_RANGE");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckProfile(const v1::Profile& profile,
                          const CalendarBook& calendars) {
  RETURN_IF_ERROR(CheckRuleTexts(profile, v1::Refusal::PROFILE_INVALID));
  RETURN_IF_ERROR(CheckHead(profile, calendars));
  const Calendars named = {calendars, profile.calendar_code()};
  if (profile.has_scheme()) {
    RETURN_IF_ERROR(CheckScheme(profile));
  } else if (profile.steps().empty()) {
    return InvalidProfile("steps", "MISSING");
  } else if (profile.limits().empty()) {
    return InvalidProfile("limits", "MISSING");
  }
  absl::flat_hash_set<std::string> codes;
  for (int i = 0; i < profile.limits_size(); ++i) {
    const std::string where = Indexed("limits", i);
    RETURN_IF_ERROR(CheckLimit(profile.limits(i), profile, named, where));
    if (!codes.insert(profile.limits(i).code()).second) {
      return InvalidProfile(where + ".code", "DUPLICATE");
    }
  }
  for (int i = 0; i < profile.steps_size(); ++i) {
    RETURN_IF_ERROR(CheckStep(profile, i));
  }
  for (const TimeLimit::Act act :
       {TimeLimit::FILE, TimeLimit::REFER, TimeLimit::NAME_ARBITRATOR,
        TimeLimit::FIX_HEARING, TimeLimit::AWARD, TimeLimit::REINSTATE,
        TimeLimit::COMMITTEE_MEETING, TimeLimit::COMMITTEE_DECISION,
        TimeLimit::ACKNOWLEDGE, TimeLimit::CONSENT, TimeLimit::CONCLUDE}) {
    ASSIGN_OR_RETURN(const int count, CountLimits(profile, act, 0));
    if (act == TimeLimit::FILE && count == 0 && !profile.has_scheme()) {
      return InvalidProfile("limits.FILE", "MISSING");
    }
  }
  if (profile.has_late_protection()) {
    RETURN_IF_ERROR(CheckLateProtection(profile.late_protection(), named));
  }
  if (profile.has_member_complaint()) {
    RETURN_IF_ERROR(CheckPeriod(profile.member_complaint().period(), named,
                                "member_complaint.period"));
    if (profile.member_complaint().clause().empty()) {
      return InvalidProfile("member_complaint.clause", "MISSING");
    }
  }
  return profile.has_scheme() ? absl::OkStatus() : CheckProcedurePaths(profile);
}

}  // namespace entente
