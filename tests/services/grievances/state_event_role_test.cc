// What each call does to a grievance in each state, for each caller, against
// tables typed by hand from the domain and the decisions. Flipping one letter
// must turn this red.

#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "proto/support/deadline.h"
#include "storage/engine/transaction.h"
#include "tests/services/grievances/every_state.h"

namespace entente {
namespace {

using Person = SmallWorld::Person;
using G = v1::Grievance;

// What the letters of the tables stand for.
struct Outcome {
  std::string reason;
  grpc::StatusCode code;
};
const std::map<char, Outcome> kOutcomes = {
    {'A', {"OK", grpc::OK}},
    {'.', {"WRONG_STATE", grpc::FAILED_PRECONDITION}},
    {'f', {"FOLLOWS_LEAD", grpc::FAILED_PRECONDITION}},
    {'y', {"REPLY_NOT_DUE", grpc::FAILED_PRECONDITION}},
    {'l', {"LAST_STEP", grpc::FAILED_PRECONDITION}},
    {'m', {"NOT_LAST_STEP", grpc::FAILED_PRECONDITION}},
    {'n', {"NOTHING_LAPSED", grpc::FAILED_PRECONDITION}},
    {'t', {"JOIN_DEPTH", grpc::FAILED_PRECONDITION}},
    {'g', {"JOIN_STAGE", grpc::FAILED_PRECONDITION}},
    {'-', {"NOT_JOINED", grpc::FAILED_PRECONDITION}},
    {'b', {"NOT_ATTRIBUTED", grpc::FAILED_PRECONDITION}},
    {'k', {"MERITS_DECIDED", grpc::FAILED_PRECONDITION}},
    {'q', {"NO_RESERVED_QUANTUM", grpc::FAILED_PRECONDITION}},
    {'r', {"REFERENCE_UNKNOWN", grpc::INVALID_ARGUMENT}},
    {'N', {"NOTHING_TO_REVIEW", grpc::FAILED_PRECONDITION}},
    {'v', {"SUSPENSION_OVERLAPS", grpc::FAILED_PRECONDITION}},
    {'u', {"NOT_SUSPENDED", grpc::FAILED_PRECONDITION}},
    {'2', {"SETTLEMENT_STANDS", grpc::FAILED_PRECONDITION}},
    {'z', {"SETTLEMENT_STATE", grpc::FAILED_PRECONDITION}},
    {'i', {"ALREADY_SIGNED", grpc::FAILED_PRECONDITION}},
    {'w', {"NOT_REOPENED", grpc::FAILED_PRECONDITION}},
    {'c', {"COMMITMENT_OPEN", grpc::FAILED_PRECONDITION}},
    {'e', {"END_NOT_NOTED", grpc::FAILED_PRECONDITION}},
    {'p', {"INSTRUMENT_REQUIRED", grpc::FAILED_PRECONDITION}},
    {'E', {"ALREADY_ENTRUSTED", grpc::FAILED_PRECONDITION}},
    {'o', {"OWNER_SIDE_ONLY", grpc::PERMISSION_DENIED}},
    {'h', {"NOT_AVAILABLE", grpc::PERMISSION_DENIED}},
    {'R', {"ROLE_REQUIRED", grpc::PERMISSION_DENIED}},
    {'S', {"NOT_SIGNED_IN", grpc::UNAUTHENTICATED}},
};

// Rows: one call each. Columns: the states of every_state.h; what a union filed
// against an employer, with the paper that shows the act.
//
//   of_owner, of_other: what the representative of each side is answered; of
//   the other side the same as of the owner, where nothing is written.
struct Row {
  const char* call;
  const char* of_owner;
  const char* of_other = "";
};
const Row kStateTable[] = {
    // clang-format off
    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Receive",             "A..... ...... .. .. .. . .. ff. .."},
    {"Reply",               "AAAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Advance",             ".yAAll ...... .. .. .. . .. ffl .l"},
    {"Withdraw",            "AAAAAA AAA.A. .. .. .. . .. AAA AA"},
    {"Lapse, by its owner", "AnAAAA ...... .. .. .. . .. ffA .A"},
    {"Lapse, by a ruling",  "AnAAAA ...... .. .. .. . .. ffA .A"},
    {"Relieve",             "...... ...... .. .. .. A .. ff. .."},
    {"Join another to it",  "AAAAAA AAAAgg .. .. .. . .. ttA AA"},
    {"Join it to another",  "AAAAAA AAAAgg .. .. .. . .. ttt AA"},
    {"Sever",               "------ ------ -. .. .. . .. AA- --"},
    {"Correct",             "AAAAAA AAAAAA AA AA AA A AA AAA AA",
                            "oooooo oooooo oo oo oo o oo ooo oo"},
    {"Contest",             "bbbbbb bbbbbb bb bb bb b bb bbb bb",
                            "AAAAAA AAAAAA AA AA AA A AA AAA AA"},
    {"Assign",              "AAAAAA AAAAAA AA AA AA A AA AAA AA"},
    {"Wall",                "AAAAAA AAAAAA AA AA AA A AA AAA AA"},

    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Refer",               ".mmmAA ...... .. .. .. . .. ffA .A"},
    {"Name arbitrator",     "...... A..... .. .. .. . .. ff. A."},
    {"End arbitrator",      "...... .AAAAA .. .. .. . .. ff. .."},
    {"Fix hearing",         "...... .AAA.. .. .. .. . .. ff. .."},
    {"Hold hearing",        "...... .AAA.. .. .. .. . .. ff. .."},
    {"Move hearing",        "...... .AAA.. .. .. .. . .. ff. .."},
    {"File exhibit",        "...... .AAA.. .. .. .. . .. ff. .."},
    {"Take under advisement", "...... .AAA.. .. .. .. . .. ff. .."},
    {"Reopen hearing",      "...... ....AA .. .. .. . .. ff. .."},
    {"Award, interlocutory", "...... .AAAAA .. .. .. . .. ff. .."},
    {"Award, merits",       "...... ....Ak .. .. .. . .. ff. .."},
    {"Award, amounts reserved", "...... ....Ak .. .. .. . .. ff. .."},
    {"Award, quantum",      "...... ....qA .. .. .. . .. ff. .."},
    {"Award, correction",   "...... ..rArA A. .. .. . .. ff. .."},
    {"Seek review",         "...... ..NANA A. .. .. . .. ff. .."},
    {"Review, upheld",      "...... ...... .A .. .. . .. ff. .."},
    {"Review, set aside",   "...... ...... .A .. .. . .. ff. .."},
    {"Review, sent back",   "...... ...... .A .. .. . .. ff. .."},
    {"Review, to another",  "...... ...... .A .. .. . .. ff. .."},
    {"Raise objection",     "AAAAAA AAAAAA .. .. .. . .. AAA AA"},
    {"Rule on objection",   "...... .AAAAA .. .. .. . .. ... .."},
    {"Give up objection",   "AAAAAA AAAAAA .. .. .. . .. AAA AA"},

    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Extend",              "AAAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Waive",               "AAAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Suspend",             "AvAAAA AAAAAA .. .. .. . .. ffA AA"},
    {"Resume",              "uAuuuu uuuuuu .. .. .. . .. ffu uu"},
    {"Record prior step",   "AAAAAA AAAAAA .. .. .. . .. AAA AA"},

    //                       FrRaTA PNHhDd WU Ss Xx L Cc jJK VB
    {"Propose settlement",  "AAAAAA AAA.A. .. .. .. . .. AAA AA"},
    {"Propose another",     "222222 222.2. .. .. .. . .. 222 22"},
    {"Sign",                "AAAAAA AAA.A. .. zz .. . z. AAA AA",
                            "iiiiii iiiiii ii zz ii i zi iii ii"},
    {"Contest signature",   "bbbbbb bbbbbb bb bb bb b bb bbb bb",
                            "AAAAAA AAAAAA AA AA AA A AA AAA AA"},
    {"Abandon settlement",  "AAAAAA AAAAAA AA zz AA A zA AAA AA"},
    {"Report commitment",   "zzzzzz zzzzzz zz AA zz z .z zzz zz"},
    {"Repudiate",           "zzzzzz zzzzzz zz Aw zz z .z zzz zz"},
    {"Reinstate",           "zzzzzz zzzzzz zz Aw zz z .z zzz zz"},
    {"Close",               "...... ...... A. cA .. . .. ... .."},
    {"Note the end",        "...... ...... .. eA eA . .. ... .."},
    // clang-format on
};

// What becomes of an accepted act without its paper, of either side's
// representative: A it needs none; p it needs one; P the same, asked for even
// where the settlement allows the act, and only its grievance would not; o it
// is not theirs, in whatever state. Calls that take no paper are left out.
struct Paperless {
  const char* call;
  char owner;
  char other;
};
const Paperless kPaperTable[] = {
    {"Receive", 'p', 'A'},
    {"Reply", 'p', 'A'},
    {"Advance", 'A', 'p'},
    {"Withdraw", 'A', 'o'},
    {"Lapse, by its owner", 'A', 'p'},
    {"Lapse, by a ruling", 'p', 'p'},
    {"Relieve", 'p', 'p'},
    {"Join another to it", 'p', 'p'},
    {"Join it to another", 'p', 'p'},
    {"Sever", 'p', 'p'},
    {"Refer", 'A', 'A'},
    {"Name arbitrator", 'p', 'p'},
    {"End arbitrator", 'p', 'p'},
    {"Fix hearing", 'A', 'A'},
    {"Hold hearing", 'p', 'p'},
    {"Move hearing", 'p', 'A'},  // At the request of the employer.
    {"File exhibit", 'A', 'A'},
    {"Take under advisement", 'p', 'p'},
    {"Reopen hearing", 'p', 'p'},
    {"Award, interlocutory", 'p', 'p'},
    {"Award, merits", 'p', 'p'},
    {"Award, amounts reserved", 'p', 'p'},
    {"Award, quantum", 'p', 'p'},
    {"Award, correction", 'p', 'p'},
    {"Seek review", 'A', 'A'},
    {"Review, upheld", 'p', 'p'},
    {"Review, set aside", 'p', 'p'},
    {"Review, sent back", 'p', 'p'},
    {"Review, to another", 'p', 'p'},
    {"Raise objection", 'A', 'A'},
    {"Rule on objection", 'p', 'p'},
    {"Give up objection", 'p', 'A'},  // That of the employer.
    {"Extend", 'p', 'p'},
    {"Waive", 'p', 'A'},  // The employer waives.
    {"Suspend", 'p', 'p'},
    {"Resume", 'A', 'A'},
    {"Sign", 'A', 'A'},
    {"Report commitment", 'A', 'P'},  // The union says so.
    {"Repudiate", 'A', 'P'},          // The employer refuses to apply it.
    {"Reinstate", 'A', 'P'},
    {"Note the end", 'p', 'p'},
};

// Everyone else, in every state.
//
//   z represents another local          K keeper of the local's mandates
//   o represents another employer       k keeper of the employer's
//   f adviser of the federation         a administrator
//   w of the local, but walled off      u auditor
//   m mediator                          c identity custodian
//                                       - without a token
struct RoleRow {
  const char* call;
  const char* expected;
};
const RoleRow kRoleTable[] = {
    //              zofw mKkauc -
    {"every call", "hhhh RRRRRR S"},
    // The local has entrusted the file, the employer has not yet.
    {"Assign", "hhhh REARRR S"},
};
constexpr absl::string_view kRoles = "zofwmKkauc-";

std::string WithoutSpaces(absl::string_view row) {
  return absl::StrReplaceAll(row, {{" ", ""}});
}

// What becomes without its paper of what is `expected` with it.
char WithoutPaper(char bare, char expected) {
  if (bare == 'o') return 'o';
  if (bare == 'P') return expected == 'z' ? expected : 'p';
  return expected == 'A' ? bare : expected;
}

// How a call is made on the file in this state. The request is one that suits
// the state; `paper` gives it the paper that it takes.
struct Asked {
  char state = 0;
  bool paper = true;
  bool validate_only = true;
  // In the place of the file, when not empty: one that is not there.
  std::string absent;
};
using Call = std::function<grpc::Status(const Person& as, const Asked& asked)>;

class StateEventRoleTest : public testing::Test {
 protected:
  using Grievances = v1::GrievanceService::Stub;
  using Arbitration = v1::ArbitrationService::Stub;
  using Ledger = v1::TimeLedgerService::Stub;
  using Settlements = v1::SettlementService::Stub;

