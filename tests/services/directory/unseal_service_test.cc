// How an identity custodian comes to read a sealed name, through the server.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "entente/v1/event_service.grpc.pb.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "storage/event_log.h"
#include "storage/verify.h"
#include "tests/testing/small_world.h"

namespace entente {
namespace {

using Directory = v1::DirectoryService::Stub;
using Person = SmallWorldPerson;
using M = v1::Mandate;
using U = v1::UnsealRequest;

class UnsealServiceTest : public ::testing::Test {
 protected:
  UnsealServiceTest() {
    custodian_ = EnterCustodian("Dépositaire");
    sealed_ = world_.EnterSealedPerson(world_.union_rep, "canary-sealed",
                                       "canary-alias", world_.local);
  }

  Person EnterCustodian(const std::string& name) {
    return world_.EnterActor(world_.admin, name, M::CUSTODIAN);
  }

  Refused Ask(const Person& by, const std::string& person_id) {
    v1::RequestUnsealRequest request;
    request.set_request_id(world_.Fresh());
    request.set_person_id(person_id);
    request.set_reason("canary-reason");
    answer_.Clear();
    return RefusedBy(
        world_.Call(by, &Directory::RequestUnseal, request, answer_));
  }
  // Asks for the sealed name, and returns the request's id.
  std::string Asked() {
    EXPECT_EQ(Ask(custodian_, sealed_).reason, "");
    return answer_.unseal_request().unseal_request_id();
  }
  Refused Approve(const Person& by, const std::string& id,
                  const std::string& etag = "") {
    v1::ApproveUnsealRequest request;
    request.set_request_id(world_.Fresh());
    request.set_unseal_request_id(id);
    request.set_etag(etag);
    answer_.Clear();
    return RefusedBy(
        world_.Call(by, &Directory::ApproveUnseal, request, answer_));
  }
  Refused Refuse(const Person& by, const std::string& id) {
    v1::RefuseUnsealRequest request;
    request.set_request_id(world_.Fresh());
    request.set_unseal_request_id(id);
    request.set_reason("canary-refusal");
    answer_.Clear();
    return RefusedBy(
        world_.Call(by, &Directory::RefuseUnseal, request, answer_));
  }
  Refused Read(const Person& by, const std::string& person_id) {
    v1::UnsealPersonRequest request;
    request.set_person_id(person_id);
    person_.Clear();
    return RefusedBy(
        world_.Call(by, &Directory::UnsealPerson, request, person_));
  }
  v1::ListUnsealRequestsResponse Listed(const Person& by,
                                        bool pending_only = false) {
    v1::ListUnsealRequestsRequest request;
    request.set_pending_only(pending_only);
    v1::ListUnsealRequestsResponse response;
    (void)world_.Call(by, &Directory::ListUnsealRequests, request, response);
    return response;
  }
  std::vector<v1::Event> EventsOf(const std::string& record_id) {
    std::vector<v1::Event> events;
    EXPECT_TRUE(world_.server()
                    .store()
                    .database()
                    .Read([&](Snapshot& snapshot) {
                      const auto page = ListEvents(snapshot, record_id, 0, 50);
                      if (!page.ok()) return page.status();
                      events = page->events;
                      return absl::OkStatus();
                    })
                    .ok());
    return events;
  }

  v1::ListUnsealHistoryResponse HistoryOf(const Person& by,
                                          const std::string& id,
                                          std::string* reason = nullptr) {
    v1::ListUnsealHistoryRequest request;
    request.set_unseal_request_id(id);
    v1::ListUnsealHistoryResponse response;
    const grpc::Status status =
        world_.Call(by, &Directory::ListUnsealHistory, request, response);
    if (reason != nullptr) *reason = RefusedBy(status).details;
    return response;
  }

