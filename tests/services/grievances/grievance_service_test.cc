#include "services/grievances/grievance_service.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "tests/services/grievances/grievance_world.h"

namespace entente {
namespace {

using E = v1::Event;
using G = v1::Grievance;
using Stub = v1::GrievanceService::Stub;

constexpr char kSummaryCanary[] = "canari du récit confié au syndicat";
constexpr char kFactsCanary[] = "canari des faits partagés";

class GrievanceServiceTest : public testing::Test {
 protected:
  v1::FileGrievanceRequest UnionRequest() {
    v1::FileGrievanceRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_class(v1::GrievanceClass::UNION);
    request.set_issue_code("ORG-TIM");
    request.set_statement("Minutage des interventions à domicile");
    request.set_facts(kFactsCanary);
    request.set_remedy_sought("Retirer l'outil de minutage");
    request.set_occurred_date("2012-11-01");
    request.set_known_date("2012-11-03");
    request.set_submitted_date("2012-11-20");
    return request;
  }

  v1::FileGrievanceRequest IndividualRequest() {
    v1::FileGrievanceRequest request = UnionRequest();
    request.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
    request.add_grievor_ids(kMember);
    return request;
  }

  v1::GrievanceAnswer File(absl::string_view as,
                           const v1::FileGrievanceRequest& request) {
    v1::GrievanceAnswer answer;
    const grpc::Status status =
        world_.Call(as, &Stub::FileGrievance, request, answer);
    EXPECT_EQ(ReasonOf(status), "OK") << RefusalOf(status).ShortDebugString();
    return answer;
  }
  std::string FileReason(absl::string_view as,
                         const v1::FileGrievanceRequest& request) {
    v1::GrievanceAnswer answer;
    return ReasonOf(world_.Call(as, &Stub::FileGrievance, request, answer));
  }

  v1::GrievanceAnswer Get(absl::string_view as, const std::string& id,
                          std::string* reason = nullptr) {
    v1::GetGrievanceRequest request;
    request.set_grievance_id(id);
    v1::GrievanceAnswer answer;
    const grpc::Status status =
        world_.Call(as, &Stub::GetGrievance, request, answer);
    if (reason != nullptr) *reason = ReasonOf(status);
    return answer;
  }

  v1::ListGrievancesResponse List(absl::string_view as) {
    v1::ListGrievancesRequest request;
    request.set_page_size(200);
    v1::ListGrievancesResponse response;
    const grpc::Status status =
        world_.Call(as, &Stub::ListGrievances, request, response);
    if (status.ok()) return response;
    // Whose role has no files at all is refused the call.
    EXPECT_EQ(ReasonOf(status), "NOT_AVAILABLE") << as;
    return {};
  }

  v1::ListGrievanceHistoryResponse History(absl::string_view as,
                                           const std::string& id) {
    v1::ListGrievanceHistoryRequest request;
    request.set_grievance_id(id);
    request.set_page_size(200);
    v1::ListGrievanceHistoryResponse response;
    (void)world_.Call(as, &Stub::ListGrievanceHistory, request, response);
    return response;
  }

  v1::ConsultationAnswer Consult(absl::string_view as) {
    v1::OpenConsultationRequest request;
    request.set_request_id(world_.Fresh());
    request.set_issue_code("ORG-TIM");
    request.add_member_ids(kMember);
    request.set_summary(kSummaryCanary);
    request.set_occurred_date("2012-11-01");
    request.set_known_date("2012-11-03");
    v1::ConsultationAnswer answer;
    const grpc::Status status =
        world_.Call(as, &Stub::OpenConsultation, request, answer);
    EXPECT_EQ(ReasonOf(status), "OK") << RefusalOf(status).ShortDebugString();
    return answer;
  }

  GrievanceWorld world_;
};

TEST_F(GrievanceServiceTest, TellsTheStoryOfQuebecNord) {
  const v1::ConsultationAnswer opened = Consult(kAnn);
  EXPECT_EQ(opened.consultation().number(), "QN-C-2012-0001");
  ASSERT_EQ(opened.consultation().deadlines_size(), 1);
  // Domain A.7: 30 days from Saturday 3 November end on Monday 3 December.
  EXPECT_EQ(opened.consultation().deadlines(0).due_date(), "2012-12-03");
  EXPECT_TRUE(opened.consultation().summary().empty());

  v1::FileGrievanceRequest request = UnionRequest();
  request.set_consultation_id(opened.consultation().number());
  request.clear_issue_code();
  const v1::GrievanceAnswer filed = File(kAnn, request);
  const G& grievance = filed.grievance();
  EXPECT_EQ(grievance.state(), G::FILED);
  EXPECT_EQ(grievance.issue_code(), "ORG-TIM");
  EXPECT_EQ(grievance.profile_code(), "QC-SSS-30");
  EXPECT_EQ(grievance.profile_version(), 1u);
  EXPECT_EQ(grievance.parties(0).number(), "QN-G-2012-0001");
  EXPECT_TRUE(grievance.parties(1).number().empty());
  EXPECT_EQ(grievance.grievors_size(), 0);
  ASSERT_EQ(grievance.protected_persons_size(), 1);
  EXPECT_TRUE(grievance.protected_persons(0).name().empty());
  EXPECT_EQ(filed.standing().verdict(), v1::Standing::TIMELY);

  v1::GetConsultationRequest get;
  get.set_consultation_id(opened.consultation().consultation_id());
  v1::ConsultationAnswer consultation;
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::GetConsultation, get, consultation)),
      "OK");
  EXPECT_EQ(consultation.consultation().state(), v1::Consultation::FILED);
  EXPECT_EQ(consultation.consultation().summary(), kSummaryCanary);
  EXPECT_EQ(consultation.consultation().grievance_id(),
            grievance.grievance_id());
  EXPECT_EQ(consultation.consultation().deadlines(0).met_date(), "2012-11-20");

  v1::ReceiveGrievanceRequest receive;
  receive.set_request_id(world_.Fresh());
  receive.set_grievance_id("QN-G-2012-0001");
  receive.set_received_date("2012-11-20");
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::ReceiveGrievance, receive, answer)),
      "INSTRUMENT_REQUIRED");
  receive.mutable_instrument()->set_kind(v1::Instrument::FORM);
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::ReceiveGrievance, receive, answer)),
      "OK");
  EXPECT_EQ(answer.grievance().state(), G::RECEIVED);

  world_.SetDay(2012, 12, 1);
  v1::ReplyGrievanceRequest reply;
  reply.set_request_id(world_.Fresh());
  reply.set_grievance_id(grievance.grievance_id());
  reply.set_answer(G::Reply::DENIED);
  reply.set_reply_date("2012-11-29");
  reply.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  reply.mutable_instrument()->set_reference("lettre du 28 novembre");
  reply.mutable_instrument()->set_instrument_date("2012-11-28");
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::ReplyGrievance, reply, answer)),
            "OK");
  EXPECT_EQ(answer.grievance().state(), G::ANSWERED);
  const v1::ListGrievanceHistoryResponse history =
      History(kKarl, grievance.grievance_id());
  ASSERT_EQ(history.events_size(), 3);
  EXPECT_EQ(history.events(2).move(), E::GRIEVANCE_ANSWERED);
  EXPECT_EQ(history.events(2).acted_by_side(), 2u);
  EXPECT_EQ(history.events(2).recorded_by_id(), kAnn);
  EXPECT_EQ(history.events(2).instrument().reference(),
            "lettre du 28 novembre");

  v1::AdvanceGrievanceRequest advance;
  advance.set_request_id(world_.Fresh());
  advance.set_grievance_id(grievance.grievance_id());
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::AdvanceGrievance, advance, answer)),
      "LAST_STEP");

  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_request_id(world_.Fresh());
  withdraw.set_grievance_id(grievance.grievance_id());
  withdraw.set_reason("l'outil est retiré");
  EXPECT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::WithdrawGrievance, withdraw, answer)),
      "OWNER_SIDE_ONLY");
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::WithdrawGrievance, withdraw, answer)),
      "OK");
  EXPECT_EQ(answer.grievance().state(), G::WITHDRAWN);
}

