#include "services/grievances/arbitration_service.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "entente/v1/arbitration_service.grpc.pb.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;
using L = v1::TimeLimit;
using Stub = v1::ArbitrationService::Stub;
using Grievances = v1::GrievanceService::Stub;

// A text that the record alone can bring to a reader.
constexpr char kAwardCanary[] = "canari du dispositif";

class ArbitrationServiceTest : public GrievanceServiceTest {
 protected:
  // Makes the call on the file; with the paper of an arbitrator unless the
  // request has another.
  template <typename Method, typename Request>
  std::string Do(absl::string_view as, Method method, Request request,
                 bool paper = true) {
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(id_);
    if (paper) {
      v1::Instrument& order = *request.mutable_instrument();
      order.set_kind(v1::Instrument::ORDER);
      order.set_instrument_date("2012-11-22");
      order.set_way(v1::Delivery::EMAIL);
      order.set_reference("canari de la piece");
    }
    answer_.Clear();
    return ReasonOf(world_.Call(as, method, request, answer_));
  }

  // A file that was answered at its only step.
  void Answer() {
    id_ = File(kAnn, UnionRequest()).grievance().grievance_id();
    v1::ReplyGrievanceRequest reply;
    reply.set_answer(G::Reply::DENIED);
    reply.set_reply_date("2012-11-22");
    ASSERT_EQ(Do(kAnn, &Grievances::ReplyGrievance, reply), "OK");
  }

  void Refer() {
    Answer();
    world_.SetDay(2013, 1, 10);
    ASSERT_EQ(
        Do(kAnn, &Stub::ReferGrievance, v1::ReferGrievanceRequest(), false),
        "OK");
  }

  void Join(const std::string& lead, const std::string& joined) {
    v1::JoinGrievancesRequest join;
    join.set_request_id(world_.Fresh());
    join.set_grievance_id(lead);
    join.add_joined_ids(joined);
    join.set_basis(v1::Basis::BOTH_SIDES);
    join.mutable_instrument()->set_kind(v1::Instrument::LETTER);
    join.mutable_instrument()->set_instrument_date("2012-11-22");
    join.mutable_instrument()->set_way(v1::Delivery::MAIL);
    v1::JoinGrievancesResponse answered;
    ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Grievances::JoinGrievances, join,
                                   answered)),
              "OK");
  }

  v1::NameArbitratorRequest Naming() {
    v1::NameArbitratorRequest name;
    name.set_name("Me Arbitre");
    name.set_mode(v1::Arbitrator::AGREED);
    return name;
  }

  void Deliberate() {
    Refer();
    world_.SetDay(2013, 2, 1);
    ASSERT_EQ(Do(kAnn, &Stub::NameArbitrator, Naming()), "OK");
    world_.SetDay(2013, 3, 4);
    v1::HoldHearingRequest hear;
    hear.set_hearing_date("2013-03-04");
    ASSERT_EQ(Do(kKarl, &Stub::HoldHearing, hear), "OK");
    ASSERT_EQ(
        Do(kKarl, &Stub::TakeUnderAdvisement, v1::TakeUnderAdvisementRequest()),
        "OK");
  }

  v1::RenderAwardRequest Award() {
    v1::RenderAwardRequest award;
    award.set_kind(v1::Award::MERITS);
    award.set_text(kAwardCanary);
    auto& decision = *award.add_decisions();
    decision.set_disposition(v1::Disposition::GRANTED);
    v1::Remedy& pay = *decision.add_remedies();
    pay.set_kind(v1::Remedy::BACK_PAY);
    pay.set_amount("1250,50");
    pay.set_currency_code("CAD");
    return award;
  }

  std::string id_;
  v1::GrievanceAnswer answer_;
};

