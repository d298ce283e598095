// In which role an act is recorded: the one that gave the right to it, also of
// somebody who holds others at the same organisation.

#include <gtest/gtest.h>

#include <string>

#include "entente/v1/access_service.grpc.pb.h"
#include "entente/v1/directory_service.grpc.pb.h"
#include "storage/event_log.h"
#include "tests/testing/small_world.h"

namespace entente {
namespace {

using Access = v1::AccessService::Stub;
using Directory = v1::DirectoryService::Stub;
using Person = SmallWorldPerson;
using M = v1::Mandate;

class RecordedAsTest : public testing::Test {
 protected:
  // The local's representative, who was made its keeper afterwards; who is
  // signed in stays so.
  RecordedAsTest() : both_(world_.union_rep) {
    world_.Grant(world_.keeper, both_.id, M::KEEPER, world_.local);
  }

  // The role of the latest event of a record.
  std::string RoleOf(const std::string& record_id) {
    std::string role;
    EXPECT_TRUE(world_.server()
                    .store()
                    .database()
                    .Read([&](Snapshot& snapshot) {
                      const auto page = ListEvents(snapshot, record_id, 0, 100);
                      if (!page.ok()) return page.status();
                      if (!page->events.empty()) {
                        role = M::Role_Name(page->events.back().recorded_as());
                      }
                      return absl::OkStatus();
                    })
                    .ok());
    return role;
  }

  SmallWorld world_;
  const Person both_;
};

TEST_F(RecordedAsTest, AKeepersActsAreAKeepersAlsoOfARepresentative) {
  EXPECT_EQ(RoleOf(world_.EnterOrganization(both_, v1::Organization::FIRM, "X",
                                            "Firme (fictive)")),
            "KEEPER");
  const std::string person =
      world_.EnterPublicPerson(both_, "Agente", world_.local);
  EXPECT_EQ(RoleOf(person), "KEEPER");
  const std::string mandate =
      world_.Grant(both_, person, M::UNION_REP, world_.local);
  EXPECT_EQ(RoleOf(mandate), "KEEPER");
  EXPECT_EQ(
      RoleOf(world_.EnterAgreement(both_, world_.local, world_.other_employer)),
      "KEEPER");

  v1::IssueCodeRequest issue;
  issue.set_request_id(world_.Fresh());
  issue.set_person_id(person);
  v1::IssueCodeResponse issued;
  ASSERT_EQ(ReasonOf(world_.Call(both_, &Access::IssueCode, issue, issued)),
            "OK");
  EXPECT_EQ(RoleOf(issued.token().token_id()), "KEEPER");
  v1::RevokeTokenRequest revoke;
  revoke.set_request_id(world_.Fresh());
  revoke.set_token_id(issued.token().token_id());
  v1::TokenAnswer revoked;
  ASSERT_EQ(ReasonOf(world_.Call(both_, &Access::RevokeToken, revoke, revoked)),
            "OK");
  EXPECT_EQ(RoleOf(revoke.token_id()), "KEEPER");
  world_.RevokeMandateOf(both_, person);
  EXPECT_EQ(RoleOf(mandate), "KEEPER");
}

TEST_F(RecordedAsTest, ARepresentativeReadsASealedNameAsSuch) {
  const std::string sealed = world_.EnterSealedPerson(
      both_, "Nom scellé", "Infirmière A", world_.local);
  v1::UnsealPersonRequest request;
  request.set_person_id(sealed);
  v1::PersonAnswer answer;
  ASSERT_EQ(
      ReasonOf(world_.Call(both_, &Directory::UnsealPerson, request, answer)),
      "OK");
  EXPECT_EQ(RoleOf(sealed), "UNION_REP");
}

TEST_F(RecordedAsTest, TheSecondPersonDecidesAsKeeperAndACustodianReadsAsSuch) {
  const std::string sealed = world_.EnterSealedPerson(
      both_, "Nom scellé", "Infirmière A", world_.local);
  // Keeper of another local first, custodian afterwards.
  const Person custodian =
      world_.EnterKeeper("Dépositaire", world_.other_local);
  world_.Grant(world_.admin, custodian.id, M::CUSTODIAN);
  v1::RequestUnsealRequest ask;
  ask.set_request_id(world_.Fresh());
  ask.set_person_id(sealed);
  ask.set_reason("Ordonnance");
  v1::UnsealRequestAnswer asked;
  ASSERT_EQ(
      ReasonOf(world_.Call(custodian, &Directory::RequestUnseal, ask, asked)),
      "OK");
  const std::string id = asked.unseal_request().unseal_request_id();
  EXPECT_EQ(RoleOf(id), "CUSTODIAN");
  v1::ApproveUnsealRequest approve;
  approve.set_request_id(world_.Fresh());
  approve.set_unseal_request_id(id);
  ASSERT_EQ(
      ReasonOf(world_.Call(both_, &Directory::ApproveUnseal, approve, asked)),
      "OK");
  EXPECT_EQ(RoleOf(id), "KEEPER");
  v1::UnsealPersonRequest read;
  read.set_person_id(sealed);
  v1::PersonAnswer answer;
  ASSERT_EQ(
      ReasonOf(world_.Call(custodian, &Directory::UnsealPerson, read, answer)),
      "OK");
  EXPECT_EQ(RoleOf(id), "CUSTODIAN");
  EXPECT_EQ(RoleOf(sealed), "CUSTODIAN");
}

TEST_F(RecordedAsTest, AnAdministratorsActsAreAnAdministrators) {
  const std::string person = world_.EnterPublicPerson(world_.admin, "Anne");
  EXPECT_EQ(RoleOf(person), "ADMINISTRATOR");
  EXPECT_EQ(RoleOf(world_.Grant(world_.admin, person, M::KEEPER,
                                world_.other_employer)),
            "ADMINISTRATOR");
}

TEST_F(RecordedAsTest, OnesOwnCredentialIsRevokedByNoRole) {
  v1::RevokeTokenRequest revoke;
  revoke.set_request_id(world_.Fresh());
  v1::TokenAnswer revoked;
  ASSERT_EQ(ReasonOf(world_.Call(both_, &Access::RevokeToken, revoke, revoked)),
            "OK");
  EXPECT_EQ(RoleOf(revoked.token().token_id()), "ROLE_UNSPECIFIED");
}

}  // namespace
}  // namespace entente
