#include "services/mediations/request_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/services/mediations/sample_mediation.h"

namespace entente {
namespace {

using M = v1::Mediation;
using R = v1::Refusal;

std::vector<v1::Party> Parties() {
  const M sample = MediationIn(M::REQUESTED);
  return {sample.parties().begin(), sample.parties().end()};
}

v1::RequestMediationRequest Asking() {
  v1::RequestMediationRequest request;
  request.set_level(M::REGIONAL);
  request.set_object("La charge de nuit");
  request.set_prior_attempt("Entretien du 3 février");
  return request;
}

absl::StatusOr<v1::Event> Ask(
    const v1::RequestMediationRequest& request,
    const v1::Profile& profile = Strict(),
    std::vector<v1::Party> parties = Parties(),
    const MediationEntry& entry = ByParty(1, "2021-03-01")) {
  RequestFacts facts;
  facts.entry = entry;
  facts.mediation_id = "mediation-1";
  facts.office_id = kOfficeId;
  facts.office_number = "OFF-M-2021-0001";
  facts.parties = std::move(parties);
  facts.procedure = ProcedureOf(profile);
  return RequestMediation(request, facts);
}

TEST(RequestMediation, IsAskedForByThePartyOnSideOne) {
  const auto event = Ask(Asking());
  ASSERT_TRUE(event.ok()) << event.status();
  const M& asked = event->mediation();
  EXPECT_EQ(asked.state(), M::REQUESTED);
  EXPECT_EQ(asked.kind(), M::MEDIATION);
  EXPECT_EQ(asked.requester_side(), 1u);
  EXPECT_EQ(asked.requested_date(), "2021-03-01");
  EXPECT_EQ(asked.object(), "La charge de nuit");
  EXPECT_FALSE(asked.has_recorded_for());
  EXPECT_EQ(asked.answers_size(), 0);
  EXPECT_EQ(event->acted_by_id(), kEmployee);
  // The office has eight days.
  ASSERT_EQ(asked.deadlines_size(), 1);
  EXPECT_EQ(asked.deadlines(0).act(), v1::TimeLimit::ACKNOWLEDGE);
  EXPECT_EQ(asked.deadlines(0).due_date(), "2021-03-09");
}

TEST(RequestMediation, IsEnteredByTheOfficeFromAPaper) {
  v1::RequestMediationRequest request = Asking();
  EXPECT_EQ(
      WhyNot(Ask(request, Strict(), Parties(), ByRegistrar("2021-03-02"))),
      R::INSTRUMENT_REQUIRED);
  *request.mutable_instrument() = LetterOf("2021-02-28");
  const auto event =
      Ask(request, Strict(), Parties(), ByRegistrar("2021-03-02"));
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->mediation().recorded_for().instrument_date(), "2021-02-28");
  EXPECT_EQ(event->acted_by_id(), kEmployee);
}

TEST(RequestMediation, IsAskedForByAnAuthorityThatIsNoParty) {
  v1::Profile profile = StrictProfile();
  profile.mutable_scheme()->mutable_levels(0)->add_requesters(
      v1::Party::AUTHORITY);
  v1::RequestMediationRequest request = Asking();
  request.set_by_office(true);
  const auto event =
      Ask(request, profile, Parties(), ByRegistrar("2021-03-01"));
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->mediation().requester_side(), 0u);
  EXPECT_EQ(event->acted_by_id(), kOfficeId);
  // Where the scheme does not say so, it does not ask.
  EXPECT_EQ(
      WhyNot(Ask(request, Strict(), Parties(), ByRegistrar("2021-03-01"))),
      R::REQUESTER_KIND);
}

TEST(RequestMediation, NeedsPartiesThatStandAgainstEachOther) {
  std::vector<v1::Party> parties = Parties();
  parties.resize(1);
  EXPECT_EQ(WhyNot(Ask(Asking(), Strict(), parties)), R::PARTIES_TOO_FEW);
  parties = Parties();
  parties[1].set_allied_side(1);
  EXPECT_EQ(WhyNot(Ask(Asking(), Strict(), parties)), R::PARTIES_TOO_FEW);
  parties = Parties();
  parties[2].set_organization_id(kEmployerId);
  EXPECT_EQ(WhyNot(Ask(Asking(), Strict(), parties)), R::NAMED_TWICE);
  for (const uint32_t ally : {3u, 4u}) {
    parties = Parties();
    parties[2].set_allied_side(ally);
    EXPECT_EQ(WhyNot(Ask(Asking(), Strict(), parties)), R::REFERENCE_UNKNOWN);
  }
  // An ally of an ally is none.
  parties = Parties();
  parties[1].set_allied_side(1);
  parties[2].set_allied_side(2);
  EXPECT_EQ(WhyNot(Ask(Asking(), Strict(), parties)), R::REFERENCE_UNKNOWN);
}

