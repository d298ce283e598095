#include "services/directory/directory_service.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/access/redact.h"
#include "services/directory/directory_rules.h"
#include "services/rpc/etag.h"
#include "services/rpc/page_token.h"
#include "storage/agreement_store.h"
#include "storage/change_store.h"
#include "storage/mandate_store.h"
#include "storage/organization_store.h"
#include "storage/person_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using R = v1::Refusal;
using M = v1::Mandate;
using Class = v1::Confidentiality;

// What everyone reads of a record that exists for them.
Reader AccountReader() {
  Reader reader;
  reader.classes = {Class::PUBLISHED, Class::ADMIN};
  return reader;
}

// A member's own representatives and keepers stand on the side of the
// organisation that entered the person.
Reader PersonReader(const Actor& actor, const v1::Person& person,
                    bool sealed_content) {
  Reader reader = AccountReader();
  for (const M::Role role : kMemberReaders) {
    if (!person.organization_id().empty() &&
        actor.HasRole(role, person.organization_id())) {
      reader.classes.insert(Class::SIDE_ADMIN);
      reader.sides = {1};
    }
  }
  if (sealed_content) {
    reader.classes.insert(Class::SEALED_ID);
    reader.sealed_content = true;
  }
  return reader;
}

// Where a list in the order of entry goes on.
struct EntryPosition {
  absl::Time time;
  std::string id;
};

absl::StatusOr<EntryPosition> PositionAfter(
    const ReadCall& call, const google::protobuf::Message& request,
    const std::string& page_token) {
  ASSIGN_OR_RETURN(const std::vector<std::string> parts,
                   OpenPageToken(call, request, page_token));
  EntryPosition position;
  int64_t micros = 0;
  if (parts.size() == 2 && absl::SimpleAtoi(parts[0], &micros)) {
    position.time = absl::FromUnixMicros(micros);
    position.id = parts[1];
  }
  return position;
}

std::string NextPage(const ReadCall& call,
                     const google::protobuf::Message& request,
                     const google::protobuf::Timestamp& create_time,
                     const std::string& id) {
  return SealPageToken(
      call, request,
      {absl::StrCat(absl::ToUnixMicros(FromProto(create_time))), id});
}

// Cuts off the one record by which the next page is noticed.
template <typename Record>
bool CutToPage(std::vector<Record>& records, int limit) {
  if (records.size() <= static_cast<std::size_t>(limit)) return false;
  records.pop_back();
  return true;
}

template <typename Record>
Record Shown(const ReadCall& call, Record record, const Reader& reader) {
  Redact(reader, record);
  record.set_etag(Etag(call.keyring, record));
  return record;
}

// The organisation that a filter names; empty, and `unknown` set, when there
// is none such: the list is then empty.
absl::StatusOr<std::string> FilterId(ReadCall& call,
                                     const std::string& id_or_code,
                                     bool& unknown) {
  unknown = false;
  if (id_or_code.empty()) return std::string();
  ASSIGN_OR_RETURN(const absl::optional<v1::Organization> organization,
                   FindOrganization(call.snapshot, id_or_code));
  unknown = !organization.has_value();
  return unknown ? std::string() : organization->organization_id();
}

absl::StatusOr<absl::optional<v1::Organization>> Named(
    ReadCall& call, const std::string& id_or_code) {
  if (id_or_code.empty()) return absl::optional<v1::Organization>();
  return FindOrganization(call.snapshot, id_or_code);
}

// ---- Organisations

absl::Status ShowOrganization(ReadCall& call, absl::string_view id_or_code,
                              v1::OrganizationAnswer& answer) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Organization> organization,
                   FindOrganization(call.snapshot, id_or_code));
  if (!organization.has_value()) return Refuse(R::NOT_AVAILABLE);
  *answer.mutable_organization() = Shown(call, *organization, AccountReader());
  return absl::OkStatus();
}

