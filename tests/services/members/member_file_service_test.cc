// The files of a member through the server, and what is known of their work.

#include <gtest/gtest.h>

#include "entente/v1/event_service.grpc.pb.h"
#include "entente/v1/member_file_service.grpc.pb.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using v1::MemberFile;
using Directory = v1::DirectoryService::Stub;

class MemberFileServiceTest : public GrievanceServiceTest {
 protected:
  std::string Files(absl::string_view as, const std::string& person_id,
                    v1::ListMemberFilesResponse& response) {
    v1::ListMemberFilesRequest request;
    request.set_person_id(person_id);
    return ReasonOf(world_.Call(
        as, &v1::MemberFileService::Stub::ListMemberFiles, request, response));
  }
  std::string Correct(absl::string_view as, const std::string& person_id,
                      const std::string& field, const std::string& value,
                      v1::PersonAnswer* answer = nullptr) {
    v1::CorrectPersonRequest request;
    request.set_request_id(world_.Fresh());
    request.set_person_id(person_id);
    request.set_field(field);
    request.set_value(value);
    v1::PersonAnswer own;
    return ReasonOf(world_.Call(as, &Directory::CorrectPerson, request,
                                answer == nullptr ? own : *answer));
  }
};

TEST_F(MemberFileServiceTest, FindsConsultationsGrievancesAndWitnesses) {
  const std::string consultation = Consult(kAnn).consultation().number();
  world_.SetDay(2012, 11, 23);
  v1::FileGrievanceRequest own = IndividualRequest();
  own.set_submitted_date("2012-11-23");
  const std::string grievance = File(kAnn, own).grievance().grievance_id();
  world_.SetDay(2012, 11, 24);
  v1::FileGrievanceRequest other = UnionRequest();
  other.set_submitted_date("2012-11-24");
  auto& witness = *other.add_protected_persons();
  witness.set_person_id(world_.Id(kMember));
  witness.set_part(v1::Grievance::ProtectedPerson::WITNESS);
  const std::string witnessed = File(kAnn, other).grievance().grievance_id();
  // And one in which the member is not.
  File(kAnn, UnionRequest());

  v1::ListMemberFilesResponse found;
  ASSERT_EQ(Files(kBea, world_.Id(kMember), found), "OK");
  ASSERT_EQ(found.files_size(), 3);
  EXPECT_EQ(found.files(0).grievance_id(), witnessed);
  EXPECT_EQ(found.files(0).parts(0), MemberFile::WITNESS);
  EXPECT_EQ(found.files(1).grievance_id(), grievance);
  EXPECT_EQ(found.files(1).parts(0), MemberFile::GRIEVOR);
  EXPECT_EQ(found.files(2).number(), consultation);
  EXPECT_EQ(found.files(2).parts(0), MemberFile::CONSULTED);
  EXPECT_EQ(found.person().member_name(), kMemberName);
}

TEST_F(MemberFileServiceTest, TheMemberExistsForTheirOwnUnionAlone) {
  File(kAnn, IndividualRequest());
  for (const char* other : {kKarl, kZoe, kOtto, kFay, kKim, kAda, kAuditor}) {
    v1::ListMemberFilesResponse none;
    EXPECT_EQ(Files(other, world_.Id(kMember), none), "NOT_AVAILABLE") << other;
    EXPECT_EQ(none.ByteSizeLong(), 0u) << other;
  }
  v1::ListMemberFilesResponse none;
  EXPECT_EQ(Files(kAnn, "absent", none), "NOT_AVAILABLE");
}

TEST_F(MemberFileServiceTest, ListsNoFileThatTheCallerMayNotOpen) {
  const std::string restricted =
      Consult(kAnn, "HS-RPS").consultation().consultation_id();
  const std::string id =
      File(kAnn, IndividualRequest()).grievance().grievance_id();
  ASSERT_EQ(world_.Wall(kAnn, id, kBea), "OK");
  v1::ListMemberFilesResponse anns;
  ASSERT_EQ(Files(kAnn, world_.Id(kMember), anns), "OK");
  EXPECT_EQ(anns.files_size(), 2);
  v1::ListMemberFilesResponse beas;
  ASSERT_EQ(Files(kBea, world_.Id(kMember), beas), "OK");
  EXPECT_EQ(beas.files_size(), 0) << beas.DebugString();
}

TEST_F(MemberFileServiceTest, TheLookUpIsRecordedInTheMembersHistory) {
  v1::ListMemberFilesResponse found;
  ASSERT_EQ(Files(kBea, world_.Id(kMember), found), "OK");
  v1::ListPersonHistoryRequest request;
  request.set_person_id(world_.Id(kMember));
  v1::ListPersonHistoryResponse history;
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &v1::EventService::Stub::ListPersonHistory,
                           request, history)),
      "OK");
  const auto& last = *history.events().rbegin();
  EXPECT_EQ(last.move(), v1::Event::READ);
  EXPECT_EQ(last.recorded_by_id(), world_.Id(kBea));
}