TEST_F(GrievanceServiceTest, LeavesAStoreThatVerifies) {
  const std::string consultation =
      Consult(kAnn).consultation().consultation_id();
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_consultation_id(consultation);
  auto& external = *request.add_external_numbers();
  external.set_issuer(G::ExternalNumber::REGISTRY);
  external.set_number("2012-3023");
  const std::string id = File(kAnn, request).grievance().grievance_id();
  File(kZoe, [&] {
    v1::FileGrievanceRequest other = UnionRequest();
    other.set_local_id("AH");
    return other;
  }());
  v1::GrievanceAnswer answer;
  v1::ReceiveGrievanceRequest receive;
  receive.set_request_id(world_.Fresh());
  receive.set_grievance_id(id);
  receive.set_external_number("RH-77");
  ASSERT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::ReceiveGrievance, receive, answer)),
      "OK");
  EXPECT_EQ(answer.grievance().external_numbers_size(), 2);
  v1::CorrectGrievanceRequest correct;
  correct.set_request_id(world_.Fresh());
  correct.set_grievance_id(id);
  correct.set_field("submitted_date");
  correct.set_value("2012-11-19");
  correct.set_reason("erreur");
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
      "OK");
  for (const bool remove : {false, true}) {
    v1::AssignGrievanceRequest assign;
    assign.set_request_id(world_.Fresh());
    assign.set_grievance_id(id);
    assign.set_person_id(kBea);
    assign.set_remove(remove);
    ASSERT_EQ(
        ReasonOf(world_.Call(kAnn, &Stub::AssignGrievance, assign, answer)),
        "OK");
  }
  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_request_id(world_.Fresh());
  // Either external number finds it.
  withdraw.set_grievance_id("RH-77");
  withdraw.set_reason("réglé");
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::WithdrawGrievance, withdraw, answer)),
      "OK");
  const VerifyReport report = world_.StopAndVerify();
  EXPECT_EQ(report.outcome, VerifyReport::Outcome::kSound) << report.sentence;
  for (const auto& finding : report.findings) {
    ADD_FAILURE() << finding.record_kind << " " << finding.record_number << " "
                  << finding.what;
  }
}

// All that a person can obtain of a file, as one text.
std::string AllThatShows(GrievanceWorld& world, absl::string_view as,
                         const std::vector<std::string>& files) {
  std::string all;
  const auto add = [&](const grpc::Status& status,
                       const google::protobuf::Message& answer) {
    absl::StrAppend(&all, answer.DebugString(), status.error_message(),
                    RefusalOf(status).DebugString());
  };
  for (const std::string& file : files) {
    v1::GetGrievanceRequest get;
    get.set_grievance_id(file);
    v1::GrievanceAnswer grievance;
    add(world.Call(as, &Stub::GetGrievance, get, grievance), grievance);
    v1::UnsealGrievancePersonsRequest unseal;
    unseal.set_grievance_id(file);
    v1::GrievanceAnswer unsealed;
    add(world.Call(as, &Stub::UnsealGrievancePersons, unseal, unsealed),
        unsealed);
    v1::ListGrievanceHistoryRequest history;
    history.set_grievance_id(file);
    v1::ListGrievanceHistoryResponse events;
    add(world.Call(as, &Stub::ListGrievanceHistory, history, events), events);
    v1::GetConsultationRequest consult;
    consult.set_consultation_id(file);
    v1::ConsultationAnswer consultation;
    add(world.Call(as, &Stub::GetConsultation, consult, consultation),
        consultation);
  }
  v1::ListGrievancesResponse list;
  add(world.Call(as, &Stub::ListGrievances, v1::ListGrievancesRequest(), list),
      list);
  v1::ListConsultationsResponse consultations;
  add(world.Call(as, &Stub::ListConsultations, v1::ListConsultationsRequest(),
                 consultations),
      consultations);
  return all;
}