absl::StatusOr<std::string> Create(WriteCall& call,
                                   const v1::CreateOrganizationRequest& request,
                                   v1::OrganizationAnswer& answer) {
  const v1::Organization& given = request.organization();
  OrganizationFacts facts;
  facts.id = NewId();
  facts.now = call.snapshot.now();
  ASSIGN_OR_RETURN(facts.parent, Named(call, given.parent_id()));
  for (const auto& predecessor : given.predecessors()) {
    ASSIGN_OR_RETURN(facts.predecessors.emplace_back(),
                     Named(call, predecessor.organization_id()));
  }
  ASSIGN_OR_RETURN(const absl::optional<v1::Organization> same_code,
                   FindOrganization(call.snapshot, given.code()));
  facts.code_is_taken = same_code.has_value();
  ASSIGN_OR_RETURN(v1::Event event, CreateOrganization(given, facts));
  RETURN_IF_ERROR(RecordChange(call, nullptr, std::move(event)));
  RETURN_IF_ERROR(ShowOrganization(call, facts.id, answer));
  return facts.id;
}

absl::Status Get(ReadCall& call, const v1::GetOrganizationRequest& request,
                 v1::OrganizationAnswer& answer) {
  return ShowOrganization(call, request.organization_id(), answer);
}

absl::Status List(ReadCall& call, const v1::ListOrganizationsRequest& request,
                  v1::ListOrganizationsResponse& response) {
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::vector<std::string> after,
                   OpenPageToken(call, request, request.page_token()));
  ASSIGN_OR_RETURN(std::vector<v1::Organization> organizations,
                   ListOrganizations(call.snapshot, request.kind(),
                                     after.empty() ? "" : after[0], limit + 1));
  const bool has_more = CutToPage(organizations, limit);
  for (v1::Organization& organization : organizations) {
    *response.add_organizations() =
        Shown(call, std::move(organization), AccountReader());
  }
  if (has_more) {
    response.set_next_page_token(SealPageToken(
        call, request,
        {response.organizations(response.organizations_size() - 1).code()}));
  }
  return absl::OkStatus();
}

// ---- Persons

absl::StatusOr<v1::Person> PersonFor(ReadCall& call, absl::string_view id) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Person> person,
                   FindPerson(call.snapshot, id));
  if (!person.has_value() || !MayReadPerson(call.actor, *person)) {
    return Refuse(R::NOT_AVAILABLE);
  }
  return *person;
}

absl::Status ShowPerson(ReadCall& call, absl::string_view id,
                        v1::PersonAnswer& answer) {
  ASSIGN_OR_RETURN(const v1::Person person, PersonFor(call, id));
  *answer.mutable_person() =
      Shown(call, person, PersonReader(call.actor, person, false));
  return absl::OkStatus();
}

absl::StatusOr<std::string> Create(WriteCall& call,
                                   const v1::CreatePersonRequest& request,
                                   v1::PersonAnswer& answer) {
  const v1::Person& given = request.person();
  ASSIGN_OR_RETURN(const absl::optional<v1::Organization> stated,
                   Named(call, given.organization_id()));
  if (!given.organization_id().empty() && !stated.has_value()) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "person.organization_id"}});
  }
  ASSIGN_OR_RETURN(const std::string organization_id,
                   OrganizationOfNewPerson(call.actor, stated));
  const std::string id = NewId();
  RETURN_IF_ERROR(RecordChange(
      call, nullptr,
      CreatePerson(given, id, organization_id, call.snapshot.now()),
      organization_id));
  RETURN_IF_ERROR(ShowPerson(call, id, answer));
  return id;
}

absl::Status Get(ReadCall& call, const v1::GetPersonRequest& request,
                 v1::PersonAnswer& answer) {
  return ShowPerson(call, request.person_id(), answer);
}

absl::Status List(ReadCall& call, const v1::ListPersonsRequest& request,
                  v1::ListPersonsResponse& response) {
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const EntryPosition after,
                   PositionAfter(call, request, request.page_token()));
  PersonList list;
  list.caller_id = call.actor.person_id;
  list.today = call.actor.today;
  list.after_time = after.time;
  list.after_id = after.id;
  list.limit = limit + 1;
  bool unknown = false;
  ASSIGN_OR_RETURN(list.organization_id,
                   FilterId(call, request.organization_id(), unknown));
  if (unknown) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<v1::Person> persons,
                   ListPersons(call.snapshot, list));
  const bool has_more = CutToPage(persons, limit);
  for (v1::Person& person : persons) {
    const Reader reader = PersonReader(call.actor, person, false);
    *response.add_persons() = Shown(call, std::move(person), reader);
  }
  if (has_more) {
    const v1::Person& last = response.persons(response.persons_size() - 1);
    response.set_next_page_token(
        NextPage(call, request, last.create_time(), last.person_id()));
  }
  return absl::OkStatus();
}

