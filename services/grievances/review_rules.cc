#include "services/grievances/review_rules.h"

#include <set>
#include <string>
#include <utility>

#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/arbitrator_rules.h"
#include "services/grievances/award_rules.h"
#include "services/grievances/move_checks.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/whose_side.h"

namespace entente {
namespace {

using v1::Award;
using v1::Event;
using v1::Grievance;
using v1::Review;
using R = v1::Refusal;

Event::Move MoveOf(Review::Outcome outcome) {
  switch (outcome) {
    case Review::SENT_BACK:
      return Event::REVIEW_SENT_BACK;
    case Review::SENT_TO_ANOTHER:
      return Event::REVIEW_SENT_TO_ANOTHER;
    default:
      return Event::REVIEW_DECIDED;
  }
}

bool LetsFall(Review::Outcome outcome) {
  return outcome == Review::SET_ASIDE || outcome == Review::SENT_BACK ||
         outcome == Review::SENT_TO_ANOTHER;
}

// Marks what falls by `review`: those named, or else the last one.
absl::Status LetFall(const v1::DecideReviewRequest& request, uint32_t review,
                     Grievance& grievance) {
  std::set<uint32_t> falling;
  for (int i = 0; i < request.award_numbers_size(); ++i) {
    if (FindStandingAward(grievance, request.award_numbers(i)) == nullptr) {
      return Refuse(R::REFERENCE_UNKNOWN, {{"field", At("award_numbers", i)}});
    }
    falling.insert(request.award_numbers(i));
  }
  if (falling.empty()) {
    const Award* last = ReviewableAward(grievance);
    if (last != nullptr) falling.insert(last->number());
  }
  const Award* merits = StandingMerits(grievance);
  const bool merits_fall =
      merits != nullptr && falling.count(merits->number()) > 0;
  for (const Award& award : grievance.awards()) {
    if (merits_fall && award.kind() == Award::QUANTUM) {
      falling.insert(award.number());
    }
    // What corrects an award comes after it.
    if (award.kind() == Award::CORRECTION &&
        falling.count(award.corrects_number()) > 0) {
      falling.insert(award.number());
    }
  }
  for (Award& award : *grievance.mutable_awards()) {
    if (falling.count(award.number()) > 0 && award.set_aside_by_review() == 0) {
      award.set_set_aside_by_review(review);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Changes> SeekReview(const Grievance& current,
                                   const v1::SeekReviewRequest& request,
                                   const Procedure& procedure,
                                   const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "sought_date", request.sought_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, Event::REVIEW_SOUGHT, entry, date));
  if (ReviewableAward(current) == nullptr) return Refuse(R::NOTHING_TO_REVIEW);
  RETURN_IF_ERROR(CheckAfterActs(current, "sought_date", date));
  ActAs(SideOf(request.by(), current, entry.side), move);
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  EndDeliberation(date, move.after());
  Review& review = *move.after().add_reviews();
  review.set_number(static_cast<uint32_t>(move.after().reviews_size()));
  review.set_by_side(move.acting);
  review.set_sought_date(date);
  review.set_court(request.court());
  NoteWho(entry, move, review);
  return FinishMove(std::move(move), procedure, entry);
}

absl::StatusOr<Changes> DecideReview(const Grievance& current,
                                     const v1::DecideReviewRequest& request,
                                     const Procedure& procedure,
                                     const Entry& entry) {
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "outcome_date", request.outcome_date()));
  ASSIGN_OR_RETURN(Move move,
                   BeginMove(current, MoveOf(request.outcome()), entry, date));
  RETURN_IF_ERROR(CheckAfterActs(current, "outcome_date", date));
  RETURN_IF_ERROR(TakePaper(entry, request, move));
  Review& review = *move.after().mutable_reviews()->rbegin();
  review.set_outcome(request.outcome());
  review.set_outcome_date(date);
  review.set_text(request.text());
  review.set_disposition(request.disposition());
  NoteRecordedFor(entry, move.event, review.mutable_outcome_recorded_for());
  if (LetsFall(request.outcome())) {
    RETURN_IF_ERROR(LetFall(request, review.number(), move.after()));
  }
  if (move.event.move() == Event::REVIEW_DECIDED) {
    move.after().set_state(IsQuantumOpen(move.after()) ? Grievance::HEARING
                                                       : Grievance::AWARDED);
  }
  if (request.outcome() == Review::SENT_TO_ANOTHER) {
    EndPresentArbitrator(date, v1::Arbitrator::COURT, move.after());
  }
  return FinishMove(std::move(move), procedure, entry);
}

}  // namespace entente
