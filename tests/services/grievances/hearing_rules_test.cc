#include "services/grievances/hearing_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/services/grievances/in_arbitration.h"

namespace entente {
namespace {

using G = v1::Grievance;
using H = v1::HearingDay;
using R = v1::Refusal;

absl::StatusOr<Changes> Fix(const G& current, const char* day) {
  v1::FixHearingRequest request;
  request.set_hearing_date(day);
  request.set_place("Québec");
  return FixHearing(current, request, ArbitrableSteps(), EnteredBy(1));
}

v1::MoveHearingRequest Moving(uint32_t number, v1::Whose::Value by) {
  v1::MoveHearingRequest request;
  request.set_number(number);
  request.set_by(by);
  request.set_reason("reason");
  request.set_moved_date("2013-03-01");
  return request;
}
absl::StatusOr<Changes> Postpone(const G& current,
                                 const v1::MoveHearingRequest& request,
                                 uint32_t side = 1) {
  return MoveHearing(current, request, ArbitrableSteps(), EnteredBy(side));
}

absl::StatusOr<Changes> HoldNumber(const G& current, uint32_t number) {
  v1::HoldHearingRequest request;
  request.set_number(number);
  return HoldHearing(current, FromPaper(request), ArbitrableSteps(),
                     EnteredBy(1));
}

absl::StatusOr<Changes> Exhibit(const G& current, v1::Whose::Value by,
                                uint32_t side = 1, bool paper = false) {
  v1::FileExhibitRequest request;
  request.set_title("title");
  request.set_by(by);
  request.set_filed_date("2013-03-04");
  if (paper) *request.mutable_instrument() = Order();
  return FileExhibit(current, request, ArbitrableSteps(), EnteredBy(side));
}

TEST(FixHearing, PutsADayOnTheRollThatMayLieAhead) {
  const G fixed = After(Fix(Named(), "2015-09-16"));
  ASSERT_EQ(fixed.hearing_days_size(), 1);
  const H& day = fixed.hearing_days(0);
  EXPECT_EQ(day.number(), 1u);
  EXPECT_EQ(day.state(), H::FIXED);
  EXPECT_EQ(day.kind(), H::HEARING);
  EXPECT_EQ(day.place(), "Québec");
  EXPECT_EQ(fixed.state(), G::ARBITRATOR_NAMED);
  EXPECT_EQ(ReasonOf(Fix(fixed, "2015-09-16")), R::DAY_ON_ROLL);
  EXPECT_EQ(ReasonOf(Fix(Named(), "2013-01-31")), R::DATE_ORDER);
}

TEST(HoldHearing, TakesANumberOfTheRollOrADay) {
  const G fixed = After(Fix(Named(), "2013-03-04"));
  const G by_number = After(HoldNumber(fixed, 1));
  EXPECT_EQ(by_number.state(), G::HEARING);
  EXPECT_EQ(by_number.hearing_days(0).state(), H::HELD);
  // The day that stands on the roll is meant by its date too.
  const G by_date = After(Hold(fixed, "2013-03-04"));
  ASSERT_EQ(by_date.hearing_days_size(), 1);
  EXPECT_EQ(by_date.hearing_days(0).state(), H::HELD);
  // Another one is added.
  const G added = After(Hold(fixed, "2013-03-05"));
  ASSERT_EQ(added.hearing_days_size(), 2);
  EXPECT_EQ(added.hearing_days(1).number(), 2u);
  EXPECT_EQ(added.hearing_days(1).state(), H::HELD);
  EXPECT_EQ(added.hearing_days(0).state(), H::FIXED);
  EXPECT_EQ(ReasonOf(HoldNumber(fixed, 2)), R::REFERENCE_UNKNOWN);
  EXPECT_EQ(ReasonOf(HoldNumber(by_number, 1)), R::HEARING_DAY_STATE);
  EXPECT_EQ(ReasonOf(Hold(by_number, "2013-03-04")), R::DAY_ON_ROLL);
}

TEST(HoldHearing, IsNeverInTheFutureNorBeforeTheArbitrator) {
  EXPECT_EQ(ReasonOf(Hold(Named(), "2014-06-02")), R::DATE_IN_FUTURE);
  EXPECT_EQ(ReasonOf(HoldNumber(After(Fix(Named(), "2014-06-02")), 1)),
            R::DATE_IN_FUTURE);
  EXPECT_EQ(ReasonOf(Hold(Named(), "2013-01-31")), R::DATE_ORDER);
}

TEST(HoldHearing, LetsDaysBeEnteredInAnyOrder) {
  const G second = After(Hold(Named(), "2013-03-11"));
  const G both = After(Hold(second, "2013-03-04"));
  EXPECT_EQ(both.hearing_days_size(), 2);
  EXPECT_EQ(LastHeardDay(both, 0), "2013-03-11");
}

TEST(HoldHearing, KeepsWhoWasHeardAndByWhomTheyWereCalled) {
  v1::HoldHearingRequest request;
  request.set_hearing_date("2013-03-04");
  for (const auto by :
       {v1::Whose::UNION, v1::Whose::EMPLOYER, v1::Whose::NEITHER}) {
    auto& witness = *request.add_witnesses();
    witness.set_called_by(by);
    witness.set_name("T");
  }
  EXPECT_EQ(
      ReasonOf(HoldHearing(Named(), request, ArbitrableSteps(), EnteredBy(2))),
      R::INSTRUMENT_REQUIRED);
  const G heard = After(HoldHearing(Named(), FromPaper(request),
                                    ArbitrableSteps(), EnteredBy(2)));
  std::vector<uint32_t> sides;
  for (const auto& each : heard.hearing_days(0).witnesses()) {
    sides.push_back(each.called_by_side());
  }
  EXPECT_EQ(sides, (std::vector<uint32_t>{1, 2, 0}));
}

TEST(MoveHearing, SaysAtWhoseRequestAndWhatTakesItsPlace) {
  const G fixed = After(Fix(Named(), "2013-03-04"));
  v1::MoveHearingRequest request = Moving(1, v1::Whose::EMPLOYER);
  request.set_new_date("2013-04-08");
  // The request of the other side needs its paper.
  EXPECT_EQ(ReasonOf(Postpone(fixed, request)), R::INSTRUMENT_REQUIRED);
  EXPECT_TRUE(Postpone(fixed, request, 2).ok());
  const auto changes = Postpone(fixed, FromPaper(request));
  const G moved = After(changes);
  EXPECT_EQ((*changes)[0].acted_by_side(), 2u);
  ASSERT_EQ(moved.hearing_days_size(), 2);
  const H& old_day = moved.hearing_days(0);
  EXPECT_EQ(old_day.state(), H::POSTPONED);
  EXPECT_EQ(old_day.moved_by_side(), 2u);
  EXPECT_EQ(old_day.moved_date(), "2013-03-01");
  EXPECT_EQ(old_day.reason(), "reason");
  EXPECT_EQ(old_day.replaced_by_number(), 2u);
  EXPECT_EQ(moved.hearing_days(1).state(), H::FIXED);
  EXPECT_EQ(moved.hearing_days(1).hearing_date(), "2013-04-08");
  EXPECT_EQ(moved.hearing_days(1).place(), "Québec");
  EXPECT_EQ(moved.state(), G::ARBITRATOR_NAMED);
  EXPECT_EQ(ReasonOf(Postpone(moved, Moving(1, v1::Whose::UNION))),
            R::HEARING_DAY_STATE);
  EXPECT_EQ(ReasonOf(Postpone(moved, Moving(9, v1::Whose::UNION))),
            R::REFERENCE_UNKNOWN);
}

TEST(MoveHearing, CancelsByTheArbitratorFromAPaper) {
  const G fixed = After(Fix(Named(), "2013-03-04"));
  v1::MoveHearingRequest request = Moving(1, v1::Whose::NEITHER);
  request.set_cancelled(true);
  EXPECT_EQ(ReasonOf(Postpone(fixed, request)), R::INSTRUMENT_REQUIRED);
  const G moved = After(Postpone(fixed, FromPaper(request)));
  EXPECT_EQ(moved.hearing_days(0).state(), H::CANCELLED);
  EXPECT_EQ(moved.hearing_days(0).moved_by_side(), 0u);
  // What was cancelled may be fixed anew, on the same day too.
  EXPECT_TRUE(Fix(moved, "2013-03-04").ok());
}

TEST(MoveHearing, KeepsTheOrderOfTheDays) {
  const G fixed = After(Fix(After(Fix(Named(), "2013-03-04")), "2013-04-08"));
  v1::MoveHearingRequest request = Moving(1, v1::Whose::UNION);
  request.set_new_date("2013-04-08");
  EXPECT_EQ(ReasonOf(Postpone(fixed, request)), R::DAY_ON_ROLL);
  request.set_new_date("2013-01-01");
  EXPECT_EQ(ReasonOf(Postpone(fixed, request)), R::DATE_ORDER);
  // It may be brought forward, but not to before the day on which it was moved.
  request.set_new_date("2013-02-28");
  const auto refused = Postpone(fixed, request);
  EXPECT_EQ(ReasonOf(refused), R::DATE_ORDER);
  EXPECT_EQ(FindRefusal(refused.status())->metadata().at("field"), "new_date");
  request.set_new_date("2013-03-02");
  EXPECT_TRUE(Postpone(fixed, request).ok());
  request.clear_new_date();
  request.set_moved_date("2013-01-31");
  EXPECT_EQ(ReasonOf(Postpone(fixed, request)), R::DATE_ORDER);
  request.set_moved_date("2014-06-02");
  EXPECT_EQ(ReasonOf(Postpone(fixed, request)), R::DATE_IN_FUTURE);
}

TEST(FileExhibit, GivesTheNextLabelOfTheSideByWhatItIs) {
  G g = Named();
  g = After(Exhibit(g, v1::Whose::UNION));
  g = After(Exhibit(g, v1::Whose::VALUE_UNSPECIFIED));
  g = After(Exhibit(g, v1::Whose::EMPLOYER, 2));
  g = After(Exhibit(g, v1::Whose::NEITHER));
  g = After(Exhibit(g, v1::Whose::UNION));
  std::vector<std::string> labels;
  for (const v1::Exhibit& each : g.exhibits()) labels.push_back(each.label());
  EXPECT_EQ(labels,
            (std::vector<std::string>{"S-1", "S-2", "E-1", "C-1", "S-3"}));
  EXPECT_EQ(g.exhibits(3).side(), 0u);
  EXPECT_EQ(ReasonOf(Exhibit(g, v1::Whose::EMPLOYER)), R::INSTRUMENT_REQUIRED);
  EXPECT_TRUE(Exhibit(g, v1::Whose::EMPLOYER, 1, true).ok());
}

// In an employer's own grievance the employer is side 1, and its letter is E
// all the same.
TEST(FileExhibit, LabelsByTheKindOfPartyAndNotByItsSide) {
  G g = Named();
  g.mutable_parties(0)->set_kind(v1::Party::EMPLOYER);
  g.mutable_parties(1)->set_kind(v1::Party::UNION);
  EXPECT_EQ(After(Exhibit(g, v1::Whose::VALUE_UNSPECIFIED)).exhibits(0).label(),
            "E-1");
  EXPECT_EQ(After(Exhibit(g, v1::Whose::UNION, 2)).exhibits(0).label(), "S-1");
}

TEST(TakeUnderAdvisement, RunsFromTheLastHearingUnlessAnotherDayIsGiven) {
  const G heard = After(Hold(After(Hold(Named(), "2013-03-11")), "2013-03-04"));
  EXPECT_EQ(After(Deliberate(heard)).deliberations(0).from_date(),
            "2013-03-11");
  EXPECT_EQ(After(Deliberate(heard, "2013-03-22")).deliberations(0).from_date(),
            "2013-03-22");
  EXPECT_EQ(ReasonOf(Deliberate(heard, "2013-03-10")), R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Deliberate(heard, "2014-06-02")), R::DATE_IN_FUTURE);
  // Without a hearing it is the start of the deliberation.
  EXPECT_EQ(After(Deliberate(Named())).deliberations(0).from_date(), kEntryDay);
  EXPECT_EQ(After(Deliberate(Named(), "2013-02-04")).state(), G::DELIBERATION);
  // A preparatory conference is no hearing.
  G prepared = After(Hold(Named(), "2013-03-11"));
  prepared.mutable_hearing_days(0)->set_kind(H::PREPARATORY_CONFERENCE);
  EXPECT_EQ(After(Deliberate(prepared)).deliberations(0).from_date(),
            kEntryDay);
}

TEST(ReopenHearing, EndsTheDeliberationAndTheNextBeginsAnew) {
  v1::ReopenHearingRequest request;
  request.set_reopened_date("2013-04-02");
  const G reopened = After(ReopenHearing(Deliberating(), FromPaper(request),
                                         ArbitrableSteps(), EnteredBy(2)));
  EXPECT_EQ(reopened.state(), G::HEARING);
  EXPECT_EQ(reopened.deliberations(0).until_date(), "2013-04-02");
  // Nothing was heard since: the day is that of the entry.
  EXPECT_EQ(After(Deliberate(reopened)).deliberations(1).from_date(),
            kEntryDay);
  const G heard = After(Hold(reopened, "2013-04-15"));
  EXPECT_EQ(After(Deliberate(heard)).deliberations(1).from_date(),
            "2013-04-15");
  EXPECT_EQ(ReasonOf(Deliberate(reopened, "2013-04-01")), R::DATE_ORDER);
}

}  // namespace
}  // namespace entente