TEST_F(GrievanceServiceTest, ShowsEachCanaryToItsReadersAndNobodyElse) {
  const v1::ConsultationAnswer opened = Consult(kAnn);
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_consultation_id(opened.consultation().consultation_id());
  auto& witness = *request.add_protected_persons();
  witness.set_person_id(kWitness);
  witness.set_part(G::ProtectedPerson::WITNESS);
  const std::string id = File(kAnn, request).grievance().grievance_id();
  v1::FileGrievanceRequest individual = IndividualRequest();
  individual.set_grievance_class(v1::GrievanceClass::GROUP);
  individual.add_grievor_ids(kMember2);
  const std::string group = File(kAnn, individual).grievance().grievance_id();
  const std::vector<std::string> files = {
      id, group, opened.consultation().consultation_id()};

  const std::string ann = AllThatShows(world_, kAnn, files);
  EXPECT_TRUE(absl::StrContains(ann, "Canari Temoin"));
  EXPECT_TRUE(absl::StrContains(ann, kMemberName));
  EXPECT_TRUE(absl::StrContains(ann, kMember2Name));
  EXPECT_TRUE(absl::StrContains(ann, "canari du r"));
  EXPECT_TRUE(absl::StrContains(ann, "canari des faits"));

  const std::string karl = AllThatShows(world_, kKarl, files);
  EXPECT_TRUE(absl::StrContains(karl, "canari des faits"));
  EXPECT_TRUE(
      absl::StrContains(karl, kMember2Name));  // A grievor of the group.
  for (const char* hidden : {"Canari Temoin", "canari du r", "witness-1",
                             "protected_persons", "consultation_id", "QN-G-",
                             "QN-C-", "BENEFICIARY", "WITNESS", "READ"}) {
    EXPECT_FALSE(absl::StrContains(karl, hidden)) << hidden;
  }
  for (const char* nobody : {kZoe, kOtto, kFay, kKim, kAda, kAuditor}) {
    const std::string seen = AllThatShows(world_, nobody, files);
    for (const char* hidden :
         {"Canari", "canari", "QN-G-", "QN-C-", "ORG-TIM", "CSSS"}) {
      EXPECT_FALSE(absl::StrContains(seen, hidden)) << nobody << hidden;
    }
  }
}

// A pseudonym belongs to one person in one file: those of one filing differ,
// and the same person has another in the next.
TEST_F(GrievanceServiceTest, GivesEachPersonAPseudonymOfTheirOwnInEachFile) {
  std::set<std::string> pseudonyms;
  for (int file = 0; file < 2; ++file) {
    v1::FileGrievanceRequest request = IndividualRequest();
    request.set_request_id(world_.Fresh());
    request.set_grievance_class(v1::GrievanceClass::GROUP);
    request.add_grievor_ids(kMember2);
    const v1::GrievanceAnswer filed = File(kAnn, request);
    for (const auto& grievor : filed.grievance().grievors()) {
      EXPECT_EQ(grievor.pseudonym().size(), 10u) << grievor.pseudonym();
      pseudonyms.insert(grievor.pseudonym());
    }
  }
  EXPECT_EQ(pseudonyms.size(), 4u);
}

TEST_F(GrievanceServiceTest, HidesHowManyPersonsAreProtected) {
  const std::string without =
      File(kAnn, UnionRequest()).grievance().grievance_id();
  v1::FileGrievanceRequest request = UnionRequest();
  for (const char* person : {kWitness, kMember, kMember2}) {
    auto& added = *request.add_protected_persons();
    added.set_person_id(person);
    added.set_part(G::ProtectedPerson::WITNESS);
  }
  const std::string with = File(kAnn, request).grievance().grievance_id();
  EXPECT_EQ(Get(kAnn, with).grievance().protected_persons_size(), 3);
  for (const char* other : {kKarl}) {
    const G a = Get(other, without).grievance();
    const G b = Get(other, with).grievance();
    EXPECT_EQ(b.protected_persons_size(), 0);
    EXPECT_EQ(a.ByteSizeLong(), b.ByteSizeLong());
  }
  const v1::ListGrievanceHistoryResponse history = History(kKarl, with);
  ASSERT_EQ(history.events_size(), 1);
  for (const std::string& field : history.events(0).set_fields()) {
    EXPECT_NE(field, "protected_persons");
    EXPECT_NE(field, "consultation_id");
  }
}

TEST_F(GrievanceServiceTest, AgreesBetweenGetAndListForEveryPersonAndRow) {
  std::vector<std::string> files;
  files.push_back(File(kAnn, UnionRequest()).grievance().grievance_id());
  v1::FileGrievanceRequest placed = UnionRequest();
  placed.set_establishment_id("CSSSN-SAD");
  files.push_back(File(kAnn, placed).grievance().grievance_id());
  v1::FileGrievanceRequest harassment = IndividualRequest();
  harassment.set_issue_code("HAR-PSY");
  files.push_back(File(kAnn, harassment).grievance().grievance_id());
  v1::FileGrievanceRequest other = UnionRequest();
  other.set_local_id("AH");
  files.push_back(File(kZoe, other).grievance().grievance_id());
  v1::FileGrievanceRequest employer = UnionRequest();
  employer.set_grievance_class(v1::GrievanceClass::EMPLOYER);
  files.push_back(File(kKarl, employer).grievance().grievance_id());
  v1::AssignGrievanceRequest assign;
  assign.set_request_id(world_.Fresh());
  assign.set_grievance_id(files[0]);
  assign.set_person_id(kFay);
  v1::GrievanceAnswer answer;
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::AssignGrievance, assign, answer)),
            "OK");

  // Typed by hand from access.md: who sees which of the five.
  const std::vector<std::pair<const char*, std::vector<bool>>> expected = {
      {kAnn, {true, true, true, false, true}},
      {kBea, {true, true, false, false, true}},
      {kKarl, {true, true, false, false, true}},
      {kPaul, {false, true, false, false, false}},
      {kZoe, {false, false, false, true, false}},
      {kOtto, {false, false, false, true, false}},
      {kFay, {true, false, false, false, false}},
      {kKim, {false, false, false, false, false}},
      {kAda, {false, false, false, false, false}},
      {kAuditor, {false, false, false, false, false}},
  };
  for (const auto& [person, sees] : expected) {
    std::set<std::string> listed;
    const v1::ListGrievancesResponse page = List(person);
    for (const G& each : page.grievances()) {
      EXPECT_TRUE(listed.insert(each.grievance_id()).second);
      EXPECT_TRUE(each.statement().empty());
      for (const auto& grievor : each.grievors()) {
        EXPECT_TRUE(grievor.name().empty());
        EXPECT_TRUE(grievor.person_id().empty());
        EXPECT_FALSE(grievor.pseudonym().empty());
      }
    }
    for (size_t i = 0; i < files.size(); ++i) {
      SCOPED_TRACE(absl::StrCat(person, " ", i));
      std::string reason;
      Get(person, files[i], &reason);
      EXPECT_EQ(reason, sees[i] ? "OK" : "NOT_AVAILABLE");
      EXPECT_EQ(listed.count(files[i]), sees[i] ? 1u : 0u);
    }
  }
}

