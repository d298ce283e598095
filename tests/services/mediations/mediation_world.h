// The small world with a mediation office, its people, and an employee who acts
// for herself. Fictional.

#ifndef ENTENTE_TESTS_SERVICES_MEDIATIONS_MEDIATION_WORLD_H_
#define ENTENTE_TESTS_SERVICES_MEDIATIONS_MEDIATION_WORLD_H_

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "entente/v1/mediation_service.grpc.pb.h"
#include "tests/testing/small_world.h"

namespace entente {

// Texts that are found again wherever they come out.
inline constexpr char kObjectCanary[] = "canari de l'objet";
inline constexpr char kAttemptCanary[] = "canari de la tentative";
inline constexpr char kLitigationCanary[] = "canari du procès";
inline constexpr char kDisclosureCanary[] = "canari de l'intérêt révélé";
inline constexpr char kWaivedCanary[] = "canari de la dispense";
inline constexpr char kPauseCanary[] = "canari de la pause";
inline constexpr char kPlaceCanary1[] = "canari du lieu, à part avec 1";
inline constexpr char kPlaceCanary2[] = "canari du lieu, à part avec 2";
inline constexpr char kPlaceCanary0[] = "canari du lieu, ensemble";
inline constexpr char kEndCanary[] = "canari de la fin";

// The people in a small world, and the calls that most tests of mediations
// make. A request is sent with a fresh id.
class MediationWorld {
 protected:
  using Stub = v1::MediationService::Stub;
  using Person = SmallWorldPerson;

  explicit MediationWorld(SmallWorld& world) : world_(world) {
    office_ =
        world_.EnterOrganization(world_.admin, v1::Organization::AUTHORITY,
                                 "MED", "Bureau de médiation");
    other_office_ = world_.EnterOrganization(
        world_.admin, v1::Organization::AUTHORITY, "MEDX", "Autre bureau");
    keeper_ = world_.EnterActor(world_.admin, "Gardienne du bureau",
                                v1::Mandate::KEEPER, office_);
    const Person other_keeper = world_.EnterActor(
        world_.admin, "Gardien d'ailleurs", v1::Mandate::KEEPER, other_office_);
    const auto enter = [&](const char* name, v1::Mandate::Role role) {
      return world_.EnterActor(keeper_, name, role, office_);
    };
    registrar_ = enter("Greffière", v1::Mandate::REGISTRAR);
    employee_ = enter("L'infirmière", v1::Mandate::PARTY);
    stranger_ = enter("Un autre agent", v1::Mandate::PARTY);
    mediator_ = enter("Médiateur", v1::Mandate::MEDIATOR);
    co_mediator_ = enter("Médiatrice", v1::Mandate::MEDIATOR);
    assistant_ = enter("Assistante", v1::Mandate::ASSISTANT);
    other_registrar_ = world_.EnterActor(other_keeper, "Greffier d'ailleurs",
                                         v1::Mandate::REGISTRAR, other_office_);
  }

