#include "tests/testing/small_world.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <utility>
#include <vector>

#include "google/rpc/status.pb.h"
#include "services/server/first_administrator.h"
#include "storage/store.h"

namespace entente {
namespace {

void Demand(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "The small world cannot be made: %s\n", what.c_str());
  std::abort();
}

void Demand(const absl::Status& status) {
  Demand(status.ok(), status.ToString());
}

void Demand(const grpc::Status& status) {
  Demand(status.ok(), status.error_message());
}

absl::TimeZone Toronto() {
  absl::TimeZone zone;
  Demand(absl::LoadTimeZone("America/Toronto", &zone), "no time zone");
  return zone;
}

}  // namespace

Refused RefusedBy(const grpc::Status& status) {
  Refused refused;
  refused.code = status.error_code();
  refused.details = status.error_details();
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return refused;
  for (const google::protobuf::Any& detail : details.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::LocalizedMessage message;
    if (detail.UnpackTo(&info)) {
      refused.reason = info.reason();
      const auto field = info.metadata().find("field");
      if (field != info.metadata().end()) refused.field = field->second;
    } else if (detail.UnpackTo(&message)) {
      refused.sentence = message.message();
      refused.locale = message.locale();
    }
  }
  return refused;
}

std::string ReasonOf(const grpc::Status& status) {
  if (status.ok()) return "OK";
  const std::string reason = RefusedBy(status).reason;
  return reason.empty() ? absl::StrCat("code ", status.error_code(), " ",
                                       status.error_message())
                        : reason;
}

SmallWorld::SmallWorld(const std::function<void(ServerOptions&)>& change,
                       absl::optional<absl::Time> now)
    : folder_(temporary_ / "store") {
  if (now.has_value()) clock_.Set(*now);
  Demand(Store::Init(folder_, clock_));
  ServerOptions options;
  options.folder = folder_;
  options.clock = &clock_;
  options.time_zone = Toronto();
  {
    StoreOptions store_options;
    store_options.folder = folder_;
    store_options.clock = &clock_;
    auto store = Store::Open(store_options);
    Demand(store.status());
    Demand(CreateFirstAdministrator(**store, folder_, "Administration",
                                    options.time_zone, options.credentials));
  }
  if (change) change(options);
  auto server = Server::Start(options);
  Demand(server.status());
  server_ = *std::move(server);
  grpc::ChannelArguments arguments;
  // A channel of its own for each world, and no waiting after a stop.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  channel_ = grpc::CreateCustomChannel(
      server_->address(), grpc::InsecureChannelCredentials(), arguments);
  Populate();
}

void SmallWorld::Populate() {
  std::ifstream file(AdministratorTokenPath(folder_));
  Demand(static_cast<bool>(std::getline(file, admin.token)), "no admin.token");
  v1::WhoAmIResponse who;
  Demand(
      Call(admin, &v1::AccessService::Stub::WhoAmI, v1::WhoAmIRequest(), who));
  admin.id = who.person().person_id();

  using O = v1::Organization;
  using M = v1::Mandate;
  federation = EnterOrganization(admin, O::FEDERATION, "FSQ",
                                 "Fédération de la santé (fictive)");
  local = EnterOrganization(admin, O::UNION_LOCAL, "QN",
                            "Syndicat des travailleuses et travailleurs du "
                            "CSSS Québec-Nord",
                            federation);
  employer = EnterOrganization(admin, O::EMPLOYER, "CSSSN", "CSSS Québec-Nord");
  establishment = EnterOrganization(admin, O::ESTABLISHMENT, "CSSSN-SAD",
                                    "CLSC (fictif)", employer);
  other_local = EnterOrganization(admin, O::UNION_LOCAL, "AUT",
                                  "Autre syndicat (fictif)", federation);
  other_employer =
      EnterOrganization(admin, O::EMPLOYER, "CSSS-AUT", "Autre CSSS (fictif)");

  auditor = EnterActor(admin, "Vérificatrice", M::AUDITOR);
  keeper = EnterActor(admin, "Gardienne du syndicat", M::KEEPER, local);
  employer_keeper =
      EnterActor(admin, "Gardien de l'employeur", M::KEEPER, employer);
  other_keeper =
      EnterActor(admin, "Gardien d'ailleurs", M::KEEPER, other_local);
  union_rep = EnterActor(keeper, "Agente de griefs", M::UNION_REP, local);
  employer_rep = EnterActor(employer_keeper, "Conseiller en RH",
                            M::EMPLOYER_REP, employer);
  other_rep =
      EnterActor(other_keeper, "Agent d'ailleurs", M::UNION_REP, other_local);
  const Person federation_keeper =
      EnterActor(admin, "Gardienne de la fédération", M::KEEPER, federation);
  federation_rep =
      EnterActor(federation_keeper, "Conseillère", M::UNION_REP, federation);
  const Person establishment_keeper =
      EnterActor(admin, "Gardien du CLSC", M::KEEPER, establishment);
  establishment_rep = EnterActor(establishment_keeper, "Cheffe de service",
                                 M::EMPLOYER_REP, establishment);

  agreement = EnterAgreement(keeper, local, employer);
}