// Typed by hand from access.md: what a person of each role is answered about
// a file that does not exist. A role that may never make the call is told so
// (writes), or is told nothing (reads).
TEST_F(GrievanceServiceTest, AsksForTheRoleThatEachCallNeeds) {
  const std::string kNone = "NOT_AVAILABLE";
  const std::string kRole = "ROLE_REQUIRED";
  const std::string kOk = "OK";
  const std::string kUnknown = "REFERENCE_UNKNOWN";
  using Row = std::vector<std::string>;
  const std::vector<const char*> people = {kAnn, kKarl, kKim, kAda, kAuditor};
  const auto check = [&](const char* name, const Row& expected, auto method,
                         auto request, auto answer) {
    for (size_t i = 0; i < people.size(); ++i) {
      if constexpr (requires { request.set_request_id(""); }) {
        request.set_request_id(world_.Fresh());
      }
      EXPECT_EQ(ReasonOf(world_.Call(people[i], method, request, answer)),
                expected[i])
          << name << " " << people[i];
    }
  };
  const Row sides = {kNone, kNone, kRole, kRole, kRole};
  v1::OpenConsultationRequest open;
  open.set_issue_code("ORG-TIM");
  open.set_local_id("NOWHERE");
  check("Open", {kUnknown, kRole, kRole, kRole, kRole}, &Stub::OpenConsultation,
        open, v1::ConsultationAnswer());
  v1::CloseConsultationRequest close;
  close.set_consultation_id("x");
  close.set_reason("x");
  check("Close", {kNone, kRole, kRole, kRole, kRole}, &Stub::CloseConsultation,
        close, v1::ConsultationAnswer());
  v1::FileGrievanceRequest file = UnionRequest();
  file.set_local_id("NOWHERE");
  check("File", {kUnknown, kUnknown, kRole, kRole, kRole}, &Stub::FileGrievance,
        file, v1::GrievanceAnswer());
  v1::ReceiveGrievanceRequest receive;
  receive.set_grievance_id("x");
  check("Receive", sides, &Stub::ReceiveGrievance, receive,
        v1::GrievanceAnswer());
  v1::ReplyGrievanceRequest reply;
  reply.set_grievance_id("x");
  reply.set_answer(G::Reply::DENIED);
  check("Reply", sides, &Stub::ReplyGrievance, reply, v1::GrievanceAnswer());
  v1::AdvanceGrievanceRequest advance;
  advance.set_grievance_id("x");
  check("Advance", sides, &Stub::AdvanceGrievance, advance,
        v1::GrievanceAnswer());
  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_grievance_id("x");
  withdraw.set_reason("x");
  check("Withdraw", sides, &Stub::WithdrawGrievance, withdraw,
        v1::GrievanceAnswer());
  v1::CorrectGrievanceRequest correct;
  correct.set_grievance_id("x");
  correct.set_field("facts");
  correct.set_reason("x");
  check("Correct", sides, &Stub::CorrectGrievance, correct,
        v1::GrievanceAnswer());
  v1::AssignGrievanceRequest assign;
  assign.set_grievance_id("x");
  assign.set_person_id(kBea);
  check("Assign", {kNone, kNone, kNone, kRole, kRole}, &Stub::AssignGrievance,
        assign, v1::GrievanceAnswer());
  const Row nobody(people.size(), kNone);
  v1::GetGrievanceRequest get;
  get.set_grievance_id("x");
  check("Get", nobody, &Stub::GetGrievance, get, v1::GrievanceAnswer());
  v1::GetConsultationRequest consultation;
  consultation.set_consultation_id("x");
  check("GetConsultation", nobody, &Stub::GetConsultation, consultation,
        v1::ConsultationAnswer());
  v1::UnsealGrievancePersonsRequest unseal;
  unseal.set_grievance_id("x");
  check("Unseal", nobody, &Stub::UnsealGrievancePersons, unseal,
        v1::GrievanceAnswer());
  v1::ListGrievanceHistoryRequest history;
  history.set_grievance_id("x");
  check("History", nobody, &Stub::ListGrievanceHistory, history,
        v1::ListGrievanceHistoryResponse());
  check("List", {kOk, kOk, kNone, kNone, kNone}, &Stub::ListGrievances,
        v1::ListGrievancesRequest(), v1::ListGrievancesResponse());
  check("ListConsultations", {kOk, kNone, kNone, kNone, kNone},
        &Stub::ListConsultations, v1::ListConsultationsRequest(),
        v1::ListConsultationsResponse());
  check("ListIssues", Row(people.size(), kOk), &Stub::ListIssues,
        v1::ListIssuesRequest(), v1::ListIssuesResponse());
  const auto due = &v1::DeadlineService::Stub::ListDeadlines;
  check("ListDeadlines", {kOk, kOk, kNone, kNone, kNone}, due,
        v1::ListDeadlinesRequest(), v1::ListDeadlinesResponse());
  v1::ExplainDeadlineRequest explain;
  explain.set_deadline_id("x-1");
  check("ExplainDeadline", nobody, &v1::DeadlineService::Stub::ExplainDeadline,
        explain, v1::ExplainDeadlineResponse());
}