TEST_F(MemberFileServiceTest, OpeningTheWitnessesOfAFileShowsInItsHistory) {
  v1::FileGrievanceRequest request = UnionRequest();
  auto& witness = *request.add_protected_persons();
  witness.set_person_id(world_.Id(kMember));
  witness.set_part(v1::Grievance::ProtectedPerson::WITNESS);
  const std::string file = File(kAnn, request).grievance().grievance_id();
  v1::ListMemberFilesResponse found;
  ASSERT_EQ(Files(kBea, world_.Id(kMember), found), "OK");
  const auto readings = [&](absl::string_view as) {
    int count = 0;
    const v1::ListGrievanceHistoryResponse history = History(as, file);
    for (const v1::Event& event : history.events()) {
      if (event.move() == v1::Event::READ &&
          event.recorded_by_id() == world_.Id(kBea)) {
        ++count;
      }
    }
    return count;
  };
  EXPECT_EQ(readings(kAnn), 1);
  EXPECT_EQ(readings(kKarl), 0);
}

TEST_F(MemberFileServiceTest, WhatIsKnownOfAMembersWorkShowsToTheUnion) {
  const std::string id = world_.Id(kMember);
  ASSERT_EQ(Correct(kAnn, id, "job_title", "Infirmière"), "OK");
  ASSERT_EQ(Correct(kAnn, id, "service", "Soutien à domicile"), "OK");
  ASSERT_EQ(Correct(kAnn, id, "employment_status", "PART_TIME"), "OK");
  ASSERT_EQ(Correct(kAnn, id, "seniority_date", "2004-05-03"), "OK");
  v1::ListMemberFilesResponse found;
  ASSERT_EQ(Files(kAnn, id, found), "OK");
  const v1::Employment& work = found.person().employment();
  EXPECT_EQ(work.job_title(), "Infirmière");
  EXPECT_EQ(work.service(), "Soutien à domicile");
  EXPECT_EQ(work.employment_status(), v1::Employment::PART_TIME);
  EXPECT_EQ(work.seniority_date(), "2004-05-03");
  v1::PersonAnswer emptied;
  ASSERT_EQ(Correct(kAnn, id, "service", "", &emptied), "OK");
  EXPECT_EQ(emptied.person().employment().service(), "");
}

TEST_F(MemberFileServiceTest, RefusesACorrectionThatCannotBe) {
  const std::string id = world_.Id(kMember);
  EXPECT_EQ(Correct(kAnn, id, "seniority_date", "2030-05-03"),
            "DATE_IN_FUTURE");
  EXPECT_EQ(Correct(kAnn, id, "height", "1"), "VALUE_UNKNOWN");
  EXPECT_EQ(Correct(kAnn, id, "employment_status", "SOMETIMES"),
            "VALUE_UNKNOWN");
  EXPECT_EQ(Correct(kAnn, id, "seniority_date", "le 3 mai"), "DATE_MALFORMED");
  EXPECT_EQ(Correct(kAnn, id, "name", ""), "FIELD_REQUIRED");
  EXPECT_EQ(Correct(kAnn, id, "pseudonym", "X"), "FIELDS_CONFLICT");
  EXPECT_EQ(Correct(kAnn, id, "name", kMemberName), "NOTHING_TO_CORRECT");
  EXPECT_EQ(Correct(kZoe, id, "service", "s"), "NOT_AVAILABLE");
  // Everybody reads a public name; only the own organisation corrects it.
  EXPECT_EQ(Correct(kZoe, world_.Id(kAnn), "name", "N"), "ROLE_REQUIRED");
}

TEST_F(MemberFileServiceTest, RefusesAMemberWhoseWorkCannotBeRead) {
  const auto create = [&](void (*put)(v1::Employment&)) {
    v1::CreatePersonRequest request;
    request.set_request_id(world_.Fresh());
    request.mutable_person()->set_member_name("Membre B");
    request.mutable_person()->set_organization_id(world_.local);
    put(*request.mutable_person()->mutable_employment());
    v1::PersonAnswer answer;
    return ReasonOf(
        world_.Call(kAnn, &Directory::CreatePerson, request, answer));
  };
  EXPECT_EQ(create([](auto& work) { work.set_seniority_date("le 3 mai"); }),
            "DATE_MALFORMED");
  EXPECT_EQ(
      create([](auto& work) {
        work.set_employment_status(static_cast<v1::Employment::Status>(99));
      }),
      "VALUE_UNKNOWN");
  EXPECT_EQ(create([](auto& work) { work.set_job_title("a\nb"); }),
            "FIELD_BAD_CHARACTER");
  EXPECT_EQ(create([](auto& work) { work.set_service(std::string(201, 'a')); }),
            "FIELD_TOO_LONG");
  EXPECT_EQ(create([](auto& work) { work.set_service("Laboratoire"); }), "OK");
}

TEST_F(MemberFileServiceTest, TheWorkOfAProtectedPersonIsSealed) {
  const std::string id = world_.Id(kSealedMember);
  v1::PersonAnswer answer;
  ASSERT_EQ(Correct(kAnn, id, "service", "canari du service", &answer), "OK");
  EXPECT_EQ(answer.DebugString().find("canari"), std::string::npos);
  ASSERT_EQ(Correct(kAnn, id, "name", "Canari Renomme"), "OK");
  v1::UnsealPersonRequest unseal;
  unseal.set_person_id(id);
  v1::PersonAnswer opened;
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Directory::UnsealPerson, unseal, opened)),
      "OK");
  EXPECT_EQ(opened.person().sealed_name(), "Canari Renomme");
  EXPECT_EQ(opened.person().sealed_employment().service(), "canari du service");
  EXPECT_EQ(world_.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

}  // namespace
}  // namespace entente
