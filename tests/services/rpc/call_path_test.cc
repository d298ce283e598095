// What holds for every call, shown on calls of the directory.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "entente/v1/grievance_service.grpc.pb.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "services/rpc/admission.h"
#include "storage/store.h"
#include "storage/verify.h"
#include "tests/testing/small_world.h"

namespace entente {
namespace {

using Access = v1::AccessService::Stub;
using Directory = v1::DirectoryService::Stub;
using Person = SmallWorldPerson;

v1::CreatePersonRequest NewMember(SmallWorld& world, const std::string& name) {
  v1::CreatePersonRequest request;
  request.set_request_id(world.Fresh());
  request.mutable_person()->set_member_name(name);
  return request;
}

Refused Create(SmallWorld& world, const Person& by,
               const v1::CreatePersonRequest& request,
               v1::PersonAnswer& answer) {
  return RefusedBy(world.Call(by, &Directory::CreatePerson, request, answer));
}

int CountPersons(SmallWorld& world, const Person& by) {
  v1::ListPersonsRequest request;
  request.set_page_size(200);
  v1::ListPersonsResponse answer;
  EXPECT_TRUE(world.Call(by, &Directory::ListPersons, request, answer).ok());
  return answer.persons_size();
}

TEST(Idempotency, AnswersARepeatedCallWithTheSameRecordAndSaysSo) {
  SmallWorld world;
  const v1::CreatePersonRequest request = NewMember(world, "Membre");
  v1::PersonAnswer first, again;
  EXPECT_EQ(Create(world, world.union_rep, request, first).reason, "");
  EXPECT_EQ(Create(world, world.union_rep, request, again).reason, "");
  EXPECT_FALSE(first.replayed());
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.person().SerializeAsString(),
            first.person().SerializeAsString());
  EXPECT_FALSE(first.person().etag().empty());
}

TEST(Idempotency, RefusesAnIdReusedWithOtherContent) {
  SmallWorld world;
  v1::CreatePersonRequest request = NewMember(world, "Membre");
  v1::PersonAnswer answer;
  EXPECT_EQ(Create(world, world.union_rep, request, answer).reason, "");
  request.mutable_person()->set_member_name("Autre");
  const Refused refused = Create(world, world.union_rep, request, answer);
  EXPECT_EQ(refused.code, grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(refused.reason, "REQUEST_ID_REUSED");
}

TEST(Idempotency, IsOfOnePersonAndOneCall) {
  SmallWorld world;
  const v1::CreatePersonRequest request = NewMember(world, "Membre");
  v1::PersonAnswer mine, theirs;
  EXPECT_EQ(Create(world, world.union_rep, request, mine).reason, "");
  EXPECT_EQ(Create(world, world.other_rep, request, theirs).reason, "");
  EXPECT_FALSE(theirs.replayed());
  EXPECT_NE(mine.person().person_id(), theirs.person().person_id());
}

TEST(Idempotency, AuthorisesAReplayAfresh) {
  SmallWorld world;
  const v1::CreatePersonRequest request = NewMember(world, "Membre");
  v1::PersonAnswer answer;
  EXPECT_EQ(Create(world, world.union_rep, request, answer).reason, "");
  world.RevokeMandateOf(world.keeper, world.union_rep.id);
  EXPECT_EQ(Create(world, world.union_rep, request, answer).code,
            grpc::StatusCode::PERMISSION_DENIED);
}

TEST(Idempotency, KeepsAnIdForThirtyDays) {
  SmallWorld world;
  const v1::CreatePersonRequest request = NewMember(world, "Membre");
  v1::PersonAnswer first, again;
  EXPECT_EQ(Create(world, world.union_rep, request, first).reason, "");
  world.clock().Advance(absl::Hours(24 * 30 - 11));
  const Person keeper = world.SignIn(world.admin, world.keeper.id);
  const Person rep = world.SignIn(keeper, world.union_rep.id);
  EXPECT_EQ(Create(world, rep, request, again).reason, "");
  EXPECT_TRUE(again.replayed());
  world.clock().Advance(absl::Hours(11));
  EXPECT_EQ(Create(world, rep, request, again).reason, "");
  EXPECT_FALSE(again.replayed());
}

TEST(RequestId, IsRequiredAndOfPlainCharacters) {
  SmallWorld world;
  v1::CreatePersonRequest request = NewMember(world, "Membre");
  v1::PersonAnswer answer;
  const auto refused = [&](const std::string& id) {
    request.set_request_id(id);
    const Refused seen = Create(world, world.union_rep, request, answer);
    EXPECT_EQ(seen.field, "request_id");
    return seen.reason;
  };
  EXPECT_EQ(refused(""), "FIELD_REQUIRED");
  EXPECT_EQ(refused("a b"), "FIELD_BAD_CHARACTER");
  EXPECT_EQ(refused("é"), "FIELD_BAD_CHARACTER");
  EXPECT_EQ(refused(std::string(65, 'a')), "FIELD_TOO_LONG");
}

TEST(ValidateOnly, ChecksEverythingAndKeepsNothing) {
  SmallWorld world;
  const int before = CountPersons(world, world.union_rep);
  v1::CreatePersonRequest request = NewMember(world, "Membre");
  request.set_validate_only(true);
  v1::PersonAnswer answer;
  EXPECT_EQ(Create(world, world.union_rep, request, answer).reason, "");
  EXPECT_EQ(answer.person().member_name(), "Membre");
  EXPECT_EQ(CountPersons(world, world.union_rep), before);
  // Nor was the request id used up.
  request.set_validate_only(false);
  EXPECT_EQ(Create(world, world.union_rep, request, answer).reason, "");
  EXPECT_FALSE(answer.replayed());
  EXPECT_EQ(CountPersons(world, world.union_rep), before + 1);
  request.set_validate_only(true);
  request.set_request_id(world.Fresh());
  request.mutable_person()->clear_member_name();
  EXPECT_EQ(Create(world, world.union_rep, request, answer).reason,
            "FIELD_REQUIRED");
}

TEST(Etag, RefusesAChangeOfWhatChangedMeanwhile) {
  SmallWorld world;
  const v1::Mandate mandate = world.MandateOf(world.keeper, world.union_rep.id);
  v1::RevokeMandateRequest revoke;
  revoke.set_request_id(world.Fresh());
  revoke.set_mandate_id(mandate.mandate_id());
  revoke.set_etag("stale");
  v1::MandateAnswer answer;
  const Refused refused = RefusedBy(
      world.Call(world.keeper, &Directory::RevokeMandate, revoke, answer));
  EXPECT_EQ(refused.code, grpc::StatusCode::ABORTED);
  EXPECT_EQ(refused.reason, "CHANGED_MEANWHILE");
  revoke.set_etag(mandate.etag());
  EXPECT_TRUE(
      world.Call(world.keeper, &Directory::RevokeMandate, revoke, answer).ok());
}

TEST(PageToken, WalksAListWithoutGapOrRepetition) {
  SmallWorld world;
  std::vector<std::string> codes;
  v1::ListOrganizationsRequest request;
  request.set_page_size(2);
  while (true) {
    v1::ListOrganizationsResponse page;
    ASSERT_TRUE(
        world
            .Call(world.union_rep, &Directory::ListOrganizations, request, page)
            .ok());
    for (const auto& each : page.organizations()) codes.push_back(each.code());
    if (page.next_page_token().empty()) break;
    request.set_page_token(page.next_page_token());
  }
  EXPECT_EQ(codes, std::vector<std::string>(
                       {"AUT", "CSSS-AUT", "CSSSN", "CSSSN-SAD", "FSQ", "QN"}));
}

TEST(PageToken, IsOfItsCallerAndQueryAndCannotBeAltered) {
  SmallWorld world;
  v1::ListPersonsRequest request;
  request.set_page_size(1);
  v1::ListPersonsResponse page;
  ASSERT_TRUE(
      world.Call(world.union_rep, &Directory::ListPersons, request, page).ok());
  const std::string token = page.next_page_token();
  ASSERT_FALSE(token.empty());
  const auto refused = [&](const Person& by, const std::string& page_token,
                           const std::string& organization) {
    request.set_page_token(page_token);
    request.set_organization_id(organization);
    return RefusedBy(world.Call(by, &Directory::ListPersons, request, page))
        .reason;
  };
  EXPECT_EQ(refused(world.union_rep, token, ""), "");
  EXPECT_EQ(refused(world.other_rep, token, ""), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(refused(world.union_rep, token, "QN"), "PAGE_TOKEN_INVALID");
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string altered = token;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    if (i + 1 == token.size()) continue;  // May hold unused bits.
    EXPECT_EQ(refused(world.union_rep, altered, ""), "PAGE_TOKEN_INVALID");
  }
  EXPECT_EQ(refused(world.union_rep, "!", ""), "PAGE_TOKEN_INVALID");
  v1::ListMandatesRequest other;
  other.set_page_token(token);
  v1::ListMandatesResponse answer;
  EXPECT_EQ(RefusedBy(world.Call(world.union_rep, &Directory::ListMandates,
                                 other, answer))
                .reason,
            "PAGE_TOKEN_INVALID");
}

TEST(PageSize, OutsideItsBoundsIsRefused) {
  SmallWorld world;
  for (const int size : {-1, 201}) {
    v1::ListPersonsRequest request;
    request.set_page_size(size);
    v1::ListPersonsResponse answer;
    const Refused refused = RefusedBy(
        world.Call(world.union_rep, &Directory::ListPersons, request, answer));
    EXPECT_EQ(refused.reason, "NUMBER_OUT_OF_RANGE");
    EXPECT_EQ(refused.field, "page_size");
  }
}

TEST(Refusal, IsTheSameForForbiddenAndAbsent) {
  SmallWorld world;
  const std::string member =
      world.EnterMember(world.union_rep, "Membre caché", world.local);
  const std::string sealed = world.EnterSealedPerson(
      world.union_rep, "Nom scellé", "Infirmière A", world.local);
  const auto get = [&](const std::string& id) {
    v1::GetPersonRequest request;
    request.set_person_id(id);
    v1::PersonAnswer answer;
    return world.Call(world.employer_rep, &Directory::GetPerson, request,
                      answer, "fr");
  };
  const auto unseal = [&](const std::string& id) {
    v1::UnsealPersonRequest request;
    request.set_person_id(id);
    v1::PersonAnswer answer;
    return world.Call(world.employer_rep, &Directory::UnsealPerson, request,
                      answer, "fr");
  };
  const grpc::Status absent = get(std::string(26, 'a'));
  EXPECT_EQ(absent.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(RefusedBy(absent).reason, "NOT_AVAILABLE");
  for (const grpc::Status& status :
       {get(member), get(sealed), unseal(member), unseal(sealed),
        unseal(std::string(26, 'a'))}) {
    EXPECT_EQ(status.error_code(), absent.error_code());
    EXPECT_EQ(status.error_message(), absent.error_message());
    EXPECT_EQ(status.error_details(), absent.error_details());
  }
}

TEST(Refusal, SpeaksTheCallersLanguage) {
  SmallWorld world;
  v1::GetPersonRequest request;
  request.set_person_id("absent");
  v1::PersonAnswer answer;
  const Refused french = RefusedBy(world.Call(
      world.keeper, &Directory::GetPerson, request, answer, "fr-CA"));
  const Refused english = RefusedBy(
      world.Call(world.keeper, &Directory::GetPerson, request, answer, "en"));
  EXPECT_EQ(french.locale, "fr-CA");
  EXPECT_EQ(english.locale, "en-CA");
  EXPECT_NE(french.sentence, english.sentence);
  EXPECT_EQ(french.reason, english.reason);
}

TEST(Request, OfAMillionEntriesIsRefusedAndTheServerGoesOn) {
  SmallWorld world;
  v1::ListGrievancesRequest request;
  for (int i = 0; i < 1000000; ++i) {
    request.add_states(v1::Grievance::FILED);
  }
  v1::ListGrievancesResponse answer;
  const Refused refused = RefusedBy(
      world.Call(world.union_rep, &v1::GrievanceService::Stub::ListGrievances,
                 request, answer));
  EXPECT_EQ(refused.code, grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(refused.reason, "REQUEST_TOO_LARGE");
  v1::WhoAmIResponse who;
  EXPECT_TRUE(
      world.Call(world.union_rep, &Access::WhoAmI, v1::WhoAmIRequest(), who)
          .ok());
}

TEST(Request, LargerThanTheTransportTakesIsRefusedWithoutHarm) {
  SmallWorld world;
  v1::CreatePersonRequest request = NewMember(world, std::string(5 << 20, 'x'));
  v1::PersonAnswer answer;
  EXPECT_EQ(Create(world, world.union_rep, request, answer).code,
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  v1::WhoAmIResponse who;
  EXPECT_TRUE(
      world.Call(world.union_rep, &Access::WhoAmI, v1::WhoAmIRequest(), who)
          .ok());
}

TEST(Request, WithControlCharactersNamesTheField) {
  SmallWorld world;
  for (const char* name :
       {"a\x01", "a\x7f", "a\nb", "\u202Eevil", "a\u2066b", "a\u0085"}) {
    v1::PersonAnswer answer;
    const Refused refused =
        Create(world, world.union_rep, NewMember(world, name), answer);
    EXPECT_EQ(refused.reason, "FIELD_BAD_CHARACTER");
    EXPECT_EQ(refused.field, "person.member_name");
  }
  v1::PersonAnswer answer;
  EXPECT_EQ(Create(world, world.union_rep,
                   NewMember(world, std::string(201, 'e')), answer)
                .reason,
            "FIELD_TOO_LONG");
  // Counted in characters, not in bytes.
  std::string accents;
  for (int i = 0; i < 200; ++i) accents += "é";
  EXPECT_EQ(
      Create(world, world.union_rep, NewMember(world, accents), answer).reason,
      "");
}

TEST(Admission, CountsCallsInAllAndOfEachCaller) {
  Admission admission(3, 2);
  auto a1 = admission.Admit(1);
  auto a2 = admission.Admit(1);
  ASSERT_TRUE(a1.ok() && a2.ok());
  EXPECT_EQ(admission.Admit(1).status().code(),
            absl::StatusCode::kResourceExhausted);
  auto b = admission.Admit(2);
  ASSERT_TRUE(b.ok());
  EXPECT_EQ(admission.Admit(3).status().code(),
            absl::StatusCode::kResourceExhausted);
  { const Admission::Place given_back = *std::move(a1); }
  EXPECT_EQ(admission.running(), 2);
  EXPECT_TRUE(admission.Admit(3).ok());
  admission.Drain();
  EXPECT_EQ(admission.Admit(3).status().code(), absl::StatusCode::kUnavailable);
}

TEST(Server, RefusesNewCallsWhileItDrains) {
  SmallWorld world;
  world.server().Drain();
  v1::WhoAmIResponse who;
  const Refused refused = RefusedBy(
      world.Call(world.union_rep, &Access::WhoAmI, v1::WhoAmIRequest(), who));
  EXPECT_EQ(refused.code, grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(refused.reason, "DRAINING");
}

TEST(Store, OfASmallWorldIsSound) {
  SmallWorld world;
  world.EnterSealedPerson(world.union_rep, "Nom scellé", "Infirmière A",
                          world.local);
  const VerifyReport report = world.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

}  // namespace
}  // namespace entente
