#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "entente/v1/event_service.grpc.pb.h"
#include "storage/event_log.h"
#include "tests/testing/small_world.h"

namespace entente {
namespace {

using Directory = v1::DirectoryService::Stub;
using Events = v1::EventService::Stub;
using Person = SmallWorldPerson;
using M = v1::Mandate;

class EventServiceTest : public testing::Test {
 protected:
  EventServiceTest()
      : sealed_(world_.EnterSealedPerson(world_.union_rep, "canary-sealed",
                                         "canary-alias", world_.local)) {}

  void Unseal(const Person& by) {
    v1::UnsealPersonRequest request;
    request.set_person_id(sealed_);
    v1::PersonAnswer answer;
    EXPECT_EQ(
        ReasonOf(world_.Call(by, &Directory::UnsealPerson, request, answer)),
        "OK");
  }

  Refused History(const Person& by, const std::string& person_id,
                  std::vector<v1::Event>* events = nullptr,
                  int page_size = 200) {
    v1::ListPersonHistoryRequest request;
    request.set_person_id(person_id);
    request.set_page_size(page_size);
    v1::ListPersonHistoryResponse answer;
    do {
      const grpc::Status status =
          world_.Call(by, &Events::ListPersonHistory, request, answer);
      if (!status.ok()) return RefusedBy(status);
      if (events != nullptr) {
        events->insert(events->end(), answer.events().begin(),
                       answer.events().end());
      }
      request.set_page_token(answer.next_page_token());
    } while (!request.page_token().empty());
    return {};
  }

  std::vector<v1::EventMetadata> Log(
      int page_size, v1::Event::Move move = v1::Event::MOVE_UNSPECIFIED) {
    std::vector<v1::EventMetadata> events;
    v1::ListEventsRequest request;
    request.set_page_size(page_size);
    request.set_move(move);
    v1::ListEventsResponse answer;
    do {
      EXPECT_EQ(ReasonOf(world_.Call(world_.auditor, &Events::ListEvents,
                                     request, answer)),
                "OK");
      EXPECT_LE(answer.events_size(), page_size);
      events.insert(events.end(), answer.events().begin(),
                    answer.events().end());
      request.set_page_token(answer.next_page_token());
    } while (!request.page_token().empty());
    return events;
  }

  SmallWorld world_;
  const std::string sealed_;
};

TEST_F(EventServiceTest, TheMembersSideSeesWhoReadTheNameAndWhen) {
  Unseal(world_.union_rep);
  world_.clock().Advance(absl::Hours(1));
  const Person colleague =
      world_.EnterActor(world_.keeper, "Agente", M::UNION_REP, world_.local);
  Unseal(colleague);
  for (const Person& reader : {world_.union_rep, world_.keeper}) {
    for (const int page_size : {1, 200}) {
      std::vector<v1::Event> events;
      ASSERT_EQ(History(reader, sealed_, &events, page_size).reason, "");
      ASSERT_EQ(events.size(), 3u);
      EXPECT_EQ(events[0].move(), v1::Event::PERSON_CREATED);
      EXPECT_EQ(events[0].person().pseudonym(), "canary-alias");
      EXPECT_EQ(events[1].move(), v1::Event::READ);
      EXPECT_EQ(events[1].recorded_by_id(), world_.union_rep.id);
      EXPECT_EQ(events[2].recorded_by_id(), colleague.id);
      EXPECT_EQ(events[2].recorded_as(), M::UNION_REP);
      EXPECT_EQ(
          events[2].record_time().seconds() - events[1].record_time().seconds(),
          3600);
      for (const v1::Event& event : events) {
        EXPECT_FALSE(absl::StrContains(event.DebugString(), "canary-sealed"));
        EXPECT_EQ(event.sealed_size(), 0);
      }
    }
  }
}

TEST_F(EventServiceTest, ForOthersThePersonsHistoryDoesNotExist) {
  Unseal(world_.union_rep);
  const std::string open =
      world_.EnterPublicPerson(world_.keeper, "Agente", world_.local);
  for (const Person& stranger :
       {world_.employer_rep, world_.employer_keeper, world_.other_rep,
        world_.other_keeper, world_.federation_rep, world_.admin,
        world_.auditor}) {
    const Refused absent = History(stranger, "absent");
    EXPECT_EQ(absent.reason, "NOT_AVAILABLE");
    EXPECT_EQ(History(stranger, sealed_).details, absent.details);
    EXPECT_EQ(History(stranger, open).details, absent.details);
  }
}

TEST_F(EventServiceTest, TheAuditorSeesOfEveryEventThatItWas) {
  Unseal(world_.union_rep);
  world_.RevokeMandateOf(world_.keeper, world_.union_rep.id);
  const std::vector<v1::EventMetadata> all = Log(200);
  std::size_t count = 0;
  ASSERT_TRUE(world_.server()
                  .store()
                  .database()
                  .Read([&](Snapshot& snapshot) {
                    const auto page = ListAllEvents(snapshot, 0, 100000);
                    if (!page.ok()) return page.status();
                    count = page->events.size();
                    return absl::OkStatus();
                  })
                  .ok());
  ASSERT_EQ(all.size(), count);
  ASSERT_GT(count, 30u);
  EXPECT_EQ(all[0].move(), v1::Event::MANDATE_REVOKED);
  EXPECT_EQ(all[0].recorded_as(), M::KEEPER);
  EXPECT_EQ(all[0].record_kind(), v1::EventMetadata::MANDATE);
  EXPECT_TRUE(all[0].has_record_time());
  EXPECT_EQ(all[1].move(), v1::Event::READ);
  EXPECT_EQ(all[1].recorded_as(), M::UNION_REP);
  EXPECT_EQ(all[1].record_kind(), v1::EventMetadata::PERSON);
  EXPECT_EQ(all[1].read_class(), v1::Confidentiality::SEALED_ID);
  EXPECT_EQ(all.back().move(), v1::Event::PERSON_CREATED);
  for (const v1::EventMetadata& event : all) {
    EXPECT_NE(event.record_kind(), v1::EventMetadata::RECORD_KIND_UNSPECIFIED)
        << event.DebugString();
    for (const std::string& hidden :
         {std::string("canary"), std::string("Agente"), std::string("QN"),
          sealed_, world_.union_rep.id, world_.local}) {
      EXPECT_FALSE(absl::StrContains(event.DebugString(), hidden));
    }
  }
  const std::vector<v1::EventMetadata> in_pages = Log(7);
  ASSERT_EQ(in_pages.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(in_pages[i].DebugString(), all[i].DebugString());
  }
}

TEST_F(EventServiceTest, TheAuditorAsksForOneKindOfAct) {
  Unseal(world_.union_rep);
  Unseal(world_.union_rep);
  for (const int page_size : {1, 2, 200}) {
    const std::vector<v1::EventMetadata> readings =
        Log(page_size, v1::Event::READ);
    ASSERT_EQ(readings.size(), 2u);
    EXPECT_EQ(readings[1].move(), v1::Event::READ);
  }
  EXPECT_TRUE(Log(10, v1::Event::GRIEVANCE_FILED).empty());
  v1::ListEventsRequest request;
  request.set_move(static_cast<v1::Event::Move>(999));
  v1::ListEventsResponse answer;
  EXPECT_EQ(ReasonOf(world_.Call(world_.auditor, &Events::ListEvents, request,
                                 answer)),
            "VALUE_UNKNOWN");
}

}  // namespace
}  // namespace entente
