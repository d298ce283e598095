// Who stands in for somebody has the file until a day, and no longer: neither
// by their own act nor by way of somebody else.

#include <gtest/gtest.h>

#include <string>

#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using Stub = v1::GrievanceService::Stub;
using Consultations = v1::ConsultationService::Stub;
using M = v1::Mandate;

constexpr char kLastDay[] = "2012-12-02";

class StandInTest : public GrievanceServiceTest {
 protected:
  StandInTest() {
    world_.SetDay(2012, 11, 22);
    third_ = world_.EnterActor(world_.keeper, "Troisième", M::UNION_REP,
                               world_.local);
    v1::FileGrievanceRequest request = IndividualRequest();
    request.set_issue_code("HAR-PSY");
    file_ = File(kAnn, request).grievance().grievance_id();
    consultation_ = Consult(kAnn, "HAR-PSY").consultation().consultation_id();
    v1::HandOverFilesRequest hand_over;
    hand_over.set_request_id(world_.Fresh());
    hand_over.set_to_person_id(world_.Id(kBea));
    hand_over.set_until_date(kLastDay);
    v1::HandOverFilesResponse handed;
    EXPECT_EQ(
        ReasonOf(world_.Call(kAnn, &Stub::HandOverFiles, hand_over, handed)),
        "OK");
    EXPECT_EQ(handed.there_count(), 2u);
  }

  Refused Assign(absl::string_view as, const std::string& person_id,
                 bool remove = false) {
    v1::AssignGrievanceRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(file_);
    request.set_person_id(person_id);
    request.set_remove(remove);
    v1::GrievanceAnswer answer;
    return RefusedBy(world_.Call(as, &Stub::AssignGrievance, request, answer));
  }
  std::string AssignConsultation(absl::string_view as,
                                 const std::string& person_id,
                                 bool remove = false) {
    v1::AssignConsultationRequest request;
    request.set_request_id(world_.Fresh());
    request.set_consultation_id(consultation_);
    request.set_person_id(person_id);
    request.set_remove(remove);
    v1::ConsultationAnswer answer;
    return ReasonOf(
        world_.Call(as, &Consultations::AssignConsultation, request, answer));
  }
  std::string Wall(absl::string_view as, const std::string& person_id) {
    v1::WallGrievanceRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(file_);
    request.set_person_id(person_id);
    v1::GrievanceAnswer answer;
    return ReasonOf(world_.Call(as, &Stub::WallGrievance, request, answer));
  }
  std::string Reads(const SmallWorldPerson& as, const std::string& file) {
    v1::GetGrievanceRequest request;
    request.set_grievance_id(file);
    v1::GrievanceAnswer answer;
    return ReasonOf(static_cast<SmallWorld&>(world_).Call(
        as, &Stub::GetGrievance, request, answer));
  }
  std::string Reads(absl::string_view as) {
    std::string reason;
    Get(as, file_, &reason);
    return reason;
  }

  std::string file_;
  std::string consultation_;
  SmallWorldPerson third_;
};

TEST_F(StandInTest, DoesNotProlongTheirOwnTime) {
  EXPECT_EQ(Assign(kBea, world_.Id(kBea)).reason, "STANDS_IN");
  EXPECT_EQ(AssignConsultation(kBea, world_.Id(kBea)), "STANDS_IN");
  world_.SetDay(2012, 12, 3);
  EXPECT_EQ(Reads(kBea), "NOT_AVAILABLE");
}

TEST_F(StandInTest, PutsNobodyOutWhoHadTheFileBefore) {
  EXPECT_EQ(Assign(kBea, world_.Id(kAnn), true).reason, "STANDS_IN");
  EXPECT_EQ(AssignConsultation(kBea, world_.Id(kAnn), true), "STANDS_IN");
  EXPECT_EQ(Wall(kBea, world_.Id(kAnn)), "STANDS_IN");
  EXPECT_EQ(Reads(kAnn), "OK");
  // Their own, and what they gave, they give back.
  ASSERT_EQ(Assign(kBea, third_.id).reason, "");
  EXPECT_EQ(Assign(kBea, third_.id, true).reason, "");
  EXPECT_EQ(Assign(kBea, world_.Id(kBea), true).reason, "");
}

