#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "entente/v1/access_service.grpc.pb.h"
#include "storage/event_log.h"
#include "tests/testing/small_world.h"

namespace entente {
namespace {

using Access = v1::AccessService::Stub;
using Directory = v1::DirectoryService::Stub;

grpc::Status WhoAmI(SmallWorld& world, const SmallWorldPerson& person,
                    v1::WhoAmIResponse& answer) {
  return world.Call(person, &Access::WhoAmI, v1::WhoAmIRequest(), answer);
}

Refused Exchange(SmallWorld& world, const std::string& code) {
  v1::ExchangeCodeRequest request;
  request.set_code(code);
  v1::ExchangeCodeResponse answer;
  return RefusedBy(
      world.Call(world.nobody, &Access::ExchangeCode, request, answer));
}

TEST(WhoAmI, NamesThePersonAndTheMandatesThatStand) {
  SmallWorld world;
  v1::WhoAmIResponse answer;
  ASSERT_TRUE(WhoAmI(world, world.union_rep, answer).ok());
  EXPECT_EQ(answer.person().public_name(), "Agente de griefs");
  ASSERT_EQ(answer.mandates_size(), 1);
  EXPECT_EQ(answer.mandates(0).mandate().role(), v1::Mandate::UNION_REP);
  EXPECT_EQ(answer.mandates(0).organization_name(),
            "Syndicat des travailleuses et travailleurs du CSSS Québec-Nord");
}

TEST(Token, IsRefusedWithOneTextForAllCauses) {
  SmallWorld world;
  v1::WhoAmIResponse answer;
  const Refused missing = RefusedBy(WhoAmI(world, world.nobody, answer));
  EXPECT_EQ(missing.code, grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(missing.reason, "NOT_SIGNED_IN");
  const Refused foreign =
      RefusedBy(WhoAmI(world, {"", std::string(43, 'A')}, answer));
  EXPECT_EQ(foreign.details, missing.details);
  EXPECT_EQ(
      RefusedBy(WhoAmI(world, {"", std::string(5000, 'A')}, answer)).details,
      missing.details);

  v1::RevokeTokenRequest revoke;
  revoke.set_request_id(world.Fresh());
  v1::TokenAnswer revoked;
  ASSERT_TRUE(
      world.Call(world.employer_rep, &Access::RevokeToken, revoke, revoked)
          .ok());
  EXPECT_EQ(revoked.token().state(), v1::Token::REVOKED);
  EXPECT_EQ(RefusedBy(WhoAmI(world, world.employer_rep, answer)).details,
            missing.details);

  world.clock().Advance(absl::Hours(13));
  EXPECT_EQ(RefusedBy(WhoAmI(world, world.union_rep, answer)).details,
            missing.details);
}

TEST(Token, OfAnOfficeDayStillOpensCallsAfterElevenHours) {
  SmallWorld world;
  world.clock().Advance(absl::Hours(11));
  v1::WhoAmIResponse answer;
  EXPECT_TRUE(WhoAmI(world, world.union_rep, answer).ok());
}

TEST(ExchangeCode, ForgivesHowACodeIsTyped) {
  SmallWorld world;
  std::string code = world.IssueCode(world.keeper, world.union_rep.id);
  EXPECT_EQ(code.size(), 29u);
  for (char& c : code) c = c == '-' ? ' ' : toupper(c);
  v1::ExchangeCodeRequest request;
  request.set_code(code);
  v1::ExchangeCodeResponse answer;
  ASSERT_TRUE(
      world.Call(world.nobody, &Access::ExchangeCode, request, answer).ok());
  EXPECT_EQ(answer.person_id(), world.union_rep.id);
  EXPECT_EQ(answer.public_name(), "Agente de griefs");
  EXPECT_EQ(answer.token().size(), 43u);
}

TEST(ExchangeCode, RefusesUnknownExpiredAndUsedCodesWithOneText) {
  SmallWorld world;
  const Refused unknown = Exchange(world, "00000-00000-00000-00000-00000");
  EXPECT_EQ(unknown.code, grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(unknown.reason, "CODE_NOT_ACCEPTED");
  EXPECT_EQ(Exchange(world, "").details, unknown.details);
  EXPECT_EQ(Exchange(world, std::string(100000, 'x')).details, unknown.details);

  const std::string used = world.IssueCode(world.keeper, world.union_rep.id);
  EXPECT_EQ(Exchange(world, used).code, grpc::StatusCode::OK);
  EXPECT_EQ(Exchange(world, used).details, unknown.details);

  const std::string expired = world.IssueCode(world.keeper, world.union_rep.id);
  world.clock().Advance(absl::Hours(73));
  EXPECT_EQ(Exchange(world, expired).details, unknown.details);
}

TEST(ExchangeCode, OfAUsedCodeRevokesItsTokenAndRecordsAnAlarmOnce) {
  SmallWorld world;
  const std::string code = world.IssueCode(world.keeper, world.union_rep.id);
  v1::ExchangeCodeRequest request;
  request.set_code(code);
  v1::ExchangeCodeResponse answer;
  ASSERT_TRUE(
      world.Call(world.nobody, &Access::ExchangeCode, request, answer).ok());
  const SmallWorldPerson bearer{answer.person_id(), answer.token()};
  v1::WhoAmIResponse who;
  ASSERT_TRUE(WhoAmI(world, bearer, who).ok());

  EXPECT_EQ(Exchange(world, code).reason, "CODE_NOT_ACCEPTED");
  EXPECT_EQ(Exchange(world, code).reason, "CODE_NOT_ACCEPTED");
  EXPECT_EQ(RefusedBy(WhoAmI(world, bearer, who)).reason, "NOT_SIGNED_IN");

  v1::ListTokensRequest list;
  list.set_person_id(world.union_rep.id);
  v1::ListTokensResponse tokens;
  ASSERT_TRUE(world.Call(world.admin, &Access::ListTokens, list, tokens).ok());
  int alarms = 0;
  std::string token_id;
  for (const v1::Token& token : tokens.tokens()) {
    EXPECT_TRUE(token.code_digest().empty());
    EXPECT_TRUE(token.token_digest().empty());
    if (!token.has_alarm_time()) continue;
    ++alarms;
    token_id = token.token_id();
    EXPECT_EQ(token.state(), v1::Token::REVOKED);
  }
  EXPECT_EQ(alarms, 1);
  ASSERT_TRUE(world.server()
                  .store()
                  .database()
                  .Read([&](Snapshot& snapshot) {
                    const auto page = ListEvents(snapshot, token_id, 0, 10);
                    if (!page.ok()) return page.status();
                    EXPECT_EQ(page->events.size(), 3u);
                    EXPECT_EQ(page->events.back().move(),
                              v1::Event::CODE_ALARM);
                    return absl::OkStatus();
                  })
                  .ok());
}

TEST(IssueCode, ShowsTheCodeOnceAndNamesTheCredentialWhenReplayed) {
  SmallWorld world;
  v1::IssueCodeRequest request;
  request.set_request_id(world.Fresh());
  request.set_person_id(world.union_rep.id);
  v1::IssueCodeResponse first;
  ASSERT_TRUE(
      world.Call(world.keeper, &Access::IssueCode, request, first).ok());
  EXPECT_FALSE(first.code().empty());
  v1::IssueCodeResponse again;
  ASSERT_TRUE(
      world.Call(world.keeper, &Access::IssueCode, request, again).ok());
  EXPECT_TRUE(again.replayed());
  EXPECT_TRUE(again.code().empty());
  EXPECT_EQ(again.token().token_id(), first.token().token_id());
}

TEST(IssueCode, IsForThoseWhomTheCallerSeesTo) {
  SmallWorld world;
  const auto issue = [&](const SmallWorldPerson& by, const std::string& to) {
    v1::IssueCodeRequest request;
    request.set_request_id(world.Fresh());
    request.set_person_id(to);
    v1::IssueCodeResponse answer;
    return RefusedBy(world.Call(by, &Access::IssueCode, request, answer));
  };
  EXPECT_EQ(issue(world.keeper, world.union_rep.id).code, grpc::StatusCode::OK);
  EXPECT_EQ(issue(world.keeper, world.keeper.id).reason, "SELF_GRANT");
  EXPECT_EQ(issue(world.admin, world.keeper.id).code, grpc::StatusCode::OK);
  EXPECT_EQ(issue(world.admin, world.auditor.id).code, grpc::StatusCode::OK);
  const Refused foreign = issue(world.keeper, world.employer_rep.id);
  EXPECT_EQ(foreign.reason, "NOT_AVAILABLE");
  EXPECT_EQ(issue(world.keeper, "nobody-of-this-id").details, foreign.details);
  // The administrator cannot become a representative.
  EXPECT_EQ(issue(world.admin, world.union_rep.id).details, foreign.details);
}

TEST(RevokeToken, IsForTheBearerTheKeeperAndTheAdministrator) {
  SmallWorld world;
  v1::ListTokensResponse tokens;
  ASSERT_TRUE(world
                  .Call(world.union_rep, &Access::ListTokens,
                        v1::ListTokensRequest(), tokens)
                  .ok());
  ASSERT_EQ(tokens.tokens_size(), 1);
  const auto revoke = [&](const SmallWorldPerson& by) {
    v1::RevokeTokenRequest request;
    request.set_request_id(world.Fresh());
    request.set_token_id(tokens.tokens(0).token_id());
    v1::TokenAnswer answer;
    return RefusedBy(world.Call(by, &Access::RevokeToken, request, answer));
  };
  EXPECT_EQ(revoke(world.other_keeper).reason, "NOT_AVAILABLE");
  EXPECT_EQ(revoke(world.employer_rep).reason, "NOT_AVAILABLE");
  EXPECT_EQ(revoke(world.keeper).code, grpc::StatusCode::OK);
  EXPECT_EQ(revoke(world.admin).reason, "WRONG_STATE");
}

TEST(ListTokens, ShowsAKeeperTheAlarmsOfThoseWhomTheyKeep) {
  SmallWorld world;
  const std::string code = world.IssueCode(world.keeper, world.union_rep.id);
  EXPECT_EQ(Exchange(world, code).code, grpc::StatusCode::OK);
  EXPECT_EQ(Exchange(world, code).reason, "CODE_NOT_ACCEPTED");
  const auto list = [&](const SmallWorldPerson& by, int page_size) {
    std::vector<v1::Token> tokens;
    v1::ListTokensRequest request;
    request.set_page_size(page_size);
    v1::ListTokensResponse answer;
    do {
      answer.Clear();
      EXPECT_TRUE(world.Call(by, &Access::ListTokens, request, answer).ok());
      tokens.insert(tokens.end(), answer.tokens().begin(),
                    answer.tokens().end());
      request.set_page_token(answer.next_page_token());
    } while (!answer.next_page_token().empty());
    return tokens;
  };
  for (const int page_size : {1, 200}) {
    // The keeper's own, the representative's first, and the one in alarm.
    const std::vector<v1::Token> tokens = list(world.keeper, page_size);
    ASSERT_EQ(tokens.size(), 3u);
    EXPECT_EQ(tokens[0].person_id(), world.union_rep.id);
    EXPECT_TRUE(tokens[0].has_alarm_time());
    EXPECT_TRUE(tokens[0].code_digest().empty());
    EXPECT_FALSE(tokens[1].has_alarm_time());
  }
  for (const SmallWorldPerson& other :
       {world.other_keeper, world.employer_keeper, world.employer_rep}) {
    for (const v1::Token& token : list(other, 200)) {
      EXPECT_NE(token.person_id(), world.union_rep.id);
    }
  }
}

TEST(ListTokens, ShowsOnesOwnAndAllToAdministratorsAndAuditors) {
  SmallWorld world;
  const auto count = [&](const SmallWorldPerson& by, const std::string& of) {
    v1::ListTokensRequest request;
    request.set_page_size(200);
    request.set_person_id(of);
    v1::ListTokensResponse answer;
    EXPECT_TRUE(world.Call(by, &Access::ListTokens, request, answer).ok());
    return answer.tokens_size();
  };
  EXPECT_EQ(count(world.union_rep, ""), 1);
  EXPECT_EQ(count(world.union_rep, world.keeper.id), 0);
  EXPECT_EQ(count(world.employer_rep, world.union_rep.id), 0);
  EXPECT_EQ(count(world.union_rep, world.other_rep.id), 0);
  EXPECT_GT(count(world.admin, ""), 10);
  EXPECT_EQ(count(world.auditor, ""), count(world.admin, ""));
  EXPECT_EQ(count(world.auditor, world.union_rep.id), 1);
}

TEST(RevokeMandate, HasEffectOnTheNextCall) {
  SmallWorld world;
  v1::CreatePersonRequest create;
  create.set_request_id(world.Fresh());
  create.mutable_person()->set_member_name("Membre");
  v1::PersonAnswer person;
  ASSERT_TRUE(
      world.Call(world.union_rep, &Directory::CreatePerson, create, person)
          .ok());
  world.RevokeMandateOf(world.keeper, world.union_rep.id);
  v1::WhoAmIResponse who;
  ASSERT_TRUE(WhoAmI(world, world.union_rep, who).ok());
  EXPECT_EQ(who.mandates_size(), 0);
  create.set_request_id(world.Fresh());
  EXPECT_EQ(RefusedBy(world.Call(world.union_rep, &Directory::CreatePerson,
                                 create, person))
                .reason,
            "ROLE_REQUIRED");
  v1::GetPersonRequest get;
  get.set_person_id(person.person().person_id());
  EXPECT_EQ(
      RefusedBy(world.Call(world.union_rep, &Directory::GetPerson, get, person))
          .reason,
      "NOT_AVAILABLE");
}

}  // namespace
}  // namespace entente
