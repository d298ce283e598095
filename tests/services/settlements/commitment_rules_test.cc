#include "services/settlements/commitment_rules.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "proto/support/deadline.h"
#include "proto/support/refusal.h"
#include "services/settlements/settlement_rules.h"
#include "tests/services/settlements/sample_settlement.h"

namespace entente {
namespace {

using C = v1::Commitment;
using R = v1::Refusal;

// Typed by hand: who may say that a commitment which stands so (rows) now
// stands so (columns). a: any side; o: the side to which it is owed; -: nobody.
//                    P  F  p  B  R   (pending, fulfilled, partly, breached,
//                                     released)
const std::map<C::Status, std::string> kMay = {
    {C::PENDING, "-aaoo"},          {C::FULFILLED, "-ooo-"},
    {C::PARTLY_FULFILLED, "-aaoo"}, {C::BREACHED, "-oo-o"},
    {C::RELEASED, "-----"},
};
constexpr C::Status kColumns[] = {C::PENDING, C::FULFILLED, C::PARTLY_FULFILLED,
                                  C::BREACHED, C::RELEASED};

v1::ReportCommitmentRequest Saying(C::Status status) {
  v1::ReportCommitmentRequest request;
  request.set_commitment(1);
  request.set_status(status);
  request.set_report_date("2013-03-05");
  request.set_evidence("Relevé de paie");
  return request;
}

v1::Settlement Standing(C::Status status) {
  v1::Settlement settlement = SignedSettlement();
  settlement.mutable_commitments(0)->set_status(status);
  C::Report& report = *settlement.mutable_commitments(0)->add_reports();
  report.set_status(status);
  report.set_report_date("2013-03-02");
  report.set_by_side(1);
  return settlement;
}

R::Reason ReasonOf(const absl::StatusOr<v1::Event>& result) {
  return result.ok() ? R::REASON_UNSPECIFIED : RefusalReason(result.status());
}

TEST(ReportCommitment, IsTheWordOfWhoMaySayItInEveryStatus) {
  int allowed = 0;
  for (const auto& [from, row] : kMay) {
    for (size_t i = 0; i < row.size(); ++i) {
      for (const uint32_t side : {1u, 2u}) {
        const bool owes = side == 2;  // The employer owes the commitment.
        const auto result =
            ReportCommitment(Standing(from), Saying(kColumns[i]),
                             TestProcedure(), EntryOn("2013-03-10", side));
        R::Reason expected = R::REASON_UNSPECIFIED;
        if (row[i] == '-') expected = R::COMMITMENT_STATUS;
        if (row[i] == 'o' && owes) expected = R::OWED_SIDE_ONLY;
        EXPECT_EQ(ReasonOf(result), expected)
            << C::Status_Name(from) << " to " << C::Status_Name(kColumns[i])
            << " by " << side;
        if (!result.ok()) continue;
        ++allowed;
        EXPECT_EQ(result->settlement().commitments(0).status(), kColumns[i]);
        EXPECT_EQ(
            result->settlement().commitments(0).reports().rbegin()->by_side(),
            side);
      }
    }
  }
  EXPECT_EQ(allowed, 18);
}

TEST(ReportCommitment, IsPossibleInASignedSettlementOnly) {
  for (int state = 1; state < v1::Settlement::State_ARRAYSIZE; ++state) {
    v1::Settlement settlement = SignedSettlement();
    settlement.set_state(static_cast<v1::Settlement::State>(state));
    EXPECT_EQ(
        ReasonOf(ReportCommitment(settlement, Saying(C::FULFILLED),
                                  TestProcedure(), EntryOn("2013-03-10", 1))),
        state == v1::Settlement::SIGNED ? R::REASON_UNSPECIFIED
                                        : R::SETTLEMENT_STATE);
  }
}

TEST(ReportCommitment, NotesNoBreachBeforeTheLastDayHasPassed) {
  v1::ReportCommitmentRequest request = Saying(C::BREACHED);
  request.set_report_date("2013-03-01");  // The last day itself.
  EXPECT_EQ(
      ReasonOf(ReportCommitment(SignedSettlement(), request, TestProcedure(),
                                EntryOn("2013-03-10", 1))),
      R::COMMITMENT_NOT_DUE);
  request.set_report_date("2013-03-02");
  EXPECT_EQ(
      ReasonOf(ReportCommitment(SignedSettlement(), request, TestProcedure(),
                                EntryOn("2013-03-10", 1))),
      R::REASON_UNSPECIFIED);
  // Where there is no last day, a breach may be known at any time.
  request.set_commitment(2);
  request.set_report_date("2013-01-20");
  EXPECT_EQ(
      ReasonOf(ReportCommitment(SignedSettlement(), request, TestProcedure(),
                                EntryOn("2013-03-10", 2))),
      R::REASON_UNSPECIFIED);
}

TEST(ReportCommitment, RefusesDaysOutOfOrderAndWhatIsNotThere) {
  v1::ReportCommitmentRequest request = Saying(C::FULFILLED);
  const Entry entry = EntryOn("2013-03-10", 2);
  const auto reason = [&] {
    return ReasonOf(
        ReportCommitment(SignedSettlement(), request, TestProcedure(), entry));
  };
  request.set_report_date("2013-03-11");
  EXPECT_EQ(reason(), R::DATE_IN_FUTURE);
  request.set_report_date("2013-01-14");  // The day before the signature.
  EXPECT_EQ(reason(), R::DATE_ORDER);
  request.set_report_date("");
  EXPECT_EQ(reason(), R::REASON_UNSPECIFIED);
  for (const uint32_t number : {0u, 3u, 4000000000u}) {
    request.set_commitment(number);
    EXPECT_EQ(reason(), R::REFERENCE_UNKNOWN) << number;
  }
  request.set_commitment(1);
  request.set_by_side(7);
  EXPECT_EQ(reason(), R::REFERENCE_UNKNOWN);
}

TEST(ReportCommitment, OfAnotherSideNeedsThePaperThatShowsIt) {
  v1::ReportCommitmentRequest request = Saying(C::RELEASED);
  request.set_by_side(1);
  const Entry employer = EntryOn("2013-03-10", 2);
  EXPECT_EQ(ReasonOf(ReportCommitment(SignedSettlement(), request,
                                      TestProcedure(), employer)),
            R::INSTRUMENT_REQUIRED);
  *request.mutable_instrument() = Letter("2013-03-05");
  const auto released =
      ReportCommitment(SignedSettlement(), request, TestProcedure(), employer);
  ASSERT_TRUE(released.ok()) << released.status();
  EXPECT_EQ(released->acted_by_side(), 1u);
  const C::Report& report = released->settlement().commitments(0).reports(0);
  EXPECT_EQ(report.by_side(), 1u);
  EXPECT_EQ(report.recorded_for().by_side(), 2u);
  EXPECT_EQ(report.recorded_for().instrument_date(), "2013-03-05");
}

TEST(CommitmentDeadlines, AreMetEndedAndOpenedAnewAsTheCommitmentStands) {
  v1::Settlement settlement = SignedSettlement();
  const Entry entry = EntryOn("2013-03-10", 1);
  RefreshCommitmentDeadlines(TestProcedure(), entry, settlement);
  ASSERT_EQ(settlement.deadlines_size(), 1);  // The second has no last day.
  const v1::Deadline open = settlement.deadlines(0);
  EXPECT_TRUE(IsOpen(open));
  EXPECT_EQ(open.act(), v1::TimeLimit::PERFORM);
  EXPECT_EQ(open.owed_by_side(), 2u);
  EXPECT_EQ(open.due_date(), "2013-03-01");
  EXPECT_EQ(open.prudent_date(), "2013-03-01");
  EXPECT_EQ(open.step(), 1);

  const auto said = [&](C::Status status, const char* date) {
    v1::ReportCommitmentRequest request = Saying(status);
    request.set_report_date(date);
    const auto event =
        ReportCommitment(settlement, request, TestProcedure(), entry);
    ASSERT_TRUE(event.ok()) << event.status();
    settlement = event->settlement();
  };
  said(C::PARTLY_FULFILLED, "2013-03-02");
  EXPECT_EQ(settlement.deadlines(0).SerializeAsString(),
            open.SerializeAsString());
  said(C::FULFILLED, "2013-03-03");
  ASSERT_EQ(settlement.deadlines_size(), 1);
  EXPECT_EQ(settlement.deadlines(0).met_date(), "2013-03-03");
  // Denied: it is owed again.
  said(C::BREACHED, "2013-03-05");
  ASSERT_EQ(settlement.deadlines_size(), 2);
  EXPECT_EQ(settlement.deadlines(0).superseded_by_deadline_id(),
            settlement.deadlines(1).deadline_id());
  EXPECT_EQ(settlement.deadlines(0).met_date(), "2013-03-03");
  EXPECT_TRUE(IsOpen(settlement.deadlines(1)));
  said(C::RELEASED, "2013-03-06");
  ASSERT_EQ(settlement.deadlines_size(), 2);
  EXPECT_FALSE(IsOpen(settlement.deadlines(1)));
  EXPECT_EQ(settlement.deadlines(1).met_date(), "");
}

TEST(CommitmentDeadlines, HaveAPrudentDateBeforeAClosedLastDay) {
  v1::Settlement settlement = SignedSettlement();
  settlement.mutable_commitments(0)->set_due_date("2013-03-03");  // A Sunday.
  RefreshCommitmentDeadlines(TestProcedure(), EntryOn("2013-01-15", 1),
                             settlement);
  EXPECT_EQ(settlement.deadlines(0).due_date(), "2013-03-03");
  EXPECT_EQ(settlement.deadlines(0).prudent_date(), "2013-03-01");
}

TEST(StandingBreachKnown, IsTheEarliestThatTheSideSaidAndThatStillStands) {
  v1::Settlement settlement = Standing(C::BREACHED);
  EXPECT_EQ(StandingBreachKnown(settlement, 1), "2013-03-02");
  EXPECT_EQ(StandingBreachKnown(settlement, 2), "");
  settlement.mutable_commitments(1)->set_status(C::BREACHED);
  C::Report& earlier = *settlement.mutable_commitments(1)->add_reports();
  earlier.set_status(C::BREACHED);
  earlier.set_report_date("2013-02-02");
  earlier.set_by_side(1);
  EXPECT_EQ(StandingBreachKnown(settlement, 1), "2013-02-02");
  // That it was made good counts in the word of the same side alone.
  C::Report& said = *settlement.mutable_commitments(1)->add_reports();
  said.set_status(C::FULFILLED);
  said.set_report_date("2013-03-10");
  said.set_by_side(2);
  settlement.mutable_commitments(1)->set_status(C::FULFILLED);
  EXPECT_EQ(StandingBreachKnown(settlement, 1), "2013-02-02");
  said.set_by_side(1);
  EXPECT_EQ(StandingBreachKnown(settlement, 1), "2013-03-02");
}

TEST(CheckAllPerformed, NamesTheFirstCommitmentThatIsOpen) {
  for (const C::Status status : kColumns) {
    v1::Settlement settlement = SignedSettlement();
    settlement.mutable_commitments(0)->set_status(C::RELEASED);
    settlement.mutable_commitments(1)->set_status(status);
    const absl::Status checked = CheckAllPerformed(settlement);
    EXPECT_EQ(checked.ok(), status == C::FULFILLED || status == C::RELEASED);
    if (!checked.ok()) {
      EXPECT_EQ(RefusalReason(checked), R::COMMITMENT_OPEN);
    }
  }
}

}  // namespace
}  // namespace entente
