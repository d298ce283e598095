#include "services/mediations/session_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/mediations/appointment_rules.h"
#include "services/mediations/consent_rules.h"
#include "tests/services/mediations/sample_mediation.h"

namespace entente {
namespace {

using M = v1::Mediation;
using R = v1::Refusal;
using S = v1::Mediation::Session;

constexpr char kDay[] = "2021-06-01";

M After(const absl::StatusOr<v1::Event>& event) {
  EXPECT_TRUE(event.ok()) << event.status();
  return event.ok() ? event->mediation() : M();
}

absl::StatusOr<v1::Event> Sign(const M& current, const MediationEntry& entry,
                               const std::string& date = "") {
  v1::SignEntryRequest request;
  request.set_signed_date(date);
  return SignEntry(current, request, ProcedureOf(Strict()), entry);
}

v1::HoldSessionRequest Held(S::Kind kind, uint32_t side,
                            const std::vector<uint32_t>& attending) {
  v1::HoldSessionRequest request;
  request.set_kind(kind);
  request.set_side(side);
  request.set_duration_minutes(90);
  for (const uint32_t each : attending) {
    auto& attendance = *request.add_attendances();
    attendance.set_side(each);
    attendance.set_quality(M::Session::PARTY);
  }
  return request;
}

absl::StatusOr<v1::Event> Hold(const M& current,
                               const v1::HoldSessionRequest& request,
                               const MediationEntry& entry = ByMediator(kDay)) {
  return HoldSession(current, request, ProcedureOf(Strict()), entry);
}

absl::StatusOr<v1::Event> End(const M& current, M::Outcome::Code code,
                              const MediationEntry& entry, uint32_t side = 0) {
  v1::EndMediationRequest request;
  request.set_code(code);
  request.set_side(side);
  if (entry.part != M::PARTY) *request.mutable_instrument() = LetterOf(kDay);
  return EndMediation(current, request, ProcedureOf(Strict()), entry);
}

TEST(SignEntry, OpensItOnceAllPartiesAndMediatorsSigned) {
  M current = MediationIn(M::READY);
  current = After(Sign(current, ByParty(1, kDay), "2021-03-20"));
  current = After(Sign(current, ByMediator(kDay), "2021-03-25"));
  current = After(Sign(current, ByParty(2, kDay), "2021-03-22"));
  EXPECT_EQ(current.state(), M::READY);
  EXPECT_EQ(WhyNot(Sign(current, ByParty(2, kDay))), R::ALREADY_SIGNED);
  EXPECT_EQ(WhyNot(Sign(current, ByMediator(kDay))), R::ALREADY_SIGNED);
  current = After(Sign(current, ByParty(3, kDay), "2021-03-21"));
  EXPECT_EQ(current.state(), M::OPEN);
  EXPECT_EQ(current.opened_date(), "2021-03-25");
  EXPECT_EQ(WhyNot(Sign(MediationIn(M::READY), ByParty(1, kDay), "2021-03-16")),
            R::DATE_ORDER);
}

TEST(SignEntry, WaitsForNobodyWhoLeftOrIsMediatorNoLonger) {
  M current = MediationIn(M::READY);
  for (const MediationEntry& who :
       {ByParty(1, kDay), ByParty(2, kDay), ByMediator(kDay)}) {
    current = After(Sign(current, who, "2021-03-20"));
  }
  EXPECT_EQ(current.state(), M::READY);
  const M left = After(WithdrawFromMediation(current, {}, ProcedureOf(Strict()),
                                             ByParty(3, kDay)));
  EXPECT_EQ(left.state(), M::OPEN);
  EXPECT_EQ(left.opened_date(), "2021-03-20");
  // The same with a co-mediator who had not signed.
  current = After(Sign(current, ByParty(3, kDay), "2021-03-21"));
  EXPECT_EQ(current.state(), M::OPEN);
  M two = MediationIn(M::READY);
  *two.add_mediators() = two.mediators(0);
  two.mutable_mediators(1)->set_number(2);
  two.mutable_mediators(1)->set_person_id(kLise);
  for (const MediationEntry& who : {ByParty(1, kDay), ByParty(2, kDay),
                                    ByParty(3, kDay), ByMediator(kDay)}) {
    two = After(Sign(two, who, "2021-03-20"));
  }
  EXPECT_EQ(two.state(), M::READY);
  two = After(
      EndMediator(two, {}, ProcedureOf(Strict()), ByMediator(kDay, kLise)));
  EXPECT_EQ(two.state(), M::OPEN);
}

TEST(SignEntry, WhatRestedRestsOnUnderAnotherMediator) {
  M current = After(EndMediator(MediationIn(M::PAUSED), {},
                                ProcedureOf(Strict()), ByRegistrar(kDay)));
  ASSERT_EQ(current.state(), M::APPOINTMENT);
  current.set_state(M::READY);
  M::Mediator& lise = *current.add_mediators();
  lise.set_number(2);
  lise.set_person_id(kLise);
  lise.set_confirmed_date(kDay);
  current = After(Sign(current, ByMediator(kDay, kLise)));
  EXPECT_EQ(current.state(), M::PAUSED);
  EXPECT_EQ(current.opened_date(), "2021-03-20");
}

TEST(HoldSession, NoneButInformationBeforeTheEntry) {
  for (const M::State state : {M::CONSENT, M::APPOINTMENT, M::READY}) {
    for (const S::Kind kind :
         {S::INDIVIDUAL, S::JOINT, S::CAUCUS, S::SHUTTLE}) {
      EXPECT_EQ(WhyNot(Hold(MediationIn(state), Held(kind, 1, {1}),
                            ByRegistrar(kDay))),
                R::ENTRY_NOT_SIGNED);
    }
    EXPECT_EQ(WhyNot(Hold(MediationIn(state), Held(S::INFORMATION, 1, {1}),
                          ByRegistrar(kDay))),
              R::REASON_UNSPECIFIED);
  }
}

TEST(HoldSession, AJointOneNeedsEverySideAndOneApartASide) {
  const M current = MediationIn(M::OPEN);
  EXPECT_EQ(WhyNot(Hold(current, Held(S::JOINT, 0, {1, 2, 3}))),
            R::REASON_UNSPECIFIED);
  EXPECT_EQ(WhyNot(Hold(current, Held(S::JOINT, 0, {1, 3}))), R::SESSION_SIDE);
  EXPECT_EQ(WhyNot(Hold(current, Held(S::JOINT, 0, {}))), R::SESSION_SIDE);
  EXPECT_EQ(WhyNot(Hold(current, Held(S::JOINT, 1, {1, 2, 3}))),
            R::SESSION_SIDE);
  for (const S::Kind kind : {S::INDIVIDUAL, S::CAUCUS}) {
    EXPECT_EQ(WhyNot(Hold(current, Held(kind, 0, {}))), R::SESSION_SIDE);
    EXPECT_EQ(WhyNot(Hold(current, Held(kind, 4, {}))), R::REFERENCE_UNKNOWN);
    EXPECT_EQ(WhyNot(Hold(current, Held(kind, 1, {1, 2}))), R::SESSION_SIDE);
    EXPECT_EQ(WhyNot(Hold(current, Held(kind, 1, {1}))), R::REASON_UNSPECIFIED);
  }
  // Who left is met no more, and missed no more.
  const M left = [&] {
    M other = current;
    M::Answer& answer = *other.add_answers();
    answer.set_side(3);
    answer.set_value(M::Answer::WITHDRAWN);
    return other;
  }();
  EXPECT_EQ(WhyNot(Hold(left, Held(S::CAUCUS, 3, {}))), R::REFERENCE_UNKNOWN);
  EXPECT_EQ(WhyNot(Hold(left, Held(S::JOINT, 0, {1, 2}))),
            R::REASON_UNSPECIFIED);
}

TEST(HoldSession, NumbersTellNothingOfTheSessionsWithOthers) {
  M current = MediationIn(M::OPEN);
  current = After(Hold(current, Held(S::INDIVIDUAL, 1, {1})));
  current = After(Hold(current, Held(S::INDIVIDUAL, 1, {1})));
  current = After(Hold(current, Held(S::CAUCUS, 2, {2})));
  current = After(Hold(current, Held(S::JOINT, 0, {1, 2, 3})));
  EXPECT_EQ(current.sessions(1).number(), 2u);
  EXPECT_EQ(current.sessions(2).number(), 1u);
  EXPECT_EQ(current.sessions(3).number(), 1u);
}

TEST(HoldSession, IsNotForAPartyWhereItWasWithAnother) {
  v1::HoldSessionRequest request = Held(S::CAUCUS, 2, {2});
  *request.mutable_instrument() = LetterOf(kDay);
  EXPECT_EQ(WhyNot(Hold(MediationIn(M::OPEN), request, ByParty(1, kDay))),
            R::SESSION_SIDE);
  request = Held(S::CAUCUS, 1, {1});
  *request.mutable_instrument() = LetterOf(kDay);
  EXPECT_EQ(WhyNot(Hold(MediationIn(M::OPEN), request, ByParty(1, kDay))),
            R::REASON_UNSPECIFIED);
}

TEST(ResumeMediation, WaitsForEachWhoIsStillInItAfterAnotherLeft) {
  M current = MediationIn(M::OPEN);
  const auto resume = [&] {
    return ResumeMediation(current, {}, ProcedureOf(Strict()),
                           ByMediator(kDay));
  };
  current = After(WithdrawFromMediation(current, {}, ProcedureOf(Strict()),
                                        ByParty(3, kDay)));
  v1::AnswerMediationRequest goes_on;
  goes_on.set_value(M::Answer::CONTINUED);
  for (const uint32_t side : {1u, 2u}) {
    EXPECT_EQ(WhyNot(resume()), R::ANSWERS_AWAITED);
    current = After(AnswerMediation(current, goes_on, ProcedureOf(Strict()),
                                    ByParty(side, kDay)));
  }
  current = After(resume());
  EXPECT_EQ(current.state(), M::OPEN);
  EXPECT_EQ(current.pauses(0).until_date(), kDay);
  // A pause that a mediator made waits for nobody.
  current = After(PauseMediation(MediationIn(M::OPEN), {},
                                 ProcedureOf(Strict()), ByMediator(kDay)));
  EXPECT_EQ(current.state(), M::PAUSED);
  EXPECT_EQ(After(resume()).state(), M::OPEN);
}

TEST(ResumeMediation, WaitsForNobodyBecauseAPartyLeftBeforeItBegan) {
  M current = MediationIn(M::OPEN);
  M::Answer& left = *current.add_answers();
  left.set_side(3);
  left.set_value(M::Answer::WITHDRAWN);
  left.set_answer_date("2021-03-15");
  current = After(
      PauseMediation(current, {}, ProcedureOf(Strict()), ByMediator(kDay)));
  EXPECT_EQ(current.state(), M::PAUSED);
  current = After(
      ResumeMediation(current, {}, ProcedureOf(Strict()), ByMediator(kDay)));
  EXPECT_EQ(current.state(), M::OPEN);
}

TEST(EndMediation, SaysWhoseItIsByThePartAlone) {
  const auto event =
      End(MediationIn(M::OPEN), M::Outcome::NO_AGREEMENT, ByRegistrar(kDay));
  ASSERT_EQ(WhyNot(event), R::MAY_NOT_ENTER);
  EXPECT_EQ(FindRefusal(event.status())->metadata().at("part"), "MEDIATOR");
}

TEST(EndMediation, TakesEachCodeWhereItFitsAndNowhereElse) {
  // The letters of the states, as in the test of the life cycle, and who says
  // it: typed by hand.
  struct Row {
    M::Outcome::Code code;
    std::string states;
    std::string who;
  };
  using O = M::Outcome;
  const Row rows[] = {
      {O::INADMISSIBLE, "", ""},      {O::REDIRECTED, "", ""},
      {O::REFUSED, "", ""},           {O::NO_REPLY, "C", "PMR"},
      {O::CONSENT_WITHDRAWN, "", ""}, {O::NO_MEDIATOR, "T", "PMR"},
      {O::FULL_AGREEMENT, "", ""},    {O::PARTIAL_AGREEMENT, "", ""},
      {O::NO_AGREEMENT, "OP", "PM"},  {O::TERMINATED_BY_MEDIATOR, "OP", "PM"},
      {O::LAPSED, "OP", "PM"},        {O::SETTLED_OUTSIDE, "QACTROP", "PMR"},
      {O::MOOT, "QACTROP", "PMR"},
  };
  constexpr std::pair<char, M::State> kStates[] = {
      {'Q', M::REQUESTED},   {'A', M::ADMISSIBILITY}, {'C', M::CONSENT},
      {'T', M::APPOINTMENT}, {'R', M::READY},         {'O', M::OPEN},
      {'P', M::PAUSED},      {'X', M::CLOSED}};
  int ended = 0;
  for (const Row& row : rows) {
    for (const auto& [letter, state] : kStates) {
      for (const char who : {'P', 'M', 'R'}) {
        M current = MediationIn(state);
        if (current.mediators().empty()) {
          M::Mediator& marc = *current.add_mediators();
          marc.set_person_id(kMarc);
        }
        current.mutable_mediators(0)->set_confirmed_date("2021-03-17");
        v1::EndMediationRequest request;
        request.set_code(row.code);
        request.set_side(row.code == O::NO_REPLY ? 2 : 0);
        *request.mutable_instrument() = LetterOf(kDay);
        const auto event = EndMediation(current, request, ProcedureOf(Strict()),
                                        who == 'P'   ? ByParty(1, kDay)
                                        : who == 'M' ? ByMediator(kDay)
                                                     : ByRegistrar(kDay));
        const bool fits = row.states.find(letter) != std::string::npos &&
                          row.who.find(who) != std::string::npos;
        EXPECT_EQ(event.ok(), fits)
            << O::Code_Name(row.code) << " in " << letter << " by " << who
            << " " << event.status();
        if (!event.ok()) continue;
        ++ended;
        EXPECT_EQ(event->mediation().state(), M::CLOSED);
        EXPECT_EQ(event->mediation().outcome().code(), row.code);
        EXPECT_EQ(event->mediation().outcome().end(),
                  letter == 'O' || letter == 'P' ? O::NONE : O::NOT_OPENED);
      }
    }
  }
  EXPECT_EQ(ended, 3 + 3 + 4 + 4 + 4 + 21 + 21);
}

TEST(EndMediation, NoPartyEndsItAloneBySayingThatAllSettled) {
  v1::EndMediationRequest request;
  for (const auto code : {M::Outcome::SETTLED_OUTSIDE, M::Outcome::MOOT}) {
    request.set_code(code);
    for (const MediationEntry& entry :
         {ByParty(1, kDay), ByMediator(kDay), ByRegistrar(kDay)}) {
      const bool says = code == M::Outcome::MOOT && entry.part != M::PARTY;
      EXPECT_EQ(WhyNot(EndMediation(MediationIn(M::OPEN), request,
                                    ProcedureOf(Strict()), entry)),
                says ? R::REASON_UNSPECIFIED : R::INSTRUMENT_REQUIRED);
    }
  }
}

TEST(EndMediation, SaysThatNobodyRepliedOnlyOnceTheirTimeIsOver) {
  // The deadlines of the parties stand once it was admitted.
  M current = MediationIn(M::CONSENT);
  v1::AnswerMediationRequest consent;
  consent.set_value(M::Answer::CONSENTED);
  current = After(AnswerMediation(current, consent, ProcedureOf(Strict()),
                                  ByParty(1, "2021-03-12")));
  EXPECT_EQ(
      WhyNot(End(current, M::Outcome::NO_REPLY, ByRegistrar("2021-06-01"), 1)),
      R::ANSWER_STANDS);
  EXPECT_EQ(
      WhyNot(End(current, M::Outcome::NO_REPLY, ByRegistrar("2021-06-01"))),
      R::FIELD_REQUIRED);
  v1::EndMediationRequest request;
  request.set_code(M::Outcome::NO_REPLY);
  request.set_side(2);
  const auto on = [&](const std::string& day) {
    return EndMediation(current, request, ProcedureOf(Strict()),
                        ByRegistrar(day));
  };
  EXPECT_EQ(WhyNot(on("2021-03-25")), R::REPLY_TIME_RUNS);
  const M closed = After(on("2021-03-26"));
  EXPECT_EQ(closed.outcome().side(), 2u);
  EXPECT_EQ(closed.state(), M::CLOSED);
}

}  // namespace
}  // namespace entente
