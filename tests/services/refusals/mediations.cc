// What a mediation, or what is said in it, does not admit.

#include <memory>
#include <string>
#include <utility>

#include "entente/v1/mediation_content_service.grpc.pb.h"
#include "tests/services/mediations/mediation_world.h"
#include "tests/services/refusals/situations.h"

namespace entente::refusals {
namespace {

using Content = v1::MediationContentService::Stub;
using M = v1::Mediation;
using Outcome = v1::Mediation::Outcome;
using Session = v1::Mediation::Session;

// The people of mediations in the world of all situations, and what leads each
// of these to its refusal.
class People : public MediationWorld {
 public:
  explicit People(SmallWorld& world) : MediationWorld(world) {}

  Ask ProfileOfMediations() {
    v1::CreateAgreementRequest request;
    request.mutable_agreement()->set_local_id(world_.local);
    request.mutable_agreement()->set_employer_id(world_.employer);
    request.mutable_agreement()->set_title("Convention (fictive)");
    request.mutable_agreement()->set_profile_code("FR-MED-FPH");
    request.mutable_agreement()->set_from_date("2010-01-01");
    return Refused(world_.keeper, &Directory::CreateAgreement, request);
  }
  Ask State() {
    return Refused(registrar_, &Stub::AcknowledgeMediation,
                   Of<v1::AcknowledgeMediationRequest>(Reach(M::CONSENT)));
  }
  Ask TooFewParties() {
    v1::RequestMediationRequest request = Asking();
    request.mutable_parties()->RemoveLast();
    return Refused(employee_, &Stub::RequestMediation, request);
  }
  Ask SchemeKind() {
    v1::RequestMediationRequest request = Asking();
    request.set_kind(M::MISSION);
    return Refused(employee_, &Stub::RequestMediation, request);
  }
  Ask SchemeLevel() {
    v1::RequestMediationRequest request = Asking();
    request.clear_level();
    return Refused(employee_, &Stub::RequestMediation, request);
  }
  Ask RequesterKind() {
    v1::RequestMediationRequest request = Asking();
    request.set_level(M::NATIONAL);
    return Refused(employee_, &Stub::RequestMediation, request);
  }
  Ask NoPriorAttempt() {
    v1::RequestMediationRequest request = Asking();
    request.clear_prior_attempt();
    return Refused(registrar_, &Stub::AdmitMediation,
                   Of<v1::AdmitMediationRequest>(Acknowledged(request)));
  }
  Ask MayNotEnter() {
    auto request = Of<v1::PauseMediationRequest>(Reach(M::OPEN));
    request.set_reason("Congés");
    return Refused(registrar_, &Stub::PauseMediation, request);
  }
  Ask AnswerStands() {
    auto request = Of<v1::AnswerMediationRequest>(Reach(M::CONSENT));
    request.set_value(M::Answer::CONSENTED);
    Do(employee_, &Stub::AnswerMediation, request);
    return Refused(employee_, &Stub::AnswerMediation, request);
  }
  Ask MediatorConflict() {
    // The employer's representative, to whom its keeper gave this mandate
    // after the other was revoked.
    const std::string id = world_.EnterPublicPerson(
        world_.employer_keeper, "Ancien directeur", world_.employer);
    for (const auto role : {v1::Mandate::EMPLOYER_REP, v1::Mandate::MEDIATOR}) {
      world_.Grant(world_.employer_keeper, id, role, world_.employer);
      if (role == v1::Mandate::EMPLOYER_REP) {
        world_.RevokeMandateOf(world_.employer_keeper, id);
      }
    }
    return Refused(registrar_, &Stub::ProposeMediator,
                   Proposal(Reach(M::APPOINTMENT), id));
  }
  Ask MediatorNumber() {
    auto request = Of<v1::EndMediatorRequest>(Reach(M::APPOINTMENT));
    request.set_mediator(9);
    return Refused(registrar_, &Stub::EndMediator, request);
  }
  Ask NotDisclosed() {
    return Refused(employee_, &Stub::AcceptInterests,
                   Of<v1::AcceptInterestsRequest>(Reach(M::APPOINTMENT)));
  }
  Ask NotAccepted() {
    const std::string id = Reach(M::APPOINTMENT);
    auto disclose = Disclosure(id);
    disclose.set_disclosure("A enseigné à l'établissement");
    Do(mediator_, &Stub::DiscloseInterests, disclose);
    return Confirming(id);
  }
  Ask ChallengeUsed() {
    const std::string id = Reach(M::APPOINTMENT);
    const auto challenge = Of<v1::ChallengeMediatorRequest>(id);
    Do(employee_, &Stub::ChallengeMediator, challenge);
    Do(registrar_, &Stub::ProposeMediator, Proposal(id, co_mediator_.id));
    return Refused(employee_, &Stub::ChallengeMediator, challenge);
  }
  Ask NoMediator() {
    const std::string id = Reach(M::APPOINTMENT);
    Do(employee_, &Stub::ChallengeMediator,
       Of<v1::ChallengeMediatorRequest>(id));
    return Confirming(id);
  }
  Ask NoneCertified() {
    const std::string id = Reach(M::APPOINTMENT);
    Do(employee_, &Stub::ChallengeMediator,
       Of<v1::ChallengeMediatorRequest>(id));
    Do(registrar_, &Stub::ProposeMediator, Proposal(id, co_mediator_.id));
    Do(co_mediator_, &Stub::DiscloseInterests, Nothing(id, true));
    return Confirming(id);
  }
  Ask NoUndertaking() {
    const std::string id = Reach(M::APPOINTMENT);
    Do(mediator_, &Stub::DiscloseInterests, Nothing(id, false));
    return Confirming(id);
  }
  Ask EntryNotSigned() {
    return Refused(
        mediator_, &Stub::HoldSession,
        MediationWorld::Session(Reach(M::READY), Session::INDIVIDUAL, 1, ""));
  }
  Ask SessionSide() {
    auto request =
        MediationWorld::Session(Reach(M::OPEN), Session::JOINT, 0, "");
    request.mutable_attendances()->RemoveLast();
    return Refused(mediator_, &Stub::HoldSession, request);
  }
  Ask AnswersAwaited() {
    const std::string id = OpenAmongThree();
    Do(employee_, &Stub::WithdrawFromMediation,
       Of<v1::WithdrawFromMediationRequest>(id));
    return Refused(mediator_, &Stub::ResumeMediation,
                   Of<v1::ResumeMediationRequest>(id));
  }
  Ask EndCode() {
    auto request = Of<v1::EndMediationRequest>(Reach(M::REQUESTED));
    request.set_code(Outcome::NO_AGREEMENT);
    return Refused(registrar_, &Stub::EndMediation, request);
  }
  Ask ReplyTimeRuns() {
    v1::RequestMediationRequest request = Asking();
    request.set_profile_code("FR-MED-CMAP");
    request.clear_level();
    const std::string id = Acknowledged(request);
    Do(registrar_, &Stub::AdmitMediation, Of<v1::AdmitMediationRequest>(id));
    auto end = Of<v1::EndMediationRequest>(id);
    end.set_code(Outcome::NO_REPLY);
    end.set_side(2);
    return Refused(registrar_, &Stub::EndMediation, end);
  }
  Ask ItemOfSide() {
    return Refused(mediator_, &Content::AddItem, Apart(Reach(M::OPEN)));
  }
  Ask GiverOnly() {
    v1::ReleaseItemRequest request;
    request.set_item_id(
        Keep(employee_, &Content::AddItem, Apart(Reach(M::OPEN)))
            .item()
            .item_id());
    request.add_to_sides(2);
    Keep(employee_, &Content::ReleaseItem, request);
    request.set_to_sides(0, 1);
    return Refused(world_.employer_rep, &Content::ReleaseItem, request);
  }
  Ask NoteDestroyed() {
    v1::WriteMediatorNoteRequest write;
    write.set_mediation_id(Reach(M::OPEN));
    write.set_text("Revoir l'offre");
    write.set_destroy_date("2100-01-01");
    v1::DestroyMediatorNoteRequest destroy;
    destroy.set_note_id(
        Keep(mediator_, &Content::WriteMediatorNote, write).note().note_id());
    Keep(mediator_, &Content::DestroyMediatorNote, destroy);
    return Refused(mediator_, &Content::DestroyMediatorNote, destroy);
  }