// One file, recorded by both sides in turn, from the notice to the review.
TEST_F(ArbitrationServiceTest, TellsTheStoryFromTheReferralToTheReview) {
  Refer();
  EXPECT_EQ(answer_.grievance().state(), G::REFERRED);
  EXPECT_EQ(answer_.standing().referral_verdict(), v1::Standing::TIMELY);
  EXPECT_EQ(answer_.grievance().referral().clause(), "APTS 12.01");

  world_.SetDay(2013, 2, 1);
  EXPECT_EQ(Do(kAnn, &Stub::NameArbitrator, Naming(), false),
            "INSTRUMENT_REQUIRED");
  ASSERT_EQ(Do(kAnn, &Stub::NameArbitrator, Naming()), "OK");

  v1::FixHearingRequest fix;
  fix.set_hearing_date("2013-03-04");
  ASSERT_EQ(Do(kAnn, &Stub::FixHearing, fix, false), "OK");
  v1::MoveHearingRequest move;
  move.set_number(1);
  move.set_by(v1::Whose::EMPLOYER);
  move.set_reason("avocate malade");
  move.set_new_date("2013-03-18");
  ASSERT_EQ(Do(kKarl, &Stub::MoveHearing, move, false), "OK");
  world_.SetDay(2013, 3, 18);
  v1::FileExhibitRequest exhibit;
  exhibit.set_title("Grille de minutage");
  ASSERT_EQ(Do(kAnn, &Stub::FileExhibit, exhibit, false), "OK");
  ASSERT_EQ(Do(kKarl, &Stub::FileExhibit, exhibit, false), "OK");
  v1::HoldHearingRequest hear;
  hear.set_number(2);
  ASSERT_EQ(Do(kAnn, &Stub::HoldHearing, hear), "OK");
  v1::RaiseObjectionRequest object;
  object.set_kind(v1::Objection::TIMELINESS);
  ASSERT_EQ(Do(kKarl, &Stub::RaiseObjection, object, false), "OK");
  v1::RuleObjectionRequest rule;
  rule.set_outcome(v1::Objection::JOINED_TO_MERITS);
  ASSERT_EQ(Do(kAnn, &Stub::RuleObjection, rule), "OK");
  ASSERT_EQ(
      Do(kKarl, &Stub::TakeUnderAdvisement, v1::TakeUnderAdvisementRequest()),
      "OK");
  world_.SetDay(2013, 5, 1);
  ASSERT_EQ(Do(kAnn, &Stub::RenderAward, Award()), "OK");
  EXPECT_EQ(answer_.grievance().state(), G::AWARDED);
  v1::SeekReviewRequest seek;
  seek.set_court("C.S. 200-17-0");
  ASSERT_EQ(Do(kKarl, &Stub::SeekReview, seek, false), "OK");
  v1::DecideReviewRequest decide;
  decide.set_outcome(v1::Review::SENT_TO_ANOTHER);
  ASSERT_EQ(Do(kAnn, &Stub::DecideReview, decide), "OK");
  EXPECT_EQ(answer_.grievance().state(), G::REFERRED);
  EXPECT_EQ(answer_.grievance().awards(0).set_aside_by_review(), 1u);
  ASSERT_EQ(Do(kAnn, &Stub::NameArbitrator, Naming()), "OK");
  v1::EndArbitratorRequest end;
  end.set_ending(v1::Arbitrator::RECUSED);
  ASSERT_EQ(Do(kKarl, &Stub::EndArbitrator, end), "OK");

  // Both sides read the same, but for what is each side's own.
  G of_union = Get(kAnn, id_).grievance();
  G of_employer = Get(kKarl, id_).grievance();
  for (G* each : {&of_union, &of_employer}) {
    each->clear_etag();
    each->clear_consultation_id();
    each->clear_protected_persons();
    each->clear_assignments();
    for (v1::Party& party : *each->mutable_parties()) party.clear_number();
    for (v1::Deadline& deadline : *each->mutable_deadlines()) {
      deadline.clear_explanation();
    }
  }
  EXPECT_EQ(of_union.DebugString(), of_employer.DebugString());
  EXPECT_EQ(of_employer.awards(0).text(), kAwardCanary);
  EXPECT_EQ(of_employer.awards(0).remedies(0).amount(), "1250.50");
  EXPECT_EQ(of_employer.exhibits(0).label(), "S-1");
  EXPECT_EQ(of_employer.exhibits(1).label(), "E-1");
  EXPECT_EQ(of_employer.hearing_days(0).moved_by_side(), 2u);
  EXPECT_EQ(of_employer.hearing_days(0).replaced_by_number(), 2u);

  const v1::ListGrievanceHistoryResponse history = History(kKarl, id_);
  std::vector<E::Move> moves;
  for (const E& event : history.events()) moves.push_back(event.move());
  EXPECT_EQ(
      moves,
      (std::vector<E::Move>{
          E::GRIEVANCE_FILED, E::GRIEVANCE_ANSWERED, E::GRIEVANCE_REFERRED,
          E::ARBITRATOR_NAMED, E::HEARING_FIXED, E::HEARING_MOVED,
          E::EXHIBIT_FILED, E::EXHIBIT_FILED, E::HEARING_HELD,
          E::OBJECTION_RAISED, E::OBJECTION_RULED, E::TAKEN_UNDER_ADVISEMENT,
          E::MERITS_AWARDED, E::REVIEW_SOUGHT, E::REVIEW_SENT_TO_ANOTHER,
          E::ARBITRATOR_NAMED, E::ARBITRATOR_ENDED}));
}

