// Every reason of the vocabulary reaches a client, from a situation that
// really gives it: a reason that nothing here leads to makes a test red.

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "entente/v1/grievance_service.grpc.pb.h"
#include "entente/v1/refusal.pb.h"
#include "entente/v1/time_limit_service.grpc.pb.h"
#include "google/rpc/status.pb.h"
#include "proto/support/refusal.h"
#include "tests/testing/fault_vfs.h"
#include "tests/testing/small_world.h"

namespace entente {
namespace {

using R = v1::Refusal;
using G = v1::Grievance;
using Access = v1::AccessService::Stub;
using Calendars = v1::CalendarService::Stub;
using Deadlines = v1::DeadlineService::Stub;
using Directory = v1::DirectoryService::Stub;
using Grievances = v1::GrievanceService::Stub;
using Profiles = v1::ProfileService::Stub;
using Person = SmallWorld::Person;

// A call that is refused, in a language; may be made again.
using Ask = std::function<grpc::Status(absl::string_view language)>;

// `request` as `person`, under a new request id when it takes one.
template <typename Stub, typename Request, typename Response>
grpc::Status Send(SmallWorld& world, const Person& person,
                  grpc::Status (Stub::*method)(grpc::ClientContext*,
                                               const Request&, Response*),
                  Request request, absl::string_view language,
                  Response* answer = nullptr) {
  if constexpr (requires { request.set_request_id(std::string()); }) {
    if (request.request_id().empty()) request.set_request_id(world.Fresh());
  }
  Response own;
  return world.Call(person, method, request, answer != nullptr ? *answer : own,
                    language);
}

template <typename Stub, typename Request, typename Response>
Ask Asking(SmallWorld& world, const Person& person,
           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                        Response*),
           const Request& request) {
  return [&world, &person, method, request](absl::string_view language) {
    return Send(world, person, method, request, language);
  };
}

void Demand(const grpc::Status& status) {
  ASSERT_TRUE(status.ok()) << status.error_message();
}

// What leads to a refusal -----------------------------------------------------

v1::FileGrievanceRequest UnionGrievance() {
  v1::FileGrievanceRequest request;
  request.set_grievance_class(v1::GrievanceClass::UNION);
  request.set_issue_code("ORG-TIM");
  request.set_statement("Minutage des interventions");
  request.set_remedy_sought("Cesser le minutage");
  request.set_occurred_date("2012-11-01");
  request.set_known_date("2012-11-03");
  request.set_submitted_date("2012-11-20");
  return request;
}

std::string File(SmallWorld& world, const Person& person,
                 const v1::FileGrievanceRequest& request) {
  v1::GrievanceAnswer answer;
  Demand(
      Send(world, person, &Grievances::FileGrievance, request, "en", &answer));
  return answer.grievance().grievance_id();
}

Ask Filing(SmallWorld& world, const v1::FileGrievanceRequest& request) {
  return Asking(world, world.union_rep, &Grievances::FileGrievance, request);
}

v1::CreatePersonRequest NewMember(const std::string& name) {
  v1::CreatePersonRequest request;
  request.mutable_person()->set_member_name(name);
  return request;
}

Ask Entering(SmallWorld& world, const v1::CreatePersonRequest& request) {
  return Asking(world, world.union_rep, &Directory::CreatePerson, request);
}

v1::ReceiveGrievanceRequest Receipt(const std::string& grievance_id) {
  v1::ReceiveGrievanceRequest request;
  request.set_grievance_id(grievance_id);
  request.set_received_date("2012-11-20");
  return request;
}

v1::WithdrawGrievanceRequest Withdrawal(const std::string& grievance_id) {
  v1::WithdrawGrievanceRequest request;
  request.set_grievance_id(grievance_id);
  request.set_reason("Entente");
  return request;
}

Ask Computing(SmallWorld& world, const std::string& from,
              const std::string& period) {
  v1::ComputeDeadlineRequest request;
  request.add_starts()->set_from_date(from);
  request.mutable_starts(0)->set_period(period);
  request.set_calendar_code("QC-TRIB");
  return Asking(world, world.union_rep, &Deadlines::ComputeDeadline, request);
}

// Grievances received at the first of three steps, where the shipped profiles
// have but one.
std::string ThreeStepGrievance(SmallWorld& world) {
  std::ostringstream text;
  text << std::ifstream(TIME_LIMITS_TESTDATA "/ca_3step_wd.textproto").rdbuf();
  v1::ImportProfileRequest import;
  import.set_textproto(text.str());
  Demand(Send(world, world.admin, &Profiles::ImportProfile, import, "en"));
  v1::CreateAgreementRequest agreement;
  agreement.mutable_agreement()->set_local_id(world.other_local);
  agreement.mutable_agreement()->set_employer_id(world.other_employer);
  agreement.mutable_agreement()->set_profile_code("CA-3STEP-WD");
  agreement.mutable_agreement()->set_title("Autre convention (fictive)");
  agreement.mutable_agreement()->set_from_date("2010-01-01");
  Demand(Send(world, world.other_keeper, &Directory::CreateAgreement, agreement,
              "en"));
  const std::string id = File(world, world.other_rep, UnionGrievance());
  v1::ReceiveGrievanceRequest receipt = Receipt(id);
  receipt.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  Demand(Send(world, world.other_rep, &Grievances::ReceiveGrievance, receipt,
              "en"));
  return id;
}

// A world whose disk obeys `disk`, the writer at a held sync and one more call
// waiting, so that the next one finds no place.
grpc::Status CallBehindAHeldWriter(
    const std::function<void(ServerOptions&)>& limits,
    absl::string_view language) {
  FaultVfs disk;
  SmallWorld world(limits);
  const v1::CreatePersonRequest request = NewMember("Membre");
  disk.HoldLogSyncs();
  std::thread first([&] {
    Demand(
        Send(world, world.union_rep, &Directory::CreatePerson, request, "en"));
  });
  disk.WaitForHeldSync();
  {
    // Its caller goes away; its place is taken until the writer comes to it.
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::milliseconds(500));
    context.AddMetadata("authorization", "Bearer " + world.union_rep.token);
    v1::CreatePersonRequest second = request;
    second.set_request_id(world.Fresh());
    v1::PersonAnswer answer;
    EXPECT_EQ(Directory(world.channel())
                  .CreatePerson(&context, second, &answer)
                  .error_code(),
              grpc::StatusCode::DEADLINE_EXCEEDED);
  }
  const grpc::Status refused =
      Send(world, world.union_rep, &Directory::CreatePerson, request, language);
  disk.ReleaseLogSyncs();
  first.join();
  return refused;
}

