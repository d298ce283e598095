// Grievances heard together: what is done in the lead is done in all, and
// nobody sees more by it.

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using G = v1::Grievance;
using Stub = v1::GrievanceService::Stub;

class JoinderCallsTest : public GrievanceServiceTest {
 protected:
  JoinderCallsTest() {
    world_.SetDay(2012, 12, 20);
    lead_ = File(kAnn, UnionRequest()).grievance().grievance_id();
    for (int i = 0; i < 3; ++i) {
      joined_.push_back(
          File(kAnn, IndividualRequest()).grievance().grievance_id());
    }
  }

  v1::JoinGrievancesRequest JoinRequest() {
    v1::JoinGrievancesRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(lead_);
    for (const std::string& id : joined_) request.add_joined_ids(id);
    request.set_basis(v1::Basis::BOTH_SIDES);
    *request.mutable_instrument() = Paper();
    return request;
  }
  static v1::Instrument Paper() {
    v1::Instrument paper;
    paper.set_kind(v1::Instrument::LETTER);
    paper.set_instrument_date("2012-12-19");
    paper.set_way(v1::Delivery::HAND);
    return paper;
  }
  std::string Join(absl::string_view as,
                   const v1::JoinGrievancesRequest& request,
                   v1::JoinGrievancesResponse* shown = nullptr) {
    v1::JoinGrievancesResponse response;
    const grpc::Status status =
        world_.Call(as, &Stub::JoinGrievances, request, response);
    if (shown != nullptr) *shown = response;
    status_ = status;
    return ReasonOf(status);
  }
  grpc::Status Receive(absl::string_view as, const std::string& id,
                       const std::string& day = "") {
    v1::ReceiveGrievanceRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(id);
    request.set_received_date(day);
    request.set_external_number("RH-2012-77");
    v1::GrievanceAnswer answer;
    return world_.Call(as, &Stub::ReceiveGrievance, request, answer);
  }
  std::string Sever(absl::string_view as, const std::string& id) {
    v1::SeverGrievanceRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(id);
    request.set_basis(v1::Basis::RULING);
    *request.mutable_instrument() = Paper();
    v1::GrievanceAnswer answer;
    return ReasonOf(world_.Call(as, &Stub::SeverGrievance, request, answer));
  }
  std::set<std::string> Listed(absl::string_view as,
                               std::string* reason = nullptr) {
    v1::ListGrievancesRequest request;
    request.set_lead_grievance_id(lead_);
    v1::ListGrievancesResponse response;
    const grpc::Status status =
        world_.Call(as, &Stub::ListGrievances, request, response);
    if (reason != nullptr) *reason = ReasonOf(status);
    std::set<std::string> ids;
    for (const G& each : response.grievances()) ids.insert(each.grievance_id());
    return ids;
  }
  G::State StateOf(const std::string& id) {
    return Get(kAnn, id).grievance().state();
  }

  std::string lead_;
  grpc::Status status_;
  std::vector<std::string> joined_;
};

TEST_F(JoinderCallsTest, DoesInAllWhatIsDoneInTheLead) {
  v1::JoinGrievancesResponse response;
  ASSERT_EQ(Join(kAnn, JoinRequest(), &response), "OK");
  EXPECT_EQ(response.joined_count(), 3);
  ASSERT_EQ(ReasonOf(Receive(kKarl, lead_)), "OK");
  for (const std::string& id : joined_) {
    const G grievance = Get(kAnn, id).grievance();
    EXPECT_EQ(grievance.state(), G::RECEIVED);
    EXPECT_EQ(grievance.received_date(), "2012-12-20");
    // The number that the employer gave is that of the lead.
    EXPECT_TRUE(grievance.external_numbers().empty());
    const auto events = History(kAnn, id).events();
    EXPECT_EQ(events.rbegin()->move(), v1::Event::GRIEVANCE_RECEIVED);
    EXPECT_EQ(events.rbegin()->recorded_by_id(), world_.Id(kKarl));
    EXPECT_EQ(events.rbegin()->operation_id(),
              History(kAnn, lead_).events().rbegin()->operation_id());
  }
  EXPECT_EQ(ReasonOf(Receive(kKarl, joined_[0])), "FOLLOWS_LEAD");
}

TEST_F(JoinderCallsTest, DoesNothingAtAllWhenOneOfThemRefuses) {
  // Of the three one was submitted later than the lead.
  v1::FileGrievanceRequest late = IndividualRequest();
  late.set_submitted_date("2012-12-20");
  joined_.push_back(File(kAnn, late).grievance().grievance_id());
  ASSERT_EQ(Join(kAnn, JoinRequest()), "OK");
  const grpc::Status status = Receive(kKarl, lead_, "2012-12-19");
  EXPECT_EQ(ReasonOf(status), "JOINED_REFUSES");
  EXPECT_EQ(StateOf(lead_), G::FILED);
  for (const std::string& id : joined_) EXPECT_EQ(StateOf(id), G::FILED);
  const auto refused = RefusedBy(status);
  EXPECT_FALSE(refused.field.empty() && ReasonOf(status).empty());
}