absl::Status Unseal(WriteCall& call, const v1::UnsealPersonRequest& request,
                    v1::PersonAnswer& answer) {
  ASSIGN_OR_RETURN(v1::Person person, PersonFor(call, request.person_id()));
  RETURN_IF_ERROR(MayUnsealPerson(call.actor, person));
  if (person.sealed()) {
    RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring, person.person_id(),
                               Class::SEALED_ID, person));
    RETURN_IF_ERROR(RecordReading(call, person.person_id(), Class::SEALED_ID,
                                  person.organization_id()));
  }
  *answer.mutable_person() =
      Shown(call, person, PersonReader(call.actor, person, true));
  return absl::OkStatus();
}

// ---- Mandates

absl::StatusOr<v1::Mandate> MandateFor(ReadCall& call, absl::string_view id) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Mandate> mandate,
                   FindMandate(call.snapshot, id));
  if (!mandate.has_value() || !MayReadMandate(call.actor, *mandate)) {
    return Refuse(R::NOT_AVAILABLE);
  }
  return *mandate;
}

absl::Status ShowMandate(ReadCall& call, absl::string_view id,
                         v1::MandateAnswer& answer) {
  ASSIGN_OR_RETURN(const v1::Mandate mandate, MandateFor(call, id));
  *answer.mutable_mandate() = Shown(call, mandate, AccountReader());
  return absl::OkStatus();
}

absl::StatusOr<std::string> Grant(WriteCall& call,
                                  const v1::GrantMandateRequest& request,
                                  v1::MandateAnswer& answer) {
  const v1::Mandate& given = request.mandate();
  MandateFacts facts;
  facts.id = NewId();
  facts.now = call.snapshot.now();
  ASSIGN_OR_RETURN(facts.person, FindPerson(call.snapshot, given.person_id()));
  ASSIGN_OR_RETURN(facts.organization, Named(call, given.organization_id()));
  ASSIGN_OR_RETURN(
      facts.live_mandates,
      ListLiveMandates(call.snapshot, given.person_id(), call.actor.today));
  ASSIGN_OR_RETURN(v1::Event event, GrantMandate(call.actor, given, facts));
  const std::string organization_id = event.mandate().organization_id();
  RETURN_IF_ERROR(
      RecordChange(call, nullptr, std::move(event), organization_id));
  RETURN_IF_ERROR(ShowMandate(call, facts.id, answer));
  return facts.id;
}

absl::StatusOr<std::string> Revoke(WriteCall& call,
                                   const v1::RevokeMandateRequest& request,
                                   v1::MandateAnswer& answer) {
  ASSIGN_OR_RETURN(const v1::Mandate mandate,
                   MandateFor(call, request.mandate_id()));
  v1::Mandate redacted = mandate;
  Redact(AccountReader(), redacted);
  RETURN_IF_ERROR(CheckEtag(call.keyring, request.etag(), redacted));
  ASSIGN_OR_RETURN(v1::Event event,
                   RevokeMandate(call.actor, mandate, call.snapshot.now()));
  // The keeper may have revoked their own mandate, and reads it no more.
  *answer.mutable_mandate() = Shown(call, event.mandate(), AccountReader());
  RETURN_IF_ERROR(RecordChange(call, &mandate, std::move(event),
                               mandate.organization_id()));
  return mandate.mandate_id();
}