TEST_F(GrievanceServiceTest, LetsTheKeeperAssignTheFirstOfTheOtherSide) {
  v1::FileGrievanceRequest request = IndividualRequest();
  request.set_issue_code("HAR-PSY");
  const std::string id = File(kAnn, request).grievance().grievance_id();
  std::string reason;
  Get(kKarl, id, &reason);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
  v1::AssignGrievanceRequest assign;
  assign.set_request_id(world_.Fresh());
  assign.set_grievance_id(id);
  assign.set_person_id(kKarl);
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::AssignGrievance, assign, answer)),
      "NOT_AVAILABLE");
  assign.set_request_id(world_.Fresh());
  ASSERT_EQ(ReasonOf(world_.Call(kKim, &Stub::AssignGrievance, assign, answer)),
            "OK");
  EXPECT_TRUE(answer.grievance().statement().empty());
  EXPECT_EQ(answer.grievance().grievance_id(), id);
  EXPECT_EQ(Get(kKarl, id, &reason).grievance().grievors(0).name(),
            kMemberName);
  EXPECT_EQ(reason, "OK");
  Get(kBea, id, &reason);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
  // The other side does not see who has the file here.
  EXPECT_EQ(Get(kKarl, id).grievance().assignments_size(), 1);
  EXPECT_EQ(History(kAnn, id).events_size(), 1);
}

TEST_F(GrievanceServiceTest, RefusesWhatIsWrongAndNamesTheField) {
  using Change = std::function<void(v1::FileGrievanceRequest&)>;
  const std::vector<std::tuple<const char*, const char*, Change>> bad = {
      {"DATE_IN_FUTURE", "submitted_date",
       [](auto& r) { r.set_submitted_date("2012-11-23"); }},
      {"DATE_MALFORMED", "known_date",
       [](auto& r) { r.set_known_date("2012-02-30"); }},
      {"DATE_ORDER", "submitted_date",
       [](auto& r) { r.set_known_date("2012-11-21"); }},
      {"DATE_IN_FUTURE", "occurred_date",
       [](auto& r) {
         r.set_occurred_date("2012-12-24");
         r.clear_known_date();
       }},
      {"GRIEVOR_COUNT", "grievor_ids", [](auto& r) { r.clear_grievor_ids(); }},
      {"GRIEVOR_COUNT", "grievor_ids",
       [](auto& r) { r.set_grievance_class(v1::GrievanceClass::GROUP); }},
      {"GRIEVOR_COUNT", "grievor_ids",
       [](auto& r) { r.set_grievance_class(v1::GrievanceClass::UNION); }},
      {"REFERENCE_UNKNOWN", "grievor_ids[0]",
       [](auto& r) { r.set_grievor_ids(0, "nobody"); }},
      {"SEALED_GRIEVOR", "grievor_ids[0]",
       [](auto& r) { r.set_grievor_ids(0, kSealedMember); }},
      {"REFERENCE_UNKNOWN", "local_id",
       [](auto& r) { r.set_local_id("NOWHERE"); }},
      {"NOT_AVAILABLE", "", [](auto& r) { r.set_local_id("AH"); }},
      {"REFERENCE_UNKNOWN", "agreement_id",
       [](auto& r) { r.set_agreement_id("x"); }},
      {"REFERENCE_UNKNOWN", "consultation_id",
       [](auto& r) { r.set_consultation_id("QN-C-2012-0099"); }},
      {"NO_AGREEMENT_IN_FORCE", "agreement_id",
       [](auto& r) { r.set_occurred_date("2009-05-01"); }},
      {"VALUE_UNKNOWN", "issue_code",
       [](auto& r) { r.set_issue_code("MED-CIV"); }},
      {"FIELD_REQUIRED", "issue_code", [](auto& r) { r.clear_issue_code(); }},
      {"FIELD_REQUIRED", "statement", [](auto& r) { r.set_statement(" "); }},
      {"FIELD_TOO_LONG", "statement",
       [](auto& r) { r.set_statement(std::string(2001, 'a')); }},
      {"FIELD_BAD_CHARACTER", "facts", [](auto& r) { r.set_facts("\x01"); }},
      {"FIELD_TOO_MANY", "grievor_ids",
       [](auto& r) {
         for (int i = 0; i < 1000; ++i) r.add_grievor_ids("x");
       }},
      {"FIELDS_CONFLICT", "grievor_ids[1]",
       [](auto& r) {
         r.set_grievance_class(v1::GrievanceClass::GROUP);
         r.add_grievor_ids(kMember);
       }},
      {"FIELD_REQUIRED", "grievance_class",
       [](auto& r) { r.clear_grievance_class(); }},
      {"DATE_IN_FUTURE", "instrument.instrument_date",
       [](auto& r) {
         r.mutable_instrument()->set_kind(v1::Instrument::LETTER);
         r.mutable_instrument()->set_instrument_date("2013-01-01");
       }},
  };
  for (const auto& [reason, field, change] : bad) {
    v1::FileGrievanceRequest request = IndividualRequest();
    change(request);
    v1::GrievanceAnswer answer;
    const grpc::Status status =
        world_.Call(kAnn, &Stub::FileGrievance, request, answer);
    EXPECT_EQ(ReasonOf(status), reason) << field;
    const google::rpc::ErrorInfo refusal = RefusalOf(status);
    const auto& metadata = refusal.metadata();
    const auto found = metadata.find("field");
    EXPECT_EQ(found == metadata.end() ? "" : found->second, field) << reason;
  }
  EXPECT_EQ(List(kAnn).grievances_size(), 0);
  // Nothing that was refused took a number.
  EXPECT_EQ(File(kAnn, IndividualRequest()).grievance().parties(0).number(),
            "QN-G-2012-0001");
}

