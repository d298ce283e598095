#include "services/directory/unseal_rules.h"

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"

namespace entente {
namespace {

using U = v1::UnsealRequest;
using E = v1::Event;
using M = v1::Mandate;
using R = v1::Refusal;

const absl::Time kNow = absl::FromCivil(
    absl::CivilSecond(2012, 11, 22, 9, 0, 0), absl::UTCTimeZone());
constexpr UnsealLimits kLimits;

v1::Mandate Holding(M::Role role, const std::string& organization_id = "") {
  v1::Mandate mandate;
  mandate.set_role(role);
  mandate.set_organization_id(organization_id);
  return mandate;
}

Actor Acting(const std::string& person_id, std::vector<v1::Mandate> mandates) {
  Actor actor;
  actor.person_id = person_id;
  actor.mandates = std::move(mandates);
  return actor;
}

Actor Custodian() { return Acting("custodian", {Holding(M::CUSTODIAN)}); }
Actor Keeper() { return Acting("keeper", {Holding(M::KEEPER, "local")}); }

v1::UnsealRequest RequestIn(U::State state) {
  v1::UnsealRequest request;
  request.set_unseal_request_id("request");
  request.set_person_id("member");
  request.set_organization_id("local");
  request.set_requested_by_id("custodian");
  request.set_state(state);
  *request.mutable_expire_time() = ToProto(kNow + absl::Hours(1));
  return request;
}

UnsealFacts SealedMember() {
  UnsealFacts facts;
  facts.id = "request";
  facts.now = kNow;
  facts.person.emplace();
  facts.person->set_person_id("member");
  facts.person->set_organization_id("local");
  facts.person->set_sealed(true);
  return facts;
}

std::string ReasonOf(const absl::Status& status) {
  return status.ok() ? "" : R::Reason_Name(RefusalReason(status));
}

std::string Ask(const Actor& actor, const UnsealFacts& facts) {
  return ReasonOf(RequestUnseal(actor, "Ordonnance", facts, kLimits).status());
}

// The life cycle as the design has it, typed by hand.
constexpr struct {
  U::State from;
  E::Move move;
  U::State to;
} kExpected[] = {
    {U::STATE_UNSPECIFIED, E::UNSEAL_REQUESTED, U::PENDING},
    {U::PENDING, E::UNSEAL_APPROVED, U::APPROVED},
    {U::PENDING, E::UNSEAL_REFUSED, U::REFUSED},
    {U::APPROVED, E::UNSEAL_REFUSED, U::REFUSED},
    {U::APPROVED, E::UNSEAL_READ, U::READ},
};

U::State ExpectedAfter(U::State from, E::Move move) {
  for (const auto& each : kExpected) {
    if (each.from == from && each.move == move) return each.to;
  }
  return U::STATE_UNSPECIFIED;
}

// Every kind of person that there is, for a request made by "custodian".
std::vector<Actor> Everybody() {
  std::vector<Actor> actors = {Acting("nobody", {})};
  for (int role = 1; role < M::Role_ARRAYSIZE; ++role) {
    for (const char* organization : {"local", "elsewhere", ""}) {
      for (const char* person : {"custodian", "another"}) {
        actors.push_back(Acting(
            person, {Holding(static_cast<M::Role>(role), organization)}));
      }
    }
  }
  return actors;
}

TEST(UnsealLifeCycle, HoldsForEveryStateMoveAndPerson) {
  int judged = 0;
  int allowed = 0;
  for (int state = 0; state < U::State_ARRAYSIZE; ++state) {
    const U::State from = static_cast<U::State>(state);
    for (const E::Move move : {E::UNSEAL_APPROVED, E::UNSEAL_REFUSED}) {
      for (const Actor& actor : Everybody()) {
        const absl::StatusOr<v1::Event> event =
            DecideUnseal(actor, RequestIn(from), move, "motif", kNow, kLimits);
        const bool asked = actor.person_id == "custodian";
        const bool decides = !asked && actor.HasRole(M::KEEPER, "local");
        const U::State to = ExpectedAfter(from, move);
        ++judged;
        EXPECT_EQ(event.ok(), decides && to != U::STATE_UNSPECIFIED)
            << U::State_Name(from) << " " << E::Move_Name(move);
        if (event.ok()) {
          ++allowed;
          EXPECT_EQ(event->unseal_request().state(), to);
          EXPECT_EQ(event->move(), move);
          EXPECT_EQ(event->unseal_request().decided_by_id(), actor.person_id);
        } else if (asked) {
          EXPECT_EQ(ReasonOf(event.status()), "OWN_REQUEST");
        } else if (!decides) {
          EXPECT_EQ(ReasonOf(event.status()), "ROLE_REQUIRED");
        } else {
          EXPECT_EQ(ReasonOf(event.status()), "UNSEAL_STATE");
        }
      }
    }
  }
  EXPECT_EQ(judged, 6 * 2 * (1 + 12 * 3 * 2));
  EXPECT_EQ(allowed, 3);  // "another" as keeper of the local.
  EXPECT_EQ(UnsealLifeCycle().size(), std::size(kExpected));
  for (const UnsealTransition& transition : UnsealLifeCycle()) {
    EXPECT_EQ(ExpectedAfter(transition.from, transition.move), transition.to);
  }
}

TEST(ReadUnsealed, IsForTheCustodianWhoAskedAndOnlyOnceApproved) {
  for (int state = 0; state < U::State_ARRAYSIZE; ++state) {
    UnsealFacts facts = SealedMember();
    facts.latest = RequestIn(static_cast<U::State>(state));
    const absl::StatusOr<v1::Event> event = ReadUnsealed(Custodian(), facts);
    EXPECT_EQ(event.ok(), state == U::APPROVED);
    if (event.ok()) {
      EXPECT_EQ(event->unseal_request().state(), U::READ);
      EXPECT_EQ(FromProto(event->unseal_request().read_time()), kNow);
    } else {
      EXPECT_EQ(ReasonOf(event.status()), state == U::PENDING
                                              ? "UNSEAL_STATE"
                                              : "UNSEAL_APPROVAL_REQUIRED");
    }
    EXPECT_EQ(
        ReasonOf(ReadUnsealed(Acting("another", {Holding(M::CUSTODIAN)}), facts)
                     .status()),
        "UNSEAL_APPROVAL_REQUIRED");
  }
  EXPECT_EQ(ReasonOf(ReadUnsealed(Custodian(), SealedMember()).status()),
            "UNSEAL_APPROVAL_REQUIRED");
}

TEST(ReadUnsealed, AsksAfreshWhetherTheCustodianWorksOnTheFiles) {
  UnsealFacts facts = SealedMember();
  facts.latest = RequestIn(U::APPROVED);
  facts.works_on_their_files = true;
  EXPECT_EQ(ReasonOf(ReadUnsealed(Custodian(), facts).status()),
            "NOT_AVAILABLE");
}

TEST(UnsealRequest, ExpiresOnTimeWhileItIsOpen) {
  for (int state = 0; state < U::State_ARRAYSIZE; ++state) {
    const v1::UnsealRequest request = RequestIn(static_cast<U::State>(state));
    const absl::Time end = FromProto(request.expire_time());
    EXPECT_EQ(UnsealRequestOn(request, end - absl::Microseconds(1)).state(),
              state);
    const bool is_open = state == U::PENDING || state == U::APPROVED;
    EXPECT_EQ(UnsealRequestOn(request, end).state(),
              is_open ? U::EXPIRED : state);
  }
  const absl::StatusOr<v1::Event> late =
      DecideUnseal(Keeper(), RequestIn(U::PENDING), E::UNSEAL_APPROVED, "",
                   kNow + absl::Hours(1), kLimits);
  EXPECT_EQ(ReasonOf(late.status()), "UNSEAL_STATE");
}

TEST(UnsealRequest, GivesTheSecondPersonAndTheReaderTheirOwnTime) {
  const absl::StatusOr<v1::Event> asked =
      RequestUnseal(Custodian(), "Ordonnance", SealedMember(), kLimits);
  ASSERT_TRUE(asked.ok());
  const v1::UnsealRequest& request = asked->unseal_request();
  EXPECT_EQ(FromProto(request.expire_time()), kNow + kLimits.request_lifetime);
  EXPECT_EQ(request.reason(), "Ordonnance");
  const absl::Time later = kNow + absl::Hours(30);
  const absl::StatusOr<v1::Event> approved =
      DecideUnseal(Keeper(), request, E::UNSEAL_APPROVED, "", later, kLimits);
  ASSERT_TRUE(approved.ok());
  EXPECT_EQ(FromProto(approved->unseal_request().expire_time()),
            later + kLimits.approval_lifetime);
}

TEST(RequestUnseal, IsForCustodiansAlone) {
  for (const Actor& actor : Everybody()) {
    EXPECT_EQ(Ask(actor, SealedMember()),
              actor.HasRole(M::CUSTODIAN) ? "" : "ROLE_REQUIRED");
  }
}

TEST(RequestUnseal, SaysTheSameOfAbsentOpenAndForbiddenNames) {
  UnsealFacts absent = SealedMember();
  absent.person.reset();
  UnsealFacts open = SealedMember();
  open.person->set_sealed(false);
  UnsealFacts forbidden = SealedMember();
  forbidden.works_on_their_files = true;
  for (const UnsealFacts& facts : {absent, open, forbidden}) {
    EXPECT_EQ(Ask(Custodian(), facts), "NOT_AVAILABLE");
  }
}

TEST(RequestUnseal, IsNotForARepresentativeOfTheMember) {
  for (const M::Role role : {M::UNION_REP, M::EMPLOYER_REP}) {
    EXPECT_EQ(Ask(Acting("c", {Holding(M::CUSTODIAN), Holding(role, "local")}),
                  SealedMember()),
              "ROLES_OPPOSED");
    EXPECT_EQ(
        Ask(Acting("c", {Holding(M::CUSTODIAN), Holding(role, "elsewhere")}),
            SealedMember()),
        "");
  }
}

TEST(RequestUnseal, WaitsForTheEndOfTheEarlierOne) {
  for (int state = 1; state < U::State_ARRAYSIZE; ++state) {
    UnsealFacts facts = SealedMember();
    facts.latest = RequestIn(static_cast<U::State>(state));
    const bool is_open = state == U::PENDING || state == U::APPROVED;
    EXPECT_EQ(Ask(Custodian(), facts), is_open ? "UNSEAL_STATE" : "");
    facts.now = kNow + absl::Hours(1);
    EXPECT_EQ(Ask(Custodian(), facts), "");
  }
}

TEST(UnsealRequest, IsReadByWhoAskedTheOrganisationConcernedAndAuditors) {
  for (const Actor& actor : Everybody()) {
    const v1::UnsealRequest request = RequestIn(U::PENDING);
    const bool concerned = actor.person_id == "custodian" ||
                           actor.HasRole(M::KEEPER, "local") ||
                           actor.HasRole(M::UNION_REP, "local") ||
                           actor.HasRole(M::EMPLOYER_REP, "local");
    EXPECT_EQ(MayReadWhoIsUnsealed(actor, request), concerned);
    EXPECT_EQ(MayReadUnsealRequest(actor, request),
              concerned || actor.HasRole(M::AUDITOR));
  }
}

}  // namespace
}  // namespace entente
