// The world of grievance_world.h with the calls that most tests make in it.

#ifndef ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_SERVICE_FIXTURE_H_
#define ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_SERVICE_FIXTURE_H_

#include <gtest/gtest.h>

#include <string>

#include "tests/services/grievances/grievance_world.h"
#include "tests/testing/union_filing.h"

namespace entente {

inline constexpr char kSummaryCanary[] = "canari du récit confié au syndicat";
inline constexpr char kFactsCanary[] = "canari des faits partagés";

// The calls that most tests of files make.
class GrievanceServiceTest : public testing::Test {
 protected:
  v1::FileGrievanceRequest UnionRequest() {
    v1::FileGrievanceRequest request = UnionFiling();
    request.set_request_id(world_.Fresh());
    request.set_facts(kFactsCanary);
    return request;
  }

  v1::FileGrievanceRequest IndividualRequest() {
    v1::FileGrievanceRequest request = UnionRequest();
    request.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
    request.add_grievor_ids(world_.Id(kMember));
    return request;
  }

  v1::GrievanceAnswer File(absl::string_view as,
                           const v1::FileGrievanceRequest& request) {
    v1::GrievanceAnswer answer;
    const grpc::Status status = world_.Call(
        as, &v1::GrievanceService::Stub::FileGrievance, request, answer);
    EXPECT_EQ(ReasonOf(status), "OK") << RefusedBy(status).field;
    return answer;
  }
  std::string FileReason(absl::string_view as,
                         const v1::FileGrievanceRequest& request) {
    v1::GrievanceAnswer answer;
    return ReasonOf(world_.Call(as, &v1::GrievanceService::Stub::FileGrievance,
                                request, answer));
  }

  v1::GrievanceAnswer Get(absl::string_view as, const std::string& id,
                          std::string* reason = nullptr) {
    v1::GetGrievanceRequest request;
    request.set_grievance_id(id);
    request.set_explain(true);
    v1::GrievanceAnswer answer;
    const grpc::Status status = world_.Call(
        as, &v1::GrievanceService::Stub::GetGrievance, request, answer);
    if (reason != nullptr) *reason = ReasonOf(status);
    return answer;
  }

  v1::ListGrievancesResponse List(absl::string_view as) {
    v1::ListGrievancesRequest request;
    request.set_page_size(200);
    v1::ListGrievancesResponse response;
    const grpc::Status status = world_.Call(
        as, &v1::GrievanceService::Stub::ListGrievances, request, response);
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
    (void)world_.Call(as, &v1::GrievanceService::Stub::ListGrievanceHistory,
                      request, response);
    return response;
  }

  v1::OpenConsultationRequest ConsultationRequest(
      const std::string& issue_code = "ORG-TIM") {
    v1::OpenConsultationRequest request;
    request.set_issue_code(issue_code);
    request.add_member_ids(world_.Id(kMember));
    request.set_summary(kSummaryCanary);
    request.set_occurred_date("2012-11-01");
    request.set_known_date("2012-11-03");
    return request;
  }

  v1::ConsultationAnswer Consult(absl::string_view as,
                                 const std::string& issue_code = "ORG-TIM") {
    return Consult(as, ConsultationRequest(issue_code));
  }
  v1::ConsultationAnswer Consult(absl::string_view as,
                                 v1::OpenConsultationRequest request) {
    request.set_request_id(world_.Fresh());
    v1::ConsultationAnswer answer;
    const grpc::Status status = world_.Call(
        as, &v1::ConsultationService::Stub::OpenConsultation, request, answer);
    EXPECT_EQ(ReasonOf(status), "OK") << RefusedBy(status).field;
    return answer;
  }

  GrievanceWorld world_;
};

// What ListDeadlines answers to `as`.
inline v1::ListDeadlinesResponse Due(GrievanceWorld& world,
                                     absl::string_view as,
                                     const v1::ListDeadlinesRequest& request) {
  v1::ListDeadlinesResponse response;
  const grpc::Status status = world.Call(
      as, &v1::DeadlineService::Stub::ListDeadlines, request, response);
  EXPECT_EQ(ReasonOf(status), "OK") << as;
  return response;
}

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_GRIEVANCES_GRIEVANCE_SERVICE_FIXTURE_H_