VerifyReport SmallWorld::StopAndVerify() {
  server_->Stop(absl::Seconds(5));
  server_.reset();
  return VerifyStore(folder_);
}

std::string SmallWorld::EnterOrganization(const Person& by,
                                          v1::Organization::Kind kind,
                                          const std::string& code,
                                          const std::string& name,
                                          const std::string& parent_id) {
  v1::CreateOrganizationRequest request;
  request.set_request_id(Fresh());
  request.mutable_organization()->set_kind(kind);
  request.mutable_organization()->set_code(code);
  request.mutable_organization()->set_name(name);
  request.mutable_organization()->set_parent_id(parent_id);
  v1::OrganizationAnswer answer;
  Demand(Call(by, &v1::DirectoryService::Stub::CreateOrganization, request,
              answer));
  return answer.organization().organization_id();
}

std::string SmallWorld::EnterPerson(const Person& by, v1::Person person,
                                    const std::string& organization_id) {
  v1::CreatePersonRequest request;
  request.set_request_id(Fresh());
  person.set_organization_id(organization_id);
  *request.mutable_person() = std::move(person);
  v1::PersonAnswer answer;
  Demand(Call(by, &v1::DirectoryService::Stub::CreatePerson, request, answer));
  return answer.person().person_id();
}

std::string SmallWorld::EnterPublicPerson(const Person& by,
                                          const std::string& name,
                                          const std::string& organization_id) {
  v1::Person person;
  person.set_public_name(name);
  return EnterPerson(by, person, organization_id);
}

std::string SmallWorld::EnterMember(const Person& by, const std::string& name,
                                    const std::string& organization_id) {
  v1::Person person;
  person.set_member_name(name);
  return EnterPerson(by, person, organization_id);
}

std::string SmallWorld::EnterSealedPerson(const Person& by,
                                          const std::string& name,
                                          const std::string& pseudonym,
                                          const std::string& organization_id) {
  v1::Person person;
  person.set_sealed_name(name);
  person.set_pseudonym(pseudonym);
  return EnterPerson(by, person, organization_id);
}

std::string SmallWorld::EnterAgreement(const Person& by,
                                       const std::string& local_id,
                                       const std::string& employer_id) {
  v1::CreateAgreementRequest request;
  request.set_request_id(Fresh());
  v1::Agreement& given = *request.mutable_agreement();
  given.set_local_id(local_id);
  given.set_employer_id(employer_id);
  given.set_profile_code("QC-SSS-30");
  given.set_title("Convention collective (fictive)");
  given.set_from_date("2010-01-01");
  v1::AgreementAnswer answer;
  Demand(
      Call(by, &v1::DirectoryService::Stub::CreateAgreement, request, answer));
  return answer.agreement().agreement_id();
}