  SmallWorld world_;
  Person custodian_;
  std::string sealed_;
  v1::UnsealRequestAnswer answer_;
  v1::PersonAnswer person_;
};

TEST_F(UnsealServiceTest, ANameIsReadOnceAfterAKeeperAgreed) {
  EXPECT_EQ(Read(custodian_, sealed_).reason, "UNSEAL_APPROVAL_REQUIRED");
  const std::string id = Asked();
  EXPECT_EQ(answer_.unseal_request().state(), U::PENDING);
  EXPECT_EQ(Read(custodian_, sealed_).reason, "UNSEAL_STATE");
  EXPECT_EQ(Approve(world_.keeper, id).reason, "");
  EXPECT_EQ(answer_.unseal_request().state(), U::APPROVED);
  EXPECT_FALSE(absl::StrContains(answer_.DebugString(), "canary-sealed"));
  EXPECT_EQ(Read(custodian_, sealed_).reason, "");
  EXPECT_EQ(person_.person().sealed_name(), "canary-sealed");
  EXPECT_EQ(Read(custodian_, sealed_).reason, "UNSEAL_APPROVAL_REQUIRED");
  EXPECT_EQ(Listed(custodian_).unseal_requests(0).state(), U::READ);

  const std::vector<v1::Event> moves = EventsOf(id);
  ASSERT_EQ(moves.size(), 3u);
  EXPECT_EQ(moves[0].move(), v1::Event::UNSEAL_REQUESTED);
  EXPECT_EQ(moves[0].recorded_by_id(), custodian_.id);
  EXPECT_EQ(moves[0].recorded_as(), M::CUSTODIAN);
  EXPECT_EQ(moves[1].move(), v1::Event::UNSEAL_APPROVED);
  EXPECT_EQ(moves[1].recorded_by_id(), world_.keeper.id);
  EXPECT_EQ(moves[2].move(), v1::Event::UNSEAL_READ);
  const std::vector<v1::Event> readings = EventsOf(sealed_);
  ASSERT_EQ(readings.size(), 3u);
  EXPECT_EQ(readings[1].move(), v1::Event::UNSEAL_DENIED);
  EXPECT_EQ(readings[2].move(), v1::Event::READ);
  EXPECT_EQ(readings[2].recorded_by_id(), custodian_.id);
  EXPECT_EQ(readings[2].operation_id(), moves[2].operation_id());
  const VerifyReport report = VerifyStore(world_.folder());
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

TEST_F(UnsealServiceTest, ARefusalIsKeptWithItsReasonAndANewRequestMayFollow) {
  const std::string id = Asked();
  EXPECT_EQ(Refuse(world_.keeper, id).reason, "");
  EXPECT_EQ(Read(custodian_, sealed_).reason, "UNSEAL_APPROVAL_REQUIRED");
  EXPECT_EQ(Approve(world_.keeper, id).reason, "UNSEAL_STATE");
  ASSERT_EQ(EventsOf(id).size(), 2u);
  EXPECT_EQ(EventsOf(id)[1].move(), v1::Event::UNSEAL_REFUSED);
  EXPECT_EQ(Listed(custodian_).unseal_requests(0).decided_reason(),
            "canary-refusal");
  EXPECT_NE(Asked(), id);
}

TEST_F(UnsealServiceTest, AnApprovalIsTakenBackBeforeTheNameIsRead) {
  const std::string id = Asked();
  EXPECT_EQ(Approve(world_.keeper, id).reason, "");
  EXPECT_EQ(Refuse(world_.keeper, id).reason, "");
  EXPECT_EQ(Read(custodian_, sealed_).reason, "UNSEAL_APPROVAL_REQUIRED");
  EXPECT_EQ(Refuse(world_.keeper, id).reason, "UNSEAL_STATE");
}

TEST_F(UnsealServiceTest, TimeEndsARequestAndAnApproval) {
  const std::string first = Asked();
  EXPECT_EQ(Listed(world_.keeper, true).unseal_requests_size(), 1);
  // Tokens end with the day; who they are of does not.
  world_.clock().Advance(absl::Hours(24 * 14));
  custodian_ = world_.SignIn(world_.admin, custodian_.id);
  const Person keeper = world_.SignIn(world_.admin, world_.keeper.id);
  EXPECT_EQ(Listed(keeper, true).unseal_requests_size(), 0);
  EXPECT_EQ(Listed(keeper).unseal_requests(0).state(), U::EXPIRED);
  EXPECT_EQ(Approve(keeper, first).reason, "UNSEAL_STATE");

  EXPECT_EQ(Approve(keeper, Asked()).reason, "");
  world_.clock().Advance(absl::Hours(48));
  custodian_ = world_.SignIn(world_.admin, custodian_.id);
  EXPECT_EQ(Read(custodian_, sealed_).reason, "UNSEAL_APPROVAL_REQUIRED");
}

TEST_F(UnsealServiceTest, NobodyDecidesOnTheirOwnRequest) {
  world_.MakeKeeper(custodian_.id, world_.local);
  const std::string id = Asked();
  EXPECT_EQ(Approve(custodian_, id).reason, "OWN_REQUEST");
  EXPECT_EQ(Refuse(custodian_, id).reason, "OWN_REQUEST");
  EXPECT_EQ(Approve(world_.keeper, id).reason, "");
}

TEST_F(UnsealServiceTest, ItsHistoryShowsToThoseWhomItConcerns) {
  const std::string id = Asked();
  EXPECT_EQ(Approve(world_.keeper, id).reason, "");
  EXPECT_EQ(Refuse(world_.keeper, id).reason, "");
  for (const Person& by : {custodian_, world_.keeper, world_.union_rep}) {
    const v1::ListUnsealHistoryResponse history = HistoryOf(by, id);
    ASSERT_EQ(history.events_size(), 3);
    EXPECT_EQ(history.events(0).move(), v1::Event::UNSEAL_REQUESTED);
    EXPECT_EQ(history.events(0).unseal_request().reason(), "canary-reason");
    // The later refusal does not wipe out that it was approved.
    EXPECT_EQ(history.events(1).move(), v1::Event::UNSEAL_APPROVED);
    EXPECT_EQ(history.events(1).recorded_by_id(), world_.keeper.id);
    EXPECT_EQ(history.events(2).move(), v1::Event::UNSEAL_REFUSED);
    EXPECT_EQ(history.events(2).unseal_request().decided_reason(),
              "canary-refusal");
  }
  const v1::ListUnsealHistoryResponse audited = HistoryOf(world_.auditor, id);
  EXPECT_EQ(audited.events_size(), 3);
  const std::string seen = audited.DebugString();
  for (const std::string& canary : {std::string("canary"), sealed_}) {
    EXPECT_FALSE(absl::StrContains(seen, canary)) << seen;
  }
  std::string absent;
  HistoryOf(world_.other_keeper, "absent", &absent);
  for (const Person& stranger :
       {world_.other_keeper, world_.employer_keeper, world_.employer_rep}) {
    std::string said;
    EXPECT_EQ(HistoryOf(stranger, id, &said).events_size(), 0);
    EXPECT_EQ(said, absent);
  }
  // Members' representatives know of the requests for their names.
  EXPECT_EQ(Listed(world_.union_rep).unseal_requests_size(), 1);
  EXPECT_EQ(Listed(world_.union_rep).unseal_requests(0).reason(),
            "canary-reason");
  EXPECT_EQ(Listed(world_.employer_rep).unseal_requests_size(), 0);
}

TEST_F(UnsealServiceTest, ARefusedAttemptLeavesOneTraceADay) {
  const auto denials = [&] {
    int count = 0;
    for (const v1::Event& event : EventsOf(sealed_)) {
      if (event.move() != v1::Event::UNSEAL_DENIED) continue;
      EXPECT_EQ(event.record_id(), sealed_);
      EXPECT_EQ(event.recorded_as(), M::CUSTODIAN);
      ++count;
    }
    return count;
  };
  const Refused first = Read(custodian_, sealed_);
  EXPECT_EQ(first.reason, "UNSEAL_APPROVAL_REQUIRED");
  EXPECT_EQ(first.details, Read(custodian_, "absent").details);
  EXPECT_EQ(denials(), 1);
  Read(custodian_, sealed_);
  EXPECT_EQ(denials(), 1);
  const Person other = EnterCustodian("Autre dépositaire");
  Read(other, sealed_);
  EXPECT_EQ(denials(), 2);
  world_.clock().Advance(absl::Hours(24));
  custodian_ = world_.SignIn(world_.admin, custodian_.id);
  Asked();
  // One's own request is open still.
  EXPECT_EQ(Ask(custodian_, sealed_).reason, "UNSEAL_STATE");
  EXPECT_EQ(denials(), 3);
  // Those whose member it is read of it; the auditor sees that it happened.
  const Person rep = world_.SignIn(
      world_.SignIn(world_.admin, world_.keeper.id), world_.union_rep.id);
  v1::ListPersonHistoryRequest request;
  request.set_person_id(sealed_);
  v1::ListPersonHistoryResponse history;
  ASSERT_TRUE(world_
                  .Call(rep, &v1::EventService::Stub::ListPersonHistory,
                        request, history)
                  .ok());
  EXPECT_EQ(history.events_size(), 4);
  v1::ListEventsRequest asked;
  asked.set_move(v1::Event::UNSEAL_DENIED);
  v1::ListEventsResponse all;
  ASSERT_TRUE(world_
                  .Call(world_.SignIn(world_.admin, world_.auditor.id),
                        &v1::EventService::Stub::ListEvents, asked, all)
                  .ok());
  ASSERT_EQ(all.events_size(), 3);
  EXPECT_EQ(all.events(0).record_kind(), v1::EventMetadata::PERSON);
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

// The refusal is kept, and not as an outcome of the request id.
TEST_F(UnsealServiceTest, ARefusedRequestThatIsRepeatedIsRefusedAlike) {
  Asked();
  v1::RequestUnsealRequest request;
  request.set_request_id(world_.Fresh());
  request.set_person_id(sealed_);
  request.set_reason("canary-again");
  const auto ask = [&] {
    answer_.Clear();
    return RefusedBy(
        world_.Call(custodian_, &Directory::RequestUnseal, request, answer_));
  };
  const Refused first = ask();
  ASSERT_EQ(first.reason, "UNSEAL_STATE");
  const std::vector<v1::Event> kept = EventsOf(sealed_);
  EXPECT_EQ(kept.back().move(), v1::Event::UNSEAL_DENIED);
  for (int i = 0; i < 2; ++i) {
    const Refused again = ask();
    EXPECT_EQ(again.reason, first.reason);
    EXPECT_EQ(again.details, first.details);
    EXPECT_EQ(answer_.ByteSizeLong(), 0u);
    EXPECT_EQ(EventsOf(sealed_).size(), kept.size());
  }
  EXPECT_EQ(Listed(custodian_).unseal_requests_size(), 1);
  // Judged again, it is entered once nothing stands against it.
  EXPECT_EQ(Refuse(world_.keeper,
                   Listed(custodian_).unseal_requests(0).unseal_request_id())
                .reason,
            "");
  EXPECT_EQ(ask().reason, "");
  EXPECT_FALSE(answer_.replayed());
  EXPECT_EQ(ask().reason, "");
  EXPECT_TRUE(answer_.replayed());
  EXPECT_EQ(Listed(custodian_).unseal_requests_size(), 2);
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST_F(UnsealServiceTest, WhoIsNotConcernedLearnsNothing) {
  const std::string id = Asked();
  EXPECT_TRUE(
      absl::StrContains(Listed(world_.keeper).DebugString(), "canary-reason"));
  const Person other = EnterCustodian("Autre dépositaire");
  for (const Person& stranger :
       {other, world_.other_keeper, world_.employer_keeper, world_.employer_rep,
        world_.other_rep, world_.admin}) {
    EXPECT_EQ(Listed(stranger).unseal_requests_size(), 0);
    const Refused forbidden = Approve(stranger, id);
    EXPECT_EQ(forbidden.details, Approve(stranger, "absent").details);
    EXPECT_NE(forbidden.reason, "");
  }
  EXPECT_EQ(Read(other, sealed_).details, Read(other, "absent").details);
  EXPECT_EQ(Approve(world_.keeper, id).reason, "");
  // What one custodian may read is not for another.
  EXPECT_EQ(Read(other, sealed_).reason, "UNSEAL_APPROVAL_REQUIRED");
  EXPECT_EQ(Read(world_.keeper, sealed_).reason, "NOT_AVAILABLE");

  const v1::ListUnsealRequestsResponse audited = Listed(world_.auditor);
  ASSERT_EQ(audited.unseal_requests_size(), 1);
  EXPECT_EQ(audited.unseal_requests(0).state(), U::APPROVED);
  EXPECT_EQ(audited.unseal_requests(0).requested_by_id(), custodian_.id);
  const std::string seen = audited.DebugString();
  EXPECT_FALSE(absl::StrContains(seen, "canary")) << seen;
  EXPECT_FALSE(absl::StrContains(seen, sealed_)) << seen;
  EXPECT_FALSE(absl::StrContains(seen, world_.local)) << seen;
}

TEST_F(UnsealServiceTest, ANameThatIsNotSealedIsAsAbsent) {
  const std::string member =
      world_.EnterMember(world_.union_rep, "Membre", world_.local);
  const Refused absent = Ask(custodian_, "absent");
  EXPECT_EQ(absent.reason, "NOT_AVAILABLE");
  EXPECT_EQ(Ask(custodian_, member).details, absent.details);
}

TEST_F(UnsealServiceTest, WhoWorksOnAFileOfTheMembersSideAsksInVain) {
  // Only who keeps both mandates can have granted them to one person.
  const Person both =
      world_.EnterActor(world_.admin, "Administration", M::ADMINISTRATOR);
  world_.MakeKeeper(both.id, world_.employer);
  world_.Grant(both, custodian_.id, M::EMPLOYER_REP, world_.employer);
  custodian_ = world_.SignIn(both, custodian_.id);
  EXPECT_EQ(Approve(world_.keeper, Asked()).reason, "");
  v1::FileGrievanceRequest file;
  file.set_request_id(world_.Fresh());
  file.set_grievance_class(v1::GrievanceClass::UNION);
  file.set_issue_code("ORG-TIM");
  file.set_statement("Minutage");
  file.set_remedy_sought("Cesser");
  file.set_occurred_date("2012-11-01");
  file.set_known_date("2012-11-03");
  file.set_submitted_date("2012-11-20");
  v1::GrievanceAnswer filed;
  ASSERT_TRUE(world_
                  .Call(world_.union_rep,
                        &v1::GrievanceService::Stub::FileGrievance, file, filed)
                  .ok());
  EXPECT_EQ(Read(custodian_, sealed_).reason, "NOT_AVAILABLE");
  EXPECT_EQ(Ask(custodian_, sealed_).details,
            Ask(custodian_, "absent").details);
}

TEST_F(UnsealServiceTest, AStaleEtagAndARepeatedCallAreSeen) {
  const std::string id = Asked();
  const std::string etag = Listed(world_.keeper).unseal_requests(0).etag();
  EXPECT_EQ(Approve(world_.keeper, id, etag).reason, "");
  EXPECT_EQ(Approve(world_.keeper, id, etag).reason, "CHANGED_MEANWHILE");
  v1::RefuseUnsealRequest request;
  request.set_request_id(world_.Fresh());
  request.set_unseal_request_id(id);
  request.set_reason("motif");
  for (const bool replayed : {false, true}) {
    ASSERT_TRUE(
        world_.Call(world_.keeper, &Directory::RefuseUnseal, request, answer_)
            .ok());
    EXPECT_EQ(answer_.replayed(), replayed);
  }
  EXPECT_EQ(EventsOf(id).size(), 3u);
}

TEST_F(UnsealServiceTest, AReasonIsDemanded) {
  v1::RequestUnsealRequest request;
  request.set_request_id(world_.Fresh());
  request.set_person_id(sealed_);
  request.set_reason("  ");
  const Refused refused = RefusedBy(
      world_.Call(custodian_, &Directory::RequestUnseal, request, answer_));
  EXPECT_EQ(refused.reason, "FIELD_REQUIRED");
  EXPECT_EQ(refused.field, "reason");
}

}  // namespace
}  // namespace entente
