#include "services/mediations/mediation_life_cycle.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/services/mediations/sample_mediation.h"

namespace entente {
namespace {

using E = v1::Event;
using M = v1::Mediation;
using R = v1::Refusal;

constexpr std::pair<char, M::State> kStates[] = {
    {'Q', M::REQUESTED},   {'A', M::ADMISSIBILITY}, {'C', M::CONSENT},
    {'T', M::APPOINTMENT}, {'R', M::READY},         {'O', M::OPEN},
    {'P', M::PAUSED},      {'X', M::CLOSED}};

// Typed by hand from the moves M1 to M19 and from who may record what: the
// letters of the states in which the move is possible, and who enters it there:
// a Party, a confirmed Mediator, the Registrar. Assistants enter nothing.
struct Row {
  E::Move move;
  std::string states;
  std::string who;
};
const Row kExpected[] = {
    {E::MEDIATION_ACKNOWLEDGED, "Q", "PR"},
    {E::MEDIATION_ADMITTED, "A", "PMR"},
    {E::MEDIATION_REJECTED, "QA", "PMR"},
    {E::MEDIATION_ANSWERED, "CP", "PMR"},
    {E::MEDIATION_LEFT, "CTROP", "PMR"},
    {E::MEDIATOR_PROPOSED, "T", "PR"},
    {E::INTERESTS_DISCLOSED, "TROP", "PMR"},
    {E::INTERESTS_ACCEPTED, "TROP", "PMR"},
    {E::MEDIATOR_CHALLENGED, "T", "PMR"},
    {E::MEDIATOR_ENDED, "TROP", "PMR"},
    {E::MEDIATORS_CONFIRMED, "T", "PR"},
    {E::ENTRY_SIGNED, "R", "PMR"},
    {E::SESSION_HELD, "CTR", "PMR"},
    {E::SESSION_HELD, "O", "PM"},
    {E::MEDIATION_PAUSED, "O", "PM"},
    {E::MEDIATION_RESUMED, "P", "PM"},
    {E::MEDIATION_ENDED, "QACTROP", "PMR"},
};

struct Person {
  char letter;
  M::Part part;
  uint32_t side;
  const char* id;
};
constexpr Person kPersons[] = {{'P', M::PARTY, 1, kEmployee},
                               {'M', M::MEDIATOR, 0, kMarc},
                               {'R', M::REGISTRAR, 0, kRegistrar},
                               {'A', M::ASSISTANT, 0, "person-assistant"}};

// The mediation in that state, with Marc confirmed so that he counts as one
// who conducts it wherever the table lets a mediator act.
M MediationWithMediator(M::State state) {
  M mediation = MediationIn(state);
  if (mediation.mediators().empty()) mediation.add_mediators();
  M::Mediator& marc = *mediation.mutable_mediators(0);
  marc.set_person_id(kMarc);
  marc.set_confirmed_date("2021-03-17");
  return mediation;
}

std::string Expected(E::Move move, char state, char person) {
  bool in_state = false;
  for (const Row& row : kExpected) {
    if (row.move != move || row.states.find(state) == std::string::npos) {
      continue;
    }
    in_state = true;
    if (row.who.find(person) != std::string::npos) return "OK";
  }
  return in_state ? "MAY_NOT_ENTER" : "MEDIATION_STATE";
}

TEST(MediationLifeCycle, AllowsWhatTheTableSaysAndNothingElse) {
  int cells = 0;
  int accepted = 0;
  for (int move = E::MEDIATION_ACKNOWLEDGED; move <= E::MEDIATION_ENDED;
       ++move) {
    for (const auto& [letter, state] : kStates) {
      for (const Person& person : kPersons) {
        const auto begun = BeginMediationMove(
            MediationWithMediator(state), static_cast<E::Move>(move),
            EntryAs(person.part, person.side, person.id, "2021-06-01"),
            "2021-06-01");
        const std::string got =
            begun.ok() ? "OK" : R::Reason_Name(RefusalReason(begun.status()));
        EXPECT_EQ(got,
                  Expected(static_cast<E::Move>(move), letter, person.letter))
            << E::Move_Name(static_cast<E::Move>(move)) << " in " << letter
            << " by " << person.letter;
        ++cells;
        if (begun.ok()) ++accepted;
      }
    }
  }
  EXPECT_EQ(cells, 16 * 8 * 4);
  EXPECT_EQ(accepted, 114);
}

TEST(MediationLifeCycle, LetsWhoIsOnlyProposedDiscloseAndDeclineAlone) {
  M mediation = MediationIn(M::APPOINTMENT);
  for (int move = E::MEDIATION_ACKNOWLEDGED; move <= E::MEDIATION_ENDED;
       ++move) {
    const auto begun =
        BeginMediationMove(mediation, static_cast<E::Move>(move),
                           ByMediator("2021-06-01"), "2021-06-01");
    const bool own =
        move == E::INTERESTS_DISCLOSED || move == E::MEDIATOR_ENDED;
    EXPECT_EQ(begun.ok(), own) << E::Move_Name(static_cast<E::Move>(move));
  }
}

TEST(NextMoves, AreThoseOfTheOwnPartThatAreNotDone) {
  const auto moves = [](M::State state, const MediationEntry& who) {
    return NextMoves(MediationIn(state), who.part, who.side, who.person_id);
  };
  using Moves = std::vector<E::Move>;
  EXPECT_EQ(moves(M::REQUESTED, ByRegistrar("2021-06-01")),
            (Moves{E::MEDIATION_ACKNOWLEDGED, E::MEDIATION_REJECTED}));
  EXPECT_EQ(moves(M::REQUESTED, ByParty(1, "2021-06-01")), Moves{});
  EXPECT_EQ(moves(M::CONSENT, ByParty(2, "2021-06-01")),
            (Moves{E::MEDIATION_ANSWERED}));
  M consented = MediationIn(M::CONSENT);
  consented.add_answers()->set_side(2);
  consented.mutable_answers(0)->set_value(M::Answer::CONSENTED);
  EXPECT_EQ(NextMoves(consented, M::PARTY, 2, "person"),
            (Moves{E::MEDIATION_LEFT}));
  EXPECT_EQ(moves(M::READY, ByParty(1, "2021-06-01")),
            (Moves{E::ENTRY_SIGNED, E::MEDIATION_LEFT}));
  M signed_by_one = MediationIn(M::READY);
  signed_by_one.add_entry_signatures()->set_side(1);
  EXPECT_EQ(NextMoves(signed_by_one, M::PARTY, 1, kEmployee),
            (Moves{E::MEDIATION_LEFT}));
  // What was disclosed is accepted once.
  signed_by_one.mutable_mediators(0)->set_disclosure("un intérêt");
  EXPECT_EQ(NextMoves(signed_by_one, M::PARTY, 1, kEmployee),
            (Moves{E::INTERESTS_ACCEPTED, E::MEDIATION_LEFT}));
  signed_by_one.mutable_mediators(0)->add_accepted_by_sides(1);
  EXPECT_EQ(NextMoves(signed_by_one, M::PARTY, 1, kEmployee),
            (Moves{E::MEDIATION_LEFT}));
  EXPECT_EQ(moves(M::APPOINTMENT, ByMediator("2021-06-01")),
            (Moves{E::INTERESTS_DISCLOSED, E::MEDIATOR_ENDED}));
  EXPECT_EQ(moves(M::OPEN, ByMediator("2021-06-01")),
            (Moves{E::INTERESTS_DISCLOSED, E::MEDIATOR_ENDED, E::SESSION_HELD,
                   E::MEDIATION_PAUSED}));
  EXPECT_EQ(moves(M::CLOSED, ByMediator("2021-06-01")), Moves{});
}

}  // namespace
}  // namespace entente