void Execute(const std::string& path, const char* sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(db);
  sqlite3_close(db);
}

// A sealed member of the local, and a custodian's request for the name.
struct UnsealScene {
  Person custodian;
  v1::RequestUnsealRequest asked;
  std::string unseal_request_id;
};

UnsealScene AskForAName(SmallWorld& world) {
  UnsealScene scene;
  const std::string id = world.EnterPublicPerson(world.admin, "Dépositaire");
  world.Grant(world.admin, id, v1::Mandate::CUSTODIAN);
  scene.custodian = world.SignIn(world.admin, id);
  scene.asked.set_person_id(world.EnterSealedPerson(
      world.union_rep, "Nom scellé", "Membre A", world.local));
  scene.asked.set_reason("Ordonnance du tribunal");
  v1::UnsealRequestAnswer answer;
  Demand(Send(world, scene.custodian, &Directory::RequestUnseal, scene.asked,
              "en", &answer));
  scene.unseal_request_id = answer.unseal_request().unseal_request_id();
  return scene;
}

// One situation for each reason -----------------------------------------------

using Producer = Ask (*)(SmallWorld& world);

const std::map<R::Reason, Producer>& Producers() {
  static const auto* const producers = new std::map<R::Reason, Producer>{
      {R::FIELD_REQUIRED,
       [](SmallWorld& world) { return Entering(world, NewMember("")); }},
      {R::FIELD_TOO_LONG,
       [](SmallWorld& world) {
         return Entering(world, NewMember(std::string(5000, 'a')));
       }},
      {R::FIELD_TOO_MANY,
       [](SmallWorld& world) {
         v1::ListGrievancesRequest request;
         for (int i = 0; i < 1000; ++i) request.add_states(G::FILED);
         return Asking(world, world.union_rep, &Grievances::ListGrievances,
                       request);
       }},
      {R::FIELD_BAD_CHARACTER,
       [](SmallWorld& world) {
         return Entering(world, NewMember("a\x1b[1m"));
       }},
      {R::DATE_MALFORMED,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionGrievance();
         request.set_submitted_date("2012-02-30");
         return Filing(world, request);
       }},
      {R::DATE_OUT_OF_RANGE,
       [](SmallWorld& world) {
         return Computing(world, "1815-06-18", "30 days");
       }},
      {R::DATE_IN_FUTURE,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionGrievance();
         request.set_submitted_date("2012-11-23");
         return Filing(world, request);
       }},
      {R::DATE_ORDER,
       [](SmallWorld& world) {
         v1::ReplyGrievanceRequest reply;
         reply.set_grievance_id(File(world, world.union_rep, UnionGrievance()));
         reply.set_answer(G::Reply::DENIED);
         reply.set_reply_date("2012-11-19");
         return Asking(world, world.employer_rep, &Grievances::ReplyGrievance,
                       reply);
       }},
      {R::VALUE_UNKNOWN,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionGrievance();
         request.set_issue_code("ORG-TEA");
         return Filing(world, request);
       }},
      {R::NUMBER_OUT_OF_RANGE,
       [](SmallWorld& world) {
         v1::ListGrievancesRequest request;
         request.set_page_size(-1);
         return Asking(world, world.union_rep, &Grievances::ListGrievances,
                       request);
       }},
      {R::PAGE_TOKEN_INVALID,
       [](SmallWorld& world) {
         v1::ListPersonsRequest request;
         request.set_page_size(1);
         v1::ListPersonsResponse page;
         Demand(Send(world, world.keeper, &Directory::ListPersons, request,
                     "en", &page));
         // Of another caller.
         request.set_page_token(page.next_page_token());
         return Asking(world, world.other_rep, &Directory::ListPersons,
                       request);
       }},
      {R::REFERENCE_UNKNOWN,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionGrievance();
         request.set_local_id("NOWHERE");
         return Filing(world, request);
       }},
      {R::FIELDS_CONFLICT,
       [](SmallWorld& world) {
         v1::CreatePersonRequest request = NewMember("Membre");
         request.mutable_person()->set_public_name("Personne publique");
         return Entering(world, request);
       }},
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
         request.set_grievance_id(
             File(world, world.union_rep, UnionGrievance()));
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
         return Asking(
             world, world.employer_rep, &Grievances::WithdrawGrievance,
             Withdrawal(File(world, world.union_rep, UnionGrievance())));
       }},
      {R::SELF_GRANT,
       [](SmallWorld& world) {
         v1::GrantMandateRequest request;
         request.mutable_mandate()->set_person_id(world.keeper.id);
         request.mutable_mandate()->set_role(v1::Mandate::UNION_REP);
         request.mutable_mandate()->set_organization_id(world.local);
         return Asking(world, world.keeper, &Directory::GrantMandate, request);
       }},
      {R::OWN_REQUEST,
       [](SmallWorld& world) {
         return Ask([&world](absl::string_view language) {
           const UnsealScene scene = AskForAName(world);
           world.Grant(world.admin, scene.custodian.id, v1::Mandate::KEEPER,
                       world.local);
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
      {R::ROLES_OPPOSED,
       [](SmallWorld& world) {
         v1::GrantMandateRequest request;
         request.mutable_mandate()->set_person_id(world.union_rep.id);
         request.mutable_mandate()->set_role(v1::Mandate::EMPLOYER_REP);
         request.mutable_mandate()->set_organization_id(world.employer);
         return Asking(world, world.employer_keeper, &Directory::GrantMandate,
                       request);
       }},
      {R::WRONG_STATE,
       [](SmallWorld& world) {
         const v1::WithdrawGrievanceRequest request =
             Withdrawal(File(world, world.union_rep, UnionGrievance()));
         Demand(Send(world, world.union_rep, &Grievances::WithdrawGrievance,
                     request, "en"));
         return Asking(world, world.union_rep, &Grievances::WithdrawGrievance,
                       request);
       }},
      {R::CHANGED_MEANWHILE,
       [](SmallWorld& world) {
         v1::GrievanceAnswer filed;
         Demand(Send(world, world.union_rep, &Grievances::FileGrievance,
                     UnionGrievance(), "en", &filed));
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
      {R::GRIEVOR_COUNT,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionGrievance();
         request.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
         return Filing(world, request);
       }},
      {R::NO_AGREEMENT_IN_FORCE,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionGrievance();
         request.set_occurred_date("2009-06-01");
         return Filing(world, request);
       }},
      {R::INSTRUMENT_REQUIRED,
       [](SmallWorld& world) {
         return Asking(world, world.union_rep, &Grievances::ReceiveGrievance,
                       Receipt(File(world, world.union_rep, UnionGrievance())));
       }},
      {R::REPLY_NOT_DUE,
       [](SmallWorld& world) {
         v1::AdvanceGrievanceRequest request;
         request.set_grievance_id(ThreeStepGrievance(world));
         return Asking(world, world.other_rep, &Grievances::AdvanceGrievance,
                       request);
       }},
      {R::LAST_STEP,
       [](SmallWorld& world) {
         v1::AdvanceGrievanceRequest request;
         request.set_grievance_id(
             File(world, world.union_rep, UnionGrievance()));
         Demand(Send(world, world.employer_rep, &Grievances::ReceiveGrievance,
                     Receipt(request.grievance_id()), "en"));
         return Asking(world, world.union_rep, &Grievances::AdvanceGrievance,
                       request);
       }},
      {R::NOTHING_TO_CORRECT,
       [](SmallWorld& world) {
         v1::CorrectGrievanceRequest request;
         request.set_grievance_id(
             File(world, world.union_rep, UnionGrievance()));
         request.set_field("known_date");
         request.set_value("2012-11-03");
         request.set_reason("Erreur de saisie");
         return Asking(world, world.union_rep, &Grievances::CorrectGrievance,
                       request);
       }},
      {R::CONSULTATION_CLOSED,
       [](SmallWorld& world) {
         v1::OpenConsultationRequest open;
         open.set_issue_code("ORG-TIM");
         v1::ConsultationAnswer opened;
         Demand(Send(world, world.union_rep, &Grievances::OpenConsultation,
                     open, "en", &opened));
         v1::CloseConsultationRequest close;
         close.set_consultation_id(opened.consultation().consultation_id());
         close.set_reason("Réglé");
         Demand(Send(world, world.union_rep, &Grievances::CloseConsultation,
                     close, "en"));
         v1::FileGrievanceRequest request = UnionGrievance();
         request.set_consultation_id(close.consultation_id());
         return Filing(world, request);
       }},
      {R::PERIOD_MALFORMED,
       [](SmallWorld& world) {
         return Computing(world, "2012-11-22", "a while");
       }},
      {R::PROFILE_INVALID,
       [](SmallWorld& world) {
         v1::GetProfileRequest get;
         get.set_code("QC-SSS-30");
         v1::GetProfileResponse got;
         Demand(
             Send(world, world.admin, &Profiles::GetProfile, get, "en", &got));
         got.mutable_profile()->set_code("NO-STEP");
         got.mutable_profile()->clear_steps();
         v1::ImportProfileRequest request;
         request.set_textproto(got.profile().DebugString());
         return Asking(world, world.admin, &Profiles::ImportProfile, request);
       }},
      {R::CALENDAR_INVALID,
       [](SmallWorld& world) {
         v1::GetCalendarRequest get;
         get.set_code("QC-CODE");
         v1::GetCalendarResponse got;
         Demand(Send(world, world.union_rep, &Calendars::GetCalendar, get, "en",
                     &got));
         v1::HolidayRule& rule = *got.mutable_calendar()->mutable_holidays(0);
         rule.clear_shifts();
         rule.mutable_fixed()->set_month(2);
         rule.mutable_fixed()->set_day(30);
         v1::CheckCalendarRequest request;
         request.set_textproto(got.calendar().DebugString());
         return Asking(world, world.union_rep, &Calendars::CheckCalendar,
                       request);
       }},
      {R::SEALED_GRIEVOR,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionGrievance();
         request.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
         request.add_grievor_ids(world.EnterSealedPerson(
             world.union_rep, "Nom scellé", "Membre A", world.local));
         return Filing(world, request);
       }},
      {R::QUEUE_FULL,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           return CallBehindAHeldWriter(
               [](ServerOptions& options) {
                 options.tune_store = [](StoreOptions& store) {
                   store.queue_depth_max = 1;
                 };
               },
               language);
         });
       }},
      {R::TOO_MANY_CALLS,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           return CallBehindAHeldWriter(
               [](ServerOptions& options) {
                 options.running_per_caller_max = 2;
               },
               language);
         });
       }},
      {R::STORE_FULL,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           FaultVfs disk;
           SmallWorld world;
           disk.SetRoom(0);
           const grpc::Status refused =
               Entering(world, NewMember("Membre"))(language);
           disk.SetRoomUnlimited();
           Demand(Entering(world, NewMember("Membre"))(language));
           return refused;
         });
       }},
      {R::STORE_READ_ONLY,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           FaultVfs disk;
           SmallWorld world;
           disk.ProtectFromWriting(true);
           const grpc::Status refused =
               Entering(world, NewMember("Membre"))(language);
           disk.ProtectFromWriting(false);
           Demand(Entering(world, NewMember("Membre"))(language));
           return refused;
         });
       }},
      {R::DRAINING,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           SmallWorld world;
           world.server().Drain();
           return Entering(world, NewMember("Membre"))(language);
         });
       }},
      {R::OUTCOME_UNKNOWN,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           FaultVfs disk;
           SmallWorld world([](ServerOptions& options) {
             options.fatal = [](const absl::Status&) {};
           });
           disk.FailLogSyncs(true);
           return Entering(world, NewMember("Membre"))(language);
         });
       }},
      {R::INTERNAL_ERROR,
       [](SmallWorld&) {
         return Ask([](absl::string_view language) {
           SmallWorld world;
           Execute(world.folder() + "/store.db",
                   "UPDATE persons SET record = X'FF'");
           v1::GetPersonRequest request;
           request.set_person_id(world.keeper.id);
           return Asking(world, world.keeper, &Directory::GetPerson,
                         request)(language);
         });
       }},
      {R::REQUEST_TOO_LARGE,
       [](SmallWorld& world) {
         return Entering(world, NewMember(std::string(300 << 10, 'a')));
       }},
  };
  return *producers;
}

