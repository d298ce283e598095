// Whether a grievance was filed in time, and what is missing to say so.

#include "clients/cli/grievance_words.h"
#include "clients/cli/time_limit_words.h"
#include "proto/support/deadline.h"

namespace entente {
namespace {

void SayMissing(const Session& session, const std::string& number,
                const Deadlines& deadlines) {
  for (const v1::Deadline& deadline : deadlines) {
    if (deadline.act() != v1::TimeLimit::FILE || !deadline.undetermined() ||
        !deadline.superseded_by_deadline_id().empty()) {
      continue;
    }
    session.SayNext("DAY_MISSING",
                    {{"missing", MissingDays(deadline)}, {"number", number}});
  }
}

}  // namespace

void SayMissingDays(const Session& session, const v1::Grievance& grievance) {
  SayMissing(session, NumberOf(grievance), grievance.deadlines());
}

void SayMissingDays(const Session& session,
                    const v1::Consultation& consultation) {
  SayMissing(session, NumberOf(consultation), consultation.deadlines());
}

void SayVerdict(const Session& session, const v1::GrievanceAnswer& answer) {
  switch (answer.standing().verdict()) {
    case v1::Standing::LATE:
      return Say(session.Words("VERDICT.LATE"));
    case v1::Standing::LATE_PROTECTED:
      return Say(session.Words("VERDICT.LATE_PROTECTED"));
    case v1::Standing::UNDETERMINED:
      Say(session.Words("VERDICT.UNDETERMINED"));
      return SayMissingDays(session, answer.grievance());
    default:
      return;
  }
}

}  // namespace entente
