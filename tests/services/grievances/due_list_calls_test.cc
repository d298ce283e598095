#include "services/grievances/due_list_calls.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "proto/support/proto_time.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using G = v1::Grievance;
using Stub = v1::GrievanceService::Stub;
using DueListCallsTest = GrievanceServiceTest;

std::vector<std::string> CodesOf(const v1::ListDeadlinesResponse& response) {
  std::vector<std::string> codes;
  for (const auto& item : response.items()) {
    codes.push_back(absl::StrCat(item.file_number(), " ",
                                 item.deadline().limit_code(), " ",
                                 item.deadline().due_date()));
  }
  return codes;
}

TEST_F(DueListCallsTest, ListsWhatIsDueToEachSideByItsDate) {
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

TEST_F(DueListCallsTest, ListsEachFileOnceToWhoSeesItTwice) {
  // Two mandates are granted by who keeps both, and a new code with them.
  const SmallWorldPerson both = world_.EnterActor(
      world_.admin, "Gardienne de tous", v1::Mandate::KEEPER, world_.local);
  for (const std::string& kept :
       {world_.federation, world_.employer, world_.establishment}) {
    world_.Grant(world_.admin, both.id, v1::Mandate::KEEPER, kept);
  }
  world_.Grant(both, world_.Id(kFay), v1::Mandate::UNION_REP, world_.local);
  world_.Grant(both, world_.Id(kPaul), v1::Mandate::EMPLOYER_REP,
               world_.employer);
  for (const char* person : {kFay, kPaul}) world_.SignInAnew(both, person);
  Consult(kAnn);
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_establishment_id("CSSSN-SAD");
  const std::string id = File(kAnn, request).grievance().grievance_id();
  v1::AssignGrievanceRequest assign;
  assign.set_request_id(world_.Fresh());
  assign.set_grievance_id(id);
  assign.set_person_id(world_.Id(kFay));
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

}  // namespace
}  // namespace entente
