#include "services/grievances/referral_rules.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/silence_rules.h"
#include "services/grievances/whose_side.h"

namespace entente {

using v1::Event;
using v1::Grievance;
using R = v1::Refusal;

bool MayBeReferred(const v1::Profile& profile, const Grievance& grievance) {
  return profile.has_referral() &&
         FindStep(profile, grievance.step() + 1) == nullptr;
}

absl::StatusOr<Changes> ReferGrievance(const Grievance& current,
                                       const v1::ReferGrievanceRequest& request,
                                       const Procedure& procedure,
                                       const Entry& entry) {
  const v1::Profile& profile = *procedure.profile;
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "referral_date", request.referral_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::GRIEVANCE_REFERRED, entry, date));
  if (!profile.has_referral()) return Refuse(R::NO_ARBITRATION);
  if (!MayBeReferred(profile, current)) {
    return Refuse(R::NOT_LAST_STEP, {{"step", absl::StrCat(current.step())}});
  }
  ActAs(SideOf(request.by(), current, entry.side), move);
  if (profile.referral().by() == v1::TimeLimit::FILING_SIDE &&
      move.acting != kOwnerSide) {
    return Refuse(R::OWNER_SIDE_ONLY);
  }
  RETURN_IF_ERROR(CheckAfterActs(current, "referral_date", date));
  const bool unanswered = current.state() == Grievance::RECEIVED;
  std::string clause = profile.referral().clause();
  if (unanswered && !WaitsForNoReply(profile, current)) {
    ASSIGN_OR_RETURN(clause, ClauseOfSilence(current, procedure, date));
  }
  const v1::Deadline* limit = FindDeadline(current, v1::TimeLimit::REFER, 0);
  if (limit != nullptr) {
    RETURN_IF_ERROR(CheckDateOrder("referral_date", date, "not_before_date",
                                   limit->not_before_date()));
  }
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  v1::Referral& referral = *move.after().mutable_referral();
  referral.Clear();
  referral.set_referral_date(date);
  referral.set_by_side(move.acting);
  referral.set_track(request.track());
  if (request.has_notice()) *referral.mutable_notice() = request.notice();
  referral.set_after_silence(unanswered);
  referral.set_clause(clause);
  referral.set_from_step(current.step());
  NoteWho(entry, move, referral);
  return FinishMove(std::move(move), procedure, entry);
}

}  // namespace entente
