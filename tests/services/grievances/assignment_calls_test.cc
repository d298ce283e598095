// To whom a file is entrusted, by those on its side and by their keeper.

#include <gtest/gtest.h>

#include <string>

#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using Stub = v1::GrievanceService::Stub;
using M = v1::Mandate;

class AssignmentCallsTest : public GrievanceServiceTest {
 protected:
  std::string FileRestricted() {
    v1::FileGrievanceRequest request = IndividualRequest();
    request.set_issue_code("HAR-PSY");
    return File(kAnn, request).grievance().grievance_id();
  }

  std::string Assign(const SmallWorldPerson& by, const std::string& file,
                     const std::string& person_id, bool remove = false) {
    v1::AssignGrievanceRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(file);
    request.set_person_id(person_id);
    request.set_remove(remove);
    v1::GrievanceAnswer answer;
    return ReasonOf(static_cast<SmallWorld&>(world_).Call(
        by, &Stub::AssignGrievance, request, answer));
  }

  std::string Reads(const SmallWorldPerson& by, const std::string& file) {
    v1::GetGrievanceRequest request;
    request.set_grievance_id(file);
    v1::GrievanceAnswer answer;
    return ReasonOf(static_cast<SmallWorld&>(world_).Call(
        by, &Stub::GetGrievance, request, answer));
  }
};

TEST_F(AssignmentCallsTest, AKeeperEntrustsAFileToOthersThanThemself) {
  const std::string file = FileRestricted();
  // A second keeper made this one a representative too.
  const SmallWorldPerson second = world_.EnterActor(
      world_.employer_keeper, "Second gardien", M::KEEPER, world_.employer);
  world_.Grant(second, world_.employer_keeper.id, M::EMPLOYER_REP,
               world_.employer);
  const SmallWorldPerson both =
      world_.SignIn(second, world_.employer_keeper.id);
  EXPECT_EQ(Reads(both, file), "NOT_AVAILABLE");
  EXPECT_EQ(Assign(both, file, both.id), "SELF_GRANT");
  EXPECT_EQ(Reads(both, file), "NOT_AVAILABLE");
  EXPECT_EQ(Assign(both, file, world_.employer_rep.id), "OK");
}

TEST_F(AssignmentCallsTest, AKeeperEntrustsAFileToTheFirstPersonOnly) {
  const std::string file = FileRestricted();
  const SmallWorldPerson named =
      world_.EnterActor(world_.employer_keeper, "Personne de confiance",
                        M::EMPLOYER_REP, world_.employer);
  const SmallWorldPerson& keeper = world_.employer_keeper;
  EXPECT_EQ(Assign(keeper, file, world_.employer_rep.id), "OK");
  EXPECT_EQ(Assign(keeper, file, named.id), "ALREADY_ENTRUSTED");
  EXPECT_EQ(Reads(named, file), "NOT_AVAILABLE");
  // Nor is the first taken away so that there is none.
  EXPECT_EQ(Assign(keeper, file, world_.employer_rep.id, true),
            "ALREADY_ENTRUSTED");
  // Who has the file shares it.
  EXPECT_EQ(Assign(world_.employer_rep, file, named.id), "OK");
  EXPECT_EQ(Reads(named, file), "OK");
}

TEST_F(AssignmentCallsTest, AKeeperEntrustsAnewWhatNobodyMayActOn) {
  const std::string file = FileRestricted();
  const SmallWorldPerson& keeper = world_.employer_keeper;
  const SmallWorldPerson successor = world_.EnterActor(
      keeper, "Remplaçante", M::EMPLOYER_REP, world_.employer);
  EXPECT_EQ(Assign(keeper, file, world_.employer_rep.id), "OK");
  world_.RevokeMandateOf(keeper, world_.employer_rep.id);
  EXPECT_EQ(Assign(keeper, file, successor.id), "OK");
  EXPECT_EQ(Reads(successor, file), "OK");
}

TEST_F(AssignmentCallsTest, TheOtherSidesAssigneesDoNotCount) {
  const std::string file = FileRestricted();
  // The union's representative, who filed it, has it; the employer nobody.
  EXPECT_EQ(Assign(world_.employer_keeper, file, world_.employer_rep.id), "OK");
  EXPECT_EQ(Assign(world_.keeper, file, world_.Id(kBea)), "ALREADY_ENTRUSTED");
}

}  // namespace
}  // namespace entente
