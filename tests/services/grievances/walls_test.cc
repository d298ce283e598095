// Who may not see a file whatever their mandate is, with rows in file_walls.

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "storage/engine/transaction.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using Stub = v1::GrievanceService::Stub;

class WallsTest : public GrievanceServiceTest {
 protected:
  WallsTest() {
    consultation_ = Consult(kAnn).consultation().consultation_id();
    v1::FileGrievanceRequest request = IndividualRequest();
    file_ = File(kAnn, request).grievance().grievance_id();
    other_ = File(kAnn, UnionRequest()).grievance().grievance_id();
    const v1::GrievanceAnswer opened = Get(kAnn, file_);
    deadline_ = opened.grievance().deadlines(0).deadline_id();
  }

  // Of any days; a call makes a wall from today on.
  void Wall(const std::string& file_id, absl::string_view person,
            absl::string_view from, absl::optional<std::string> until) {
    const absl::Status status =
        world_.server().store().database().Write([&](Transaction& transaction) {
          return transaction
              .Execute(
                  "INSERT INTO file_walls "
                  "(file_id, person_id, from_on, until_on) "
                  "VALUES ($1, $2, $3, $4)",
                  file_id, world_.Id(person), from, until)
              .status();
        });
    ASSERT_TRUE(status.ok()) << status;
  }

  // The words of the refusal, or "OK".
  template <typename Method, typename Request, typename Response>
  std::string Said(absl::string_view as, Method method, const Request& request,
                   Response& response) {
    const grpc::Status status = world_.Call(as, method, request, response);
    return status.ok() ? "OK" : status.error_message();
  }

  std::string Said(absl::string_view as, const std::string& id) {
    v1::GetGrievanceRequest request;
    request.set_grievance_id(id);
    v1::GrievanceAnswer answer;
    return Said(as, &Stub::GetGrievance, request, answer);
  }

  // Every way in which file_ could show to a representative: what shows.
  std::string AllThatShows(absl::string_view as, const std::string& number) {
    std::string shown;
    const std::string absent = Said(as, "no-such-file");
    const auto note = [&](absl::string_view what, const std::string& said) {
      if (said != absent) absl::StrAppend(&shown, what, ": ", said, "\n");
    };
    v1::GrievanceAnswer answer;
    note("get", Said(as, file_));
    note("get by number", Said(as, number));
    const v1::ListGrievancesResponse list = List(as);
    for (const v1::Grievance& each : list.grievances()) {
      if (each.grievance_id() == file_) note("list", number);
    }
    v1::ListGrievanceHistoryRequest history;
    history.set_grievance_id(file_);
    v1::ListGrievanceHistoryResponse events;
    note("history", Said(as, &Stub::ListGrievanceHistory, history, events));
    const v1::ListDeadlinesResponse due = Due(world_, as, {});
    for (const auto& item : due.items()) {
      if (item.file_id() == file_) note("due list", item.file_number());
    }
    v1::ExplainDeadlineRequest explain;
    explain.set_deadline_id(deadline_);
    v1::ExplainDeadlineResponse explained;
    note("explanation", Said(as, &v1::DeadlineService::Stub::ExplainDeadline,
                             explain, explained));
    v1::UnsealGrievancePersonsRequest unseal;
    unseal.set_grievance_id(file_);
    note("unseal", Said(as, &Stub::UnsealGrievancePersons, unseal, answer));
    v1::WithdrawGrievanceRequest withdraw;
    withdraw.set_request_id(world_.Fresh());
    withdraw.set_validate_only(true);
    withdraw.set_grievance_id(number);
    withdraw.set_reason("essai");
    note("withdraw", Said(as, &Stub::WithdrawGrievance, withdraw, answer));
    v1::AssignGrievanceRequest assign;
    assign.set_request_id(world_.Fresh());
    assign.set_validate_only(true);
    assign.set_grievance_id(file_);
    assign.set_person_id(world_.Id(as));
    note("assign", Said(as, &Stub::AssignGrievance, assign, answer));
    return shown;
  }

  std::string consultation_;
  std::string file_;
  std::string other_;
  std::string deadline_;
};

