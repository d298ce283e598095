#include "services/grievances/file_access.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "proto/support/deadline.h"
#include "proto/support/field_classes.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using G = v1::Grievance;
using Stub = v1::GrievanceService::Stub;
using FileAccessTest = GrievanceServiceTest;

// All that a person can obtain of a file, as one text.
std::string AllThatShows(GrievanceWorld& world, absl::string_view as,
                         const std::vector<std::string>& files) {
  std::string all;
  const auto add = [&](const grpc::Status& status,
                       const google::protobuf::Message& answer) {
    absl::StrAppend(&all, answer.DebugString(), status.error_message(),
                    RefusedBy(status).details);
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
    add(world.Call(as, &v1::ConsultationService::Stub::GetConsultation, consult,
                   consultation),
        consultation);
  }
  v1::ListGrievancesResponse list;
  add(world.Call(as, &Stub::ListGrievances, v1::ListGrievancesRequest(), list),
      list);
  v1::ListConsultationsResponse consultations;
  add(world.Call(as, &v1::ConsultationService::Stub::ListConsultations,
                 v1::ListConsultationsRequest(), consultations),
      consultations);
  return all;
}

TEST_F(FileAccessTest, ShowsEachCanaryToItsReadersAndNobodyElse) {
  const v1::ConsultationAnswer opened = Consult(kAnn);
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_consultation_id(opened.consultation().consultation_id());
  auto& witness = *request.add_protected_persons();
  witness.set_person_id(world_.Id(kWitness));
  witness.set_part(G::ProtectedPerson::WITNESS);
  const std::string id = File(kAnn, request).grievance().grievance_id();
  v1::FileGrievanceRequest individual = IndividualRequest();
  individual.set_grievance_class(v1::GrievanceClass::GROUP);
  individual.add_grievor_ids(world_.Id(kMember2));
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
  for (const char* hidden :
       {"Canari Temoin", "canari du r", world_.Id(kWitness).c_str(),
        "protected_persons", "consultation_id", "QN-G-", "QN-C-", "BENEFICIARY",
        "WITNESS", "READ"}) {
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
TEST_F(FileAccessTest, GivesEachPersonAPseudonymOfTheirOwnInEachFile) {
  std::set<std::string> pseudonyms;
  for (int file = 0; file < 2; ++file) {
    v1::FileGrievanceRequest request = IndividualRequest();
    request.set_request_id(world_.Fresh());
    request.set_grievance_class(v1::GrievanceClass::GROUP);
    request.add_grievor_ids(world_.Id(kMember2));
    const v1::GrievanceAnswer filed = File(kAnn, request);
    for (const auto& grievor : filed.grievance().grievors()) {
      EXPECT_EQ(grievor.pseudonym().size(), 10u) << grievor.pseudonym();
      pseudonyms.insert(grievor.pseudonym());
    }
  }
  EXPECT_EQ(pseudonyms.size(), 4u);
}

TEST_F(FileAccessTest, HidesHowManyPersonsAreProtected) {
  const std::string without =
      File(kAnn, UnionRequest()).grievance().grievance_id();
  v1::FileGrievanceRequest request = UnionRequest();
  for (const char* person : {kWitness, kMember, kMember2}) {
    auto& added = *request.add_protected_persons();
    added.set_person_id(world_.Id(person));
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

// What a list shows of a file, from what opening it showed.
G AsListed(G opened) {
  KeepClasses({v1::Confidentiality::PUBLISHED, v1::Confidentiality::ADMIN,
               v1::Confidentiality::SIDE_ADMIN},
              opened);
  opened.clear_etag();
  G listed = opened;
  listed.clear_deadlines();
  for (v1::Deadline& deadline : *opened.mutable_deadlines()) {
    if (!IsOpen(deadline)) continue;
    deadline.clear_clocks();
    deadline.clear_steps();
    deadline.clear_explanation();
    *listed.add_deadlines() = deadline;
  }
  return listed;
}

TEST_F(FileAccessTest, AgreesBetweenGetAndListForEveryPersonAndRow) {
  std::vector<std::string> files;
  files.push_back(File(kAnn, UnionRequest()).grievance().grievance_id());
  v1::FileGrievanceRequest placed = UnionRequest();
  placed.set_establishment_id("CSSSN-SAD");
  files.push_back(File(kAnn, placed).grievance().grievance_id());
  v1::FileGrievanceRequest harassment = IndividualRequest();
  harassment.set_issue_code("HAR-PSY");
  files.push_back(File(kAnn, harassment).grievance().grievance_id());
  v1::FileGrievanceRequest other = UnionRequest();
  other.set_local_id("AUT");
  files.push_back(File(kZoe, other).grievance().grievance_id());
  v1::FileGrievanceRequest employer = UnionRequest();
  employer.set_grievance_class(v1::GrievanceClass::EMPLOYER);
  files.push_back(File(kKarl, employer).grievance().grievance_id());
  ASSERT_EQ(world_.Assign(kAnn, files[0], kFay), "OK");

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
    std::map<std::string, G> listed;
    const v1::ListGrievancesResponse page = List(person);
    for (const G& each : page.grievances()) {
      EXPECT_TRUE(listed.emplace(each.grievance_id(), each).second);
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
      const v1::GrievanceAnswer opened = Get(person, files[i], &reason);
      EXPECT_EQ(reason, sees[i] ? "OK" : "NOT_AVAILABLE");
      ASSERT_EQ(listed.count(files[i]), sees[i] ? 1u : 0u);
      if (!sees[i]) continue;
      EXPECT_EQ(listed[files[i]].DebugString(),
                AsListed(opened.grievance()).DebugString());
      EXPECT_GT(listed[files[i]].deadlines_size(), 0);
    }
  }
}

TEST_F(FileAccessTest, AgreesBetweenGetListAndDueListForConsultationsToo) {
  const std::vector<std::string> files = {
      Consult(kAnn).consultation().consultation_id(),
      Consult(kAnn, "HAR-PSY").consultation().consultation_id(),
      Consult(kBea, "HS-RPS").consultation().consultation_id()};
  // Typed by hand from access.md and decision 5.
  const std::vector<std::pair<const char*, std::vector<bool>>> expected = {
      {kAnn, {true, true, false}},      {kBea, {true, false, true}},
      {kKarl, {false, false, false}},   {kPaul, {false, false, false}},
      {kZoe, {false, false, false}},    {kFay, {false, false, false}},
      {kKim, {false, false, false}},    {kAda, {false, false, false}},
      {kAuditor, {false, false, false}}};
  for (const auto& [person, sees] : expected) {
    std::set<std::string> listed;
    v1::ListConsultationsResponse page;
    (void)world_.Call(person, &v1::ConsultationService::Stub::ListConsultations,
                      v1::ListConsultationsRequest(), page);
    for (const v1::Consultation& each : page.consultations()) {
      EXPECT_TRUE(listed.insert(each.consultation_id()).second);
    }
    std::set<std::string> due;
    v1::ListDeadlinesResponse deadlines;
    (void)world_.Call(person, &v1::DeadlineService::Stub::ListDeadlines,
                      v1::ListDeadlinesRequest(), deadlines);
    for (const v1::DeadlineItem& item : deadlines.items()) {
      due.insert(item.file_id());
    }
    for (size_t i = 0; i < files.size(); ++i) {
      SCOPED_TRACE(absl::StrCat(person, " ", i));
      v1::GetConsultationRequest get;
      get.set_consultation_id(files[i]);
      v1::ConsultationAnswer answer;
      EXPECT_EQ(ReasonOf(world_.Call(
                    person, &v1::ConsultationService::Stub::GetConsultation,
                    get, answer)),
                sees[i] ? "OK" : "NOT_AVAILABLE");
      EXPECT_EQ(listed.count(files[i]), sees[i] ? 1u : 0u);
      EXPECT_EQ(due.count(files[i]), sees[i] ? 1u : 0u);
    }
  }
}

// Typed by hand from access.md: what a person of each role is answered about
// a file that does not exist. A role that may never make the call is told so
// (writes), or is told nothing (reads).
TEST_F(FileAccessTest, AsksForTheRoleThatEachCallNeeds) {
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
  check("Open", {kUnknown, kRole, kRole, kRole, kRole},
        &v1::ConsultationService::Stub::OpenConsultation, open,
        v1::ConsultationAnswer());
  v1::CloseConsultationRequest close;
  close.set_consultation_id("x");
  close.set_reason("x");
  check("Close", {kNone, kRole, kRole, kRole, kRole},
        &v1::ConsultationService::Stub::CloseConsultation, close,
        v1::ConsultationAnswer());
  v1::CorrectConsultationRequest complete;
  complete.set_consultation_id("x");
  complete.set_field("known_date");
  complete.set_value("2012-11-20");
  complete.set_reason("x");
  check("Complete", {kNone, kRole, kRole, kRole, kRole},
        &v1::ConsultationService::Stub::CorrectConsultation, complete,
        v1::ConsultationAnswer());
  v1::AssignConsultationRequest entrust;
  entrust.set_consultation_id("x");
  entrust.set_person_id(world_.Id(kBea));
  check("AssignConsultation", {kNone, kRole, kNone, kRole, kRole},
        &v1::ConsultationService::Stub::AssignConsultation, entrust,
        v1::ConsultationAnswer());
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
  v1::ContestActRequest contest;
  contest.set_grievance_id("x");
  contest.set_act(G::Contest::WITHDRAWAL);
  contest.set_text("x");
  check("Contest", sides, &Stub::ContestAct, contest, v1::GrievanceAnswer());
  v1::AssignGrievanceRequest assign;
  assign.set_grievance_id("x");
  assign.set_person_id(world_.Id(kBea));
  check("Assign", {kNone, kNone, kNone, kRole, kRole}, &Stub::AssignGrievance,
        assign, v1::GrievanceAnswer());
  const Row nobody(people.size(), kNone);
  v1::GetGrievanceRequest get;
  get.set_grievance_id("x");
  check("Get", nobody, &Stub::GetGrievance, get, v1::GrievanceAnswer());
  v1::GetConsultationRequest consultation;
  consultation.set_consultation_id("x");
  check("GetConsultation", nobody,
        &v1::ConsultationService::Stub::GetConsultation, consultation,
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
        &v1::ConsultationService::Stub::ListConsultations,
        v1::ListConsultationsRequest(), v1::ListConsultationsResponse());
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

TEST_F(FileAccessTest, RevealsASealedGrievorOnlyWhenTold) {
  v1::FileGrievanceRequest request = IndividualRequest();
  request.set_grievor_ids(0, world_.Id(kSealedMember));
  EXPECT_EQ(FileReason(kAnn, request), "SEALED_GRIEVOR");
  request.set_request_id(world_.Fresh());
  request.set_reveal_sealed_grievors(true);
  const std::string id = File(kAnn, request).grievance().grievance_id();
  EXPECT_EQ(Get(kKarl, id).grievance().grievors(0).name(), kSealedName);
}

}  // namespace
}  // namespace entente
