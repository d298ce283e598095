#include "services/mediations/item_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/services/mediations/sample_mediation.h"

namespace entente {
namespace {

using I = v1::MediationItem;
using M = v1::Mediation;
using R = v1::Refusal;

constexpr char kDay[] = "2021-06-01";

v1::AddItemRequest Given(uint32_t side, bool apart) {
  v1::AddItemRequest request;
  request.set_side(side);
  request.set_apart(apart);
  request.set_text("Ce qui a été dit");
  return request;
}

// What side 1 gave apart.
I Apart() {
  const auto event = AddItem(MediationIn(M::OPEN), Given(1, true), "item-1", 1,
                             1, ByParty(1, kDay));
  EXPECT_TRUE(event.ok()) << event.status();
  return event->mediation_item();
}

absl::StatusOr<v1::Event> Release(const I& item,
                                  const std::vector<uint32_t>& sides,
                                  const MediationEntry& entry,
                                  bool paper = false) {
  v1::ReleaseItemRequest request;
  for (const uint32_t side : sides) request.add_to_sides(side);
  if (paper) *request.mutable_instrument() = LetterOf(kDay);
  return ReleaseItem(MediationIn(M::OPEN), item, request, entry);
}

TEST(GiverOf, IsTheOwnSideOfAPartyAndWhomAMediatorNames) {
  const M open = MediationIn(M::OPEN);
  const auto giver = [&](uint32_t side, bool apart,
                         const MediationEntry& entry) {
    return GiverOf(open, Given(side, apart), entry);
  };
  EXPECT_EQ(*giver(0, true, ByParty(2, kDay)), 2u);
  EXPECT_EQ(*giver(2, true, ByParty(2, kDay)), 2u);
  EXPECT_EQ(WhyNot(giver(1, true, ByParty(2, kDay))), R::MAY_NOT_ENTER);
  EXPECT_EQ(*giver(0, false, ByMediator(kDay)), 0u);
  EXPECT_EQ(*giver(3, true, ByMediator(kDay)), 3u);
  EXPECT_EQ(WhyNot(giver(0, true, ByMediator(kDay))), R::ITEM_OF_SIDE);
  EXPECT_EQ(WhyNot(giver(9, true, ByMediator(kDay))), R::REFERENCE_UNKNOWN);
  EXPECT_EQ(WhyNot(giver(1, true, ByMediator(kDay, kLise))), R::MAY_NOT_ENTER);
  EXPECT_EQ(WhyNot(giver(1, false, ByRegistrar(kDay))), R::MAY_NOT_ENTER);
}

TEST(GiverOf, IsAskedForWhileItIsUnderWay) {
  for (int state = M::REQUESTED; state <= M::CLOSED; ++state) {
    if (!M::State_IsValid(state)) continue;
    const auto giver = GiverOf(MediationIn(static_cast<M::State>(state)),
                               Given(0, true), ByParty(1, kDay));
    const bool under_way = state == M::OPEN || state == M::PAUSED;
    EXPECT_EQ(giver.ok(), under_way) << state;
    if (!under_way) {
      EXPECT_EQ(WhyNot(giver), R::MEDIATION_STATE);
    }
  }
}

TEST(AddItem, KeepsWhatIsApartApart) {
  const I item = Apart();
  EXPECT_EQ(item.caucus_text(), "Ce qui a été dit");
  EXPECT_EQ(item.text(), "");
  const auto shared = AddItem(MediationIn(M::OPEN), Given(0, false), "item-2",
                              0, 1, ByMediator(kDay));
  ASSERT_TRUE(shared.ok()) << shared.status();
  EXPECT_EQ(shared->mediation_item().text(), "Ce qui a été dit");
  EXPECT_EQ(shared->mediation_item().caucus_text(), "");
}

TEST(ReleaseItem, IsTheGiversAlone) {
  const I item = Apart();
  const auto own = Release(item, {2}, ByParty(1, kDay));
  ASSERT_TRUE(own.ok()) << own.status();
  EXPECT_TRUE(WasGivenTo(own->mediation_item(), 2));
  EXPECT_FALSE(WasGivenTo(own->mediation_item(), 3));
  EXPECT_FALSE(own->mediation_item().releases(0).has_recorded_for());
  // Not who read it by a release, and no mediator without the giver's paper.
  EXPECT_EQ(WhyNot(Release(own->mediation_item(), {3}, ByParty(2, kDay))),
            R::GIVER_ONLY);
  EXPECT_EQ(WhyNot(Release(item, {2}, ByParty(2, kDay), true)), R::GIVER_ONLY);
  EXPECT_EQ(WhyNot(Release(item, {2}, ByMediator(kDay))),
            R::INSTRUMENT_REQUIRED);
  const auto attested = Release(item, {2}, ByMediator(kDay), true);
  ASSERT_TRUE(attested.ok()) << attested.status();
  EXPECT_TRUE(attested->mediation_item().releases(0).has_recorded_for());
  // What was given to all needs none.
  I shared = item;
  shared.set_apart(false);
  EXPECT_EQ(WhyNot(Release(shared, {2}, ByParty(1, kDay))), R::GIVER_ONLY);
}

TEST(ReleaseItem, NamesSidesThatDoNotKnowIt) {
  const I item = Apart();
  EXPECT_EQ(WhyNot(Release(item, {1}, ByParty(1, kDay))), R::REFERENCE_UNKNOWN);
  EXPECT_EQ(WhyNot(Release(item, {2, 9}, ByParty(1, kDay))),
            R::REFERENCE_UNKNOWN);
  const auto told = Release(item, {2}, ByParty(1, kDay));
  ASSERT_TRUE(told.ok()) << told.status();
  EXPECT_EQ(WhyNot(Release(told->mediation_item(), {2}, ByParty(1, kDay))),
            R::NOTHING_TO_CORRECT);
  const auto both = Release(told->mediation_item(), {2, 3}, ByParty(1, kDay));
  ASSERT_TRUE(both.ok()) << both.status();
  // It cannot be taken back: the first stays as it was.
  ASSERT_EQ(both->mediation_item().releases_size(), 2);
  EXPECT_EQ(both->mediation_item().releases(1).to_sides_size(), 1);
  EXPECT_EQ(both->mediation_item().releases(1).to_sides(0), 3u);
}

TEST(CountReceived, WarnsWhenOneSideAloneHasASummary) {
  I summary = Apart();
  summary.set_summary(true);
  I shared;
  shared.set_side(2);
  v1::ReadItemsResponse counted;
  CountReceived(MediationIn(M::OPEN), {summary, shared}, counted);
  ASSERT_EQ(counted.received_size(), 3);
  // Side 1 received what 2 gave to all; 2 nothing; 3 that too.
  EXPECT_EQ(counted.received(0).item_count(), 1u);
  EXPECT_EQ(counted.received(1).item_count(), 0u);
  EXPECT_EQ(counted.received(2).item_count(), 1u);
  EXPECT_FALSE(counted.summaries_differ());
  summary.add_releases()->add_to_sides(2);
  v1::ReadItemsResponse one;
  CountReceived(MediationIn(M::OPEN), {summary}, one);
  EXPECT_EQ(one.received(1).summary_count(), 1u);
  EXPECT_TRUE(one.summaries_differ());
  I to_all;
  to_all.set_summary(true);
  v1::ReadItemsResponse all;
  CountReceived(MediationIn(M::OPEN), {to_all}, all);
  EXPECT_FALSE(all.summaries_differ());
}

}  // namespace
}  // namespace entente
