// Counts a deadline anew from what it keeps of its count.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_RECOUNT_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_RECOUNT_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/profile.pb.h"
#include "proto/support/day.h"
#include "services/time_limits/ledger_rules.h"
#include "tests/services/time_limits/shipped.h"

namespace entente {

// Whether a period of the deadline was moved by what is suspended.
inline bool HasPassed(const v1::Deadline& deadline,
                      const v1::Suspension& suspension) {
  for (const v1::ExplanationStep& step : deadline.steps()) {
    const bool lasts = step.kind() == v1::ExplanationStep::SUSPENDED_SINCE;
    if (!lasts && step.kind() != v1::ExplanationStep::SUSPENDED &&
        step.kind() != v1::ExplanationStep::INTERRUPTED &&
        step.kind() != v1::ExplanationStep::SUSPENDED_AT_END) {
      continue;
    }
    const std::string& from = lasts ? step.date() : step.from_date();
    if (suspension.from_date() <= from &&
        (suspension.until_date().empty() || from <= suspension.until_date())) {
      return true;
    }
  }
  return false;
}

// Counts the dates of a deadline anew from what it keeps (invariant A-13): what
// differs, or nothing.
inline std::string RecountDiffers(const v1::Grievance& grievance,
                                  const v1::Deadline& kept,
                                  const v1::Profile& profile) {
  std::map<int, absl::CivilDay> latest;
  for (const v1::ExplanationStep& step : kept.steps()) {
    if (step.kind() == v1::ExplanationStep::START_AT_THE_LATEST) {
      latest[step.clock()] = *ParseDay(step.date());
    }
  }
  std::vector<StartedClock> clocks;
  for (int i = 0; i < kept.clocks_size(); ++i) {
    const v1::ClockResult& counted = kept.clocks(i);
    StartedClock started;
    started.clock.set_trigger(counted.trigger());
    *started.clock.mutable_period() = counted.period();
    started.clock.set_clause(counted.clause());
    started.day = ParseDay(counted.trigger_date());
    const auto bound = latest.find(i + 1);
    if (bound != latest.end()) started.latest_day = bound->second;
    started.calendar =
        Calendars().Find(counted.calendar_code(), counted.calendar_version());
    if (started.calendar == nullptr) return "a calendar is unknown";
    clocks.push_back(std::move(started));
  }
  TimeLedger ledger;
  for (const v1::AppliedInterval& each : kept.applied()) {
    if (each.kind() != v1::AppliedInterval::EXTENSION) continue;
    *ledger.extensions.Add() =
        grievance.extensions(static_cast<int>(each.number()) - 1);
  }
  // What moved a period that did not win stands in its steps alone.
  for (const v1::Suspension& each : grievance.suspensions()) {
    if (!HasPassed(kept, each)) continue;
    *ledger.suspensions.Add() = each;
    // Whether it was agreed on in time was judged when it was passed.
    ledger.suspensions.rbegin()->set_ground(v1::Suspension::CLAUSE);
  }
  const CalendarDays* const own = Calendars().Find(
      profile.calendar_code(), static_cast<int>(grievance.calendar_version()));
  const absl::StatusOr<v1::Deadline> again = ComputeByLedger(
      clocks, kept.act(), kept.step(), kept.nature(), ledger, *own);
  if (!again.ok()) return again.status().ToString();
  const auto dates = [](const v1::Deadline& deadline) {
    // While a day is unknown the prudent date is that from the fact.
    return absl::StrCat(deadline.raw_date(), " ", deadline.due_date(), " ",
                        deadline.undetermined() ? "" : deadline.prudent_date());
  };
  if (dates(*again) == dates(kept)) return "";
  return absl::StrCat(kept.limit_code(), ": ", dates(kept), ", now ",
                      dates(*again), "\n", kept.ShortDebugString());
}

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_RECOUNT_H_
