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

TEST_F(ConsultationCallsTest, TakesAMissingDayAndCountsItsDeadlineAnew) {
  v1::OpenConsultationRequest open = ConsultationRequest();
  open.clear_known_date();
  const v1::Consultation consultation = Consult(kAnn, open).consultation();
  ASSERT_EQ(consultation.deadlines_size(), 1);
  EXPECT_TRUE(consultation.deadlines(0).undetermined());
  // 30 days from the consultation, when the member knew at the latest.
  EXPECT_EQ(consultation.deadlines(0).due_date(), "2012-12-24");
  EXPECT_EQ(consultation.deadlines(0).prudent_date(), "2012-11-30");

  v1::CorrectConsultationRequest request;
  request.set_consultation_id(consultation.number());
  request.set_field("known_date");
  request.set_reason("le membre a précisé le jour");
  v1::ConsultationAnswer answer;
  const auto correct = [&](absl::string_view as, const char* field,
                           const char* value) {
    request.set_request_id(world_.Fresh());
    request.set_field(field);
    request.set_value(value);
    return ReasonOf(
        world_.Call(as, &Stub::CorrectConsultation, request, answer));
  };
  EXPECT_EQ(correct(kAnn, "known_date", "2012-11-23"), "DATE_IN_FUTURE");
  EXPECT_EQ(correct(kAnn, "known_date", "2012-11-32"), "DATE_MALFORMED");
  EXPECT_EQ(correct(kAnn, "known_date", ""), "NOTHING_TO_CORRECT");
  EXPECT_EQ(correct(kAnn, "consulted_date", ""), "FIELD_REQUIRED");
  EXPECT_EQ(correct(kAnn, "summary", "x"), "VALUE_UNKNOWN");
  EXPECT_EQ(correct(kAnn, "consulted_date", "2012-10-31"), "DATE_ORDER");
  EXPECT_EQ(correct(kKarl, "known_date", "2012-11-03"), "ROLE_REQUIRED");
  EXPECT_EQ(correct(kZoe, "known_date", "2012-11-03"), "NOT_AVAILABLE");
  ASSERT_EQ(correct(kAnn, "known_date", "2012-11-03"), "OK");
  const v1::Consultation corrected = answer.consultation();
  EXPECT_EQ(corrected.known_date(), "2012-11-03");
  EXPECT_TRUE(corrected.summary().empty());
  ASSERT_EQ(corrected.deadlines_size(), 2);
  EXPECT_EQ(corrected.deadlines(0).superseded_by_deadline_id(),
            corrected.deadlines(1).deadline_id());
  EXPECT_FALSE(corrected.deadlines(0).ended_by_event_id().empty());
  EXPECT_FALSE(corrected.deadlines(1).undetermined());
  EXPECT_EQ(corrected.deadlines(1).due_date(), "2012-12-03");
  EXPECT_EQ(correct(kAnn, "known_date", "2012-11-03"), "NOTHING_TO_CORRECT");
  const v1::ListDeadlinesResponse due =
      Due(world_, kAnn, v1::ListDeadlinesRequest());
  ASSERT_EQ(due.items_size(), 1);
  EXPECT_EQ(due.items(0).deadline().deadline_id(),
            corrected.deadlines(1).deadline_id());

  const v1::ListGrievanceHistoryResponse history =
      History(kAnn, corrected.number());
  ASSERT_EQ(history.events_size(), 2);
  const E& event = history.events(1);
  EXPECT_EQ(event.move(), E::CONSULTATION_CORRECTED);
  EXPECT_EQ(event.reason(), "le membre a précisé le jour");
  EXPECT_EQ(event.consultation().known_date(), "2012-11-03");

  // What the member said stands as it did.
  v1::GetConsultationRequest get;
  get.set_consultation_id(corrected.number());
  ASSERT_EQ(ReasonOf(world_.Call(kAnn, &Stub::GetConsultation, get, answer)),
            "OK");
  EXPECT_EQ(answer.consultation().summary(), kSummaryCanary);
  EXPECT_EQ(answer.consultation().etag(), corrected.etag());

  // Filed, it is the grievance that is corrected.
  v1::FileGrievanceRequest file = UnionRequest();
  file.set_consultation_id(corrected.number());
  File(kAnn, file);
  EXPECT_EQ(correct(kAnn, "known_date", "2012-11-02"), "CONSULTATION_CLOSED");
}

}  // namespace
}  // namespace entente
