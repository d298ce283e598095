// Nobody becomes somebody else by way of mandates and codes: neither a keeper
// nor the administrator, nor by waiting between one step and the next.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "entente/v1/access_service.grpc.pb.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "proto/support/refusal.h"
#include "services/access/access_rules.h"
#include "tests/testing/small_world.h"

namespace entente {
namespace {

using Access = v1::AccessService::Stub;
using Directory = v1::DirectoryService::Stub;
using Grievances = v1::GrievanceService::Stub;
using Person = SmallWorldPerson;
using M = v1::Mandate;

std::string Grant(SmallWorld& world, const Person& by, const std::string& to,
                  M::Role role, const std::string& organization_id = "") {
  v1::GrantMandateRequest request;
  request.set_request_id(world.Fresh());
  request.mutable_mandate()->set_person_id(to);
  request.mutable_mandate()->set_role(role);
  request.mutable_mandate()->set_organization_id(organization_id);
  v1::MandateAnswer answer;
  return ReasonOf(world.Call(by, &Directory::GrantMandate, request, answer));
}

std::string Issue(SmallWorld& world, const Person& by, const std::string& to,
                  std::string* code = nullptr) {
  v1::IssueCodeRequest request;
  request.set_request_id(world.Fresh());
  request.set_person_id(to);
  v1::IssueCodeResponse answer;
  const std::string reason =
      ReasonOf(world.Call(by, &Access::IssueCode, request, answer));
  if (code != nullptr) *code = answer.code();
  return reason;
}

std::string Exchange(SmallWorld& world, const std::string& code) {
  v1::ExchangeCodeRequest request;
  request.set_code(code);
  v1::ExchangeCodeResponse answer;
  return ReasonOf(
      world.Call(world.nobody, &Access::ExchangeCode, request, answer));
}

std::string WhoAmI(SmallWorld& world, const Person& person) {
  v1::WhoAmIResponse answer;
  return ReasonOf(
      world.Call(person, &Access::WhoAmI, v1::WhoAmIRequest(), answer));
}

std::string FileGrievance(SmallWorld& world) {
  v1::FileGrievanceRequest request;
  request.set_request_id(world.Fresh());
  request.set_grievance_class(v1::GrievanceClass::UNION);
  request.set_issue_code("ORG-TIM");
  request.set_statement("Minutage des interventions");
  request.set_remedy_sought("Cesser le minutage");
  request.set_occurred_date("2012-11-01");
  request.set_known_date("2012-11-03");
  request.set_submitted_date("2012-11-20");
  v1::GrievanceAnswer answer;
  EXPECT_EQ(ReasonOf(world.Call(world.union_rep, &Grievances::FileGrievance,
                                request, answer)),
            "OK");
  return answer.grievance().grievance_id();
}

std::string Read(SmallWorld& world, const Person& by,
                 const std::string& grievance_id) {
  v1::GetGrievanceRequest request;
  request.set_grievance_id(grievance_id);
  v1::GrievanceAnswer answer;
  return ReasonOf(world.Call(by, &Grievances::GetGrievance, request, answer));
}

// A keeper of two organisations.
Person KeeperOfBoth(SmallWorld& world, const std::string& one,
                    const std::string& other) {
  const std::string id =
      world.EnterPublicPerson(world.admin, "Gardienne des deux");
  world.MakeKeeper(id, one);
  world.MakeKeeper(id, other);
  return world.SignIn(world.admin, id);
}

TEST(Keeper, DoesNotBecomeTheOtherSideByGrantingItARoleFirst) {
  SmallWorld world;
  const std::string file = FileGrievance(world);
  ASSERT_EQ(Read(world, world.employer_rep, file), "OK");
  EXPECT_EQ(
      Grant(world, world.keeper, world.employer_rep.id, M::MEMBER, world.local),
      "KEPT_BY_ANOTHER");
  EXPECT_EQ(Issue(world, world.keeper, world.employer_rep.id), "NOT_AVAILABLE");
  // Nor do they lock anybody out by trying.
  EXPECT_EQ(Issue(world, world.employer_keeper, world.employer_rep.id), "OK");
}

TEST(Keeper, DoesNotGetHoldOfAPersonWhomAnotherOrganisationOnlyEntered) {
  SmallWorld world;
  const std::string newcomer = world.EnterPublicPerson(
      world.employer_keeper, "Nouvelle conseillère", world.employer);
  EXPECT_EQ(Grant(world, world.keeper, newcomer, M::MEMBER, world.local),
            "KEPT_BY_ANOTHER");
  EXPECT_EQ(Issue(world, world.keeper, newcomer), "NOT_AVAILABLE");
  EXPECT_EQ(Grant(world, world.employer_keeper, newcomer, M::EMPLOYER_REP,
                  world.employer),
            "OK");
}

TEST(Administrator, DoesNotBecomeARepresentativeByGrantingThemARoleFirst) {
  SmallWorld world;
  const std::string& rep = world.union_rep.id;
  for (const M::Role role : {M::AUDITOR, M::CUSTODIAN, M::ADMINISTRATOR}) {
    EXPECT_EQ(Grant(world, world.admin, rep, role), "KEPT_BY_ANOTHER")
        << M::Role_Name(role);
  }
  EXPECT_EQ(Grant(world, world.admin, rep, M::KEEPER, world.other_employer),
            "KEPT_BY_ANOTHER");
  EXPECT_EQ(Issue(world, world.admin, rep), "NOT_AVAILABLE");
  // A local's representative may become its keeper; even so the code is for
  // another keeper of the local to issue, and whoever is signed in stays so.
  EXPECT_EQ(Grant(world, world.keeper, rep, M::KEEPER, world.local), "OK");
  EXPECT_EQ(Issue(world, world.admin, rep), "KEPT_BY_ANOTHER");
  EXPECT_EQ(WhoAmI(world, world.union_rep), "OK");
  EXPECT_EQ(Issue(world, world.keeper, rep), "OK");
}

TEST(Administrator, DoesNotBecomeAKeeperWhoWasMadeARepresentativeLater) {
  SmallWorld world;
  const Person second = world.EnterKeeper("Seconde gardienne", world.local);
  std::string unused;
  ASSERT_EQ(Issue(world, world.admin, second.id, &unused), "OK");
  ASSERT_EQ(Grant(world, world.keeper, second.id, M::UNION_REP, world.local),
            "OK");
  // What the administrator issued, and may have kept, is over.
  EXPECT_EQ(Exchange(world, unused), "CODE_NOT_ACCEPTED");
  EXPECT_EQ(WhoAmI(world, second), "NOT_SIGNED_IN");
  EXPECT_EQ(Issue(world, world.admin, second.id), "KEPT_BY_ANOTHER");
  EXPECT_EQ(Issue(world, world.keeper, second.id), "OK");
}

TEST(Keeper, DoesNotGainAMandateThatIsGrantedAfterTheCodeWasIssued) {
  SmallWorld world;
  const Person both = KeeperOfBoth(world, world.local, world.other_local);
  const std::string member =
      world.EnterPublicPerson(world.keeper, "Membre du comité", world.local);
  ASSERT_EQ(Grant(world, world.keeper, member, M::MEMBER, world.local), "OK");
  const Person session = world.SignIn(world.keeper, member);
  std::string unused;
  ASSERT_EQ(Issue(world, world.keeper, member, &unused), "OK");

  ASSERT_EQ(Grant(world, both, member, M::UNION_REP, world.other_local), "OK");
  EXPECT_EQ(WhoAmI(world, session), "NOT_SIGNED_IN");
  EXPECT_EQ(Exchange(world, unused), "CODE_NOT_ACCEPTED");
  EXPECT_EQ(Issue(world, world.keeper, member), "KEPT_BY_ANOTHER");
  // Who keeps all of the person's mandates issues the code.
  std::string code;
  EXPECT_EQ(Issue(world, both, member, &code), "OK");
  EXPECT_EQ(Exchange(world, code), "OK");
}

TEST(Keeper, HasNoUseOfACodeThatTheyIssuedWhileTheyWereKeeper) {
  SmallWorld world;
  std::string unused;
  ASSERT_EQ(Issue(world, world.keeper, world.union_rep.id, &unused), "OK");
  world.RevokeMandateOf(world.admin, world.keeper.id);
  EXPECT_EQ(Exchange(world, unused), "CODE_NOT_ACCEPTED");
}

TEST(Code, OpensNothingOnceItsPersonHoldsNoMandate) {
  SmallWorld world;
  std::string unused;
  ASSERT_EQ(Issue(world, world.keeper, world.union_rep.id, &unused), "OK");
  world.RevokeMandateOf(world.keeper, world.union_rep.id);
  EXPECT_EQ(Exchange(world, unused), "CODE_NOT_ACCEPTED");
}

v1::Mandate Mandate(M::Role role, const std::string& organization_id = "") {
  v1::Mandate mandate;
  mandate.set_role(role);
  mandate.set_organization_id(organization_id);
  return mandate;
}

// The rule itself, whatever could be granted.
TEST(MayIssueCode, DemandsThatEveryMandateIsTheCallersToKeep) {
  Actor keeper;
  keeper.person_id = "keeper";
  keeper.mandates = {Mandate(M::KEEPER, "qn")};
  Actor administrator;
  administrator.person_id = "administrator";
  administrator.mandates = {Mandate(M::ADMINISTRATOR)};
  const struct {
    std::vector<v1::Mandate> held;
    const char* by_keeper;
    const char* by_administrator;
  } cases[] = {
      {{}, "NOT_AVAILABLE", "NOT_AVAILABLE"},
      {{Mandate(M::UNION_REP, "qn")}, "OK", "NOT_AVAILABLE"},
      {{Mandate(M::KEEPER, "qn")}, "OK", "OK"},
      {{Mandate(M::KEEPER, "aut")}, "NOT_AVAILABLE", "OK"},
      {{Mandate(M::KEEPER, "qn"), Mandate(M::UNION_REP, "qn")},
       "OK",
       "KEPT_BY_ANOTHER"},
      {{Mandate(M::MEMBER, "qn"), Mandate(M::EMPLOYER_REP, "csssn")},
       "KEPT_BY_ANOTHER",
       "NOT_AVAILABLE"},
      {{Mandate(M::UNION_REP, "qn"), Mandate(M::AUDITOR)},
       "KEPT_BY_ANOTHER",
       "KEPT_BY_ANOTHER"},
      {{Mandate(M::AUDITOR), Mandate(M::KEEPER, "aut")}, "NOT_AVAILABLE", "OK"},
  };
  const auto reason = [](const absl::StatusOr<M::Role>& role) {
    return role.ok() ? std::string("OK")
                     : v1::Refusal::Reason_Name(RefusalReason(role.status()));
  };
  for (const auto& each : cases) {
    SCOPED_TRACE(each.held.size());
    EXPECT_EQ(reason(MayIssueCode(keeper, "other", each.held)), each.by_keeper);
    EXPECT_EQ(reason(MayIssueCode(administrator, "other", each.held)),
              each.by_administrator);
  }
}

}  // namespace
}  // namespace entente