absl::Status List(ReadCall& call, const v1::ListMandatesRequest& request,
                  v1::ListMandatesResponse& response) {
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const EntryPosition after,
                   PositionAfter(call, request, request.page_token()));
  MandateList list;
  list.person_id = request.person_id();
  list.all = call.actor.HasAnyRole({M::ADMINISTRATOR, M::AUDITOR});
  list.caller_id = call.actor.person_id;
  list.today = call.actor.today;
  list.after_time = after.time;
  list.after_id = after.id;
  list.limit = limit + 1;
  bool unknown = false;
  ASSIGN_OR_RETURN(list.organization_id,
                   FilterId(call, request.organization_id(), unknown));
  if (unknown) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<v1::Mandate> mandates,
                   ListMandates(call.snapshot, list));
  const bool has_more = CutToPage(mandates, limit);
  for (v1::Mandate& mandate : mandates) {
    *response.add_mandates() = Shown(call, std::move(mandate), AccountReader());
  }
  if (has_more) {
    const v1::Mandate& last = response.mandates(response.mandates_size() - 1);
    response.set_next_page_token(
        NextPage(call, request, last.create_time(), last.mandate_id()));
  }
  return absl::OkStatus();
}

// ---- Agreements

absl::Status ShowAgreement(ReadCall& call, absl::string_view id,
                           v1::AgreementAnswer& answer) {
  ASSIGN_OR_RETURN(const v1::Agreement agreement,
                   GetAgreement(call.snapshot, id));
  *answer.mutable_agreement() = Shown(call, agreement, AccountReader());
  return absl::OkStatus();
}

absl::StatusOr<std::string> Create(WriteCall& call,
                                   const Procedures& procedures,
                                   const v1::CreateAgreementRequest& request,
                                   v1::AgreementAnswer& answer) {
  const v1::Agreement& given = request.agreement();
  AgreementFacts facts;
  facts.id = NewId();
  facts.now = call.snapshot.now();
  ASSIGN_OR_RETURN(facts.local, Named(call, given.local_id()));
  ASSIGN_OR_RETURN(facts.employer, Named(call, given.employer_id()));
  const absl::Status profile =
      procedures.Newest(call.snapshot, given.profile_code()).status();
  if (!profile.ok() && !absl::IsNotFound(profile)) return profile;
  facts.profile_is_known = profile.ok();
  ASSIGN_OR_RETURN(v1::Event event, CreateAgreement(call.actor, given, facts));
  const std::string acted_by = call.actor.ActsFor(event.agreement().local_id())
                                   ? event.agreement().local_id()
                                   : event.agreement().employer_id();
  RETURN_IF_ERROR(RecordChange(call, nullptr, std::move(event), acted_by));
  RETURN_IF_ERROR(ShowAgreement(call, facts.id, answer));
  return facts.id;
}

absl::Status Get(ReadCall& call, const v1::GetAgreementRequest& request,
                 v1::AgreementAnswer& answer) {
  return ShowAgreement(call, request.agreement_id(), answer);
}