TEST_F(ArbitrationServiceTest, ShowsNothingToWhoeverIsNotOfTheFile) {
  Deliberate();
  for (const char* outsider : {kZoe, kOtto, kFay}) {
    EXPECT_EQ(Do(outsider, &Stub::RenderAward, Award()), "NOT_AVAILABLE");
    EXPECT_EQ(answer_.DebugString(), "");
  }
  ASSERT_EQ(Do(kAnn, &Stub::RenderAward, Award()), "OK");
  // A list brings neither the text of an award nor an amount.
  for (const char* reader : {kAnn, kKarl}) {
    const std::string list = List(reader).DebugString();
    EXPECT_FALSE(absl::StrContains(list, kAwardCanary));
    EXPECT_FALSE(absl::StrContains(list, "1250"));
    EXPECT_TRUE(
        absl::StrContains(Get(reader, id_).DebugString(), kAwardCanary));
    EXPECT_TRUE(absl::StrContains(History(reader, id_).DebugString(),
                                  "canari de la piece"));
  }
}

TEST_F(ArbitrationServiceTest, KeepsALateReferralAndSaysSo) {
  Answer();
  world_.SetDay(2013, 5, 21);
  // Six months from November 20 ended on Tuesday, May 21 (May 20 is a
  // holiday).
  v1::GrievanceAnswer before = Get(kAnn, id_);
  EXPECT_EQ(before.standing().lapsed_if_raised_since_date(), "");
  world_.SetDay(2013, 5, 22);
  before = Get(kAnn, id_);
  EXPECT_EQ(before.standing().lapsed_if_raised_since_date(), "2013-05-22");
  EXPECT_EQ(before.grievance().state(), G::ANSWERED);
  ASSERT_EQ(Do(kAnn, &Stub::ReferGrievance, v1::ReferGrievanceRequest(), false),
            "OK");
  EXPECT_EQ(answer_.grievance().state(), G::REFERRED);
  EXPECT_EQ(answer_.standing().referral_verdict(), v1::Standing::LATE);
  EXPECT_EQ(answer_.standing().lapsed_if_raised_since_date(), "");
}

TEST_F(ArbitrationServiceTest, KnowsWhoIsNotFreeToDecide) {
  Refer();
  v1::NameArbitratorRequest name = Naming();
  for (const char* involved : {kAnn, kBea, kKarl, kPaul}) {
    name.set_person_id(world_.Id(involved));
    EXPECT_EQ(Do(kAnn, &Stub::NameArbitrator, name), "ARBITRATOR_INVOLVED")
        << involved;
  }
  // Who represents others only may; the name comes from the directory.
  name.clear_name();
  name.set_person_id(world_.Id(kOtto));
  ASSERT_EQ(Do(kAnn, &Stub::NameArbitrator, name), "OK");
  EXPECT_EQ(answer_.grievance().arbitrators(0).name(), "Conseiller d'ailleurs");
}

TEST_F(ArbitrationServiceTest, TellsNothingOfPersonsWithoutAPublicName) {
  Refer();
  v1::NameArbitratorRequest name = Naming();
  for (const std::string& person :
       {world_.Id(kMember), world_.Id(kSealedMember), std::string("nobody")}) {
    name.set_person_id(person);
    EXPECT_EQ(Do(kAnn, &Stub::NameArbitrator, name), "REFERENCE_UNKNOWN");
  }
}

