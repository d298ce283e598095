#include "services/notes/duty_rules.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/services/settlements/sample_settlement.h"

namespace entente {
namespace {

using G = v1::Grievance;
using v1::Note;

G Ended(G::State state, v1::Party::Kind owner = v1::Party::UNION) {
  G grievance;
  grievance.set_state(state);
  v1::Party& party = *grievance.add_parties();
  party.set_side(1);
  party.set_kind(owner);
  for (const char* name : {"A", "B"}) {
    G::Grievor& grievor = *grievance.add_grievors();
    grievor.set_person_id(std::string("person-") + name);
    grievor.set_pseudonym(name);
  }
  if (state == G::SETTLED) {
    grievance.add_settled_by()->set_settled_date("2013-01-15");
  }
  return grievance;
}

Note Decided(uint32_t number, Note::Decision decision) {
  Note note;
  note.set_number(number);
  note.set_kind(Note::DECISION);
  note.set_decision(decision);
  note.set_note_date("2013-01-10");
  return note;
}

Note Told(const std::string& person_id, uint32_t of, const std::string& day) {
  Note note;
  note.set_number(9);
  note.set_kind(Note::TOLD);
  note.set_told_of(of);
  note.set_person_id(person_id);
  note.set_note_date(day);
  return note;
}

v1::MemberDuty DutyOf(const G& grievance, const std::vector<Note>& notes) {
  const Procedure procedure = TestProcedure();
  const auto duty = ComputeMemberDuty(&procedure, grievance, notes);
  EXPECT_TRUE(duty.ok() && duty->has_value());
  return duty.ok() && duty->has_value() ? **duty : v1::MemberDuty();
}

TEST(DecisionOwed, IsToDropOrToSettleByHowTheGrievanceEnded) {
  const std::map<G::State, Note::Decision> owed = {
      {G::WITHDRAWN, Note::DROP},
      {G::DEEMED_WITHDRAWN, Note::DROP},
      {G::SETTLED, Note::SETTLE},
  };
  for (int state = 1; state < G::State_ARRAYSIZE; ++state) {
    const auto found = owed.find(static_cast<G::State>(state));
    const auto decision = DecisionOwed(Ended(static_cast<G::State>(state)));
    ASSERT_EQ(decision.has_value(), found != owed.end())
        << G::State_Name(static_cast<G::State>(state));
    if (decision.has_value()) {
      EXPECT_EQ(*decision, found->second);
    }
    EXPECT_FALSE(
        DecisionOwed(Ended(static_cast<G::State>(state), v1::Party::EMPLOYER))
            .has_value());
  }
}

TEST(DecisionOwed, StaysOwedWhenASettledGrievanceIsClosed) {
  G grievance = Ended(G::CLOSED);
  EXPECT_FALSE(DecisionOwed(grievance).has_value());
  grievance.add_settled_by()->set_settled_date("2013-01-15");
  EXPECT_EQ(DecisionOwed(grievance), Note::SETTLE);
  grievance.mutable_settled_by(0)->set_reopened_date("2013-03-01");
  EXPECT_FALSE(DecisionOwed(grievance).has_value());
}

TEST(ComputeMemberDuty, MissesADecisionOfAnotherKind) {
  EXPECT_TRUE(DutyOf(Ended(G::WITHDRAWN), {}).decision_missing());
  EXPECT_TRUE(DutyOf(Ended(G::WITHDRAWN), {Decided(1, Note::REFER)})
                  .decision_missing());
  EXPECT_FALSE(
      DutyOf(Ended(G::WITHDRAWN), {Decided(1, Note::DROP)}).decision_missing());
  EXPECT_TRUE(
      DutyOf(Ended(G::SETTLED), {Decided(1, Note::DROP)}).decision_missing());
  EXPECT_FALSE(
      DutyOf(Ended(G::SETTLED), {Decided(1, Note::SETTLE)}).decision_missing());
}

TEST(ComputeMemberDuty, NamesThoseWhoWereNotToldOfThisDecision) {
  const v1::MemberDuty duty = DutyOf(
      Ended(G::WITHDRAWN),
      {Decided(1, Note::REFER), Decided(2, Note::DROP),
       // Of another decision.
       Told("person-A", 1, "2013-01-05"), Told("person-B", 2, "2013-01-12")});
  ASSERT_EQ(duty.untold_pseudonyms_size(), 1);
  EXPECT_EQ(duty.untold_pseudonyms(0), "A");
  EXPECT_EQ(duty.told_date(), "2013-01-12");
}

TEST(ComputeMemberDuty, CountsSixMonthsFromTheLastWhoWasTold) {
  const v1::MemberDuty duty =
      DutyOf(Ended(G::WITHDRAWN),
             {Decided(2, Note::DROP), Told("person-A", 2, "2013-01-12"),
              Told("person-B", 2, "2013-01-14"),
              // Told again: they knew since the 14th.
              Told("person-B", 2, "2013-02-01")});
  EXPECT_EQ(duty.untold_pseudonyms_size(), 0);
  EXPECT_EQ(duty.told_date(), "2013-01-14");
  // 14 July 2013 is a Sunday.
  EXPECT_EQ(duty.complaint_until_date(), "2013-07-15");
  EXPECT_EQ(duty.clause(), "C.t. 47.5");
}

TEST(ComputeMemberDuty, SaysNothingOfATimeThatNobodyBegan) {
  const v1::MemberDuty duty =
      DutyOf(Ended(G::WITHDRAWN), {Decided(2, Note::DROP)});
  EXPECT_EQ(duty.complaint_until_date(), "");
  EXPECT_EQ(duty.clause(), "C.t. 47.5");
  const auto without = ComputeMemberDuty(nullptr, Ended(G::WITHDRAWN),
                                         {Told("person-A", 2, "2013-01-12")});
  ASSERT_TRUE(without.ok() && without->has_value());
  EXPECT_EQ((*without)->clause(), "");
}

}  // namespace
}  // namespace entente