TEST_F(GrievanceServiceTest, KeepsALateGrievanceAndSaysSo) {
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_occurred_date("2012-01-10");
  request.set_known_date("2012-01-10");
  EXPECT_EQ(File(kAnn, request).standing().verdict(), v1::Standing::LATE);
  request = UnionRequest();
  request.clear_known_date();
  EXPECT_EQ(File(kAnn, request).standing().verdict(),
            v1::Standing::UNDETERMINED);
}

TEST_F(GrievanceServiceTest, RevealsASealedGrievorOnlyWhenTold) {
  v1::FileGrievanceRequest request = IndividualRequest();
  request.set_grievor_ids(0, kSealedMember);
  EXPECT_EQ(FileReason(kAnn, request), "SEALED_GRIEVOR");
  request.set_request_id(world_.Fresh());
  request.set_reveal_sealed_grievors(true);
  const std::string id = File(kAnn, request).grievance().grievance_id();
  EXPECT_EQ(Get(kKarl, id).grievance().grievors(0).name(), kSealedName);
}

TEST_F(GrievanceServiceTest, RecordsTheOthersActFromItsPaperOnBothSides) {
  v1::FileGrievanceRequest request = UnionRequest();
  EXPECT_EQ(FileReason(kKarl, request), "INSTRUMENT_REQUIRED");
  request.set_request_id(world_.Fresh());
  request.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  const v1::GrievanceAnswer filed = File(kKarl, request);
  // Its own number, not the union's.
  EXPECT_EQ(filed.grievance().parties(1).number(), "CSSSN-G-2012-0001");
  EXPECT_TRUE(filed.grievance().parties(0).number().empty());
  const v1::ListGrievanceHistoryResponse history =
      History(kAnn, filed.grievance().grievance_id());
  ASSERT_EQ(history.events_size(), 1);
  EXPECT_EQ(history.events(0).acted_by_id(), "qn");
  EXPECT_EQ(history.events(0).recorded_by_id(), kKarl);
}

TEST_F(GrievanceServiceTest, MirrorsTheSidesOfAnEmployersOwnGrievance) {
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_grievance_class(v1::GrievanceClass::EMPLOYER);
  const G filed = File(kKarl, request).grievance();
  EXPECT_EQ(filed.parties(0).kind(), v1::Party::EMPLOYER);
  EXPECT_EQ(filed.parties(0).side(), 1u);
  v1::ReplyGrievanceRequest reply;
  reply.set_request_id(world_.Fresh());
  reply.set_grievance_id(filed.grievance_id());
  reply.set_answer(G::Reply::DENIED);
  v1::GrievanceAnswer answer;
  EXPECT_EQ(ReasonOf(world_.Call(kKarl, &Stub::ReplyGrievance, reply, answer)),
            "INSTRUMENT_REQUIRED");
  reply.set_request_id(world_.Fresh());
  EXPECT_EQ(ReasonOf(world_.Call(kAnn, &Stub::ReplyGrievance, reply, answer)),
            "OK");
}

TEST_F(GrievanceServiceTest, AnswersARepeatedFilingWithTheSameGrievance) {
  const v1::FileGrievanceRequest request = UnionRequest();
  const v1::GrievanceAnswer first = File(kAnn, request);
  const v1::GrievanceAnswer second = File(kAnn, request);
  EXPECT_TRUE(second.replayed());
  EXPECT_EQ(second.grievance().SerializeAsString(),
            first.grievance().SerializeAsString());
  EXPECT_EQ(List(kAnn).grievances_size(), 1);
  v1::FileGrievanceRequest other = request;
  other.set_statement("autre");
  EXPECT_EQ(FileReason(kAnn, other), "REQUEST_ID_REUSED");
}

TEST_F(GrievanceServiceTest, CorrectsATypingErrorOfTheOwnSide) {
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_known_date("2012-10-03");
  request.set_occurred_date("2012-10-01");
  const v1::GrievanceAnswer filed = File(kAnn, request);
  EXPECT_EQ(filed.standing().verdict(), v1::Standing::LATE);
  v1::CorrectGrievanceRequest correct;
  correct.set_request_id(world_.Fresh());
  correct.set_grievance_id(filed.grievance().grievance_id());
  correct.set_field("known_date");
  correct.set_value("2012-11-03");
  correct.set_reason("erreur de mois");
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::CorrectGrievance, correct, answer)),
      "OWNER_SIDE_ONLY");
  correct.set_request_id(world_.Fresh());
  correct.set_etag("stale");
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
      "CHANGED_MEANWHILE");
  correct.set_etag(filed.grievance().etag());
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
      "OK");
  EXPECT_EQ(answer.standing().verdict(), v1::Standing::TIMELY);
  EXPECT_NE(answer.grievance().etag(), filed.grievance().etag());
  correct.set_request_id(world_.Fresh());
  correct.clear_etag();
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CorrectGrievance, correct, answer)),
      "NOTHING_TO_CORRECT");
}

v1::ListDeadlinesResponse Due(GrievanceWorld& world, absl::string_view as,
                              const v1::ListDeadlinesRequest& request) {
  v1::ListDeadlinesResponse response;
  const grpc::Status status = world.Call(
      as, &v1::DeadlineService::Stub::ListDeadlines, request, response);
  EXPECT_EQ(ReasonOf(status), "OK") << as;
  return response;
}

std::vector<std::string> CodesOf(const v1::ListDeadlinesResponse& response) {
  std::vector<std::string> codes;
  for (const auto& item : response.items()) {
    codes.push_back(absl::StrCat(item.file_number(), " ",
                                 item.deadline().limit_code(), " ",
                                 item.deadline().due_date()));
  }
  return codes;
}