 private:
  template <typename Stub, typename Request, typename Answer>
  Ask Refused(const Person& person,
              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                           Answer*),
              const Request& request) {
    return refusals::Asking(world_, person, method, request);
  }
  // A call on what is said, which must be accepted.
  template <typename Stub, typename Request, typename Answer>
  Answer Keep(const Person& person,
              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                           Answer*),
              const Request& request) {
    Answer answer;
    Demand(refusals::Send(world_, person, method, request, "en", &answer));
    return answer;
  }

  std::string Acknowledged(const v1::RequestMediationRequest& request) {
    const std::string id = Do(employee_, &Stub::RequestMediation, request)
                               .mediation()
                               .mediation_id();
    Do(registrar_, &Stub::AcknowledgeMediation,
       Of<v1::AcknowledgeMediationRequest>(id));
    return id;
  }
  v1::ProposeMediatorRequest Proposal(const std::string& id,
                                      const std::string& person_id) {
    auto request = Of<v1::ProposeMediatorRequest>(id);
    request.set_person_id(person_id);
    return request;
  }
  v1::DiscloseInterestsRequest Disclosure(const std::string& id) {
    auto request = Of<v1::DiscloseInterestsRequest>(id);
    request.set_undertaking(true);
    return request;
  }
  v1::DiscloseInterestsRequest Nothing(const std::string& id,
                                       bool undertaking) {
    v1::DiscloseInterestsRequest request = Disclosure(id);
    request.set_nothing_to_disclose(true);
    request.set_undertaking(undertaking);
    return request;
  }
  Ask Confirming(const std::string& id) {
    return Refused(registrar_, &Stub::ConfirmMediators,
                   Of<v1::ConfirmMediatorsRequest>(id));
  }
  v1::AddItemRequest Apart(const std::string& id) {
    auto request = Of<v1::AddItemRequest>(id);
    request.set_apart(true);
    request.set_text("Ce qui compte pour elle");
    return request;
  }
  // Under a scheme that asks for nobody's consent.
  std::string OpenAmongThree() {
    v1::RequestMediationRequest request = Asking();
    request.set_profile_code("FR-MED-COLL");
    request.clear_level();
    request.clear_parties();
    request.add_parties()->set_organization_id("QN");
    request.add_parties()->set_organization_id("CSSSN");
    request.add_parties()->set_person_id(employee_.id);
    const std::string id =
        Do(world_.union_rep, &Stub::RequestMediation, request)
            .mediation()
            .mediation_id();
    Do(registrar_, &Stub::AcknowledgeMediation,
       Of<v1::AcknowledgeMediationRequest>(id));
    Do(registrar_, &Stub::AdmitMediation, Of<v1::AdmitMediationRequest>(id));
    Do(registrar_, &Stub::ProposeMediator, Proposal(id, mediator_.id));
    Do(mediator_, &Stub::DiscloseInterests, Nothing(id, true));
    Do(registrar_, &Stub::ConfirmMediators,
       Of<v1::ConfirmMediatorsRequest>(id));
    return id;
  }
};

}  // namespace

