#include "services/grievances/joinder_rules.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <utility>

#include "proto/support/joinder.h"
#include "proto/support/refusal.h"
#include "services/grievances/life_cycle.h"
#include "tests/services/grievances/three_steps.h"

namespace entente {
namespace {

using G = v1::Grievance;
using R = v1::Refusal;

G Named(const std::string& id, G grievance = Filed()) {
  grievance.set_grievance_id(id);
  return grievance;
}

G InState(const std::string& id, G::State state) {
  G grievance = Named(id, After(Receive(Filed(), "2012-11-21")));
  grievance.set_state(state);
  if (IsInArbitration(state)) {
    grievance.mutable_referral()->set_referral_date("2012-12-10");
  }
  return grievance;
}

v1::JoinGrievancesRequest Request() {
  v1::JoinGrievancesRequest request;
  request.set_basis(v1::Basis::BOTH_SIDES);
  request.set_join_date("2013-01-15");
  *request.mutable_instrument() = Letter();
  return request;
}

absl::StatusOr<Changes> Join(const G& current, const G& lead,
                             bool is_lead = false) {
  JoinderFacts facts;
  facts.lead = &lead;
  facts.is_lead = is_lead;
  facts.field = "joined_ids[0]";
  return JoinGrievance(current, Request(), facts, Steps(),
                       EntryOn("2013-06-01", 1));
}

TEST(JoinGrievance, KeepsItsOwnDatesPersonsAndRemedy) {
  G own = Named("b");
  own.set_remedy_sought("Sa propre réparation");
  own.set_occurred_date("2012-11-02");
  const G joined = After(Join(own, Named("a")));
  EXPECT_EQ(LeadOf(joined), "a");
  G rest = joined;
  rest.clear_joinders();
  EXPECT_EQ(rest.SerializeAsString(), own.SerializeAsString());
  EXPECT_EQ(joined.joinders(0).join_date(), "2013-01-15");
  EXPECT_EQ(joined.joinders(0).recorded_for().by_side(), 1u);
}

TEST(JoinGrievance, IsRefusedToItselfAndAcrossEmployers) {
  EXPECT_EQ(ReasonOf(Join(Named("a"), Named("a"))), R::JOIN_ITSELF);
  G elsewhere = Named("b");
  for (v1::Party& party : *elsewhere.mutable_parties()) {
    if (party.kind() == v1::Party::EMPLOYER) party.set_organization_id("chus");
  }
  EXPECT_EQ(ReasonOf(Join(elsewhere, Named("a"))), R::JOIN_EMPLOYER);
}

TEST(JoinGrievance, HasDepthOneAndNoCycles) {
  const G lead = Named("a");
  const G joined = After(Join(Named("b"), lead));
  // Joined twice; a lead joined elsewhere; one joined to one that is joined.
  EXPECT_EQ(ReasonOf(Join(joined, Named("c"))), R::JOIN_DEPTH);
  EXPECT_EQ(ReasonOf(Join(lead, Named("c"), /*is_lead=*/true)), R::JOIN_DEPTH);
  EXPECT_EQ(
      RefusalReason(
          CheckLead(joined, Request(), EntryOn("2013-06-01", 1)).status()),
      R::JOIN_DEPTH);
}

TEST(JoinGrievance, AsksForBothConsentsOrAnOrderOnPaper) {
  JoinderFacts facts;
  const G lead = Named("a");
  facts.lead = &lead;
  for (const uint32_t side : {1u, 2u}) {
    v1::JoinGrievancesRequest bare = Request();
    bare.clear_instrument();
    EXPECT_EQ(ReasonOf(JoinGrievance(Named("b"), bare, facts, Steps(),
                                     EntryOn("2013-06-01", side))),
              R::INSTRUMENT_REQUIRED);
  }
}

// Which states a grievance may have to be joined to a lead in each, typed by
// hand; before the referral the step has to be the same too.
TEST(JoinGrievance, TakesOnlyWhatIsAtTheStageOfTheLeadOrOnItsRoad) {
  const std::map<G::State, std::set<G::State>> fits = {
      {G::FILED, {G::FILED}},
      {G::RECEIVED, {G::RECEIVED}},
      {G::ANSWERED, {G::ANSWERED}},
      {G::REFERRED, {G::REFERRED}},
      {G::ARBITRATOR_NAMED, {G::REFERRED, G::ARBITRATOR_NAMED}},
      {G::HEARING, {G::REFERRED, G::ARBITRATOR_NAMED, G::HEARING}},
      {G::DELIBERATION, {}},
  };
  int judged = 0;
  for (int l = 1; l < G::State_ARRAYSIZE; ++l) {
    const auto lead_state = static_cast<G::State>(l);
    const G lead = InState("a", lead_state);
    const bool can_lead =
        CheckLead(lead, Request(), EntryOn("2013-06-01", 1)).ok();
    EXPECT_EQ(can_lead, IsLive(lead_state)) << G::State_Name(lead_state);
    if (!can_lead) continue;
    for (int s = 1; s < G::State_ARRAYSIZE; ++s) {
      const auto state = static_cast<G::State>(s);
      const auto changes = Join(InState("b", state), lead);
      SCOPED_TRACE(G::State_Name(state) + " to " + G::State_Name(lead_state));
      ++judged;
      if (fits.at(lead_state).count(state) > 0) {
        EXPECT_EQ(After(changes).state(), lead_state);
      } else {
        EXPECT_EQ(ReasonOf(changes),
                  IsLive(state) ? R::JOIN_STAGE : R::WRONG_STATE);
      }
    }
  }
  EXPECT_EQ(judged, 7 * 13);
  G second = InState("b", G::RECEIVED);
  second.set_step(2);
  const auto changes = Join(second, InState("a", G::RECEIVED));
  EXPECT_EQ(ReasonOf(changes), R::JOIN_STAGE);
  // The state alone would not tell them apart.
  auto told = FindRefusal(changes.status())->metadata();
  EXPECT_EQ(told["step"], "2");
  EXPECT_EQ(told["lead_step"], "1");
}

TEST(JoinGrievance, TakesTheArbitratorAndTheDaysThatAreStillToCome) {
  G lead = InState("a", G::HEARING);
  v1::Arbitrator& arbitrator = *lead.add_arbitrators();
  arbitrator.set_name("R. Turcotte");
  arbitrator.set_named_date("2012-12-12");
  for (const auto& [state, day] :
       {std::pair(v1::HearingDay::HELD, "2013-01-08"),
        std::pair(v1::HearingDay::FIXED, "2013-03-04")}) {
    v1::HearingDay& added = *lead.add_hearing_days();
    added.set_number(static_cast<uint32_t>(lead.hearing_days_size()));
    added.set_state(state);
    added.set_hearing_date(day);
  }
  const G joined = After(Join(InState("b", G::REFERRED), lead));
  ASSERT_EQ(joined.arbitrators_size(), 1);
  EXPECT_EQ(joined.arbitrators(0).name(), "R. Turcotte");
  EXPECT_EQ(joined.arbitrators(0).named_date(), "2013-01-15");
  ASSERT_EQ(joined.hearing_days_size(), 1);
  EXPECT_EQ(joined.hearing_days(0).hearing_date(), "2013-03-04");
  EXPECT_EQ(joined.hearing_days(0).number(), 1u);
}

TEST(JoinGrievance, GoesToTheArbitratorOfTheLead) {
  const auto with = [](const std::string& id, const char* name) {
    G grievance = InState(id, G::ARBITRATOR_NAMED);
    v1::Arbitrator& arbitrator = *grievance.add_arbitrators();
    arbitrator.set_name(name);
    arbitrator.set_named_date("2012-12-12");
    return grievance;
  };
  const G joined = After(Join(with("b", "Me B"), with("a", "Me A")));
  ASSERT_EQ(joined.arbitrators_size(), 2);
  EXPECT_EQ(joined.arbitrators(0).ended_date(), "2013-01-15");
  EXPECT_EQ(joined.arbitrators(1).name(), "Me A");
  EXPECT_EQ(joined.arbitrators(1).ended_date(), "");
  EXPECT_EQ(
      After(Join(with("b", "Me A"), with("a", "Me A"))).arbitrators_size(), 1);
}

TEST(JoinGrievance, PutsNoDayOnTheRollThatStandsThereAlready) {
  G lead = InState("a", G::ARBITRATOR_NAMED);
  v1::HearingDay& day = *lead.add_hearing_days();
  day.set_number(1);
  day.set_hearing_date("2013-03-04");
  day.set_state(v1::HearingDay::FIXED);
  G own = InState("b", G::ARBITRATOR_NAMED);
  *own.mutable_hearing_days() = lead.hearing_days();
  EXPECT_EQ(After(Join(own, lead)).hearing_days_size(), 1);
  // One that was moved away from that day takes it up again.
  own.mutable_hearing_days(0)->set_state(v1::HearingDay::POSTPONED);
  EXPECT_EQ(After(Join(own, lead)).hearing_days_size(), 2);
}

TEST(SeverGrievance, LeavesItWhereItIsAndOnItsOwnWay) {
  v1::SeverGrievanceRequest request;
  request.set_basis(v1::Basis::RULING);
  request.set_sever_date("2013-02-01");
  *request.mutable_instrument() = Letter();
  const Entry entry = EntryOn("2013-06-01", 2);
  EXPECT_EQ(ReasonOf(SeverGrievance(Named("b"), request, Steps(), entry)),
            R::NOT_JOINED);
  const G joined = After(Join(Named("b"), Named("a")));
  const G severed = After(SeverGrievance(joined, request, Steps(), entry));
  EXPECT_EQ(LeadOf(severed), "");
  EXPECT_EQ(severed.state(), joined.state());
  EXPECT_EQ(severed.joinders(0).sever_recorded_for().by_side(), 2u);
  // And may be joined again.
  EXPECT_EQ(LeadOf(After(Join(severed, Named("c")))), "c");

  request.set_sever_date("2013-01-14");
  EXPECT_EQ(ReasonOf(SeverGrievance(joined, request, Steps(), entry)),
            R::DATE_ORDER);
  request.set_sever_date("2013-02-01");
  request.clear_instrument();
  EXPECT_EQ(ReasonOf(SeverGrievance(joined, request, Steps(), entry)),
            R::INSTRUMENT_REQUIRED);
}

TEST(SameKindOfSide, FindsTheSideOfTheSameKindOfParty) {
  const G lead = Filed();
  G employers = Filed();
  for (v1::Party& party : *employers.mutable_parties()) {
    party.set_side(3 - party.side());
  }
  for (const uint32_t side : {1u, 2u}) {
    EXPECT_EQ(SameKindOfSide(lead, side, lead), side);
    EXPECT_EQ(SameKindOfSide(lead, side, employers), 3 - side);
  }
}

}  // namespace
}  // namespace entente
