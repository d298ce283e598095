#include "services/grievances/prior_step_rules.h"

#include <gtest/gtest.h>

#include <string>

#include "services/grievances/correction_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/standing_rules.h"
#include "tests/services/grievances/three_steps.h"

namespace entente {
namespace {

using G = v1::Grievance;
using L = v1::TimeLimit;
using R = v1::Refusal;
using S = v1::Standing;

Procedure Sss30() {
  static const v1::Profile* const kProfile =
      new v1::Profile(ShippedProfile("QC-SSS-30"));
  return {kProfile, &Calendars(), 0};
}

// A filing on the workload, on 20 November 2012.
absl::StatusOr<Changes> FileOn(const char* issue,
                               const v1::FileGrievanceRequest& request) {
  FilingFacts facts = Facts(EntryOn("2012-11-20", 1));
  facts.procedure = Sss30();
  facts.issue = *FindLabourIssue("issue_code", issue);
  return FileGrievance(request, facts);
}

v1::FileGrievanceRequest Complained() {
  v1::FileGrievanceRequest request = UnionFiling();
  request.mutable_prior_step()->set_complaint_date("2012-11-05");
  return request;
}

v1::Standing StandingOf(const G& g, const char* day = "2013-06-01") {
  const auto standing = ComputeStanding(Sss30(), g, Day(day));
  EXPECT_TRUE(standing.ok());
  return standing.value_or(S());
}

absl::StatusOr<Changes> Record(const G& g, const v1::PriorStepDays& days) {
  v1::RecordPriorStepRequest request;
  *request.mutable_days() = days;
  return RecordPriorStep(g, request, Sss30(), EntryOn("2013-06-01", 1));
}

// The CSSS Jeanne-Mance award: a workload grievance filed before the committee
// had decided met the objection that it was premature.
TEST(PriorStep, IsAskedForAndSaysByWhichClause) {
  const auto refused = FileOn("ORG-LOAD", UnionFiling());
  EXPECT_EQ(ReasonOf(refused), R::PRIOR_STEP_REQUIRED);
  EXPECT_EQ(FindRefusal(refused.status())->metadata().at("clause"),
            "FSSS-CSN 10.11");
  EXPECT_EQ(FindRefusal(refused.status())->metadata().at("field"),
            "override_reason");
  v1::FileGrievanceRequest request = UnionFiling();
  request.set_override_reason("The committee was never constituted.");
  const G g = After(FileOn("ORG-LOAD", request));
  EXPECT_EQ(g.prior_step().code(), "WORKLOAD-COMMITTEE");
  EXPECT_EQ(g.prior_step().clause(), "FSSS-CSN 10.11");
  EXPECT_EQ(g.prior_step().override_reason(), request.override_reason());
  EXPECT_EQ(StandingOf(g).prior_step_standing(), S::NOT_EXHAUSTED);
  EXPECT_EQ(StandingOf(g).prior_step_clause(), "FSSS-CSN 10.11");
  EXPECT_EQ(FindDeadline(g, L::COMMITTEE_MEETING, 0), nullptr);
}

TEST(PriorStep, IsNoneForOtherIssues) {
  const G g = After(FileOn("ORG-TIM", UnionFiling()));
  EXPECT_FALSE(g.has_prior_step());
  EXPECT_EQ(StandingOf(g).prior_step_standing(),
            S::PRIOR_STEP_STANDING_UNSPECIFIED);
  EXPECT_EQ(ReasonOf(FileOn("ORG-TIM", Complained())), R::NO_PREREQUISITE);
  v1::PriorStepDays days;
  days.set_complaint_date("2012-11-05");
  EXPECT_EQ(ReasonOf(Record(g, days)), R::NO_PREREQUISITE);
}

TEST(PriorStep, GivesTheCommitteeItsOwnLimits) {
  G g = After(FileOn("ORG-LOAD", Complained()));
  const v1::Deadline* meeting = FindDeadline(g, L::COMMITTEE_MEETING, 0);
  ASSERT_NE(meeting, nullptr);
  // Five days of the complaint, on a Saturday: Monday the 12th.
  EXPECT_EQ(meeting->due_date(), "2012-11-12");
  EXPECT_EQ(meeting->owner(), L::COMMITTEE);
  EXPECT_EQ(meeting->owed_by_side(), 0u);
  EXPECT_EQ(StandingOf(g).prior_step_standing(), S::NOT_EXHAUSTED);
  v1::PriorStepDays days;
  days.set_convened_date("2012-11-08");
  days.set_meeting_date("2012-11-09");
  g = After(Record(g, days));
  EXPECT_EQ(FindDeadline(g, L::COMMITTEE_MEETING, 0)->met_date(), "2012-11-09");
  EXPECT_EQ(FindDeadline(g, L::COMMITTEE_DECISION, 0)->due_date(),
            "2012-11-28");
  days.Clear();
  days.set_decision_date("2012-12-03");
  g = After(Record(g, days));
  EXPECT_EQ(FindDeadline(g, L::COMMITTEE_DECISION, 0)->met_date(),
            "2012-12-03");
  // After the grievance was submitted; and not yet before that day.
  EXPECT_EQ(StandingOf(g).prior_step_standing(), S::EXHAUSTED_LATER);
  EXPECT_EQ(StandingOf(g, "2012-12-02").prior_step_standing(),
            S::NOT_EXHAUSTED);
}

TEST(PriorStep, WasExhaustedWhenTheCommitteeHadDecided) {
  v1::FileGrievanceRequest request = Complained();
  request.mutable_prior_step()->set_decision_date("2012-11-20");
  const G g = After(FileOn("ORG-LOAD", request));
  EXPECT_EQ(StandingOf(g).prior_step_standing(), S::EXHAUSTED);
}

TEST(PriorStep, KeepsItsDaysInOrderAndChangesNone) {
  const G g = After(FileOn("ORG-LOAD", Complained()));
  v1::PriorStepDays days;
  days.set_complaint_date("2012-11-06");
  const auto refused = Record(g, days);
  EXPECT_EQ(ReasonOf(refused), R::PRIOR_DAY_RECORDED);
  EXPECT_EQ(FindRefusal(refused.status())->metadata().at("date"), "2012-11-05");
  days.Clear();
  days.set_meeting_date("2012-11-04");
  EXPECT_EQ(ReasonOf(Record(g, days)), R::DATE_ORDER);
  days.set_meeting_date("2013-06-02");
  EXPECT_EQ(ReasonOf(Record(g, days)), R::DATE_IN_FUTURE);
  v1::RecordPriorStepRequest empty;
  empty.set_grievance_id("g");
  EXPECT_EQ(RefusalReason(CheckRecordPriorStep(empty)), R::FIELD_REQUIRED);
}

TEST(PriorStep, IsCorrectedLikeAnyOtherDay) {
  const G g = After(FileOn("ORG-LOAD", Complained()));
  v1::CorrectGrievanceRequest request;
  request.set_grievance_id("g");
  request.set_field("complaint_date");
  request.set_value("2012-11-01");
  request.set_reason("typing error");
  EXPECT_TRUE(CheckCorrectGrievance(request).ok());
  const Entry entry = EntryOn("2013-06-01", 1);
  const G corrected = After(
      CorrectGrievance(g, request, v1::Mandate::UNION_REP, Sss30(), entry));
  EXPECT_EQ(FindDeadline(corrected, L::COMMITTEE_MEETING, 0)->due_date(),
            "2012-11-06");
  request.set_field("decision_date");
  EXPECT_EQ(ReasonOf(CorrectGrievance(g, request, v1::Mandate::UNION_REP,
                                      Sss30(), entry)),
            R::NOT_ENTERED);
}

}  // namespace
}  // namespace entente
