#include "services/grievances/review_rules.h"

#include <gtest/gtest.h>

#include <vector>

#include "services/grievances/arbitration_checks.h"
#include "tests/services/grievances/in_arbitration.h"

namespace entente {
namespace {

using A = v1::Award;
using D = v1::Disposition;
using G = v1::Grievance;
using R = v1::Refusal;
using V = v1::Review;

// The numbers of the reviews by which each award fell, 0 where it stands.
std::vector<uint32_t> Fallen(const G& grievance) {
  std::vector<uint32_t> fallen;
  for (const A& award : grievance.awards()) {
    fallen.push_back(award.set_aside_by_review());
  }
  return fallen;
}

// Merits with the quantum reserved, the quantum, and a correction of the
// merits; under review.
G ReviewedWhole() {
  v1::RenderAwardRequest merits = Merits(D::GRANTED);
  merits.set_quantum_reserved(true);
  v1::RenderAwardRequest quantum = AwardOf(A::QUANTUM, "2013-06-10");
  AddRemedy(v1::Remedy::RECREDIT_LEAVE, quantum);
  v1::RenderAwardRequest correction = AwardOf(A::CORRECTION, "2013-06-11");
  correction.set_corrects_number(1);
  const G reserved = After(Render(Deliberating(), merits));
  const G fixed =
      After(Render(After(Deliberate(reserved, "2013-06-03")), quantum));
  return After(Seek(After(Render(fixed, correction)), "2013-07-02"));
}

TEST(SeekReview, IsTheActOfTheSideThatAsks) {
  const G sought = After(Seek(Awarded()));
  EXPECT_EQ(sought.state(), G::UNDER_REVIEW);
  EXPECT_EQ(sought.reviews(0).number(), 1u);
  EXPECT_EQ(sought.reviews(0).by_side(), 2u);
  v1::SeekReviewRequest request;
  request.set_by(v1::Whose::EMPLOYER);
  request.set_court("C.S.");
  request.set_sought_date("2013-06-03");
  EXPECT_EQ(
      ReasonOf(SeekReview(Awarded(), request, ArbitrableSteps(), EnteredBy(1))),
      R::INSTRUMENT_REQUIRED);
  const G recorded = After(SeekReview(Awarded(), FromPaper(request),
                                      ArbitrableSteps(), EnteredBy(1)));
  EXPECT_EQ(recorded.reviews(0).by_side(), 2u);
  EXPECT_EQ(recorded.reviews(0).recorded_for().by_side(), 1u);
  EXPECT_EQ(ReasonOf(Seek(Awarded(), "2013-04-30")), R::DATE_ORDER);
}

TEST(DecideReview, LetsTheAwardStand) {
  for (const V::Outcome outcome : {V::UPHELD, V::DISCONTINUED}) {
    const G decided = After(Decide(After(Seek(Awarded())), Outcome(outcome)));
    EXPECT_EQ(decided.state(), G::AWARDED);
    EXPECT_EQ(Fallen(decided), (std::vector<uint32_t>{0}));
    EXPECT_EQ(decided.reviews(0).outcome(), outcome);
    EXPECT_EQ(decided.reviews(0).outcome_date(), "2013-12-02");
    EXPECT_TRUE(decided.reviews(0).has_outcome_recorded_for());
  }
}

TEST(DecideReview, DecidesInThePlaceOfTheAward) {
  v1::DecideReviewRequest request = Outcome(V::SET_ASIDE);
  request.set_disposition(D::DENIED);
  const G decided = After(Decide(After(Seek(Awarded())), request));
  EXPECT_EQ(decided.state(), G::AWARDED);
  EXPECT_EQ(Fallen(decided), (std::vector<uint32_t>{1}));
  EXPECT_EQ(decided.reviews(0).disposition(), D::DENIED);
  EXPECT_EQ(StandingMerits(decided), nullptr);
  EXPECT_EQ(ReasonOf(Seek(decided, "2014-01-06")), R::NOTHING_TO_REVIEW);
}

TEST(DecideReview, SendsTheCaseBackToTheSameArbitrator) {
  const G back = After(Decide(After(Seek(Awarded())), Outcome(V::SENT_BACK)));
  EXPECT_EQ(back.state(), G::HEARING);
  EXPECT_NE(PresentArbitrator(back), nullptr);
  // It is decided anew.
  const G again = After(Render(After(Deliberate(back, "2014-01-06")),
                               Merits(D::DENIED, "2014-02-03")));
  EXPECT_EQ(again.state(), G::AWARDED);
  EXPECT_EQ(StandingMerits(again)->number(), 2u);
  EXPECT_EQ(After(Seek(again, "2014-03-03")).reviews(1).number(), 2u);
}

TEST(DecideReview, SendsTheCaseToAnotherArbitrator) {
  const G sent =
      After(Decide(After(Seek(Awarded())), Outcome(V::SENT_TO_ANOTHER)));
  EXPECT_EQ(sent.state(), G::REFERRED);
  EXPECT_EQ(PresentArbitrator(sent), nullptr);
  EXPECT_EQ(sent.arbitrators(0).ending(), v1::Arbitrator::COURT);
  EXPECT_EQ(sent.arbitrators(0).ended_date(), "2013-12-02");
  EXPECT_TRUE(NameArbitrator(sent, NamingOn("2014-01-06"), {},
                             ArbitrableSteps(), EnteredBy(1))
                  .ok());
}

TEST(DecideReview, LetsTheLastAwardFallUnlessOthersAreNamed) {
  const G reviewed = ReviewedWhole();
  // The quantum alone: the merits and their correction stand.
  const G quantum = After(Decide(reviewed, Outcome(V::SENT_BACK)));
  EXPECT_EQ(Fallen(quantum), (std::vector<uint32_t>{0, 1, 0}));
  EXPECT_TRUE(IsQuantumOpen(quantum));
  // The merits: what was fixed by them and what corrects them fall too.
  v1::DecideReviewRequest request = Outcome(V::SENT_BACK);
  request.add_award_numbers(1);
  const G whole = After(Decide(reviewed, request));
  EXPECT_EQ(Fallen(whole), (std::vector<uint32_t>{1, 1, 1}));
  EXPECT_FALSE(IsQuantumOpen(whole));
  request.set_award_numbers(0, 9);
  EXPECT_EQ(ReasonOf(Decide(reviewed, request)), R::REFERENCE_UNKNOWN);
}

TEST(DecideReview, HasTheShapeOfItsOutcome) {
  const auto checked = [](v1::DecideReviewRequest request) {
    request.set_grievance_id("g");
    return RefusalReason(CheckDecideReview(request));
  };
  for (const V::Outcome outcome : {V::UPHELD, V::SET_ASIDE, V::SENT_BACK,
                                   V::SENT_TO_ANOTHER, V::DISCONTINUED}) {
    v1::DecideReviewRequest disposed = Outcome(outcome);
    disposed.set_disposition(D::DENIED);
    const bool decides = outcome == V::SET_ASIDE;
    EXPECT_EQ(checked(disposed),
              decides ? R::REASON_UNSPECIFIED : R::FIELDS_CONFLICT);
    EXPECT_EQ(checked(Outcome(outcome)),
              decides ? R::FIELD_REQUIRED : R::REASON_UNSPECIFIED);
    v1::DecideReviewRequest named = Outcome(outcome);
    if (decides) named.set_disposition(D::DENIED);
    named.add_award_numbers(1);
    const bool stands = outcome == V::UPHELD || outcome == V::DISCONTINUED;
    EXPECT_EQ(checked(named),
              stands ? R::FIELDS_CONFLICT : R::REASON_UNSPECIFIED);
  }
  EXPECT_EQ(checked(Outcome(V::OUTCOME_UNSPECIFIED)), R::FIELD_REQUIRED);
}

// Merits with the quantum reserved: back at the hearing.
G Reserved() {
  v1::RenderAwardRequest merits = Merits(D::GRANTED);
  merits.set_quantum_reserved(true);
  return After(Render(Deliberating(), merits));
}

TEST(SeekReview, IsPossibleWhileAnAmountIsReserved) {
  for (const G& current :
       {Reserved(), After(Deliberate(Reserved(), "2013-05-20"))}) {
    const G sought = After(Seek(current));
    EXPECT_EQ(sought.state(), G::UNDER_REVIEW);
    for (const auto& each : sought.deliberations()) {
      EXPECT_NE(each.until_date(), "");
    }
    // The award stands: the amount is still to be decided.
    EXPECT_EQ(After(Decide(sought, Outcome(V::UPHELD))).state(), G::HEARING);
    // It falls, and with it what was reserved.
    EXPECT_EQ(After(Decide(sought, Outcome(V::SET_ASIDE))).state(), G::AWARDED);
  }
  EXPECT_EQ(ReasonOf(Seek(Deliberating())), R::NOTHING_TO_REVIEW);
  EXPECT_EQ(ReasonOf(Seek(Heard())), R::NOTHING_TO_REVIEW);
}

TEST(RenderAward, CorrectsTheMeritsWhileAnAmountIsReserved) {
  v1::RenderAwardRequest correction = AwardOf(A::CORRECTION, "2013-06-11");
  correction.set_corrects_number(1);
  const G heard = After(Render(Reserved(), correction));
  EXPECT_EQ(heard.state(), G::HEARING);
  const G deliberating =
      After(Render(After(Deliberate(Reserved(), "2013-06-03")), correction));
  EXPECT_EQ(deliberating.state(), G::DELIBERATION);
  // The deliberation on the amount goes on.
  EXPECT_EQ(deliberating.deliberations().rbegin()->until_date(), "");
  correction.set_corrects_number(2);
  EXPECT_EQ(ReasonOf(Render(Reserved(), correction)), R::REFERENCE_UNKNOWN);
}

TEST(WithdrawGrievance, IsRefusedOnceTheMeritsAreDecided) {
  v1::WithdrawGrievanceRequest request;
  request.set_reason("reason");
  for (const G& current :
       {Reserved(), After(Deliberate(Reserved(), "2013-05-20"))}) {
    EXPECT_EQ(ReasonOf(WithdrawGrievance(current, request, ArbitrableSteps(),
                                         EnteredBy(1))),
              R::WRONG_STATE);
  }
  EXPECT_EQ(After(WithdrawGrievance(Deliberating(), request, ArbitrableSteps(),
                                    EnteredBy(1)))
                .state(),
            G::WITHDRAWN);
}

}  // namespace
}  // namespace entente
