// The token of a timer: long-lived, one for each person, and open to counts
// alone. permission_table_test.cc holds it against every call.

#include <gtest/gtest.h>

#include <string>

#include "absl/time/time.h"
#include "entente/v1/access_service.grpc.pb.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "proto/support/proto_time.h"
#include "tests/testing/small_world.h"

namespace entente {
namespace {

using Access = v1::AccessService::Stub;
using Deadlines = v1::DeadlineService::Stub;
using Person = SmallWorldPerson;

v1::IssueDigestTokenResponse Issue(SmallWorld& world, const Person& person) {
  v1::IssueDigestTokenRequest request;
  request.set_request_id(world.Fresh());
  v1::IssueDigestTokenResponse answer;
  EXPECT_EQ(
      ReasonOf(world.Call(person, &Access::IssueDigestToken, request, answer)),
      "OK");
  return answer;
}

std::string Digest(SmallWorld& world, const std::string& token) {
  v1::GetDigestResponse answer;
  return ReasonOf(world.Call({"", token}, &Deadlines::GetDigest,
                             v1::GetDigestRequest(), answer));
}

std::string Revoke(SmallWorld& world, const Person& by,
                   const std::string& token_id) {
  v1::RevokeTokenRequest request;
  request.set_request_id(world.Fresh());
  request.set_token_id(token_id);
  v1::TokenAnswer answer;
  return ReasonOf(world.Call(by, &Access::RevokeToken, request, answer));
}

v1::ListTokensResponse TokensOf(SmallWorld& world, const Person& by,
                                const std::string& person_id) {
  v1::ListTokensRequest request;
  request.set_person_id(person_id);
  v1::ListTokensResponse answer;
  EXPECT_EQ(ReasonOf(world.Call(by, &Access::ListTokens, request, answer)),
            "OK");
  return answer;
}

TEST(DigestToken, LastsAHundredAndEightyDaysAndSaysSo) {
  SmallWorld world;
  const absl::Time begin = world.clock().Now();
  const v1::IssueDigestTokenResponse issued = Issue(world, world.union_rep);
  const absl::Time end = begin + absl::Hours(24 * 180);
  EXPECT_EQ(FromProto(issued.token().expire_time()), end);
  EXPECT_EQ(issued.token().kind(), v1::Token::DIGEST);
  EXPECT_EQ(issued.token().state(), v1::Token::ACTIVE);
  EXPECT_TRUE(issued.token().token_digest().empty());
  EXPECT_TRUE(issued.token().code_digest().empty());
  world.clock().Set(end - absl::Seconds(1));
  v1::GetDigestResponse digest;
  ASSERT_EQ(ReasonOf(world.Call({"", issued.secret()}, &Deadlines::GetDigest,
                                v1::GetDigestRequest(), digest)),
            "OK");
  EXPECT_EQ(FromProto(digest.digest_token_expire_time()), end);
  world.clock().Set(end);
  EXPECT_EQ(Digest(world, issued.secret()), "NOT_SIGNED_IN");
}

TEST(DigestToken, IsOneForEachPerson) {
  SmallWorld world;
  const std::string first = Issue(world, world.union_rep).secret();
  const std::string other = Issue(world, world.employer_rep).secret();
  const std::string second = Issue(world, world.union_rep).secret();
  EXPECT_NE(first, second);
  EXPECT_EQ(Digest(world, first), "NOT_SIGNED_IN");
  EXPECT_EQ(Digest(world, second), "OK");
  EXPECT_EQ(Digest(world, other), "OK");
  EXPECT_EQ(world.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST(DigestToken, IsListedAsWhatItIsAndRevokedLikeOthers) {
  SmallWorld world;
  const v1::IssueDigestTokenResponse issued = Issue(world, world.union_rep);
  for (const Person& by : {world.union_rep, world.keeper, world.admin}) {
    int digests = 0;
    int sign_ins = 0;
    const v1::ListTokensResponse tokens =
        TokensOf(world, by, world.union_rep.id);
    for (const v1::Token& each : tokens.tokens()) {
      if (each.kind() == v1::Token::DIGEST) ++digests;
      if (each.kind() == v1::Token::SIGN_IN) ++sign_ins;
      EXPECT_TRUE(each.token_digest().empty());
      EXPECT_TRUE(each.code_digest().empty());
    }
    EXPECT_EQ(digests, 1);
    EXPECT_EQ(sign_ins, tokens.tokens_size() - 1);
    EXPECT_GE(sign_ins, 1);
  }
  const std::string& id = issued.token().token_id();
  EXPECT_EQ(Revoke(world, world.employer_rep, id), "NOT_AVAILABLE");
  EXPECT_EQ(Digest(world, issued.secret()), "OK");
  EXPECT_EQ(Revoke(world, world.keeper, id), "OK");
  EXPECT_EQ(Digest(world, issued.secret()), "NOT_SIGNED_IN");
  const v1::IssueDigestTokenResponse again = Issue(world, world.union_rep);
  EXPECT_EQ(Revoke(world, world.union_rep, again.token().token_id()), "OK");
  EXPECT_EQ(Digest(world, again.secret()), "NOT_SIGNED_IN");
}

TEST(DigestToken, OutlivesTheSessionThatAskedForIt) {
  SmallWorld world;
  const std::string token = Issue(world, world.union_rep).secret();
  // Signing out revokes the session alone.
  EXPECT_EQ(Revoke(world, world.union_rep, ""), "OK");
  EXPECT_EQ(Digest(world, token), "OK");
  world.clock().Advance(absl::Hours(24 * 90));
  EXPECT_EQ(Digest(world, token), "OK");
}

TEST(DigestToken, OpensNothingWithoutTheMandate) {
  SmallWorld world;
  const std::string token = Issue(world, world.union_rep).secret();
  world.RevokeMandateOf(world.keeper, world.union_rep.id);
  EXPECT_EQ(Digest(world, token), "NOT_AVAILABLE");
}

TEST(DigestToken, IsShownOnceAndNotByADryRun) {
  SmallWorld world;
  const std::string before = Issue(world, world.union_rep).secret();
  v1::IssueDigestTokenRequest request;
  request.set_request_id(world.Fresh());
  request.set_validate_only(true);
  v1::IssueDigestTokenResponse tried;
  ASSERT_EQ(ReasonOf(world.Call(world.union_rep, &Access::IssueDigestToken,
                                request, tried)),
            "OK");
  EXPECT_EQ(tried.secret(), "");
  EXPECT_EQ(Digest(world, before), "OK");

  request.set_validate_only(false);
  v1::IssueDigestTokenResponse first;
  v1::IssueDigestTokenResponse second;
  ASSERT_EQ(ReasonOf(world.Call(world.union_rep, &Access::IssueDigestToken,
                                request, first)),
            "OK");
  ASSERT_EQ(ReasonOf(world.Call(world.union_rep, &Access::IssueDigestToken,
                                request, second)),
            "OK");
  EXPECT_TRUE(second.replayed());
  EXPECT_EQ(second.secret(), "");
  EXPECT_EQ(second.token().token_id(), first.token().token_id());
  EXPECT_EQ(Digest(world, first.secret()), "OK");
}

// A code that is presented twice was in other hands, which may have asked for
// a token that lasts.
TEST(DigestToken, EndsWithAnAlarm) {
  SmallWorld world;
  const std::string code = world.IssueCode(world.keeper, world.union_rep.id);
  v1::ExchangeCodeRequest exchange;
  exchange.set_code(code);
  v1::ExchangeCodeResponse stolen;
  ASSERT_EQ(ReasonOf(world.Call(world.nobody, &Access::ExchangeCode, exchange,
                                stolen)),
            "OK");
  const std::string token =
      Issue(world, {world.union_rep.id, stolen.token()}).secret();
  const std::string other = Issue(world, world.employer_rep).secret();
  EXPECT_EQ(Digest(world, token), "OK");
  EXPECT_EQ(ReasonOf(world.Call(world.nobody, &Access::ExchangeCode, exchange,
                                stolen)),
            "CODE_NOT_ACCEPTED");
  EXPECT_EQ(Digest(world, token), "NOT_SIGNED_IN");
  EXPECT_EQ(Digest(world, other), "OK");
  EXPECT_EQ(world.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

// A grant that ends a session for its issuer's sake ends this one with it: who
// issued the code of the session counts for both.
TEST(DigestToken, GoesBackToWhoIssuedTheCodeOfTheSession) {
  SmallWorld world;
  const v1::IssueDigestTokenResponse issued = Issue(world, world.union_rep);
  EXPECT_EQ(issued.token().issued_by_id(), world.keeper.id);
  EXPECT_EQ(issued.token().person_id(), world.union_rep.id);
}

// A secret is not a code.
TEST(DigestToken, IsNotExchanged) {
  SmallWorld world;
  v1::ExchangeCodeRequest exchange;
  exchange.set_code(Issue(world, world.union_rep).secret());
  v1::ExchangeCodeResponse answer;
  EXPECT_EQ(ReasonOf(world.Call(world.nobody, &Access::ExchangeCode, exchange,
                                answer)),
            "CODE_NOT_ACCEPTED");
}

}  // namespace
}  // namespace entente