  StateEventRoleTest() {
    AddGrievanceCalls();
    AddArbitrationCalls();
    AddLedgerCalls();
    AddSettlementCalls();
  }

  SmallWorld& world() { return states_.world(); }

  template <typename Stub, typename Request, typename Answer>
  grpc::Status Send(const Person& as,
                    grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Answer*),
                    Request request, const Asked& asked) {
    asked_.insert(Request::descriptor());
    request.set_request_id(world().Fresh());
    request.set_validate_only(asked.validate_only);
    if constexpr (requires { request.mutable_instrument(); }) {
      if (asked.paper) *request.mutable_instrument() = Paper();
    }
    Answer answer;
    return world().Call(as, method, request, answer);
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

  bool IsOfEmployer(const Person& person) {
    return person.id == states_.other.id ||
           person.id == world().employer_keeper.id;
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
          request.set_answer(G::Reply::DENIED);
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
          request.set_act(G::Contest::OBJECTION);
          request.set_text("Nous n'avons rien objecté");
        });
    Add<Grievances, v1::AssignGrievanceRequest>(
        "Assign", &Grievances::AssignGrievance,
        [this](auto& request, const Person& as, const Asked&) {
          request.set_person_id(IsOfEmployer(as) ? states_.other_colleague.id
                                                 : states_.colleague.id);
        });
    Add<Grievances, v1::WallGrievanceRequest>(
        "Wall", &Grievances::WallGrievance,
        [this](auto& request, const Person& as, const Asked&) {
          request.set_person_id(IsOfEmployer(as) ? states_.other_colleague.id
                                                 : states_.colleague.id);
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

  // The file as its owner reads it.
  G Read(const EveryState::File& file) {
    v1::GetGrievanceRequest request;
    request.set_grievance_id(file.id);
    v1::GrievanceAnswer answer;
    EXPECT_EQ(ReasonOf(world().Call(states_.owner, &Grievances::GetGrievance,
                                    request, answer)),
              "OK");
    return answer.grievance();
  }
  G::State StateOf(const EveryState::File& file) { return Read(file).state(); }

  // A deadline of the file in this state that is open; else that to refer,
  // which was met.
  v1::Deadline OpenDeadline(char state) {
    const G grievance = Read(states_.Alone(state));
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
        [](auto& request, const Person&, const Asked&) {
          request.set_act(v1::TimeLimit::REFER);
          request.set_by(v1::Party::EMPLOYER);
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
        [](auto& request, const Asked& asked) {
          request.set_commitment(1);
          request.set_status(asked.state == 'S' ? v1::Commitment::FULFILLED
                                                : v1::Commitment::BREACHED);
          request.set_evidence("Relevé");
          request.set_by_side(1);
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

  // What the store holds: of one file, or of all, with how many events there
  // are and how many calls are remembered.
  std::string Held(const std::string& file_id = "") {
    std::string held;
    const auto read = [&](Snapshot& snapshot) -> absl::Status {
      const auto take = [&](absl::StatusOr<Rows> rows,
                            int columns) -> absl::Status {
        if (!rows.ok()) return rows.status();
        while (true) {
          const absl::StatusOr<bool> more = rows->Next();
          if (!more.ok()) return more.status();
          if (!*more) return absl::OkStatus();
          for (int i = 0; i < columns; ++i) {
            absl::StrAppend(&held, rows->Blob(i), "\n");
          }
        }
      };
      absl::Status status =
          take(snapshot.Query("SELECT CAST(count(*) AS TEXT),"
                              " CAST(max(sequence) AS TEXT) FROM events"),
               2);
      status.Update(take(
          snapshot.Query("SELECT CAST(count(*) AS TEXT) FROM idempotency"), 1));
      status.Update(
          take(snapshot.Query("SELECT header, record, counts FROM grievances"
                              " WHERE $1 = '' OR grievance_id = $1"
                              " ORDER BY grievance_id",
                              file_id),
               3));
      status.Update(
          take(snapshot.Query("SELECT record FROM settlements WHERE $1 = '' OR"
                              " settlement_id IN (SELECT settlement_id FROM"
                              " settlement_grievances WHERE grievance_id = $1)"
                              " ORDER BY settlement_id",
                              file_id),
               1));
      return status;
    };
    const absl::Status status = world().server().store().database().Read(
        read, absl::Now() + absl::Seconds(10));
    EXPECT_TRUE(status.ok()) << status;
    return held;
  }

  const Person& PersonAs(char role) {
    switch (role) {
      case 'z':
        return world().other_rep;
      case 'o':
        return states_.other_employer;
      case 'f':
        return world().federation_rep;
      case 'w':
        return states_.walled;
      case 'm':
        return states_.mediator;
      case 'K':
        return world().keeper;
      case 'k':
        return world().employer_keeper;
      case 'a':
        return states_.administrator;
      case 'u':
        return world().auditor;
      case 'c':
        return states_.custodian;
      default:
        return world().nobody;
    }
  }

  // Makes the call of one cell, and compares. What is expected to be refused is
  // asked in earnest, the rest with validate_only; nothing may change.
  grpc::Status Try(const char* call, const Person& as, Asked asked,
                   char expected) {
    ++cells_;
    accepted_ += expected == 'A' ? 1 : 0;
    asked.validate_only = expected == 'A';
    const std::string& alone = states_.Alone(asked.state).id;
    const std::string& with_draft = states_.WithDraft(asked.state).id;
    const std::string before = Held(alone) + Held(with_draft);
    const grpc::Status status = calls_.at(call)(as, asked);
    const Outcome& outcome = kOutcomes.at(expected);
    EXPECT_EQ(ReasonOf(status), outcome.reason)
        << RefusedBy(status).field << " " << RefusedBy(status).sentence;
    EXPECT_EQ(status.error_code(), outcome.code);
    EXPECT_TRUE(before == Held(alone) + Held(with_draft)) << "it changed";
    return status;
  }

  EveryState states_;
  std::map<std::string, Call> calls_;
  std::map<char, v1::Deadline> open_;
  std::set<const google::protobuf::Descriptor*> asked_;
  int cells_ = 0;
  int accepted_ = 0;
};

// The states of every_state.h, as the record has them.
const std::map<char, G::State> kStateOf = {
    {'F', G::FILED},
    {'r', G::RECEIVED},
    {'R', G::RECEIVED},
    {'a', G::ANSWERED},
    {'T', G::RECEIVED},
    {'A', G::ANSWERED},
    {'P', G::REFERRED},
    {'N', G::ARBITRATOR_NAMED},
    {'H', G::HEARING},
    {'h', G::HEARING},
    {'D', G::DELIBERATION},
    {'d', G::DELIBERATION},
    {'W', G::AWARDED},
    {'U', G::UNDER_REVIEW},
    {'S', G::SETTLED},
    {'s', G::SETTLED},
    {'X', G::WITHDRAWN},
    {'x', G::WITHDRAWN},
    {'L', G::DEEMED_WITHDRAWN},
    {'C', G::CLOSED},
    {'c', G::CLOSED},
    {'j', G::ANSWERED},
    {'J', G::REFERRED},
    {'K', G::ANSWERED},
    {'V', G::REFERRED},
    {'B', G::ANSWERED},
};

// The calls on a grievance, or its settlement, that change something. A filing
// makes one.
std::set<const google::protobuf::Descriptor*> ChangingCalls() {
  std::set<const google::protobuf::Descriptor*> calls;
  for (const char* name : {"GrievanceService", "ArbitrationService",
                           "TimeLedgerService", "SettlementService"}) {
    const google::protobuf::ServiceDescriptor* const service =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
            absl::StrCat("entente.v1.", name));
    for (int i = 0; i < service->method_count(); ++i) {
      const google::protobuf::Descriptor* const request =
          service->method(i)->input_type();
      // These are about no one grievance in a state: its filing, and whatever
      // is entrusted to a person.
      const bool of_none = request == v1::FileGrievanceRequest::descriptor() ||
                           request == v1::HandOverFilesRequest::descriptor();
      if (request->FindFieldByName("validate_only") != nullptr && !of_none) {
        calls.insert(request);
      }
    }
  }
  return calls;
}

TEST_F(StateEventRoleTest, EachSideMayDoWhatTheTableSaysAndNothingElse) {
  std::map<std::string, Paperless> paperless;
  for (const Paperless& each : kPaperTable) paperless[each.call] = each;
  for (const auto& [state, expected] : kStateOf) {
    EXPECT_EQ(G::State_Name(StateOf(states_.Alone(state))),
              G::State_Name(expected))
        << state;
    EXPECT_EQ(StateOf(states_.WithDraft(state)), expected) << state;
  }
  ASSERT_EQ(kStateOf.size(), kStates.size());
  std::set<std::string> rows;
  const std::string store = Held();
  for (const Row& row : kStateTable) {
    ASSERT_EQ(calls_.count(row.call), 1u) << row.call;
    EXPECT_TRUE(rows.insert(row.call).second) << row.call;
    const std::string of_owner = WithoutSpaces(row.of_owner);
    const std::string of_other =
        *row.of_other == 0 ? of_owner : WithoutSpaces(row.of_other);
    ASSERT_EQ(of_owner.size(), kStates.size()) << row.call;
    ASSERT_EQ(of_other.size(), kStates.size()) << row.call;
    const auto without = paperless.find(row.call);
    for (size_t i = 0; i < kStates.size(); ++i) {
      for (const bool is_owner : {true, false}) {
        const Person& as = is_owner ? states_.owner : states_.other;
        const char expected = is_owner ? of_owner[i] : of_other[i];
        Asked asked;
        asked.state = kStates[i];
        SCOPED_TRACE(absl::StrCat(row.call, " in state ",
                                  std::string(1, kStates[i]), " by the ",
                                  is_owner ? "owner" : "other side"));
        Try(row.call, as, asked, expected);
        if (without == paperless.end()) continue;
        const char bare =
            is_owner ? without->second.owner : without->second.other;
        asked.paper = false;
        SCOPED_TRACE("without its paper");
        Try(row.call, as, asked, WithoutPaper(bare, expected));
      }
    }
  }
  EXPECT_TRUE(store == Held());
  EXPECT_EQ(rows.size(), calls_.size());
  EXPECT_EQ(asked_, ChangingCalls());
  std::printf(
      "%d cells: %d calls in %d states by two sides, with and without"
      " the paper; %d accepted, %d refused\n",
      cells_, static_cast<int>(rows.size()), static_cast<int>(kStates.size()),
      accepted_, cells_ - accepted_);
}

TEST_F(StateEventRoleTest, NobodyElseMayDoAnythingInAnyState) {
  std::map<std::string, std::string> expected_of;
  for (const RoleRow& each : kRoleTable) {
    expected_of[each.call] = WithoutSpaces(each.expected);
    ASSERT_EQ(expected_of[each.call].size(), kRoles.size());
  }
  const std::string store = Held();
  for (const auto& [call, make] : calls_) {
    const auto own = expected_of.find(call);
    const std::string& expected =
        own == expected_of.end() ? expected_of["every call"] : own->second;
    for (size_t i = 0; i < kRoles.size(); ++i) {
      const Person& as = PersonAs(kRoles[i]);
      Asked absent;
      absent.state = 'A';
      absent.absent = "no-such-file";
      const std::string of_absent = RefusedBy(make(as, absent)).details;
      for (const char state : kStates) {
        Asked asked;
        asked.state = state;
        SCOPED_TRACE(absl::StrCat(call, " in state ", std::string(1, state),
                                  " by role ", std::string(1, kRoles[i])));
        const grpc::Status status = Try(call.c_str(), as, asked, expected[i]);
        // What they may not see does not exist for them.
        if (expected[i] == 'h') {
          EXPECT_EQ(RefusedBy(status).details, of_absent);
        }
      }
    }
  }
  EXPECT_TRUE(store == Held());
  std::printf(
      "%d cells: %d calls in %d states by %d who are not of the file;"
      " %d accepted, %d refused\n",
      cells_, static_cast<int>(calls_.size()), static_cast<int>(kStates.size()),
      static_cast<int>(kRoles.size()), accepted_, cells_ - accepted_);
}

}  // namespace
}  // namespace entente