// What is joined takes every step with its lead, and the one award says of each
// what becomes of it.
TEST_F(ArbitrationServiceTest, DecidesWhatIsJoinedByOneAward) {
  Answer();
  const std::string joined = id_;
  Answer();
  const std::string lead = id_;
  Join(lead, joined);
  world_.SetDay(2013, 1, 10);
  ASSERT_EQ(Do(kAnn, &Stub::ReferGrievance, v1::ReferGrievanceRequest(), false),
            "OK");
  ASSERT_EQ(Do(kAnn, &Stub::NameArbitrator, Naming()), "OK");
  v1::FixHearingRequest fix;
  fix.set_hearing_date("2013-03-04");
  ASSERT_EQ(Do(kAnn, &Stub::FixHearing, fix, false), "OK");
  v1::MoveHearingRequest move;
  move.set_number(1);
  move.set_by(v1::Whose::UNION);
  move.set_reason("remise");
  move.set_new_date("2013-03-18");
  ASSERT_EQ(Do(kAnn, &Stub::MoveHearing, move, false), "OK");
  world_.SetDay(2013, 3, 18);
  v1::HoldHearingRequest hear;
  hear.set_number(2);
  ASSERT_EQ(Do(kAnn, &Stub::HoldHearing, hear), "OK");
  ASSERT_EQ(
      Do(kAnn, &Stub::TakeUnderAdvisement, v1::TakeUnderAdvisementRequest()),
      "OK");
  EXPECT_EQ(Get(kAnn, joined).grievance().hearing_days(1).state(),
            v1::HearingDay::HELD);

  // Without a decision on each, nothing is decided.
  v1::RenderAwardRequest award = Award();
  EXPECT_EQ(Do(kAnn, &Stub::RenderAward, award), "JOINED_REFUSES");
  EXPECT_EQ(Get(kAnn, lead).grievance().state(), G::DELIBERATION);
  auto& other = *award.add_decisions();
  other.set_disposition(v1::Disposition::DENIED);
  for (const char* unknown : {"nobody", "QN-G-2012-0099"}) {
    other.set_grievance_id(unknown);
    EXPECT_EQ(Do(kAnn, &Stub::RenderAward, award), "REFERENCE_UNKNOWN");
  }
  const std::string alone =
      File(kAnn, UnionRequest()).grievance().grievance_id();
  other.set_grievance_id(alone);
  EXPECT_EQ(Do(kAnn, &Stub::RenderAward, award), "REFERENCE_UNKNOWN");
  // By its number, as the caller knows it.
  other.set_grievance_id(Get(kAnn, joined).grievance().parties(0).number());
  ASSERT_EQ(Do(kAnn, &Stub::RenderAward, award), "OK");
  const G of_lead = Get(kKarl, lead).grievance();
  const G of_joined = Get(kKarl, joined).grievance();
  EXPECT_EQ(of_lead.awards(0).disposition(), v1::Disposition::GRANTED);
  EXPECT_EQ(of_lead.awards(0).remedies_size(), 1);
  EXPECT_EQ(of_joined.state(), G::AWARDED);
  EXPECT_EQ(of_joined.awards(0).disposition(), v1::Disposition::DENIED);
  EXPECT_EQ(of_joined.awards(0).remedies_size(), 0);
  // Decided, each may go its own way: a review of one alone.
  v1::SeverGrievanceRequest sever;
  sever.set_basis(v1::Basis::BOTH_SIDES);
  id_ = joined;
  EXPECT_EQ(Do(kAnn, &Grievances::SeverGrievance, sever), "OK");
  EXPECT_EQ(answer_.grievance().state(), G::AWARDED);
}

TEST_F(ArbitrationServiceTest, RulesWithTheAwardOnWhatWasJoinedToTheMerits) {
  Deliberate();
  const auto raise = [&](v1::Objection::Kind kind) {
    v1::RaiseObjectionRequest objection;
    objection.set_kind(kind);
    ASSERT_EQ(Do(kKarl, &Stub::RaiseObjection, objection, false), "OK");
  };
  const auto rule = [&](uint32_t number, v1::Objection::Outcome outcome) {
    v1::RuleObjectionRequest ruling;
    ruling.set_number(number);
    ruling.set_outcome(outcome);
    return Do(kAnn, &Stub::RuleObjection, ruling);
  };
  raise(v1::Objection::ARBITRABILITY);
  raise(v1::Objection::STANDING);
  ASSERT_EQ(rule(1, v1::Objection::JOINED_TO_MERITS), "OK");
  ASSERT_EQ(Do(kAnn, &Stub::RenderAward, Award()), "OK");
  ASSERT_EQ(answer_.grievance().state(), G::AWARDED);
  // On what was not joined to the merits the arbitrator rules no more.
  EXPECT_EQ(rule(2, v1::Objection::DISMISSED), "WRONG_STATE");
  EXPECT_EQ(rule(1, v1::Objection::JOINED_TO_MERITS), "OBJECTION_DECIDED");
  ASSERT_EQ(rule(1, v1::Objection::DISMISSED), "OK");
  EXPECT_EQ(answer_.grievance().state(), G::AWARDED);
  const G seen = Get(kKarl, id_).grievance();
  EXPECT_EQ(seen.objections(0).outcome(), v1::Objection::DISMISSED);
  EXPECT_EQ(seen.objections(1).outcome(), v1::Objection::PENDING);
  EXPECT_EQ(rule(1, v1::Objection::UPHELD), "WRONG_STATE");
}