TEST(RequestMediation, GoesByTheSchemesKindsLevelsAndRequesters) {
  v1::RequestMediationRequest request = Asking();
  request.set_kind(M::MISSION);
  EXPECT_EQ(WhyNot(Ask(request)), R::SCHEME_KIND);
  request = Asking();
  request.set_level(M::NATIONAL);
  EXPECT_EQ(WhyNot(Ask(request)), R::SCHEME_LEVEL);
  request.clear_level();
  EXPECT_EQ(WhyNot(Ask(request)), R::REASON_UNSPECIFIED);
  v1::Profile two = StrictProfile();
  two.mutable_scheme()->add_levels()->set_level(M::NATIONAL);
  EXPECT_EQ(WhyNot(Ask(request, two)), R::SCHEME_LEVEL);
  std::vector<v1::Party> parties = Parties();
  parties[0].set_kind(v1::Party::UNION);
  EXPECT_EQ(WhyNot(Ask(Asking(), Strict(), parties)), R::REQUESTER_KIND);
  v1::Profile every = StrictProfile();
  every.mutable_scheme()->mutable_levels(0)->clear_requesters();
  EXPECT_EQ(WhyNot(Ask(Asking(), every, parties)), R::REASON_UNSPECIFIED);
}

TEST(RequestMediation, KeepsTheOrderOfTheDays) {
  v1::RequestMediationRequest request = Asking();
  request.set_requested_date("2021-03-02");
  EXPECT_EQ(WhyNot(Ask(request)), R::DATE_IN_FUTURE);
  request.set_requested_date("2021-02-20");
  request.set_failed_date("2021-02-21");
  EXPECT_EQ(WhyNot(Ask(request)), R::DATE_ORDER);
  request.set_failed_date("2021-02-20");
  EXPECT_EQ(WhyNot(Ask(request)), R::REASON_UNSPECIFIED);
}

TEST(RequestMediation, TakesTheConsentOfAllFromAJointPaper) {
  v1::Profile joint = StrictProfile();
  joint.mutable_scheme()->set_consent(v1::MediationScheme::JOINT_REQUEST);
  v1::RequestMediationRequest request = Asking();
  EXPECT_EQ(WhyNot(Ask(request, joint)), R::INSTRUMENT_REQUIRED);
  *request.mutable_instrument() = LetterOf("2021-02-27");
  const auto event = Ask(request, joint);
  ASSERT_TRUE(event.ok()) << event.status();
  ASSERT_EQ(event->mediation().answers_size(), 3);
  for (int i = 0; i < 3; ++i) {
    const M::Answer& answer = event->mediation().answers(i);
    EXPECT_EQ(answer.value(), M::Answer::CONSENTED);
    EXPECT_EQ(answer.has_recorded_for(), answer.side() != 1);
  }
  // Once it is admitted nobody is asked any more.
  M current = event->mediation();
  current.set_state(M::ADMISSIBILITY);
  current.set_acknowledged_date("2021-03-01");
  const auto admitted = AdmitMediation(current, {}, {}, ProcedureOf(joint),
                                       ByRegistrar("2021-03-04"));
  ASSERT_TRUE(admitted.ok()) << admitted.status();
  EXPECT_EQ(admitted->mediation().state(), M::APPOINTMENT);
  EXPECT_EQ(admitted->mediation().consented_date(), "2021-03-01");
}