TEST_F(JoinderCallsTest, LetsOneThatIsSettledOrSeveredApartGoItsOwnWay) {
  ASSERT_EQ(Join(kAnn, JoinRequest()), "OK");
  v1::WithdrawGrievanceRequest withdraw;
  withdraw.set_request_id(world_.Fresh());
  withdraw.set_grievance_id(joined_[0]);
  withdraw.set_reason("Réglé autrement");
  v1::GrievanceAnswer answer;
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &Stub::WithdrawGrievance, withdraw, answer)),
      "OK");
  ASSERT_EQ(Sever(kKarl, joined_[1]), "OK");
  ASSERT_EQ(ReasonOf(Receive(kKarl, lead_)), "OK");
  EXPECT_EQ(StateOf(joined_[0]), G::WITHDRAWN);
  EXPECT_EQ(StateOf(joined_[1]), G::FILED);
  EXPECT_EQ(StateOf(joined_[2]), G::RECEIVED);
  EXPECT_EQ(ReasonOf(Receive(kKarl, joined_[1])), "OK");
  EXPECT_EQ(Listed(kAnn), (std::set<std::string>{joined_[0], joined_[2]}));
}

TEST_F(JoinderCallsTest, ShowsNobodyAJoinedFileThatTheyMayNotSee) {
  v1::FileGrievanceRequest closed = IndividualRequest();
  closed.set_restricted(true);
  const std::string hidden = File(kAnn, closed).grievance().grievance_id();
  joined_.push_back(hidden);
  // Who does not see every one of them cannot join them: the same refusal as
  // for a file that is not there.
  v1::JoinGrievancesRequest absent = JoinRequest();
  absent.set_joined_ids(3, "no-such-file");
  EXPECT_EQ(Join(kBea, absent), "REFERENCE_UNKNOWN");
  const std::string said = status_.error_details();
  EXPECT_EQ(Join(kBea, JoinRequest()), "REFERENCE_UNKNOWN");
  EXPECT_EQ(status_.error_details(), said);
  EXPECT_EQ(RefusedBy(status_).field, "joined_ids[3]");
  EXPECT_EQ(Listed(kAnn).size(), 0u);

  ASSERT_EQ(Join(kAnn, JoinRequest()), "OK");
  EXPECT_EQ(Listed(kAnn).size(), 4u);
  EXPECT_EQ(Listed(kBea).size(), 3u);
  EXPECT_EQ(Listed(kBea).count(hidden), 0u);
  std::string reason;
  EXPECT_EQ(Listed(kZoe, &reason).size(), 0u);
  EXPECT_EQ(reason, "NOT_AVAILABLE");
  const std::string lead_seen = Get(kBea, lead_).ShortDebugString();
  EXPECT_EQ(lead_seen.find(hidden), std::string::npos);
  // It goes the way of its lead, whoever moves that.
  ASSERT_EQ(ReasonOf(Receive(kKarl, lead_)), "OK");
  EXPECT_EQ(StateOf(hidden), G::RECEIVED);
}

TEST_F(JoinderCallsTest, NamesTheJoinedFileThatRefusesOnlyToWhoSeesIt) {
  v1::FileGrievanceRequest closed = IndividualRequest();
  closed.set_restricted(true);
  closed.set_submitted_date("2012-12-20");
  joined_ = {File(kAnn, closed).grievance().grievance_id()};
  ASSERT_EQ(Join(kAnn, JoinRequest()), "OK");
  v1::ReceiveGrievanceRequest request;
  request.set_grievance_id(lead_);
  request.set_received_date("2012-12-19");
  *request.mutable_instrument() = Paper();
  v1::GrievanceAnswer answer;
  for (const auto& [as, named] :
       {std::pair(kAnn, true), std::pair(kBea, false)}) {
    request.set_request_id(world_.Fresh());
    const grpc::Status status =
        world_.Call(as, &Stub::ReceiveGrievance, request, answer);
    EXPECT_EQ(ReasonOf(status),
              named ? "JOINED_REFUSES" : "JOINED_UNSEEN_REFUSES");
    for (const char* canary : {"QN-G-2012-0005", "DATE_ORDER"}) {
      EXPECT_EQ(status.error_details().find(canary) != std::string::npos, named)
          << canary;
    }
  }
}

TEST_F(JoinderCallsTest, AnswersARepeatedJoinderAlike) {
  const v1::JoinGrievancesRequest request = JoinRequest();
  v1::JoinGrievancesResponse first;
  v1::JoinGrievancesResponse again;
  ASSERT_EQ(Join(kAnn, request, &first), "OK");
  ASSERT_EQ(Join(kAnn, request, &again), "OK");
  EXPECT_TRUE(again.replayed());
  EXPECT_EQ(again.joined_count(), first.joined_count());
  EXPECT_EQ(History(kAnn, joined_[0]).events_size(), 2);
}

}  // namespace
}  // namespace entente