TEST_F(WallsTest, AWalledPersonIsToldWhatIsToldOfAFileThatIsNotThere) {
  const std::string before = AllThatShows(kBea, "QN-G-2012-0001");
  for (const char* way : {"get: OK", "get by number: OK", "list", "history: OK",
                          "due list", "explanation: OK", "withdraw: OK"}) {
    EXPECT_TRUE(absl::StrContains(before, way)) << way << "\n" << before;
  }
  Wall(file_, kBea, "2012-01-01", absl::nullopt);
  EXPECT_EQ(AllThatShows(kBea, "QN-G-2012-0001"), "");
  EXPECT_EQ(Said(kBea, other_), "OK");
  EXPECT_EQ(List(kBea).grievances_size(), 1);
  // Everyone else sees it as before; a wall on the other side likewise.
  EXPECT_EQ(Said(kAnn, file_), "OK");
  EXPECT_EQ(Said(kKarl, file_), "OK");
  Wall(file_, kKarl, "2012-01-01", absl::nullopt);
  EXPECT_EQ(AllThatShows(kKarl, "CSSSN-G-2012-0001"), "");
  EXPECT_EQ(Said(kKarl, other_), "OK");
  EXPECT_EQ(List(kAnn).grievances_size(), 2);
}

TEST_F(WallsTest, AnAssignmentDoesNotLeadThroughAWall) {
  v1::AssignGrievanceRequest assign;
  assign.set_request_id(world_.Fresh());
  assign.set_grievance_id(file_);
  assign.set_person_id(world_.Id(kBea));
  v1::GrievanceAnswer answer;
  ASSERT_EQ(Said(kAnn, &Stub::AssignGrievance, assign, answer), "OK");
  Wall(file_, kBea, "2012-01-01", absl::nullopt);
  EXPECT_EQ(AllThatShows(kBea, "QN-G-2012-0001"), "");
}

TEST_F(WallsTest, HidesAConsultation) {
  v1::GetConsultationRequest request;
  request.set_consultation_id(consultation_);
  v1::ConsultationAnswer answer;
  v1::ListConsultationsResponse list;
  EXPECT_EQ(Said(kBea, &v1::ConsultationService::Stub::GetConsultation, request,
                 answer),
            "OK");
  Wall(consultation_, kBea, "2012-01-01", absl::nullopt);
  const std::string said = Said(
      kBea, &v1::ConsultationService::Stub::GetConsultation, request, answer);
  EXPECT_NE(said, "OK");
  request.set_consultation_id("no-such-consultation");
  EXPECT_EQ(said, Said(kBea, &v1::ConsultationService::Stub::GetConsultation,
                       request, answer));
  ASSERT_EQ(Said(kBea, &v1::ConsultationService::Stub::ListConsultations,
                 v1::ListConsultationsRequest(), list),
            "OK");
  EXPECT_EQ(list.consultations_size(), 0);
  const v1::ListDeadlinesResponse due = Due(world_, kBea, {});
  for (const auto& item : due.items()) {
    EXPECT_NE(item.file_id(), consultation_);
  }
  // It does not become a grievance by their hand.
  v1::FileGrievanceRequest filing = UnionRequest();
  filing.set_consultation_id(consultation_);
  EXPECT_NE(FileReason(kBea, filing), "OK");
  EXPECT_EQ(FileReason(kAnn, filing), "OK");
}

TEST_F(WallsTest, StandsFromItsFirstDayToItsLast) {
  Wall(file_, kBea, "2012-11-24", "2012-11-25");
  for (const auto& [day, shows] : {std::pair(23, true), std::pair(24, false),
                                   std::pair(25, false), std::pair(26, true)}) {
    world_.SetDay(2012, 11, day);
    EXPECT_EQ(Said(kBea, file_) == "OK", shows) << day;
  }
}

TEST_F(WallsTest, AKeeperBehindAWallEntrustsTheFileToNobody) {
  v1::AssignGrievanceRequest assign;
  assign.set_request_id(world_.Fresh());
  assign.set_validate_only(true);
  assign.set_grievance_id(file_);
  assign.set_person_id(world_.Id(kKarl));
  v1::GrievanceAnswer answer;
  EXPECT_EQ(Said(kKim, &Stub::AssignGrievance, assign, answer), "OK");
  Wall(file_, kKim, "2012-01-01", absl::nullopt);
  const std::string said = Said(kKim, &Stub::AssignGrievance, assign, answer);
  assign.set_grievance_id("no-such-file");
  EXPECT_NE(said, "OK");
  EXPECT_EQ(said, Said(kKim, &Stub::AssignGrievance, assign, answer));
}

