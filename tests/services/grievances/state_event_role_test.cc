// What each call does to a grievance in each state, for each caller, against
// tables typed by hand from the domain and the decisions: one for what a union
// filed, one for what an employer did.

#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "storage/engine/transaction.h"
#include "tests/services/grievances/employer_grievance_table.h"
#include "tests/services/grievances/every_state.h"
#include "tests/services/grievances/grievance_calls.h"
#include "tests/services/grievances/state_event_role_table.h"
#include "tests/services/grievances/union_grievance_table.h"

namespace entente {
namespace {

using Person = SmallWorld::Person;
using G = v1::Grievance;

std::string WithoutSpaces(absl::string_view row) {
  return absl::StrReplaceAll(row, {{" ", ""}});
}

// What becomes without its paper of what is `expected` with it.
char WithoutPaper(char bare, char expected) {
  if (bare == 'o') return 'o';
  if (bare == 'P') return expected == 'z' ? expected : 'p';
  return expected == 'A' ? bare : expected;
}

class StateEventRoleTest : public testing::TestWithParam<const Table*> {
 protected:
  StateEventRoleTest() : states_(GetParam()->files), calls_(states_) {}

  SmallWorld& world() { return states_.world(); }

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

  // What the store holds of the files in this state.
  std::string HeldIn(char state) {
    return Held(states_.Alone(state).id) + Held(states_.WithDraft(state).id);
  }

  // Makes the call of one cell, and compares: with validate_only, and what is
  // refused, as it should be, in earnest too.
  grpc::Status Try(const char* call, const Person& as, Asked asked,
                   char expected) {
    ++cells_;
    accepted_ += expected == 'A' ? 1 : 0;
    const Outcome& outcome = kOutcomes.at(expected);
    // Who is not of the file is refused whatever they ask for.
    asked.validate_only = !absl::StrContains("hRS", std::string(1, expected));
    grpc::Status status = calls_.all().at(call)(as, asked);
    // What is accepted against the table is not done: the cells after it would
    // be asked of another state.
    if (asked.validate_only && expected != 'A' &&
        ReasonOf(status) == outcome.reason) {
      asked.validate_only = false;
      status = calls_.all().at(call)(as, asked);
    }
    EXPECT_EQ(ReasonOf(status), outcome.reason)
        << RefusedBy(status).field << " " << RefusedBy(status).sentence;
    EXPECT_EQ(status.error_code(), outcome.code);
    return status;
  }

  EveryState states_;
  GrievanceCalls calls_;
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

TEST_P(StateEventRoleTest, EachSideMayDoWhatTheTableSaysAndNothingElse) {
  std::map<std::string, PaperRow> paperless;
  for (const PaperRow& each : GetParam()->papers) paperless[each.call] = each;
  for (const auto& [state, expected] : kStateOf) {
    EXPECT_EQ(G::State_Name(states_.Read(states_.Alone(state)).state()),
              G::State_Name(expected))
        << state;
    EXPECT_EQ(states_.Read(states_.WithDraft(state)).state(), expected)
        << state;
  }
  ASSERT_EQ(kStateOf.size(), kStates.size());
  std::set<std::string> rows;
  const std::string store = Held();
  for (const StateRow& row : GetParam()->states) {
    ASSERT_EQ(calls_.all().count(row.call), 1u) << row.call;
    EXPECT_TRUE(rows.insert(row.call).second) << row.call;
    const std::string of_owner = WithoutSpaces(row.of_owner);
    const std::string of_other =
        *row.of_other == 0 ? of_owner : WithoutSpaces(row.of_other);
    ASSERT_EQ(of_owner.size(), kStates.size()) << row.call;
    ASSERT_EQ(of_other.size(), kStates.size()) << row.call;
    const auto without = paperless.find(row.call);
    for (size_t i = 0; i < kStates.size(); ++i) {
      Asked asked;
      asked.state = kStates[i];
      SCOPED_TRACE(
          absl::StrCat(row.call, " in state ", std::string(1, kStates[i])));
      const std::string before = HeldIn(kStates[i]);
      for (const bool is_owner : {true, false}) {
        const Person& as = is_owner ? states_.owner : states_.other;
        const char expected = is_owner ? of_owner[i] : of_other[i];
        asked.paper = true;
        SCOPED_TRACE(is_owner ? "by the owner" : "by the other side");
        Try(row.call, as, asked, expected);
        if (without == paperless.end()) continue;
        const char bare =
            is_owner ? without->second.owner : without->second.other;
        asked.paper = false;
        SCOPED_TRACE("without its paper");
        Try(row.call, as, asked, WithoutPaper(bare, expected));
      }
      EXPECT_TRUE(before == HeldIn(kStates[i])) << "it changed";
    }
  }
  EXPECT_TRUE(store == Held());
  EXPECT_EQ(rows.size(), calls_.all().size());
  EXPECT_EQ(calls_.asked(), ChangingCalls());
  std::printf(
      "%d cells: %d calls in %d states by two sides, with and without"
      " the paper; %d accepted, %d refused\n",
      cells_, static_cast<int>(rows.size()), static_cast<int>(kStates.size()),
      accepted_, cells_ - accepted_);
}

TEST_P(StateEventRoleTest, NobodyElseMayDoAnythingInAnyState) {
  std::map<std::string, std::string> expected_of;
  for (const RoleRow& each : GetParam()->roles) {
    expected_of[each.call] = WithoutSpaces(each.expected);
    ASSERT_EQ(expected_of[each.call].size(), kOutsiders.size());
  }
  const std::string store = Held();
  for (const auto& [call, make] : calls_.all()) {
    const auto own = expected_of.find(call);
    const std::string& expected =
        own == expected_of.end() ? expected_of["every call"] : own->second;
    std::map<char, std::string> of_absent;
    for (const char role : kOutsiders) {
      Asked absent;
      absent.state = 'A';
      absent.absent = "no-such-file";
      of_absent[role] = RefusedBy(make(PersonAs(role), absent)).details;
    }
    for (const char state : kStates) {
      Asked asked;
      asked.state = state;
      SCOPED_TRACE(absl::StrCat(call, " in state ", std::string(1, state)));
      const std::string before = HeldIn(state);
      for (size_t i = 0; i < kOutsiders.size(); ++i) {
        const char role = kOutsiders[i];
        SCOPED_TRACE(absl::StrCat("by role ", std::string(1, role)));
        const grpc::Status status =
            Try(call.c_str(), PersonAs(role), asked, expected[i]);
        // What they may not see does not exist for them.
        if (expected[i] == 'h') {
          EXPECT_EQ(RefusedBy(status).details, of_absent[role]);
        }
      }
      EXPECT_TRUE(before == HeldIn(state)) << "it changed";
    }
  }
  EXPECT_TRUE(store == Held());
  std::printf(
      "%d cells: %d calls in %d states by %d who are not of the file;"
      " %d accepted, %d refused\n",
      cells_, static_cast<int>(calls_.all().size()),
      static_cast<int>(kStates.size()), static_cast<int>(kOutsiders.size()),
      accepted_, cells_ - accepted_);
}

INSTANTIATE_TEST_SUITE_P(FiledBy, StateEventRoleTest,
                         testing::Values(&kUnionGrievanceTable,
                                         &kEmployerGrievanceTable),
                         [](const auto& of) {
                           return v1::GrievanceClass::Value_Name(
                               of.param->files);
                         });

}  // namespace
}  // namespace entente
