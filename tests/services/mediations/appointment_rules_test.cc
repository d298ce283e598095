#include "services/mediations/appointment_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/services/mediations/sample_mediation.h"

namespace entente {
namespace {

using M = v1::Mediation;
using R = v1::Refusal;

constexpr char kDay[] = "2021-03-18";

M After(const absl::StatusOr<v1::Event>& event) {
  EXPECT_TRUE(event.ok()) << event.status();
  return event.ok() ? event->mediation() : M();
}

absl::StatusOr<v1::Event> Propose(const M& current, const std::string& person,
                                  const std::vector<v1::Mandate>& mandates = {},
                                  bool certified = false) {
  v1::ProposeMediatorRequest request;
  request.set_person_id(person);
  request.set_certified(certified);
  return ProposeMediator(current, request, mandates, ProcedureOf(Strict()),
                         ByRegistrar(kDay));
}

absl::StatusOr<v1::Event> Disclose(const M& current, const std::string& what,
                                   bool undertaking = true,
                                   const std::string& who = kMarc) {
  v1::DiscloseInterestsRequest request;
  request.set_disclosure(what);
  request.set_nothing_to_disclose(what.empty());
  request.set_undertaking(undertaking);
  return DiscloseInterests(current, request, ProcedureOf(Strict()),
                           ByMediator(kDay, who));
}

absl::StatusOr<v1::Event> Accept(const M& current, uint32_t side) {
  return AcceptInterests(current, {}, ProcedureOf(Strict()),
                         ByParty(side, kDay));
}

absl::StatusOr<v1::Event> Challenge(const M& current, uint32_t side,
                                    uint32_t mediator = 0) {
  v1::ChallengeMediatorRequest request;
  request.set_mediator(mediator);
  return ChallengeMediator(current, request, ProcedureOf(Strict()),
                           ByParty(side, kDay));
}

absl::StatusOr<v1::Event> Confirm(const M& current,
                                  const v1::Profile& profile = Strict()) {
  return ConfirmMediators(current, {}, ProcedureOf(profile), ByRegistrar(kDay));
}

v1::Mandate MandateFor(const std::string& organization, v1::Mandate::Role role,
                       const std::string& until = "") {
  v1::Mandate mandate;
  mandate.set_person_id(kLise);
  mandate.set_organization_id(organization);
  mandate.set_role(role);
  mandate.set_from_date("2010-01-01");
  mandate.set_until_date(until);
  return mandate;
}

TEST(ProposeMediator, RefusesWhoIsOnASideOrWasWithinTheYears) {
  const M current = MediationIn(M::APPOINTMENT);
  EXPECT_EQ(WhyNot(Propose(current, kLise)), R::REASON_UNSPECIFIED);
  EXPECT_EQ(WhyNot(Propose(current, kEmployee)), R::MEDIATOR_CONFLICT);
  using Role = v1::Mandate;
  struct Case {
    v1::Mandate mandate;
    bool conflict;
  };
  const Case cases[] = {
      {MandateFor(kEmployerId, Role::EMPLOYER_REP), true},
      {MandateFor(kUnionId, Role::UNION_REP), true},
      {MandateFor(kUnionId, Role::UNION_REP, "2021-03-17"), true},
      {MandateFor(kUnionId, Role::UNION_REP, "2016-03-18"), true},
      {MandateFor(kUnionId, Role::UNION_REP, "2016-03-17"), false},
      {MandateFor("org-elsewhere", Role::UNION_REP), false},
      {MandateFor(kOfficeId, Role::MEDIATOR), false},
      {MandateFor(kUnionId, Role::KEEPER), false},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(WhyNot(Propose(current, kLise, {each.mandate})),
              each.conflict ? R::MEDIATOR_CONFLICT : R::REASON_UNSPECIFIED)
        << each.mandate.ShortDebugString();
  }
  // Revoked counts from that day, whatever its last day was to be.
  v1::Mandate revoked = MandateFor(kEmployerId, Role::EMPLOYER_REP);
  revoked.mutable_revoke_time()->set_seconds(absl::ToUnixSeconds(
      absl::FromCivil(absl::CivilDay(2015, 1, 1), absl::UTCTimeZone())));
  EXPECT_EQ(WhyNot(Propose(current, kLise, {revoked})), R::REASON_UNSPECIFIED);
  // An establishment that the file names is a side, too.
  M with_place = current;
  with_place.mutable_parties(1)->set_establishment_id("org-place");
  EXPECT_EQ(WhyNot(Propose(with_place, kLise,
                           {MandateFor("org-place", Role::EMPLOYER_REP)})),
            R::MEDIATOR_CONFLICT);
}

TEST(ProposeMediator, NamesEachOnceAndNobodyWhoWasChallenged) {
  M current = MediationIn(M::APPOINTMENT);
  EXPECT_EQ(WhyNot(Propose(current, kMarc)), R::NAMED_TWICE);
  current = After(Challenge(current, 2));
  EXPECT_EQ(WhyNot(Propose(current, kMarc)), R::NAMED_TWICE);
  current = After(Propose(current, kLise));
  EXPECT_EQ(current.mediators(1).number(), 2u);
}

TEST(ChallengeMediator, IsOnceForEachPartyAndAsksForNoReason) {
  M current = After(Challenge(MediationIn(M::APPOINTMENT), 2));
  EXPECT_EQ(current.mediators(0).end(), M::Mediator::CHALLENGED);
  EXPECT_EQ(current.mediators(0).challenged_by_side(), 2u);
  current = After(Propose(current, kLise));
  EXPECT_EQ(WhyNot(Challenge(current, 2)), R::CHALLENGE_USED);
  // The others have theirs.
  EXPECT_EQ(WhyNot(Challenge(current, 1)), R::REASON_UNSPECIFIED);
  // Of two, the one that is meant must be said.
  M two = After(Propose(MediationIn(M::APPOINTMENT), kLise));
  EXPECT_EQ(WhyNot(Challenge(two, 1)), R::MEDIATOR_NUMBER);
  EXPECT_EQ(WhyNot(Challenge(two, 1, 3)), R::MEDIATOR_NUMBER);
  EXPECT_EQ(After(Challenge(two, 1, 2)).mediators(1).end(),
            M::Mediator::CHALLENGED);
  EXPECT_EQ(
      v1::ChallengeMediatorRequest::descriptor()->FindFieldByName("reason"),
      nullptr);
}

TEST(ConfirmMediators, WantsDisclosureAcceptanceUndertakingAndACertificate) {
  M current = MediationIn(M::APPOINTMENT);
  EXPECT_EQ(WhyNot(Confirm(current)), R::DISCLOSURE_MISSING);
  EXPECT_EQ(WhyNot(Confirm(After(Disclose(current, "", false)))),
            R::UNDERTAKING_MISSING);
  // What there is to disclose, each party accepts.
  current = After(Disclose(current, "A enseigné dans l'établissement"));
  for (const uint32_t side : {1u, 2u, 3u}) {
    EXPECT_EQ(WhyNot(Confirm(current)), R::INTEREST_NOT_ACCEPTED) << side;
    current = After(Accept(current, side));
  }
  const M confirmed = After(Confirm(current));
  EXPECT_EQ(confirmed.state(), M::READY);
  EXPECT_EQ(confirmed.mediators(0).confirmed_date(), kDay);
  // What is disclosed anew has to be accepted anew; the same again has not.
  EXPECT_EQ(WhyNot(Confirm(
                After(Disclose(current, "A enseigné dans l'établissement")))),
            R::REASON_UNSPECIFIED);
  EXPECT_EQ(WhyNot(Confirm(After(Disclose(current, "Y a un frère")))),
            R::INTEREST_NOT_ACCEPTED);
  M uncertified = current;
  uncertified.mutable_mediators(0)->set_certified(false);
  EXPECT_EQ(WhyNot(Confirm(uncertified)), R::NONE_CERTIFIED);
  M nobody = current;
  nobody.mutable_mediators(0)->set_ended_date(kDay);
  EXPECT_EQ(WhyNot(Confirm(nobody)), R::NO_MEDIATOR);
  // Each of these is the scheme's to ask.
  v1::Profile bare = StrictProfile();
  bare.mutable_scheme()->clear_certified_mediator();
  bare.mutable_scheme()->clear_undertaking();
  bare.mutable_scheme()->clear_entry_agreement();
  uncertified.mutable_mediators(0)->clear_undertaking_date();
  const M open = After(Confirm(uncertified, bare));
  EXPECT_EQ(open.state(), M::OPEN);
  EXPECT_EQ(open.opened_date(), kDay);
}

TEST(DiscloseInterests, IsTheMediatorsOwnOrHasItsPaper) {
  const M current = After(Propose(MediationIn(M::APPOINTMENT), kLise));
  EXPECT_EQ(
      After(Disclose(current, "", true, kLise)).mediators(1).disclosed_date(),
      kDay);
  v1::DiscloseInterestsRequest request;
  request.set_mediator(2);
  request.set_nothing_to_disclose(true);
  for (const MediationEntry& entry :
       {ByMediator(kDay), ByRegistrar(kDay), ByParty(1, kDay)}) {
    request.clear_instrument();
    EXPECT_EQ(WhyNot(DiscloseInterests(current, request, ProcedureOf(Strict()),
                                       entry)),
              R::INSTRUMENT_REQUIRED);
    *request.mutable_instrument() = LetterOf(kDay);
    EXPECT_EQ(WhyNot(DiscloseInterests(current, request, ProcedureOf(Strict()),
                                       entry)),
              R::REASON_UNSPECIFIED);
  }
}

TEST(AcceptInterests, ComesAfterTheDisclosureAndFromWhoIsStillInIt) {
  M current = MediationIn(M::APPOINTMENT);
  EXPECT_EQ(WhyNot(Accept(current, 1)), R::DISCLOSURE_MISSING);
  current = After(Disclose(current, "A enseigné dans l'établissement"));
  M left = current;
  M::Answer& answer = *left.add_answers();
  answer.set_side(3);
  answer.set_value(M::Answer::WITHDRAWN);
  EXPECT_EQ(WhyNot(Accept(left, 3)), R::ANSWER_STANDS);
  // Who left need not accept.
  left = After(Accept(After(Accept(left, 1)), 2));
  EXPECT_EQ(WhyNot(Confirm(left)), R::REASON_UNSPECIFIED);
}

TEST(EndMediator, GoesBackToTheAppointmentWhenNobodyConductsItAnyMore) {
  const auto end = [](const M& current, const MediationEntry& entry) {
    return EndMediator(current, {}, ProcedureOf(Strict()), entry);
  };
  const M declined = After(end(MediationIn(M::APPOINTMENT), ByMediator(kDay)));
  EXPECT_EQ(declined.mediators(0).end(), M::Mediator::DECLINED);
  const std::string later = "2021-06-01";
  const M replaced = After(end(MediationIn(M::OPEN), ByRegistrar(later)));
  EXPECT_EQ(replaced.mediators(0).end(), M::Mediator::REPLACED);
  EXPECT_EQ(replaced.state(), M::APPOINTMENT);
  // Where another conducts it, it goes on.
  M two = MediationIn(M::OPEN);
  *two.add_mediators() = two.mediators(0);
  two.mutable_mediators(1)->set_number(2);
  two.mutable_mediators(1)->set_person_id(kLise);
  EXPECT_EQ(After(end(two, ByMediator(later, kLise))).state(), M::OPEN);
}

}  // namespace
}  // namespace entente
