// Settlements through the server: signed, performed, breached, repudiated.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "entente/v1/time_ledger_service.grpc.pb.h"
#include "proto/support/deadline.h"
#include "tests/services/settlements/settlement_fixture.h"
#include "tests/testing/document_calls.h"

namespace entente {
namespace {

using G = v1::Grievance;
using S = v1::Settlement;
using C = v1::Commitment;
using testing::HasSubstr;
using testing::Not;

v1::Instrument Letter(const std::string& date) {
  v1::Instrument letter;
  letter.set_kind(v1::Instrument::LETTER);
  letter.set_instrument_date(date);
  letter.set_way(v1::Delivery::MAIL);
  return letter;
}

TEST_F(SettlementServiceTest, IsSettledOnceBothSidesHaveSigned) {
  const std::string first = FileHere();
  const std::string second = FileHere();
  const v1::SettlementAnswer proposed = Propose({first, second});
  const std::string id = proposed.settlement().settlement_id();
  EXPECT_EQ(proposed.settlement().state(), S::DRAFT);
  EXPECT_EQ(proposed.settlement().parties(0).number(), "QN-E-2013-0001");
  EXPECT_EQ(proposed.settlement().parties(1).number(), "");
  EXPECT_EQ(StateOf(first), G::FILED);

  Do(kAnn, &Stub::SignSettlement, Signing(id));
  EXPECT_EQ(StateOf(first), G::FILED);
  const v1::SettlementAnswer completed =
      Do(kKarl, &Stub::SignSettlement, Signing(id));
  EXPECT_EQ(completed.settlement().state(), S::SIGNED);
  EXPECT_EQ(completed.settlement().parties(1).number(), "CSSSN-E-2013-0001");
  EXPECT_EQ(completed.settlement().parties(0).number(), "");
  ASSERT_EQ(completed.grievances_size(), 2);
  for (const std::string& grievance : {first, second}) {
    const v1::Grievance settled = Get(kAnn, grievance).grievance();
    EXPECT_EQ(settled.state(), G::SETTLED);
    EXPECT_EQ(settled.settled_by(0).settlement_id(), id);
    EXPECT_EQ(settled.settled_by(0).prior_state(), G::FILED);
    EXPECT_EQ(settled.settled_by(0).settled_date(), "2013-01-10");
  }
  // By its number too.
  EXPECT_EQ(Show(kKarl, "CSSSN-E-2013-0001").settlement().settlement_id(), id);
  std::string reason;
  Show(kKarl, "QN-E-2013-0001", &reason);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(SettlementServiceTest, ASignatureOnPaperIsAttestedAndMayBeContested) {
  const std::string grievance = FileHere();
  const std::string id = Propose({grievance}).settlement().settlement_id();
  Do(kAnn, &Stub::SignSettlement, Signing(id));
  v1::SignSettlementRequest request = Signing(id, 2);
  EXPECT_EQ(Try(kAnn, &Stub::SignSettlement, request), "INSTRUMENT_REQUIRED");
  *request.mutable_instrument() = Letter("2013-01-10");
  request.set_signed_name("R. Roy");
  const auto settled = Do(kAnn, &Stub::SignSettlement, request);
  EXPECT_EQ(settled.settlement().state(), S::SIGNED);
  EXPECT_EQ(settled.settlement().signatories(1).recorded_for().by_side(), 1u);
  // Who entered it is to be seen in the file too.
  EXPECT_EQ(
      Get(kKarl, grievance).grievance().settled_by(0).recorded_for().by_side(),
      1u);

  v1::ContestSignatureRequest contest;
  contest.set_settlement_id(id);
  contest.set_text("Personne n'a signé pour nous.");
  EXPECT_EQ(Try(kAnn, &Stub::ContestSignature, contest), "NOT_ATTRIBUTED");
  const auto contested = Do(kKarl, &Stub::ContestSignature, contest);
  EXPECT_EQ(contested.settlement().signatories(1).contested_date(),
            "2013-01-10");
  const v1::Grievance after = Get(kAnn, grievance).grievance();
  EXPECT_EQ(after.state(), G::SETTLED);
  EXPECT_EQ(after.settled_by(0).contested_date(), "2013-01-10");
  // The limit to refer runs on.
  bool refers = false;
  for (const v1::Deadline& deadline : after.deadlines()) {
    refers |= deadline.act() == v1::TimeLimit::REFER && IsOpen(deadline);
  }
  EXPECT_TRUE(refers);
}

TEST_F(SettlementServiceTest, AnEmployeeWhoGivesUpRightsSignsOnPaper) {
  const std::string grievance = FileHere(kMember);
  v1::ProposeSettlementRequest request = Proposal({grievance});
  request.add_employee_ids(world_.Id(kMember2));  // No grievor.
  EXPECT_EQ(Try(kAnn, &Stub::ProposeSettlement, request), "REFERENCE_UNKNOWN");
  request.set_employee_ids(0, world_.Id(kMember));
  request.set_request_id(world_.Fresh());
  const std::string id =
      Do(kAnn, &Stub::ProposeSettlement, request).settlement().settlement_id();
  Do(kAnn, &Stub::SignSettlement, Signing(id));
  EXPECT_EQ(Do(kKarl, &Stub::SignSettlement, Signing(id)).settlement().state(),
            S::DRAFT);
  EXPECT_EQ(Try(kAnn, &Stub::SignSettlement, Signing(id, 3)),
            "INSTRUMENT_REQUIRED");
  v1::SignSettlementRequest sign = Signing(id, 3);
  *sign.mutable_instrument() = Letter("2013-01-10");
  EXPECT_EQ(Do(kAnn, &Stub::SignSettlement, sign).settlement().state(),
            S::SIGNED);
  EXPECT_EQ(StateOf(grievance), G::SETTLED);
}

TEST_F(SettlementServiceTest, ABreachOpensTheClockAndTheGrievanceGoesOn) {
  const std::string grievance = FileHere();
  const std::string id = Settled({grievance});
  v1::ReinstateGrievanceRequest reinstate;
  reinstate.set_settlement_id(id);
  EXPECT_EQ(Try(kAnn, &Stub::ReinstateGrievance, reinstate), "NOT_REOPENED");
  EXPECT_EQ(Try(kAnn, &Stub::ReportCommitment, Saying(id, C::BREACHED)),
            "COMMITMENT_NOT_DUE");
  world_.SetDay(2013, 3, 5);
  EXPECT_EQ(Try(kKarl, &Stub::ReportCommitment, Saying(id, C::BREACHED)),
            "OWED_SIDE_ONLY");
  const auto breached =
      Do(kAnn, &Stub::ReportCommitment, Saying(id, C::BREACHED));
  ASSERT_EQ(breached.grievances_size(), 1);
  const auto& clock = breached.grievances(0).reinstatement();
  EXPECT_EQ(clock.due_date(), "2013-04-04");
  EXPECT_EQ(clock.prudent_date(), "2013-04-04");
  EXPECT_EQ(clock.clause(), "14.07");
  EXPECT_GT(clock.explanation_size(), 1);
  // It stands in the due list.
  v1::ListDeadlinesRequest due;
  due.set_file_id(grievance);
  bool listed = false;
  const v1::ListDeadlinesResponse shown = Due(world_, kAnn, due);
  for (const auto& item : shown.items()) {
    listed |= item.deadline().act() == v1::TimeLimit::REINSTATE;
  }
  EXPECT_TRUE(listed);
  // Made good, it opens nothing; and again when it is not.
  world_.SetDay(2013, 3, 6);
  Do(kAnn, &Stub::ReportCommitment, Saying(id, C::FULFILLED));
  EXPECT_EQ(Try(kAnn, &Stub::ReinstateGrievance, reinstate), "NOT_REOPENED");
  const v1::ListDeadlinesResponse cured = Due(world_, kAnn, due);
  for (const auto& item : cured.items()) {
    EXPECT_NE(item.deadline().act(), v1::TimeLimit::REINSTATE);
  }
  Do(kAnn, &Stub::ReportCommitment, Saying(id, C::BREACHED));

  world_.SetDay(2013, 3, 20);
  const auto again = Do(kAnn, &Stub::ReinstateGrievance, reinstate);
  EXPECT_EQ(again.settlement().state(), S::REINSTATED);
  EXPECT_FALSE(again.grievances(0).reinstated_late());
  EXPECT_EQ(StateOf(grievance), G::FILED);
  EXPECT_EQ(Try(kAnn, &Stub::ReinstateGrievance, reinstate),
            "SETTLEMENT_STATE");
  // It can be settled anew.
  commitment_due_ = "2013-06-01";
  EXPECT_NE(Settled({grievance}), id);
  EXPECT_EQ(Get(kAnn, grievance).grievance().settled_by_size(), 2);
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

// What the other side recorded as the union's in a grievance that was settled
// is contested as any other act.
TEST_F(SettlementServiceTest, TheUnionContestsABreachThatItIsSaidToHaveNoted) {
  const std::string grievance = FileHere();
  const std::string id = Settled({grievance});
  world_.SetDay(2013, 3, 5);
  const auto contest = [&](absl::string_view as, G::Contest::Act act) {
    v1::ContestActRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(grievance);
    request.set_act(act);
    request.set_text("Nous ne l'avons pas écrit.");
    v1::GrievanceAnswer answer;
    return ReasonOf(world_.Call(as, &v1::GrievanceService::Stub::ContestAct,
                                request, answer));
  };
  EXPECT_EQ(contest(kAnn, G::Contest::BREACH), "NOT_ATTRIBUTED");
  v1::ReportCommitmentRequest report = Saying(id, C::BREACHED);
  report.set_by_side(1);
  *report.mutable_instrument() = Letter("2013-03-04");
  Do(kKarl, &Stub::ReportCommitment, report);
  // From then on the union's limit runs.
  EXPECT_EQ(Get(kAnn, grievance).grievance().settled_by(0).breach_known_date(),
            "2013-03-05");
  EXPECT_EQ(contest(kKarl, G::Contest::BREACH), "NOT_ATTRIBUTED");
  EXPECT_EQ(contest(kAnn, G::Contest::REINSTATEMENT), "NOT_ATTRIBUTED");
  ASSERT_EQ(contest(kAnn, G::Contest::BREACH), "OK");
  v1::Grievance shown = Get(kKarl, grievance).grievance();
  ASSERT_EQ(shown.contests_size(), 1);
  EXPECT_EQ(shown.contests(0).act(), G::Contest::BREACH);
  EXPECT_EQ(shown.contests(0).side(), 1u);
  // Both stand: the one beside the other.
  EXPECT_EQ(shown.settled_by(0).breach_known_date(), "2013-03-05");

  v1::ReinstateGrievanceRequest reinstate;
  reinstate.set_settlement_id(id);
  *reinstate.mutable_instrument() = Letter("2013-03-05");
  Do(kKarl, &Stub::ReinstateGrievance, reinstate);
  ASSERT_EQ(contest(kAnn, G::Contest::REINSTATEMENT), "OK");
  shown = Get(kKarl, grievance).grievance();
  EXPECT_EQ(shown.state(), G::FILED);
  EXPECT_EQ(shown.contests(1).act(), G::Contest::REINSTATEMENT);
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(SettlementServiceTest, TheUnionContestsANoticeAfterARepudiation) {
  const std::string grievance = FileHere();
  const std::string id = Settled({grievance});
  v1::RepudiateSettlementRequest request;
  request.set_settlement_id(id);
  request.set_refusing_side(2);
  request.set_reason("L'employeur dit ne rien devoir.");
  *request.mutable_instrument() = Letter("2013-01-10");
  Do(kKarl, &Stub::RepudiateSettlement, request);
  v1::ContestActRequest contest;
  contest.set_request_id(world_.Fresh());
  contest.set_grievance_id(grievance);
  contest.set_act(G::Contest::REVIVAL);
  contest.set_text("Nous n'avons donné aucun avis.");
  v1::GrievanceAnswer answer;
  EXPECT_EQ(ReasonOf(world_.Call(kKarl, &v1::GrievanceService::Stub::ContestAct,
                                 contest, answer)),
            "NOT_ATTRIBUTED");
  contest.set_request_id(world_.Fresh());
  EXPECT_EQ(ReasonOf(world_.Call(kAnn, &v1::GrievanceService::Stub::ContestAct,
                                 contest, answer)),
            "OK");
  EXPECT_EQ(answer.grievance().state(), G::REFERRED);
  EXPECT_EQ(answer.grievance().contests(0).act(), G::Contest::REVIVAL);
}

TEST_F(SettlementServiceTest, TheUnionHasTheTimeToTakeAnEmployersUpAgain) {
  v1::FileGrievanceRequest filing = UnionRequest();
  filing.set_grievance_class(v1::GrievanceClass::EMPLOYER);
  filing.set_agreement_id(agreement_id_);
  const std::string grievance = File(kKarl, filing).grievance().grievance_id();
  const std::string id = Settled({grievance});
  world_.SetDay(2013, 3, 5);
  Do(kAnn, &Stub::ReportCommitment, Saying(id, C::BREACHED));
  // In the due list of who may do it, as theirs.
  const auto owed_of = [&](const char* as) {
    v1::ListDeadlinesRequest own;
    own.set_file_id(grievance);
    own.set_owed_by(v1::ListDeadlinesRequest::OWN_SIDE);
    int count = 0;
    const v1::ListDeadlinesResponse listed = Due(world_, as, own);
    for (const auto& item : listed.items()) {
      count += item.deadline().act() == v1::TimeLimit::REINSTATE ? 1 : 0;
    }
    return count;
  };
  EXPECT_EQ(owed_of(kAnn), 1);
  EXPECT_EQ(owed_of(kKarl), 0);
  // Only the other side waives that it was late.
  world_.SetDay(2013, 6, 1);
  v1::ReinstateGrievanceRequest reinstate;
  reinstate.set_settlement_id(id);
  EXPECT_TRUE(Do(kAnn, &Stub::ReinstateGrievance, reinstate)
                  .grievances(0)
                  .reinstated_late());
  const auto waive = [&](const char* as) {
    v1::WaiveLimitRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(grievance);
    request.set_act(v1::TimeLimit::REINSTATE);
    v1::GrievanceAnswer answer;
    return ReasonOf(world_.Call(as, &v1::TimeLedgerService::Stub::WaiveLimit,
                                request, answer));
  };
  EXPECT_EQ(waive(kAnn), "OWN_LATENESS");
  EXPECT_EQ(waive(kKarl), "OK");
}

TEST_F(SettlementServiceTest, ALateReinstatementIsKeptAndShowsAsLate) {
  const std::string id = Settled({FileHere()});
  world_.SetDay(2013, 3, 5);
  Do(kAnn, &Stub::ReportCommitment, Saying(id, C::BREACHED));
  world_.SetDay(2013, 6, 1);
  v1::ReinstateGrievanceRequest reinstate;
  reinstate.set_settlement_id(id);
  EXPECT_TRUE(Do(kAnn, &Stub::ReinstateGrievance, reinstate)
                  .grievances(0)
                  .reinstated_late());
}

TEST_F(SettlementServiceTest, WhatTheProcedureDoesNotKnowIsRefusedByName) {
  // QC-SSS-30 says nothing of taking up again after a breach.
  v1::FileGrievanceRequest filing = UnionRequest();
  filing.set_agreement_id(world_.agreement);
  const std::string grievance = File(kAnn, filing).grievance().grievance_id();
  const std::string id = Settled({grievance});
  world_.SetDay(2013, 3, 5);
  const auto breached =
      Do(kAnn, &Stub::ReportCommitment, Saying(id, C::BREACHED));
  EXPECT_FALSE(breached.grievances(0).has_reinstatement());
  v1::ReinstateGrievanceRequest reinstate;
  reinstate.set_settlement_id(id);
  EXPECT_EQ(Try(kAnn, &Stub::ReinstateGrievance, reinstate), "NOT_REOPENED");
}

TEST_F(SettlementServiceTest, ARefusalToApplyItLeadsToArbitration) {
  const std::string grievance = FileHere();
  const std::string id = Settled({grievance});
  world_.SetDay(2013, 11, 1);  // Past the six months for referring.
  v1::RepudiateSettlementRequest request;
  request.set_settlement_id(id);
  request.set_reason("L'employeur dit ne rien devoir.");
  Do(kAnn, &Stub::RepudiateSettlement, request);
  const v1::Grievance referred = Get(kKarl, grievance).grievance();
  EXPECT_EQ(referred.state(), G::REFERRED);
  EXPECT_EQ(referred.referral().clause(), "C.t. 100.0.2");
  EXPECT_EQ(referred.referral().by_side(), 1u);
  EXPECT_TRUE(referred.settled_by(0).repudiated());
}

TEST_F(SettlementServiceTest, IsClosedOnceEveryCommitmentIsDone) {
  const std::string grievance = FileHere();
  const std::string id = Settled({grievance});
  v1::CloseGrievanceRequest close;
  close.set_grievance_id(grievance);
  const auto try_close = [&] {
    close.set_request_id(world_.Fresh());
    v1::GrievanceAnswer answer;
    return ReasonOf(world_.Call(kKarl, &Stub::CloseGrievance, close, answer));
  };
  EXPECT_EQ(try_close(), "COMMITMENT_OPEN");
  Do(kKarl, &Stub::ReportCommitment, Saying(id, C::FULFILLED));
  EXPECT_EQ(try_close(), "OK");
  EXPECT_EQ(StateOf(grievance), G::CLOSED);
  EXPECT_EQ(try_close(), "WRONG_STATE");
}

TEST_F(SettlementServiceTest, ASecondSettlementOfAGrievanceIsRefused) {
  const std::string grievance = FileHere();
  const std::string other = FileHere();
  const std::string id = Propose({grievance}).settlement().settlement_id();
  for (const bool is_signed : {false, true}) {
    if (is_signed) {
      Do(kAnn, &Stub::SignSettlement, Signing(id));
      EXPECT_EQ(
          Try(kKarl, &Stub::ProposeSettlement, Proposal({other, grievance})),
          "SETTLEMENT_STANDS");
      Do(kKarl, &Stub::SignSettlement, Signing(id));
    }
    EXPECT_EQ(Try(kKarl, &Stub::ProposeSettlement, Proposal({grievance})),
              is_signed ? "WRONG_STATE" : "SETTLEMENT_STANDS");
  }
  // One that was given up stands in nobody's way.
  const std::string draft = Propose({other}).settlement().settlement_id();
  v1::AbandonSettlementRequest abandon;
  abandon.set_settlement_id(draft);
  abandon.set_reason("Refusé");
  Do(kKarl, &Stub::AbandonSettlement, abandon);
  Propose({other});
}

TEST_F(SettlementServiceTest, NobodySignsWhatCanNoLongerBeSettled) {
  const std::string grievance = FileHere();
  const std::string id = Propose({grievance}).settlement().settlement_id();
  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_request_id(world_.Fresh());
  withdraw.set_grievance_id(grievance);
  withdraw.set_reason("Réglé autrement");
  v1::GrievanceAnswer answer;
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &v1::GrievanceService::Stub::WithdrawGrievance,
                           withdraw, answer)),
      "OK");
  EXPECT_EQ(Try(kAnn, &Stub::SignSettlement, Signing(id)), "WRONG_STATE");
}

TEST_F(SettlementServiceTest, NothingOfItShowsToOthers) {
  const std::string grievance = FileHere();
  const std::string id = Settled({grievance});
  for (const char* as : {kZoe, kOtto, kFay, kPaul}) {
    std::string reason;
    EXPECT_EQ(Show(as, id, &reason).ByteSizeLong(), 0u) << as;
    EXPECT_EQ(reason, "NOT_AVAILABLE") << as;
    EXPECT_EQ(ListOf(as).settlements_size(), 0) << as;
    EXPECT_EQ(HistoryOf(as, id).events_size(), 0) << as;
    EXPECT_EQ(Try(as, &Stub::SignSettlement, Signing(id)), "NOT_AVAILABLE");
    v1::ListDeadlinesRequest due;
    const v1::ListDeadlinesResponse listed_for = Due(world_, as, due);
    for (const auto& item : listed_for.items()) {
      EXPECT_NE(item.file_id(), id) << as;
    }
  }
  // And its readers find it.
  for (const char* as : {kAnn, kBea, kKarl}) {
    EXPECT_EQ(Show(as, id).settlement().terms(), kTermsCanary) << as;
    EXPECT_EQ(ListOf(as, grievance).settlements_size(), 1) << as;
    EXPECT_EQ(HistoryOf(as, id).events_size(), 3) << as;
    // Lists never carry terms.
    EXPECT_THAT(ListOf(as).DebugString(), Not(HasSubstr("canari"))) << as;
  }
}

TEST_F(SettlementServiceTest, AGrievanceThatIsNotSeenDoesNotShow) {
  const std::string open = FileHere(kMember);
  const std::string hidden = FileHere(kMember2, true);
  ASSERT_EQ(world_.Assign(kKim, hidden, kKarl), "OK");
  v1::ProposeSettlementRequest request = Proposal({open, hidden});
  request.add_employee_ids(world_.Id(kMember));
  request.add_employee_ids(world_.Id(kMember2));
  // Who does not see one is told its place, as of one that is not there.
  v1::ProposeSettlementRequest absent = request;
  absent.set_grievance_ids(1, "absent");
  v1::SettlementAnswer none;
  const grpc::Status of_hidden =
      world_.Call(kBea, &Stub::ProposeSettlement, request, none);
  const grpc::Status of_absent =
      world_.Call(kBea, &Stub::ProposeSettlement, absent, none);
  EXPECT_EQ(ReasonOf(of_hidden), "REFERENCE_UNKNOWN");
  EXPECT_EQ(RefusedBy(of_hidden).field, "grievance_ids[1]");
  EXPECT_EQ(of_hidden.error_details(), of_absent.error_details());
  const std::string id =
      Do(kAnn, &Stub::ProposeSettlement, request).settlement().settlement_id();
  // Who does not see them all signs nothing.
  EXPECT_EQ(Try(kBea, &Stub::SignSettlement, Signing(id)), "NOT_AVAILABLE");
  for (uint32_t signatory = 1; signatory <= 4; ++signatory) {
    v1::SignSettlementRequest sign = Signing(id, signatory);
    *sign.mutable_instrument() = Letter("2013-01-10");
    sign.mutable_instrument()->set_reference("canari-du-papier");
    sign.set_signed_name(signatory == 4 ? kMember2Name : "Un nom");
    Do(signatory == 2 ? kKarl : kAnn, &Stub::SignSettlement, sign);
  }
  EXPECT_EQ(StateOf(hidden), G::SETTLED);

  const auto seen_by = [&](const char* as) {
    return Show(as, id).DebugString() + HistoryOf(as, id).DebugString() +
           ListOf(as).DebugString() + ListOf(as, hidden).DebugString() +
           Due(world_, as, {}).DebugString();
  };
  // That a settlement of it stands shows; what it says is of both grievances.
  EXPECT_THAT(seen_by(kBea), HasSubstr(open));
  EXPECT_EQ(Show(kBea, id).settlement().state(), v1::Settlement::SIGNED);
  for (const std::string& canary :
       {hidden, world_.Id(kMember2), std::string(kMember2Name),
        std::string(kTermsCanary), std::string("un engagement"),
        std::string("canari-du-papier"), std::string("\"terms\"")}) {
    EXPECT_THAT(seen_by(kBea), Not(HasSubstr(canary)));
    EXPECT_THAT(seen_by(kAnn), HasSubstr(canary));
    EXPECT_THAT(seen_by(kKarl), HasSubstr(canary));
  }
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(SettlementServiceTest, WhoDoesNotSeeAllOfItsGrievancesDoesNothingInIt) {
  const std::string open = FileHere(kMember);
  const std::string hidden = FileHere(kMember2, true);
  ASSERT_EQ(world_.Assign(kKim, hidden, kKarl), "OK");
  const std::string id = Propose({open, hidden}).settlement().settlement_id();
  const std::string apart = Propose({FileHere()}).settlement().settlement_id();
  // What the call would be answered if the caller saw all, and is.
  const auto expect_hidden = [&](auto method, auto request) {
    SCOPED_TRACE(request.GetTypeName());
    const std::string before = Show(kAnn, id).DebugString();
    request.set_settlement_id(id);
    EXPECT_EQ(Try(kBea, method, request), "NOT_AVAILABLE");
    request.set_validate_only(true);
    EXPECT_EQ(Try(kBea, method, request), "NOT_AVAILABLE");
    EXPECT_EQ(Show(kAnn, id).DebugString(), before);
  };
  v1::ContestSignatureRequest contest;
  contest.set_text("Pas nous");
  v1::AbandonSettlementRequest abandon;
  abandon.set_reason("Sans suite");
  v1::RepudiateSettlementRequest repudiate;
  repudiate.set_reason("Refus d'appliquer");
  expect_hidden(&Stub::SignSettlement, Signing(id));
  expect_hidden(&Stub::AbandonSettlement, abandon);
  v1::SignSettlementRequest for_union = Signing(id, 1);
  *for_union.mutable_instrument() = Letter("2013-01-10");
  Do(kKarl, &Stub::SignSettlement, for_union);
  expect_hidden(&Stub::ContestSignature, contest);
  Do(kKarl, &Stub::SignSettlement, Signing(id));
  ASSERT_EQ(StateOf(hidden), G::SETTLED);
  world_.SetDay(2013, 3, 5);
  expect_hidden(&Stub::ReportCommitment, Saying(id, C::BREACHED));
  expect_hidden(&Stub::RepudiateSettlement, repudiate);
  Do(kAnn, &Stub::ReportCommitment, Saying(id, C::BREACHED));
  expect_hidden(&Stub::ReinstateGrievance, v1::ReinstateGrievanceRequest());
  EXPECT_EQ(StateOf(open), G::SETTLED);
  EXPECT_EQ(StateOf(hidden), G::SETTLED);
  // Of a settlement that she sees wholly she may do each.
  EXPECT_EQ(Try(kBea, &Stub::SignSettlement, Signing(apart)), "OK");
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(SettlementServiceTest, ItsDocumentsAreForThoseAloneWhoSeeAllOfIt) {
  using Documents = v1::DocumentService::Stub;
  const std::string open = FileHere(kMember);
  const std::string hidden = FileHere(kMember2, true);
  const std::string id =
      Do(kAnn, &Stub::ProposeSettlement, Proposal({open, hidden}))
          .settlement()
          .settlement_id();
  const auto add = [&](absl::string_view as, v1::DocumentAnswer& answer) {
    v1::AddDocumentRequest::Header header;
    header.set_request_id(world_.Fresh());
    header.set_file_id(id);
    header.set_title("Brouillon");
    header.set_file_name("brouillon.txt");
    header.set_media_type("text/plain");
    header.set_audience(v1::Document::SIDE);
    return ReasonOf(SendParts(world_.channel(), world_.TokenAs(as),
                              PartsOf(header, "canari"), answer));
  };
  v1::DocumentAnswer added;
  v1::DocumentAnswer refused;
  ASSERT_EQ(add(kAnn, added), "OK");
  EXPECT_EQ(add(kBea, refused), "NOT_AVAILABLE");
  const std::string& document_id = added.document().document_id();
  v1::GetDocumentRequest get;
  get.set_document_id(document_id);
  v1::GetDocumentRequest by_reference;
  by_reference.set_document_id(added.document().reference());
  v1::ListDocumentsRequest list;
  list.set_file_id(id);
  v1::ListDocumentHistoryRequest history;
  history.set_document_id(document_id);
  for (const auto& [as, expected] :
       {std::pair(kAnn, "OK"), std::pair(kBea, "NOT_AVAILABLE")}) {
    v1::DocumentAnswer answer;
    EXPECT_EQ(ReasonOf(world_.Call(as, &Documents::GetDocument, get, answer)),
              expected);
    EXPECT_EQ(ReasonOf(world_.Call(as, &Documents::GetDocument, by_reference,
                                   answer)),
              expected);
    v1::ListDocumentsResponse listed;
    EXPECT_EQ(
        ReasonOf(world_.Call(as, &Documents::ListDocuments, list, listed)),
        expected);
    v1::ListDocumentHistoryResponse events;
    EXPECT_EQ(ReasonOf(world_.Call(as, &Documents::ListDocumentHistory, history,
                                   events)),
              expected);
    EXPECT_EQ(
        ReasonOf(ReadWhole(world_.channel(), world_.TokenAs(as), document_id)
                     .status),
        expected);
  }
}

TEST_F(SettlementServiceTest, CommitmentsStandInTheDueListOfBothSides) {
  const std::string id = Settled({FileHere()});
  for (const char* as : {kAnn, kKarl}) {
    v1::ListDeadlinesRequest request;
    request.set_file_id(id);
    const auto due = Due(world_, as, request);
    ASSERT_EQ(due.items_size(), 1) << as;
    const v1::DeadlineItem& item = due.items(0);
    EXPECT_EQ(item.file_kind(), v1::DeadlineItem::SETTLEMENT);
    EXPECT_EQ(item.deadline().act(), v1::TimeLimit::PERFORM);
    EXPECT_EQ(item.deadline().due_date(), "2013-03-01");
    EXPECT_EQ(item.file_number(),
              as == kAnn ? "QN-E-2013-0001" : "CSSSN-E-2013-0001");
    EXPECT_EQ(item.number_side(), as == kAnn ? 1u : 2u);
    EXPECT_EQ(item.deadline().owed_by_side(), 2u);
    EXPECT_GE(item.deadline().explanation_size(), 1);
    request.set_owed_by(v1::ListDeadlinesRequest::OWN_SIDE);
    EXPECT_EQ(Due(world_, as, request).items_size(), as == kAnn ? 0 : 1);
  }
  Do(kKarl, &Stub::ReportCommitment, Saying(id, C::FULFILLED));
  v1::ListDeadlinesRequest request;
  request.set_file_id(id);
  EXPECT_EQ(Due(world_, kAnn, request).items_size(), 0);
  request.set_include_met(true);
  EXPECT_EQ(Due(world_, kAnn, request).items_size(), 1);
}

TEST_F(SettlementServiceTest, RefusesWhatCannotBeProposed) {
  const std::string grievance = FileHere();
  const auto refused = [&](auto change) {
    v1::ProposeSettlementRequest request = Proposal({grievance});
    change(request);
    return Try(kAnn, &Stub::ProposeSettlement, request);
  };
  using P = v1::ProposeSettlementRequest;
  EXPECT_EQ(refused([](P& p) { p.clear_precedent(); }), "FIELD_REQUIRED");
  EXPECT_EQ(refused([](P& p) {
              p.clear_terms();
              p.clear_commitments();
            }),
            "FIELD_REQUIRED");
  EXPECT_EQ(refused([](P& p) { p.clear_grievance_ids(); }), "FIELD_REQUIRED");
  EXPECT_EQ(refused([](P& p) { p.add_grievance_ids("absent"); }),
            "REFERENCE_UNKNOWN");
  EXPECT_EQ(refused([](P& p) { p.add_grievance_ids("QN-G-2012-0001"); }),
            "NAMED_TWICE");
  EXPECT_EQ(refused([](P& p) { p.set_proposed_date("2012-11-19"); }),
            "DATE_ORDER");
  EXPECT_EQ(refused([](P& p) { p.clear_terms(); }), "OK");
}

TEST_F(SettlementServiceTest, ARepeatedCallAndADryRunActOnce) {
  const std::string grievance = FileHere();
  v1::ProposeSettlementRequest request = Proposal({grievance});
  request.set_validate_only(true);
  Do(kAnn, &Stub::ProposeSettlement, request);
  EXPECT_EQ(ListOf(kAnn).settlements_size(), 0);
  request.set_validate_only(false);
  const std::string id =
      Do(kAnn, &Stub::ProposeSettlement, request).settlement().settlement_id();
  const auto again = Do(kAnn, &Stub::ProposeSettlement, request);
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.settlement().settlement_id(), id);
  EXPECT_EQ(ListOf(kAnn).settlements_size(), 1);
  v1::SignSettlementRequest sign = Signing(id);
  sign.set_etag(again.settlement().etag());
  Do(kAnn, &Stub::SignSettlement, sign);
  sign = Signing(id);
  sign.set_etag(again.settlement().etag());
  EXPECT_EQ(Try(kAnn, &Stub::SignSettlement, sign), "CHANGED_MEANWHILE");
}

TEST_F(SettlementServiceTest, ListsArePagedNewestFirst) {
  std::vector<std::string> ids;
  for (int day = 10; day < 15; ++day) {
    world_.SetDay(2013, 1, day);
    ids.push_back(Propose({FileHere()}).settlement().settlement_id());
  }
  v1::ListSettlementsRequest request;
  request.set_page_size(2);
  std::vector<std::string> listed;
  do {
    v1::ListSettlementsResponse page;
    ASSERT_TRUE(world_.Call(kKarl, &Stub::ListSettlements, request, page).ok());
    for (const S& each : page.settlements()) {
      listed.push_back(each.settlement_id());
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(listed, std::vector<std::string>(ids.rbegin(), ids.rend()));
}

}  // namespace
}  // namespace entente
