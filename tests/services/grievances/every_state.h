// A small world with a file in each state that a grievance can be in, brought
// there by the moves of its two sides. Fictional.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_EVERY_STATE_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_EVERY_STATE_H_

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "entente/v1/arbitration_service.grpc.pb.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "entente/v1/settlement_service.grpc.pb.h"
#include "entente/v1/time_ledger_service.grpc.pb.h"
#include "tests/services/grievances/two_sides.h"
#include "tests/testing/union_filing.h"

namespace entente {

// One letter for each:
//
//   F filed                              W awarded
//   r before step 1, limits suspended    U under review
//   R before step 1, the reply overdue   S settled before the referral, and
//   a answered at step 1                   breached
//   T before step 2, the last, overdue   s settled after it, and performed
//   A answered at step 2                 X withdrawn before the referral
//   P referred                           x withdrawn after it
//   N an arbitrator named                L deemed withdrawn
//   H being heard                        C closed after a settlement
//   h the same, amounts reserved         c closed after an award
//   D in deliberation                    j answered, joined to K
//   d the same, on the amounts           J referred, joined
//                                        K answered, with j joined to it
//                                        V revived after a repudiation
//                                        B reinstated after a breach
inline constexpr absl::string_view kStates = "FrRaTAPNHhDdWUSsXxLCcjJKVB";

// Everything is entered on one day of 2013, of the days on which it happened.
// Each file has a pending objection of the other side, which the owner recorded
// from a paper. In each state there are two files: one alone, and one with a
// proposed settlement that the other side signed; where a settlement stands,
// both are the same.
class EveryState : public TwoSides {
 public:
  struct File {
    std::string id;
    std::string settlement_id;
  };

  explicit EveryState(v1::GrievanceClass::Value files) : TwoSides(files) {
    world().clock().Set(absl::FromCivil(absl::CivilHour(2013, 10, 1, 12),
                                        absl::FixedTimeZone(-4 * 60 * 60)));
    for (const char state : kStates) {
      alone_[state] = Reach(state, false);
      with_draft_[state] = absl::StrContains("SsC", std::string(1, state))
                               ? alone_[state]
                               : Reach(state, true);
    }
  }

  const File& Alone(char state) const { return alone_.at(state); }
  const File& WithDraft(char state) const { return with_draft_.at(state); }

  // The file as its owner reads it.
  v1::Grievance Read(const File& file) {
    v1::GetGrievanceRequest request;
    request.set_grievance_id(file.id);
    v1::GrievanceAnswer answer;
    EXPECT_EQ(ReasonOf(world().Call(owner, &Grievances::GetGrievance, request,
                                    answer)),
              "OK");
    return answer.grievance();
  }

 private:
  using Grievances = v1::GrievanceService::Stub;
  using Arbitration = v1::ArbitrationService::Stub;
  using Settlements = v1::SettlementService::Stub;

  template <typename Request>
  Request On(const File& file) {
    Request request;
    request.set_grievance_id(file.id);
    return request;
  }

  void Enter(File& file) {
    v1::FileGrievanceRequest filing = UnionFiling();
    filing.set_grievance_class(files());
    filing.set_agreement_id(agreement_id());
    filing.set_issue_code("ORG-LOAD");
    filing.set_override_reason("Le comité ne siège pas");
    file.id = Do(owner, &Grievances::FileGrievance, filing, false)
                  .grievance()
                  .grievance_id();
    auto object = On<v1::RaiseObjectionRequest>(file);
    object.set_kind(v1::Objection::TIMELINESS);
    object.set_by(OwnerIsUnion() ? v1::Whose::EMPLOYER : v1::Whose::UNION);
    object.set_raised_date("2012-11-21");
    Do(owner, &Arbitration::RaiseObjection, object);
    auto wall = On<v1::WallGrievanceRequest>(file);
    wall.set_person_id(walled.id);
    Do(owner, &Grievances::WallGrievance, wall);
  }