TEST_F(GrievanceServiceTest, ListsWhatIsDueToEachSideByItsDate) {
  using Codes = std::vector<std::string>;
  Consult(kAnn);
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_submitted_date("2012-11-19");
  const std::string id = File(kAnn, request).grievance().grievance_id();
  v1::ReceiveGrievanceRequest receive;
  receive.set_request_id(world_.Fresh());
  receive.set_grievance_id(id);
  receive.set_received_date("2012-11-20");
  v1::GrievanceAnswer answer;
  world_.SetDay(2012, 11, 23);
  ASSERT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::ReceiveGrievance, receive, answer)),
      "OK");

  v1::ListDeadlinesRequest all;
  EXPECT_EQ(CodesOf(Due(world_, kAnn, all)),
            (Codes{"QN-G-2012-0001 REPLY 2012-11-26",
                   "QN-C-2012-0001 FILE 2012-12-03",
                   "QN-G-2012-0001 REFER 2013-05-21"}));
  // The other side sees no consultation, and its own number.
  EXPECT_EQ(CodesOf(Due(world_, kKarl, all)),
            (Codes{"CSSSN-G-2012-0001 REPLY 2012-11-26",
                   "CSSSN-G-2012-0001 REFER 2013-05-21"}));
  EXPECT_TRUE(CodesOf(Due(world_, kZoe, all)).empty());
  EXPECT_TRUE(CodesOf(Due(world_, kPaul, all)).empty());

  v1::FileGrievanceRequest placed = UnionRequest();
  placed.set_establishment_id("CSSSN-SAD");
  File(kBea, placed);
  EXPECT_EQ(CodesOf(Due(world_, kPaul, all)),
            (Codes{"CSSSN-G-2012-0002 REFER 2013-05-21"}));
  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_request_id(world_.Fresh());
  withdraw.set_grievance_id("QN-G-2012-0002");
  withdraw.set_reason("essai");
  ASSERT_EQ(
      ReasonOf(world_.Call(kBea, &Stub::WithdrawGrievance, withdraw, answer)),
      "OK");
  EXPECT_TRUE(CodesOf(Due(world_, kPaul, all)).empty());

  v1::ListDeadlinesRequest own;
  own.set_owed_by(v1::ListDeadlinesRequest::OWN_SIDE);
  EXPECT_EQ(Due(world_, kAnn, own).items_size(), 2);
  EXPECT_EQ(CodesOf(Due(world_, kKarl, own)),
            (Codes{"CSSSN-G-2012-0001 REPLY 2012-11-26"}));
  v1::ListDeadlinesRequest soon;
  soon.set_due_before_date("2012-11-26");
  EXPECT_EQ(Due(world_, kAnn, soon).items_size(), 1);
  v1::ListDeadlinesRequest late;
  late.set_overdue_only(true);
  EXPECT_EQ(Due(world_, kAnn, late).items_size(), 0);
  late.set_as_of_date("2012-11-27");
  const v1::ListDeadlinesResponse overdue = Due(world_, kAnn, late);
  ASSERT_EQ(overdue.items_size(), 1);
  EXPECT_EQ(overdue.items(0).standing(), v1::DeadlineStanding::OVERDUE);
  EXPECT_EQ(overdue.items(0).days_left(), -1);
  EXPECT_FALSE(overdue.items(0).deadline().explanation().empty());

  // On 18 November, by what is known now, the grievance was still to be filed.
  v1::ListDeadlinesRequest before;
  before.set_as_of_date("2012-11-18");
  before.set_file_id("QN-G-2012-0001");
  EXPECT_EQ(CodesOf(Due(world_, kAnn, before)),
            (Codes{"QN-G-2012-0001 REPLY 2012-11-26",
                   "QN-G-2012-0001 FILE 2012-12-03",
                   "QN-G-2012-0001 REFER 2013-05-21"}));
  // By what was known on the 22nd there was no receipt.
  v1::ListDeadlinesRequest known;
  *known.mutable_known_at_time() =
      ToProto(absl::FromUnixSeconds(1353596400) + absl::Hours(1));
  EXPECT_EQ(CodesOf(Due(world_, kAnn, known)),
            (Codes{"QN-C-2012-0001 FILE 2012-12-03",
                   "QN-G-2012-0001 REFER 2013-05-21"}));
  v1::ListDeadlinesRequest met;
  met.set_include_met(true);
  const v1::ListDeadlinesResponse with_met = Due(world_, kKarl, met);
  ASSERT_EQ(with_met.items_size(), 4);
  EXPECT_EQ(with_met.items(1).standing(), v1::DeadlineStanding::MET);

  v1::ListDeadlinesRequest page;
  page.set_page_size(1);
  Codes paged;
  for (int i = 0; i < 5; ++i) {
    const v1::ListDeadlinesResponse response = Due(world_, kAnn, page);
    for (const std::string& code : CodesOf(response)) paged.push_back(code);
    page.set_page_token(response.next_page_token());
    if (page.page_token().empty()) break;
  }
  EXPECT_EQ(paged, CodesOf(Due(world_, kAnn, all)));

  v1::ExplainDeadlineRequest explain;
  explain.set_deadline_id(overdue.items(0).deadline().deadline_id());
  v1::ExplainDeadlineResponse explained;
  const auto method = &v1::DeadlineService::Stub::ExplainDeadline;
  EXPECT_EQ(ReasonOf(world_.Call(kKarl, method, explain, explained)), "OK");
  EXPECT_EQ(explained.item().file_number(), "CSSSN-G-2012-0001");
  EXPECT_EQ(ReasonOf(world_.Call(kZoe, method, explain, explained)),
            "NOT_AVAILABLE");
  const v1::ListDeadlinesResponse everything = Due(world_, kAnn, all);
  explain.set_deadline_id(everything.items(1).deadline().deadline_id());
  EXPECT_EQ(ReasonOf(world_.Call(kKarl, method, explain, explained)),
            "NOT_AVAILABLE");
}

