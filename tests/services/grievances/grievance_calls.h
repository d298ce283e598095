// Every call that changes a grievance or its settlement, each with a request
// that suits the state of the file.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_CALLS_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_CALLS_H_

#include <functional>
#include <map>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "google/protobuf/descriptor.h"
#include "proto/support/deadline.h"
#include "tests/services/grievances/every_state.h"

namespace entente {

// How a call is made on the file in this state. The request is one that suits
// the state; `paper` gives it the paper that it takes.
struct Asked {
  char state = 0;
  bool paper = true;
  bool validate_only = true;
  // In the place of the file, when not empty: one that is not there.
  std::string absent;
};

class GrievanceCalls {
 public:
  using Person = SmallWorld::Person;
  using Call =
      std::function<grpc::Status(const Person& as, const Asked& asked)>;

  explicit GrievanceCalls(EveryState& states) : states_(states) {
    AddGrievanceCalls();
    AddArbitrationCalls();
    AddLedgerCalls();
    AddSettlementCalls();
  }

  // By their names in the tables.
  const std::map<std::string, Call>& all() const { return calls_; }
  // The requests that were made so far.
  const std::set<const google::protobuf::Descriptor*>& asked() const {
    return asked_;
  }

 private:
  using Grievances = v1::GrievanceService::Stub;
  using Arbitration = v1::ArbitrationService::Stub;
  using Ledger = v1::TimeLedgerService::Stub;
  using Settlements = v1::SettlementService::Stub;

  template <typename Stub, typename Request, typename Answer>
  grpc::Status Send(const Person& as,
                    grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Answer*),
                    Request request, const Asked& asked) {
    asked_.insert(Request::descriptor());
    request.set_request_id(states_.world().Fresh());
    request.set_validate_only(asked.validate_only);
    if constexpr (requires { request.mutable_instrument(); }) {
      if (asked.paper) *request.mutable_instrument() = Paper();
    }
    Answer answer;
    return states_.world().Call(as, method, request, answer);
  }

