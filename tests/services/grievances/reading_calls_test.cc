#include "services/grievances/reading_calls.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "absl/strings/match.h"
#include "proto/support/deadline.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using G = v1::Grievance;
using Stub = v1::GrievanceService::Stub;
using ReadingCallsTest = GrievanceServiceTest;

TEST_F(ReadingCallsTest, TellsWhoOpensAFileHowEachDateWasCounted) {
  const v1::GrievanceAnswer filed = File(kAnn, UnionRequest());
  const v1::GrievanceAnswer opened =
      Get(kKarl, filed.grievance().grievance_id());
  ASSERT_GT(opened.grievance().deadlines_size(), 1);
  for (const v1::Deadline& deadline : opened.grievance().deadlines()) {
    ASSERT_EQ(deadline.explanation_size(), deadline.steps_size());
    EXPECT_TRUE(absl::StrContains(deadline.explanation(0), "Point de départ"))
        << deadline.explanation(0);
  }
  const v1::ListGrievancesResponse list = List(kKarl);
  for (const v1::Grievance& listed : list.grievances()) {
    for (const v1::Deadline& deadline : listed.deadlines()) {
      EXPECT_EQ(deadline.explanation_size(), 0);
    }
  }

  v1::GetConsultationRequest request;
  request.set_consultation_id(Consult(kAnn).consultation().consultation_id());
  request.set_explain(true);
  v1::ConsultationAnswer consultation;
  ASSERT_TRUE(world_
                  .Call(kAnn, &v1::ConsultationService::Stub::GetConsultation,
                        request, consultation)
                  .ok());
  ASSERT_GT(consultation.consultation().deadlines_size(), 0);
  EXPECT_GT(consultation.consultation().deadlines(0).explanation_size(), 0);
}

// The count of a deadline is kept apart from the rest of its file.
TEST_F(ReadingCallsTest, KeepsEachCountThroughLaterMoves) {
  const std::string id = File(kAnn, UnionRequest()).grievance().grievance_id();
  const G before = Get(kAnn, id).grievance();
  v1::ReceiveGrievanceRequest receive;
  receive.set_request_id(world_.Fresh());
  receive.set_grievance_id(id);
  receive.set_received_date("2012-11-21");
  v1::GrievanceAnswer received;
  ASSERT_EQ(
      ReasonOf(world_.Call(kKarl, &Stub::ReceiveGrievance, receive, received)),
      "OK");
  const G after = Get(kAnn, id).grievance();
  ASSERT_GE(after.deadlines_size(), before.deadlines_size());
  for (int i = 0; i < before.deadlines_size(); ++i) {
    EXPECT_GT(before.deadlines(i).steps_size(), 0);
    EXPECT_EQ(before.deadlines(i).explanation_size(),
              after.deadlines(i).explanation_size());
    EXPECT_EQ(before.deadlines(i).clocks_size(),
              after.deadlines(i).clocks_size());
  }
}

TEST_F(ReadingCallsTest, ShowsNoCountUnlessAsked) {
  const v1::GrievanceAnswer filed = File(kAnn, UnionRequest());
  v1::GetGrievanceRequest request;
  request.set_grievance_id(filed.grievance().grievance_id());
  v1::GrievanceAnswer plain;
  ASSERT_TRUE(world_.Call(kAnn, &Stub::GetGrievance, request, plain).ok());
  request.set_explain(true);
  v1::GrievanceAnswer explained;
  ASSERT_TRUE(world_.Call(kAnn, &Stub::GetGrievance, request, explained).ok());
  EXPECT_EQ(plain.grievance().etag(), explained.grievance().etag());
  Deadlines counts;
  TakeCounts(*explained.mutable_grievance()->mutable_deadlines(), counts);
  for (v1::Deadline& deadline :
       *explained.mutable_grievance()->mutable_deadlines()) {
    deadline.clear_explanation();
  }
  EXPECT_EQ(plain.SerializeAsString(), explained.SerializeAsString());
}

TEST_F(ReadingCallsTest, PagesAListWithoutGapOrRepetition) {
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