TEST_F(StandInTest, GivesTheFileUntilTheirOwnLastDayAtMost) {
  ASSERT_EQ(Assign(kBea, third_.id).reason, "");
  EXPECT_EQ(Reads(third_, file_), "OK");
  // Nor does the third one prolong it for both.
  EXPECT_EQ(Assign(kBea, third_.id).reason, "ENTRUSTED_SO_ALREADY");
  world_.SetDay(2012, 12, 3);
  EXPECT_EQ(Reads(third_, file_), "NOT_AVAILABLE");
  EXPECT_EQ(Reads(kAnn), "OK");
}

TEST_F(StandInTest, WhoHasTheFileForGoodPutsAnEndToNoneOfThat) {
  ASSERT_EQ(Assign(kAnn, world_.Id(kBea)).reason, "");
  world_.SetDay(2012, 12, 3);
  EXPECT_EQ(Reads(kBea), "OK");
  EXPECT_EQ(Assign(kBea, world_.Id(kAnn), true).reason, "");
  EXPECT_EQ(Reads(kAnn), "NOT_AVAILABLE");
}

TEST_F(StandInTest, TheGrievanceThatTheyFileIsTheirsUntilTheSameDay) {
  v1::FileGrievanceRequest filing = IndividualRequest();
  filing.set_consultation_id(consultation_);
  filing.set_issue_code("HAR-PSY");
  const std::string filed = File(kBea, filing).grievance().grievance_id();
  const v1::GrievanceAnswer answer = Get(kBea, filed);
  EXPECT_EQ(answer.grievance().assignments_size(), 2);
  for (const auto& each : answer.grievance().assignments()) {
    EXPECT_EQ(each.until_date(),
              each.person_id() == world_.Id(kBea) ? kLastDay : "");
  }
  world_.SetDay(2012, 12, 3);
  std::string reason;
  Get(kBea, filed, &reason);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
  Get(kAnn, filed, &reason);
  EXPECT_EQ(reason, "OK");
}

TEST_F(StandInTest, WhatIsSoAlreadyIsSaidAsItIs) {
  const Refused twice = Assign(kAnn, world_.Id(kAnn));
  EXPECT_EQ(twice.reason, "ENTRUSTED_SO_ALREADY");
  EXPECT_EQ(twice.field, "person_id");
  const Refused none = Assign(kAnn, third_.id, true);
  EXPECT_EQ(none.reason, "ENTRUSTED_SO_ALREADY");
  EXPECT_NE(none.sentence, twice.sentence);
  EXPECT_EQ(Wall(kAnn, third_.id), "OK");
  EXPECT_EQ(Wall(kAnn, third_.id), "ENTRUSTED_SO_ALREADY");
}

TEST_F(StandInTest, HandingOverToAPersonWhoIsNotThereIsRefusedAsSuch) {
  v1::HandOverFilesRequest request;
  request.set_request_id(world_.Fresh());
  request.set_to_person_id("Béatrice");
  v1::HandOverFilesResponse answer;
  const Refused refused =
      RefusedBy(world_.Call(kAnn, &Stub::HandOverFiles, request, answer));
  EXPECT_EQ(refused.reason, "REFERENCE_UNKNOWN");
  EXPECT_EQ(refused.field, "to_person_id");
  // Nor is a member of another local there for the caller.
  request.set_request_id(world_.Fresh());
  request.set_to_person_id(
      world_.EnterMember(world_.other_keeper, "Ailleurs", world_.other_local));
  EXPECT_EQ(RefusedBy(world_.Call(kAnn, &Stub::HandOverFiles, request, answer))
                .details,
            refused.details);
}

TEST_F(StandInTest, AKeeperWhoNamesAnEtagIsHeldToIt) {
  v1::AssignGrievanceRequest request;
  request.set_request_id(world_.Fresh());
  request.set_grievance_id(file_);
  request.set_person_id(world_.Id(kKarl));
  request.set_etag("not-the-etag");
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kKim, &Stub::AssignGrievance, request, answer)),
      "CHANGED_MEANWHILE");
}

}  // namespace
}  // namespace entente
