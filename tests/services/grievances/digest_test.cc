// How many deadlines there are: what the due list lists, counted.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "entente/v1/time_ledger_service.grpc.pb.h"
#include "proto/support/day.h"
#include "tests/services/grievances/grievance_service_fixture.h"

namespace entente {
namespace {

using Stub = v1::GrievanceService::Stub;

class DigestTest : public GrievanceServiceTest {
 protected:
  v1::GetDigestResponse Digest(absl::string_view as) {
    v1::GetDigestResponse digest;
    EXPECT_EQ(ReasonOf(world_.Call(as, &v1::DeadlineService::Stub::GetDigest,
                                   v1::GetDigestRequest(), digest)),
              "OK")
        << as;
    return digest;
  }

  // The same from the list, line by line.
  v1::GetDigestResponse Counted(absl::string_view as) {
    using S = v1::DeadlineStanding;
    v1::GetDigestResponse digest;
    v1::ListDeadlinesRequest request;
    request.set_page_size(100);
    do {
      const v1::ListDeadlinesResponse page = Due(world_, as, request);
      digest.set_as_of_date(page.as_of_date());
      for (const v1::DeadlineItem& item : page.items()) {
        const int days = item.days_left();
        if (item.standing() == S::OVERDUE) {
          digest.set_overdue_count(digest.overdue_count() + 1);
        } else if (item.standing() == S::UNDETERMINED) {
          digest.set_undetermined_count(digest.undetermined_count() + 1);
        } else if (item.standing() != S::SUSPENDED) {
          if (digest.next_due_date().empty()) {
            digest.set_next_due_date(item.deadline().due_date());
          }
          if (days == 0) {
            digest.set_due_today_count(digest.due_today_count() + 1);
          } else if (days <= 7) {
            digest.set_due_within_week_count(digest.due_within_week_count() +
                                             1);
          } else if (days <= 30) {
            digest.set_due_within_month_count(digest.due_within_month_count() +
                                              1);
          }
        }
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return digest;
  }

  void Receive(const std::string& id, const std::string& day) {
    v1::ReceiveGrievanceRequest receive;
    receive.set_request_id(world_.Fresh());
    receive.set_grievance_id(id);
    receive.set_received_date(day);
    v1::GrievanceAnswer answer;
    ASSERT_EQ(
        ReasonOf(world_.Call(kKarl, &Stub::ReceiveGrievance, receive, answer)),
        "OK");
  }

  std::string Filed(absl::string_view as, v1::FileGrievanceRequest request) {
    return File(as, request).grievance().grievance_id();
  }
};

// Typed by hand. A consultation: to file by Monday, December 3, 2012 (30 days
// from November 3 fall on a closed day). A grievance received on November 20:
// a reply by November 26, and a referral by May 21, 2013.
TEST_F(DigestTest, CountsEachDateOnceByHowNearItIs) {
  Consult(kAnn);
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_submitted_date("2012-11-19");
  Receive(Filed(kAnn, request), "2012-11-20");
  const struct {
    int month, day;
    uint32_t overdue, today, week, month_count;
    const char* next;
  } days[] = {{11, 22, 0, 0, 1, 1, "2012-11-26"},
              {11, 26, 0, 1, 1, 0, "2012-11-26"},
              {11, 27, 1, 0, 1, 0, "2012-12-03"},
              {12, 3, 1, 1, 0, 0, "2012-12-03"},
              {12, 4, 2, 0, 0, 0, "2013-05-21"}};
  for (const auto& each : days) {
    SCOPED_TRACE(absl::StrCat(each.month, "-", each.day));
    world_.SetDay(2012, each.month, each.day);
    const v1::GetDigestResponse digest = Digest(kAnn);
    EXPECT_EQ(digest.overdue_count(), each.overdue);
    EXPECT_EQ(digest.due_today_count(), each.today);
    EXPECT_EQ(digest.due_within_week_count(), each.week);
    EXPECT_EQ(digest.due_within_month_count(), each.month_count);
    EXPECT_EQ(digest.undetermined_count(), 0u);
    EXPECT_EQ(digest.next_due_date(), each.next);
    EXPECT_FALSE(digest.has_digest_token_expire_time());
  }
}

TEST_F(DigestTest, SaysThatNothingIsDue) {
  const v1::GetDigestResponse digest = Digest(kZoe);
  EXPECT_EQ(digest.as_of_date(), "2012-11-22");
  v1::GetDigestResponse empty;
  empty.set_as_of_date("2012-11-22");
  EXPECT_EQ(digest.DebugString(), empty.DebugString());
}

// Restricted files, walls, establishments, advisers, both sides, undetermined
// and suspended limits: whatever the list shows is counted, and nothing else.
TEST_F(DigestTest, CountsForEveryPersonOnEveryDayWhatTheListShows) {
  Consult(kAnn);
  Consult(kAnn, "HAR-PSY");
  v1::OpenConsultationRequest unknown = ConsultationRequest();
  unknown.clear_known_date();
  Consult(kBea, unknown);
  v1::FileGrievanceRequest request = UnionRequest();
  request.set_submitted_date("2012-11-19");
  const std::string first = Filed(kAnn, request);
  Receive(first, "2012-11-20");
  request.set_request_id(world_.Fresh());
  request.set_establishment_id("CSSSN-SAD");
  const std::string placed = Filed(kAnn, request);
  Receive(placed, "2012-11-21");
  v1::FileGrievanceRequest restricted = IndividualRequest();
  restricted.set_issue_code("HAR-PSY");
  Filed(kAnn, restricted);
  const std::string walled = Filed(kAnn, UnionRequest());
  ASSERT_EQ(world_.Wall(kAnn, walled, kBea), "OK");
  ASSERT_EQ(world_.Assign(kAnn, first, kFay), "OK");
  v1::FileGrievanceRequest other = UnionRequest();
  other.set_local_id("AUT");
  Filed(kZoe, other);
  v1::SuspendLimitsRequest suspend;
  suspend.set_request_id(world_.Fresh());
  suspend.set_grievance_id(placed);
  suspend.set_ground(v1::Suspension::AGREED);
  suspend.set_from_date("2012-11-22");
  suspend.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  suspend.mutable_instrument()->set_instrument_date("2012-11-21");
  suspend.mutable_instrument()->set_way(v1::Delivery::HAND);
  v1::GrievanceAnswer answer;
  ASSERT_EQ(
      ReasonOf(world_.Call(kAnn, &v1::TimeLedgerService::Stub::SuspendLimits,
                           suspend, answer)),
      "OK");
  int differ = 0;
  std::string last;
  uint32_t undetermined = 0;
  for (absl::CivilDay day(2012, 11, 22); day < absl::CivilDay(2013, 6, 1);
       day += 5) {
    world_.SetDay(static_cast<int>(day.year()), day.month(), day.day());
    for (const char* person : {kAnn, kBea, kKarl, kPaul, kZoe, kOtto, kFay}) {
      SCOPED_TRACE(absl::StrCat(person, " ", DayIso(day)));
      const v1::GetDigestResponse digest = Digest(person);
      EXPECT_EQ(digest.DebugString(), Counted(person).DebugString());
      undetermined += digest.undetermined_count();
      if (digest.DebugString() != last) ++differ;
      last = digest.DebugString();
    }
  }
  EXPECT_GT(differ, 100);
  EXPECT_GT(undetermined, 0u);
}

TEST_F(DigestTest, CountsMoreThanAPage) {
  for (int i = 0; i < 210; ++i) {
    Filed(kAnn, UnionRequest());
  }
  EXPECT_EQ(Digest(kAnn).next_due_date(), "2013-05-21");
  world_.SetDay(2013, 5, 21);
  EXPECT_EQ(Digest(kAnn).due_today_count(), 210u);
  world_.SetDay(2013, 5, 22);
  EXPECT_EQ(Digest(kAnn).overdue_count(), 210u);
  EXPECT_EQ(Digest(kAnn).next_due_date(), "");
}

// The answer has numbers and days alone.
TEST_F(DigestTest, NamesNobodyAndNoFile) {
  v1::FileGrievanceRequest request = IndividualRequest();
  const std::string id = Filed(kAnn, request);
  Consult(kAnn);
  const std::string said = Digest(kAnn).DebugString();
  for (const char* hidden : {"Canari", "canari", "QN-", "ORG", "CSSS", "FILE",
                             "REFER", id.c_str()}) {
    EXPECT_FALSE(absl::StrContains(said, hidden)) << hidden;
  }
  const google::protobuf::Descriptor& type =
      *v1::GetDigestResponse::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const std::string& name = type.field(i)->name();
    EXPECT_TRUE(absl::EndsWith(name, "_count") ||
                absl::EndsWith(name, "_date") || absl::EndsWith(name, "_time"))
        << name;
  }
}

}  // namespace
}  // namespace entente
