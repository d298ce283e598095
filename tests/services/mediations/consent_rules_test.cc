#include "services/mediations/consent_rules.h"

#include <gtest/gtest.h>

#include <string>

#include "services/mediations/session_rules.h"
#include "tests/services/mediations/sample_mediation.h"

namespace entente {
namespace {

using A = v1::Mediation::Answer;
using M = v1::Mediation;
using R = v1::Refusal;

absl::StatusOr<v1::Event> Answer(const M& current, uint32_t side,
                                 A::Value value,
                                 const std::string& day = "2021-03-20") {
  v1::AnswerMediationRequest request;
  request.set_value(value);
  return AnswerMediation(current, request, ProcedureOf(Strict()),
                         ByParty(side, day));
}

absl::StatusOr<v1::Event> Leave(const M& current, uint32_t side,
                                const std::string& day = "2021-06-01") {
  return WithdrawFromMediation(current, {}, ProcedureOf(Strict()),
                               ByParty(side, day));
}

M After(const absl::StatusOr<v1::Event>& event) {
  EXPECT_TRUE(event.ok()) << event.status();
  return event.ok() ? event->mediation() : M();
}

TEST(AnswerMediation, GoesOnToTheAppointmentWithTheLastConsent) {
  M current = MediationIn(M::CONSENT);
  current = After(Answer(current, 2, A::CONSENTED, "2021-03-22"));
  EXPECT_EQ(current.state(), M::CONSENT);
  EXPECT_EQ(current.consented_date(), "");
  current = After(Answer(current, 1, A::CONSENTED, "2021-03-11"));
  current = After(Answer(current, 3, A::CONSENTED, "2021-03-12"));
  EXPECT_EQ(current.state(), M::APPOINTMENT);
  // The day of the last one, not of the one entered last; from it the three
  // months run.
  EXPECT_EQ(current.consented_date(), "2021-03-22");
  const v1::Deadline& conclude = *current.deadlines().rbegin();
  EXPECT_EQ(conclude.act(), v1::TimeLimit::CONCLUDE);
  EXPECT_EQ(conclude.due_date(), "2021-06-22");
}

TEST(AnswerMediation, EndsItWhenNobodyStandsAgainstAnotherAnyMore) {
  const M closed = After(Answer(MediationIn(M::CONSENT), 2, A::REFUSED));
  EXPECT_EQ(closed.state(), M::CLOSED);
  EXPECT_EQ(closed.outcome().code(), M::Outcome::REFUSED);
  EXPECT_EQ(closed.outcome().side(), 2u);
  EXPECT_EQ(closed.outcome().end(), M::Outcome::NOT_OPENED);
  EXPECT_EQ(closed.outcome().end_date(), "2021-03-20");
  for (const v1::Deadline& deadline : closed.deadlines()) {
    EXPECT_FALSE(deadline.ended_by_event_id().empty() &&
                 deadline.met_date().empty())
        << deadline.limit_code();
  }
}

TEST(AnswerMediation, GoesOnWithoutWhoRefusedWhereOthersStandAgainstEachOther) {
  M current = After(Answer(MediationIn(M::CONSENT), 3, A::REFUSED));
  EXPECT_EQ(current.state(), M::CONSENT);
  current = After(Answer(current, 1, A::CONSENTED));
  current = After(Answer(current, 2, A::CONSENTED, "2021-03-21"));
  EXPECT_EQ(current.state(), M::APPOINTMENT);
  EXPECT_EQ(current.consented_date(), "2021-03-21");
  // And the other way round: the refusal was what was waited for.
  current = After(Answer(MediationIn(M::CONSENT), 1, A::CONSENTED));
  current = After(Answer(current, 2, A::CONSENTED));
  current = After(Answer(current, 3, A::REFUSED, "2021-03-24"));
  EXPECT_EQ(current.state(), M::APPOINTMENT);
  EXPECT_EQ(current.consented_date(), "2021-03-24");
}

TEST(AnswerMediation, AnAnswerStands) {
  const M consented = After(Answer(MediationIn(M::CONSENT), 2, A::CONSENTED));
  EXPECT_EQ(WhyNot(Answer(consented, 2, A::CONSENTED)), R::ANSWER_STANDS);
  const M refused = After(Answer(MediationIn(M::CONSENT), 3, A::REFUSED));
  EXPECT_EQ(WhyNot(Answer(refused, 3, A::CONSENTED)), R::ANSWER_STANDS);
  const M left = After(Leave(consented, 2, "2021-03-21"));
  EXPECT_EQ(left.state(), M::CLOSED);
  EXPECT_EQ(WhyNot(Answer(left, 2, A::CONSENTED)), R::MEDIATION_STATE);
}

TEST(AnswerMediation, OfAnotherNeedsAPaperAndIsAttested) {
  v1::AnswerMediationRequest request;
  request.set_value(A::CONSENTED);
  const auto answer = [&](const MediationEntry& entry) {
    return AnswerMediation(MediationIn(M::CONSENT), request,
                           ProcedureOf(Strict()), entry);
  };
  // Who is no party says whose answer it is.
  EXPECT_EQ(WhyNot(answer(ByRegistrar("2021-03-20"))), R::FIELD_REQUIRED);
  request.set_side(9);
  EXPECT_EQ(WhyNot(answer(ByRegistrar("2021-03-20"))), R::REFERENCE_UNKNOWN);
  request.set_side(2);
  for (const MediationEntry& entry :
       {ByRegistrar("2021-03-20"), ByParty(1, "2021-03-20")}) {
    request.clear_instrument();
    EXPECT_EQ(WhyNot(answer(entry)), R::INSTRUMENT_REQUIRED);
    *request.mutable_instrument() = LetterOf("2021-03-18");
    const M after = After(answer(entry));
    ASSERT_EQ(after.answers_size(), 1);
    EXPECT_EQ(after.answers(0).side(), 2u);
    EXPECT_EQ(after.answers(0).recorded_for().by_side(), entry.side);
    EXPECT_EQ(after.answers(0).recorded_for().instrument_date(), "2021-03-18");
  }
  request.clear_instrument();
  EXPECT_FALSE(
      After(answer(ByParty(2, "2021-03-20"))).answers(0).has_recorded_for());
}

TEST(WithdrawFromMediation, ClosesItThatDayWhenNobodyIsLeftToStandAgainst) {
  for (const M::State state : {M::APPOINTMENT, M::READY, M::OPEN, M::PAUSED}) {
    const M closed = After(Leave(MediationIn(state), 2));
    EXPECT_EQ(closed.state(), M::CLOSED);
    EXPECT_EQ(closed.outcome().code(), M::Outcome::CONSENT_WITHDRAWN);
    EXPECT_EQ(closed.outcome().side(), 2u);
    EXPECT_EQ(closed.outcome().end_date(), "2021-06-01");
    EXPECT_EQ(closed.outcome().end(),
              state >= M::OPEN ? M::Outcome::NONE : M::Outcome::NOT_OPENED);
  }
  // What rested rests no more.
  const M paused = After(Leave(MediationIn(M::PAUSED), 2));
  EXPECT_EQ(paused.pauses(0).until_date(), "2021-06-01");
}

TEST(WithdrawFromMediation, PausesItUntilEachOfTheOthersGoesOn) {
  M current = After(Leave(MediationIn(M::OPEN), 3));
  EXPECT_EQ(current.state(), M::PAUSED);
  ASSERT_EQ(current.pauses_size(), 1);
  EXPECT_TRUE(current.pauses(0).since_withdrawal());
  EXPECT_EQ(current.pauses(0).from_date(), "2021-06-01");
  EXPECT_EQ(SidesStillIn(current), (std::vector<uint32_t>{1, 2}));
  // Who left goes on with nothing.
  EXPECT_EQ(WhyNot(Answer(current, 3, A::CONTINUED, "2021-06-02")),
            R::ANSWER_STANDS);
  EXPECT_EQ(WhyNot(Answer(current, 1, A::CONSENTED, "2021-06-02")),
            R::MEDIATION_STATE);
  current = After(Answer(current, 1, A::CONTINUED, "2021-06-02"));
  EXPECT_EQ(current.state(), M::PAUSED);
  EXPECT_EQ(WhyNot(Answer(current, 1, A::CONTINUED, "2021-06-02")),
            R::ANSWER_STANDS);
}

TEST(WithdrawFromMediation, IsForWhoConsentedAndOnce) {
  const auto unanswered = Leave(MediationIn(M::CONSENT), 2);
  ASSERT_EQ(WhyNot(unanswered), R::ANSWER_STANDS);
  EXPECT_EQ(FindRefusal(unanswered.status())->metadata().at("value"), "NONE");
  const M left = After(Leave(MediationIn(M::OPEN), 3));
  EXPECT_EQ(WhyNot(Leave(left, 3)), R::ANSWER_STANDS);
  // Where nobody's consent was needed, everybody may leave.
  v1::Profile mission = StrictProfile();
  mission.mutable_scheme()->set_consent(v1::MediationScheme::NOT_NEEDED);
  M current = MediationIn(M::APPOINTMENT);
  current.clear_answers();
  const auto event = WithdrawFromMediation(current, {}, ProcedureOf(mission),
                                           ByParty(2, "2021-06-01"));
  EXPECT_EQ(After(event).state(), M::CLOSED);
}

TEST(WithdrawFromMediation, WhoLeftEntersNothingAnyMore) {
  const M left = After(Leave(MediationIn(M::OPEN), 3));
  v1::EndMediationRequest end;
  end.set_code(M::Outcome::SETTLED_OUTSIDE);
  *end.mutable_instrument() = LetterOf("2021-06-01");
  EXPECT_EQ(WhyNot(EndMediation(left, end, ProcedureOf(Strict()),
                                ByParty(3, "2021-06-01"))),
            R::ANSWER_STANDS);
  EXPECT_EQ(WhyNot(EndMediation(left, end, ProcedureOf(Strict()),
                                ByParty(1, "2021-06-01"))),
            R::REASON_UNSPECIFIED);
}

TEST(WithdrawFromMediation, AsksForNoReasonAndForADayInOrder) {
  v1::WithdrawFromMediationRequest request;
  request.set_answer_date("2021-03-01");
  EXPECT_EQ(WhyNot(WithdrawFromMediation(MediationIn(M::OPEN), request,
                                         ProcedureOf(Strict()),
                                         ByParty(2, "2021-06-01"))),
            R::DATE_ORDER);
  const auto* const type = v1::WithdrawFromMediationRequest::descriptor();
  EXPECT_EQ(type->FindFieldByName("reason"), nullptr);
}

}  // namespace
}  // namespace entente