Situations OfMediations() {
  // Entered once, by the first of them.
  const auto people = std::make_shared<std::unique_ptr<People>>();
  Situations all;
  const std::pair<R::Reason, Ask (People::*)()> leads[] = {
      {R::PROFILE_OF_MEDIATIONS, &People::ProfileOfMediations},
      {R::MEDIATION_STATE, &People::State},
      {R::PARTIES_TOO_FEW, &People::TooFewParties},
      {R::SCHEME_KIND, &People::SchemeKind},
      {R::SCHEME_LEVEL, &People::SchemeLevel},
      {R::REQUESTER_KIND, &People::RequesterKind},
      {R::PRIOR_ATTEMPT_REQUIRED, &People::NoPriorAttempt},
      {R::MAY_NOT_ENTER, &People::MayNotEnter},
      {R::ANSWER_STANDS, &People::AnswerStands},
      {R::MEDIATOR_CONFLICT, &People::MediatorConflict},
      {R::MEDIATOR_NUMBER, &People::MediatorNumber},
      {R::DISCLOSURE_MISSING, &People::NotDisclosed},
      {R::INTEREST_NOT_ACCEPTED, &People::NotAccepted},
      {R::CHALLENGE_USED, &People::ChallengeUsed},
      {R::NO_MEDIATOR, &People::NoMediator},
      {R::NONE_CERTIFIED, &People::NoneCertified},
      {R::UNDERTAKING_MISSING, &People::NoUndertaking},
      {R::ENTRY_NOT_SIGNED, &People::EntryNotSigned},
      {R::SESSION_SIDE, &People::SessionSide},
      {R::ANSWERS_AWAITED, &People::AnswersAwaited},
      {R::END_CODE, &People::EndCode},
      {R::REPLY_TIME_RUNS, &People::ReplyTimeRuns},
      {R::ITEM_OF_SIDE, &People::ItemOfSide},
      {R::GIVER_ONLY, &People::GiverOnly},
      {R::NOTE_DESTROYED, &People::NoteDestroyed},
  };
  for (const auto& [reason, lead] : leads) {
    all[reason] = [people, lead = lead](SmallWorld& world) {
      if (*people == nullptr) *people = std::make_unique<People>(world);
      return ((**people).*lead)();
    };
  }
  return all;
}

}  // namespace entente::refusals
