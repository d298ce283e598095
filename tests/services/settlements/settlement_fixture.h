// The world of grievance_world.h, under a procedure that lets a grievance be
// taken up again after a breach, with the calls on settlements.

#ifndef ENTENTE_TESTS_SERVICES_SETTLEMENTS_SETTLEMENT_FIXTURE_H_
#define ENTENTE_TESTS_SERVICES_SETTLEMENTS_SETTLEMENT_FIXTURE_H_

#include <string>
#include <vector>

#include "entente/v1/settlement_service.grpc.pb.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {

inline constexpr char kTermsCanary[] = "canari des conditions";
inline constexpr char kCommitmentCanary[] = "canari d'un engagement";

class SettlementServiceTest : public GrievanceServiceTest {
 protected:
  using Stub = v1::SettlementService::Stub;

  SettlementServiceTest() {
    v1::GetProfileRequest get;
    get.set_code("QC-SSS-30");
    v1::GetProfileResponse shipped;
    EXPECT_TRUE(
        world_.Call(kAda, &v1::ProfileService::Stub::GetProfile, get, shipped)
            .ok());
    v1::Profile& profile = *shipped.mutable_profile();
    profile.set_code("QC-REINSTATE");
    v1::TimeLimit& limit = *profile.add_limits();
    limit.set_code("REINSTATE");
    limit.set_act(v1::TimeLimit::REINSTATE);
    limit.set_clause("14.07");
    limit.set_nature(v1::TimeLimit::CONVENTIONAL);
    limit.set_owner(v1::TimeLimit::FILING_SIDE);
    limit.set_missed(v1::TimeLimit::OBJECTION);
    v1::Clock& clock = *limit.add_clocks();
    clock.set_trigger(v1::Clock::BREACH_KNOWN);
    clock.mutable_period()->set_count(30);
    clock.mutable_period()->set_unit(v1::Period::CALENDAR_DAYS);
    clock.mutable_period()->set_roll(v1::Period::NEXT_OPEN);
    v1::ImportProfileRequest import;
    import.set_request_id(world_.Fresh());
    import.set_textproto(profile.DebugString());
    v1::ImportProfileResponse imported;
    const grpc::Status status = world_.Call(
        kAda, &v1::ProfileService::Stub::ImportProfile, import, imported);
    EXPECT_EQ(ReasonOf(status), "OK") << status.error_message();
    v1::CreateAgreementRequest create;
    create.set_request_id(world_.Fresh());
    create.mutable_agreement()->set_local_id(world_.local);
    create.mutable_agreement()->set_employer_id(world_.employer);
    create.mutable_agreement()->set_title("Convention avec reprise (fictive)");
    create.mutable_agreement()->set_profile_code("QC-REINSTATE");
    create.mutable_agreement()->set_from_date("2010-01-01");
    v1::AgreementAnswer agreement;
    EXPECT_EQ(
        ReasonOf(world_.Call(kAnn, &v1::DirectoryService::Stub::CreateAgreement,
                             create, agreement)),
        "OK");
    agreement_id_ = agreement.agreement().agreement_id();
    world_.SetDay(2013, 1, 10);
  }

  // A grievance of the local, under the imported procedure.
  std::string FileHere(const char* member = nullptr, bool restricted = false) {
    v1::FileGrievanceRequest request = UnionRequest();
    if (member != nullptr) {
      request.set_grievance_class(v1::GrievanceClass::INDIVIDUAL);
      request.add_grievor_ids(world_.Id(member));
    }
    request.set_agreement_id(agreement_id_);
    if (restricted) request.set_restricted(true);
    return File(kAnn, request).grievance().grievance_id();
  }

  v1::ProposeSettlementRequest Proposal(const std::vector<std::string>& ids) {
    v1::ProposeSettlementRequest request;
    request.set_request_id(world_.Fresh());
    for (const std::string& id : ids) request.add_grievance_ids(id);
    request.set_terms(kTermsCanary);
    request.set_precedent(v1::Settlement::WITHOUT_PRECEDENT);
    request.set_confidential(true);
    auto& commitment = *request.add_commitments();
    commitment.set_owner_kind(v1::Party::EMPLOYER);
    commitment.set_text(kCommitmentCanary);
    commitment.set_due_date(commitment_due_);
    return request;
  }

  // Makes the call, which must be accepted.
  template <typename Method, typename Request>
  v1::SettlementAnswer Do(absl::string_view as, Method method,
                          Request request) {
    v1::SettlementAnswer answer;
    EXPECT_EQ(Try(as, method, request, &answer), "OK");
    return answer;
  }

  // The reason for which it is refused.
  template <typename Method, typename Request>
  std::string Try(absl::string_view as, Method method, Request request,
                  v1::SettlementAnswer* answer = nullptr) {
    if (request.request_id().empty()) request.set_request_id(world_.Fresh());
    v1::SettlementAnswer own;
    return ReasonOf(
        world_.Call(as, method, request, answer == nullptr ? own : *answer));
  }

  v1::SettlementAnswer Propose(const std::vector<std::string>& ids,
                               absl::string_view as = kAnn) {
    return Do(as, &Stub::ProposeSettlement, Proposal(ids));
  }

  v1::SignSettlementRequest Signing(const std::string& id,
                                    uint32_t signatory = 0) {
    v1::SignSettlementRequest request;
    request.set_settlement_id(id);
    request.set_signatory(signatory);
    return request;
  }

  // Proposed, and signed by both sides in the system.
  std::string Settled(const std::vector<std::string>& ids) {
    const std::string id = Propose(ids).settlement().settlement_id();
    Do(kAnn, &Stub::SignSettlement, Signing(id));
    Do(kKarl, &Stub::SignSettlement, Signing(id));
    return id;
  }

  v1::ReportCommitmentRequest Saying(const std::string& id,
                                     v1::Commitment::Status status) {
    v1::ReportCommitmentRequest request;
    request.set_settlement_id(id);
    request.set_commitment(1);
    request.set_status(status);
    request.set_evidence("Relevé de paie");
    return request;
  }

  v1::SettlementAnswer Show(absl::string_view as, const std::string& id,
                            std::string* reason = nullptr) {
    v1::GetSettlementRequest request;
    request.set_settlement_id(id);
    v1::SettlementAnswer answer;
    const grpc::Status status =
        world_.Call(as, &Stub::GetSettlement, request, answer);
    if (reason != nullptr) *reason = ReasonOf(status);
    return answer;
  }

  v1::ListSettlementsResponse ListOf(absl::string_view as,
                                     const std::string& grievance_id = "") {
    v1::ListSettlementsRequest request;
    request.set_grievance_id(grievance_id);
    v1::ListSettlementsResponse response;
    (void)world_.Call(as, &Stub::ListSettlements, request, response);
    return response;
  }

  v1::ListSettlementHistoryResponse HistoryOf(absl::string_view as,
                                              const std::string& id) {
    v1::ListSettlementHistoryRequest request;
    request.set_settlement_id(id);
    v1::ListSettlementHistoryResponse response;
    (void)world_.Call(as, &Stub::ListSettlementHistory, request, response);
    return response;
  }

  v1::Grievance::State StateOf(const std::string& grievance_id) {
    return Get(kAnn, grievance_id).grievance().state();
  }

  std::string agreement_id_;
  std::string commitment_due_ = "2013-03-01";
};

}  // namespace entente

#endif  // ENTENTE_TESTS_SERVICES_SETTLEMENTS_SETTLEMENT_FIXTURE_H_
