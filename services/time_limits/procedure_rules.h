// The time limits of a file: which one holds, which dates it gives, whether a
// filing was in time, and what silence allows.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_PROCEDURE_RULES_H_
#define ENTENTE_SERVICES_TIME_LIMITS_PROCEDURE_RULES_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "entente/v1/deadline.pb.h"
#include "entente/v1/profile.pb.h"
#include "entente/v1/time_limit.pb.h"
#include "services/time_limits/calendar_book.h"
#include "services/time_limits/ledger_rules.h"

namespace entente {

// The rules that a file is under. Both must outlive the calls, and the profile
// must be one that CheckProfile accepts with this book.
struct Procedure {
  const v1::Profile* profile = nullptr;
  const CalendarBook* calendars = nullptr;
  // The version of the profile's own calendar that the file has pinned; 0 for
  // the newest.
  int calendar_version = 0;
};

// What a file says of the fact. Days not known are empty.
struct FileFacts {
  // The day of the fact.
  absl::optional<absl::CivilDay> occurred;
  // The day of the last fact when the facts continue; empty for `occurred`.
  absl::optional<absl::CivilDay> last_fact;
  // The day on which the grievor learned of it.
  absl::optional<absl::CivilDay> known;
  // While that day is unknown, the latest that it can be: that on which
  // somebody was consulted, or the grievance submitted.
  absl::optional<absl::CivilDay> known_by;
  // Code of the primary issue.
  std::string issue_code;
  v1::GrievanceClass::Value grievance_class =
      v1::GrievanceClass::VALUE_UNSPECIFIED;
  // The sides by their numbers in the file.
  uint32_t filing_side = 1;
  uint32_t responding_side = 2;
};

// The days of what has happened so far; those that have not are empty.
// Receipt, reply and reply due are those of the step concerned.
struct FileDays {
  absl::optional<absl::CivilDay> submission;
  absl::optional<absl::CivilDay> receipt;
  absl::optional<absl::CivilDay> reply;
  absl::optional<absl::CivilDay> reply_due;
  absl::optional<absl::CivilDay> referral;
  absl::optional<absl::CivilDay> end_of_hearing;
  absl::optional<absl::CivilDay> complaint;
  absl::optional<absl::CivilDay> convening;
  absl::optional<absl::CivilDay> naming;
  absl::optional<absl::CivilDay> breach_known;
  // Of a mediation: the request, its admission, the last consent that was
  // needed, and the beginning.
  absl::optional<absl::CivilDay> request;
  absl::optional<absl::CivilDay> admission;
  absl::optional<absl::CivilDay> consents;
  absl::optional<absl::CivilDay> entry;
};

// Whether a rule for these issues (none for every issue; a code that ends in
// `*` for all that begin so) is for this one.
bool IssueFits(const google::protobuf::RepeatedPtrField<std::string>& codes,
               absl::string_view issue_code);

// The limit for `act` at `step` (0 for none) that applies to the file: the
// first in the profile whose issues, classes and days in force fit. Null when
// the profile sets none. A limit in force between days is judged by the last
// fact, else by the day of knowledge; while that day is unknown, or the
// request not yet made, only what is in force without end applies. For the acts
// of a mediation `facts` may be empty: it has neither issue nor class.
const v1::TimeLimit* FindLimit(const v1::Profile& profile,
                               v1::TimeLimit::Act act, int step,
                               const FileFacts& facts, const FileDays& days);

// The deadline for `act` at `step`, complete but for its ids and events, as the
// file's `ledger` moves it. The dates before which it is not possible, and the
// prudent one from the fact, are not moved: they are safe as they stand. Where
// each party of a mediation owes the act, `step` is the side of the one asked,
// and each side has a deadline of its own; what an office or mediators owe is
// owed by side 0.
// Empty when the profile sets no limit, or when nothing has happened yet from
// which a period runs. Refused as END_OUT_OF_RANGE when it ends after the
// years covered.
absl::StatusOr<absl::optional<v1::Deadline>> OpenDeadline(
    const Procedure& procedure, v1::TimeLimit::Act act, int step,
    const FileFacts& facts, const FileDays& days,
    const TimeLedger& ledger = {});

// The deadline for filing. Every profile of grievances sets one; with one of
// mediations, under which nothing is filed, refused as INTERNAL_ERROR. Before
// filing, `submission` is empty.
absl::StatusOr<v1::Deadline> FilingDeadline(
    const Procedure& procedure, const FileFacts& facts,
    absl::optional<absl::CivilDay> submission = absl::nullopt);

// Whether a grievance was filed in time. The numbers are those of
// Standing.Verdict. Lateness never refuses: the other side may object to it.
enum class Verdict {
  kTimely = 1,
  kLate = 2,
  // Late by the agreement, but within the days that the law protects.
  kLateProtected = 3,
  // A day that can still decide it is not known.
  kUndetermined = 4,
};

// Judges a grievance submitted on `submitted` by its filing deadline. While a
// day is unknown it is late once even the latest date that the deadline can
// have is past, unless the unknown day is the one that protects it.
absl::StatusOr<Verdict> ComputeVerdict(const Procedure& procedure,
                                       const FileFacts& facts,
                                       const v1::Deadline& filing,
                                       absl::CivilDay submitted);

// What silence means once a reply is overdue. It moves nothing by itself.
struct SilenceAllows {
  v1::Step::Silence meaning = v1::Step::SILENCE_UNSPECIFIED;
  // The first day after the reply was due.
  absl::CivilDay since;
  // The clause that says so.
  std::string clause;
};

// What the silence at the step of `reply`, a reply deadline, allows on
// `as_of`; empty when a reply came by then, or none is overdue yet, or its
// period does not run.
absl::optional<SilenceAllows> MeaningOfSilence(const v1::Profile& profile,
                                               const v1::Deadline& reply,
                                               absl::CivilDay as_of);

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_PROCEDURE_RULES_H_
