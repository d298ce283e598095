// What a caller may not do.

#include <string>

#include "tests/services/refusals/situations.h"

namespace entente::refusals {
namespace {

using Access = v1::AccessService::Stub;

// A sealed member of the local, and a custodian's request for the name.
struct UnsealScene {
  Person custodian;
  v1::RequestUnsealRequest asked;
  std::string unseal_request_id;
};

UnsealScene AskForAName(SmallWorld& world) {
  UnsealScene scene;
  scene.custodian =
      world.EnterActor(world.admin, "Dépositaire", v1::Mandate::CUSTODIAN);
  scene.asked.set_person_id(world.EnterSealedPerson(
      world.union_rep, "Nom scellé", "Membre A", world.local));
  scene.asked.set_reason("Ordonnance du tribunal");
  v1::UnsealRequestAnswer answer;
  Demand(Send(world, scene.custodian, &Directory::RequestUnseal, scene.asked,
              "en", &answer));
  scene.unseal_request_id = answer.unseal_request().unseal_request_id();
  return scene;
}

}  // namespace

Situations OfRights() {
  return {
      {R::NOT_SIGNED_IN,
       [](SmallWorld& world) {
         return Asking(world, world.nobody, &Access::WhoAmI,
                       v1::WhoAmIRequest());
       }},
      {R::CODE_NOT_ACCEPTED,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           SmallWorld world;
           v1::ExchangeCodeRequest request;
           request.set_code(world.IssueCode(world.admin, world.keeper.id));
           // It has expired.
           world.clock().Advance(absl::Hours(24 * 8));
           return Asking(world, world.nobody, &Access::ExchangeCode,
                         request)(language);
         });
       }},
      {R::NOT_AVAILABLE,
       [](SmallWorld& world) {
         v1::GetGrievanceRequest request;
         request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         return Asking(world, world.other_rep, &Grievances::GetGrievance,
                       request);
       }},
      {R::ROLE_REQUIRED,
       [](SmallWorld& world) {
         return Asking(world, world.auditor, &Directory::CreatePerson,
                       NewMember("Membre"));
       }},
      {R::OWNER_SIDE_ONLY,
       [](SmallWorld& world) {
         return Asking(world, world.employer_rep,
                       &Grievances::WithdrawGrievance,
                       Withdrawal(File(world, world.union_rep, UnionFiling())));
       }},
      {R::SELF_GRANT,
       [](SmallWorld& world) {
         v1::GrantMandateRequest request;
         request.mutable_mandate()->set_person_id(world.keeper.id);
         request.mutable_mandate()->set_role(v1::Mandate::UNION_REP);
         request.mutable_mandate()->set_organization_id(world.local);
         return Asking(world, world.keeper, &Directory::GrantMandate, request);
       }},
      {R::KEEPER_GRANTS,
       [](SmallWorld& world) {
         v1::GrantMandateRequest request;
         request.mutable_mandate()->set_person_id(world.union_rep.id);
         request.mutable_mandate()->set_role(v1::Mandate::KEEPER);
         request.mutable_mandate()->set_organization_id(world.local);
         return Asking(world, world.admin, &Directory::GrantMandate, request);
       }},
      {R::ROLES_OPPOSED,
       [](SmallWorld& world) {
         v1::GrantMandateRequest request;
         request.mutable_mandate()->set_person_id(world.union_rep.id);
         request.mutable_mandate()->set_role(v1::Mandate::EMPLOYER_REP);
         request.mutable_mandate()->set_organization_id(world.employer);
         return Asking(world, world.employer_keeper, &Directory::GrantMandate,
                       request);
       }},
      {R::MANDATE_OVERLAPS,
       [](SmallWorld& world) {
         v1::GrantMandateRequest request;
         request.mutable_mandate()->set_person_id(world.union_rep.id);
         request.mutable_mandate()->set_role(v1::Mandate::UNION_REP);
         request.mutable_mandate()->set_organization_id(world.local);
         return Asking(world, world.keeper, &Directory::GrantMandate, request);
       }},
      {R::MANDATE_REQUIRED,
       [](SmallWorld& world) {
         v1::AssignGrievanceRequest request;
         request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         request.set_person_id(world.employer_rep.id);
         return Asking(world, world.union_rep, &Grievances::AssignGrievance,
                       request);
       }},
      {R::KEPT_BY_ANOTHER,
       [](SmallWorld& world) {
         v1::GrantMandateRequest request;
         request.mutable_mandate()->set_person_id(world.employer_rep.id);
         request.mutable_mandate()->set_role(v1::Mandate::MEMBER);
         request.mutable_mandate()->set_organization_id(world.local);
         return Asking(world, world.keeper, &Directory::GrantMandate, request);
       }},
      {R::OWN_REQUEST,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           SmallWorld world;
           const UnsealScene scene = AskForAName(world);
           world.MakeKeeper(scene.custodian.id, world.local);
           v1::ApproveUnsealRequest request;
           request.set_unseal_request_id(scene.unseal_request_id);
           return Send(world, scene.custodian, &Directory::ApproveUnseal,
                       request, language);
         });
       }},
      {R::UNSEAL_APPROVAL_REQUIRED,
       [](SmallWorld& world) {
         return Ask([&world](absl::string_view language) {
           const UnsealScene scene = AskForAName(world);
           v1::UnsealPersonRequest request;
           request.set_person_id("absent");
           return Send(world, scene.custodian, &Directory::UnsealPerson,
                       request, language);
         });
       }},
      {R::UNSEAL_STATE,
       [](SmallWorld& world) {
         return Ask([&world](absl::string_view language) {
           const UnsealScene scene = AskForAName(world);
           return Send(world, scene.custodian, &Directory::RequestUnseal,
                       scene.asked, language);
         });
       }},
  };
}

}  // namespace entente::refusals