std::string SmallWorld::Grant(const Person& by, const std::string& person_id,
                              v1::Mandate::Role role,
                              const std::string& organization_id) {
  v1::GrantMandateRequest request;
  request.set_request_id(Fresh());
  request.mutable_mandate()->set_person_id(person_id);
  request.mutable_mandate()->set_role(role);
  request.mutable_mandate()->set_organization_id(organization_id);
  request.mutable_mandate()->set_from_date("2010-01-01");
  v1::MandateAnswer answer;
  Demand(Call(by, &v1::DirectoryService::Stub::GrantMandate, request, answer));
  return answer.mandate().mandate_id();
}

v1::Mandate SmallWorld::MandateOf(const Person& by,
                                  const std::string& person_id) {
  v1::ListMandatesRequest request;
  request.set_person_id(person_id);
  v1::ListMandatesResponse answer;
  Demand(Call(by, &v1::DirectoryService::Stub::ListMandates, request, answer));
  Demand(answer.mandates_size() == 1, "not one mandate");
  return answer.mandates(0);
}

void SmallWorld::RevokeMandateOf(const Person& by,
                                 const std::string& person_id) {
  v1::RevokeMandateRequest request;
  request.set_request_id(Fresh());
  request.set_mandate_id(MandateOf(by, person_id).mandate_id());
  v1::MandateAnswer answer;
  Demand(Call(by, &v1::DirectoryService::Stub::RevokeMandate, request, answer));
}

void SmallWorld::MakeKeeper(const std::string& person_id,
                            const std::string& organization_id) {
  v1::ListMandatesRequest list;
  list.set_organization_id(organization_id);
  list.set_page_size(200);
  v1::ListMandatesResponse mandates;
  Demand(
      Call(admin, &v1::DirectoryService::Stub::ListMandates, list, mandates));
  std::vector<std::string> keepers;
  for (const v1::Mandate& mandate : mandates.mandates()) {
    if (mandate.role() != v1::Mandate::KEEPER || mandate.has_revoke_time()) {
      continue;
    }
    keepers.push_back(mandate.person_id());
    v1::RevokeMandateRequest revoke;
    revoke.set_request_id(Fresh());
    revoke.set_mandate_id(mandate.mandate_id());
    v1::MandateAnswer revoked;
    Demand(Call(admin, &v1::DirectoryService::Stub::RevokeMandate, revoke,
                revoked));
  }
  Grant(admin, person_id, v1::Mandate::KEEPER, organization_id);
  if (keepers.empty()) return;
  const Person person = SignIn(admin, person_id);
  for (const std::string& keeper_id : keepers) {
    Grant(person, keeper_id, v1::Mandate::KEEPER, organization_id);
  }
}

SmallWorld::Person SmallWorld::EnterKeeper(const std::string& name,
                                           const std::string& organization_id) {
  const std::string id = EnterPublicPerson(admin, name);
  MakeKeeper(id, organization_id);
  return SignIn(admin, id);
}

std::string SmallWorld::IssueCode(const Person& by,
                                  const std::string& person_id) {
  v1::IssueCodeRequest request;
  request.set_request_id(Fresh());
  request.set_person_id(person_id);
  v1::IssueCodeResponse answer;
  Demand(Call(by, &v1::AccessService::Stub::IssueCode, request, answer));
  return answer.code();
}

SmallWorld::Person SmallWorld::SignIn(const Person& by,
                                      const std::string& person_id) {
  v1::ExchangeCodeRequest request;
  request.set_code(IssueCode(by, person_id));
  v1::ExchangeCodeResponse answer;
  Demand(Call(nobody, &v1::AccessService::Stub::ExchangeCode, request, answer));
  return {answer.person_id(), answer.token()};
}

SmallWorld::Person SmallWorld::EnterActor(const Person& by,
                                          const std::string& name,
                                          v1::Mandate::Role role,
                                          const std::string& organization_id) {
  // Whom an administrator enters belongs to no organisation.
  const std::string id = EnterPublicPerson(
      by, name, by.id == admin.id ? std::string() : organization_id);
  Grant(by, id, role, organization_id);
  return SignIn(by, id);
}

}  // namespace entente