TEST_F(ArbitrationServiceTest, CorrectsAndReviewsEachAwardUnderItsOwnNumber) {
  Answer();
  const std::string joined = id_;
  Answer();
  const std::string lead = id_;
  const auto refer = [&](const std::string& id) {
    id_ = id;
    ASSERT_EQ(
        Do(kAnn, &Stub::ReferGrievance, v1::ReferGrievanceRequest(), false),
        "OK");
    ASSERT_EQ(Do(kAnn, &Stub::NameArbitrator, Naming()), "OK");
  };
  world_.SetDay(2013, 1, 10);
  refer(joined);
  refer(lead);
  // An award of the lead alone, so that the numbers differ.
  v1::RenderAwardRequest first;
  first.set_kind(v1::Award::INTERLOCUTORY);
  first.set_text("Production de documents.");
  ASSERT_EQ(Do(kAnn, &Stub::RenderAward, first), "OK");
  Join(lead, joined);
  world_.SetDay(2013, 3, 18);
  v1::HoldHearingRequest hear;
  hear.set_hearing_date("2013-03-18");
  ASSERT_EQ(Do(kAnn, &Stub::HoldHearing, hear), "OK");
  // Another of both, on the day of the merits.
  ASSERT_EQ(Do(kAnn, &Stub::RenderAward, first), "OK");
  ASSERT_EQ(
      Do(kAnn, &Stub::TakeUnderAdvisement, v1::TakeUnderAdvisementRequest()),
      "OK");
  v1::RenderAwardRequest merits = Award();
  auto& other = *merits.add_decisions();
  other.set_disposition(v1::Disposition::DENIED);
  other.set_grievance_id(joined);
  ASSERT_EQ(Do(kAnn, &Stub::RenderAward, merits), "OK");
  ASSERT_EQ(Get(kAnn, lead).grievance().awards(2).kind(), v1::Award::MERITS);
  ASSERT_EQ(Get(kAnn, joined).grievance().awards(1).kind(), v1::Award::MERITS);

  v1::RenderAwardRequest correction;
  correction.set_kind(v1::Award::CORRECTION);
  correction.set_text("Une date.");
  correction.set_corrects_number(3);
  ASSERT_EQ(Do(kAnn, &Stub::RenderAward, correction), "OK");
  EXPECT_EQ(Get(kAnn, lead).grievance().awards(3).corrects_number(), 3u);
  ASSERT_EQ(Get(kAnn, joined).grievance().awards_size(), 3);
  EXPECT_EQ(Get(kAnn, joined).grievance().awards(2).corrects_number(), 2u);
  // What the joined one does not have is corrected in the lead alone.
  correction.set_corrects_number(1);
  ASSERT_EQ(Do(kAnn, &Stub::RenderAward, correction), "OK");
  EXPECT_EQ(Get(kAnn, lead).grievance().awards_size(), 5);
  EXPECT_EQ(Get(kAnn, joined).grievance().awards_size(), 3);

  v1::SeekReviewRequest seek;
  seek.set_court("C.S.");
  ASSERT_EQ(Do(kKarl, &Stub::SeekReview, seek, false), "OK");
  v1::DecideReviewRequest decide;
  decide.set_outcome(v1::Review::SET_ASIDE);
  decide.set_text("La sentence est annulée.");
  decide.set_disposition(v1::Disposition::DENIED);
  decide.add_award_numbers(3);
  ASSERT_EQ(Do(kAnn, &Stub::DecideReview, decide), "OK");
  EXPECT_EQ(Get(kAnn, lead).grievance().awards(2).set_aside_by_review(), 1u);
  EXPECT_EQ(Get(kAnn, joined).grievance().awards(1).set_aside_by_review(), 1u);
}

