// What the state of a file, or of what it names, does not admit.

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_replace.h"
#include "tests/services/refusals/situations.h"

namespace entente::refusals {
namespace {

v1::ReceiveGrievanceRequest Receipt(const std::string& grievance_id) {
  v1::ReceiveGrievanceRequest request;
  request.set_grievance_id(grievance_id);
  request.set_received_date("2012-11-20");
  return request;
}

// A grievance received at the first of three steps, where the shipped profiles
// have but one. `silence` is what the other side's means at that step.
std::string ThreeStepGrievance(SmallWorld& world, const std::string& code,
                               const std::string& silence) {
  std::ostringstream text;
  text << std::ifstream(TIME_LIMITS_TESTDATA "/test_3step.textproto").rdbuf();
  v1::ImportProfileRequest import;
  import.set_textproto(absl::StrReplaceAll(text.str(), {{"TEST-3STEP", code},
                                                        { "DEEMED_DENIAL",
                                                          silence }}));
  Demand(Send(world, world.admin, &Profiles::ImportProfile, import, "en"));
  v1::CreateAgreementRequest agreement;
  agreement.mutable_agreement()->set_local_id(world.other_local);
  agreement.mutable_agreement()->set_employer_id(world.other_employer);
  agreement.mutable_agreement()->set_profile_code(code);
  agreement.mutable_agreement()->set_title("Autre convention (fictive)");
  agreement.mutable_agreement()->set_from_date("2010-01-01");
  v1::AgreementAnswer entered;
  Demand(Send(world, world.other_keeper, &Directory::CreateAgreement, agreement,
              "en", &entered));
  v1::FileGrievanceRequest filing = UnionFiling();
  filing.set_agreement_id(entered.agreement().agreement_id());
  const std::string id = File(world, world.other_rep, filing);
  v1::ReceiveGrievanceRequest receipt = Receipt(id);
  receipt.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  receipt.mutable_instrument()->set_instrument_date("2012-11-20");
  receipt.mutable_instrument()->set_way(v1::Delivery::HAND);
  Demand(Send(world, world.other_rep, &Grievances::ReceiveGrievance, receipt,
              "en"));
  return id;
}

v1::Instrument Order() {
  v1::Instrument order;
  order.set_kind(v1::Instrument::ORDER);
  order.set_instrument_date("2012-11-22");
  order.set_way(v1::Delivery::MAIL);
  return order;
}

// A joinder of a grievance filed so to another, and the same when it was made.
v1::JoinGrievancesRequest Joinder(SmallWorld& world,
                                  const v1::FileGrievanceRequest& filing) {
  v1::JoinGrievancesRequest request;
  request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
  request.add_joined_ids(File(world, world.union_rep, filing));
  request.set_basis(v1::Basis::RULING);
  *request.mutable_instrument() = Order();
  return request;
}
v1::JoinGrievancesRequest Joined(SmallWorld& world,
                                 const v1::FileGrievanceRequest& filing) {
  v1::JoinGrievancesRequest request = Joinder(world, filing);
  Demand(
      Send(world, world.union_rep, &Grievances::JoinGrievances, request, "en"));
  return request;
}

}  // namespace

Situations OfFiles() {
  return {
      {R::WRONG_STATE,
       [](SmallWorld& world) {
         const v1::WithdrawGrievanceRequest request =
             Withdrawal(File(world, world.union_rep, UnionFiling()));
         Demand(Send(world, world.union_rep, &Grievances::WithdrawGrievance,
                     request, "en"));
         return Asking(world, world.union_rep, &Grievances::WithdrawGrievance,
                       request);
       }},
      {R::CHANGED_MEANWHILE,
       [](SmallWorld& world) {
         v1::GrievanceAnswer filed;
         Demand(Send(world, world.union_rep, &Grievances::FileGrievance,
                     UnionFiling(), "en", &filed));
         v1::WithdrawGrievanceRequest request =
             Withdrawal(filed.grievance().grievance_id());
         request.set_etag(filed.grievance().etag());
         Demand(Send(world, world.employer_rep, &Grievances::ReceiveGrievance,
                     Receipt(filed.grievance().grievance_id()), "en"));
         return Asking(world, world.union_rep, &Grievances::WithdrawGrievance,
                       request);
       }},
      {R::REQUEST_ID_REUSED,
       [](SmallWorld& world) {
         v1::CreatePersonRequest request = NewMember("Membre");
         request.set_request_id(world.Fresh());
         Demand(Send(world, world.union_rep, &Directory::CreatePerson, request,
                     "en"));
         request.mutable_person()->set_member_name("Autre membre");
         return Entering(world, request);
       }},
      {R::ALREADY_TAKEN,
       [](SmallWorld& world) {
         v1::CreateOrganizationRequest request;
         request.mutable_organization()->set_kind(v1::Organization::FIRM);
         request.mutable_organization()->set_code("QN");
         request.mutable_organization()->set_name("Autre");
         return Asking(world, world.admin, &Directory::CreateOrganization,
                       request);
       }},
      {R::VERSION_TAKEN,
       [](SmallWorld& world) {
         v1::GetProfileRequest get;
         get.set_code("QC-SSS-30");
         v1::GetProfileResponse got;
         Demand(
             Send(world, world.admin, &Profiles::GetProfile, get, "en", &got));
         got.mutable_profile()->set_due_soon_days(5);
         v1::ImportProfileRequest request;
         request.set_textproto(got.profile().DebugString());
         return Asking(world, world.admin, &Profiles::ImportProfile, request);
       }},
      {R::AGREEMENT_RECORDED,
       [](SmallWorld& world) {
         v1::GetAgreementRequest get;
         get.set_agreement_id(world.agreement);
         v1::AgreementAnswer got;
         Demand(Send(world, world.keeper, &Directory::GetAgreement, get, "en",
                     &got));
         v1::CreateAgreementRequest request;
         *request.mutable_agreement() = got.agreement();
         return Asking(world, world.keeper, &Directory::CreateAgreement,
                       request);
       }},
      {R::HAND_OVER_TOO_LARGE,
       [](SmallWorld& world) {
         v1::OpenConsultationRequest open;
         open.set_issue_code("ORG-TIM");
         open.set_summary("Récit");
         open.set_occurred_date("2012-11-01");
         for (int i = 0; i < 1001; ++i) {
           Demand(Send(world, world.union_rep,
                       &v1::ConsultationService::Stub::OpenConsultation, open,
                       "en"));
         }
         v1::HandOverFilesRequest request;
         request.set_to_person_id(world.keeper.id);
         return Asking(world, world.union_rep, &Grievances::HandOverFiles,
                       request);
       }},
      {R::GRIEVOR_COUNT,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
         return Filing(world, request);
       }},
      {R::NO_AGREEMENT_IN_FORCE,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_occurred_date("2009-06-01");
         return Filing(world, request);
       }},
      {R::INSTRUMENT_REQUIRED,
       [](SmallWorld& world) {
         return Asking(world, world.union_rep, &Grievances::ReceiveGrievance,
                       Receipt(File(world, world.union_rep, UnionFiling())));
       }},
      {R::REPLY_NOT_DUE,
       [](SmallWorld& world) {
         v1::AdvanceGrievanceRequest request;
         request.set_grievance_id(
             ThreeStepGrievance(world, "TEST-3STEP", "DEEMED_DENIAL"));
         return Asking(world, world.other_rep, &Grievances::AdvanceGrievance,
                       request);
       }},
      {R::REPLY_AWAITED,
       [](SmallWorld& world) {
         v1::AdvanceGrievanceRequest request;
         request.set_grievance_id(
             ThreeStepGrievance(world, "TEST-DROPPED", "DEEMED_DROPPED"));
         return Asking(world, world.other_rep, &Grievances::AdvanceGrievance,
                       request);
       }},
      {R::LAST_STEP,
       [](SmallWorld& world) {
         v1::AdvanceGrievanceRequest request;
         request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         Demand(Send(world, world.employer_rep, &Grievances::ReceiveGrievance,
                     Receipt(request.grievance_id()), "en"));
         return Asking(world, world.union_rep, &Grievances::AdvanceGrievance,
                       request);
       }},
      {R::NOTHING_LAPSED,
       [](SmallWorld& world) {
         v1::LapseGrievanceRequest request;
         request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         request.set_basis(v1::Basis::OWNER_SIDE);
         return Asking(world, world.union_rep, &Grievances::LapseGrievance,
                       request);
       }},
      {R::FOLLOWS_LEAD,
       [](SmallWorld& world) {
         const v1::JoinGrievancesRequest joined = Joined(world, UnionFiling());
         return Asking(world, world.employer_rep, &Grievances::ReceiveGrievance,
                       Receipt(joined.joined_ids(0)));
       }},
      {R::JOINED_REFUSES,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest later = UnionFiling();
         later.set_submitted_date("2012-11-22");
         const v1::JoinGrievancesRequest joined = Joined(world, later);
         v1::ReceiveGrievanceRequest receipt = Receipt(joined.grievance_id());
         receipt.set_received_date("2012-11-21");
         return Asking(world, world.employer_rep, &Grievances::ReceiveGrievance,
                       receipt);
       }},
      {R::JOINED_UNSEEN_REFUSES,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest later = UnionFiling();
         later.set_submitted_date("2012-11-22");
         later.set_restricted(true);
         const v1::JoinGrievancesRequest joined = Joined(world, later);
         v1::ReceiveGrievanceRequest receipt = Receipt(joined.grievance_id());
         receipt.set_received_date("2012-11-21");
         return Asking(world, world.employer_rep, &Grievances::ReceiveGrievance,
                       receipt);
       }},
      {R::NUMBER_OF_PARTY,
       [](SmallWorld& world) {
         v1::ReceiveGrievanceRequest receipt =
             Receipt(File(world, world.union_rep, UnionFiling()));
         receipt.set_external_number("QN-C-2012-0001");
         return Asking(world, world.employer_rep, &Grievances::ReceiveGrievance,
                       receipt);
       }},
      {R::ENTRUSTED_SO_ALREADY,
       [](SmallWorld& world) {
         v1::AssignGrievanceRequest assign;
         assign.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         assign.set_person_id(world.union_rep.id);
         return Asking(world, world.union_rep, &Grievances::AssignGrievance,
                       assign);
       }},
      {R::STANDS_IN,
       [](SmallWorld& world) {
         return Ask([&world](absl::string_view language) {
           const Person stand_in =
               world.EnterActor(world.keeper, "Remplaçante",
                                v1::Mandate::UNION_REP, world.local);
           v1::AssignGrievanceRequest assign;
           assign.set_grievance_id(File(world, world.union_rep, UnionFiling()));
           v1::HandOverFilesRequest hand_over;
           hand_over.add_file_ids(assign.grievance_id());
           hand_over.set_to_person_id(stand_in.id);
           hand_over.set_until_date("2099-12-31");
           Demand(Send(world, world.union_rep, &Grievances::HandOverFiles,
                       hand_over, "en"));
           assign.set_person_id(stand_in.id);
           return Send(world, stand_in, &Grievances::AssignGrievance, assign,
                       language);
         });
       }},
      {R::JOIN_ITSELF,
       [](SmallWorld& world) {
         v1::JoinGrievancesRequest request = Joinder(world, UnionFiling());
         request.set_joined_ids(0, request.grievance_id());
         return Asking(world, world.union_rep, &Grievances::JoinGrievances,
                       request);
       }},
      {R::JOIN_EMPLOYER,
       [](SmallWorld& world) {
         // Of other years, so that it is no question for other filings.
         v1::CreateAgreementRequest agreement;
         agreement.mutable_agreement()->set_local_id(world.local);
         agreement.mutable_agreement()->set_employer_id(world.other_employer);
         agreement.mutable_agreement()->set_profile_code("QC-SSS-30");
         agreement.mutable_agreement()->set_title("Convention (fictive)");
         agreement.mutable_agreement()->set_from_date("1980-01-01");
         agreement.mutable_agreement()->set_until_date("1989-12-31");
         v1::AgreementAnswer created;
         Demand(Send(world, world.keeper, &Directory::CreateAgreement,
                     agreement, "en", &created));
         v1::FileGrievanceRequest elsewhere = UnionFiling();
         elsewhere.set_agreement_id(created.agreement().agreement_id());
         return Asking(world, world.union_rep, &Grievances::JoinGrievances,
                       Joinder(world, elsewhere));
       }},
      {R::JOIN_STAGE,
       [](SmallWorld& world) {
         v1::JoinGrievancesRequest request = Joinder(world, UnionFiling());
         Demand(Send(world, world.employer_rep, &Grievances::ReceiveGrievance,
                     Receipt(request.grievance_id()), "en"));
         return Asking(world, world.union_rep, &Grievances::JoinGrievances,
                       request);
       }},
      {R::JOIN_DEPTH,
       [](SmallWorld& world) {
         return Asking(world, world.union_rep, &Grievances::JoinGrievances,
                       Joined(world, UnionFiling()));
       }},
      {R::NOT_JOINED,
       [](SmallWorld& world) {
         v1::SeverGrievanceRequest request;
         request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         request.set_basis(v1::Basis::RULING);
         *request.mutable_instrument() = Order();
         return Asking(world, world.union_rep, &Grievances::SeverGrievance,
                       request);
       }},
      {R::NOTHING_TO_CORRECT,
       [](SmallWorld& world) {
         v1::CorrectGrievanceRequest request;
         request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         request.set_field("known_date");
         request.set_value("2012-11-03");
         request.set_reason("Erreur de saisie");
         return Asking(world, world.union_rep, &Grievances::CorrectGrievance,
                       request);
       }},
      {R::NOT_ENTERED,
       [](SmallWorld& world) {
         v1::CorrectGrievanceRequest request;
         request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         request.set_field("received_date");
         request.set_value("2012-11-20");
         request.set_reason("Erreur de saisie");
         return Asking(world, world.employer_rep, &Grievances::CorrectGrievance,
                       request);
       }},
      {R::NOT_ATTRIBUTED,
       [](SmallWorld& world) {
         v1::ContestActRequest request;
         request.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         request.set_act(v1::Grievance::Contest::FILING);
         request.set_text("Rien n'a été déposé");
         return Asking(world, world.union_rep, &Grievances::ContestAct,
                       request);
       }},
      {R::ALREADY_ENTRUSTED,
       [](SmallWorld& world) {
         v1::AssignGrievanceRequest assign;
         assign.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         assign.set_person_id(world.employer_rep.id);
         Demand(Send(world, world.employer_keeper, &Grievances::AssignGrievance,
                     assign, "en"));
         return Asking(world, world.employer_keeper,
                       &Grievances::AssignGrievance, assign);
       }},
      {R::WALLED_OFF,
       [](SmallWorld& world) {
         v1::WallGrievanceRequest wall;
         wall.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         wall.set_person_id(world
                                .EnterActor(world.keeper, "Agente",
                                            v1::Mandate::UNION_REP, world.local)
                                .id);
         Demand(Send(world, world.union_rep, &Grievances::WallGrievance, wall,
                     "en"));
         v1::AssignGrievanceRequest assign;
         assign.set_grievance_id(wall.grievance_id());
         assign.set_person_id(wall.person_id());
         return Asking(world, world.union_rep, &Grievances::AssignGrievance,
                       assign);
       }},
      {R::CONSULTATION_CLOSED,
       [](SmallWorld& world) {
         v1::OpenConsultationRequest open;
         open.set_issue_code("ORG-TIM");
         v1::ConsultationAnswer opened;
         Demand(Send(world, world.union_rep,
                     &v1::ConsultationService::Stub::OpenConsultation, open,
                     "en", &opened));
         v1::CloseConsultationRequest close;
         close.set_consultation_id(opened.consultation().consultation_id());
         close.set_reason("Réglé");
         Demand(Send(world, world.union_rep,
                     &v1::ConsultationService::Stub::CloseConsultation, close,
                     "en"));
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_consultation_id(close.consultation_id());
         return Filing(world, request);
       }},
      {R::CONSULTATION_FILED,
       [](SmallWorld& world) {
         v1::OpenConsultationRequest open;
         open.set_issue_code("ORG-TIM");
         v1::ConsultationAnswer opened;
         Demand(Send(world, world.union_rep,
                     &v1::ConsultationService::Stub::OpenConsultation, open,
                     "en", &opened));
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_consultation_id(opened.consultation().consultation_id());
         Demand(Filing(world, request)("en"));
         return Filing(world, request);
       }},
      {R::SEALED_GRIEVOR,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
         request.add_grievor_ids(world.EnterSealedPerson(
             world.union_rep, "Nom scellé", "Membre A", world.local));
         return Filing(world, request);
       }},
  };
}

}  // namespace entente::refusals
