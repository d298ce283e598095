// Which acts on a file read a sealed name, and that each such reading stands
// on the record of the person.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "storage/event_log.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using Stub = v1::GrievanceService::Stub;

class NameReadingsTest : public GrievanceServiceTest {
 protected:
  // Who read what of the person, in order.
  std::vector<std::string> ReadingsOf(const std::string& person_id) {
    std::vector<std::string> readings;
    EXPECT_TRUE(world_.server()
                    .store()
                    .database()
                    .Read([&](Snapshot& snapshot) {
                      const auto page = ListEvents(snapshot, person_id, 0, 100);
                      if (!page.ok()) return page.status();
                      for (const v1::Event& event : page->events) {
                        if (event.move() != v1::Event::READ) continue;
                        readings.push_back(absl::StrCat(
                            event.recorded_by_id(), " ",
                            v1::Mandate::Role_Name(event.recorded_as()), " ",
                            v1::Confidentiality::Class_Name(
                                event.sealed(0).sealed_class())));
                      }
                      return absl::OkStatus();
                    })
                    .ok());
    return readings;
  }
};

TEST_F(NameReadingsTest, FilingReadsEachSealedNameThatGoesIntoTheFileOnce) {
  const std::string sealed = world_.Id(kSealedMember);
  const std::string witness = world_.EnterSealedPerson(
      world_.keeper, "Témoin scellé", "Témoin A", world_.local);
  v1::FileGrievanceRequest request = IndividualRequest();
  request.set_grievor_ids(0, sealed);
  request.set_reveal_sealed_grievors(true);
  for (const std::string& id : {witness, world_.Id(kWitness)}) {
    auto& named = *request.add_protected_persons();
    named.set_person_id(id);
    named.set_part(v1::Grievance::ProtectedPerson::WITNESS);
  }
  File(kAnn, request);
  const std::vector<std::string> once = {
      absl::StrCat(world_.Id(kAnn), " UNION_REP SEALED_ID")};
  EXPECT_EQ(ReadingsOf(sealed), once);
  EXPECT_EQ(ReadingsOf(witness), once);
  // Their name is not sealed.
  EXPECT_TRUE(ReadingsOf(world_.Id(kWitness)).empty());
}

TEST_F(NameReadingsTest, UnsealingThroughAFileReadsEachNameThatItShows) {
  const std::string sealed = world_.EnterSealedPerson(
      world_.keeper, "Témoin scellé", "Témoin A", world_.local);
  v1::FileGrievanceRequest request = UnionRequest();
  for (const std::string& id : {sealed, world_.Id(kWitness)}) {
    auto& named = *request.add_protected_persons();
    named.set_person_id(id);
    named.set_part(v1::Grievance::ProtectedPerson::WITNESS);
  }
  const std::string file = File(kAnn, request).grievance().grievance_id();
  v1::UnsealGrievancePersonsRequest unseal;
  unseal.set_grievance_id(file);
  v1::GrievanceAnswer answer;
  ASSERT_EQ(ReasonOf(world_.Call(kBea, &Stub::UnsealGrievancePersons, unseal,
                                 answer)),
            "OK");
  EXPECT_EQ(ReadingsOf(sealed),
            (std::vector<std::string>{
                absl::StrCat(world_.Id(kAnn), " UNION_REP SEALED_ID"),
                absl::StrCat(world_.Id(kBea), " UNION_REP SEALED_ID")}));
  // Their name is not sealed.
  EXPECT_TRUE(ReadingsOf(world_.Id(kWitness)).empty());
}

TEST_F(NameReadingsTest, OpeningAConsultationReadsNoName) {
  v1::OpenConsultationRequest request;
  request.set_request_id(world_.Fresh());
  request.set_issue_code("ORG-TIM");
  request.add_member_ids(world_.Id(kSealedMember));
  request.set_summary(kSummaryCanary);
  request.set_known_date("2012-11-03");
  v1::ConsultationAnswer answer;
  ASSERT_EQ(ReasonOf(world_.Call(
                kAnn, &v1::ConsultationService::Stub::OpenConsultation, request,
                answer)),
            "OK");
  EXPECT_TRUE(ReadingsOf(world_.Id(kSealedMember)).empty());
}

}  // namespace
}  // namespace entente