// Two members of one local stand against each other: Ann has the file of one,
// Bea that of the other.
TEST_F(WallsTest, KeepsTheRepresentativesOfTwoMembersOfOneLocalApart) {
  const std::string consultation =
      Consult(kBea).consultation().consultation_id();
  const auto wall_consultation = [&](absl::string_view as,
                                     const std::string& id,
                                     absl::string_view person,
                                     v1::ConsultationAnswer& answer) {
    v1::WallConsultationRequest request;
    request.set_request_id(world_.Fresh());
    request.set_consultation_id(id);
    request.set_person_id(world_.Id(person));
    return ReasonOf(world_.Call(
        as, &v1::ConsultationService::Stub::WallConsultation, request, answer));
  };
  const auto wall = [&](absl::string_view as, const std::string& id,
                        absl::string_view person, bool remove = false) {
    return world_.Wall(as, id, person, remove);
  };
  const auto assign = [&](absl::string_view as, const std::string& id,
                          absl::string_view person) {
    return world_.Assign(as, id, person);
  };

  v1::ConsultationAnswer walled;
  ASSERT_EQ(wall_consultation(kBea, consultation, kAnn, walled), "OK");
  EXPECT_EQ(walled.consultation().walls_size(), 1);
  // The grievance that it becomes is kept from her too.
  v1::FileGrievanceRequest filing = IndividualRequest();
  filing.set_consultation_id(consultation);
  filing.clear_grievor_ids();
  const std::string beas = File(kBea, filing).grievance().grievance_id();
  EXPECT_EQ(wall(kAnn, beas, kBea), "NOT_AVAILABLE");
  EXPECT_EQ(Said(kAnn, beas), Said(kAnn, "no-such-file"));

  ASSERT_EQ(wall(kAnn, file_, kBea), "OK");
  EXPECT_EQ(AllThatShows(kBea, "QN-G-2012-0001"), "");
  EXPECT_EQ(assign(kAnn, file_, kBea), "WALLED_OFF");
  EXPECT_EQ(wall(kAnn, file_, kBea), "ENTRUSTED_SO_ALREADY");
  // Neither can take away what keeps them out.
  EXPECT_EQ(wall(kBea, file_, kBea, true), "NOT_AVAILABLE");
  EXPECT_EQ(wall(kAnn, beas, kAnn, true), "NOT_AVAILABLE");
  // The other side sees no wall of this one, and makes none in it.
  EXPECT_EQ(Get(kKarl, file_).grievance().walls_size(), 0);
  EXPECT_EQ(wall(kKarl, file_, kAnn), "MANDATE_REQUIRED");

  ASSERT_EQ(wall(kAnn, file_, kBea, true), "OK");
  EXPECT_EQ(Said(kBea, file_), "OK");
}

