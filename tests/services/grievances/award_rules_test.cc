#include "services/grievances/award_rules.h"

#include <gtest/gtest.h>

#include <string>

#include "services/grievances/arbitration_checks.h"
#include "tests/services/grievances/in_arbitration.h"

namespace entente {
namespace {

using A = v1::Award;
using D = v1::Disposition;
using G = v1::Grievance;
using K = v1::Remedy;
using R = v1::Refusal;

G ReservedQuantum() {
  v1::RenderAwardRequest request = Merits(D::GRANTED);
  request.set_quantum_reserved(true);
  return After(Render(Deliberating(), request));
}

v1::RenderAwardRequest Quantum(const char* day) {
  v1::RenderAwardRequest request = AwardOf(A::QUANTUM, day);
  K& remedy = AddRemedy(K::BACK_PAY, request);
  remedy.set_amount("1250,50");
  remedy.set_currency_code("CAD");
  return request;
}

v1::RenderAwardRequest Correction(uint32_t number, const char* day) {
  v1::RenderAwardRequest request = AwardOf(A::CORRECTION, day);
  request.set_corrects_number(number);
  return request;
}

v1::Refusal::Reason CheckedAs(v1::RenderAwardRequest request) {
  request.set_grievance_id("g");
  return RefusalReason(CheckRenderAward(request));
}

TEST(RenderAward, SaysWhatBecomesOfTheGrievance) {
  v1::RenderAwardRequest request = Merits(D::GRANTED_IN_PART);
  AddRemedy(K::CEASE_PRACTICE, request);
  K& pay = AddRemedy(K::BACK_PAY, request);
  pay.set_amount("1250,50");
  pay.set_currency_code("CAD");
  request.set_reference("2013 QCTA 1");
  const auto changes = Render(Deliberating(), request);
  const G awarded = After(changes);
  EXPECT_EQ(awarded.state(), G::AWARDED);
  EXPECT_EQ((*changes)[0].move(), v1::Event::MERITS_AWARDED);
  EXPECT_EQ((*changes)[0].acted_by_side(), 0u);
  ASSERT_EQ(awarded.awards_size(), 1);
  const A& award = awarded.awards(0);
  EXPECT_EQ(award.number(), 1u);
  EXPECT_EQ(award.disposition(), D::GRANTED_IN_PART);
  EXPECT_EQ(award.remedies(1).amount(), "1250.50");
  EXPECT_EQ(award.remedies(1).interest_from_date(), awarded.submitted_date());
  EXPECT_EQ(award.reference(), "2013 QCTA 1");
  EXPECT_EQ(award.recorded_for().kind(), v1::Instrument::ORDER);
  EXPECT_EQ(awarded.deliberations(0).until_date(), "2013-05-01");
  EXPECT_EQ(StandingMerits(awarded)->number(), 1u);
}

TEST(RenderAward, IsRefusedWithoutAnOutcome) {
  EXPECT_EQ(CheckedAs(Merits(D::VALUE_UNSPECIFIED)),
            R::AWARD_WITHOUT_DISPOSITION);
  v1::RenderAwardRequest none = Merits(D::GRANTED);
  none.clear_decisions();
  EXPECT_EQ(CheckedAs(none), R::AWARD_WITHOUT_DISPOSITION);
  EXPECT_EQ(CheckedAs(Merits(D::GRANTED)), R::REASON_UNSPECIFIED);
}

TEST(RenderAward, HasTheShapeOfItsKind) {
  for (const A::Kind kind : {A::INTERLOCUTORY, A::CORRECTION}) {
    v1::RenderAwardRequest request = AwardOf(kind, "2013-05-01");
    if (kind == A::CORRECTION) request.set_corrects_number(1);
    EXPECT_EQ(CheckedAs(request), R::REASON_UNSPECIFIED);
    v1::RenderAwardRequest silent = request;
    silent.clear_text();
    EXPECT_EQ(CheckedAs(silent), R::FIELD_REQUIRED);
    v1::RenderAwardRequest decides = request;
    decides.add_decisions()->set_disposition(D::GRANTED);
    EXPECT_EQ(CheckedAs(decides), R::FIELDS_CONFLICT);
    v1::RenderAwardRequest reserves = request;
    reserves.set_quantum_reserved(true);
    EXPECT_EQ(CheckedAs(reserves), R::FIELDS_CONFLICT);
  }
  EXPECT_EQ(CheckedAs(AwardOf(A::CORRECTION, "2013-05-01")), R::FIELD_REQUIRED);
  EXPECT_EQ(CheckedAs(AwardOf(A::QUANTUM, "2013-05-01")), R::FIELD_REQUIRED);
  EXPECT_EQ(CheckedAs(AwardOf(A::KIND_UNSPECIFIED, "2013-05-01")),
            R::FIELD_REQUIRED);
  v1::RenderAwardRequest corrects = Merits(D::GRANTED);
  corrects.set_corrects_number(1);
  EXPECT_EQ(CheckedAs(corrects), R::FIELDS_CONFLICT);
  // What is dismissed leaves no amount to fix.
  for (int value = 1; value < D::Value_ARRAYSIZE; ++value) {
    v1::RenderAwardRequest reserves = Merits(static_cast<D::Value>(value));
    reserves.set_quantum_reserved(true);
    const bool granted = value == D::GRANTED || value == D::GRANTED_IN_PART;
    EXPECT_EQ(CheckedAs(reserves),
              granted ? R::REASON_UNSPECIFIED : R::FIELDS_CONFLICT)
        << value;
  }
  v1::RenderAwardRequest two = Merits(D::GRANTED);
  two.add_decisions()->set_disposition(D::DENIED);
  EXPECT_EQ(CheckedAs(two), R::NAMED_TWICE);
  two.mutable_decisions(1)->set_grievance_id("other");
  EXPECT_EQ(CheckedAs(two), R::REASON_UNSPECIFIED);
}

TEST(RenderAward, OrdersOnlyWhatGoesWithTheOutcome) {
  v1::RenderAwardRequest denied = Merits(D::DENIED);
  AddRemedy(K::REINSTATEMENT, denied);
  const auto refused = Render(Deliberating(), denied);
  EXPECT_EQ(ReasonOf(refused), R::REMEDY_UNFIT);
  EXPECT_EQ(FindRefusal(refused.status())->metadata().at("field"),
            "decisions[0].remedies[0].kind");
  v1::RenderAwardRequest premature = Merits(D::INADMISSIBLE_PREMATURE);
  AddRemedy(K::COMMITTEE_REFERRAL, premature);
  EXPECT_TRUE(Render(Deliberating(), premature).ok());
  v1::RenderAwardRequest interlocutory =
      AwardOf(A::INTERLOCUTORY, "2013-05-01");
  AddRemedy(K::BACK_PAY, interlocutory);
  EXPECT_EQ(ReasonOf(Render(Deliberating(), interlocutory)), R::REMEDY_UNFIT);
}

// One award decides several that are joined: each by what names it.
TEST(RenderAward, TakesTheDecisionOnThisGrievance) {
  v1::RenderAwardRequest request = Merits(D::GRANTED);
  request.mutable_decisions(0)->set_grievance_id("other");
  EXPECT_EQ(ReasonOf(Render(Deliberating(), request)),
            R::AWARD_WITHOUT_DISPOSITION);
  auto& own = *request.add_decisions();
  own.set_grievance_id("g");
  own.set_disposition(D::DENIED);
  EXPECT_EQ(After(Render(Deliberating(), request)).awards(0).disposition(),
            D::DENIED);
  // The amounts are reserved in those that are granted only.
  request.set_quantum_reserved(true);
  const G denied = After(Render(Deliberating(), request));
  EXPECT_EQ(denied.state(), G::AWARDED);
  EXPECT_FALSE(denied.awards(0).quantum_reserved());
}

TEST(RenderAward, GoesOnAfterAnInterlocutoryOne) {
  v1::RenderAwardRequest request = AwardOf(A::INTERLOCUTORY, "2013-05-01");
  AddRemedy(K::PROVISIONAL_ORDER, request);
  EXPECT_EQ(After(Render(Named(), request)).state(), G::ARBITRATOR_NAMED);
  EXPECT_EQ(After(Render(Heard(), request)).state(), G::HEARING);
  const G heard = After(Render(Deliberating(), request));
  EXPECT_EQ(heard.state(), G::HEARING);
  EXPECT_EQ(heard.deliberations(0).until_date(), "2013-05-01");
  EXPECT_EQ(StandingMerits(heard), nullptr);
  EXPECT_EQ(ReviewableAward(heard), nullptr);
}

TEST(RenderAward, ReservesTheQuantumAndFixesItOnce) {
  EXPECT_EQ(ReasonOf(Render(Deliberating(), Quantum("2013-05-01"))),
            R::NO_RESERVED_QUANTUM);
  const G reserved = ReservedQuantum();
  EXPECT_EQ(reserved.state(), G::HEARING);
  EXPECT_TRUE(IsQuantumOpen(reserved));
  const G again = After(Deliberate(reserved, "2013-06-03"));
  EXPECT_EQ(ReasonOf(Render(again, Merits(D::DENIED, "2013-06-10"))),
            R::MERITS_DECIDED);
  const G fixed = After(Render(again, Quantum("2013-06-10")));
  EXPECT_EQ(fixed.state(), G::AWARDED);
  EXPECT_FALSE(IsQuantumOpen(fixed));
  EXPECT_EQ(ReviewableAward(fixed)->number(), 2u);
  EXPECT_EQ(fixed.awards(1).disposition(), D::VALUE_UNSPECIFIED);
  EXPECT_EQ(fixed.deliberations(1).until_date(), "2013-06-10");
}

TEST(RenderAward, CorrectsAnAwardThatStands) {
  EXPECT_EQ(ReasonOf(Render(Awarded(), Correction(7, "2013-05-15"))),
            R::REFERENCE_UNKNOWN);
  v1::RenderAwardRequest request = Correction(1, "2013-05-15");
  AddRemedy(K::REINSTATEMENT, request);
  const G corrected = After(Render(Awarded(), request));
  EXPECT_EQ(corrected.state(), G::AWARDED);
  EXPECT_EQ(corrected.awards(1).corrects_number(), 1u);
  EXPECT_EQ(corrected.awards(1).disposition(), D::GRANTED);
  EXPECT_EQ(ReasonOf(Render(corrected, Correction(2, "2013-05-16"))),
            R::REFERENCE_UNKNOWN);
  EXPECT_EQ(ReasonOf(Render(Awarded(), Correction(1, "2013-04-30"))),
            R::DATE_ORDER);
  // Its orders are judged by what it corrects.
  const G denied = After(Render(Deliberating(), Merits(D::DENIED)));
  EXPECT_EQ(ReasonOf(Render(denied, request)), R::REMEDY_UNFIT);
}

TEST(RenderAward, IsAfterTheHearingAndNotInTheFuture) {
  EXPECT_EQ(ReasonOf(Render(Deliberating(), Merits(D::GRANTED, "2013-03-03"))),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Render(Deliberating(), Merits(D::GRANTED, "2014-06-02"))),
            R::DATE_IN_FUTURE);
  v1::RenderAwardRequest without = Merits(D::GRANTED);
  without.clear_instrument();
  EXPECT_EQ(ReasonOf(Render(Deliberating(), without)), R::INSTRUMENT_REQUIRED);
}

TEST(InvariantA10, ASettledGrievanceHasNoAward) {
  G settled = Deliberating();
  settled.set_state(G::SETTLED);
  settled.add_settled_by()->set_settled_date("2013-04-01");
  for (const auto& request :
       {Merits(D::GRANTED), AwardOf(A::INTERLOCUTORY, "2013-05-01"),
        Quantum("2013-05-01"), Correction(1, "2013-05-01")}) {
    EXPECT_EQ(ReasonOf(Render(settled, request)), R::WRONG_STATE);
  }
}

}  // namespace
}  // namespace entente