// What a refused client was told.
struct Told {
  google::rpc::ErrorInfo info;
  google::rpc::LocalizedMessage message;
  int infos = 0;
  int messages = 0;
};

Told ToldBy(const grpc::Status& status) {
  Told told;
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.code(), status.error_code());
  for (const google::protobuf::Any& detail : details.details()) {
    if (detail.UnpackTo(&told.info)) ++told.infos;
    if (detail.UnpackTo(&told.message)) ++told.messages;
  }
  return told;
}

// Returns the sentence.
std::string Check(const google::protobuf::EnumValueDescriptor& reason,
                  const grpc::Status& status, absl::string_view language) {
  SCOPED_TRACE(std::string(language));
  const Told told = ToldBy(status);
  EXPECT_EQ(told.info.reason(), reason.name()) << status.error_message();
  EXPECT_EQ(told.infos, 1);
  EXPECT_EQ(told.messages, 1);
  EXPECT_EQ(static_cast<int>(status.error_code()),
            static_cast<int>(reason.options().GetExtension(v1::code)));
  EXPECT_FALSE(told.info.domain().empty());
  for (int i = 0; i < reason.options().ExtensionSize(v1::keys); ++i) {
    const std::string& key = reason.options().GetExtension(v1::keys, i);
    const auto found = told.info.metadata().find(key);
    EXPECT_TRUE(found != told.info.metadata().end() && !found->second.empty())
        << "the metadata lack " << key;
  }
  EXPECT_EQ(told.info.metadata_size(),
            reason.options().ExtensionSize(v1::keys));
  EXPECT_EQ(told.message.locale().substr(0, 2), language);
  const std::string& sentence = told.message.message();
  EXPECT_EQ(sentence, status.error_message());
  EXPECT_GT(sentence.size(), 20u) << sentence;
  EXPECT_FALSE(absl::StrContains(sentence, reason.name())) << sentence;
  EXPECT_FALSE(absl::StrContains(sentence, '{')) << sentence;
  return sentence;
}

TEST(EveryRefusal, ReachesAClientInBothLanguages) {
  SmallWorld world;
  const google::protobuf::EnumDescriptor& reasons = *R::Reason_descriptor();
  for (int i = 0; i < reasons.value_count(); ++i) {
    const google::protobuf::EnumValueDescriptor& reason = *reasons.value(i);
    if (reason.number() == R::REASON_UNSPECIFIED) continue;
    SCOPED_TRACE(reason.name());
    const auto producer =
        Producers().find(static_cast<R::Reason>(reason.number()));
    if (producer == Producers().end()) {
      ADD_FAILURE() << "nothing here leads to this reason";
      continue;
    }
    const Ask ask = producer->second(world);
    const std::string english = Check(reason, ask("en"), "en");
    const std::string french = Check(reason, ask("fr"), "fr");
    EXPECT_NE(english, french);
  }
}

}  // namespace
}  // namespace entente