TEST_F(WallsTest, StandsBeforeAGrievanceAndItsConsultationAlike) {
  using Consultations = v1::ConsultationService::Stub;
  v1::FileGrievanceRequest filing = UnionRequest();
  filing.set_consultation_id(consultation_);
  const std::string filed = File(kAnn, filing).grievance().grievance_id();
  const auto reads = [&](absl::string_view as) {
    v1::GetConsultationRequest get;
    get.set_consultation_id(consultation_);
    v1::ConsultationAnswer answer;
    const std::string consulted =
        ReasonOf(world_.Call(as, &Consultations::GetConsultation, get, answer));
    std::string grievance;
    Get(as, filed, &grievance);
    EXPECT_EQ(consulted, grievance);
    return consulted;
  };
  const auto wall = [&](absl::string_view as, absl::string_view person,
                        bool remove) {
    return world_.Wall(as, filed, person, remove);
  };
  EXPECT_EQ(reads(kBea), "OK");
  ASSERT_EQ(wall(kAnn, kBea, false), "OK");
  EXPECT_EQ(reads(kBea), "NOT_AVAILABLE");
  ASSERT_EQ(wall(kAnn, kBea, true), "OK");
  EXPECT_EQ(reads(kBea), "OK");
  // And the other way round.
  v1::WallConsultationRequest request;
  request.set_consultation_id(consultation_);
  request.set_person_id(world_.Id(kBea));
  v1::ConsultationAnswer answer;
  for (const bool remove : {false, true}) {
    request.set_request_id(world_.Fresh());
    request.set_remove(remove);
    ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Consultations::WallConsultation,
                                   request, answer)),
              "OK");
    EXPECT_EQ(reads(kBea), remove ? "OK" : "NOT_AVAILABLE");
  }
  // A wall of the employer's is none of the union's.
  ASSERT_EQ(wall(kKarl, kKarl, false), "OK");
  v1::GetConsultationRequest get;
  get.set_consultation_id(consultation_);
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Consultations::GetConsultation, get, answer)),
      "OK");
  for (const auto& each : answer.consultation().walls()) {
    EXPECT_NE(each.person_id(), world_.Id(kKarl));
  }
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(WallsTest, ShowInTheHistoryOfTheirOwnSideAlone) {
  const SmallWorldPerson second =
      world_.EnterActor(world_.employer_keeper, "Seconde",
                        v1::Mandate::EMPLOYER_REP, world_.employer);
  const auto wall = [&](absl::string_view as, const std::string& person_id,
                        bool remove) {
    v1::WallGrievanceRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(file_);
    request.set_person_id(person_id);
    request.set_remove(remove);
    v1::GrievanceAnswer answer;
    return ReasonOf(world_.Call(as, &Stub::WallGrievance, request, answer));
  };
  const auto walls_in = [&](absl::string_view as) {
    int count = 0;
    const v1::ListGrievanceHistoryResponse history = History(as, file_);
    for (const v1::Event& event : history.events()) {
      bool tells = event.move() == v1::Event::GRIEVANCE_WALLED;
      for (const std::string& field : event.set_fields()) {
        tells = tells || field == "walls";
      }
      count += tells ? 1 : 0;
    }
    return count;
  };
  ASSERT_EQ(wall(kAnn, world_.Id(kBea), false), "OK");
  ASSERT_EQ(wall(kAnn, world_.Id(kBea), true), "OK");
  EXPECT_EQ(walls_in(kAnn), 2);
  EXPECT_EQ(walls_in(kKarl), 0);
  ASSERT_EQ(wall(kKarl, second.id, false), "OK");
  EXPECT_EQ(walls_in(kKarl), 1);
  EXPECT_EQ(walls_in(kAnn), 2);
  EXPECT_EQ(Get(kKarl, file_).grievance().walls_size(), 1);
  // A wall that a filing brought with it shows in the filing to its side.
  ASSERT_EQ(world_.WallConsultation(kAnn, consultation_, kBea), "OK");
  v1::FileGrievanceRequest filing = UnionRequest();
  filing.set_consultation_id(consultation_);
  file_ = File(kAnn, filing).grievance().grievance_id();
  EXPECT_EQ(walls_in(kAnn), 1);
  EXPECT_EQ(walls_in(kKarl), 0);
}

TEST_F(WallsTest, EndsTheAssignmentOfWhoIsWalledOff) {
  v1::FileGrievanceRequest request = IndividualRequest();
  request.set_restricted(true);
  const std::string id = File(kAnn, request).grievance().grievance_id();
  ASSERT_EQ(world_.Assign(kAnn, id, kBea), "OK");
  // Ann steps aside: she is told no more of it.
  v1::WallGrievanceRequest wall;
  wall.set_request_id(world_.Fresh());
  wall.set_grievance_id(id);
  wall.set_person_id(world_.Id(kAnn));
  v1::GrievanceAnswer walled;
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::WallGrievance, wall, walled)),
            "OK");
  EXPECT_EQ(walled.grievance().statement(), "");
  EXPECT_EQ(Said(kAnn, id), Said(kAnn, "no-such-file"));
  const v1::Grievance left = Get(kBea, id).grievance();
  ASSERT_EQ(left.assignments_size(), 1);
  EXPECT_EQ(left.assignments(0).person_id(), world_.Id(kBea));
}

}  // namespace
}  // namespace entente
