#include "services/settlements/settlement_rules.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>

#include "proto/support/refusal.h"
#include "services/settlements/commitment_rules.h"
#include "tests/services/settlements/sample_settlement.h"

namespace entente {
namespace {

using R = v1::Refusal;
using S = v1::Settlement;

R::Reason ReasonOf(const absl::StatusOr<v1::Event>& result) {
  return result.ok() ? R::REASON_UNSPECIFIED : RefusalReason(result.status());
}

v1::ProposeSettlementRequest Proposal() {
  v1::ProposeSettlementRequest request;
  request.set_terms("Retrait de l'outil de minutage.");
  request.set_precedent(S::CITABLE);
  request.set_proposed_date("2013-01-10");
  auto& commitment = *request.add_commitments();
  commitment.set_owner_kind(v1::Party::EMPLOYER);
  commitment.set_text("Verser trois jours");
  commitment.set_due_date("2013-03-01");
  return request;
}

ProposalFacts Facts() {
  const S sample = DraftSettlement();
  ProposalFacts facts;
  facts.settlement_id = "settlement-1";
  facts.parties = {sample.parties().begin(), sample.parties().end()};
  facts.grievance_ids = {"grievance-1", "grievance-2"};
  facts.employees = {{"person-member", 1}};
  facts.profile_code = "QC-SSS-30";
  facts.profile_version = 1;
  facts.entry = EntryOn("2013-01-10", 2);
  return facts;
}

v1::SignSettlementRequest Signing(uint32_t signatory, const char* date = "") {
  v1::SignSettlementRequest request;
  request.set_signatory(signatory);
  request.set_signed_date(date);
  return request;
}

absl::StatusOr<v1::Event> Sign(const S& current,
                               const v1::SignSettlementRequest& request,
                               uint32_t side) {
  return SignSettlement(current, request, TestProcedure(),
                        EntryOn("2013-01-20", side));
}

TEST(ProposeSettlement, MakesADraftThatBothSidesAndTheEmployeesHaveToSign) {
  const auto event = ProposeSettlement(Proposal(), Facts());
  ASSERT_TRUE(event.ok()) << event.status();
  const S& draft = event->settlement();
  EXPECT_EQ(draft.state(), S::DRAFT);
  EXPECT_EQ(draft.grievance_ids_size(), 2);
  EXPECT_EQ(draft.proposed_by_side(), 2u);
  ASSERT_EQ(draft.signatories_size(), 3);
  EXPECT_EQ(draft.signatories(0).side(), 1u);
  EXPECT_EQ(draft.signatories(1).side(), 2u);
  EXPECT_EQ(draft.signatories(2).part(), S::Signatory::EMPLOYEE);
  EXPECT_EQ(draft.signatories(2).person_id(), "person-member");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(draft.signatories(i).number(), static_cast<uint32_t>(i) + 1);
    EXPECT_EQ(draft.signatories(i).signed_date(), "");
  }
  EXPECT_EQ(draft.commitments(0).owner_side(), 2u);
  EXPECT_EQ(draft.commitments(0).status(), v1::Commitment::PENDING);
  EXPECT_EQ(draft.deadlines_size(), 0);
}

TEST(ProposeSettlement, NamesWhoUndertakesAndRefusesWhoIsNoParty) {
  v1::ProposeSettlementRequest request = Proposal();
  request.mutable_commitments(0)->set_owner_kind(v1::Party::AUTHORITY);
  EXPECT_EQ(ReasonOf(ProposeSettlement(request, Facts())),
            R::REFERENCE_UNKNOWN);
  request.mutable_commitments(0)->clear_owner_kind();
  request.mutable_commitments(0)->set_owner_side(3);
  EXPECT_EQ(ReasonOf(ProposeSettlement(request, Facts())),
            R::REFERENCE_UNKNOWN);
  request.mutable_commitments(0)->set_owner_side(1);
  EXPECT_EQ(ReasonOf(ProposeSettlement(request, Facts())),
            R::REASON_UNSPECIFIED);
  // Two parties of one kind, as a mediation may have.
  ProposalFacts facts = Facts();
  facts.parties[0].set_kind(v1::Party::EMPLOYER);
  EXPECT_EQ(ReasonOf(ProposeSettlement(Proposal(), facts)),
            R::REFERENCE_UNKNOWN);
}

TEST(ProposeSettlement, RefusesDaysOutOfOrder) {
  v1::ProposeSettlementRequest request = Proposal();
  request.set_proposed_date("2013-01-11");
  EXPECT_EQ(ReasonOf(ProposeSettlement(request, Facts())), R::DATE_IN_FUTURE);
  request.set_proposed_date("");
  request.mutable_commitments(0)->set_due_date("2013-01-09");
  EXPECT_EQ(ReasonOf(ProposeSettlement(request, Facts())), R::DATE_ORDER);
}

TEST(SignSettlement, IsSignedOnlyOnceAllOfThemHave) {
  S current = DraftSettlement();
  const auto by_union = Sign(current, Signing(0, "2013-01-16"), 1);
  ASSERT_TRUE(by_union.ok()) << by_union.status();
  current = by_union->settlement();
  EXPECT_EQ(current.state(), S::DRAFT);
  EXPECT_FALSE(current.signatories(0).has_recorded_for());
  const auto by_employer = Sign(current, Signing(0, "2013-01-18"), 2);
  ASSERT_TRUE(by_employer.ok()) << by_employer.status();
  current = by_employer->settlement();
  EXPECT_EQ(current.state(), S::DRAFT);
  v1::SignSettlementRequest request = Signing(3, "2013-01-15");
  *request.mutable_instrument() = Letter("2013-01-15");
  const auto by_employee = Sign(current, request, 1);
  ASSERT_TRUE(by_employee.ok()) << by_employee.status();
  current = by_employee->settlement();
  EXPECT_EQ(current.state(), S::SIGNED);
  // The day of the last signature, not of the one entered last.
  EXPECT_EQ(current.signed_date(), "2013-01-18");
  ASSERT_EQ(current.deadlines_size(), 1);
  EXPECT_EQ(current.deadlines(0).due_date(), "2013-03-01");
}

TEST(SignSettlement, OfAnotherNeedsAPaperAndIsAttested) {
  for (const uint32_t signatory : {1u, 2u, 3u}) {
    for (const uint32_t side : {1u, 2u}) {
      const bool signs_here = signatory == side;
      v1::SignSettlementRequest request = Signing(signatory);
      const auto bare = Sign(DraftSettlement(), request, side);
      EXPECT_EQ(ReasonOf(bare),
                signs_here ? R::REASON_UNSPECIFIED : R::INSTRUMENT_REQUIRED)
          << signatory << " by " << side;
      *request.mutable_instrument() = Letter("2013-01-15");
      request.set_signed_name("R. Roy");
      const auto from_paper = Sign(DraftSettlement(), request, side);
      ASSERT_TRUE(from_paper.ok()) << from_paper.status();
      const auto& signed_by =
          from_paper->settlement().signatories(static_cast<int>(signatory) - 1);
      EXPECT_EQ(signed_by.has_recorded_for(), !signs_here);
      EXPECT_EQ(signed_by.signed_name(), "R. Roy");
      if (signs_here) continue;
      EXPECT_EQ(signed_by.recorded_for().by_side(), side);
      EXPECT_EQ(signed_by.recorded_for().kind(), v1::Instrument::LETTER);
    }
  }
}

TEST(SignSettlement, RefusesTwiceTooEarlyAndWhoHasNotToSign) {
  S current = DraftSettlement();
  EXPECT_EQ(ReasonOf(Sign(current, Signing(4), 1)), R::REFERENCE_UNKNOWN);
  EXPECT_EQ(ReasonOf(Sign(current, Signing(0), 3)), R::REFERENCE_UNKNOWN);
  EXPECT_EQ(ReasonOf(Sign(current, Signing(0, "2013-01-09"), 1)),
            R::DATE_ORDER);
  EXPECT_EQ(ReasonOf(Sign(current, Signing(0, "2013-01-21"), 1)),
            R::DATE_IN_FUTURE);
  current.mutable_signatories(0)->set_signed_date("2013-01-15");
  EXPECT_EQ(ReasonOf(Sign(current, Signing(0), 1)), R::ALREADY_SIGNED);
}

TEST(ContestSignature, IsOfASignatureThatTheOtherSideRecorded) {
  S current = SignedSettlement();
  v1::ContestSignatureRequest request;
  request.set_text("Personne n'a signé pour nous.");
  const auto contest = [&](uint32_t side) {
    return ContestSignature(current, request, EntryOn("2013-02-01", side));
  };
  // One's own.
  EXPECT_EQ(ReasonOf(contest(2)), R::NOT_ATTRIBUTED);
  auto& attested = *current.mutable_signatories(1)->mutable_recorded_for();
  attested.set_by_side(1);
  // Not that of the other side.
  request.set_signatory(2);
  EXPECT_EQ(ReasonOf(contest(1)), R::NOT_ATTRIBUTED);
  request.set_signatory(9);
  EXPECT_EQ(ReasonOf(contest(2)), R::REFERENCE_UNKNOWN);
  request.set_signatory(0);
  const auto contested = contest(2);
  ASSERT_TRUE(contested.ok()) << contested.status();
  const auto& signatory = contested->settlement().signatories(1);
  EXPECT_EQ(signatory.contested_date(), "2013-02-01");
  EXPECT_EQ(signatory.contest_text(), "Personne n'a signé pour nous.");
  EXPECT_EQ(signatory.signed_date(), "2013-01-15");
  EXPECT_EQ(contested->settlement().state(), S::SIGNED);
  current = contested->settlement();
  EXPECT_EQ(ReasonOf(contest(2)), R::NOTHING_TO_CORRECT);
}

TEST(RepudiateSettlement, IsReferredByTheSideThatDoesNotRefuse) {
  v1::RepudiateSettlementRequest request;
  request.set_reason("L'employeur dit ne rien devoir.");
  request.set_referral_date("2013-02-10");
  const auto repudiate = [&](uint32_t side) {
    return RepudiateSettlement(SignedSettlement(), request, TestProcedure(),
                               EntryOn("2013-02-20", side));
  };
  for (const uint32_t side : {1u, 2u}) {
    request.clear_refusing_side();
    const auto own = repudiate(side);
    ASSERT_TRUE(own.ok()) << own.status();
    EXPECT_EQ(own->acted_by_side(), side);
    EXPECT_EQ(own->settlement().state(), S::REPUDIATED);
    EXPECT_EQ(own->settlement().end_date(), "2013-02-10");
    // Who refuses does not refer: the other did, and a paper shows it.
    request.set_refusing_side(side);
    request.clear_instrument();
    EXPECT_EQ(ReasonOf(repudiate(side)), R::INSTRUMENT_REQUIRED);
    *request.mutable_instrument() = Letter("2013-02-10");
    const auto recorded = repudiate(side);
    ASSERT_TRUE(recorded.ok()) << recorded.status();
    EXPECT_EQ(recorded->acted_by_side(), 3 - side);
    request.clear_instrument();
  }
  request.set_refusing_side(5);
  EXPECT_EQ(ReasonOf(repudiate(1)), R::REFERENCE_UNKNOWN);
  request.clear_refusing_side();
  request.set_referral_date("2013-01-14");
  EXPECT_EQ(ReasonOf(repudiate(1)), R::DATE_ORDER);
}

TEST(ReinstateSettlement, IsAnActOfTheUnion) {
  v1::ReinstateGrievanceRequest request;
  const auto reinstate = [&](uint32_t side) {
    return ReinstateSettlement(SignedSettlement(), request, TestProcedure(),
                               EntryOn("2013-03-20", side));
  };
  const auto own = reinstate(1);
  ASSERT_TRUE(own.ok()) << own.status();
  EXPECT_EQ(own->settlement().state(), S::REINSTATED);
  EXPECT_EQ(ReasonOf(reinstate(2)), R::INSTRUMENT_REQUIRED);
  *request.mutable_instrument() = Letter("2013-03-15");
  const auto recorded = reinstate(2);
  ASSERT_TRUE(recorded.ok()) << recorded.status();
  EXPECT_EQ(recorded->acted_by_side(), 1u);
}

TEST(ASettlement, IsMovedInTheStatesThatItsActsNameAndNoOthers) {
  const Entry entry = EntryOn("2013-03-20", 1);
  v1::AbandonSettlementRequest abandon;
  abandon.set_reason("Refusé");
  v1::RepudiateSettlementRequest repudiate;
  repudiate.set_reason("Refus");
  const std::map<
      std::string,
      std::pair<S::State, std::function<absl::StatusOr<v1::Event>(const S&)>>>
      acts = {
          {"sign",
           {S::DRAFT,
            [&](const S& s) {
              return SignSettlement(s, Signing(0), TestProcedure(), entry);
            }}},
          {"abandon",
           {S::DRAFT,
            [&](const S& s) { return AbandonSettlement(s, abandon, entry); }}},
          {"repudiate",
           {S::SIGNED,
            [&](const S& s) {
              return RepudiateSettlement(s, repudiate, TestProcedure(), entry);
            }}},
          {"reinstate",
           {S::SIGNED,
            [&](const S& s) {
              return ReinstateSettlement(s, {}, TestProcedure(), entry);
            }}},
      };
  for (const auto& [name, act] : acts) {
    for (int state = 1; state < S::State_ARRAYSIZE; ++state) {
      S settlement = DraftSettlement();
      settlement.set_state(static_cast<S::State>(state));
      EXPECT_EQ(ReasonOf(act.second(settlement)), state == act.first
                                                      ? R::REASON_UNSPECIFIED
                                                      : R::SETTLEMENT_STATE)
          << name << " " << S::State_Name(static_cast<S::State>(state));
    }
  }
}

// What everyone signed, without what performance and the end add to it.
std::string Frozen(S settlement) {
  for (auto& commitment : *settlement.mutable_commitments()) {
    commitment.clear_status();
    commitment.clear_reports();
  }
  for (auto& signatory : *settlement.mutable_signatories()) {
    signatory.clear_contested_date();
    signatory.clear_contest_text();
  }
  settlement.clear_state();
  settlement.clear_end_reason();
  settlement.clear_end_date();
  settlement.clear_deadlines();
  return settlement.SerializeAsString();
}

TEST(ASignedSettlement, KeepsToTheByteWhatWasSigned) {
  S current = SignedSettlement();
  current.mutable_signatories(1)->mutable_recorded_for()->set_by_side(1);
  const std::string frozen = Frozen(current);
  const Entry union_entry = EntryOn("2013-03-20", 1);
  v1::ReportCommitmentRequest report;
  report.set_commitment(1);
  report.set_status(v1::Commitment::BREACHED);
  v1::ContestSignatureRequest contest;
  v1::RepudiateSettlementRequest repudiate;
  for (const auto& event :
       {ReportCommitment(current, report, TestProcedure(), union_entry),
        ContestSignature(current, contest, EntryOn("2013-03-20", 2)),
        RepudiateSettlement(current, repudiate, TestProcedure(), union_entry),
        ReinstateSettlement(current, {}, TestProcedure(), union_entry)}) {
    ASSERT_TRUE(event.ok()) << event.status();
    EXPECT_EQ(Frozen(event->settlement()), frozen);
    EXPECT_NE(event->settlement().SerializeAsString(),
              current.SerializeAsString());
  }
}

}  // namespace
}  // namespace entente