  void Receive(const File& file) {
    auto request = On<v1::ReceiveGrievanceRequest>(file);
    request.set_received_date("2012-11-22");
    Do(other, &Grievances::ReceiveGrievance, request, false);
  }
  void Reply(const File& file, const char* date) {
    auto request = On<v1::ReplyGrievanceRequest>(file);
    request.set_answer(v1::Grievance::Reply::DENIED);
    request.set_reply_date(date);
    Do(other, &Grievances::ReplyGrievance, request, false);
  }
  void Withdraw(const File& file, const char* date) {
    auto request = On<v1::WithdrawGrievanceRequest>(file);
    request.set_withdrawal_date(date);
    request.set_reason("Réglé autrement");
    Do(owner, &Grievances::WithdrawGrievance, request, false);
  }
  void Deliberate(const File& file, const char* from) {
    auto request = On<v1::TakeUnderAdvisementRequest>(file);
    request.set_from_date(from);
    Do(other, &Arbitration::TakeUnderAdvisement, request);
  }
  void Award(const File& file, bool reserved) {
    auto request = On<v1::RenderAwardRequest>(file);
    request.set_kind(v1::Award::MERITS);
    request.set_award_date("2013-05-01");
    request.add_decisions()->set_disposition(v1::Disposition::GRANTED);
    request.set_quantum_reserved(reserved);
    Do(owner, &Arbitration::RenderAward, request);
  }
  void Close(const File& file, const char* date) {
    auto request = On<v1::CloseGrievanceRequest>(file);
    request.set_closed_date(date);
    Do(owner, &Settlements::CloseGrievance, request);
  }
  void Join(const File& lead, const File& file, const char* date) {
    auto request = On<v1::JoinGrievancesRequest>(lead);
    request.add_joined_ids(file.id);
    request.set_basis(v1::Basis::BOTH_SIDES);
    request.set_join_date(date);
    Do(owner, &Grievances::JoinGrievances, request);
  }

  // Proposed by the owner, and signed by the other side on a paper. What the
  // employer commits itself to is owed to the union, whoever filed.
  void Propose(File& file, const char* date, const char* due) {
    v1::ProposeSettlementRequest request;
    request.add_grievance_ids(file.id);
    request.set_terms("Retrait de l'outil de minutage");
    request.set_precedent(v1::Settlement::WITHOUT_PRECEDENT);
    request.set_proposed_date(date);
    auto& commitment = *request.add_commitments();
    commitment.set_owner_kind(v1::Party::EMPLOYER);
    commitment.set_text("Retirer l'outil");
    commitment.set_due_date(due);
    file.settlement_id = Do(owner, &Settlements::ProposeSettlement, request)
                             .settlement()
                             .settlement_id();
    v1::SignSettlementRequest sign;
    sign.set_settlement_id(file.settlement_id);
    sign.set_signatory(2);
    sign.set_signed_date(date);
    Do(owner, &Settlements::SignSettlement, sign);
  }
  void Settle(File& file, const char* date) {
    Propose(file, date, "2013-03-01");
    v1::SignSettlementRequest sign;
    sign.set_settlement_id(file.settlement_id);
    sign.set_signed_date(date);
    Do(owner, &Settlements::SignSettlement, sign, false);
  }
  void Say(const File& file, v1::Commitment::Status status, const char* date) {
    v1::ReportCommitmentRequest request;
    request.set_settlement_id(file.settlement_id);
    request.set_commitment(1);
    request.set_status(status);
    request.set_evidence("Relevé");
    request.set_report_date(date);
    Do(OfUnion(), &Settlements::ReportCommitment, request, false);
  }

  // A new file in that state, with a draft or without.
  File Reach(char state, bool with_draft) {
    File file;
    Enter(file);
    if (with_draft && state != 'V' && state != 'B') {
      Propose(file, "2012-11-22", "2013-03-01");
    }
    Bring(file, state);
    if (with_draft && (state == 'V' || state == 'B')) {
      Propose(file, "2013-06-03", "2013-09-02");
    }
    return file;
  }

