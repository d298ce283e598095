#include "services/time_limits/dated_deadline.h"

#include <string>

#include "proto/support/day.h"

namespace entente {

v1::Deadline DatedDeadline(const Procedure& procedure, absl::string_view date,
                           v1::ExplanationStep::Kind why) {
  v1::Deadline deadline;
  deadline.set_profile_code(procedure.profile->code());
  deadline.set_profile_version(procedure.profile->version());
  deadline.set_raw_date(std::string(date));
  deadline.set_due_date(std::string(date));
  v1::ExplanationStep& fixed = *deadline.add_steps();
  fixed.set_kind(why);
  fixed.set_date(std::string(date));
  const CalendarDays* const calendar = procedure.calendars->Find(
      procedure.profile->calendar_code(), procedure.calendar_version);
  if (calendar == nullptr) return deadline;
  deadline.set_calendar_code(calendar->calendar().code());
  deadline.set_calendar_version(calendar->calendar().version());
  deadline.set_prudent_date(DayIso(calendar->LastOpen(*ParseDay(date))));
  if (deadline.prudent_date() != deadline.due_date()) {
    v1::ExplanationStep& prudent = *deadline.add_steps();
    prudent.set_kind(v1::ExplanationStep::PRUDENT);
    prudent.set_date(deadline.prudent_date());
  }
  return deadline;
}

}  // namespace entente