TEST(AcknowledgeMediation, IsAnActOfTheOffice) {
  const M current = MediationIn(M::REQUESTED);
  v1::AcknowledgeMediationRequest request;
  const auto own = AcknowledgeMediation(current, request, ProcedureOf(Strict()),
                                        ByRegistrar("2021-03-05"));
  ASSERT_TRUE(own.ok()) << own.status();
  EXPECT_EQ(own->mediation().state(), M::ADMISSIBILITY);
  EXPECT_EQ(own->mediation().acknowledged_date(), "2021-03-05");
  EXPECT_EQ(own->acted_by_id(), kOfficeId);
  // A party that uses the system alone has its paper.
  EXPECT_EQ(WhyNot(AcknowledgeMediation(current, request, ProcedureOf(Strict()),
                                        ByParty(1, "2021-03-05"))),
            R::INSTRUMENT_REQUIRED);
  *request.mutable_instrument() = LetterOf("2021-03-04");
  EXPECT_EQ(WhyNot(AcknowledgeMediation(current, request, ProcedureOf(Strict()),
                                        ByParty(1, "2021-03-05"))),
            R::REASON_UNSPECIFIED);
  request.set_acknowledged_date("2021-02-28");
  EXPECT_EQ(WhyNot(AcknowledgeMediation(current, request, ProcedureOf(Strict()),
                                        ByRegistrar("2021-03-05"))),
            R::DATE_ORDER);
}

TEST(AdmitMediation, AsksThePartiesAndGivesThemTheirNumbers) {
  const auto event =
      AdmitMediation(MediationIn(M::ADMISSIBILITY), {},
                     {{2, "EMP-M-2021-0001"}, {3, "UN-M-2021-0004"}},
                     ProcedureOf(Strict()), ByRegistrar("2021-03-10"));
  ASSERT_TRUE(event.ok()) << event.status();
  const M& admitted = event->mediation();
  EXPECT_EQ(admitted.state(), M::CONSENT);
  EXPECT_EQ(admitted.parties(1).number(), "EMP-M-2021-0001");
  EXPECT_EQ(admitted.parties(2).number(), "UN-M-2021-0004");
  // Each of them has fifteen days, and one deadline of their own.
  int asked = 0;
  for (const v1::Deadline& deadline : admitted.deadlines()) {
    if (deadline.act() != v1::TimeLimit::CONSENT) continue;
    ++asked;
    EXPECT_EQ(deadline.due_date(), "2021-03-25");
    EXPECT_EQ(deadline.owed_by_side(), static_cast<uint32_t>(deadline.step()));
  }
  EXPECT_EQ(asked, 3);
}

TEST(AdmitMediation, WantsAnAttemptBeforeOrAReason) {
  M current = MediationIn(M::ADMISSIBILITY);
  current.clear_prior_attempt();
  v1::AdmitMediationRequest request;
  const auto admit = [&] {
    return AdmitMediation(current, request, {}, ProcedureOf(Strict()),
                          ByRegistrar("2021-03-10"));
  };
  EXPECT_EQ(WhyNot(admit()), R::PRIOR_ATTEMPT_REQUIRED);
  request.set_waived_reason("La direction refuse de recevoir le syndicat");
  const auto event = admit();
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->mediation().prior_attempt().waived_reason(),
            "La direction refuse de recevoir le syndicat");
}

TEST(RejectMediation, ClosesItWithItsGround) {
  v1::RejectMediationRequest request;
  request.set_ground(M::Outcome::PENDING_COURT);
  const auto rejected =
      RejectMediation(MediationIn(M::ADMISSIBILITY), request,
                      ProcedureOf(Strict()), ByRegistrar("2021-03-10"));
  ASSERT_TRUE(rejected.ok()) << rejected.status();
  EXPECT_EQ(rejected->mediation().state(), M::CLOSED);
  EXPECT_EQ(rejected->mediation().outcome().code(), M::Outcome::INADMISSIBLE);
  EXPECT_EQ(rejected->mediation().outcome().end(), M::Outcome::NOT_OPENED);
  request.clear_ground();
  request.set_text("La commission locale est compétente");
  const auto redirected =
      RejectMediation(MediationIn(M::REQUESTED), request, ProcedureOf(Strict()),
                      ByRegistrar("2021-03-10"));
  ASSERT_TRUE(redirected.ok()) << redirected.status();
  EXPECT_EQ(redirected->mediation().outcome().code(), M::Outcome::REDIRECTED);
}

}  // namespace
}  // namespace entente
