#include "services/grievances/arbitrator_rules.h"

#include <gtest/gtest.h>

#include "tests/services/grievances/in_arbitration.h"

namespace entente {
namespace {

using G = v1::Grievance;
using R = v1::Refusal;

absl::StatusOr<Changes> Name(const G& current,
                             const v1::NameArbitratorRequest& request,
                             const ArbitratorFacts& facts = {}) {
  return NameArbitrator(current, request, facts, ArbitrableSteps(),
                        EnteredBy(1));
}

absl::StatusOr<Changes> End(const G& current, const char* day) {
  v1::EndArbitratorRequest request;
  request.set_ending(v1::Arbitrator::UNABLE);
  request.set_ended_date(day);
  return EndArbitrator(current, FromPaper(request), ArbitrableSteps(),
                       EnteredBy(1));
}

TEST(NameArbitrator, IsRecordedByEitherSideFromThePaper) {
  const auto changes = Name(Referred(), NamingOn("2013-02-01"));
  const G named = After(changes);
  EXPECT_EQ(named.state(), G::ARBITRATOR_NAMED);
  EXPECT_EQ((*changes)[0].acted_by_side(), 0u);
  ASSERT_EQ(named.arbitrators_size(), 1);
  EXPECT_EQ(named.arbitrators(0).name(), "Me Arbitre");
  EXPECT_EQ(named.arbitrators(0).mode(), v1::Arbitrator::AGREED);
  EXPECT_EQ(named.arbitrators(0).recorded_for().by_side(), 1u);
  v1::NameArbitratorRequest without = NamingOn("2013-02-01");
  without.clear_instrument();
  EXPECT_EQ(ReasonOf(Name(Referred(), without)), R::INSTRUMENT_REQUIRED);
  EXPECT_EQ(ReasonOf(Name(Referred(), NamingOn("2013-01-09"))), R::DATE_ORDER);
}

TEST(NameArbitrator, TakesTheNameOfThePersonInTheDirectory) {
  v1::NameArbitratorRequest request = NamingOn("2013-02-01");
  request.clear_name();
  request.set_person_id("turcotte");
  EXPECT_EQ(ReasonOf(Name(Referred(), request)), R::FIELD_REQUIRED);
  const G named = After(Name(Referred(), request, {"R. Turcotte", false}));
  EXPECT_EQ(named.arbitrators(0).name(), "R. Turcotte");
  EXPECT_EQ(named.arbitrators(0).person_id(), "turcotte");
}

TEST(NameArbitrator, RefusesWhoeverIsNotFreeInTheFile) {
  v1::NameArbitratorRequest request = NamingOn("2013-02-01");
  request.set_person_id("p");
  EXPECT_EQ(ReasonOf(Name(Referred(), request, {"P", true})),
            R::ARBITRATOR_INVOLVED);
  G entrusted = Referred();
  entrusted.add_assignments()->set_person_id("p");
  EXPECT_EQ(ReasonOf(Name(entrusted, request, {"P", false})),
            R::ARBITRATOR_INVOLVED);
  G grieving = Referred();
  grieving.add_grievors()->set_person_id("p");
  EXPECT_EQ(ReasonOf(Name(grieving, request, {"P", false})),
            R::ARBITRATOR_INVOLVED);
  EXPECT_TRUE(Name(Referred(), request, {"P", false}).ok());
}

TEST(EndArbitrator, LetsAnotherBeNamedAndEndsTheDeliberation) {
  const G ended = After(End(Deliberating(), "2013-04-02"));
  EXPECT_EQ(ended.state(), G::REFERRED);
  EXPECT_EQ(ended.arbitrators(0).ended_date(), "2013-04-02");
  EXPECT_EQ(ended.arbitrators(0).ending(), v1::Arbitrator::UNABLE);
  EXPECT_EQ(ended.deliberations(0).until_date(), "2013-04-02");
  EXPECT_EQ(PresentArbitrator(ended), nullptr);
  EXPECT_EQ(ReasonOf(Name(ended, NamingOn("2013-04-01"))), R::DATE_ORDER);
  const G again = After(Name(ended, NamingOn("2013-04-10")));
  EXPECT_EQ(again.state(), G::ARBITRATOR_NAMED);
  ASSERT_NE(PresentArbitrator(again), nullptr);
  EXPECT_EQ(PresentArbitrator(again)->named_date(), "2013-04-10");
  EXPECT_EQ(ReasonOf(End(Heard(), "2013-03-03")), R::DATE_ORDER);
}

}  // namespace
}  // namespace entente
