#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "entente/v1/time_ledger_service.grpc.pb.h"
#include "proto/support/deadline.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using ::testing::HasSubstr;
using Ledger = v1::TimeLedgerService::Stub;
using L = v1::TimeLimit;
using Standing = v1::DeadlineStanding;

class TimeLedgerTest : public GrievanceServiceTest {
 protected:
  TimeLedgerTest() { world_.SetDay(2012, 11, 28); }

  // Received on Friday 23 November: the reply is due on the 28th.
  std::string Received() {
    v1::FileGrievanceRequest request = UnionRequest();
    request.set_submitted_date("2012-11-22");
    const std::string id = File(kAnn, request).grievance().grievance_id();
    v1::ReceiveGrievanceRequest receipt;
    receipt.set_request_id(world_.Fresh());
    receipt.set_grievance_id(id);
    receipt.set_received_date("2012-11-23");
    v1::GrievanceAnswer answer;
    EXPECT_EQ(ReasonOf(world_.Call(
                  kKarl, &v1::GrievanceService::Stub::ReceiveGrievance, receipt,
                  answer)),
              "OK");
    return id;
  }

  template <typename Request>
  static void AddLetter(Request& request) {
    request.mutable_instrument()->set_kind(v1::Instrument::LETTER);
    request.mutable_instrument()->set_instrument_date("2012-11-27");
    request.mutable_instrument()->set_way(v1::Delivery::EMAIL);
  }

  v1::ExtendDeadlineRequest Extension(const std::string& id) {
    v1::ExtendDeadlineRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(id);
    request.set_act(L::REPLY);
    request.set_new_due_date("2012-12-07");
    request.set_signed_date("2012-11-27");
    AddLetter(request);
    return request;
  }

  v1::SuspendLimitsRequest Suspension(const std::string& id) {
    v1::SuspendLimitsRequest request;
    request.set_request_id(world_.Fresh());
    request.set_grievance_id(id);
    request.set_ground(v1::Suspension::AGREED);
    request.set_from_date("2012-11-26");
    AddLetter(request);
    return request;
  }

  // The standing deadline for `act`.
  static v1::Deadline Of(const v1::Grievance& grievance, L::Act act) {
    for (const v1::Deadline& each : grievance.deadlines()) {
      if (each.act() == act && IsOpen(each)) return each;
    }
    return {};
  }

  v1::DeadlineItem DueFor(absl::string_view as, const std::string& id,
                          L::Act act, const std::string& day = "") {
    v1::ListDeadlinesRequest request;
    request.set_file_id(id);
    request.set_as_of_date(day);
    const v1::ListDeadlinesResponse due = Due(world_, as, request);
    for (const v1::DeadlineItem& item : due.items()) {
      if (item.deadline().act() == act) return item;
    }
    return {};
  }
};

TEST_F(TimeLedgerTest, ExtendsOnceForBothSidesHoweverOftenItIsSent) {
  const std::string id = Received();
  v1::ExtendDeadlineRequest request = Extension(id);
  request.set_validate_only(true);
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Ledger::ExtendDeadline, request, answer)),
      "OK");
  EXPECT_EQ(Of(Get(kAnn, id).grievance(), L::REPLY).due_date(), "2012-11-28");
  request.set_validate_only(false);
  for (const bool replayed : {false, true}) {
    EXPECT_EQ(
        ReasonOf(world_.Call(kAnn, &Ledger::ExtendDeadline, request, answer)),
        "OK");
    EXPECT_EQ(answer.replayed(), replayed);
    EXPECT_EQ(answer.grievance().extensions_size(), 1);
  }
  const v1::Grievance seen = Get(kKarl, id).grievance();
  EXPECT_EQ(Of(seen, L::REPLY).due_date(), "2012-12-07");
  EXPECT_EQ(Of(seen, L::REPLY).applied(0).kind(),
            v1::AppliedInterval::EXTENSION);
  EXPECT_EQ(seen.extensions(0).recorded_for().by_side(), 1u);
  std::string explained;
  const v1::Deadline reply = Of(seen, L::REPLY);
  for (const std::string& line : reply.explanation()) {
    explained += line + "\n";
  }
  EXPECT_THAT(explained, HasSubstr("vendredi 7 décembre 2012 au lieu du "
                                   "mercredi 28 novembre 2012"));
  EXPECT_EQ(History(kKarl, id).events().rbegin()->move(),
            v1::Event::LIMIT_EXTENDED);
}

