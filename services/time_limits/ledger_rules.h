// What a file's ledger of time does to its deadlines: suspensions,
// extensions, waivers.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_LEDGER_RULES_H_
#define ENTENTE_SERVICES_TIME_LIMITS_LEDGER_RULES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/deadline.pb.h"
#include "entente/v1/time_ledger.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/time_limits/calendar_rules.h"
#include "services/time_limits/deadline_rules.h"
#include "services/time_limits/period_rules.h"

namespace entente {

// The records of one file.
struct TimeLedger {
  google::protobuf::RepeatedPtrField<v1::Suspension> suspensions;
  google::protobuf::RepeatedPtrField<v1::Extension> extensions;
  google::protobuf::RepeatedPtrField<v1::Waiver> waivers;
};

// Whether a suspension for these acts (none for all) touches a limit for `act`
// of this nature. Only what the parties agreed on do they suspend.
bool Touches(const v1::Suspension& suspension, v1::TimeLimit::Act act,
             v1::TimeLimit::Nature nature);

// The suspensions that touch such a limit, in the order of their first days.
std::vector<Pause> PausesFor(const TimeLedger& ledger, v1::TimeLimit::Act act,
                             v1::TimeLimit::Nature nature);

// The first day of a period of `deadline`; empty when none is known.
std::string BeginOf(const v1::Deadline& deadline);

// Whether what was signed or waived on `date` concerns the run of the limit for
// `act` that began on `begin`: of an act that is asked for once, always.
bool IsOfRun(v1::TimeLimit::Act act, absl::string_view begin,
             absl::string_view date);

// The deadline for `act` at `step` that `clocks` and the ledger give: what
// ComputeDeadline says with the suspensions that touch it; then, of the
// extensions of this run of it, the date that the sides agreed on last, which
// is due, raw and the start of its prudent date, moved on by the suspensions
// that began after its signature and carried forward only then. An extension
// moves nothing that is due later without it (invariant A-6). What both sides
// agreed to suspend moves nothing that had passed on the day of their paper,
// with what had moved it by then: that is a waiver, or relief. `calendar` is
// that of the profile. Refused as END_OUT_OF_RANGE.
absl::StatusOr<v1::Deadline> ComputeByLedger(
    const std::vector<StartedClock>& clocks, v1::TimeLimit::Act act, int step,
    v1::TimeLimit::Nature nature, const TimeLedger& ledger,
    const CalendarDays& calendar);

// Says on which day the lateness of its act was first waived, if it was.
void NoteWaiver(const TimeLedger& ledger, v1::Deadline& deadline);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_LEDGER_RULES_H_
