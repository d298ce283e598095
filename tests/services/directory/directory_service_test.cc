#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "entente/v1/consultation_service.grpc.pb.h"
#include "entente/v1/event_service.grpc.pb.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "storage/event_log.h"
#include "tests/testing/small_world.h"

namespace entente {
namespace {

using Directory = v1::DirectoryService::Stub;
using Person = SmallWorldPerson;
using M = v1::Mandate;
using O = v1::Organization;

Refused Grant(SmallWorld& world, const Person& by, const std::string& person_id,
              M::Role role, const std::string& organization_id) {
  v1::GrantMandateRequest request;
  request.set_request_id(world.Fresh());
  request.mutable_mandate()->set_person_id(person_id);
  request.mutable_mandate()->set_role(role);
  request.mutable_mandate()->set_organization_id(organization_id);
  v1::MandateAnswer answer;
  return RefusedBy(world.Call(by, &Directory::GrantMandate, request, answer));
}

Refused Create(SmallWorld& world, const v1::Organization& organization) {
  v1::CreateOrganizationRequest request;
  request.set_request_id(world.Fresh());
  *request.mutable_organization() = organization;
  v1::OrganizationAnswer answer;
  return RefusedBy(world.Call(world.keeper, &Directory::CreateOrganization,
                              request, answer));
}

v1::Organization NewOrganization(O::Kind kind, const std::string& code,
                                 const std::string& parent_id = "") {
  v1::Organization organization;
  organization.set_kind(kind);
  organization.set_code(code);
  organization.set_name("Organisme (fictif)");
  organization.set_parent_id(parent_id);
  return organization;
}

TEST(GrantMandate, IsForTheOwnOrganisationAndForOthersThanOneself) {
  SmallWorld world;
  const std::string ann =
      world.EnterPublicPerson(world.keeper, "Anne", world.local);
  EXPECT_EQ(Grant(world, world.keeper, ann, M::UNION_REP, world.local).reason,
            "");
  EXPECT_EQ(
      Grant(world, world.keeper, world.keeper.id, M::UNION_REP, world.local)
          .reason,
      "SELF_GRANT");
  EXPECT_EQ(
      Grant(world, world.keeper, ann, M::UNION_REP, world.other_local).reason,
      "ROLE_REQUIRED");
  EXPECT_EQ(Grant(world, world.keeper, ann, M::ADMINISTRATOR, "").reason,
            "ROLE_REQUIRED");
  EXPECT_EQ(Grant(world, world.admin, ann, M::UNION_REP, world.local).reason,
            "ROLE_REQUIRED");
  EXPECT_EQ(
      Grant(world, world.admin, world.admin.id, M::KEEPER, world.local).reason,
      "SELF_GRANT");
}

// Who appoints the custodian does not also appoint who decides.
TEST(GrantMandate, AKeeperIsGrantedByTheKeeperWhereThereIsOne) {
  SmallWorld world;
  const std::string ann =
      world.EnterPublicPerson(world.keeper, "Anne", world.local);
  EXPECT_EQ(Grant(world, world.admin, ann, M::KEEPER, world.local).reason,
            "KEEPER_GRANTS");
  const std::string eve = world.EnterPublicPerson(world.admin, "Ève");
  EXPECT_EQ(Grant(world, world.admin, eve, M::KEEPER, world.local).reason,
            "KEEPER_GRANTS");
  EXPECT_EQ(Grant(world, world.keeper, ann, M::KEEPER, world.local).reason, "");
  // One is left, and then none.
  world.RevokeMandateOf(world.admin, world.keeper.id);
  EXPECT_EQ(Grant(world, world.admin, eve, M::KEEPER, world.local).reason,
            "KEEPER_GRANTS");
  world.RevokeMandateOf(world.admin, ann);
  EXPECT_EQ(Grant(world, world.admin, eve, M::KEEPER, world.local).reason, "");
}

TEST(CreatePerson, NobodyHasSeniorityOfADayToCome) {
  SmallWorld world;
  v1::CreatePersonRequest request;
  request.set_request_id(world.Fresh());
  request.mutable_person()->set_member_name("Membre");
  request.mutable_person()->mutable_employment()->set_seniority_date(
      "2030-05-03");
  v1::PersonAnswer answer;
  const Refused refused = RefusedBy(
      world.Call(world.keeper, &Directory::CreatePerson, request, answer));
  EXPECT_EQ(refused.reason, "DATE_IN_FUTURE");
  EXPECT_EQ(refused.field, "person.employment.seniority_date");
}

// Whether a guess is right shows in nothing: neither in the answer, nor in the
// history, nor in a call that only judges.
TEST(CorrectPerson, WhatIsSealedIsNotFoundByGuessing) {
  SmallWorld world;
  const std::string id = world.EnterSealedPerson(
      world.union_rep, "canary-sealed", "Membre A", world.local);
  const auto correct = [&](const std::string& field, const std::string& value,
                           bool validate_only) {
    v1::CorrectPersonRequest request;
    request.set_request_id(world.Fresh());
    request.set_validate_only(validate_only);
    request.set_person_id(id);
    request.set_field(field);
    request.set_value(value);
    v1::PersonAnswer answer;
    const grpc::Status status =
        world.Call(world.keeper, &Directory::CorrectPerson, request, answer);
    return status.ok() ? answer.DebugString() : ReasonOf(status);
  };
  const auto events = [&] {
    v1::ListEventsRequest request;
    request.set_move(v1::Event::PERSON_CORRECTED);
    v1::ListEventsResponse response;
    EXPECT_TRUE(world
                    .Call(world.auditor, &v1::EventService::Stub::ListEvents,
                          request, response)
                    .ok());
    return response.events_size();
  };
  const auto history = [&] {
    v1::ListPersonHistoryRequest request;
    request.set_person_id(id);
    v1::ListPersonHistoryResponse response;
    EXPECT_TRUE(world
                    .Call(world.keeper,
                          &v1::EventService::Stub::ListPersonHistory, request,
                          response)
                    .ok());
    return response.events_size();
  };
  for (const bool validate_only : {true, false}) {
    for (const auto& [field, right, wrong] :
         {std::tuple("job_title", "", "Infirmière"),
          std::tuple("seniority_date", "", "2004-05-03"),
          std::tuple("name", "canary-sealed", "Une autre")}) {
      const int events_before = events();
      const int history_before = history();
      const std::string hit = correct(field, right, validate_only);
      const int events_between = events();
      const int history_between = history();
      EXPECT_EQ(hit, correct(field, wrong, validate_only)) << field;
      EXPECT_EQ(events_between - events_before, validate_only ? 0 : 1);
      EXPECT_EQ(events() - events_between, events_between - events_before);
      EXPECT_EQ(history() - history_between, history_between - history_before);
    }
  }
  // The pseudonym is there to be read.
  EXPECT_EQ(correct("pseudonym", "Membre A", true), "NOTHING_TO_CORRECT");
  EXPECT_EQ(world.StopAndVerify().outcome, VerifyReport::Outcome::kSound);
}

TEST(GrantMandate, RefusesRolesThatExcludeEachOther) {
  SmallWorld world;
  EXPECT_EQ(Grant(world, world.employer_keeper, world.union_rep.id,
                  M::EMPLOYER_REP, world.employer)
                .reason,
            "ROLES_OPPOSED");
  EXPECT_EQ(
      Grant(world, world.admin, world.auditor.id, M::ADMINISTRATOR, "").reason,
      "ROLES_OPPOSED");
  const std::string ann = world.EnterPublicPerson(world.admin, "Anne");
  EXPECT_EQ(Grant(world, world.admin, ann, M::ADMINISTRATOR, "").reason, "");
  EXPECT_EQ(Grant(world, world.admin, ann, M::CUSTODIAN, "").reason,
            "ROLES_OPPOSED");
  const std::string bea =
      world.EnterPublicPerson(world.keeper, "Béa", world.local);
  EXPECT_EQ(Grant(world, world.keeper, bea, M::REGISTRAR, world.local).reason,
            "");
  EXPECT_EQ(Grant(world, world.keeper, bea, M::SECRETARY, world.local).reason,
            "ROLES_OPPOSED");
}

TEST(GrantMandate, RefusesOneThatThePersonHoldsInTheSameDays) {
  SmallWorld world;
  const std::string ann =
      world.EnterPublicPerson(world.keeper, "Anne", world.local);
  const auto grant = [&](M::Role role, const char* from, const char* until) {
    v1::GrantMandateRequest request;
    request.set_request_id(world.Fresh());
    request.mutable_mandate()->set_person_id(ann);
    request.mutable_mandate()->set_role(role);
    request.mutable_mandate()->set_organization_id("QN");
    request.mutable_mandate()->set_from_date(from);
    request.mutable_mandate()->set_until_date(until);
    v1::MandateAnswer answer;
    const Refused refused = RefusedBy(
        world.Call(world.keeper, &Directory::GrantMandate, request, answer));
    return refused.reason;
  };
  EXPECT_EQ(grant(M::UNION_REP, "2012-01-01", "2012-12-31"), "");
  EXPECT_EQ(grant(M::UNION_REP, "2012-12-31", ""), "MANDATE_OVERLAPS");
  EXPECT_EQ(grant(M::UNION_REP, "2012-02-01", "2012-03-01"),
            "MANDATE_OVERLAPS");
  // The days after it, another role, and what was revoked.
  EXPECT_EQ(grant(M::MEMBER, "2012-01-01", "2012-12-31"), "");
  EXPECT_EQ(grant(M::UNION_REP, "2013-01-01", ""), "");
  EXPECT_EQ(grant(M::UNION_REP, "2014-01-01", ""), "MANDATE_OVERLAPS");
  const std::string bea =
      world.EnterPublicPerson(world.keeper, "Béa", world.local);
  world.Grant(world.keeper, bea, M::UNION_REP, world.local);
  world.RevokeMandateOf(world.keeper, bea);
  EXPECT_EQ(Grant(world, world.keeper, bea, M::UNION_REP, world.local).reason,
            "");
}

TEST(GrantMandate, NamesWhatIsUnknownOrDoesNotFit) {
  SmallWorld world;
  EXPECT_EQ(
      Grant(world, world.keeper, "absent", M::UNION_REP, world.local).field,
      "mandate.person_id");
  EXPECT_EQ(
      Grant(world, world.keeper, world.other_rep.id, M::UNION_REP, "ABSENT")
          .field,
      "mandate.organization_id");
  EXPECT_EQ(Grant(world, world.keeper, world.other_rep.id, M::EMPLOYER_REP,
                  world.local)
                .reason,
            "FIELDS_CONFLICT");
  // A member of another organisation does not exist for this keeper.
  const std::string member = world.EnterMember(
      world.other_rep, "Membre d'ailleurs", world.other_local);
  const Refused hidden =
      Grant(world, world.keeper, member, M::UNION_REP, world.local);
  EXPECT_EQ(hidden.reason, "REFERENCE_UNKNOWN");
  EXPECT_EQ(
      hidden.details,
      Grant(world, world.keeper, "absent", M::UNION_REP, world.local).details);
}

TEST(CreateOrganization, DemandsAFittingParentAndAFreeCode) {
  SmallWorld world;
  EXPECT_EQ(Create(world, NewOrganization(O::FIRM, "QN")).reason,
            "ALREADY_TAKEN");
  EXPECT_EQ(Create(world, NewOrganization(O::FIRM, "qn")).reason,
            "FIELD_BAD_CHARACTER");
  EXPECT_EQ(Create(world, NewOrganization(O::ESTABLISHMENT, "E1")).reason,
            "FIELD_REQUIRED");
  EXPECT_EQ(Create(world, NewOrganization(O::ESTABLISHMENT, "E1", "QN")).reason,
            "REFERENCE_UNKNOWN");
  EXPECT_EQ(Create(world, NewOrganization(O::EMPLOYER, "E1", "FSQ")).reason,
            "FIELDS_CONFLICT");
  v1::Organization successor = NewOrganization(O::EMPLOYER, "CIUSSS");
  successor.add_predecessors()->set_organization_id("CSSSN");
  EXPECT_EQ(Create(world, successor).field,
            "organization.predecessors.effective_date");
  successor.mutable_predecessors(0)->set_effective_date("2015-02-30");
  EXPECT_EQ(Create(world, successor).reason, "DATE_MALFORMED");
  successor.mutable_predecessors(0)->set_effective_date("2015-04-01");
  EXPECT_EQ(Create(world, successor).reason, "");
  v1::Organization odd = NewOrganization(O::FIRM, "ODD");
  odd.set_kind(static_cast<O::Kind>(99));
  EXPECT_EQ(Create(world, odd).reason, "VALUE_UNKNOWN");
}

TEST(CreatePerson, TakesExactlyOneName) {
  SmallWorld world;
  const auto create = [&](const v1::Person& person) {
    v1::CreatePersonRequest request;
    request.set_request_id(world.Fresh());
    *request.mutable_person() = person;
    v1::PersonAnswer answer;
    return RefusedBy(
        world.Call(world.union_rep, &Directory::CreatePerson, request, answer));
  };
  v1::Person person;
  EXPECT_EQ(create(person).reason, "FIELD_REQUIRED");
  person.set_sealed_name("Nom");
  EXPECT_EQ(create(person).field, "person.pseudonym");
  person.set_pseudonym("Infirmière A");
  EXPECT_EQ(create(person).reason, "");
  person.set_member_name("Nom");
  EXPECT_EQ(create(person).reason, "FIELDS_CONFLICT");
  person.clear_sealed_name();
  EXPECT_EQ(create(person).field, "person.pseudonym");
  person.clear_pseudonym();
  person.set_organization_id(world.other_local);
  EXPECT_EQ(create(person).reason, "ROLE_REQUIRED");
  person.set_organization_id("ABSENT");
  EXPECT_EQ(create(person).reason, "REFERENCE_UNKNOWN");
}

// Everything that a person can obtain of the directory, as text.
std::string AllThatIsSeen(SmallWorld& world, const Person& by,
                          const std::string& person_id) {
  std::string seen;
  v1::ListPersonsRequest list;
  list.set_page_size(200);
  v1::ListPersonsResponse persons;
  EXPECT_TRUE(world.Call(by, &Directory::ListPersons, list, persons).ok());
  seen += persons.DebugString();
  v1::GetPersonRequest get;
  get.set_person_id(person_id);
  v1::PersonAnswer answer;
  (void)world.Call(by, &Directory::GetPerson, get, answer);
  seen += answer.DebugString();
  v1::UnsealPersonRequest unseal;
  unseal.set_person_id(person_id);
  answer.Clear();
  (void)world.Call(by, &Directory::UnsealPerson, unseal, answer);
  seen += answer.DebugString();
  v1::WhoAmIResponse who;
  EXPECT_TRUE(
      world.Call(by, &v1::AccessService::Stub::WhoAmI, v1::WhoAmIRequest(), who)
          .ok());
  return seen + who.DebugString();
}

TEST(Names, ReachTheirRightfulReadersAndNobodyElse) {
  SmallWorld world;
  const std::string member =
      world.EnterMember(world.union_rep, "canary-member", world.local);
  const std::string sealed = world.EnterSealedPerson(
      world.union_rep, "canary-sealed", "canary-alias", world.local);
  const auto sees = [&](const Person& by, const char* canary,
                        const std::string& id) {
    return AllThatIsSeen(world, by, id).find(canary) != std::string::npos;
  };
  EXPECT_TRUE(sees(world.union_rep, "canary-member", member));
  EXPECT_TRUE(sees(world.keeper, "canary-member", member));
  EXPECT_TRUE(sees(world.union_rep, "canary-sealed", sealed));
  EXPECT_TRUE(sees(world.keeper, "canary-alias", sealed));
  EXPECT_FALSE(sees(world.keeper, "canary-sealed", sealed));
  for (const Person& stranger :
       {world.employer_rep, world.employer_keeper, world.other_rep,
        world.other_keeper, world.federation_rep, world.establishment_rep,
        world.admin, world.auditor}) {
    EXPECT_FALSE(sees(stranger, "canary", member));
    EXPECT_FALSE(sees(stranger, "canary", sealed));
    EXPECT_FALSE(sees(stranger, member.c_str(), member));
  }
}

TEST(UnsealPerson, RecordsEachReading) {
  SmallWorld world;
  const std::string sealed = world.EnterSealedPerson(
      world.union_rep, "Nom scellé", "Infirmière A", world.local);
  v1::UnsealPersonRequest request;
  request.set_person_id(sealed);
  v1::PersonAnswer answer;
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(
        world.Call(world.union_rep, &Directory::UnsealPerson, request, answer)
            .ok());
    EXPECT_EQ(answer.person().sealed_name(), "Nom scellé");
  }
  ASSERT_TRUE(world.server()
                  .store()
                  .database()
                  .Read([&](Snapshot& snapshot) {
                    const auto page = ListEvents(snapshot, sealed, 0, 10);
                    if (!page.ok()) return page.status();
                    EXPECT_EQ(page->events.size(), 3u);
                    EXPECT_EQ(page->events[2].move(), v1::Event::READ);
                    EXPECT_EQ(page->events[2].recorded_by_id(),
                              world.union_rep.id);
                    return absl::OkStatus();
                  })
                  .ok());
}

TEST(ListMandates, ShowsOnesOwnThoseOneKeepsAndAllToTheAuditor) {
  SmallWorld world;
  const auto list = [&](const Person& by) {
    v1::ListMandatesRequest request;
    request.set_page_size(200);
    v1::ListMandatesResponse answer;
    EXPECT_TRUE(world.Call(by, &Directory::ListMandates, request, answer).ok());
    return answer;
  };
  EXPECT_EQ(list(world.union_rep).mandates_size(), 1);
  EXPECT_EQ(list(world.keeper).mandates_size(), 2);
  EXPECT_EQ(list(world.auditor).mandates_size(),
            list(world.admin).mandates_size());
  EXPECT_GT(list(world.admin).mandates_size(), 10);
}

// An empty list would hide a typing error.
TEST(ListsOfTheDirectory, RefuseAnOrganisationThatThereIsNot) {
  SmallWorld world;
  const auto refused = [&](auto method, auto request, auto answer) {
    request.set_organization_id("NOWHERE");
    return RefusedBy(world.Call(world.keeper, method, request, answer));
  };
  for (const Refused& each :
       {refused(&Directory::ListPersons, v1::ListPersonsRequest(),
                v1::ListPersonsResponse()),
        refused(&Directory::ListMandates, v1::ListMandatesRequest(),
                v1::ListMandatesResponse()),
        refused(&Directory::ListAgreements, v1::ListAgreementsRequest(),
                v1::ListAgreementsResponse())}) {
    EXPECT_EQ(each.reason, "REFERENCE_UNKNOWN");
    EXPECT_EQ(each.field, "organization_id");
  }
}

TEST(CreateAgreement, LinksALocalAnEmployerAndAKnownProfile) {
  SmallWorld world;
  v1::Agreement agreement;
  agreement.set_local_id("QN");
  agreement.set_employer_id("CSSSN");
  agreement.set_profile_code("QC-SSS-30");
  agreement.set_title("Convention (fictive)");
  agreement.set_from_date("2012-01-01");
  const auto create = [&](const Person& by) {
    v1::CreateAgreementRequest request;
    request.set_request_id(world.Fresh());
    *request.mutable_agreement() = agreement;
    v1::AgreementAnswer answer;
    return RefusedBy(
        world.Call(by, &Directory::CreateAgreement, request, answer));
  };
  EXPECT_EQ(create(world.union_rep).reason, "");
  // The other side enters the same once more, then one that differs.
  EXPECT_EQ(create(world.employer_keeper).reason, "AGREEMENT_RECORDED");
  agreement.set_title("Convention renouvelée (fictive)");
  EXPECT_EQ(create(world.employer_keeper).reason, "");
  EXPECT_EQ(create(world.other_rep).reason, "ROLE_REQUIRED");
  agreement.set_until_date("2011-12-31");
  EXPECT_EQ(create(world.keeper).reason, "DATE_ORDER");
  agreement.clear_until_date();
  agreement.set_profile_code("ABSENT");
  EXPECT_EQ(create(world.keeper).reason, "VALUE_UNKNOWN");
  // A scheme of mediations: no grievance could be filed under it.
  agreement.set_profile_code("FR-MED-FPH");
  EXPECT_EQ(create(world.keeper).reason, "PROFILE_OF_MEDIATIONS");
  EXPECT_EQ(create(world.keeper).field, "agreement.profile_code");
  agreement.set_employer_id("CSSSN-SAD");
  EXPECT_EQ(create(world.keeper).field, "agreement.employer_id");
}

TEST(EndAgreement, SetsTheLastDayByEitherPartyAndShowsWhoAndWhy) {
  SmallWorld world;
  v1::GetAgreementRequest get;
  get.set_agreement_id(world.agreement);
  v1::AgreementAnswer answer;
  ASSERT_TRUE(
      world.Call(world.other_rep, &Directory::GetAgreement, get, answer).ok());
  EXPECT_EQ(answer.agreement().entered_by_id(), world.keeper.id);
  EXPECT_EQ(answer.agreement().entered_for_id(), world.local);
  EXPECT_EQ(answer.agreement().ended_by_id(), "");
  const std::string etag = answer.agreement().etag();
  v1::EndAgreementRequest request;
  request.set_agreement_id(world.agreement);
  request.set_reason("Inscrite par erreur");
  const auto end = [&](const Person& by, const char* until) {
    request.set_request_id(world.Fresh());
    request.set_until_date(until);
    return ReasonOf(world.Call(by, &Directory::EndAgreement, request, answer));
  };
  EXPECT_EQ(end(world.other_rep, "2012-12-31"), "ROLE_REQUIRED");
  EXPECT_EQ(end(world.admin, "2012-12-31"), "ROLE_REQUIRED");
  EXPECT_EQ(end(world.union_rep, "2009-12-30"), "DATE_ORDER");
  request.set_etag(etag);
  ASSERT_EQ(end(world.employer_rep, "2012-12-31"), "OK");
  EXPECT_EQ(answer.agreement().until_date(), "2012-12-31");
  EXPECT_EQ(answer.agreement().ended_by_id(), world.employer_rep.id);
  EXPECT_EQ(answer.agreement().ended_for_id(), world.employer);
  EXPECT_EQ(answer.agreement().end_reason(), "Inscrite par erreur");
  EXPECT_EQ(answer.agreement().entered_by_id(), world.keeper.id);
  EXPECT_EQ(end(world.union_rep, "2012-06-30"), "CHANGED_MEANWHILE");
  request.clear_etag();
  EXPECT_EQ(end(world.union_rep, "2012-12-31"), "NOTHING_TO_CORRECT");
  // It was never in force.
  ASSERT_EQ(end(world.keeper, "2009-12-31"), "OK");
  EXPECT_EQ(answer.agreement().ended_for_id(), world.local);
  v1::OpenConsultationRequest open;
  open.set_request_id(world.Fresh());
  open.set_issue_code("ORG-TIM");
  open.set_occurred_date("2010-01-01");
  v1::ConsultationAnswer opened;
  EXPECT_EQ(
      ReasonOf(world.Call(world.union_rep,
                          &v1::ConsultationService::Stub::OpenConsultation,
                          open, opened)),
      "NO_AGREEMENT_IN_FORCE");
  request.set_agreement_id("absent");
  EXPECT_EQ(end(world.keeper, "2012-12-31"), "NOT_AVAILABLE");
  const VerifyReport report = world.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
}

TEST(ComputeDeadline, CarriesALimitOverChristmasAndExplainsIt) {
  SmallWorld world;
  v1::ComputeDeadlineRequest request;
  v1::ComputeDeadlineRequest::Start& start = *request.add_starts();
  start.set_from_date("2012-11-22");
  start.set_period("30 days");
  request.set_calendar_code("QC-TRIB");
  for (const char* language : {"en", "fr"}) {
    v1::ComputeDeadlineResponse answer;
    ASSERT_TRUE(world
                    .Call(world.auditor,
                          &v1::DeadlineService::Stub::ComputeDeadline, request,
                          answer, language)
                    .ok());
    EXPECT_EQ(answer.raw_date(), "2012-12-22");
    EXPECT_EQ(answer.due_date(), "2012-12-27");
    EXPECT_EQ(answer.prudent_date(), "2012-12-21");
    EXPECT_FALSE(answer.explanation().empty());
  }
}

TEST(ManyCallsOfOneCaller, AreRefusedBeyondTheirLimit) {
  SmallWorld world(
      [](ServerOptions& options) { options.running_per_caller_max = 1; });
  std::atomic<int> refused{0};
  std::vector<std::thread> callers;
  for (int i = 0; i < 16; ++i) {
    callers.emplace_back([&, i] {
      for (int j = 0; j < 20; ++j) {
        v1::CreatePersonRequest request;
        request.set_request_id(absl::StrCat("many-", i, "-", j));
        request.mutable_person()->set_member_name("Membre");
        v1::PersonAnswer answer;
        const Refused seen = RefusedBy(world.Call(
            world.union_rep, &Directory::CreatePerson, request, answer));
        if (seen.reason == "TOO_MANY_CALLS") ++refused;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace entente