TEST_F(TimeLedgerTest, ShowsWhatIsSuspendedAndLetsNothingBeOverdue) {
  const std::string id = Received();
  const v1::SuspendLimitsRequest request = Suspension(id);
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kAnn, &Ledger::SuspendLimits, request, answer)),
      "OK");
  EXPECT_EQ(DueFor(kKarl, id, L::REPLY).standing(), Standing::SUSPENDED);
  // Before it began the period ran, and long after it does not.
  EXPECT_EQ(DueFor(kKarl, id, L::REPLY, "2012-11-25").standing(),
            Standing::DUE_SOON);
  EXPECT_EQ(DueFor(kKarl, id, L::REPLY, "2013-03-01").standing(),
            Standing::SUSPENDED);
  v1::ListDeadlinesRequest overdue;
  overdue.set_overdue_only(true);
  overdue.set_as_of_date("2013-09-01");
  EXPECT_EQ(Due(world_, kAnn, overdue).items_size(), 0);
  world_.SetDay(2012, 12, 20);
  v1::ResumeLimitsRequest resume;
  resume.set_request_id(world_.Fresh());
  resume.set_grievance_id(id);
  EXPECT_EQ(ReasonOf(world_.Call(kKarl, &Ledger::ResumeLimits, resume, answer)),
            "OK");
  // Three days were left.
  EXPECT_EQ(Of(answer.grievance(), L::REPLY).raw_date(), "2012-12-23");
  EXPECT_EQ(Of(answer.grievance(), L::REPLY).due_date(), "2012-12-24");
  EXPECT_EQ(DueFor(kAnn, id, L::REPLY).standing(), Standing::DUE_SOON);
}

TEST_F(TimeLedgerTest, IsForThoseWhoSeeTheFileAndHaveReadItsPresentState) {
  const std::string id = Received();
  v1::GrievanceAnswer answer;
  EXPECT_EQ(ReasonOf(world_.Call(kZoe, &Ledger::ExtendDeadline, Extension(id),
                                 answer)),
            "NOT_AVAILABLE");
  v1::ExtendDeadlineRequest stale = Extension(id);
  stale.set_etag(Get(kAnn, id).grievance().etag());
  v1::SuspendLimitsRequest suspension = Suspension(id);
  suspension.set_until_date("2012-11-26");
  EXPECT_EQ(
      ReasonOf(world_.Call(kKarl, &Ledger::SuspendLimits, suspension, answer)),
      "OK");
  EXPECT_EQ(ReasonOf(world_.Call(kAnn, &Ledger::ExtendDeadline, stale, answer)),
            "CHANGED_MEANWHILE");
}

TEST_F(TimeLedgerTest, KeepsAWaiverBesideALateAct) {
  const std::string id = Received();
  v1::WaiveLimitRequest request;
  request.set_request_id(world_.Fresh());
  request.set_grievance_id(id);
  request.set_act(L::REFER);
  request.set_text("L'employeur n'invoquera pas le retard.");
  v1::GrievanceAnswer answer;
  EXPECT_EQ(ReasonOf(world_.Call(kKarl, &Ledger::WaiveLimit, request, answer)),
            "OK");
  EXPECT_EQ(Of(answer.grievance(), L::REFER).waived_date(), "2012-11-28");
  EXPECT_EQ(Get(kAnn, id).grievance().waivers(0).text(), request.text());
}

TEST_F(TimeLedgerTest, ListsWhatACommitteeOwesAndWarnsWhileItHasNotDecided) {
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_issue_code("ORG-LOAD");
  request.set_submitted_date("2012-11-22");
  EXPECT_EQ(FileReason(kAnn, request), "PRIOR_STEP_REQUIRED");
  request.set_request_id(world_.Fresh());
  request.mutable_prior_step()->set_complaint_date("2012-11-19");
  const v1::GrievanceAnswer filed = File(kAnn, request);
  EXPECT_EQ(filed.standing().prior_step_standing(),
            v1::Standing::NOT_EXHAUSTED);
  EXPECT_EQ(filed.standing().prior_step_clause(), "FSSS-CSN 10.11");
  const std::string id = filed.grievance().grievance_id();
  v1::ListDeadlinesRequest list;
  list.set_owed_by(v1::ListDeadlinesRequest::NEITHER_SIDE);
  for (const char* as : {kAnn, kKarl}) {
    const v1::ListDeadlinesResponse owed = Due(world_, as, list);
    ASSERT_EQ(owed.items_size(), 1) << as;
    EXPECT_EQ(owed.items(0).deadline().owner(), L::COMMITTEE);
    EXPECT_EQ(owed.items(0).deadline().due_date(), "2012-11-26");
    EXPECT_EQ(owed.items(0).standing(), Standing::OVERDUE);
  }
  v1::RecordPriorStepRequest record;
  record.set_request_id(world_.Fresh());
  record.set_grievance_id(id);
  record.mutable_days()->set_convened_date("2012-11-21");
  record.mutable_days()->set_meeting_date("2012-11-26");
  record.mutable_days()->set_decision_date("2012-11-28");
  v1::GrievanceAnswer answer;
  EXPECT_EQ(
      ReasonOf(world_.Call(kKarl, &Ledger::RecordPriorStep, record, answer)),
      "OK");
  EXPECT_EQ(answer.standing().prior_step_standing(),
            v1::Standing::EXHAUSTED_LATER);
  EXPECT_EQ(Due(world_, kAnn, list).items_size(), 0);
}

}  // namespace
}  // namespace entente