  template <typename Request>
  grpc::Status Send(const Person& as,
                    grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&,
                                                 v1::MediationAnswer*),
                    Request request, v1::MediationAnswer* shown = nullptr) {
    if (request.request_id().empty()) request.set_request_id(world_.Fresh());
    v1::MediationAnswer answer;
    const grpc::Status status = world_.Call(as, method, request, answer);
    if (shown != nullptr) *shown = answer;
    return status;
  }
  template <typename Request>
  std::string Try(const Person& as,
                  grpc::Status (Stub::*method)(grpc::ClientContext*,
                                               const Request&,
                                               v1::MediationAnswer*),
                  Request request) {
    return ReasonOf(Send(as, method, std::move(request)));
  }
  template <typename Request>
  v1::MediationAnswer Do(const Person& as,
                         grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                      const Request&,
                                                      v1::MediationAnswer*),
                         Request request) {
    v1::MediationAnswer answer;
    const grpc::Status status = Send(as, method, std::move(request), &answer);
    EXPECT_EQ(ReasonOf(status), "OK")
        << Request::descriptor()->name() << " " << RefusedBy(status).field;
    return answer;
  }

  // A request that names the mediation and nothing else.
  template <typename Request>
  static Request Of(const std::string& id) {
    Request request;
    request.set_mediation_id(id);
    return request;
  }

  // The employee asks the office against the employer.
  v1::RequestMediationRequest Asking() {
    v1::RequestMediationRequest request;
    request.set_profile_code("FR-MED-FPH");
    request.set_office_id("MED");
    request.set_level(v1::Mediation::REGIONAL);
    request.add_parties()->set_person_id(employee_.id);
    request.add_parties()->set_organization_id("CSSSN");
    request.set_object(kObjectCanary);
    request.set_prior_attempt(kAttemptCanary);
    request.set_litigation(kLitigationCanary);
    return request;
  }

  // As far as the state says, each step by whose it is.
  std::string Reach(v1::Mediation::State state) {
    using M = v1::Mediation;
    const std::string id = Do(employee_, &Stub::RequestMediation, Asking())
                               .mediation()
                               .mediation_id();
    if (state == M::REQUESTED) return id;
    Do(registrar_, &Stub::AcknowledgeMediation,
       Of<v1::AcknowledgeMediationRequest>(id));
    if (state == M::ADMISSIBILITY) return id;
    auto admit = Of<v1::AdmitMediationRequest>(id);
    admit.set_waived_reason(kWaivedCanary);
    Do(registrar_, &Stub::AdmitMediation, admit);
    if (state == M::CONSENT) return id;
    auto consent = Of<v1::AnswerMediationRequest>(id);
    consent.set_value(M::Answer::CONSENTED);
    Do(employee_, &Stub::AnswerMediation, consent);
    Do(world_.employer_rep, &Stub::AnswerMediation, consent);
    auto propose = Of<v1::ProposeMediatorRequest>(id);
    propose.set_person_id(mediator_.id);
    propose.set_certified(true);
    Do(registrar_, &Stub::ProposeMediator, propose);
    if (state == M::APPOINTMENT) return id;
    auto disclose = Of<v1::DiscloseInterestsRequest>(id);
    disclose.set_disclosure(kDisclosureCanary);
    disclose.set_undertaking(true);
    Do(mediator_, &Stub::DiscloseInterests, disclose);
    for (const Person* party : {&employee_, &world_.employer_rep}) {
      Do(*party, &Stub::AcceptInterests, Of<v1::AcceptInterestsRequest>(id));
    }
    Do(registrar_, &Stub::ConfirmMediators,
       Of<v1::ConfirmMediatorsRequest>(id));
    if (state == M::READY) return id;
    for (const Person* who : {&employee_, &world_.employer_rep, &mediator_}) {
      Do(*who, &Stub::SignEntry, Of<v1::SignEntryRequest>(id));
    }
    return id;
  }

  v1::MediationAnswer Show(const Person& as, const std::string& id,
                           std::string* reason = nullptr) {
    v1::GetMediationRequest request;
    request.set_mediation_id(id);
    v1::MediationAnswer answer;
    const grpc::Status status =
        world_.Call(as, &Stub::GetMediation, request, answer);
    if (reason != nullptr) *reason = ReasonOf(status);
    return answer;
  }
  v1::ListMediationsResponse List(const Person& as) {
    v1::ListMediationsResponse response;
    (void)world_.Call(as, &Stub::ListMediations, v1::ListMediationsRequest(),
                      response);
    return response;
  }
  v1::ListMediationHistoryResponse History(const Person& as,
                                           const std::string& id) {
    v1::ListMediationHistoryRequest request;
    request.set_mediation_id(id);
    request.set_page_size(200);
    v1::ListMediationHistoryResponse response;
    (void)world_.Call(as, &Stub::ListMediationHistory, request, response);
    return response;
  }

  v1::HoldSessionRequest Session(const std::string& id,
                                 v1::Mediation::Session::Kind kind,
                                 uint32_t side, const std::string& place) {
    auto request = Of<v1::HoldSessionRequest>(id);
    request.set_kind(kind);
    request.set_side(side);
    request.set_place(place);
    for (const uint32_t each : {1u, 2u}) {
      if (side != 0 && side != each) continue;
      auto& attendance = *request.add_attendances();
      attendance.set_side(each);
      attendance.set_quality(v1::Mediation::Session::PARTY);
    }
    return request;
  }

  // Everybody, by a letter: E the employee, R the employer, M the mediator; the
  // others, in small letters, are neither party nor mediator.
  std::vector<std::pair<char, Person>> Everybody() const {
    return {{'E', employee_},
            {'R', world_.employer_rep},
            {'M', mediator_},
            {'g', registrar_},
            {'s', stranger_},
            {'c', co_mediator_},
            {'a', assistant_},
            {'x', other_registrar_},
            {'k', keeper_},
            {'u', world_.union_rep},
            {'d', world_.admin},
            {'t', world_.auditor},
            {'p', world_.establishment_rep},
            {'n', world_.nobody}};
  }

  SmallWorld& world_;
  std::string office_;
  std::string other_office_;
  Person keeper_;
  Person registrar_;
  Person other_registrar_;
  Person employee_;
  Person stranger_;
  Person mediator_;
  Person co_mediator_;
  Person assistant_;
};

// Made before the people who are entered into it.
struct MediationDay {
  // Tokens end with the working day: the clock stands on one day from the
  // first.
  SmallWorld small_world{
      {},
      absl::FromCivil(absl::CivilSecond(2021, 3, 1, 15, 0, 0),
                      absl::UTCTimeZone())};
};

class MediationTest : public testing::Test,
                      private MediationDay,
                      protected MediationWorld {
 protected:
  MediationTest() : MediationWorld(small_world) {}
};

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_MEDIATIONS_MEDIATION_WORLD_H_