TEST_F(ArbitrationServiceTest, AnswersARepeatedCallOnce) {
  Deliberate();
  v1::RenderAwardRequest award = Award();
  award.set_request_id(world_.Fresh());
  award.set_grievance_id(id_);
  award.mutable_instrument()->set_kind(v1::Instrument::ORDER);
  award.mutable_instrument()->set_instrument_date("2013-03-04");
  award.mutable_instrument()->set_way(v1::Delivery::EMAIL);
  for (int i = 0; i < 2; ++i) {
    answer_.Clear();
    ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::RenderAward, award, answer_)),
              "OK");
    EXPECT_EQ(answer_.replayed(), i == 1);
    EXPECT_EQ(answer_.grievance().awards_size(), 1);
  }
}

TEST_F(ArbitrationServiceTest, LetsASideContestWhatTheOtherRecordedAsItsOwn) {
  Refer();
  v1::RaiseObjectionRequest object;
  object.set_kind(v1::Objection::TIMELINESS);
  object.set_by(v1::Whose::EMPLOYER);
  ASSERT_EQ(Do(kAnn, &Stub::RaiseObjection, object), "OK");
  object.set_kind(v1::Objection::FORM);
  ASSERT_EQ(Do(kAnn, &Stub::RaiseObjection, object), "OK");
  v1::ContestActRequest contest;
  contest.set_request_id(world_.Fresh());
  contest.set_grievance_id(id_);
  contest.set_act(G::Contest::OBJECTION);
  contest.set_text("Nous n'avons rien objecté");
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Grievances::ContestAct, contest, answer)),
      "NOT_ATTRIBUTED");
  contest.set_request_id(world_.Fresh());
  contest.set_step(1);
  ASSERT_EQ(
      ReasonOf(world_.Call(kKarl, &Grievances::ContestAct, contest, answer)),
      "OK");
  EXPECT_EQ(answer.grievance().contests(0).step(), 1u);
  EXPECT_EQ(answer.grievance().objections(0).outcome(), v1::Objection::PENDING);
  // Without a number the last one is meant.
  contest.set_request_id(world_.Fresh());
  contest.clear_step();
  ASSERT_EQ(
      ReasonOf(world_.Call(kKarl, &Grievances::ContestAct, contest, answer)),
      "OK");
  EXPECT_EQ(answer.grievance().contests(1).step(), 2u);
}

TEST_F(ArbitrationServiceTest, CorrectsADayOfWhoeverEnteredIt) {
  Deliberate();
  world_.SetDay(2013, 5, 1);
  ASSERT_EQ(Do(kAnn, &Stub::RenderAward, Award()), "OK");
  v1::CorrectGrievanceRequest correct;
  correct.set_grievance_id(id_);
  correct.set_reason("Erreur de saisie");
  const auto ask = [&](absl::string_view as, const char* field,
                       const char* value) {
    correct.set_request_id(world_.Fresh());
    correct.set_field(field);
    correct.set_value(value);
    return ReasonOf(
        world_.Call(as, &Grievances::CorrectGrievance, correct, answer_));
  };
  EXPECT_EQ(ask(kKarl, "award_date", "2013-04-30"), "OWNER_SIDE_ONLY");
  EXPECT_EQ(ask(kAnn, "award_date", "2013-03-03"), "DATE_ORDER");
  ASSERT_EQ(ask(kAnn, "award_date", "2013-04-30"), "OK");
  EXPECT_EQ(answer_.grievance().awards(0).award_date(), "2013-04-30");
  // The deliberation ended with it.
  EXPECT_EQ(answer_.grievance().deliberations(0).until_date(), "2013-04-30");
  EXPECT_EQ(ask(kKarl, "hearing_date", "2013-03-05"), "DATE_ORDER");
  ASSERT_EQ(ask(kKarl, "hearing_date", "2013-03-01"), "OK");
  EXPECT_EQ(ask(kKarl, "advisement_date", "2013-02-28"), "DATE_ORDER");
  ASSERT_EQ(ask(kKarl, "advisement_date", "2013-03-02"), "OK");
  EXPECT_EQ(ask(kAnn, "named_date", "2013-03-02"), "DATE_ORDER");
  ASSERT_EQ(ask(kAnn, "named_date", "2013-01-31"), "OK");
  EXPECT_EQ(ask(kAnn, "referral_date", "2013-02-01"), "DATE_ORDER");
  ASSERT_EQ(ask(kAnn, "referral_date", "2013-01-09"), "OK");
  EXPECT_EQ(answer_.grievance().referral().referral_date(), "2013-01-09");
  correct.set_step(3);
  EXPECT_EQ(ask(kAnn, "award_date", "2013-04-29"), "NOT_ENTERED");
}

}  // namespace
}  // namespace entente