  // Brings a file that was filed to the state.
  void Bring(File& file, char state) {
    switch (state) {
      case 'F':
        return;
      case 'r': {
        Bring(file, 'R');
        auto request = On<v1::SuspendLimitsRequest>(file);
        request.set_ground(v1::Suspension::AGREED);
        request.set_from_date("2012-11-23");
        Do(owner, &v1::TimeLedgerService::Stub::SuspendLimits, request);
        return;
      }
      case 'R':
        return Receive(file);
      case 'a':
        Bring(file, 'R');
        return Reply(file, "2012-11-27");
      case 'T': {
        Bring(file, 'a');
        auto request = On<v1::AdvanceGrievanceRequest>(file);
        request.set_advance_date("2012-12-03");
        Do(owner, &Grievances::AdvanceGrievance, request, false);
        return;
      }
      case 'A':
        Bring(file, 'T');
        return Reply(file, "2012-12-10");
      case 'P': {
        Bring(file, 'A');
        auto request = On<v1::ReferGrievanceRequest>(file);
        request.set_referral_date("2013-01-10");
        Do(owner, &Arbitration::ReferGrievance, request, false);
        return;
      }
      case 'N': {
        Bring(file, 'P');
        auto name = On<v1::NameArbitratorRequest>(file);
        name.set_name("Me Arbitre");
        name.set_mode(v1::Arbitrator::AGREED);
        name.set_named_date("2013-02-01");
        Do(other, &Arbitration::NameArbitrator, name);
        auto fix = On<v1::FixHearingRequest>(file);
        fix.set_hearing_date("2013-12-02");
        fix.set_fixed_date("2013-02-04");
        Do(owner, &Arbitration::FixHearing, fix, false);
        return;
      }
      case 'H': {
        Bring(file, 'N');
        auto request = On<v1::HoldHearingRequest>(file);
        request.set_hearing_date("2013-03-04");
        Do(other, &Arbitration::HoldHearing, request);
        return;
      }
      case 'D':
        Bring(file, 'H');
        return Deliberate(file, "");
      case 'h':
        Bring(file, 'D');
        return Award(file, true);
      case 'd':
        Bring(file, 'h');
        return Deliberate(file, "2013-05-02");
      case 'W':
        Bring(file, 'D');
        return Award(file, false);
      case 'U': {
        Bring(file, 'W');
        auto request = On<v1::SeekReviewRequest>(file);
        request.set_court("C.S. 200-17-0");
        request.set_sought_date("2013-06-03");
        Do(other, &Arbitration::SeekReview, request, false);
        return;
      }
      case 'S':
        Bring(file, 'A');
        Settle(file, "2013-01-15");
        return Say(file, v1::Commitment::BREACHED, "2013-03-04");
      case 's':
        Bring(file, 'N');
        Settle(file, "2013-02-15");
        return Say(file, v1::Commitment::FULFILLED, "2013-02-20");
      case 'X':
        Bring(file, 'A');
        return Withdraw(file, "2013-01-08");
      case 'x':
        Bring(file, 'P');
        return Withdraw(file, "2013-02-04");
      case 'L': {
        Bring(file, 'A');
        auto request = On<v1::LapseGrievanceRequest>(file);
        request.set_basis(v1::Basis::OWNER_SIDE);
        request.set_lapse_date("2013-06-03");
        Do(owner, &Grievances::LapseGrievance, request, false);
        return;
      }
      case 'C':
        Bring(file, 'A');
        Settle(file, "2013-01-15");
        Say(file, v1::Commitment::FULFILLED, "2013-02-20");
        return Close(file, "2013-04-02");
      case 'c':
        Bring(file, 'W');
        return Close(file, "2013-06-03");
      case 'j': {
        Bring(file, 'A');
        File lead;
        Enter(lead);
        Bring(lead, 'A');
        return Join(lead, file, "2013-01-08");
      }
      case 'J': {
        Bring(file, 'P');
        File lead;
        Enter(lead);
        Bring(lead, 'P');
        return Join(lead, file, "2013-01-15");
      }
      case 'K': {
        Bring(file, 'A');
        File joined;
        Enter(joined);
        Bring(joined, 'A');
        return Join(file, joined, "2013-01-08");
      }
      case 'V': {
        Bring(file, 'S');
        v1::RepudiateSettlementRequest request;
        request.set_settlement_id(file.settlement_id);
        request.set_reason("Refus d'appliquer");
        request.set_referral_date("2013-04-02");
        Do(owner, &Settlements::RepudiateSettlement, request, false);
        return;
      }
      case 'B': {
        Bring(file, 'S');
        v1::ReinstateGrievanceRequest request;
        request.set_settlement_id(file.settlement_id);
        request.set_reinstated_date("2013-04-02");
        Do(OfUnion(), &Settlements::ReinstateGrievance, request, false);
        return;
      }
      default:
        FAIL() << "no such state: " << state;
    }
  }

  std::map<char, File> alone_;
  std::map<char, File> with_draft_;
};

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_EVERY_STATE_H_
