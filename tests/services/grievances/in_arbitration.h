// A file of three steps that goes to arbitration, and its moves there by the
// rules alone.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_IN_ARBITRATION_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_IN_ARBITRATION_H_

#include <string>

#include "services/grievances/arbitrator_rules.h"
#include "services/grievances/award_rules.h"
#include "services/grievances/hearing_rules.h"
#include "services/grievances/objection_rules.h"
#include "services/grievances/referral_rules.h"
#include "services/grievances/review_rules.h"
#include "tests/services/grievances/three_steps.h"

namespace entente {

// The three steps, after which either side may refer it.
inline v1::Profile Arbitrable() {
  v1::Profile profile = ThreeSteps();
  profile.mutable_referral()->set_by(v1::TimeLimit::EITHER_SIDE);
  profile.mutable_referral()->set_clause("art. 12");
  return profile;
}

inline Procedure ArbitrableSteps() {
  static const v1::Profile* const kProfile = new v1::Profile(Arbitrable());
  return {kProfile, &Calendars(), 0};
}

// Late enough for every day of the tests.
inline constexpr char kEntryDay[] = "2014-06-01";
inline Entry EnteredBy(uint32_t side) { return EntryOn(kEntryDay, side); }

// The paper that shows the act of an arbitrator or a court.
inline v1::Instrument Order() {
  v1::Instrument order;
  order.set_kind(v1::Instrument::ORDER);
  order.set_instrument_date("2013-05-01");
  order.set_way(v1::Delivery::EMAIL);
  return order;
}

// `request` with that paper.
template <typename Request>
Request FromPaper(Request request) {
  *request.mutable_instrument() = Order();
  return request;
}

// Before the third step, which sets no time for an answer: moved there on
// 2012-12-11.
inline v1::Grievance AtLastStep() {
  const v1::Grievance second = After(
      Advance(After(Reply(After(Receive(Filed(), "2012-11-21")), "2012-11-25")),
              "2012-12-05"));
  return After(Advance(After(Reply(second, "2012-12-10")), "2012-12-11"));
}

inline v1::ReferGrievanceRequest ReferralOn(const char* day) {
  v1::ReferGrievanceRequest request;
  request.set_referral_date(day);
  return request;
}
inline v1::Grievance Referred(const char* day = "2013-01-10") {
  return After(ReferGrievance(AtLastStep(), ReferralOn(day), ArbitrableSteps(),
                              EnteredBy(1)));
}

inline v1::NameArbitratorRequest NamingOn(const char* day) {
  v1::NameArbitratorRequest request;
  request.set_name("Me Arbitre");
  request.set_mode(v1::Arbitrator::AGREED);
  request.set_named_date(day);
  return FromPaper(request);
}
inline v1::Grievance Named() {
  return After(NameArbitrator(Referred(), NamingOn("2013-02-01"), {},
                              ArbitrableSteps(), EnteredBy(1)));
}

inline absl::StatusOr<Changes> Hold(const v1::Grievance& current,
                                    const char* day) {
  v1::HoldHearingRequest request;
  request.set_hearing_date(day);
  return HoldHearing(current, FromPaper(request), ArbitrableSteps(),
                     EnteredBy(1));
}
inline v1::Grievance Heard() { return After(Hold(Named(), "2013-03-04")); }

inline absl::StatusOr<Changes> Deliberate(const v1::Grievance& current,
                                          const char* from = "") {
  v1::TakeUnderAdvisementRequest request;
  request.set_from_date(from);
  return TakeUnderAdvisement(current, FromPaper(request), ArbitrableSteps(),
                             EnteredBy(1));
}
inline v1::Grievance Deliberating() { return After(Deliberate(Heard())); }

inline v1::RenderAwardRequest Merits(v1::Disposition::Value disposition,
                                     const char* day = "2013-05-01") {
  v1::RenderAwardRequest request;
  request.set_kind(v1::Award::MERITS);
  request.set_award_date(day);
  request.add_decisions()->set_disposition(disposition);
  return FromPaper(request);
}
inline v1::RenderAwardRequest AwardOf(v1::Award::Kind kind, const char* day) {
  v1::RenderAwardRequest request;
  request.set_kind(kind);
  request.set_award_date(day);
  request.set_text("text");
  return FromPaper(request);
}
inline v1::Remedy& AddRemedy(v1::Remedy::Kind kind,
                             v1::RenderAwardRequest& request) {
  if (request.decisions().empty()) request.add_decisions();
  v1::Remedy& remedy = *request.mutable_decisions(0)->add_remedies();
  remedy.set_kind(kind);
  return remedy;
}
inline absl::StatusOr<Changes> Render(const v1::Grievance& current,
                                      const v1::RenderAwardRequest& request) {
  return RenderAward(current, request, ArbitrableSteps(), EnteredBy(1));
}
inline v1::Grievance Awarded() {
  return After(Render(Deliberating(), Merits(v1::Disposition::GRANTED)));
}

inline absl::StatusOr<Changes> Seek(const v1::Grievance& current,
                                    const char* day = "2013-06-03",
                                    uint32_t side = 2) {
  v1::SeekReviewRequest request;
  request.set_court("C.S. 200-17-0");
  request.set_sought_date(day);
  return SeekReview(current, request, ArbitrableSteps(), EnteredBy(side));
}
inline v1::DecideReviewRequest Outcome(v1::Review::Outcome outcome,
                                       const char* day = "2013-12-02") {
  v1::DecideReviewRequest request;
  request.set_outcome(outcome);
  request.set_outcome_date(day);
  return FromPaper(request);
}
inline absl::StatusOr<Changes> Decide(const v1::Grievance& current,
                                      const v1::DecideReviewRequest& request) {
  return DecideReview(current, request, ArbitrableSteps(), EnteredBy(1));
}

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_IN_ARBITRATION_H_