TEST_F(GrievanceServiceTest, ListsEachFileOnceToWhoSeesItTwice) {
  world_.EnterMandate(kFay, v1::Mandate::UNION_REP, "qn");
  world_.EnterMandate(kPaul, v1::Mandate::EMPLOYER_REP, "csss");
  Consult(kAnn);
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_establishment_id("CSSSN-SAD");
  const std::string id = File(kAnn, request).grievance().grievance_id();
  v1::AssignGrievanceRequest assign;
  assign.set_request_id(world_.Fresh());
  assign.set_grievance_id(id);
  assign.set_person_id(kFay);
  v1::GrievanceAnswer answer;
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::AssignGrievance, assign, answer)),
            "OK");
  for (const char* person : {kFay, kPaul}) {
    EXPECT_EQ(List(person).grievances_size(), 1) << person;
  }
  EXPECT_EQ(Due(world_, kPaul, v1::ListDeadlinesRequest()).items_size(), 1);
  EXPECT_EQ(Due(world_, kFay, v1::ListDeadlinesRequest()).items_size(), 2);
  v1::ListConsultationsResponse consultations;
  ASSERT_EQ(
      ReasonOf(world_.Call(kFay, &Stub::ListConsultations,
                           v1::ListConsultationsRequest(), consultations)),
      "OK");
  EXPECT_EQ(consultations.consultations_size(), 1);
}

TEST_F(GrievanceServiceTest, ClosesAConsultationAndShowsWhoReadIt) {
  const std::string id = Consult(kAnn).consultation().consultation_id();
  v1::GetConsultationRequest get;
  get.set_consultation_id(id);
  v1::ConsultationAnswer answer;
  ASSERT_EQ(ReasonOf(world_.Call(kBea, &Stub::GetConsultation, get, answer)),
            "OK");
  v1::CloseConsultationRequest close;
  close.set_request_id(world_.Fresh());
  close.set_consultation_id(id);
  close.set_reason("réglé de vive voix");
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CloseConsultation, close, answer)),
      "OK");
  EXPECT_TRUE(answer.consultation().close_reason().empty());
  close.set_request_id(world_.Fresh());
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::CloseConsultation, close, answer)),
      "CONSULTATION_CLOSED");
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_consultation_id(id);
  EXPECT_EQ(FileReason(kAnn, request), "CONSULTATION_CLOSED");
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::GetConsultation, get, answer)),
            "OK");
  EXPECT_EQ(answer.consultation().close_reason(), "réglé de vive voix");
  EXPECT_EQ(answer.consultation().summary(), kSummaryCanary);
  std::vector<std::string> moves;
  const v1::ListGrievanceHistoryResponse history = History(kAnn, id);
  for (const E& event : history.events()) {
    moves.push_back(
        absl::StrCat(E::Move_Name(event.move()), " ", event.recorded_by_id()));
  }
  EXPECT_EQ(moves,
            (std::vector<std::string>{"CONSULTATION_OPENED ann", "READ bea",
                                      "CONSULTATION_CLOSED ann", "READ ann"}));
  EXPECT_EQ(History(kKarl, id).events_size(), 0);
  EXPECT_TRUE(CodesOf(Due(world_, kAnn, v1::ListDeadlinesRequest())).empty());
}

TEST_F(GrievanceServiceTest, PagesAListWithoutGapOrRepetition) {
  std::set<std::string> filed;
  for (int i = 0; i < 7; ++i) {
    v1::FileGrievanceRequest request = UnionRequest();
    request.set_submitted_date(absl::StrCat("2012-11-1", i % 3));
    filed.insert(File(kAnn, request).grievance().grievance_id());
  }
  std::set<std::string> listed;
  std::string last = "9999";
  v1::ListGrievancesRequest request;
  request.set_page_size(2);
  for (int page = 0; page < 10; ++page) {
    v1::ListGrievancesResponse response;
    ASSERT_EQ(
        ReasonOf(world_.Call(kKarl, &Stub::ListGrievances, request, response)),
        "OK");
    for (const G& each : response.grievances()) {
      EXPECT_TRUE(listed.insert(each.grievance_id()).second);
      EXPECT_LE(each.submitted_date(), last);
      last = each.submitted_date();
    }
    request.set_page_token(response.next_page_token());
    if (request.page_token().empty()) break;
  }
  EXPECT_EQ(listed, filed);
  // The first and the last day count, in either order.
  for (const auto order : {v1::ListGrievancesRequest::NEWEST_FIRST,
                           v1::ListGrievancesRequest::OLDEST_FIRST}) {
    v1::ListGrievancesRequest days;
    days.set_order(order);
    days.set_page_size(1);
    days.set_submitted_from_date("2012-11-11");
    days.set_submitted_until_date("2012-11-11");
    days.add_states(G::FILED);
    days.set_organization_id("CSSSN");
    int found = 0;
    do {
      v1::ListGrievancesResponse page;
      ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::ListGrievances, days, page)),
                "OK");
      for (const G& each : page.grievances()) {
        EXPECT_EQ(each.submitted_date(), "2012-11-11");
        ++found;
      }
      days.set_page_token(page.next_page_token());
    } while (!days.page_token().empty());
    EXPECT_EQ(found, 2);
  }
  v1::ListGrievancesRequest number;
  number.set_number("QN-G-2012-0003");
  v1::ListGrievancesResponse numbered;
  (void)world_.Call(kAnn, &Stub::ListGrievances, number, numbered);
  EXPECT_EQ(numbered.grievances_size(), 1);
  // The other side's number finds nothing.
  (void)world_.Call(kKarl, &Stub::ListGrievances, number, numbered);
  EXPECT_EQ(numbered.grievances_size(), 0);
  request.set_page_size(-1);
  v1::ListGrievancesResponse response;
  EXPECT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::ListGrievances, request, response)),
      "NUMBER_OUT_OF_RANGE");
}

}  // namespace
}  // namespace entente