absl::Status List(ReadCall& call, const v1::ListAgreementsRequest& request,
                  v1::ListAgreementsResponse& response) {
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const EntryPosition after,
                   PositionAfter(call, request, request.page_token()));
  bool unknown = false;
  ASSIGN_OR_RETURN(const std::string organization_id,
                   FilterId(call, request.organization_id(), unknown));
  if (unknown) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<v1::Agreement> agreements,
                   ListAgreements(call.snapshot, organization_id, after.time,
                                  after.id, limit + 1));
  const bool has_more = CutToPage(agreements, limit);
  for (v1::Agreement& agreement : agreements) {
    *response.add_agreements() =
        Shown(call, std::move(agreement), AccountReader());
  }
  if (has_more) {
    const v1::Agreement& last =
        response.agreements(response.agreements_size() - 1);
    response.set_next_page_token(
        NextPage(call, request, last.create_time(), last.agreement_id()));
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* DirectoryService::CreateOrganization(
    grpc::CallbackServerContext* context,
    const v1::CreateOrganizationRequest* request,
    v1::OrganizationAnswer* response) {
  return rpc_.Write(
      context, request, response, CheckCreateOrganization,
      [](WriteCall& call, const auto& create, auto& answer) {
        return Create(call, create, answer);
      },
      ShowOrganization);
}

grpc::ServerUnaryReactor* DirectoryService::GetOrganization(
    grpc::CallbackServerContext* context,
    const v1::GetOrganizationRequest* request,
    v1::OrganizationAnswer* response) {
  return rpc_.Read(context, request, response, CheckGetOrganization,
                   [](ReadCall& call, const auto& get, auto& answer) {
                     return Get(call, get, answer);
                   });
}

grpc::ServerUnaryReactor* DirectoryService::ListOrganizations(
    grpc::CallbackServerContext* context,
    const v1::ListOrganizationsRequest* request,
    v1::ListOrganizationsResponse* response) {
  return rpc_.Read(context, request, response, CheckListOrganizations,
                   [](ReadCall& call, const auto& list, auto& answer) {
                     return List(call, list, answer);
                   });
}

grpc::ServerUnaryReactor* DirectoryService::CreatePerson(
    grpc::CallbackServerContext* context,
    const v1::CreatePersonRequest* request, v1::PersonAnswer* response) {
  return rpc_.Write(
      context, request, response, CheckCreatePerson,
      [](WriteCall& call, const auto& create, auto& answer) {
        return Create(call, create, answer);
      },
      ShowPerson);
}

grpc::ServerUnaryReactor* DirectoryService::GetPerson(
    grpc::CallbackServerContext* context, const v1::GetPersonRequest* request,
    v1::PersonAnswer* response) {
  return rpc_.Read(context, request, response, CheckGetPerson,
                   [](ReadCall& call, const auto& get, auto& answer) {
                     return Get(call, get, answer);
                   });
}

grpc::ServerUnaryReactor* DirectoryService::ListPersons(
    grpc::CallbackServerContext* context, const v1::ListPersonsRequest* request,
    v1::ListPersonsResponse* response) {
  return rpc_.Read(context, request, response, CheckListPersons,
                   [](ReadCall& call, const auto& list, auto& answer) {
                     return List(call, list, answer);
                   });
}

grpc::ServerUnaryReactor* DirectoryService::UnsealPerson(
    grpc::CallbackServerContext* context,
    const v1::UnsealPersonRequest* request, v1::PersonAnswer* response) {
  return rpc_.SealedRead(context, request, response, CheckUnsealPerson, Unseal);
}

grpc::ServerUnaryReactor* DirectoryService::GrantMandate(
    grpc::CallbackServerContext* context,
    const v1::GrantMandateRequest* request, v1::MandateAnswer* response) {
  return rpc_.Write(context, request, response, CheckGrantMandate, Grant,
                    ShowMandate);
}

grpc::ServerUnaryReactor* DirectoryService::RevokeMandate(
    grpc::CallbackServerContext* context,
    const v1::RevokeMandateRequest* request, v1::MandateAnswer* response) {
  return rpc_.Write(context, request, response, CheckRevokeMandate, Revoke,
                    ShowMandate);
}

grpc::ServerUnaryReactor* DirectoryService::ListMandates(
    grpc::CallbackServerContext* context,
    const v1::ListMandatesRequest* request,
    v1::ListMandatesResponse* response) {
  return rpc_.Read(context, request, response, CheckListMandates,
                   [](ReadCall& call, const auto& list, auto& answer) {
                     return List(call, list, answer);
                   });
}

grpc::ServerUnaryReactor* DirectoryService::CreateAgreement(
    grpc::CallbackServerContext* context,
    const v1::CreateAgreementRequest* request, v1::AgreementAnswer* response) {
  return rpc_.Write(
      context, request, response, CheckCreateAgreement,
      [this](WriteCall& call, const auto& create, auto& answer) {
        return Create(call, procedures_, create, answer);
      },
      ShowAgreement);
}

grpc::ServerUnaryReactor* DirectoryService::GetAgreement(
    grpc::CallbackServerContext* context,
    const v1::GetAgreementRequest* request, v1::AgreementAnswer* response) {
  return rpc_.Read(context, request, response, CheckGetAgreement,
                   [](ReadCall& call, const auto& get, auto& answer) {
                     return Get(call, get, answer);
                   });
}

grpc::ServerUnaryReactor* DirectoryService::ListAgreements(
    grpc::CallbackServerContext* context,
    const v1::ListAgreementsRequest* request,
    v1::ListAgreementsResponse* response) {
  return rpc_.Read(context, request, response, CheckListAgreements,
                   [](ReadCall& call, const auto& list, auto& answer) {
                     return List(call, list, answer);
                   });
}

}  // namespace entente
