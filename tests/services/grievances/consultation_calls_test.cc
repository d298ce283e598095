#include "services/grievances/consultation_calls.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using E = v1::Event;
using Stub = v1::GrievanceService::Stub;
using ConsultationCallsTest = GrievanceServiceTest;

TEST_F(ConsultationCallsTest, ClosesAConsultationAndShowsWhoReadIt) {
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
            (std::vector<std::string>{"CONSULTATION_OPENED " + world_.Id(kAnn),
                                      "READ " + world_.Id(kBea),
                                      "CONSULTATION_CLOSED " + world_.Id(kAnn),
                                      "READ " + world_.Id(kAnn)}));
  EXPECT_EQ(History(kKarl, id).events_size(), 0);
  EXPECT_EQ(Due(world_, kAnn, v1::ListDeadlinesRequest()).items_size(), 0);
}

}  // namespace
}  // namespace entente