  // A call that names the file alone, or with what `fill` adds.
  template <typename Stub, typename Request, typename Answer>
  void Add(const char* name,
           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                        Answer*),
           std::function<void(Request&, const Person&, const Asked&)> fill =
               nullptr) {
    calls_[name] = [=, this](const Person& as, const Asked& asked) {
      Request request;
      request.set_grievance_id(
          asked.absent.empty() ? states_.Alone(asked.state).id : asked.absent);
      if (fill != nullptr) fill(request, as, asked);
      return Send(as, method, request, asked);
    };
  }

  // The same on the settlement of the file with one.
  template <typename Stub, typename Request, typename Answer>
  void AddOnSettlement(
      const char* name,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Answer*),
      std::function<void(Request&, const Asked&)> fill = nullptr) {
    calls_[name] = [=, this](const Person& as, const Asked& asked) {
      Request request;
      request.set_settlement_id(
          asked.absent.empty() ? states_.WithDraft(asked.state).settlement_id
                               : asked.absent);
      if (fill != nullptr) fill(request, asked);
      return Send(as, method, request, asked);
    };
  }

  // One more person of the side for which `as` works.
  const Person& ColleagueOf(const Person& as) const {
    return states_.IsOfOwner(as) ? states_.colleague : states_.other_colleague;
  }

  // Another file that could be joined to the one in this state, and one to
  // which that could be joined.
  std::string Joinable(char state) {
    if (absl::StrContains("FrRaTAP", std::string(1, state))) {
      return states_.WithDraft(state == 'r' ? 'R' : state).id;
    }
    return absl::StrContains("NHhDdJV", std::string(1, state))
               ? states_.WithDraft('P').id
               : states_.WithDraft('A').id;
  }
  std::string LeadFor(char state) {
    return absl::StrContains("NHhDd", std::string(1, state))
               ? states_.WithDraft(state).id
               : Joinable(state);
  }

  void AddGrievanceCalls() {
    Add("Receive", &Grievances::ReceiveGrievance);
    Add<Grievances, v1::ReplyGrievanceRequest>(
        "Reply", &Grievances::ReplyGrievance,
        [](auto& request, const Person&, const Asked&) {
          request.set_answer(v1::Grievance::Reply::DENIED);
        });
    Add("Advance", &Grievances::AdvanceGrievance);
    Add<Grievances, v1::WithdrawGrievanceRequest>(
        "Withdraw", &Grievances::WithdrawGrievance,
        [](auto& request, const Person&, const Asked&) {
          request.set_reason("Réglé autrement");
        });
    for (const auto basis : {v1::Basis::OWNER_SIDE, v1::Basis::RULING}) {
      Add<Grievances, v1::LapseGrievanceRequest>(
          basis == v1::Basis::RULING ? "Lapse, by a ruling"
                                     : "Lapse, by its owner",
          &Grievances::LapseGrievance,
          [basis](auto& request, const Person&, const Asked&) {
            request.set_basis(basis);
          });
    }
    Add<Grievances, v1::RelieveGrievanceRequest>(
        "Relieve", &Grievances::RelieveGrievance,
        [](auto& request, const Person&, const Asked&) {
          request.set_basis(v1::Basis::RULING);
        });
    Add<Grievances, v1::JoinGrievancesRequest>(
        "Join another to it", &Grievances::JoinGrievances,
        [this](auto& request, const Person&, const Asked& asked) {
          request.add_joined_ids(Joinable(asked.state));
          request.set_basis(v1::Basis::BOTH_SIDES);
        });
    Add<Grievances, v1::JoinGrievancesRequest>(
        "Join it to another", &Grievances::JoinGrievances,
        [this](auto& request, const Person&, const Asked& asked) {
          request.add_joined_ids(request.grievance_id());
          request.set_grievance_id(LeadFor(asked.state));
          request.set_basis(v1::Basis::RULING);
        });
    Add<Grievances, v1::SeverGrievanceRequest>(
        "Sever", &Grievances::SeverGrievance,
        [](auto& request, const Person&, const Asked&) {
          request.set_basis(v1::Basis::RULING);
        });
    Add<Grievances, v1::CorrectGrievanceRequest>(
        "Correct", &Grievances::CorrectGrievance,
        [](auto& request, const Person&, const Asked&) {
          request.set_field("statement");
          request.set_value("Minutage des visites à domicile");
          request.set_reason("Erreur de saisie");
        });
    Add<Grievances, v1::ContestActRequest>(
        "Contest", &Grievances::ContestAct,
        [](auto& request, const Person&, const Asked&) {
          request.set_act(v1::Grievance::Contest::OBJECTION);
          request.set_text("Nous n'avons rien objecté");
        });
    Add<Grievances, v1::AssignGrievanceRequest>(
        "Assign", &Grievances::AssignGrievance,
        [this](auto& request, const Person& as, const Asked&) {
          request.set_person_id(ColleagueOf(as).id);
        });
    Add<Grievances, v1::WallGrievanceRequest>(
        "Wall", &Grievances::WallGrievance,
        [this](auto& request, const Person& as, const Asked&) {
          request.set_person_id(ColleagueOf(as).id);
        });
  }

  void AddAward(const char* name, v1::Award::Kind kind, bool reserved = false) {
    Add<Arbitration, v1::RenderAwardRequest>(
        name, &Arbitration::RenderAward,
        [kind, reserved](auto& request, const Person&, const Asked&) {
          request.set_kind(kind);
          request.set_text("La sentence");
          request.set_quantum_reserved(reserved);
          if (kind == v1::Award::MERITS) {
            request.add_decisions()->set_disposition(v1::Disposition::GRANTED);
          }
          if (kind == v1::Award::QUANTUM) {
            v1::Remedy& pay = *request.add_decisions()->add_remedies();
            pay.set_kind(v1::Remedy::BACK_PAY);
            pay.set_amount("1250.50");
            pay.set_currency_code("CAD");
          }
          if (kind == v1::Award::CORRECTION) request.set_corrects_number(1);
        });
  }

  void AddReview(const char* name, v1::Review::Outcome outcome) {
    Add<Arbitration, v1::DecideReviewRequest>(
        name, &Arbitration::DecideReview,
        [outcome](auto& request, const Person&, const Asked&) {
          request.set_outcome(outcome);
          if (outcome == v1::Review::SET_ASIDE) {
            request.set_disposition(v1::Disposition::DENIED);
          }
        });
  }

  void AddArbitrationCalls() {
    Add("Refer", &Arbitration::ReferGrievance);
    Add<Arbitration, v1::NameArbitratorRequest>(
        "Name arbitrator", &Arbitration::NameArbitrator,
        [](auto& request, const Person&, const Asked&) {
          request.set_name("Me Arbitre");
          request.set_mode(v1::Arbitrator::MINISTER);
        });
    Add<Arbitration, v1::EndArbitratorRequest>(
        "End arbitrator", &Arbitration::EndArbitrator,
        [](auto& request, const Person&, const Asked&) {
          request.set_ending(v1::Arbitrator::RECUSED);
        });
    Add<Arbitration, v1::FixHearingRequest>(
        "Fix hearing", &Arbitration::FixHearing,
        [](auto& request, const Person&, const Asked&) {
          request.set_hearing_date("2013-11-04");
        });
    Add<Arbitration, v1::HoldHearingRequest>(
        "Hold hearing", &Arbitration::HoldHearing,
        [](auto& request, const Person&, const Asked&) {
          request.set_hearing_date("2013-10-01");
        });
    Add<Arbitration, v1::MoveHearingRequest>(
        "Move hearing", &Arbitration::MoveHearing,
        [](auto& request, const Person&, const Asked&) {
          request.set_number(1);
          request.set_by(v1::Whose::EMPLOYER);
          request.set_reason("Avocate malade");
        });
    Add<Arbitration, v1::FileExhibitRequest>(
        "File exhibit", &Arbitration::FileExhibit,
        [](auto& request, const Person&, const Asked&) {
          request.set_title("Grille de minutage");
        });
    Add("Take under advisement", &Arbitration::TakeUnderAdvisement);
    Add("Reopen hearing", &Arbitration::ReopenHearing);
    AddAward("Award, interlocutory", v1::Award::INTERLOCUTORY);
    AddAward("Award, merits", v1::Award::MERITS);
    AddAward("Award, amounts reserved", v1::Award::MERITS, true);
    AddAward("Award, quantum", v1::Award::QUANTUM);
    AddAward("Award, correction", v1::Award::CORRECTION);
    Add<Arbitration, v1::SeekReviewRequest>(
        "Seek review", &Arbitration::SeekReview,
        [](auto& request, const Person&, const Asked&) {
          request.set_court("C.S. 200-17-0");
        });
    AddReview("Review, upheld", v1::Review::UPHELD);
    AddReview("Review, set aside", v1::Review::SET_ASIDE);
    AddReview("Review, sent back", v1::Review::SENT_BACK);
    AddReview("Review, to another", v1::Review::SENT_TO_ANOTHER);
    Add<Arbitration, v1::RaiseObjectionRequest>(
        "Raise objection", &Arbitration::RaiseObjection,
        [](auto& request, const Person&, const Asked&) {
          request.set_kind(v1::Objection::FORM);
        });
    Add<Arbitration, v1::RuleObjectionRequest>(
        "Rule on objection", &Arbitration::RuleObjection,
        [](auto& request, const Person&, const Asked&) {
          request.set_outcome(v1::Objection::UPHELD);
        });
    Add<Arbitration, v1::RuleObjectionRequest>(
        "Give up objection", &Arbitration::RuleObjection,
        [](auto& request, const Person&, const Asked&) {
          request.set_outcome(v1::Objection::WAIVED);
        });
  }

  // A deadline of the file in this state that is open; else that to refer,
  // which was met.
  v1::Deadline OpenDeadline(char state) {
    const v1::Grievance grievance = states_.Read(states_.Alone(state));
    for (const v1::Deadline& each : grievance.deadlines()) {
      if (IsOpen(each)) return each;
    }
    v1::Deadline none;
    none.set_act(v1::TimeLimit::REFER);
    none.set_due_date("2013-05-21");
    return none;
  }

  void AddLedgerCalls() {
    for (const char state : kStates) open_[state] = OpenDeadline(state);
    Add<Ledger, v1::ExtendDeadlineRequest>(
        "Extend", &Ledger::ExtendDeadline,
        [this](auto& request, const Person&, const Asked& asked) {
          const v1::Deadline& open = open_[asked.state];
          request.set_act(open.act());
          request.set_step(open.step());
          request.set_signed_date(open.due_date());
          request.set_new_due_date("2014-01-15");
        });
    Add<Ledger, v1::WaiveLimitRequest>(
        "Waive", &Ledger::WaiveLimit,
        [this](auto& request, const Person&, const Asked&) {
          request.set_act(v1::TimeLimit::REFER);
          request.set_by(states_.OwnerIsUnion() ? v1::Party::EMPLOYER
                                                : v1::Party::UNION);
        });
    Add<Ledger, v1::SuspendLimitsRequest>(
        "Suspend", &Ledger::SuspendLimits,
        [](auto& request, const Person&, const Asked&) {
          request.set_ground(v1::Suspension::AGREED);
        });
    Add("Resume", &Ledger::ResumeLimits);
    Add<Ledger, v1::RecordPriorStepRequest>(
        "Record prior step", &Ledger::RecordPriorStep,
        [](auto& request, const Person&, const Asked&) {
          request.mutable_days()->set_complaint_date("2012-11-06");
        });
  }

  void AddProposal(const char* name, bool another) {
    calls_[name] = [this, another](const Person& as, const Asked& asked) {
      v1::ProposeSettlementRequest request;
      request.add_grievance_ids(asked.absent.empty()
                                    ? (another ? states_.WithDraft(asked.state)
                                               : states_.Alone(asked.state))
                                          .id
                                    : asked.absent);
      request.set_terms("Retrait de l'outil de minutage");
      request.set_precedent(v1::Settlement::WITHOUT_PRECEDENT);
      return Send(as, &Settlements::ProposeSettlement, request, asked);
    };
  }

  void AddSettlementCalls() {
    AddProposal("Propose settlement", false);
    AddProposal("Propose another", true);
    AddOnSettlement("Sign", &Settlements::SignSettlement);
    AddOnSettlement<Settlements, v1::ContestSignatureRequest>(
        "Contest signature", &Settlements::ContestSignature,
        [](auto& request, const Asked&) { request.set_text("Pas nous"); });
    AddOnSettlement<Settlements, v1::AbandonSettlementRequest>(
        "Abandon settlement", &Settlements::AbandonSettlement,
        [](auto& request, const Asked&) { request.set_reason("Sans suite"); });
    AddOnSettlement<Settlements, v1::ReportCommitmentRequest>(
        "Report commitment", &Settlements::ReportCommitment,
        [this](auto& request, const Asked& asked) {
          request.set_commitment(1);
          request.set_status(asked.state == 'S' ? v1::Commitment::FULFILLED
                                                : v1::Commitment::BREACHED);
          request.set_evidence("Relevé");
          request.set_by_side(states_.UnionSide());
        });
    AddOnSettlement<Settlements, v1::RepudiateSettlementRequest>(
        "Repudiate", &Settlements::RepudiateSettlement,
        [](auto& request, const Asked&) {
          request.set_refusing_side(2);
          request.set_reason("Refus d'appliquer");
        });
    AddOnSettlement("Reinstate", &Settlements::ReinstateGrievance);
    Add("Close", &Settlements::CloseGrievance);
    Add("Note the end", &Settlements::NoteEnd);
  }

  EveryState& states_;
  std::map<std::string, Call> calls_;
  std::map<char, v1::Deadline> open_;
  std::set<const google::protobuf::Descriptor*> asked_;
};

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_CALLS_H_
